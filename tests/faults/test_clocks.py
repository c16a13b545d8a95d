"""A node whose clock is wrong, on a database whose clock is right (F-26).

All of a server's processes believe in another time; beside it there is a web process that does not.
Whatever one of them acknowledged, the other's garbage collection and retention leave alone.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from tests.faults.oracle import Oracle
from tests.faults.test_garbage import FINISHED, collect
from tests.faults.test_kill_points import verify
from tests.faults.web_process import another_web_process
from tests.functional.api.test_retention import a_policy, a_rule
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import Image, an_image, digest_of
from tests.support.postgresql import Databases
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server

PROJECT = "library"
REPOSITORY = f"{PROJECT}/clocks"
TEN_YEARS = 10 * 365 * 24
OFFSETS = (1, -1, TEN_YEARS, -TEN_YEARS)
"""Hours."""
_DUE_IN_TWO_SECONDS = """
from datetime import timedelta
from jobs import clock
from jobs.models import Schedule
due = clock.now() + timedelta(seconds=2)
Schedule.objects.filter(kind="GARBAGE_COLLECTION").update(next_due=due)
answer = due.isoformat()
"""
_BEGAN = """
from jobs.models import Execution
found = Execution.objects.filter(kind="GARBAGE_COLLECTION", trigger="SCHEDULE")
answer = found.get().start_time.isoformat()
"""
NOTHING = {"untagged": 0, "manifest": 0, "link": 0, "blob": 0}


def wrong_by(hours: int) -> dict[str, str]:
    """The environment of processes whose clock is off."""
    return {
        "PYTHONPATH": str(Path(__file__).parent / "wrong_clock"),
        "WRONG_BY_HOURS": str(hours),
    }


@dataclass(frozen=True, slots=True)
class Node:
    registry: RegistryClient
    api: ApiClient

    @classmethod
    def at(cls, url: str, password: str) -> "Node":
        registry = RegistryClient(url).basic(ADMIN, password)
        return cls(registry, ApiClient(url, (ADMIN, password)))

    def close(self) -> None:
        self.registry.close()
        self.api.close()


@pytest.fixture(scope="module", params=OFFSETS)
def server(request: pytest.FixtureRequest, postgres: Databases) -> Iterator[Server]:
    with Server(
        database_url=postgres.create_database(),
        outer=wrong_by(request.param),
        secret_key=secrets.token_hex(32),
    ) as server:
        yield server


@pytest.fixture
def nodes(server: Server, tmp_path: Path) -> Iterator[list[Node]]:
    """Give the node that is wrong, and the one that is right."""
    with another_web_process(server, tmp_path / "log", PYTHONPATH="") as url:
        found = [Node.at(each, server.admin_password) for each in (server.base_url, url)]
        yield found
        for node in found:
            node.close()


def test_f_26_nothing_is_lost_to_a_clock_that_is_wrong(server: Server, nodes: list[Node]) -> None:
    wrong, _ = nodes
    kept = [an_image([secrets.token_bytes(1000)]) for _ in nodes]
    gone = [an_image([secrets.token_bytes(1000)]) for _ in nodes]
    for number, node in enumerate(nodes):
        node.registry.push(f"{REPOSITORY}:kept-{number}", kept[number])
        node.registry.push(f"{REPOSITORY}:gone-{number}", gone[number])
        node.registry.delete(f"{REPOSITORY}@{gone[number].digest}")
    alone = [a_lonely_blob(node) for node in nodes]
    begun = [an_upload_that_was_begun(node) for node in nodes]
    run: dict[str, Any] = collect(wrong.api, delete_untagged=True)
    assert run["result"]["taken"] == NOTHING
    assert require_all_retained(wrong.api) >= len(kept)
    for number, node in enumerate(nodes):
        other = nodes[1 - number]
        assert other.registry.pull(f"{REPOSITORY}:kept-{number}") == kept[number]
        assert other.registry.has_blob(REPOSITORY, digest_of(alone[number]))
        restore(other, gone[number], f"gone-{number}")
        finish(node, *begun[number])
    verify(server)


def a_lonely_blob(node: Node) -> bytes:
    """One that no manifest names yet: its lease is all that keeps it."""
    data = secrets.token_bytes(1000)
    node.registry.push_blob(REPOSITORY, data, "put")
    return data


def an_upload_that_was_begun(node: Node) -> tuple[str, bytes]:
    data = secrets.token_bytes(1000)
    location = node.registry.begin_upload(REPOSITORY)
    sent = node.registry.request("PATCH", location, content=data[:500])
    assert sent.status_code == HTTPStatus.ACCEPTED
    return str(sent.headers["Location"]), data


def finish(node: Node, location: str, data: bytes) -> None:
    done = node.registry.finish_upload(location, digest_of(data), data[500:])
    assert done.status_code == HTTPStatus.CREATED
    assert node.registry.get_blob(REPOSITORY, digest_of(data)) == data


def restore(node: Node, image: Image, tag: str) -> None:
    body = {"type": "artifact", "repository": REPOSITORY, "digest": image.digest}
    require(node.api.post(f"/projects/{PROJECT}/trash/restore", json=body), HTTPStatus.OK)
    assert node.registry.pull(f"{REPOSITORY}:{tag}") == image


def require_all_retained(api: ApiClient) -> int:
    """Have retention run that keeps what was pushed today; answers how much it looked at."""
    project = api.get(f"/projects/{PROJECT}").json()["project_id"]
    made = require(
        api.post("/retentions", json=a_policy(project, a_rule("nDaysSinceLastPush", 1))),
        HTTPStatus.CREATED,
    )
    path = made.headers["Location"].removeprefix("/api/v2.0")
    require(api.post(f"{path}/executions", json={"dry_run": False}), HTTPStatus.CREATED)

    def ended() -> dict[str, Any] | None:
        (run,) = api.get(f"{path}/executions").json()
        return run if run["status"] not in ("Pending", "Running") else None

    run = wait_until(ended, what="retention ends", within=60)
    assert run["status"] == "Success"
    (task,) = api.get(f"{path}/executions/{run['id']}/tasks").json()
    assert task["retained"] == task["total"]
    return int(task["total"])


def test_f_26_a_schedule_runs_when_the_database_says_and_once(
    server: Server, nodes: list[Node]
) -> None:
    wrong, _ = nodes
    body = {"schedule": {"type": "Daily"}, "parameters": {}}
    require(wrong.api.post("/system/gc/schedule", json=body), HTTPStatus.CREATED)
    coming = datetime.fromisoformat(wrong.api.get("/system/gc/schedule").json()["coming"][0])
    assert timedelta(0) < coming - datetime.now(UTC) <= timedelta(days=1)
    with Oracle(server) as oracle:
        due = oracle.run(_DUE_IN_TWO_SECONDS)
        wait_until(lambda: begun(wrong.api), what="it runs", within=30)
        began = oracle.run(_BEGAN)
    assert timedelta(0) <= datetime.fromisoformat(began) - datetime.fromisoformat(due)


def begun(api: ApiClient) -> bool:
    """Whether the one run that nobody started has begun."""
    runs = api.get("/system/gc", params={"page_size": 100}).json()
    return any(run["job_kind"] == "SCHEDULE" and run["job_status"] in FINISHED for run in runs)
