"""Management commands of maintenance."""
