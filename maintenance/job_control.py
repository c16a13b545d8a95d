"""What administrators do to background jobs of any kind; each act is a row of the audit log."""

from collections.abc import Callable, Mapping

from django.db import transaction

import events
from accounts.principals import Caller
from jobs import executions, queues
from maintenance.events import JobRetried, JobStopped, QueueCleaned, QueuePaused, QueueResumed


@transaction.atomic
def pause(kind: str, *, by: Caller) -> None:
    """Have nothing of the kind begin; what runs goes on. Raises Unknown."""
    queues.set_paused(kind, is_paused=True)
    events.publish(QueuePaused(by=by, resource=_shown(kind)))


@transaction.atomic
def resume(kind: str, *, by: Caller) -> None:
    """Let it begin again. Raises Unknown."""
    queues.set_paused(kind, is_paused=False)
    events.publish(QueueResumed(by=by, resource=_shown(kind)))


@transaction.atomic
def clean(kind: str, *, by: Caller) -> None:
    """Stop all of the kind that waits. Raises Unknown."""
    count = queues.clean(kind)
    events.publish(QueueCleaned(by=by, resource=_shown(kind), details={"stopped": count}))


@transaction.atomic
def stop(task_id: int, *, by: Caller) -> None:
    """Raises TaskUnknown."""
    task = queues.stop(task_id)
    events.publish(JobStopped(by=by, resource=f"job {task_id}", details={"kind": task.kind}))


@transaction.atomic
def stop_running(*, by: Caller) -> None:
    count = queues.stop_running()
    events.publish(JobStopped(by=by, resource=queues.ALL, details={"stopped": count}))


@transaction.atomic
def retry(task_id: int, *, by: Caller) -> None:
    """Raises TaskUnknown, NothingToRetry or AlreadyRunning."""
    executions.retry(task_id)
    events.publish(JobRetried(by=by, resource=f"job {task_id}"))


def _shown(kind: str) -> str:
    return queues.ALL if kind.lower() == queues.ALL else kind.upper()


ACTIONS: Mapping[str, Callable[..., None]] = {"stop": clean, "pause": pause, "resume": resume}
"""Harbor's words for what is done to a queue."""
