"""A thousand jobs, and a Redis that forgets them again and again (F-14)."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http import HTTPStatus

import pytest

from tests.faults.oracle import Oracle
from tests.faults.test_garbage import empty
from tests.functional.api.test_retention import a_policy
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import an_image
from tests.support.postgresql import database_of
from tests.support.processes import LOOPBACK, Process, free_port
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server

PROJECT = "library"
JOBS = 1000
PATIENCE = 300
_TOLD = """
from jobs.models import Attempt, Task
from maintenance.models import RetentionVerdict
tasks = Task.objects.filter(kind="RETENTION")
lines = RetentionVerdict.objects.values_list("repository_id", flat=True)
answer = (
    list(tasks.values_list("status", flat=True)),
    list(Attempt.objects.filter(task__in=tasks).values_list("task_id", flat=True)),
    list(lines),
)
"""


@pytest.fixture
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Give the port of a Redis."""
    port, folder = free_port(), tmp_path_factory.mktemp("redis")
    command = ["redis-server", "--bind", LOOPBACK, "--port", str(port), "--dir", str(folder)]
    process = Process([*command, "--save", ""], log=folder / "redis.log")
    yield port
    process.kill()


@pytest.fixture
def server(request: pytest.FixtureRequest, redis: int) -> Iterator[Server]:
    url = f"redis://{LOOPBACK}:{redis}/0"
    with Server(database_url=database_of(request), redis_url=url) as server:
        yield server


@contextmanager
def emptied_again_and_again(port: int) -> Iterator[Counter[str]]:
    """Have Redis forget everything once a second; gives how often it did."""
    over, seen = threading.Event(), Counter[str]()

    def keep_on() -> None:
        while not over.wait(1):
            empty(port)
            seen["emptied"] += 1

    thread = threading.Thread(target=keep_on)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


@pytest.mark.timeout(600)
def test_f_14_a_thousand_jobs_are_done_once_each_though_redis_forgets_them(
    server: Server, redis: int, record_property: Callable[[str, object], None]
) -> None:
    api = ApiClient(server.base_url, (ADMIN, server.admin_password))
    fill(server, api)
    with emptied_again_and_again(redis) as seen:
        path = dry_run_of_retention(api)
        for _ in range(PATIENCE):
            if ended(api, path):
                break
            time.sleep(1)
    record_property("times that Redis was emptied", seen["emptied"])
    assert seen["emptied"] > 3
    with Oracle(server) as oracle:
        states, attempts, lines = oracle.run(_TOLD)
        oracle.require_clean()
    assert Counter(states) == {"Success": JOBS}
    assert set(Counter(attempts).values()) == {1}
    assert len(set(lines)) == len(lines) == JOBS
    api.close()


def fill(server: Server, api: ApiClient) -> None:
    """Make as many repositories as there are to be jobs, all with the same artifact."""
    registry, image = RegistryClient(server.base_url), an_image([b"common to all"])
    registry.basic(ADMIN, server.admin_password).push(f"{PROJECT}/job-0:1", image)
    registry.close()
    source = {"from": f"{PROJECT}/job-0@{image.digest}"}

    def copy(number: int) -> None:
        place = f"/projects/{PROJECT}/repositories/job-{number}/artifacts"
        require(api.post(place, params=source), HTTPStatus.CREATED)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(copy, range(1, JOBS)))


def dry_run_of_retention(api: ApiClient) -> str:
    """Begin one: each repository is a job. Answers the path of all the policy's runs."""
    project = api.get(f"/projects/{PROJECT}").json()["project_id"]
    made = require(api.post("/retentions", json=a_policy(project)), HTTPStatus.CREATED)
    path = made.headers["Location"].removeprefix("/api/v2.0") + "/executions"
    require(api.post(path, json={"dry_run": True}), HTTPStatus.CREATED)
    return path


def ended(api: ApiClient, path: str) -> bool:
    (run,) = require(api.get(path), HTTPStatus.OK).json()
    assert run["status"] in ("Pending", "Running", "Success"), run
    return bool(run["status"] == "Success")
