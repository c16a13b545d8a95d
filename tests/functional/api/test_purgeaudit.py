"""Purges of the audit log in the background, as Harbor's clients ask for them."""

import json
import uuid
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import ADMIN, Call, assert_error, cases, check
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient

As = Callable[[str], ApiClient]
RUNS, SCHEDULE = "/system/purgeaudit", "/system/purgeaudit/schedule"
HARMLESS = {"audit_retention_hour": 240_000, "include_event_types": "pull_artifact"}
NEVER = {"schedule": {"type": "None"}}
TABLE = [
    Call("GET", RUNS, ADMIN),
    Call("GET", f"{RUNS}/{{run}}", ADMIN),
    Call("PUT", f"{RUNS}/{{run}}", ADMIN),
    Call("GET", f"{RUNS}/{{run}}/log", ADMIN),
    Call("GET", SCHEDULE, ADMIN),
    Call("PUT", SCHEDULE, ADMIN, {"schedule": {"type": "Daily"}, "parameters": HARMLESS}),
    Call("POST", SCHEDULE, ADMIN, NEVER, HTTPStatus.CREATED),
]
PUBLISH = """
from datetime import timedelta
from django.db import transaction
from django.utils import timezone
import events
from accounts.events import Deed
from accounts.principals import SYSTEM_CALLER
kind = type("Old", (Deed,), {"operation": "test", "resource_type": resource_type})
at = timezone.now() - timedelta(hours=100)
with transaction.atomic():
    events.publish(*[kind(by=SYSTEM_CALLER, resource="r", at=at) for _ in range(3)])
"""
HOLD = """
from audit.purge_runs import KIND
from jobs import queues
queues.set_paused(KIND, is_paused=is_paused)
"""
WORK = """
from jobs import attempts
from jobs.models import Task
attempts.make(Task.objects.get(execution_id=run).pk)
"""


@pytest.fixture
def began(api: ApiClient, inside: Inside) -> Iterator[Callable[..., int]]:
    """Give a function that has a purge begin; none is left for other tests to meet."""
    ids: list[int] = []

    def begin(**parameters: Any) -> int:
        body = {"schedule": {"type": "Manual"}, "parameters": HARMLESS | parameters}
        answer = api.post(SCHEDULE, json=body)
        assert answer.status_code == HTTPStatus.CREATED, answer.text
        path, _, run_id = answer.headers["Location"].rpartition("/")
        assert path.endswith(RUNS)
        ids.append(int(run_id))
        return ids[-1]

    yield begin
    for run_id in ids:
        inside.run(WORK, run=run_id)


@pytest.fixture
def held(inside: Inside, began: Callable[..., int]) -> Iterator[None]:
    """Have no worker take what *began*, until the end: it stays as it is."""
    inside.run(HOLD, is_paused=True)
    yield
    inside.run(HOLD, is_paused=False)


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_purges_are_for_administrators(
    api: ApiClient, as_: As, began: Callable[..., int], call: Call, who: str
) -> None:
    run = began()

    def state() -> object:
        return api.get(f"{RUNS}/{run}").json(), api.get(SCHEDULE).json()

    check(call, who, as_(who), state, run=run)
    assert api.put(SCHEDULE, json=NEVER).status_code == HTTPStatus.OK


def test_a_purge_is_begun_done_and_shown(
    api: ApiClient, inside: Inside, began: Callable[..., int]
) -> None:
    type_ = f"t{uuid.uuid4().hex[:12]}"
    inside.run(PUBLISH, resource_type=type_)
    wanted = {"audit_retention_hour": 50, "include_event_types": f"test_{type_}"}
    run = began(**wanted)
    path = f"{RUNS}/{run}"
    before = api.get(path).json()
    assert (before["job_name"], before["job_kind"]) == ("PURGE_AUDIT_LOG", "MANUAL")
    assert (before["job_status"], before["deleted"]) == ("Pending", False)
    assert json.loads(before["job_parameters"]) == wanted | {"dry_run": False}
    assert before["schedule"] == {"type": "Manual", "cron": ""}
    refused = api.post(SCHEDULE, json={"schedule": {"type": "Manual"}, "parameters": HARMLESS})
    assert_error(refused, HTTPStatus.CONFLICT, "CONFLICT")
    inside.run(WORK, run=run)
    after = api.get(path).json()
    assert after["job_status"] == "Success"
    assert after["result"] == {"found": 3, "purged": 3, "dry_run": False}
    assert after["progress"] == {"done": 3, "total": 3}
    listed = api.get(RUNS, params={"page_size": 1})
    assert listed.json() == [after]
    assert int(listed.headers["X-Total-Count"]) >= 1
    found = api.get(RUNS, params={"q": f"id={run}", "sort": "-creation_time"})
    assert [row["id"] for row in found.json()] == [run]
    log = api.get(f"{path}/log")
    assert "purged 3 rows" in log.text
    assert log.headers["X-Log-Complete"] == "true"
    rest = api.get(f"{path}/log", params={"offset": log.headers["X-Next-Offset"]})
    assert rest.text == ""
    rows = api.get("/audit/rows", params={"resource_type": type_}).json()
    assert rows == []


def test_a_dry_run_leaves_all_and_a_stopped_one_too(
    api: ApiClient, inside: Inside, began: Callable[..., int]
) -> None:
    type_ = f"t{uuid.uuid4().hex[:12]}"
    inside.run(PUBLISH, resource_type=type_)
    wanted = {"audit_retention_hour": 50, "include_event_types": f"test_{type_}"}
    run = began(**wanted, dry_run=True)
    inside.run(WORK, run=run)
    result = api.get(f"{RUNS}/{run}").json()["result"]
    assert result == {"found": 3, "purged": 0, "dry_run": True}
    stopped = began(**wanted)
    assert api.put(f"{RUNS}/{stopped}").status_code == HTTPStatus.OK
    assert api.get(f"{RUNS}/{stopped}").json()["job_status"] == "Stopped"
    inside.run(WORK, run=stopped)
    assert len(api.get("/audit/rows", params={"resource_type": type_}).json()) == 3


def test_the_schedule_is_set_changed_and_taken_away(api: ApiClient) -> None:
    nothing = api.get(SCHEDULE).json()
    assert (nothing["id"], nothing["schedule"]["type"], nothing["coming"]) == (0, "None", [])
    body = {
        "parameters": HARMLESS | {"dry_run": True, "unknown": 1},
        "schedule": {"type": "Custom", "cron": "0 30 2 * * *", "time_zone": "Europe/Berlin"},
    }
    made = api.post(SCHEDULE, json=body)
    assert (made.status_code, made.headers["Location"]) == (
        HTTPStatus.CREATED,
        f"/api/v2.0{SCHEDULE}",
    )
    try:
        shown = api.get(SCHEDULE).json()
        assert (shown["schedule"]["type"], shown["schedule"]["cron"]) == ("Custom", "0 30 2 * * *")
        assert shown["coming"][0] == shown["schedule"]["next_scheduled_time"]
        assert json.loads(shown["job_parameters"]) == HARMLESS | {"dry_run": True}
        hourly = {"schedule": {"type": "Hourly", "cron": "0 0 * * * *"}, "parameters": HARMLESS}
        assert api.put(SCHEDULE, json=hourly).status_code == HTTPStatus.OK
        assert api.get(SCHEDULE).json()["schedule"]["type"] == "Hourly"
    finally:
        assert api.put(SCHEDULE, json=NEVER).status_code == HTTPStatus.OK
    assert api.get(SCHEDULE).json() == nothing


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"schedule": {"type": "Manual"}},
        {"schedule": {"type": "Daily"}, "parameters": {}},
        {"schedule": {"type": "Daily"}, "parameters": {"audit_retention_hour": 1}},
        {"schedule": {"type": "Daily"}, "parameters": {"include_event_types": "other"}},
        {"schedule": {"type": "Daily"}, "parameters": HARMLESS | {"audit_retention_hour": 240_001}},
        {"schedule": {"type": "Daily"}, "parameters": HARMLESS | {"audit_retention_hour": "1"}},
        {"schedule": {"type": "Daily"}, "parameters": HARMLESS | {"include_event_types": "pull"}},
        {"schedule": {"type": "Yearly"}, "parameters": HARMLESS},
        {"schedule": {"type": "Custom", "cron": "* * * * *"}, "parameters": HARMLESS},
        {"schedule": {"type": "Custom", "cron": "5 * * * * *"}, "parameters": HARMLESS},
    ],
)
def test_a_schedule_that_makes_no_sense_is_refused(api: ApiClient, body: dict[str, Any]) -> None:
    before = api.get(SCHEDULE).json()
    assert_error(api.put(SCHEDULE, json=body), HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert api.get(SCHEDULE).json() == before


def test_a_run_that_there_is_not_is_not_found(api: ApiClient) -> None:
    for method, path in (("GET", ""), ("PUT", ""), ("GET", "/log")):
        answer = api.request(method, f"{RUNS}/999999999{path}")
        assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
