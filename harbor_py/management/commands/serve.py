"""``manage.py serve``: prepares the installation and runs all of it until it is told to stop."""

import socket
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from accounts import users
from harbor_py import bootstrap, supervisor
from harbor_py.management import command_lines
from harbor_py.management.commands.prepare import prepare
from harbor_py.supervisor import Plan


class Command(BaseCommand):
    help = "Prepare the data folder and serve the registry: web, worker and beat, one Ctrl-C."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        _require_free_port()
        prepared = prepare()
        connections.close_all()
        supervisor.become(
            Plan(
                commands=command_lines.of_all(),
                host=settings.HTTP_HOST,
                port=settings.HTTP_PORT,
                banner=_banner(prepared),
            ),
            folder=str(settings.BASE_DIR),
        )


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
