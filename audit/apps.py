"""Registers the app with Django and has it hear of every deed."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self) -> None:
        import events
        from accounts.events import Deed
        from audit import records

        events.in_transaction(Deed, records.write)
