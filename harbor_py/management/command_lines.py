"""The command lines of web, worker and beat: under one supervisor, or each in its container."""

import sys
from collections.abc import Mapping

from django.conf import settings

NAMES = ("web", "worker", "beat")


def of_all() -> Mapping[str, tuple[str, ...]]:
    """What runs, by name."""
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
