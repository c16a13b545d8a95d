"""The Celery app: it carries hints, the database knows what is to be done."""

import logging
import os
import threading
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from celery import Celery, Task, shared_task
from celery.exceptions import InvalidTaskError
from celery.signals import worker_ready, worker_shutting_down

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harbor_py.settings")
# Django's checks load every view: 35 MB that neither a worker nor beat needs. What they find is
# about the code, and `make lint` runs them.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

# The advice is about pickled messages; ours are JSON. A container's root is for whoever runs it.
warnings.filterwarnings("ignore", message="You're running the worker with superuser")

SWEPT_AT_ONCE = 10_000


class Hint(Task):  # type: ignore[type-arg]  # generic for type checkers only
    """A task, whose messages are looked at before Celery does."""

    Strategy = "harbor_py.celery:checked"


def checked(*given: Any, **named: Any) -> Callable[..., Any]:
    """Celery's own way to take a message, for those that are one (SE-04).

    Over the bytes of any other, Celery ends the worker and gives the message back to the broker,
    so that the next worker ends over it as well. An invalid task is logged and forgotten.
    """
    from celery.worker.strategy import default  # noqa: PLC0415  # for workers only

    receive = default(*given, **named)

    def receive_checked(message: Any, *rest: Any, **more: Any) -> Any:
        if not isinstance(message.payload, list | dict):
            raise InvalidTaskError("the message holds no arguments")
        return receive(message, *rest, **more)

    return receive_checked


app = Celery("harbor_py", task_cls=Hint)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["jobs"])


@shared_task(ignore_result=True)
def tick() -> None:
    """Do what is due. Beat's only entry."""
    from accounts import sessions, throttle  # noqa: PLC0415  # needs the apps
    from jobs import dispatch, executions, kinds  # noqa: PLC0415  # needs the apps
    from maintenance import uploads  # noqa: PLC0415  # needs the apps

    dispatch.turn()

    now = datetime.now(UTC)
    swept = {
        "abandoned uploads": uploads.sweep(),
        "idle sessions": sessions.sweep(now=now, at_most=SWEPT_AT_ONCE),
        "old failures to log in": throttle.sweep(now=now, at_most=SWEPT_AT_ONCE),
        "old executions": sum(executions.forget_old(kind.name) for kind in kinds.every()),
    }
    for what, count in swept.items():
        if count:
            logging.getLogger("harbor.maintenance").info("swept %d %s", count, what)


@worker_ready.connect
def _begin_upkeep(sender: Any, **_: Any) -> None:
    """Seal and forward the audit log, and see what jobs wait: Beat comes by too seldom for that."""
    from audit import upkeep  # noqa: PLC0415  # needs the apps
    from jobs import dispatch  # noqa: PLC0415  # needs the apps

    upkeep.start(_stopping)
    dispatch.start(_stopping, concurrency=sender.controller.concurrency)


@worker_shutting_down.connect
def _end_upkeep(**_: Any) -> None:
    _stopping.set()


_stopping = threading.Event()
