"""The kinds of background jobs that this app has: each registers itself."""

from maintenance import removals
from maintenance.garbage import runs as garbage
from maintenance.retention import runs as retention
from maintenance.upkeep import nightly

__all__ = ["garbage", "nightly", "removals", "retention"]
