"""A further web process on a server's database and folder, at a port of its own."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.support.processes import LOOPBACK, Process, free_port, wait_until
from tests.support.server import REPOSITORY_ROOT, Server


@contextmanager
def another_web_process(
    server: Server, log: Path, application: str = "harbor_py.asgi:application", **more: str
) -> Iterator[str]:
    """Start one, perhaps with other settings, and give its URL; it ends with the block."""
    port = free_port()
    command = [sys.executable, "-m", "granian", application, "--interface", "asgi"]
    command += ["--host", LOOPBACK, "--port", str(port), "--no-ws", "--log-level", "warning"]
    command += ["--http", "1", "--workers-kill-timeout", "10", "--runtime-mode", "st"]
    process = Process(
        command,
        log=log,
        env=server.environment | {"HARBOR_HTTP_PORT": str(port)} | more,
        cwd=REPOSITORY_ROOT,
        name="another web process",
    )
    try:
        wait_until(lambda: _answers(port), what="it answers", within=30, process=process)
        yield f"http://{LOOPBACK}:{port}"
    finally:
        process.stop()


def _answers(port: int) -> bool:
    connection = HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/api/v2.0/health")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
