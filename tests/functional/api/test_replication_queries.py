"""Lists of replication ask the database the same number of questions however long they are."""

from typing import Any

import pytest

from accounts.models import User
from jobs.models import Execution, Status
from replication.models import Outcome, Verdict
from tests.functional.api.replicated import DONE, Moved, Tag, a_policy, a_registry, a_run
from tests.functional.api.test_query_counts import owner, queries_of

__all__ = ["owner"]

FAILED = [Tag("v1", Verdict.COPY, Outcome.FAILED, "lost", "the connection was lost")]
NIGHTLY: dict[str, Any] = {"trigger": "scheduled", "cron": "0 0 3 * * *"}


def make_policies(number: int) -> None:
    for _ in range(number):
        policy = a_policy(a_registry(), **NIGHTLY)
        for _ in range(3):
            make_run(policy, 1)


def make_run(policy: Any, number: int) -> Execution:
    moved = [
        one
        for index in range(number)
        for one in (
            Moved(f"acme/good-{index}", tags=DONE, attempts=2),
            Moved(f"acme/bad-{index}", Status.ERROR, FAILED, f"{index} failed", attempts=3),
        )
    ]
    return a_run(policy, *moved)


def test_lists_of_replication_take_a_fixed_number_of_queries(owner: User) -> None:
    make_policies(1)
    policy = a_policy(**NIGHTLY)
    run = make_run(policy, 2)
    one = f"/api/v2.0/replication/executions/{run.pk}"
    lists = {
        "/api/v2.0/replication/policies?page_size=100": 6,
        "/api/v2.0/replication/executions?page_size=50": 7,
        f"{one}/tasks?page_size=100": 7,
        f"{one}/items?page_size=100": 4,
    }
    for path in lists:
        queries_of(path, "owner")
    few = {path: queries_of(path, "owner") for path in lists}
    make_policies(7)
    for _ in range(5):
        make_run(policy, 4)
    make_run(policy, 12).tasks.filter(transfer__isnull=False).update(execution=run)
    many = {path: queries_of(path, "owner") for path in lists}
    assert all(many[path][0] > few[path][0] for path in lists)
    assert {path: count for path, (_, count) in few.items()} == lists
    assert {path: count for path, (_, count) in many.items()} == lists


@pytest.mark.parametrize("status", ["Failed", "Succeed"])
def test_a_run_takes_a_fixed_number_of_queries(owner: User, status: str) -> None:
    counts = set()
    for number in (1, 9):
        failed = make_run(a_policy(), number)
        good = a_run(a_policy(), *(Moved(f"acme/{index}", tags=DONE) for index in range(number)))
        run = failed if status == "Failed" else good
        path = f"/api/v2.0/replication/executions/{run.pk}"
        queries_of(path, "owner")
        counts.add(queries_of(path, "owner")[1])
    assert len(counts) == 1
