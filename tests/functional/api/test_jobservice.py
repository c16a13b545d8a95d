"""The job service over HTTP: workers, queues, jobs and schedules, and what is done to them."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import ADMIN, SIGNED_IN, Call, assert_error, cases, check
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient

As = Callable[[str], ApiClient]
TABLE = [
    Call("GET", "/jobservice/pools", ADMIN),
    Call("GET", "/jobservice/pools/all/workers", ADMIN),
    Call("GET", "/jobservice/queues", ADMIN),
    Call("PUT", "/jobservice/queues/{kind}", ADMIN, {"action": "pause"}),
    Call("PUT", "/jobservice/queues/{kind}", ADMIN, {"action": "resume"}),
    Call("PUT", "/jobservice/queues/{kind}", ADMIN, {"action": "stop"}),
    Call("GET", "/jobservice/jobs", ADMIN),
    Call("PUT", "/jobservice/jobs/all", ADMIN),
    Call("GET", "/jobservice/jobs/{job}", ADMIN),
    Call("PUT", "/jobservice/jobs/{job}", ADMIN),
    Call("GET", "/jobservice/jobs/{job}/log", ADMIN),
    Call("POST", "/jobservice/jobs/{failed}/retry", ADMIN),
    Call("GET", "/schedules", ADMIN),
    Call("GET", "/schedules/all/paused", SIGNED_IN),
]
START = """
from jobs import executions, kinds, leases
from jobs.executions import Cause, Wanted
from jobs.kinds import Kind
from jobs.models import Trigger
kinds.register(Kind(kind, lambda run: {}, at_once=9))
cause = Cause(Trigger.MANUAL, "dora")
execution = executions.start(kind=kind, tasks=[Wanted(key)], cause=cause, subject=7)
answer = execution.tasks.get().pk
"""
BEGIN = """
import os, socket
from jobs import leases
run = leases.begin(job)
with run.step():
    run.done, run.total = 5, 10
    run.log("half of it is done")
answer = f"{socket.gethostname()}:{os.getpid()}"
"""
FAIL = """
from jobs import leases
leases.fail(leases.begin(job), "no such luck", is_final=True)
"""
ARRIVE = """
from jobs import clock
from jobs.models import Worker
now = clock.now()
Worker.objects.create(name=worker, started=since, heartbeat=now, concurrency=3)
"""
DEPART = """
from jobs.models import Worker
Worker.objects.filter(name=worker).delete()
"""


class Scene:
    """A kind of jobs that no other test has, its tasks, and the worker that does them."""

    def __init__(self, api: ApiClient, inside: Inside) -> None:
        self.api, self._inside = api, inside
        self.kind = f"T{uuid.uuid4().hex[:12]}".upper()

    def start(self, key: str = "only") -> int:
        return int(self._inside.run(START, kind=self.kind, key=key))

    def begin(self, job: int) -> str:
        return str(self._inside.run(BEGIN, job=job))

    def fail(self, job: int) -> None:
        self._inside.run(FAIL, job=job)

    def arrive(self, worker: str, since: str) -> None:
        self._inside.run(ARRIVE, worker=worker, since=since)

    def depart(self, worker: str) -> None:
        self._inside.run(DEPART, worker=worker)

    def job(self, job: int) -> dict[str, Any]:
        return dict(read(self.api, f"/jobservice/jobs/{job}"))

    def jobs(self, **query: Any) -> list[dict[str, Any]]:
        return list(read(self.api, "/jobservice/jobs", kind=self.kind, **query))

    def queue(self) -> dict[str, Any]:
        rows = read(self.api, "/jobservice/queues")
        return next(row for row in rows if row["job_type"] == self.kind)

    def act(self, action: str, kind: str = "") -> None:
        answer = self.api.put(f"/jobservice/queues/{kind or self.kind}", json={"action": action})
        assert answer.status_code == HTTPStatus.OK, answer.text

    def deeds(self, request_id: str) -> list[tuple[str, str, str, dict[str, Any]]]:
        rows = read(self.api, "/audit/rows", request_id=request_id)
        return [(r["operation"], r["resource_type"], r["resource"], r["details"]) for r in rows]


def read(client: ApiClient, path: str, **query: Any) -> Any:
    answer = client.get(path, params=query)
    assert answer.status_code == HTTPStatus.OK, answer.text
    return answer.json()


@pytest.fixture
def scene(api: ApiClient, inside: Inside) -> Scene:
    return Scene(api, inside)


@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_jobs_are_for_administrators(scene: Scene, as_: As, call: Call, who: str) -> None:
    failed = scene.start("failed")
    scene.fail(failed)
    job = scene.start("waits")

    def state() -> object:
        return (scene.queue()["paused"], [(row["id"], row["status"]) for row in scene.jobs()])

    check(call, who, as_(who), state, kind=scene.kind, job=job, failed=failed)


def test_pools_are_workers_and_workers_their_slots(scene: Scene, api: ApiClient) -> None:
    job = scene.start()
    worker = scene.begin(job)
    since = scene.job(job)["attempts"][0]["start_time"]
    scene.arrive(worker, since)
    try:
        (pool,) = [p for p in read(api, "/jobservice/pools") if p["worker_pool_id"] == worker]
        host, _, pid = worker.rpartition(":")
        assert (pool["host"], pool["pid"], pool["concurrency"]) == (host, int(pid), 3)
        assert since == pool["start_at"] < pool["heartbeat_at"]
        slots = read(api, f"/jobservice/pools/{worker}/workers")
        assert [slot["id"] for slot in slots] == [f"{worker}/{number}" for number in (1, 2, 3)]
        assert {slot["pool_id"] for slot in slots} == {worker}
        busy, idle, _ = slots
        assert (busy["job_name"], busy["job_id"]) == (scene.kind, str(job))
        assert busy["check_in"] == "5/10"
        assert since == busy["start_at"] < busy["checkin_at"]
        assert (idle["job_name"], idle["job_id"], idle["start_at"]) == ("", "", None)
        everywhere = read(api, "/jobservice/pools/all/workers")
        assert [slot for slot in everywhere if slot["pool_id"] == worker] == slots
    finally:
        scene.depart(worker)
    assert read(api, f"/jobservice/pools/{worker}/workers") == []


def test_a_queue_is_paused_resumed_and_cleaned(scene: Scene, api: ApiClient) -> None:
    waiting, running = scene.start("waits"), scene.start("runs")
    scene.begin(running)
    found = scene.queue()
    assert set(found) == {"job_type", "count", "latency", "paused"}
    assert (found["count"], found["paused"]) == (1, False)
    assert found["latency"] >= 0
    for action, is_paused, kind in (
        ("pause", True, ""),
        ("RESUME", False, scene.kind.lower()),
        ("pause", True, ""),
    ):
        scene.act(action, kind)
        assert scene.queue()["paused"] == is_paused
    request_id = uuid.uuid4().hex
    answer = api.put(
        f"/jobservice/queues/{scene.kind}",
        json={"action": "stop"},
        headers={"X-Request-Id": request_id},
    )
    assert answer.status_code == HTTPStatus.OK
    assert scene.deeds(request_id) == [("clean", "job-queue", scene.kind, {"stopped": 1})]
    assert {row["id"]: row["status"] for row in scene.jobs()} == {
        waiting: "Stopped",
        running: "Running",
    }
    assert scene.queue()["count"] == 0
    scene.act("resume")


def test_all_queues_and_the_schedules_are_paused_at_once(scene: Scene, api: ApiClient) -> None:
    scene.start()
    scene.act("pause", "all")
    try:
        assert {row["paused"] for row in read(api, "/jobservice/queues")} == {True}
        assert read(api, "/schedules/all/paused") == {"paused": True}
    finally:
        scene.act("resume", "ALL")
    assert {row["paused"] for row in read(api, "/jobservice/queues")} == {False}
    assert read(api, "/schedules/ALL/paused") == {"paused": False}


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("PUT", "/jobservice/queues/NO_SUCH_KIND", {"action": "pause"}, HTTPStatus.NOT_FOUND),
        ("PUT", "/jobservice/queues/all", {"action": "drop"}, HTTPStatus.BAD_REQUEST),
        ("PUT", "/jobservice/queues/all", {}, HTTPStatus.BAD_REQUEST),
        ("PUT", "/jobservice/queues/all", {"action": 1}, HTTPStatus.BAD_REQUEST),
        ("GET", "/jobservice/jobs?status=Broken", None, HTTPStatus.UNPROCESSABLE_ENTITY),
        ("GET", "/jobservice/jobs/999999999", None, HTTPStatus.NOT_FOUND),
        ("PUT", "/jobservice/jobs/999999999", None, HTTPStatus.NOT_FOUND),
        ("GET", f"/jobservice/jobs/{10**30}", None, HTTPStatus.NOT_FOUND),
        ("PUT", f"/jobservice/jobs/{10**30}", None, HTTPStatus.NOT_FOUND),
        ("GET", "/jobservice/jobs/999999999/log", None, HTTPStatus.NOT_FOUND),
        ("POST", "/jobservice/jobs/999999999/retry", None, HTTPStatus.NOT_FOUND),
        ("GET", "/schedules/GARBAGE_COLLECTION/paused", None, HTTPStatus.BAD_REQUEST),
    ],
)
def test_what_makes_no_sense_is_refused(
    api: ApiClient, method: str, path: str, body: dict[str, Any] | None, status: HTTPStatus
) -> None:
    answer = api.request(method, path, **({} if body is None else {"json": body}))
    codes = {
        HTTPStatus.NOT_FOUND: "NOT_FOUND",
        HTTPStatus.BAD_REQUEST: "BAD_REQUEST",
        HTTPStatus.UNPROCESSABLE_ENTITY: "UNPROCESSABLE_ENTITY",
    }
    assert_error(answer, status, codes[status])


def test_jobs_are_listed_newest_first_and_by_kind_and_status(scene: Scene, api: ApiClient) -> None:
    first, second, third = (scene.start(key) for key in ("first", "second", "third"))
    scene.begin(second)
    scene.fail(third)
    assert [row["id"] for row in scene.jobs()] == [third, second, first]
    assert [row["id"] for row in scene.jobs(status="Running")] == [second]
    assert [row["id"] for row in scene.jobs(status="Error")] == [third]
    query = {"kind": scene.kind.lower(), "page_size": 2, "page": 2}
    page = api.get("/jobservice/jobs", params=query)
    assert page.headers["X-Total-Count"] == "3"
    assert [row["id"] for row in page.json()] == [first]


def test_a_job_says_how_far_it_is_and_who_tried(scene: Scene) -> None:
    running, failed = scene.start("runs"), scene.start("fails")
    worker = scene.begin(running)
    scene.fail(failed)
    found = scene.job(running)
    assert (found["kind"], found["key"], found["subject"]) == (scene.kind, "runs", 7)
    assert (found["trigger"], found["started_by"]) == ("MANUAL", "dora")
    progress = found["progress"]
    assert (progress["done"], progress["total"]) == (5, 10)
    assert progress["rate"] > 0
    assert progress["eta"] >= found["start_time"]
    (attempt,) = found["attempts"]
    assert (attempt["number"], attempt["worker"], attempt["outcome"]) == (1, worker, "")
    assert (found["end_time"], found["next_attempt_time"]) == (None, None)
    found = scene.job(failed)
    assert (found["status"], found["error"]) == ("Error", "no such luck")
    assert found["progress"] == {"done": 0, "total": None, "rate": None, "eta": None}
    (attempt,) = found["attempts"]
    assert (attempt["outcome"], attempt["error"]) == ("Error", "no such luck")
    assert attempt["end_time"] == found["end_time"]


def test_jobs_are_stopped_and_tried_again(scene: Scene, api: ApiClient) -> None:
    running, waiting = scene.start("runs"), scene.start("waits")
    scene.begin(running)
    stop, retry = uuid.uuid4().hex, uuid.uuid4().hex
    for job in (running, waiting):
        answer = api.put(f"/jobservice/jobs/{job}", headers={"X-Request-Id": stop})
        assert answer.status_code == HTTPStatus.OK
    assert (scene.job(running)["status"], scene.job(running)["is_stopping"]) == ("Running", True)
    assert scene.job(waiting)["status"] == "Stopped"
    details = {"kind": scene.kind}
    assert scene.deeds(stop) == [
        ("stop", "job", f"job {waiting}", details),
        ("stop", "job", f"job {running}", details),
    ]
    path, headers = f"/jobservice/jobs/{waiting}/retry", {"X-Request-Id": retry}
    assert api.post(path, headers=headers).status_code == HTTPStatus.OK
    assert scene.job(waiting)["status"] == "Pending"
    assert scene.deeds(retry) == [("retry", "job", f"job {waiting}", {})]
    assert_error(api.post(path), HTTPStatus.CONFLICT, "CONFLICT")


def test_a_log_is_read_from_where_one_was(scene: Scene, api: ApiClient) -> None:
    job = scene.start()
    path = f"/jobservice/jobs/{job}/log"
    scene.begin(job)
    whole = api.get(path)
    assert whole.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert whole.text.endswith("half of it is done\n")
    assert whole.headers["X-Log-Complete"] == "false"
    size = int(whole.headers["X-Next-Offset"])
    assert size == len(whole.content)
    assert api.get(path, params={"offset": size - 5}).text == whole.text[-5:]
    rest = api.get(path, params={"offset": size})
    assert (rest.text, rest.headers["X-Next-Offset"]) == ("", str(size))
    refused = api.get(path, params={"offset": "-1"})
    assert_error(refused, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


def test_schedules_are_listed(api: ApiClient) -> None:
    path = "/system/gc/schedule"
    weekly = {"schedule": {"type": "Weekly"}, "parameters": {}}
    assert api.put(path, json=weekly).status_code == HTTPStatus.OK
    try:
        answer = api.get("/schedules", params={"page_size": 100})
        assert int(answer.headers["X-Total-Count"]) == len(answer.json())
        (row,) = [row for row in answer.json() if row["vendor_type"] == "GARBAGE_COLLECTION"]
        assert (row["vendor_id"], row["type"], row["cron"]) == (0, "Weekly", "0 0 0 * * 0")
        assert row["next_scheduled_time"] > row["update_time"]
    finally:
        assert api.put(path, json={"schedule": {"type": "None"}}).status_code == HTTPStatus.OK
    kinds = [row["vendor_type"] for row in read(api, "/schedules", page_size=100)]
    assert "GARBAGE_COLLECTION" not in kinds
