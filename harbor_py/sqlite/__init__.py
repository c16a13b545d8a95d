"""Django's SQLite backend with writers that queue fairly."""
