"""``/system/gc``: runs, dry runs, plans, schedules, logs, and why something is kept."""

import csv
import io
import json
import re
import time
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import assert_error
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import Image, an_image, digest_of
from tests.support.postgresql import database_of
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server

FINISHED = ("Success", "Error", "Stopped")
REPOSITORY = "library/garbage"
GRACE_SECONDS = 0.1


@pytest.fixture(scope="module")
def collecting(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Give a server of the tests' own, which keeps nothing for its age."""
    settings = {
        "gc_grace_milliseconds": str(int(1000 * GRACE_SECONDS)),
        "gc_brake_percent": "100",
        "trash_days": "0",
    }
    with Server(database_url=database_of(request), **settings) as server:
        yield server


@pytest.fixture(scope="module")
def gc(collecting: Server) -> Iterator[ApiClient]:
    client = ApiClient(collecting.base_url, (ADMIN, collecting.admin_password))
    yield client
    client.close()


@pytest.fixture(scope="module")
def registry(collecting: Server) -> Iterator[RegistryClient]:
    client = RegistryClient(collecting.base_url)
    yield client.basic(ADMIN, collecting.admin_password)
    client.close()


def manual(**parameters: Any) -> dict[str, Any]:
    return {"schedule": {"type": "Manual"}, "parameters": parameters}


def start(gc: ApiClient, **parameters: Any) -> str:
    answer = require(gc.post("/system/gc/schedule", json=manual(**parameters)), HTTPStatus.CREATED)
    location = answer.headers["Location"]
    assert re.fullmatch(r"/api/v2\.0/system/gc/\d+", location)
    return str(location).removeprefix("/api/v2.0")


def run(gc: ApiClient, **parameters: Any) -> dict[str, Any]:
    path = start(gc, **parameters)
    wait_until(lambda: read(gc, path)["job_status"] in FINISHED, what="the run ends", within=30)
    return read(gc, path)


def read(gc: ApiClient, path: str) -> dict[str, Any]:
    return dict(require(gc.get(path), HTTPStatus.OK).json())


def pushed_and_deleted(registry: RegistryClient, *layers: bytes) -> Image:
    image = an_image(list(layers), json.dumps([layer.decode() for layer in layers]).encode())
    registry.push(f"{REPOSITORY}:gone", image)
    registry.delete(f"{REPOSITORY}@{image.digest}")
    time.sleep(2 * GRACE_SECONDS)
    return image


def test_a_run_frees_what_was_deleted_and_says_how_much(
    gc: ApiClient, registry: RegistryClient
) -> None:
    run(gc)
    image = pushed_and_deleted(registry, b"freed one", b"freed two")
    found = run(gc, workers=2)
    size = sum(len(blob) for blob in image.blobs)
    assert found["job_status"] == "Success"
    assert found["result"]["taken"] == {"untagged": 0, "manifest": 1, "link": 3, "blob": 3}
    assert found["result"]["freed_space"] == size
    assert found["progress"] == {"done": 7, "total": 7}
    assert (found["job_name"], found["job_kind"]) == ("GARBAGE_COLLECTION", "MANUAL")
    assert json.loads(found["job_parameters"])["freed_space"] == size
    assert (found["started_by"], found["attempts"], found["error"]) == (ADMIN, 1, "")
    assert found["schedule"]["type"] == "Manual"
    for blob in image.blobs:
        assert not registry.has_blob(REPOSITORY, digest_of(blob))
    newest = require(gc.get("/system/gc"), HTTPStatus.OK).json()[0]
    assert newest == found


def test_a_dry_run_lists_what_exactly_that_run_takes(
    gc: ApiClient, registry: RegistryClient
) -> None:
    run(gc)
    image = pushed_and_deleted(registry, b"listed")
    dry = run(gc, dry_run=True)
    assert dry["result"]["found"] == {"untagged": 0, "manifest": 1, "link": 2, "blob": 2}
    assert dry["result"]["bytes"] == sum(len(blob) for blob in image.blobs)
    assert list(dry["result"]["projects"].values()) == [dry["result"]["bytes"]]
    path = f"/system/gc/{dry['id']}"
    items = require(gc.get(f"{path}/items"), HTTPStatus.OK)
    assert items.headers["X-Total-Count"] == "5"
    kinds = [item["kind"] for item in items.json()]
    assert kinds == ["manifest", "link", "link", "blob", "blob"]
    assert {item["repository_name"] for item in items.json()[:3]} == {REPOSITORY}
    named = {item["digest"] for item in items.json() if item["kind"] == "blob"}
    assert named == {digest_of(blob) for blob in image.blobs}
    later = pushed_and_deleted(registry, b"later")
    result = run(gc, plan=dry["id"])["result"]
    assert result["taken"] == dry["result"]["found"]
    taken = gc.get(f"{path}/items", params={"outcome": "taken", "kind": "blob"}).json()
    assert {item["digest"] for item in taken} == named
    assert gc.get(f"{path}/items", params={"outcome": "waiting"}).json() == []
    assert_error(
        gc.post("/system/gc/schedule", json=manual(plan=dry["id"])), HTTPStatus.CONFLICT, "CONFLICT"
    )
    assert run(gc)["result"]["taken"]["blob"] == len(later.blobs)


def test_a_log_is_told_in_parts(gc: ApiClient) -> None:
    path = f"/system/gc/{run(gc)['id']}/log"
    whole = require(gc.get(path), HTTPStatus.OK)
    assert whole.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "found: 0 untagged, 0 manifest, 0 link, 0 blob; 0 bytes" in whole.text
    assert whole.headers["X-Log-Complete"] == "true"
    end = int(whole.headers["X-Next-Offset"])
    assert end == len(whole.content)
    part = gc.get(path, params={"offset": 10})
    assert part.content == whole.content[10:]
    assert gc.get(path, params={"offset": end}).content == b""
    answer = gc.get(path, params={"offset": -1})
    assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


def test_lines_of_a_log_are_asked_for_by_their_words_and_level(gc: ApiClient) -> None:
    path = f"/system/gc/{run(gc, dry_run=True)['id']}/log"
    whole = gc.get(path).content
    assert require(gc.get(path, params={"download": "true"}), HTTPStatus.OK).content == whole
    lines = require(gc.get(path, params={"lines": "true"}), HTTPStatus.OK)
    size = str(len(whole))
    assert (lines.headers["X-Log-Size"], lines.headers["X-Next-Offset"]) == (size, size)
    assert lines.text.startswith("0:2")
    assert "".join(line.split(":", 1)[1] for line in lines.text.splitlines(keepends=True)) == (
        whole.decode()
    )
    found = gc.get(path, params={"lines": "true", "q": "DRY run"}).text
    offset, line = found.rstrip().split(":", 1)
    assert line.endswith("nothing was taken: a dry run")
    assert whole[int(offset) :].decode() == f"{line}\n"
    assert gc.get(path, params={"lines": "true", "level": "error"}).content == b""
    nothing = gc.get(path, params={"lines": "true", "limit": "0"})
    assert (nothing.content, nothing.headers["X-Log-Size"]) == (b"", size)
    ends = [nothing.headers[f"X-Log-{name}"] for name in ("Complete", "Ended")]
    assert ends == ["false", "true"]


@pytest.mark.parametrize("query", [{"level": "loud"}, {"limit": "-1"}, {"limit": "4194305"}])
def test_nonsense_about_lines_is_refused(gc: ApiClient, query: dict[str, str]) -> None:
    path = f"/system/gc/{run(gc, dry_run=True)['id']}/log"
    answer = gc.get(path, params={"lines": "true", **query})
    assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


def test_a_plan_is_exported_as_it_is_listed(gc: ApiClient, registry: RegistryClient) -> None:
    run(gc)
    pushed_and_deleted(registry, b"exported")
    dry = run(gc, dry_run=True)
    path = f"/system/gc/{dry['id']}"
    answer = require(gc.get(f"{path}/export"), HTTPStatus.OK)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="gc-{dry["id"]}.csv"'
    listed = gc.get(f"{path}/items").json()
    assert len(listed) == 5
    assert list(csv.DictReader(io.StringIO(answer.text))) == [
        {
            "id": str(item["id"]),
            "kind": item["kind"],
            "digest": item["digest"],
            "size": str(item["size"]),
            "repository": item["repository_name"],
            "outcome": "waiting",
        }
        for item in listed
    ]
    blobs = gc.get(f"{path}/export", params={"kind": "blob", "bom": "true"})
    assert blobs.content.startswith(b"\xef\xbb\xbfid,kind,")
    assert blobs.text.count("\r\n") == 3
    nothing = gc.get(f"{path}/export", params={"outcome": "taken"})
    assert nothing.text.count("\r\n") == 1
    answer = gc.get(f"{path}/export", params={"kind": "dust"})
    assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


def test_what_waits_is_told(gc: ApiClient, registry: RegistryClient) -> None:
    run(gc)
    before = read(gc, "/system/gc/waiting")
    pushed_and_deleted(registry, b"waits")
    untagged = an_image([b"without a tag"])
    registry.push(f"{REPOSITORY}@{untagged.digest}", untagged)
    registry.begin_upload(REPOSITORY)
    time.sleep(2 * GRACE_SECONDS)
    dry = run(gc, dry_run=True, delete_untagged=True)
    found = read(gc, "/system/gc/waiting")
    assert (before["due"], found["due"], found["days"]) == (0, 1, [])
    assert found["untagged"]["run_id"] == dry["id"]
    assert found["untagged"]["count"] >= 1
    assert found["untagged"]["bytes"] >= len(untagged.manifest) + sum(map(len, untagged.blobs))
    assert found["uploads"]["count"] == before["uploads"]["count"] + 1
    assert found["uploads"]["oldest"]


def test_a_schedule_is_set_shown_and_taken_away(gc: ApiClient) -> None:
    nothing = require(gc.get("/system/gc/schedule"), HTTPStatus.OK).json()
    assert nothing["schedule"]["type"] == "None"
    body = {
        "schedule": {"type": "Custom", "cron": "0 30 3 * * 6", "time_zone": "Europe/Berlin"},
        "parameters": {"delete_untagged": True, "workers": 4, "dry_run": False},
    }
    require(gc.post("/system/gc/schedule", json=body), HTTPStatus.CREATED)
    shown = gc.get("/system/gc/schedule").json()
    assert shown["schedule"] | {"next_scheduled_time": None} == body["schedule"] | {
        "next_scheduled_time": None
    }
    assert shown["parameters"] == body["parameters"]
    assert json.loads(shown["job_parameters"]) == body["parameters"]
    assert len(shown["coming"]) == 5
    assert shown["coming"][0] == shown["schedule"]["next_scheduled_time"]
    require(gc.put("/system/gc/schedule", json={"schedule": {"type": "Daily"}}), HTTPStatus.OK)
    shown = gc.get("/system/gc/schedule").json()
    assert (shown["schedule"]["cron"], shown["parameters"]["workers"]) == ("0 0 0 * * *", 1)
    require(gc.put("/system/gc/schedule", json={"schedule": {"type": "None"}}), HTTPStatus.OK)
    assert gc.get("/system/gc/schedule").json() == nothing


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"schedule": {}},
        {"schedule": {"type": "Sometimes"}},
        {"schedule": {"type": "Custom", "cron": "* * * * * *"}},
        {"schedule": {"type": "Custom", "cron": "0 0 3 * *"}},
        {"schedule": {"type": "Daily", "time_zone": "Mars/Olympus"}},
        manual(workers=0),
        manual(workers=11),
        manual(workers="2"),
        manual(delete_untagged="yes"),
    ],
    ids=json.dumps,
)
def test_nonsense_is_refused(gc: ApiClient, body: dict[str, Any]) -> None:
    before = gc.get("/system/gc").headers["X-Total-Count"]
    for ask in (gc.post, gc.put):
        assert_error(ask("/system/gc/schedule", json=body), HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert gc.get("/system/gc").headers["X-Total-Count"] == before
    assert gc.get("/system/gc/schedule").json()["schedule"]["type"] == "None"


def test_what_is_not_there_is_not_found(gc: ApiClient) -> None:
    for path in (
        "/system/gc/4711",
        "/system/gc/4711/log",
        "/system/gc/4711/items",
        "/system/gc/4711/export",
    ):
        assert_error(gc.get(path), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert_error(gc.put("/system/gc/4711"), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert_error(
        gc.post("/system/gc/schedule", json=manual(plan=4711)), HTTPStatus.CONFLICT, "CONFLICT"
    )


def test_a_run_that_has_ended_stays_as_it_ended(gc: ApiClient) -> None:
    ended = run(gc)
    require(gc.put(f"/system/gc/{ended['id']}"), HTTPStatus.OK)
    assert read(gc, f"/system/gc/{ended['id']}")["job_status"] == "Success"


def test_why_something_is_kept_is_told(gc: ApiClient, registry: RegistryClient) -> None:
    image = an_image([b"explained"], b'{"explained": true}')
    registry.push(f"{REPOSITORY}:kept", image)
    blob = explain(gc, digest_of(b"explained"))
    assert blob["is_known"]
    assert (blob["state"], blob["size"]) == ("available", len(b"explained"))
    manifest = {"reason": "manifest", "repository": REPOSITORY, "name": image.digest, "until": None}
    assert manifest in blob["holders"]
    tag = {"reason": "tag", "repository": REPOSITORY, "name": "kept", "until": None}
    assert explain(gc, image.digest)["holders"] == [tag]
    registry.push_blob(REPOSITORY, b"alone")
    assert {"link"} <= {holder["reason"] for holder in explain(gc, digest_of(b"alone"))["holders"]}
    nobodys = explain(gc, digest_of(b"never seen"))
    assert (nobodys["is_known"], nobodys["holders"]) == (False, [])
    answer = gc.get("/system/gc/explanation", params={"digest": "sha256:x"})
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")


def explain(gc: ApiClient, digest: str) -> dict[str, Any]:
    answer = gc.get("/system/gc/explanation", params={"digest": digest})
    return dict(require(answer, HTTPStatus.OK).json())


def test_what_was_done_is_in_the_audit_log(gc: ApiClient) -> None:
    ended = run(gc, dry_run=True)
    rows = gc.get("/audit-logs", params={"q": "resource_type=garbage-collection"}).json()
    assert (rows[0]["operation"], rows[0]["resource"]) == ("start", f"gc {ended['id']}")
    assert rows[0]["username"] == ADMIN
