"""Disks that lie, fill up and turn read-only (F-17, F-19, F-20).

Whatever the disk does: what was acknowledged is there, pulls go on, an error has the OCI form, and
once the cause is gone everything works again without a restart.
"""

import secrets
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest

from tests.faults.disks import MIB, Disk, failing, mounted
from tests.faults.oracle import Oracle
from tests.faults.test_garbage import ended, fill_with_garbage, objects, start
from tests.faults.test_kill_points import verify
from tests.faults.test_random_kills import WAYS, NotingClient
from tests.support.api import ApiClient
from tests.support.connection import UnexpectedAnswer
from tests.support.images import Image, an_image, digest_of
from tests.support.postgresql import database_of
from tests.support.registry import Upload
from tests.support.server import ADMIN, Server
from tests.support.wire import assert_error

REPOSITORY = "library/disk"
UPLOADS = f"/v2/{REPOSITORY}/blobs/uploads/"
WRITES = "pwrite64,ftruncate,fsync,fdatasync"
REFUSED = (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.INSUFFICIENT_STORAGE)
FLOOR = 24 * MIB
_LONG_AGO = """
from datetime import timedelta
from artifacts.models import Blob, Manifest
from jobs import clock
long_ago = clock.now() - timedelta(days=30)
Blob.objects.update(protected_until=long_ago)
Manifest.objects.filter(deleted_at__isnull=False).update(deleted_at=long_ago)
"""
SETTLED = 300_000  # bytes of room that a few pages of the database may need


def a_new_image(size: int = 150_000) -> Image:
    return an_image([secrets.token_bytes(size)], secrets.token_bytes(100))


@contextmanager
def a_client(server: Server) -> Iterator[NotingClient]:
    client = NotingClient(server.base_url)
    try:
        yield client.as_(ADMIN, server.admin_password)
    finally:
        client.close()


def assert_refused(response: httpx.Response, *statuses: HTTPStatus) -> None:
    """An error of the specification's form, and nothing in it that is not for clients."""
    assert response.status_code in statuses, UnexpectedAnswer(response)
    assert_error(response, HTTPStatus(response.status_code), "UNAVAILABLE")
    assert "Traceback" not in response.text
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        assert int(response.headers["Retry-After"]) > 0


def health(client: NotingClient) -> str:
    answer = client.request("GET", "/api/v2.0/health")
    assert answer.status_code == HTTPStatus.OK
    return str(answer.json()["status"])


class Push:
    """One image on its way, a step at a time; each of them can be made to fail."""

    STEPS = ("post", "begin", "first_chunk", "second_chunk", "finish", "put", "manifest")

    def __init__(self, client: NotingClient) -> None:
        self.image, self._client, self.location = a_new_image(), client, ""
        self._config, self._layer = self.image.blobs
        self._half = len(self._layer) // 2

    def take(self, step: str) -> httpx.Response:
        """Take one step and return the answer, whatever it is."""
        answer = getattr(self, f"_{step}")()
        assert isinstance(answer, httpx.Response)
        return answer

    def _post(self) -> httpx.Response:
        query = {"digest": digest_of(self._config)}
        return self._client.request("POST", UPLOADS, params=query, content=self._config)

    def _begin(self) -> httpx.Response:
        answer = self._client.request("POST", UPLOADS)
        self.location = answer.headers.get("Location", "")
        return answer

    def _first_chunk(self) -> httpx.Response:
        return self._client.request("PATCH", self.location, content=self._layer[: self._half])

    def _second_chunk(self) -> httpx.Response:
        return self._client.request("PATCH", self.location, content=self._layer[self._half :])

    def _finish(self) -> httpx.Response:
        return self._client.finish_upload(self.location, digest_of(self._layer))

    def _put(self) -> httpx.Response:
        begun = self._client.request("POST", UPLOADS)
        if not begun.is_success:
            return begun
        data = secrets.token_bytes(1000)
        return self._client.finish_upload(begun.headers["Location"], digest_of(data), data)

    def _manifest(self) -> httpx.Response:
        path = f"/v2/{REPOSITORY}/manifests/{self.image.digest}"
        headers = {"Content-Type": self.image.media_type}
        return self._client.request("PUT", path, content=self.image.manifest, headers=headers)

    def assert_over(self) -> None:
        """The upload cannot be ended with bytes whose fsync failed."""
        for blob in (self._layer[: self._half], self._layer):
            answer = self._client.finish_upload(self.location, digest_of(blob))
            assert answer.status_code in (400, 404, 503), UnexpectedAnswer(answer)
            assert not self._client.has_blob(REPOSITORY, digest_of(blob))


def empty_the_log(server: Server) -> None:
    """Have no commit fill SQLite's log: it would copy the log into the database, and sync both.

    A copy that fails is none of the commit's business, which has been synced by then; it succeeds.
    """
    file = server.data_dir / "harbor.sqlite3"
    if not file.exists():
        return
    with closing(sqlite3.connect(file, timeout=10)) as database:
        busy, _, _ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert not busy


def steps_with_a_failed_sync(
    client: NotingClient, server: Server, call: str, log: Path
) -> Iterator[tuple[Push, str, httpx.Response, list[str]]]:
    """Let the N-th *call* of each step fail, for every N there is; yields what was hit."""
    for step in Push.STEPS:
        for number in range(1, 20):
            upload = Push(client)
            for before in Push.STEPS[: Push.STEPS.index(step)]:
                assert upload.take(before).is_success
            how = f"error=EIO:when={number}"
            empty_the_log(server)
            with failing(server.web_pids()[-1], call, how, log) as injection:
                answer = upload.take(step)
                hits = injection.hits()
            if not hits:
                assert answer.is_success, UnexpectedAnswer(answer)
                break
            yield upload, step, answer, hits


@pytest.mark.parametrize("call", ["fsync", "fdatasync"])
def test_f_20_bytes_whose_sync_failed_are_never_acknowledged(
    storage_disk: "Stage",
    tmp_path: Path,
    call: str,
    record_property: Callable[[str, object], None],
) -> None:
    client, server = storage_disk.client, storage_disk.server
    failed: Counter[str] = Counter()
    with Oracle(server) as oracle:
        found = steps_with_a_failed_sync(client, server, call, tmp_path / "log")
        for upload, step, answer, hits in found:
            failed[step] += 1
            assert_refused(answer, HTTPStatus.SERVICE_UNAVAILABLE)
            if step in ("first_chunk", "second_chunk", "finish") and not any(
                "sqlite3" in hit for hit in hits
            ):
                upload.assert_over()
            client.push(f"{REPOSITORY}:{call}", upload.image, "chunks")
            assert client.pull(f"{REPOSITORY}:{call}") == upload.image
            oracle.wait_for_pulls(upload.image.digest, 1)  # or the next call to fail may be theirs
            oracle.require_clean()
    client.ledger.check(client)
    verify(server)
    for step, count in failed.items():
        record_property(f"failed {call} in {step}", count)
    assert {"first_chunk", "second_chunk", "put"} <= set(failed), failed


class Stage:
    """A server whose bytes lie on a small disk, and an image that was pushed before the fault."""

    def __init__(self, server: Server, client: NotingClient, disk: Disk) -> None:
        self.server, self.client, self.disk = server, client, disk
        self.image = a_new_image()
        client.push(f"{REPOSITORY}:before", self.image)
        self.deleting = client.bearer(client.token(f"repository:{REPOSITORY}:pull,delete"))

    def require_pulls(self) -> None:
        """Everybody can pull: with a token of before, a new one, a password, and nobody."""
        reference = f"{REPOSITORY}:before"
        with a_client(self.server) as another:
            for puller in (
                self.client,
                another,
                another.basic(ADMIN, self.server.admin_password),
                another.anonymous(),
            ):
                for _ in range(5):
                    assert puller.pull(reference) == self.image
                    assert puller.has_blob(REPOSITORY, digest_of(self.image.blobs[1]))
                assert "before" in puller.tags(REPOSITORY)

    def require_refusals(self, *statuses: HTTPStatus) -> None:
        """Each kind of upload answers one of *statuses*."""
        blob = secrets.token_bytes(50_000)
        for how in WAYS:
            with pytest.raises(UnexpectedAnswer) as refusal:
                self.client.push_blob(REPOSITORY, blob, how)
            assert_refused(refusal.value.response, *statuses)
        assert not self.client.has_blob(REPOSITORY, digest_of(blob))

    def require_pushes(self) -> None:
        for how in WAYS:
            image = a_new_image()
            self.client.push(f"{REPOSITORY}:after", image, how)
            assert self.client.pull(f"{REPOSITORY}:after") == image

    def require_recovery(self) -> None:
        """Everything works again, and everything acknowledged is there."""
        self.require_pushes()
        assert health(self.client) == "healthy"
        self.client.ledger.check(self.client)
        verify(self.server)

    def tidy(self) -> None:
        """Free the disk, of what a test that failed may have left too."""
        self.disk.turn_writable()
        self.disk.empty()
        with Oracle(self.server) as oracle:
            oracle.sweep_everything()


@contextmanager
def on_a_small_disk(
    request: pytest.FixtureRequest,
    folder: Path,
    *,
    at: str,
    mib: int,
    floor: int = 0,
) -> Iterator[Stage]:
    """Mount the disk *at* a place below *folder*, and serve from "disk/data" there."""
    with (
        mounted(folder / at, mib) as disk,
        Server(
            folder / "disk/data",
            database_of(request),
            disk_floor_mib=str(floor),
            gc_brake_percent="100",
            job_lease_seconds="3",
        ) as server,
        a_client(server) as client,
    ):
        yield Stage(server, client, disk)


@pytest.fixture(scope="module")
def stage_of_everything(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """Give a disk that holds the log too, and the database where that is SQLite."""
    folder = tmp_path_factory.mktemp("everything")
    with on_a_small_disk(request, folder, at="disk", mib=24) as stage:
        yield stage


@pytest.fixture
def whole_disk(stage_of_everything: Stage) -> Iterator[Stage]:
    yield stage_of_everything
    stage_of_everything.tidy()


@pytest.fixture(scope="module")
def stage_of_blobs(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """Give a disk for the blobs alone."""
    folder = tmp_path_factory.mktemp("blobs")
    with on_a_small_disk(request, folder, at="disk/data/storage", mib=48) as stage:
        yield stage


@pytest.fixture
def storage_disk(stage_of_blobs: Stage) -> Iterator[Stage]:
    yield stage_of_blobs
    stage_of_blobs.tidy()


@pytest.fixture(scope="module")
def stage_with_a_floor(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """Give a disk of everything, of which half is to stay free."""
    folder = tmp_path_factory.mktemp("floor")
    with on_a_small_disk(request, folder, at="disk", mib=48, floor=FLOOR // MIB) as stage:
        yield stage


@pytest.fixture
def disk_with_a_floor(stage_with_a_floor: Stage) -> Iterator[Stage]:
    yield stage_with_a_floor
    stage_with_a_floor.tidy()


def test_f_17_a_disk_full_of_everything_refuses_pushes_and_serves_pulls(whole_disk: Stage) -> None:
    """The log and the database (where it is SQLite) have no more room than the blobs."""
    whole_disk.disk.fill()
    whole_disk.require_refusals(*REFUSED)
    whole_disk.require_pulls()
    assert health(whole_disk.client) == "unhealthy"
    whole_disk.disk.empty()
    whole_disk.require_recovery()


def test_f_17_a_lease_that_cannot_be_renewed_hinders_no_pull(whole_disk: Stage) -> None:
    """HEAD of a blob renews its lease; one that still runs is enough to answer."""
    with Oracle(whole_disk.server) as oracle:
        oracle.run(
            "from datetime import timedelta\n"
            "from django.db.models import F\n"
            "from django.utils import timezone\n"
            "from artifacts.models import Blob, Repository\n"
            "Blob.objects.update(protected_until=timezone.now() + timedelta(hours=1))\n"
            "Repository.objects.update(version=F('version') + 1)"
        )
    whole_disk.disk.fill()
    whole_disk.require_pulls()


def test_f_17_a_collection_on_a_full_disk_ends_by_itself_once_there_is_room(
    whole_disk: Stage,
) -> None:
    """Nothing can be written, not even that an attempt failed."""
    api = ApiClient(whole_disk.server.base_url, (ADMIN, whole_disk.server.admin_password))
    images = fill_with_garbage(whole_disk.server, repositories=40)
    with Oracle(whole_disk.server) as oracle:
        oracle.run(_LONG_AGO)
    path = start(api)
    whole_disk.disk.fill()
    whole_disk.require_pulls()
    time.sleep(4)  # longer than a lease: whoever held it has lost it
    whole_disk.disk.empty()
    assert ended(api, path)["result"]["taken"]["manifest"] == len(images)
    left = objects(whole_disk.server)
    assert not left & {digest_of(blob) for image in images for blob in image.blobs}
    whole_disk.require_recovery()
    api.close()


def test_f_17_a_disk_full_of_blobs_answers_507(storage_disk: Stage) -> None:
    """The database lies elsewhere: the disk alone refuses, in mid-upload."""
    storage_disk.disk.fill(leave=2 * MIB)
    with pytest.raises(UnexpectedAnswer) as refusal:
        storage_disk.client.push_blob(REPOSITORY, secrets.token_bytes(5 * MIB), "stream")
    assert_refused(refusal.value.response, HTTPStatus.INSUFFICIENT_STORAGE)
    storage_disk.require_pulls()
    storage_disk.disk.empty()
    storage_disk.require_recovery()


def test_f_17_a_full_disk_keeps_the_chunks_that_were_acknowledged(storage_disk: Stage) -> None:
    client, blob = storage_disk.client, secrets.token_bytes(6 * MIB)
    location = client.begin_upload(REPOSITORY)
    sent = client.request("PATCH", location, content=blob[: 2 * MIB])
    assert sent.status_code == HTTPStatus.ACCEPTED
    storage_disk.disk.fill(leave=MIB)
    refused = client.request("PATCH", location, content=blob[2 * MIB :])
    assert_refused(refused, HTTPStatus.INSUFFICIENT_STORAGE)
    assert client.request("GET", location).headers["Range"] == f"0-{2 * MIB - 1}"
    storage_disk.disk.empty()
    done = client.finish_upload(location, digest_of(blob), blob[2 * MIB :])
    assert done.status_code == HTTPStatus.CREATED
    assert client.get_blob(REPOSITORY, digest_of(blob)) == blob
    verify(storage_disk.server)


def test_f_17_do_02_bytes_that_did_not_fit_leave_the_disk(storage_disk: Stage) -> None:
    """One upload that is too large must not keep everybody's pushes out until it expires."""
    before = storage_disk.disk.free
    with pytest.raises(UnexpectedAnswer) as refusal:
        storage_disk.client.push_blob(REPOSITORY, secrets.token_bytes(60 * MIB), "stream")
    assert_refused(refusal.value.response, HTTPStatus.INSUFFICIENT_STORAGE)
    assert storage_disk.disk.free >= before - SETTLED
    storage_disk.require_pushes()


def test_f_17_the_floor_refuses_pushes_while_the_database_works(disk_with_a_floor: Stage) -> None:
    stage = disk_with_a_floor
    stage.disk.fill(leave=FLOOR - SETTLED)
    stage.require_refusals(HTTPStatus.INSUFFICIENT_STORAGE)
    stage.require_pulls()
    stage.client.push_manifest(REPOSITORY, "moved", stage.image.manifest)
    assert health(stage.client) == "unhealthy"
    stage.disk.empty()
    stage.require_recovery()


@pytest.mark.parametrize("how", ["put", "post", "stream"])
def test_f_17_the_floor_refuses_an_upload_on_its_way(disk_with_a_floor: Stage, how: Upload) -> None:
    with pytest.raises(UnexpectedAnswer) as refusal:
        disk_with_a_floor.client.push_blob(REPOSITORY, secrets.token_bytes(30 * MIB), how)
    assert_refused(refusal.value.response, HTTPStatus.INSUFFICIENT_STORAGE)
    assert disk_with_a_floor.disk.free >= FLOOR - SETTLED


def under_way(client: NotingClient, blob: bytes, go_on: threading.Event) -> httpx.Response:
    """Send the first half of an upload, wait, and send the rest."""

    def halves() -> Iterator[bytes]:
        yield blob[: len(blob) // 2]
        go_on.wait(20)
        yield blob[len(blob) // 2 :]

    location = client.begin_upload(REPOSITORY)
    return client.request("PATCH", location, content=halves())


@contextmanager
def read_only_database(server: Server, log: Path) -> Iterator[None]:
    """Refuse the writes of SQLite; its files are open, so that no real disk would turn."""
    files = sorted(server.data_dir.glob("harbor.sqlite3*"))
    with failing(server.web_pids()[-1], WRITES, "error=EROFS", log, only=files):
        yield


@contextmanager
def turned_read_only_in_mid_push(stage: Stage) -> Iterator[httpx.Response]:
    """Turn the disk while half of an upload has been sent; gives the answer to the whole."""
    go_on = threading.Event()
    with a_client(stage.server) as other, ThreadPoolExecutor(1) as pool:
        pushed = pool.submit(under_way, other, secrets.token_bytes(4 * MIB), go_on)
        time.sleep(0.3)
        stage.disk.turn_read_only()
        go_on.set()
        try:
            yield pushed.result()
        finally:
            stage.disk.turn_writable()


def test_f_19_a_disk_that_turns_read_only_serves_pulls_and_recovers(storage_disk: Stage) -> None:
    with turned_read_only_in_mid_push(storage_disk) as answer:
        assert_refused(answer, HTTPStatus.SERVICE_UNAVAILABLE)
        storage_disk.require_refusals(HTTPStatus.SERVICE_UNAVAILABLE)
        storage_disk.require_pulls()
        assert health(storage_disk.client) == "unhealthy"
    storage_disk.require_recovery()


@pytest.mark.sqlite
def test_f_19_a_database_that_turns_read_only_as_well_refuses_every_write(
    storage_disk: Stage, tmp_path: Path
) -> None:
    client, manifest = storage_disk.client, storage_disk.image.manifest
    with (
        turned_read_only_in_mid_push(storage_disk),
        read_only_database(storage_disk.server, tmp_path / "log"),
    ):
        storage_disk.require_refusals(HTTPStatus.SERVICE_UNAVAILABLE)
        storage_disk.require_pulls()
        with pytest.raises(UnexpectedAnswer) as refusal:
            client.push_manifest(REPOSITORY, "moved", manifest)
        assert_refused(refusal.value.response, HTTPStatus.SERVICE_UNAVAILABLE)
        assert "moved" not in client.tags(REPOSITORY)
        with pytest.raises(UnexpectedAnswer) as refusal:
            storage_disk.deleting.delete(f"{REPOSITORY}:before")
        assert_refused(refusal.value.response, HTTPStatus.SERVICE_UNAVAILABLE)
        assert client.get_manifest(REPOSITORY, "before") == manifest
    storage_disk.require_recovery()


@pytest.mark.sqlite
def test_f_19_a_refusal_that_cannot_be_recorded_is_still_a_refusal(
    storage_disk: Stage, tmp_path: Path
) -> None:
    """The audit log cannot be written; who may not is told so, or asked to come again."""
    pulling = storage_disk.client.bearer(storage_disk.client.token(f"repository:{REPOSITORY}:pull"))
    with read_only_database(storage_disk.server, tmp_path / "log"):
        answer = pulling.request("DELETE", f"/v2/{REPOSITORY}/manifests/before")
    assert answer.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.SERVICE_UNAVAILABLE)
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json()["errors"]
