"""The REST side of replication."""
