"""An installation from day to day: garbage is collected, what is due is done, web is scaled."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import pytest

from tests.deployment.composed import (
    OLDER_COMPOSE,
    URL,
    Installation,
    push_and_pull,
    wait_well,
)
from tests.deployment.engine import DeploymentEngine
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import Image, an_image, digest_of
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, ADMIN_PASSWORD

OLDER_PORT = 8081
PROJECT = "library"
REPOSITORIES = 4
FINISHED = ("Success", "Error", "Stopped")
LAYER = b"a layer that takes some room " * 2000
THE_LAST_LISTED = (
    "SELECT id FROM artifacts_repository WHERE id = (SELECT repository_id FROM"
    " maintenance_garbageitem WHERE kind = 'manifest' ORDER BY id DESC LIMIT 1) FOR UPDATE"
)


@pytest.fixture(scope="module", autouse=True)
def abandoned(started: Installation) -> None:
    """Leave an upload that is due to be swept, first: beat comes by but once a minute."""
    client = RegistryClient(URL)
    client.as_(ADMIN, ADMIN_PASSWORD).begin_upload("library/abandoned")
    client.close()
    assert started.ask("UPDATE artifacts_upload SET expires_at = now()") != "UPDATE 0"


@pytest.fixture
def older(engine: DeploymentEngine) -> Iterator[Installation]:
    """Give one that docker-compose of version 1 keeps, beside the other."""
    installation = Installation(engine, "older", OLDER_PORT)
    installation.program = OLDER_COMPOSE
    try:
        installation.up()
        yield installation
    finally:
        installation.remove()


def start(api: ApiClient, **parameters: object) -> str:
    """Begin a run; answers its path."""
    body = {"schedule": {"type": "Manual"}, "parameters": parameters}
    answer = require(api.post("/system/gc/schedule", json=body), HTTPStatus.CREATED)
    return str(answer.headers["Location"]).removeprefix("/api/v2.0")


def read(api: ApiClient, path: str) -> Any:
    return require(api.get(path), HTTPStatus.OK).json()


def ended(api: ApiClient, path: str) -> dict[str, Any]:
    """Wait until a run has succeeded by itself."""
    wait_until(
        lambda: read(api, path)["job_status"] in FINISHED, what=f"{path} has ended", within=120
    )
    run = read(api, path)
    assert run["job_status"] == "Success", run["error"]
    return dict(run)


def collect(api: ApiClient, **parameters: object) -> dict[str, Any]:
    return ended(api, start(api, **parameters))


def push_and_delete(api: ApiClient, registry: RegistryClient, name: str) -> Image:
    """Leave an image behind as garbage, in a repository of its own."""
    image = an_image([LAYER + name.encode()], b'{"of": "%s"}' % name.encode())
    registry.push(f"{PROJECT}/{name}:1", image)
    registry.delete(f"{PROJECT}/{name}@{image.digest}")
    for blob in image.blobs:
        wait_unprotected(api, digest_of(blob))
    return image


def wait_unprotected(api: ApiClient, digest: str) -> None:
    def is_free() -> bool:
        holders = read(api, f"/system/gc/explanation?digest={quote(digest)}")["holders"]
        return "lease" not in [holder["reason"] for holder in holders]

    wait_until(is_free, what="what was pushed is protected no more", within=20)


def size_of(images: list[Image]) -> int:
    return sum(len(blob) for image in images for blob in image.blobs)


def stored(installation: Installation) -> int:
    """Bytes of all blobs, as the volume has them."""
    listed = "find /data/storage/blobs -type f -printf '%s\\n'"
    return sum(int(size) for size in installation.execute("web", "sh", "-c", listed).split())


def taken(api: ApiClient, plan: int) -> int:
    answer = api.get(f"/system/gc/{plan}/items", params={"outcome": "taken", "kind": "manifest"})
    return int(require(answer, HTTPStatus.OK).headers["X-Total-Count"])


def test_a_worker_that_is_killed_amid_a_run_gets_exactly_the_dry_run_done(
    installation: Installation, api: ApiClient, administrator: RegistryClient
) -> None:
    """Somebody holds the last repository, so that the worker has begun and cannot end."""
    collect(api)
    images = [push_and_delete(api, administrator, f"gone-{n}") for n in range(REPOSITORIES)]
    before = stored(installation)
    dry = collect(api, dry_run=True)
    found = {"untagged": 0, "manifest": len(images)}
    found |= {kind: sum(len(image.blobs) for image in images) for kind in ("link", "blob")}
    assert dry["result"]["found"] == found
    assert dry["result"]["bytes"] == size_of(images)
    assert stored(installation) == before

    later = push_and_delete(api, administrator, "later")
    before = stored(installation)
    with installation.holding(THE_LAST_LISTED):
        path = start(api, plan=dry["id"])
        wait_until(
            lambda: taken(api, dry["id"]) == len(images) - 1,
            what="the run waits for the last repository",
            within=60,
        )
        installation.kill(installation.container("worker"))
        assert read(api, path)["job_status"] == "Running"
    run = ended(api, path)
    assert run["attempts"] > 1
    assert (run["result"]["taken"], run["result"]["kept"]) == (found, 0)
    assert run["result"]["freed_space"] == size_of(images) == before - stored(installation)
    assert administrator.has_blob(f"{PROJECT}/later", digest_of(later.blobs[-1]))


def test_a_run_that_is_due_begins_and_ends_by_itself(
    installation: Installation, api: ApiClient, administrator: RegistryClient
) -> None:
    collect(api)
    image = push_and_delete(api, administrator, "due")
    before = stored(installation)
    weekly: dict[str, object] = {"schedule": {"type": "Weekly"}, "parameters": {}}
    require(api.post("/system/gc/schedule", json=weekly), HTTPStatus.CREATED)
    due = "UPDATE jobs_schedule SET next_due = now() WHERE kind = 'GARBAGE_COLLECTION'"
    assert installation.ask(due) == "UPDATE 1"
    wait_until(
        lambda: read(api, "/system/gc")[0]["job_kind"] == "SCHEDULE",
        what="the run begins",
        within=60,
    )
    run = ended(api, f"/system/gc/{read(api, '/system/gc')[0]['id']}")
    assert run["result"]["freed_space"] == size_of([image]) == before - stored(installation)
    weekly["schedule"] = {"type": "None"}
    require(api.put("/system/gc/schedule", json=weekly), HTTPStatus.OK)


def test_the_older_compose_starts_it_as_well(older: Installation) -> None:
    push_and_pull(older)


def test_two_web_containers_serve_as_one(installation: Installation) -> None:
    installation.up("--scale", "web=2", "--no-recreate")
    wait_well(installation, "web")
    push_and_pull(installation)
    for container in installation.containers("web"):
        installation.kill(container)
        push_and_pull(installation)
        wait_well(installation, "web")


def test_what_is_due_is_done_by_beat_and_worker(started: Installation) -> None:
    """After all the kills: beat tells Redis, Redis the worker, and the worker sweeps."""
    wait_until(
        lambda: started.ask("SELECT count(*) FROM artifacts_upload") == "0",
        what="the abandoned upload is swept",
        within=120,
    )
