"""An attempt at a task from its beginning to its end, in this process."""

import logging

from jobs import kinds, leases
from jobs.errors import LeaseLost, NotNow, StopRequested
from jobs.kinds import Kind
from jobs.models import Status, Task
from jobs.runs import Run
from oci.errors import DomainError

_log = logging.getLogger("harbor.jobs")


def make(task_id: int) -> None:
    """Do the task, unless somebody else does, or it is not to be done any more.

    What goes wrong is written down, and the task tried again. If not even that can be written,
    the error is raised: the task's lease ends one day, and then it is tried again as well.
    """
    run = leases.begin(task_id)
    if run is None:
        return
    kind = kinds.get(Task.objects.values_list("kind", flat=True).get(pk=task_id))
    assert kind is not None
    try:
        _work(kind, run)
    except LeaseLost:
        _log.warning("attempt %d at task %d goes on elsewhere", run.attempt, task_id)


def _work(kind: Kind, run: Run) -> None:
    try:
        result = kind.work(run)
    except StopRequested:
        leases.end(run, Status.STOPPED)
    except LeaseLost:
        raise
    except NotNow as pause:
        leases.postpone(run, str(pause), pause.after)
    except DomainError as refusal:  # a fact, which trying again does not change
        leases.fail(run, str(refusal), is_final=True)
    except Exception as error:  # noqa: BLE001  # the edge of the job: it is tried again
        _log.exception("attempt %d at task %d failed", run.attempt, run.task_id)
        leases.fail(run, f"{type(error).__name__}: {error}")
    else:
        leases.end(run, Status.SUCCESS, result=result)
