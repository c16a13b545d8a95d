"""Registers the app with Django."""

from django.apps import AppConfig


class ReplicationConfig(AppConfig):
    name = "replication"

    def ready(self) -> None:
        """Have pushes and deletions start the policies that follow them."""
        from replication import triggers  # noqa: PLC0415  # needs the models

        triggers.subscribe()
