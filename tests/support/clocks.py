"""The database's clock as processes tell it, moved."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from jobs import clock


@contextmanager
def at(moment: datetime, *, ticks: bool = True) -> Iterator[None]:
    """Let it be *moment*, for this process, and go on from there if it *ticks*."""
    start = time.monotonic()

    def told() -> datetime:
        return moment + timedelta(seconds=time.monotonic() - start if ticks else 0)

    with patch.object(clock, "told", told):
        yield
