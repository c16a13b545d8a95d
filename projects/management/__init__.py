"""Management commands of projects."""
