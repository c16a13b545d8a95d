"""What keeps the registry tidy without anybody asking."""
