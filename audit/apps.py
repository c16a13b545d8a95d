"""Registers the app with Django, and has it hear of every deed."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self) -> None:
        import events  # noqa: PLC0415  # models can be imported from here on
        from accounts.events import Deed  # noqa: PLC0415
        from audit import records  # noqa: PLC0415

        events.in_transaction(Deed, records.write)
