"""V7, each violation planted by hand: what jobs say of themselves is so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import attempts, executions
from jobs.executions import Cause, Wanted
from jobs.models import Execution, Status, Task, Trigger
from maintenance.upkeep import sums
from tests.unit.maintenance.oracle import assert_clean, assert_finds

GRACE = 24 * 3600

pytestmark = pytest.mark.usefixtures("storage", "db")


@pytest.fixture
def ended() -> Execution:
    """Give a job that has ended well."""
    execution = executions.start(
        kind=sums.KIND, tasks=[Wanted(key="")], cause=Cause(Trigger.MANUAL, "admin")
    )
    attempts.make(execution.tasks.get().pk)
    assert_clean()
    return execution


def test_v7_an_execution_that_says_something_else_than_its_tasks(ended: Execution) -> None:
    Execution.objects.update(status=Status.RUNNING)
    assert_finds("V7", f"execution {ended.pk}", "it is Running, and its tasks are not")


def test_v7_a_task_that_runs_without_a_lease(ended: Execution) -> None:
    task = ended.tasks.get()
    Execution.objects.update(status=Status.RUNNING)
    long_ago = timezone.now() - timedelta(seconds=2 * GRACE)
    Task.objects.update(status=Status.RUNNING, lease_until=long_ago)
    assert_finds("V7", f"task {task.pk}", "it runs without a lease")
    Task.objects.update(lease_until=timezone.now())
    assert_clean()


def test_v7_a_task_that_ended_while_an_attempt_did_not(ended: Execution) -> None:
    ended.tasks.get().attempts.update(end_time=None)
    assert_finds("V7", f"task {ended.tasks.get().pk}", "an attempt at it has not")
