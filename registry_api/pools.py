"""The threads of the data plane. Slow clients hold none of them; their number bounds what runs.

``domain`` and ``write`` threads hold a database connection each, ``disk`` threads none. Passwords
are checked in threads of their own, so that logins cannot keep pulls waiting.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from accounts.errors import LoginBusy

P = ParamSpec("P")
T = TypeVar("T")

_LOGINS_AT_MOST = 32
_TRUSTED_SECONDS = 1.0
"""How long a connection that raised no error is used without asking it whether it still lives."""

_domain = ThreadPoolExecutor(max_workers=8, thread_name_prefix="domain")
# Writers that push small layers compute more than they wait: more threads only take turns.
_write = ThreadPoolExecutor(max_workers=3, thread_name_prefix="write")
_disk = ThreadPoolExecutor(max_workers=8, thread_name_prefix="disk")
_login = ThreadPoolExecutor(max_workers=4, thread_name_prefix="login")
_freshness = ThreadPoolExecutor(max_workers=1, thread_name_prefix="freshness")
_logins = 0


class _Checked(threading.local):
    """When this thread last looked after its connection, by the monotonic clock."""

    at = float("-inf")


_checked = _Checked()


async def domain(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a domain function that reads the database, off the loop."""
    return await _run(_domain, partial(_reading, partial(call, *args, **kwargs)))


async def write(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a domain function that changes the database: it may wait its turn, and reads do not."""
    return await _run(_write, partial(_with_database, partial(call, *args, **kwargs)))


async def freshness(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run the one query at a time that validates what is remembered."""
    return await _run(_freshness, partial(_reading, partial(call, *args, **kwargs)))


async def disk(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run what reads or writes bytes and touches no database."""
    return await _run(_disk, partial(call, *args, **kwargs))


async def login(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Check a credential; raises LoginBusy rather than queue without end."""
    global _logins  # noqa: PLW0603  # counted on the loop only
    if _logins >= _LOGINS_AT_MOST:
        raise LoginBusy
    _logins += 1
    try:
        return await _run(_login, partial(_reading, partial(call, *args, **kwargs)))
    finally:
        _logins -= 1


async def _run(pool: ThreadPoolExecutor, call: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(pool, call)


def _reading(call: Callable[[], T]) -> T:
    """Once more on a new connection, if the one that was trusted had died within that second.

    For what is safe to repeat: what writes cannot know whether its commit was the last thing done.
    """
    try:
        return _with_database(call)
    except (InterfaceError, OperationalError):
        if connection.connection is None or connection.is_usable():
            raise
        connection.close()
        return call()


def _with_database(call: Callable[[], T]) -> T:
    """Without this, a thread's connection fails for ever once the database was restarted.

    Not before every call: the question is a query of its own, as dear as most that follow it.
    """
    now = time.monotonic()
    if connection.errors_occurred or now - _checked.at >= _TRUSTED_SECONDS:
        close_old_connections()
        _checked.at = now
    return call()
