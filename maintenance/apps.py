"""Registers the app with Django."""

from django.apps import AppConfig


class MaintenanceConfig(AppConfig):
    name = "maintenance"

    def ready(self) -> None:
        """Have workers know the kinds of jobs that this app has."""
        import maintenance.retention.runs  # noqa: F401, PLC0415  # it registers itself
        from maintenance.garbage import runs  # noqa: F401, PLC0415  # and so does this
        from maintenance.upkeep import nightly  # noqa: F401, PLC0415  # and these three
