"""How long something takes at best: a busy machine may be slow once."""

import time
from collections.abc import Callable


def cpu_seconds(call: Callable[[], object], *, tries: int = 4) -> float:
    """The least CPU time of a few tries."""
    least = float("inf")
    for _ in range(tries):
        began = time.process_time()
        call()
        least = min(least, time.process_time() - began)
    return least
