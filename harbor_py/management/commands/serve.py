"""``manage.py serve``: prepares the installation and runs all of it until it is told to stop."""

import http.client
import json
import socket
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections

from accounts import users
from harbor_py import bootstrap
from harbor_py.supervisor import Supervisor

START_SECONDS = 60.0


class Command(BaseCommand):
    help = "Prepare the data folder and serve the registry: web, worker and beat, one Ctrl-C."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        _require_free_port()
        try:
            prepared = bootstrap.prepare()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise CommandError(f"HARBOR_DATABASE_URL: cannot be used: {error}") from error
        connections.close_all()
        supervisor = Supervisor()
        supervisor.start()
        if _wait_until_healthy(supervisor):
            self.stdout.write(_banner(prepared))
            self.stdout.flush()
        supervisor.watch()


def _require_free_port() -> None:
    family = socket.AF_INET6 if ":" in settings.HTTP_HOST else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.HTTP_HOST, settings.HTTP_PORT))
        except OSError as error:
            raise CommandError(
                f"cannot listen on {settings.HTTP_HOST} port {settings.HTTP_PORT}:"
                f" {error.strerror}; HARBOR_HTTP_PORT chooses another port"
            ) from error


def _wait_until_healthy(supervisor: Supervisor) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and not supervisor.is_stopping:
        if _is_healthy():
            return True
        time.sleep(0.05)
    return False


def _is_healthy() -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.HTTP_HOST, settings.HTTP_HOST)  # noqa: S104  # asked of, not bound
    connection = http.client.HTTPConnection(host, settings.HTTP_PORT, timeout=2)
    try:
        connection.request("GET", "/api/v2.0/health")
        answer = json.load(connection.getresponse())
    except (OSError, ValueError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return bool(answer.get("status") == "healthy")


def _banner(prepared: bootstrap.Prepared) -> str:
    url = settings.EXTERNAL_URL or f"http://localhost:{settings.HTTP_PORT}"
    host = url.partition("://")[2]
    lines = ["", f"The registry is ready at {url}", f"Data: {settings.DATA_DIR}", ""]
    if prepared.shown_password:
        lines += [
            f"  user      {users.ADMIN}",
            f"  password  {prepared.shown_password}",
            f"  (shown this once; `{_python()} manage.py set_password admin` sets another)",
            "",
        ]
    lines += [
        f"  docker login {host} -u {users.ADMIN}",
        f"  docker tag my-image {host}/{bootstrap.LIBRARY}/my-image:1.0",
        f"  docker push {host}/{bootstrap.LIBRARY}/my-image:1.0",
        "",
        "Ctrl-C stops everything.",
        "",
    ]
    return "\n".join(lines)


def _python() -> str:
    """This interpreter as it can be called from the project's folder."""
    program = Path(sys.executable)
    is_inside = program.is_relative_to(settings.BASE_DIR)
    return str(program.relative_to(settings.BASE_DIR) if is_inside else program.name)
