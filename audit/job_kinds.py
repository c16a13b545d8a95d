"""The kinds of background jobs that this app has: each registers itself."""

from audit import purge_runs

__all__ = ["purge_runs"]
