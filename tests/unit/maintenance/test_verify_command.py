"""The oracle as a command: it only reads, goes on where it was, keeps its rate, and says so."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Model

from artifacts.models import Blob, Edge, Tag, TagMove
from maintenance import verify
from oci.reference import RepositoryName
from projects.access import Access
from projects.models import Project, Quota
from tests.support.images import Image, an_image, digest_of
from tests.unit.artifacts.test_push import push, push_blob
from tests.unit.maintenance.oracle import allow_writes, ask, assert_clean

pytestmark = pytest.mark.usefixtures("storage")

LAYER = b"a layer of the first image"


@pytest.fixture
def images(name: RepositoryName, access: Access) -> list[Image]:
    """Give three images under the tags "0", "1" and "2"."""
    made = [an_image([layer]) for layer in (LAYER, b"second", b"third")]
    for number, image in enumerate(made):
        push(name, image, access, tag=str(number))
    return made


@pytest.fixture(autouse=True)
def _writable_afterwards(db: None) -> Iterator[None]:
    """Have the connection write again before the database is taken down."""
    yield
    allow_writes()


class Interrupt(StringIO):
    """Stands for an operator who presses Ctrl-C when a line with *word* appears."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word = word

    def write(self, text: str) -> int:
        if self._word in text:
            raise KeyboardInterrupt
        return super().write(text)


def break_tag(name: str) -> None:
    TagMove.objects.filter(name=name).delete()


def mend_tag(name: str) -> None:
    tag = Tag.objects.get(name=name)
    TagMove.objects.create(
        repository_id=tag.repository_id, name=name, new_digest=tag.manifest.digest
    )


def plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def all_rows(kind: type[Model]) -> Iterator[tuple[Any, ...]]:
    return iter(kind._base_manager.values_list())


def everything(storage: Path) -> dict[str, Any]:
    """Read all rows and files, with the times of the files."""
    rows = {
        kind._meta.label: sorted(str(list(map(plain, row))) for row in all_rows(kind))
        for kind in apps.get_models()
    }
    files = {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in storage.rglob("*")
        if path.is_file()
    }
    return {**rows, **files}


# --- it only reads


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_writes_of_the_command(
    name: RepositoryName, images: list[Image]
) -> None:
    call_command("verify", stdout=StringIO())
    attempts: list[Callable[[], object]] = [
        lambda: Project.objects.update(epoch=F("epoch") + 1),
        lambda: Blob.objects.filter(digest=digest_of(LAYER)).update(size=1),
        lambda: Edge.objects.all().delete(),
        lambda: Tag.objects.all().delete(),
        lambda: TagMove.objects.create(repository_id=1, name="x"),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError, match=r"read-?only"), transaction.atomic():
            attempt()
    allow_writes()
    assert Project.objects.update(epoch=F("epoch") + 1)


@pytest.mark.django_db(transaction=True)
def test_it_reads_through_with_a_connection_that_refuses_writes(
    name: RepositoryName, images: list[Image]
) -> None:
    call_command("verify", stdout=StringIO())
    again = StringIO()
    call_command("verify", stdout=again)
    assert again.getvalue().endswith(" 0 violations\n")


def test_it_repairs_and_removes_nothing(
    name: RepositoryName, images: list[Image], storage: Path
) -> None:
    Quota.objects.update(used=F("used") + 1)
    break_tag("1")
    Edge.objects.filter(digest=digest_of(LAYER)).update(blob=None)
    (storage / Blob.objects.get(digest=digest_of(b"second")).key).unlink()
    (storage / "uploads" / ("0" * 32)).write_bytes(b"forgotten")
    before = everything(storage)
    assert len(ask(grace=0).violations) == 5
    assert everything(storage) == before


# --- what it says


def test_each_violation_is_one_line_and_the_exit_status_is_one(
    name: RepositoryName, images: list[Image]
) -> None:
    break_tag("0")
    break_tag("2")
    Quota.objects.update(reserved=3)
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify", stdout=out)
    allow_writes()
    assert ended.value.code == 1
    lines = out.getvalue().splitlines()
    assert [line.partition(":")[0] for line in lines[:-1]] == [
        f"V9 tag {name.path}",
        f"V9 tag {name.path}",
        f"V4 project {name.project}",
    ]
    assert lines[-1].endswith(" looked at, 3 violations")


def test_a_clean_state_ends_with_status_zero_and_one_line(images: list[Image]) -> None:
    out = StringIO()
    call_command("verify", grace=0, stdout=out)
    allow_writes()
    # manifests, tags, the project and the one from the start, blobs and their objects
    assert out.getvalue() == f"{3 + 3 + Quota.objects.count() + 6 + 6} looked at, 0 violations\n"


def test_two_violations_of_one_manifest_are_two_lines(
    name: RepositoryName, images: list[Image]
) -> None:
    Edge.objects.filter(manifest__digest=images[0].digest).update(blob=None)
    violations = ask().violations
    assert len(violations) == 2
    assert {line.partition(": ")[0] for line in violations} == {
        f"V1 manifest {name.path}@{images[0].digest}"
    }


# --- it asks twice


def test_what_is_gone_when_asked_again_is_not_told(
    images: list[Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses = []

    def settle(seconds: float) -> None:
        """End what was under way, as another process would while the oracle waits."""
        pauses.append(seconds)
        allow_writes()
        Quota.objects.update(used=F("used") - 7)

    Quota.objects.filter(project__name__startswith="acme").update(used=F("used") + 7)
    Quota.objects.exclude(project__name__startswith="acme").delete()
    monkeypatch.setattr(verify.time, "sleep", settle)
    assert ask().violations == []
    assert len(pauses) == 1
    assert pauses[0] > 0


@pytest.mark.django_db(transaction=True)
def test_a_writer_who_ends_meanwhile_is_not_accused(
    name: RepositoryName, images: list[Image]
) -> None:
    break_tag("1")

    def finish() -> None:
        try:
            mend_tag("1")
        finally:
            connection.close()

    writer = threading.Timer(verify.PAUSE_BEFORE_ASKING_AGAIN / 4, finish)
    writer.start()
    try:
        assert_clean()
    finally:
        writer.join()


def test_the_second_answer_is_the_one_that_is_told(
    name: RepositoryName, images: list[Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(seconds: float) -> None:
        allow_writes()
        Quota.objects.update(reserved=9)

    Quota.objects.update(reserved=5)
    monkeypatch.setattr(verify.time, "sleep", change)
    assert all("reserves 9 bytes" in line for line in ask().violations)


# --- it goes on where it was


def test_an_interrupted_run_goes_on_and_looks_at_nothing_again(
    images: list[Image], tmp_path: Path
) -> None:
    kept = tmp_path / "progress.json"
    for tag in ("0", "1", "2"):
        break_tag(tag)
    out = Interrupt(":1: ")
    with pytest.raises(KeyboardInterrupt):
        call_command("verify", progress=kept, stdout=out)
    allow_writes()
    assert out.getvalue().count("\n") == 1
    assert ":0: " in out.getvalue()
    answer = ask(progress=kept)
    assert [line.split()[2][-2:] for line in answer.violations] == ["1:", "2:"]
    assert answer.looked_at == ask().looked_at


def test_a_run_that_goes_on_skips_what_it_found_whole(
    images: list[Image], tmp_path: Path, storage: Path
) -> None:
    kept = tmp_path / "progress.json"
    second = Blob.objects.get(digest=digest_of(b"second"))
    (storage / second.key).unlink()
    with pytest.raises(KeyboardInterrupt):
        call_command("verify", progress=kept, stdout=Interrupt("V6"))
    allow_writes()
    first = Blob.objects.get(digest=digest_of(LAYER))
    assert first.pk < second.pk
    (storage / first.key).unlink()  # lost only after it was looked at
    break_tag("0")
    assert [line.split()[2] for line in ask(progress=kept).violations] == [f"{second.digest}:"]


def test_a_position_among_objects_is_kept(
    images: list[Image], tmp_path: Path, storage: Path
) -> None:
    kept = tmp_path / "progress.json"
    for name in ("aa", "mm", "zz"):
        (storage / "uploads" / (name * 16)).write_bytes(b"forgotten")
    with pytest.raises(KeyboardInterrupt):
        call_command("verify", progress=kept, grace=0, stdout=Interrupt("mmmm"))
    allow_writes()
    found = [line.split()[3] for line in ask(progress=kept, grace=0).violations]
    assert found == [f"uploads/{'m' * 32}:", f"uploads/{'z' * 32}:"]


def test_what_came_meanwhile_is_looked_at_as_well(
    name: RepositoryName, access: Access, images: list[Image], tmp_path: Path, storage: Path
) -> None:
    kept = tmp_path / "progress.json"
    (storage / Blob.objects.order_by("-pk")[0].key).unlink()
    with pytest.raises(KeyboardInterrupt):
        call_command("verify", progress=kept, stdout=Interrupt("V6"))
    allow_writes()
    push_blob(name, b"new", access)
    (storage / Blob.objects.get(digest=digest_of(b"new")).key).unlink()
    assert len(ask(progress=kept).violations) == 2


def test_a_run_that_goes_on_remembers_that_there_was_a_violation(
    images: list[Image], tmp_path: Path
) -> None:
    kept = tmp_path / "progress.json"
    break_tag("0")
    Quota.objects.update(reserved=3)
    with pytest.raises(KeyboardInterrupt):
        call_command("verify", progress=kept, stdout=Interrupt("V4"))
    allow_writes()
    Quota.objects.update(reserved=0)  # what is left to look at is whole; the tag is not
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify", progress=kept, stdout=out)
    allow_writes()
    assert ended.value.code == 1


def test_a_run_that_ended_is_followed_by_a_new_one(images: list[Image], tmp_path: Path) -> None:
    kept = tmp_path / "progress.json"
    assert ask(progress=kept).violations == []
    break_tag("0")
    assert len(ask(progress=kept).violations) == 1


def test_without_a_file_every_run_begins_anew(images: list[Image]) -> None:
    break_tag("0")
    first, second = ask(), ask()
    assert first == second
    assert first.status == 1


# --- it keeps its rate


def took(rate: int | None) -> float:
    began = time.monotonic()
    unbounded = timedelta(hours=24)
    found = verify.run(progress=verify.Progress(), grace=unbounded, bytes_a_second=rate)
    assert list(found) == []
    return time.monotonic() - began


def test_a_rate_slows_the_reading_of_blobs(
    name: RepositoryName, access: Access, storage: Path
) -> None:
    push_blob(name, b"x" * 200_000, access)
    push_blob(name, b"y" * 100_000, access)
    assert took(1_000_000) >= 0.3
    assert took(3_000_000) >= 0.1


def test_a_rate_is_for_all_blobs_together_and_costs_nothing_without_bytes(
    images: list[Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(verify.time, "sleep", slept.append)
    monkeypatch.setattr(verify.time, "monotonic", lambda: 0.0)
    took(10)
    sizes = Blob.objects.order_by("pk").values_list("size", flat=True)
    assert slept == [size / 10 for size in sizes]
    slept.clear()
    took(None)
    assert slept == []


def test_the_rate_is_given_in_mebibytes(
    name: RepositoryName, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    push_blob(name, b"x" * 2**20, access)
    monkeypatch.setattr(verify.time, "sleep", slept.append)
    monkeypatch.setattr(verify.time, "monotonic", lambda: 0.0)
    assert_clean(rate=4)
    assert slept == [0.25]
