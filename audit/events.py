"""What happens to the audit log itself."""

from accounts.events import Deed


class AuditPurged(Deed):
    """``details`` says what was asked for, and how many rows went."""

    operation = "purge"
    resource_type = "audit-log"


class PurgeStarted(Deed):
    """``details``: what it was told to take."""

    operation = "start"
    resource_type = "purge-audit"


class PurgeStopped(Deed):
    operation = "stop"
    resource_type = "purge-audit"


class PurgeScheduled(Deed):
    """``details``: when, and what it is told to take."""

    operation = "update"
    resource_type = "purge-audit-schedule"
