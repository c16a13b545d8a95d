"""Every night: orphans are swept (F-25), rotten bytes found (F-22, F-23), sums compared."""

import errno
import os
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone
from pytest_django import Settings

from artifacts import reads, stores, uploads
from artifacts.models import Blob, BlobState, Repository
from audit.models import AuditLog
from jobs import attempts, executions, schedules
from jobs.executions import Cause, Wanted
from jobs.models import Status, Task, Trigger
from jobs.runs import Run
from maintenance import brake
from maintenance.upkeep import nightly, orphans, scrubbing, sums
from oci.digest import Digest
from oci.reference import RepositoryName
from projects.access import Access
from projects.models import Quota
from storage import layout
from tests.support.images import an_image, digest_of
from tests.support.oracle import assert_sound
from tests.unit.artifacts.test_push import push, push_blob
from tests.unit.maintenance.test_garbage import Killed, die_after
from tests.unit.maintenance.test_verify import stage

pytestmark = pytest.mark.usefixtures("storage", "db")

BY_SCHEDULE = Cause(Trigger.SCHEDULE, "system")
OLD = 30 * 24 * 3600


def do(kind: str) -> Mapping[str, Any]:
    execution = executions.start(kind=kind, tasks=[Wanted(key="")], cause=BY_SCHEDULE)
    attempts.make(execution.tasks.get().pk)
    task = execution.tasks.get()
    assert task.status == Status.SUCCESS, task.error
    return dict(task.result)


def fail(kind: str) -> Task:
    execution = executions.start(kind=kind, tasks=[Wanted(key="")], cause=BY_SCHEDULE)
    attempts.make(execution.tasks.get().pk)
    task = execution.tasks.get()
    assert task.status == Status.ERROR
    return task


def age(path: Path) -> None:
    os.utime(path, (time.time() - OLD,) * 2)


def plant(storage: Path, key: str, *, is_old: bool = True) -> Path:
    path = storage / key
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"left behind")
    if is_old:
        age(path)
    return path


def an_orphan(number: int) -> str:
    return layout.blob_key(digest_of(b"orphan %d" % number), f"{number:016x}")


def test_f_25_only_what_is_ours_old_and_of_nobody_is_swept(
    name: RepositoryName, access: Access, storage: Path
) -> None:
    push(name, an_image([b"there"]), access)
    for path in storage.glob("blobs/*/*/*/*"):
        age(path)
    gone = [plant(storage, an_orphan(number)) for number in range(20)]
    gone += [plant(storage, f"uploads/{number:032x}") for number in range(5)]
    other_generation = layout.blob_key(digest_of(b"there"), "0" * 16)
    gone.append(plant(storage, other_generation))
    kept = [
        plant(storage, an_orphan(99), is_old=False),
        plant(storage, "uploads/" + "f" * 32, is_old=False),
        plant(storage, "blobs/sha256/zz/not-a-digest/not-a-generation"),
        plant(storage, "blobs/README"),
        plant(storage, "lost+found/something"),
        plant(storage, "uploads/notes"),
    ]
    kept += [path for path in storage.glob("blobs/sha256/*/*/*") if path not in (*gone, *kept)]
    result = do(orphans.KIND)
    assert result == {"swept": len(gone), "freed_space": len(gone) * len(b"left behind")}
    assert [path for path in gone if path.exists()] == []
    assert [path for path in kept if not path.exists()] == []
    assert_sound()


def test_what_an_upload_may_still_need_is_kept(
    name: RepositoryName, access: Access, storage: Path
) -> None:
    upload = stage(name, access, b"on its way")
    staged = storage / "uploads" / upload.state["file"]
    age(staged)
    finished = plant(storage, layout.blob_key(digest_of(b"on its way"), upload.generation))
    assert do(orphans.KIND)["swept"] == 0
    assert staged.exists()
    assert finished.exists()
    uploads.cancel(upload_id=upload.pk, name=name, by=access)
    assert do(orphans.KIND)["swept"] == 1
    assert not finished.exists()


def test_f_25_a_sweep_that_is_killed_goes_on(
    storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orphans, "AT_ONCE", 3)
    planted = [plant(storage, an_orphan(number)) for number in range(10)]
    execution = executions.start(kind=orphans.KIND, tasks=[Wanted(key="")], cause=BY_SCHEDULE)
    counting = 5  # four batches, and what they found
    with monkeypatch.context() as patched:
        die_after(counting + 2, patched)
        with pytest.raises(Killed):
            attempts.make(execution.tasks.get().pk)
    Task.objects.update(status=Status.SCHEDULED, run_after=timezone.now())
    attempts.make(execution.tasks.get().pk)
    assert not any(path.exists() for path in planted)
    assert execution.tasks.get().done == 7  # three went before the kill that undid their step


@pytest.fixture
def due(settings: Settings) -> Callable[[], None]:
    """Give a function that makes every blob due for the scrub."""

    def make_due() -> None:
        Blob.objects.update(verified_at=timezone.now() - timedelta(days=31))

    return make_due


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def extend(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


@pytest.mark.parametrize("harm", [flip, empty, halve, extend, Path.unlink])
def test_f_22_f_23_rotten_bytes_are_found_hidden_and_healed_by_a_push(
    name: RepositoryName,
    access: Access,
    storage: Path,
    due: Callable[[], None],
    harm: Callable[[Path], object],
) -> None:
    whole, rotten = b"stays whole", b"bytes that rot"
    for data in (whole, rotten):
        push_blob(name, data, access)
    due()
    blob = Blob.objects.get(digest=digest_of(rotten))
    version = Repository.objects.get().version
    harm(storage / blob.key)
    result = do(scrubbing.KIND)
    assert (result["read"], result["rotten"]) == (2, 1)
    assert result["bytes"] == len(whole + rotten)
    repository = Repository.objects.get()
    assert repository.version > version
    assert reads.blob(repository.pk, Digest.parse(digest_of(rotten))) is None
    assert reads.blob(repository.pk, Digest.parse(digest_of(whole))) is not None
    row = AuditLog.objects.get(operation="quarantine")
    assert (row.username, row.resource) == ("system", digest_of(rotten))
    push_blob(name, rotten, access)
    healed = reads.blob(repository.pk, Digest.parse(digest_of(rotten)))
    assert healed is not None
    with stores.blob_store().open(healed.key) as file:
        assert file.read() == rotten
    due()
    assert do(scrubbing.KIND)["rotten"] == 0


def test_bytes_that_are_back_heal_what_was_quarantined(
    name: RepositoryName, access: Access, storage: Path, due: Callable[[], None]
) -> None:
    """As when a disk was not mounted for a night."""
    push_blob(name, b"away for a night", access)
    due()
    path = storage / Blob.objects.get().key
    away = path.rename(path.with_name("away"))
    assert do(scrubbing.KIND)["rotten"] == 1
    away.rename(path)
    due()
    result = do(scrubbing.KIND)
    assert (result["healed"], result["rotten"]) == (1, 0)
    assert Blob.objects.get().state == BlobState.AVAILABLE


def test_a_disk_that_is_not_there_does_not_hide_every_blob(
    name: RepositoryName,
    access: Access,
    storage: Path,
    due: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(brake, "FROM", 3)
    for number in range(10):
        push_blob(name, b"blob %d" % number, access)
    due()
    (storage / "blobs").rename(storage / "gone")
    task = fail(scrubbing.KIND)
    assert "is its disk mounted?" in task.error
    assert Blob.objects.filter(state=BlobState.QUARANTINED).count() == 3


def test_a_database_that_knows_no_object_sweeps_none(
    storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brake, "FROM", 3)
    planted = [plant(storage, an_orphan(number)) for number in range(5)]
    task = fail(orphans.KIND)
    assert "5 of 5 objects have no row" in task.error
    assert all(path.exists() for path in planted)


def test_one_blob_that_cannot_be_read_stops_no_other(
    name: RepositoryName,
    access: Access,
    storage: Path,
    due: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for data in (b"first", b"second", b"third"):
        push_blob(name, data, access)
    due()
    odd, lost = (Blob.objects.get(digest=digest_of(data)) for data in (b"first", b"second"))
    has_its_bytes = scrubbing._has_its_bytes

    def reading(run: Run, blob: Blob) -> bool:
        if blob.pk == odd.pk:
            raise PermissionError(errno.EACCES, "not for you")
        if blob.pk == lost.pk:
            raise OSError(errno.EIO, "a bad sector")
        return has_its_bytes(run, blob)

    monkeypatch.setattr(scrubbing, "_has_its_bytes", reading)
    result = do(scrubbing.KIND)
    assert (result["read"], result["rotten"], result["unreadable"]) == (2, 1, [odd.pk])
    lost.refresh_from_db()
    assert lost.state == BlobState.QUARANTINED


def test_what_was_read_lately_is_left_alone(
    name: RepositoryName, access: Access, storage: Path, due: Callable[[], None]
) -> None:
    push_blob(name, b"fresh", access)
    assert do(scrubbing.KIND)["read"] == 0
    due()
    assert do(scrubbing.KIND)["read"] == 1
    assert do(scrubbing.KIND)["read"] == 0
    Blob.objects.update(verified_at=None)
    assert do(scrubbing.KIND)["read"] == 1


def test_bytes_that_were_pushed_again_meanwhile_are_not_quarantined(
    name: RepositoryName, access: Access, storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    push_blob(name, b"raced", access)
    blob = Blob.objects.get()
    Blob.objects.update(verified_at=None)
    (storage / blob.key).unlink()
    is_whole = scrubbing._is_whole

    def slow(run: Run, found: Blob) -> bool:
        answer = is_whole(run, found)
        push_blob(name, b"raced", access)
        return answer

    monkeypatch.setattr(scrubbing, "_is_whole", slow)
    assert do(scrubbing.KIND)["rotten"] == 0
    assert Blob.objects.get().state == BlobState.AVAILABLE


def test_reading_keeps_to_its_rate(
    name: RepositoryName, access: Access, settings: Settings, due: Callable[[], None]
) -> None:
    settings.SCRUB_BYTES_PER_SECOND = 100_000
    push_blob(name, bytes(30_000), access)
    due()
    began = time.monotonic()
    do(scrubbing.KIND)
    assert time.monotonic() - began >= 0.3


def test_sums_that_do_not_agree_are_set_right(name: RepositoryName, access: Access) -> None:
    push(name, an_image([b"counted"]), access)
    right = Quota.objects.get(project_id=access.project_id).used
    assert do(sums.KIND)["corrected"] == 0
    Quota.objects.filter(project_id=access.project_id).update(used=F("used") + 7, reserved=3)
    assert do(sums.KIND)["corrected"] == 1
    quota = Quota.objects.get(project_id=access.project_id)
    assert (quota.used, quota.reserved) == (right, 0)
    row = AuditLog.objects.get(operation="correct")
    assert row.details == {"used": [right + 7, right], "reserved": [3, 0]}
    assert_sound()


def test_every_night_has_its_schedules_and_nobody_elses_are_touched() -> None:
    schedules.put(kind=scrubbing.KIND, type_=schedules.Type.WEEKLY)
    nightly.prepare()
    nightly.prepare()
    lines = {kind: schedules.find(kind) for kind in nightly.LINES}
    assert {kind: row.cron for kind, row in lines.items() if row} == nightly.LINES | {
        scrubbing.KIND: "0 0 0 * * 0"
    }
