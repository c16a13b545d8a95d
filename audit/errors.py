"""What the audit log refuses, and why."""

from oci.errors import Conflict, Invalid, Unknown


class RowUnknown(Unknown):
    def __init__(self, row_id: int) -> None:
        super().__init__(f"there is no row {row_id} in the audit log, or you may not see it")


class CursorInvalid(Invalid):
    def __init__(self) -> None:
        super().__init__("after is what an earlier page gave as the place where the next begins")


class RangeInvalid(Invalid):
    def __init__(self) -> None:
        super().__init__("the range of time ends before it begins")


class RetentionInvalid(Invalid):
    """The hours or the event types of a purge are none."""


class ChainBroken(Conflict):
    def __init__(self, what: str) -> None:
        super().__init__(f"the chain of the audit log is broken: {what}; verify_audit says more")


class HeadsUnreadable(Invalid):
    """A file of published heads cannot be read, or holds something else."""


class CollectorInvalid(Invalid):
    def __init__(self) -> None:
        super().__init__("the collector's address reads tcp://host:port or tls://host:port")


class CollectorLost(Exception):
    """The collector cannot be reached, or has hung up; no client is told of it."""
