"""``manage.py serve``: prepares the installation and runs all of it until it is told to stop."""

import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections

from accounts import users
from harbor_py import bootstrap, supervisor
from harbor_py.supervisor import Plan


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
        supervisor.become(
            Plan(
                commands=_commands(),
                host=settings.HTTP_HOST,
                port=settings.HTTP_PORT,
                banner=_banner(prepared),
            ),
            folder=str(settings.BASE_DIR),
        )


def _commands() -> Mapping[str, Sequence[str]]:
    """The same commands that production runs, each in a container of its own."""
    python = sys.executable
    return {
        "web": (
            python, "-m", "granian", "harbor_py.asgi:application", "--interface", "asgi",
            "--host", settings.HTTP_HOST, "--port", str(settings.HTTP_PORT),
            "--workers", str(settings.WEB_WORKERS), "--no-ws", "--log-level", "warning",
            "--http", "1", "--workers-kill-timeout", "10", "--runtime-mode", "st",
            "--backlog", "4096", "--backpressure", "16384",
            "--http1-buffer-size", "131072", "--http1-header-read-timeout", "10000",
        ),
        "worker": (
            python, "-m", "celery", "-q", "-A", "harbor_py.celery", "worker", "--pool", "threads",
            "--concurrency", "4", "--without-gossip", "--without-mingle", "--loglevel", "WARNING",
        ),
        "beat": (
            python, "-m", "celery", "-q", "-A", "harbor_py.celery", "beat",
            "--scheduler", "celery.beat:Scheduler", "--loglevel", "WARNING",
        ),
    }  # fmt: skip


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
