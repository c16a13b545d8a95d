"""Registers the app with Django, has it hear of every deed, and registers its kind of jobs."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self) -> None:
        import events  # noqa: PLC0415  # models can be imported from here on
        from accounts.events import Deed  # noqa: PLC0415
        from audit import purge_runs, records  # noqa: PLC0415

        events.in_transaction(Deed, records.write)
        purge_runs.register()
