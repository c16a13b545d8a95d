"""The Celery app: it carries hints, the database knows what is to be done."""

import logging
import os
import threading
import warnings
from datetime import UTC, datetime
from typing import Any

from celery import Celery, shared_task
from celery.signals import worker_ready, worker_shutting_down

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harbor_py.settings")

# The advice is about pickled messages; ours are JSON. A container's root is for whoever runs it.
warnings.filterwarnings("ignore", message="You're running the worker with superuser")

SWEPT_AT_ONCE = 10_000

app = Celery("harbor_py")
app.config_from_object("django.conf:settings", namespace="CELERY")


@shared_task(ignore_result=True)
def tick() -> None:
    """Do what is due. Beat's only entry."""
    from accounts import sessions, throttle  # noqa: PLC0415  # needs the apps
    from maintenance import uploads  # noqa: PLC0415  # needs the apps

    now = datetime.now(UTC)
    swept = {
        "abandoned uploads": uploads.sweep(),
        "idle sessions": sessions.sweep(now=now, at_most=SWEPT_AT_ONCE),
        "old failures to log in": throttle.sweep(now=now, at_most=SWEPT_AT_ONCE),
    }
    for what, count in swept.items():
        if count:
            logging.getLogger("harbor.maintenance").info("swept %d %s", count, what)


@worker_ready.connect
def _begin_upkeep(**_: Any) -> None:
    """Seal and forward the audit log in a thread: Beat comes by too seldom for that."""
    from audit import upkeep  # noqa: PLC0415  # needs the apps

    upkeep.start(_stopping)


@worker_shutting_down.connect
def _end_upkeep(**_: Any) -> None:
    _stopping.set()


_stopping = threading.Event()
