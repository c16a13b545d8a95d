"""``/replication/executions``: runs of policies in Harbor's words, and what is known besides."""

import uuid
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import ADMIN, Call, assert_error, cases, check
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient, _made
from tests.support.connection import require
from tests.support.processes import wait_until

As = Callable[[str], ApiClient]
RUNS = "/replication/executions"
RUN = f"{RUNS}/{{run}}"
TASK = f"{RUN}/tasks/{{task}}"
MAKE_POLICY = """
from tests.functional.api.replicated import a_policy
answer = a_policy(**wanted).pk
"""
MAKE_RUN = """
from jobs.models import Status, Trigger
from replication import policies
from replication.models import Outcome, Verdict
from tests.functional.api.replicated import Moved, Tag, a_run
policy = policies.get(policy_id)
lost = ("lost", "the connection was lost")
moved = {
    "good": Moved("acme/good", tags=[
        Tag("v1", outcome=Outcome.DONE), Tag("v2", Verdict.REPLACE, Outcome.DONE),
        Tag("v3", Verdict.PRESENT), Tag("v4", Verdict.KEPT),
    ], expected=1000, present=400, sent=600),
    "there": Moved("acme/there", tags=[Tag("v1", Verdict.PRESENT)], expected=50, present=50),
    "bad": Moved("acme/bad", Status.ERROR, [
        Tag("v1", Verdict.COPY, Outcome.FAILED, *lost),
        Tag("v2", Verdict.COPY, Outcome.FAILED, *lost),
        Tag("v3", Verdict.COPY, Outcome.FAILED, "quota", "the quota is used up"),
        Tag("v4", Verdict.COPY, Outcome.GONE),
    ], "3 of 4 tags failed", expected=500, sent=100, attempts=3),
    "mute": Moved("acme/mute", Status.ERROR, (), "no such project"),
    "stopped": Moved("acme/stopped", Status.STOPPED, [Tag("v1"), Tag("v2")]),
    "running": Moved("acme/running", Status.RUNNING, [Tag("v1", outcome=Outcome.DONE), Tag("v2")],
        expected=2000, present=500, sent=500),
    "retrying": Moved("acme/retrying", Status.SCHEDULED, [Tag("v1")], attempts=1),
    "waiting": Moved("acme/waiting", Status.PENDING, attempts=0),
}
more = {"listing": Status[listing]} if listing else {}
answer = a_run(policy, *(moved[one] for one in which), is_dry_run=dry_run,
    trigger=Trigger[trigger], **more).pk
"""
END = """
from jobs.models import Execution, Status, Task, UNFINISHED
Task.objects.filter(kind="REPLICATION", status__in=UNFINISHED).update(status=Status.STOPPED)
Execution.objects.filter(kind="REPLICATION", status__in=UNFINISHED).update(status=Status.STOPPED)
"""
SAY = """
from jobs import logs
from jobs.models import Task
row = Task.objects.get(pk=task)
row.log_size = logs.append(task_id=task, size=0, lines=lines)
row.save()
"""
STATUS = """
from jobs.models import Task
answer = Task.objects.get(pk=task).status
"""


@pytest.fixture(scope="module")
def policy(inside: Inside) -> Iterator[int]:
    made = int(inside.run(MAKE_POLICY, wanted={"filters": NOTHING}))
    yield made
    inside.run(END)


NOTHING = [{"type": "name", "value": "of-no-project/**"}]
"""A filter that lets nothing through: a run is soon over."""


@pytest.fixture
def run_of(inside: Inside, policy: int) -> Callable[..., int]:
    def make(
        *which: str,
        policy_id: int = policy,
        trigger: str = "MANUAL",
        listing: str = "",
        dry_run: bool = False,
    ) -> int:
        told = {"which": which, "policy_id": policy_id, "trigger": trigger}
        return int(inside.run(MAKE_RUN, **told, listing=listing, dry_run=dry_run))

    return make


def read(api: ApiClient, path: str, **query: Any) -> Any:
    return require(api.get(path, params=query), HTTPStatus.OK).json()


def tasks_of(api: ApiClient, run: int, **query: Any) -> dict[str, dict[str, Any]]:
    rows = read(api, f"{RUNS}/{run}/tasks", **query)
    return {row["src_resource"].removeprefix("acme/"): row for row in rows}


TABLE = [
    Call("GET", RUNS, ADMIN),
    Call("GET", RUN, ADMIN),
    Call("PUT", RUN, ADMIN),
    Call("GET", f"{RUN}/items", ADMIN),
    Call("GET", f"{RUN}/tasks", ADMIN),
    Call("GET", f"{TASK}/log", ADMIN),
    Call("GET", f"{TASK}/items", ADMIN),
]


@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_runs_are_for_administrators(
    api: ApiClient, as_: As, run_of: Callable[..., int], call: Call, who: str
) -> None:
    run = run_of("good", "stopped")
    task = tasks_of(api, run)["good"]["id"]
    check(call, who, as_(who), lambda: read(api, f"{RUNS}/{run}/tasks"), run=run, task=task)


BEGIN = [
    Call("POST", RUNS, ADMIN, {"dry_run": True}, HTTPStatus.CREATED),
    Call("POST", f"{RUN}/retry-failed", ADMIN),
    Call("POST", f"{TASK}/retry", ADMIN),
]


@pytest.mark.parametrize(("call", "who"), cases(BEGIN))
def test_runs_are_begun_by_administrators(
    api: ApiClient, as_: As, inside: Inside, run_of: Callable[..., int], call: Call, who: str
) -> None:
    policy = inside.run(MAKE_POLICY, wanted={"filters": NOTHING})
    run = run_of("good", policy_id=policy, listing="ERROR")
    task = read(api, f"{RUNS}/{run}")["list_task_id"]
    body = call.body and {**call.body, "policy_id": policy}
    asked = Call(call.method, call.path, call.allowed, body, call.success)
    begun = lambda: (read(api, RUNS, policy_id=policy), inside.run(STATUS, task=task))  # noqa: E731
    check(asked, who, as_(who), begun, run=run, task=task)


def test_a_run_reads_as_harbors_does(
    api: ApiClient, run_of: Callable[..., int], policy: int
) -> None:
    run = run_of("good", "there", "bad", "mute", "stopped", trigger="SCHEDULE")
    found = read(api, f"{RUNS}/{run}")
    times = [found.pop(name) for name in ("creation_time", "start_time", "end_time")]
    assert times == sorted(times)
    assert found.pop("list_task_id") not in {row["id"] for row in tasks_of(api, run).values()}
    assert found.pop("rate") == pytest.approx(7.0)
    snapshot = found.pop("policy")
    assert (snapshot["filters"], snapshot["direction"]) == (NOTHING, "push")
    assert found == {
        "id": run,
        "policy_id": policy,
        "policy_name": snapshot["name"],
        "status": "Failed",
        "status_text": "3 of 4 tags failed",
        "trigger": "scheduled",
        "total": 5,
        "failed": 2,
        "succeed": 2,
        "in_progress": 0,
        "stopped": 1,
        "skipped": 1,
        "dry_run": False,
        "started_by": "dora",
        "items": {
            "total": 11, "waiting": 2, "done": 2, "failed": 3, "gone": 1, "left": 0,
            "copy": 7, "replace": 1, "present": 2, "kept": 1, "delete": 0,
        },
        "bytes": {"expected": 1550, "present": 450, "sent": 700},
        "eta": None,
        "causes": [
            {"cause": "lost", "text": "the connection was lost", "count": 2},
            {"cause": "quota", "text": "the quota is used up", "count": 1},
            {"cause": "", "text": "no such project", "count": 1},
        ],
    }  # fmt: skip
    listed = next(row for row in read(api, RUNS) if row["id"] == run)
    told_apart = {"causes", "policy"}
    whole = read(api, f"{RUNS}/{run}")
    assert listed == {key: whole[key] for key in whole.keys() - told_apart}


def test_a_run_that_is_under_way_says_when_it_will_be_over(
    api: ApiClient, run_of: Callable[..., int]
) -> None:
    run = run_of("good", "running", "retrying", "waiting")
    found = read(api, f"{RUNS}/{run}")
    counts = [found[name] for name in ("total", "succeed", "in_progress")]
    assert (found["status"], counts) == ("InProgress", [4, 1, 3])
    assert (found["end_time"], found["status_text"]) == (None, "")
    assert found["rate"] == pytest.approx(11, rel=0.1)
    assert found["eta"] > found["start_time"]
    states = {name: (row["status"], row["state"]) for name, row in tasks_of(api, run).items()}
    assert states == {
        "good": ("Succeed", "succeeded"),
        "running": ("InProgress", "running"),
        "retrying": ("Pending", "retrying"),
        "waiting": ("Pending", "queued"),
    }
    tasks = tasks_of(api, run)
    assert tasks["running"]["eta"] > tasks["running"]["start_time"]
    assert tasks["waiting"]["eta"] is None
    assert tasks["retrying"]["next_attempt_time"] is not None
    assert tasks["running"]["next_attempt_time"] is None


def test_a_source_that_cannot_be_listed_is_told_and_leaves_no_task(
    api: ApiClient, run_of: Callable[..., int]
) -> None:
    run = run_of(listing="ERROR")
    found = read(api, f"{RUNS}/{run}")
    assert (found["status"], found["status_text"]) == ("Failed", "nobody answers")
    assert (found["total"], found["failed"]) == (0, 0)
    assert found["causes"] == [{"cause": "", "text": "nobody answers", "count": 1}]
    assert tasks_of(api, run) == {}
    require(api.get(f"{RUNS}/{run}/tasks/{found['list_task_id']}/log"), HTTPStatus.OK)


def test_runs_are_found_by_policy_status_and_trigger(
    api: ApiClient, inside: Inside, run_of: Callable[..., int]
) -> None:
    policy = inside.run(MAKE_POLICY, wanted={})
    good = run_of("good", policy_id=policy)
    bad = run_of("bad", policy_id=policy, trigger="SCHEDULE")
    stopped = run_of("stopped", policy_id=policy, trigger="EVENT")
    running = run_of("running", policy_id=policy)
    waiting = run_of("waiting", policy_id=policy, listing="PENDING")

    def found(**query: Any) -> list[int]:
        return [row["id"] for row in read(api, RUNS, policy_id=policy, **query)]

    assert found() == [waiting, running, stopped, bad, good]
    assert found(status="InProgress") == [waiting, running]
    assert (found(status="Succeed"), found(status="Failed")) == ([good], [bad])
    assert found(status="Stopped") == [stopped]
    assert (found(trigger="scheduled"), found(trigger="event_based")) == ([bad], [stopped])
    assert found(trigger="manual", status="Succeed") == [good]
    assert found(sort="id", page_size=2) == [good, bad]
    answer = api.get(RUNS, params={"policy_id": policy, "page_size": 2})
    assert answer.headers["X-Total-Count"] == "5"
    for wrong in ({"status": "Running"}, {"trigger": "cron"}, {"policy_id": "x"}):
        answer = api.get(RUNS, params=wrong)
        assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")
    inside.run(END)


def test_a_task_reads_as_harbors_does_with_its_attempts(
    api: ApiClient, run_of: Callable[..., int]
) -> None:
    run = run_of("good", "there", "bad")
    tasks = tasks_of(api, run)
    bad = tasks["bad"]
    assert {name: bad[name] for name in ("status", "operation", "resource_type")} == {
        "status": "Failed",
        "operation": "copy",
        "resource_type": "artifact",
    }
    assert (bad["execution_id"], bad["job_id"]) == (run, str(bad["id"]))
    assert (bad["src_resource"], bad["dst_resource"]) == ("acme/bad", "mirror/acme/bad")
    assert (bad["cause"], bad["error"]) == ("lost", "3 of 4 tags failed")
    assert (bad["done"], bad["total"], bad["items"]["failed"]) == (4, 4, 3)
    assert bad["bytes"] == {"expected": 500, "present": 0, "sent": 100}
    assert (bad["rate"], bad["eta"]) == (pytest.approx(1.0), None)
    assert bad["attempt"] == 3
    assert [(one["number"], one["outcome"]) for one in bad["attempts"]] == [
        (1, "Error"),
        (2, "Error"),
        (3, "Error"),
    ]
    assert bad["attempts"][-1]["error"] == "3 of 4 tags failed"
    assert (tasks["there"]["status"], tasks["there"]["state"]) == ("Succeed", "skipped")
    assert tasks["good"]["cause"] == ""


def test_tasks_are_found_by_status_and_type(api: ApiClient, run_of: Callable[..., int]) -> None:
    run = run_of("good", "bad", "mute", "stopped", "running", "retrying", "waiting")
    for status, expected in (
        ("Succeed", {"good"}),
        ("Failed", {"bad", "mute"}),
        ("Stopped", {"stopped"}),
        ("InProgress", {"running"}),
        ("Pending", {"retrying", "waiting"}),
    ):
        assert tasks_of(api, run, status=status).keys() == expected
    assert len(tasks_of(api, run, resource_type="artifact")) == 7
    assert tasks_of(api, run, resource_type="image") == {}
    answer = api.get(f"{RUNS}/{run}/tasks", params={"page_size": 2, "sort": "-src_resource"})
    assert answer.headers["X-Total-Count"] == "7"
    assert [row["src_resource"] for row in answer.json()] == ["acme/waiting", "acme/stopped"]
    answer = api.get(f"{RUNS}/{run}/tasks", params={"status": "Error"})
    assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


def test_items_are_the_difference_of_both_ends(api: ApiClient, run_of: Callable[..., int]) -> None:
    run = run_of("good", "bad", "stopped", dry_run=True)
    assert read(api, f"{RUNS}/{run}")["dry_run"] is True

    def found(path: str = "", **query: Any) -> list[tuple[str, str]]:
        rows = read(api, f"{RUNS}/{run}{path}/items", **query)
        return [(row["source"].removeprefix("acme/"), row["tag"]) for row in rows]

    assert len(found(page_size=100)) == 10
    assert found(verdict="replace") == [("good", "v2")]
    assert found(outcome="failed", verdict="copy") == [("bad", "v1"), ("bad", "v2"), ("bad", "v3")]
    assert found(outcome="failed", q="cause=quota") == [("bad", "v3")]
    assert found(outcome="waiting", verdict="copy") == [("stopped", "v1"), ("stopped", "v2")]
    assert found(sort="-tag", verdict="present") == [("good", "v3")]
    tasks = tasks_of(api, run)
    assert found(f"/tasks/{tasks['bad']['id']}", outcome="gone") == [("bad", "v4")]
    (row,) = read(api, f"{RUNS}/{run}/items", q="cause=quota")
    assert row.pop("digest").startswith("sha256:")
    assert {**row, "id": 0} == {
        "id": 0,
        "task_id": tasks["bad"]["id"],
        "source": "acme/bad",
        "target": "mirror/acme/bad",
        "tag": "v3",
        "target_digest": "",
        "size": 100,
        "verdict": "copy",
        "outcome": "failed",
        "cause": "quota",
        "error": "the quota is used up",
    }
    answer = api.get(f"{RUNS}/{run}/items", params={"verdict": "move"})
    assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


def test_a_tasks_log_is_read_from_a_byte_on(
    api: ApiClient, inside: Inside, run_of: Callable[..., int]
) -> None:
    run = run_of("good")
    task = tasks_of(api, run)["good"]["id"]
    inside.run(SAY, task=task, lines=["first", "second"])
    answer = require(api.get(f"{RUNS}/{run}/tasks/{task}/log"), HTTPStatus.OK)
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.text.splitlines() == ["first", "second"]
    rest = api.get(f"{RUNS}/{run}/tasks/{task}/log", params={"offset": 6})
    assert rest.text.splitlines() == ["second"]


def test_az_04_all_is_found_through_the_run_alone(
    api: ApiClient, inside: Inside, run_of: Callable[..., int]
) -> None:
    run, other = run_of("good", "bad"), run_of("good", "bad")
    task = tasks_of(api, other)["bad"]["id"]
    for method, path in (
        ("GET", f"{RUNS}/{run}/tasks/{task}/log"),
        ("GET", f"{RUNS}/{run}/tasks/{task}/items"),
        ("POST", f"{RUNS}/{run}/tasks/{task}/retry"),
    ):
        assert_error(api.request(method, path), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert inside.run(STATUS, task=task) == "Error"
    collection = _made(api.post("/system/gc/schedule", json={"schedule": {"type": "Manual"}}))
    for method, path in (
        ("GET", f"{RUNS}/{collection}"),
        ("PUT", f"{RUNS}/{collection}"),
        ("GET", f"{RUNS}/{collection}/tasks"),
        ("GET", f"{RUNS}/{collection}/items"),
        ("POST", f"{RUNS}/{collection}/retry-failed"),
    ):
        assert_error(api.request(method, path), HTTPStatus.NOT_FOUND, "NOT_FOUND")


def test_a_run_is_begun_and_soon_over(api: ApiClient, inside: Inside) -> None:
    policy = inside.run(MAKE_POLICY, wanted={"filters": NOTHING})
    answer = api.post(RUNS, json={"policy_id": policy, "dry_run": True})
    assert (answer.status_code, answer.content) == (HTTPStatus.CREATED, b"")
    path, _, run = answer.headers["Location"].rpartition("/")
    assert path == "/api/v2.0/replication/executions"
    wait_until(
        lambda: read(api, f"{RUNS}/{run}")["status"] != "InProgress",
        what=f"the run {run} ends",
        within=60,
    )
    found = read(api, f"{RUNS}/{run}")
    assert (found["status"], found["total"], found["dry_run"]) == ("Succeed", 0, True)
    assert (found["trigger"], found["started_by"]) == ("manual", "admin")
    assert found["policy"]["filters"] == NOTHING


def test_a_policy_that_is_disabled_or_not_there_does_not_run(
    api: ApiClient, inside: Inside
) -> None:
    policy = inside.run(MAKE_POLICY, wanted={"is_enabled": False})
    answer = api.post(RUNS, json={"policy_id": policy})
    message = assert_error(answer, HTTPStatus.PRECONDITION_FAILED, "PRECONDITION")
    assert "is disabled" in message
    answer = api.post(RUNS, json={"policy_id": 10**9})
    assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
    for wrong in ({}, {"policy_id": "1"}, {"policy_id": policy, "dry_run": "no"}):
        assert_error(api.post(RUNS, json=wrong), HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert read(api, RUNS, policy_id=policy) == []


def test_a_run_is_stopped(api: ApiClient, run_of: Callable[..., int]) -> None:
    run = run_of("good", "retrying", "waiting")
    require(api.put(f"{RUNS}/{run}"), HTTPStatus.OK)
    found = read(api, f"{RUNS}/{run}")
    assert (found["status"], found["succeed"], found["stopped"]) == ("Stopped", 1, 2)
    deeds = read(api, "/audit/rows", q="resource_type=replication", page_size=5)
    assert any(row["operation"] == "stop" for row in deeds)


def test_what_failed_is_done_again(api: ApiClient, run_of: Callable[..., int]) -> None:
    run = run_of("good", "bad", "mute", "stopped")
    tasks = tasks_of(api, run)
    answer = api.post(f"{RUNS}/{run}/tasks/{tasks['good']['id']}/retry")
    assert_error(answer, HTTPStatus.CONFLICT, "CONFLICT")
    answer = require(api.post(f"{RUNS}/{run}/retry-failed"), HTTPStatus.OK)
    assert answer.json() == {"retried": 2}
    found = tasks_of(api, run)
    for name in ("bad", "mute"):  # another attempt has begun, or is about to
        assert found[name]["state"] in {"queued", "running", "retrying"} or (
            found[name]["attempt"] > tasks[name]["attempt"]
        )
    assert found["stopped"]["state"] == "stopped"
    assert api.post(f"{RUNS}/{run_of('good')}/retry-failed").json() == {"retried": 0}


def test_one_task_is_done_again(api: ApiClient, run_of: Callable[..., int]) -> None:
    run = run_of("good", "bad", "mute")
    tasks = tasks_of(api, run)
    require(api.post(f"{RUNS}/{run}/tasks/{tasks['mute']['id']}/retry"), HTTPStatus.OK)
    found = tasks_of(api, run)
    assert found["bad"] == tasks["bad"]
    assert found["mute"]["state"] != "failed" or found["mute"]["attempt"] > 1


def test_a_name_that_no_policy_has_finds_no_run(api: ApiClient) -> None:
    answer = api.get(f"{RUNS}/{uuid.uuid4().int % 10**9 + 10**9}")
    assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
