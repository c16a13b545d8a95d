"""What happens to the audit log itself."""

from accounts.events import Deed


class AuditPurged(Deed):
    """``details`` says what was asked for, and how many rows went."""

    operation = "purge"
    resource_type = "audit-log"
