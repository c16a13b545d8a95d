"""What registries and policies shall be, looked at before they are rows."""
