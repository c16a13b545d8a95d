"""What Linux is asked about our processes."""

import ctypes
import signal

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> None:
    """Have the kernel end this process when its parent is gone, however that went (prctl(2)).

    A process left behind would hold the port against its successor.
    """
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
