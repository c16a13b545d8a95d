"""Disks that lie, fill up and turn read-only (F-17, F-19, F-20).

Whatever the disk does: what was acknowledged is there, pulls go on, an error has the OCI form, and
once the cause is gone everything works again without a restart.
"""

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest

from tests.faults.disks import MIB, Disk, Injection, failing, mounted
from tests.faults.oracle import Oracle, database_of
from tests.faults.test_kill_points import verify
from tests.faults.test_random_kills import NotingClient
from tests.faults.tracing import counts, traced
from tests.support.connection import UnexpectedAnswer
from tests.support.images import Image, an_image, digest_of
from tests.support.server import ADMIN, Server
from tests.support.wire import assert_error

REPOSITORY = "library/disk"
SYNCS = "fsync,fdatasync"
WRITES = "pwrite64,ftruncate,fsync,fdatasync"
REFUSED = (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.INSUFFICIENT_STORAGE)
SETTLED = 100_000  # bytes of room that a few pages of the database may need


def a_new_image(size: int = 150_000) -> Image:
    return an_image([secrets.token_bytes(size)], secrets.token_bytes(100))


@contextmanager
def a_client(server: Server) -> Iterator[NotingClient]:
    client = NotingClient(server.base_url)
    try:
        yield client.as_(ADMIN, server.admin_password)
    finally:
        client.close()


def on_postgresql(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--database") == "postgresql")


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


class Watched:
    """Notes the answer to each request, with what the injection hit while it ran."""

    def __init__(self, client: NotingClient) -> None:
        self.answers: list[tuple[httpx.Response, list[str]]] = []
        self.injection: Injection | None = None
        self._seen = 0
        client._http.event_hooks["response"] = [self._note]

    def _note(self, response: httpx.Response) -> None:
        hits: list[str] = []
        if self.injection is not None:
            found = self.injection.hits()
            hits, self._seen = found[self._seen :], len(found)
        self.answers.append((response, hits))

    def begin(self, injection: Injection | None) -> None:
        self.answers, self.injection, self._seen = [], injection, 0


def push_in_chunks(client: NotingClient, image: Image, tag: str) -> None:
    client.push_blob(REPOSITORY, image.blobs[1], "chunks", chunk=100_000)
    client.push_blob(REPOSITORY, image.blobs[0], "put")
    client.push_manifest(REPOSITORY, tag, image.manifest)


def sync_points(client: NotingClient, server: Server, folder: Path) -> list[tuple[str, int]]:
    """Count the fsyncs of an undisturbed push, by the thread that made most of them."""
    log = folder / "census"
    with traced(server.web_pids()[-1], SYNCS, log):
        push_in_chunks(client, a_new_image(), "census")
    made = counts(log)
    return [(call, number) for call in made for number in range(1, made[call] + 1)]


def assert_over(client: NotingClient, failed: httpx.Request, digests: set[str]) -> None:
    """The upload of a failed request cannot be ended with the bytes that it had."""
    if "/blobs/uploads/" not in failed.url.path or failed.method == "POST":
        return
    location = str(failed.url.copy_remove_param("digest"))
    for digest in digests:
        answer = client.finish_upload(location, digest)
        assert answer.status_code in (400, 404, 416, 503), UnexpectedAnswer(answer)


@pytest.mark.timeout(180)
def test_f_20_bytes_whose_fsync_failed_are_never_acknowledged(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    with (
        Server(database_url=database_of(request)) as server,
        a_client(server) as client,
        Oracle(server) as oracle,
    ):
        watched = Watched(client)
        points = sync_points(client, server, tmp_path)
        hit = 0
        for call, number in points:
            image, tag = a_new_image(), f"{call}-{number}"
            how = f"error=EIO:when={number}"
            with failing(server.web_pids()[-1], call, how, tmp_path / "log") as injection:
                watched.begin(injection)
                failed = None
                try:
                    push_in_chunks(client, image, tag)
                except UnexpectedAnswer as refusal:
                    failed = refusal.response
                for response, hits in watched.answers:
                    assert not hits or response.status_code >= 500, (hits, response)
                hits = injection.hits()
            print(call, number, [ (h.split()[1], h.split('/')[-1][:30]) for h in hits])
            watched.begin(None)
            if failed is not None:
                hit += 1
                assert_refused(failed, HTTPStatus.SERVICE_UNAVAILABLE)
                if not any("sqlite3" in line for line in hits):
                    assert_over(client, failed.request, set(map(digest_of, image.blobs)))
            push_in_chunks(client, image, tag)
            assert client.pull(f"{REPOSITORY}:{tag}") == image
            oracle.require_clean()
        client.ledger.check(client)
        verify(server)
        record_property("fsyncs that failed", hit)
        assert hit >= len(points) * 2 // 3, f"only {hit} of {len(points)} points were hit"


class Stage:
    """A server whose bytes lie on a small disk, an image that was pushed before the fault."""

    def __init__(self, server: Server, client: NotingClient, disk: Disk) -> None:
        self.server, self.client, self.disk = server, client, disk
        self.image = a_new_image()
        client.push(f"{REPOSITORY}:before", self.image)

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
        """Each kind of write answers one of *statuses*."""
        blob = secrets.token_bytes(50_000)
        for how in ("put", "post", "chunks", "stream"):
            with pytest.raises(UnexpectedAnswer) as refusal:
                self.client.push_blob(REPOSITORY, blob, how)  # type: ignore[arg-type]
            assert_refused(refusal.value.response, *statuses)
        assert not self.client.has_blob(REPOSITORY, digest_of(blob))

    def require_pushes(self, tag: str) -> None:
        for how in ("put", "post", "chunks", "stream"):
            image = a_new_image()
            self.client.push(f"{REPOSITORY}:{tag}", image, how)  # type: ignore[arg-type]
            assert self.client.pull(f"{REPOSITORY}:{tag}") == image

    def require_recovery(self, tag: str) -> None:
        self.require_pushes(tag)
        assert health(self.client) == "healthy"
        self.client.ledger.check(self.client)
        verify(self.server)


@contextmanager
def staged(
    request: pytest.FixtureRequest, folder: Path, *, at: str, mib: int = 24, floor: int = 0
) -> Iterator[Stage]:
    """Mount the disk *at* a place below the folder, and serve from "data" in it."""
    folder.chmod(0o755)
    with (
        mounted(folder / at, mib) as disk,
        Server(
            folder / "data" if at != "disk" else folder / at / "data",
            database_of(request),
            disk_floor_mib=str(floor),
        ) as server,
        a_client(server) as client,
    ):
        yield Stage(server, client, disk)


def test_f_17_a_disk_full_of_everything_refuses_pushes_and_serves_pulls(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """The database (where it is SQLite) and the log fill up with the blobs."""
    with staged(request, tmp_path, at="disk") as stage:
        stage.disk.fill()
        stage.require_refusals(*REFUSED)
        stage.require_pulls()
        assert health(stage.client) == "unhealthy"
        stage.disk.empty()
        stage.require_recovery("after")


def test_f_17_a_disk_full_of_blobs_answers_507(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """The database lies elsewhere: the disk alone refuses, in mid-upload."""
    with staged(request, tmp_path, at="data/storage") as stage:
        stage.disk.fill(leave=2 * MIB)
        with pytest.raises(UnexpectedAnswer) as refusal:
            stage.client.push_blob(REPOSITORY, secrets.token_bytes(5 * MIB), "stream")
        assert_refused(refusal.value.response, HTTPStatus.INSUFFICIENT_STORAGE)
        stage.require_pulls()
        stage.disk.empty()
        stage.require_recovery("after")


def test_f_17_the_floor_refuses_pushes_before_the_database_is_in_need(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with staged(request, tmp_path, at="data", mib=32, floor=16) as stage:
        stage.disk.fill(leave=16 * MIB - SETTLED)
        stage.require_refusals(HTTPStatus.INSUFFICIENT_STORAGE)
        stage.require_pulls()
        stage.client.push_manifest(REPOSITORY, "moved", stage.image.manifest)
        stage.client.delete(f"{REPOSITORY}:moved")
        assert health(stage.client) == "unhealthy"
        stage.disk.empty()
        stage.require_recovery("after")


def test_f_17_the_floor_refuses_an_upload_on_its_way(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with staged(request, tmp_path, at="data", mib=32, floor=16) as stage:
        for how in ("put", "post", "stream"):
            with pytest.raises(UnexpectedAnswer) as refusal:
                stage.client.push_blob(REPOSITORY, secrets.token_bytes(30 * MIB), how)  # type: ignore[arg-type]
            assert_refused(refusal.value.response, HTTPStatus.INSUFFICIENT_STORAGE)
        assert stage.disk.free >= 16 * MIB - SETTLED


def test_f_17_do_02_bytes_that_did_not_fit_leave_the_disk(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """One upload that is too large must not keep everybody's pushes out for a week."""
    with staged(request, tmp_path, at="data/storage") as stage:
        before = stage.disk.free
        with pytest.raises(UnexpectedAnswer) as refusal:
            stage.client.push_blob(REPOSITORY, secrets.token_bytes(40 * MIB), "stream")
        assert_refused(refusal.value.response, HTTPStatus.INSUFFICIENT_STORAGE)
        assert stage.disk.free >= before - SETTLED
        stage.require_pushes("after")


def test_f_17_a_full_disk_keeps_the_chunks_that_were_acknowledged(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with staged(request, tmp_path, at="data/storage") as stage:
        client, blob = stage.client, secrets.token_bytes(6 * MIB)
        location = client.begin_upload(REPOSITORY)
        sent = client.request("PATCH", location, content=blob[: 2 * MIB])
        assert sent.status_code == HTTPStatus.ACCEPTED
        stage.disk.fill(leave=MIB)
        refused = client.request("PATCH", location, content=blob[2 * MIB :])
        assert_refused(refused, HTTPStatus.INSUFFICIENT_STORAGE)
        assert client.request("GET", location).headers["Range"] == f"0-{2 * MIB - 1}"
        stage.disk.empty()
        done = client.finish_upload(location, digest_of(blob), blob[2 * MIB :])
        assert done.status_code == HTTPStatus.CREATED
        assert client.get_blob(REPOSITORY, digest_of(blob)) == blob
        verify(stage.server)


def test_f_17_a_lease_that_cannot_be_renewed_hinders_no_pull(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """HEAD of a blob renews its lease, but answering is worth more than renewing."""
    with staged(request, tmp_path, at="data") as stage, Oracle(stage.server) as oracle:
        oracle.run(
            "from django.utils import timezone\n"
            "from artifacts.models import Blob, Repository\n"
            "Blob.objects.update(protected_until=timezone.now())\n"
            "from django.db.models import F\n"
            "Repository.objects.update(version=F('version') + 1)"
        )
        stage.disk.fill()
        assert stage.client.pull(f"{REPOSITORY}:before") == stage.image
        digest = digest_of(stage.image.blobs[1])
        head = stage.client.request("HEAD", f"/v2/{REPOSITORY}/blobs/{digest}")
        stage.disk.empty()
        assert head.status_code == HTTPStatus.OK


def under_way(client: NotingClient, blob: bytes, go_on: threading.Event) -> httpx.Response:
    """Send the first half of an upload, wait, and send the rest."""

    def halves() -> Iterator[bytes]:
        yield blob[: len(blob) // 2]
        go_on.wait(20)
        yield blob[len(blob) // 2 :]

    location = client.begin_upload(REPOSITORY)
    octets = {"Content-Type": "application/octet-stream"}
    return client.request("PATCH", location, content=halves(), headers=octets)


@pytest.mark.parametrize("what", ["storage", "storage-and-database"])
def test_f_19_a_disk_that_turns_read_only_in_mid_push_serves_pulls_and_recovers(
    request: pytest.FixtureRequest, tmp_path: Path, what: str
) -> None:
    with_database = what == "storage-and-database"
    if with_database and on_postgresql(request):
        pytest.skip("the database is not on this disk")
    with staged(request, tmp_path, at="data/storage") as stage, ThreadPoolExecutor(1) as pool:
        go_on = threading.Event()
        with a_client(stage.server) as other:
            pushed = pool.submit(under_way, other, secrets.token_bytes(4 * MIB), go_on)
            time.sleep(0.3)
            files = sorted(stage.server.data_dir.glob("harbor.sqlite3*"))
            database = (
                failing(
                    stage.server.web_pids()[-1],
                    WRITES,
                    "error=EROFS",
                    tmp_path / "log",
                    only=files,
                )
                if with_database
                else nullcontext()
            )
            with database:
                stage.disk.turn_read_only()
                go_on.set()
                assert_refused(pushed.result(), HTTPStatus.SERVICE_UNAVAILABLE)
                stage.require_refusals(HTTPStatus.SERVICE_UNAVAILABLE)
                stage.require_pulls()
                if with_database:
                    with pytest.raises(UnexpectedAnswer) as refusal:
                        stage.client.push_manifest(REPOSITORY, "moved", stage.image.manifest)
                    assert_refused(refusal.value.response, HTTPStatus.SERVICE_UNAVAILABLE)
                    assert "moved" not in stage.client.tags(REPOSITORY)
                assert health(stage.client) == "unhealthy"
        stage.disk.turn_writable()
        stage.require_recovery("after")
