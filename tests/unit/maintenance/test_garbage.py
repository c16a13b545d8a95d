"""Garbage collection takes what nothing needs, and nothing else, whenever it is interrupted."""

import itertools
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts import configuration
from accounts.errors import ReadOnly
from accounts.models import User
from accounts.principals import Caller
from artifacts import blobs, collecting, manifests, repositories, stores, tags, trash
from artifacts.models import Blob, Manifest, ProjectBlob, Repository, RepositoryBlob, Tag
from audit.models import AuditLog
from jobs import attempts, leases
from jobs.errors import AlreadyRunning
from jobs.models import Execution, Status, Task
from jobs.runs import Run
from jobs.schedules import Type
from maintenance import brake
from maintenance.errors import PlanUnusable, WorkersInvalid
from maintenance.garbage import plans, runs
from maintenance.garbage.runs import Options
from maintenance.models import GarbageItem, ItemKind, Outcome
from oci.digest import Digest
from oci.reference import RepositoryName
from projects.access import Access
from projects.models import Quota
from tests.support.domain import caller
from tests.support.images import Image, an_image, an_index, digest_of
from tests.support.oracle import assert_sound
from tests.unit.artifacts.test_push import push, push_blob, push_manifest
from tests.unit.artifacts.test_tags import an_accessory, present, protect

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture(autouse=True)
def soon(settings: Settings) -> None:
    """Have nothing be kept for its age alone."""
    settings.GC_GRACE = timedelta(0)
    settings.TRASH_DAYS = 0


@pytest.fixture
def by(root: User) -> Caller:
    return caller(root)


@pytest.fixture
def collect(by: Caller) -> Callable[..., Mapping[str, Any]]:
    """Give a function that does a whole run and answers its result."""

    def run(**options: Any) -> Mapping[str, Any]:
        execution = runs.start(Options(**options), by=by)
        return finish(execution)

    return run


def finish(execution: Execution) -> Mapping[str, Any]:
    task = execution.tasks.get()
    attempts.make(task.pk)
    execution.refresh_from_db()
    task.refresh_from_db()
    assert execution.status == Status.SUCCESS, task.error
    result: Mapping[str, Any] = execution.result
    return result


def objects(storage: Path) -> set[str]:
    """The digests whose bytes are on the disk."""
    return {f"sha256:{path.parent.name}" for path in storage.glob("blobs/*/*/*/*")}


def bytes_of(*images: Image) -> set[str]:
    return {digest_of(blob) for image in images for blob in image.blobs}


def delete(name: RepositoryName, image: Image, access: Access) -> None:
    manifests.delete_artifact(name=name, reference=Digest.parse(image.digest), by=access)


def used(access: Access) -> int:
    return Quota.objects.get(project_id=access.project_id).used


def test_an_image_that_was_deleted_goes_with_all_of_its_bytes(
    name: RepositoryName,
    access: Access,
    storage: Path,
    collect: Callable[..., Mapping[str, Any]],
) -> None:
    image = an_image([b"layer one", b"layer two"])
    push(name, image, access, tag="1")
    delete(name, image, access)
    result = collect()
    assert result["taken"] == {"untagged": 0, "manifest": 1, "link": 3, "blob": 3}
    assert result["freed_space"] == sum(len(blob) for blob in image.blobs)
    assert objects(storage) == set()
    for model in (Manifest, Tag, RepositoryBlob, ProjectBlob, Blob):
        assert not model.objects.exists()
    assert used(access) == 0
    assert_sound()


def test_what_is_needed_stays_to_the_byte(
    name: RepositoryName,
    access: Access,
    storage: Path,
    collect: Callable[..., Mapping[str, Any]],
) -> None:
    kept, gone = an_image([b"common", b"kept"]), an_image([b"common", b"gone"], b"{}")
    push(name, kept, access, tag="kept")
    push(name, gone, access, tag="gone")
    delete(name, gone, access)
    before = used(access)
    result = collect()
    assert result["taken"]["blob"] == 2  # its own layer and its config
    assert objects(storage) == bytes_of(kept)
    assert used(access) == before - len(b"gone") - len(b"{}")
    assert present(name) == {"kept": kept.digest}
    assert_sound()


def test_a_blob_without_a_manifest_goes_once_its_lease_is_over(
    name: RepositoryName,
    access: Access,
    storage: Path,
    settings: Settings,
    collect: Callable[..., Mapping[str, Any]],
) -> None:
    settings.GC_GRACE = timedelta(hours=24)
    push_blob(name, b"left alone", access)
    assert collect()["taken"]["link"] == 0
    assert objects(storage) == {digest_of(b"left alone")}
    Blob.objects.update(protected_until=timezone.now())
    assert collect()["taken"] == {"untagged": 0, "manifest": 0, "link": 1, "blob": 1}
    assert objects(storage) == set()
    assert_sound()


def test_a_head_renews_the_lease(name: RepositoryName, access: Access, settings: Settings) -> None:
    push_blob(name, b"asked for", access)
    settings.GC_GRACE = timedelta(hours=24)
    blob, repository = Blob.objects.get(), Repository.objects.get()
    assert blobs.keep(repository_id=repository.pk, blob_id=blob.pk)
    blob.refresh_from_db()
    assert blob.protected_until > timezone.now() + timedelta(hours=23)
    RepositoryBlob.objects.all().delete()
    assert not blobs.keep(repository_id=repository.pk, blob_id=blob.pk)


def test_what_is_in_the_trash_is_kept_and_comes_back(
    name: RepositoryName,
    access: Access,
    settings: Settings,
    collect: Callable[..., Mapping[str, Any]],
) -> None:
    settings.TRASH_DAYS = 7
    image = an_image([b"regretted"])
    push(name, image, access, tag="1")
    delete(name, image, access)
    assert collect()["taken"] == {"untagged": 0, "manifest": 0, "link": 0, "blob": 0}
    trash.restore_artifact(name=name, digest=Digest.parse(image.digest), by=access)
    assert present(name) == {"1": image.digest}
    assert_sound()


def test_a_repository_in_the_trash_keeps_its_bytes_until_its_time_is_over(
    name: RepositoryName,
    access: Access,
    storage: Path,
    settings: Settings,
    collect: Callable[..., Mapping[str, Any]],
) -> None:
    settings.TRASH_DAYS = 7
    image = an_image([b"whole repository"])
    push(name, image, access, tag="1")
    repositories.delete(name=name, by=access)
    collect()
    assert objects(storage) == bytes_of(image)
    Manifest.objects.update(deleted_at=timezone.now() - timedelta(days=8))
    assert collect()["taken"] == {"untagged": 0, "manifest": 1, "link": 0, "blob": 2}
    assert objects(storage) == set()
    assert_sound()


def test_an_index_goes_with_its_children(
    name: RepositoryName,
    access: Access,
    storage: Path,
    collect: Callable[..., Mapping[str, Any]],
) -> None:
    index = an_index()
    for child in index.images:
        push(name, child, access, tag=None)
    push_manifest(name, index.manifest, access, tag="multi")
    assert collect()["taken"]["manifest"] == 0
    manifests.delete_artifact(name=name, reference="multi", by=access)
    assert collect()["taken"]["manifest"] == 1 + len(index.images)
    assert objects(storage) == set()
    assert_sound()


def test_untagged_artifacts_go_to_the_trash_only_when_that_is_wanted(
    name: RepositoryName, access: Access, collect: Callable[..., Mapping[str, Any]]
) -> None:
    index = an_index()
    for child in index.images:
        push(name, child, access, tag=None)
    push_manifest(name, index.manifest, access, tag="multi")
    loose = an_image([b"loose"])
    push(name, loose, access, tag=None)
    assert collect()["taken"]["untagged"] == 0
    assert collect(delete_untagged=True)["taken"]["untagged"] == 1
    gone = Manifest.objects.exclude(deleted_at=None)
    assert [row.digest for row in gone] == [loose.digest]
    row = AuditLog.objects.filter(operation="delete", resource_type="artifact").get()
    assert row.username == "system"
    assert collect()["taken"]["manifest"] == 1
    assert_sound()


def test_what_a_rule_or_a_tag_of_the_last_moment_protects_is_kept(
    name: RepositoryName, access: Access, by: Caller
) -> None:
    loose = an_image([b"loose"])
    push(name, loose, access, tag=None)
    execution = runs.start(Options(delete_untagged=True), by=by)
    plan_only(execution)
    tags.create(name=name, tag="late", reference=Digest.parse(loose.digest), by=access)
    result = finish(execution)
    assert (result["taken"]["untagged"], result["kept"]) == (0, 1)
    assert present(name) == {"late": loose.digest}


def plan_only(execution: Execution) -> None:
    """Do the run up to where its plan is whole, as one that is killed then."""
    run = leases.begin(execution.tasks.get().pk)
    assert run is not None
    options = runs.options_of(run.parameters)
    run.checkpoint = {"planned": [], "position": 0, "freed": 0}
    plans.make(run, plans.Plan(execution.pk, timezone.now(), options.delete_untagged))
    lose(execution)


def lose(execution: Execution) -> None:
    Task.objects.filter(execution=execution).update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )
    assert leases.give_up_lost() == 1


def test_a_dry_run_lists_exactly_what_its_run_takes(
    name: RepositoryName,
    access: Access,
    storage: Path,
    collect: Callable[..., Mapping[str, Any]],
    by: Caller,
) -> None:
    kept, gone = an_image([b"common"]), an_image([b"common", b"gone"], b"{}")
    push(name, kept, access, tag="kept")
    push(name, gone, access, tag="gone")
    delete(name, gone, access)
    before = objects(storage)
    dry = collect(dry_run=True)
    assert objects(storage) == before
    assert dry["found"] == {"untagged": 0, "manifest": 1, "link": 2, "blob": 2}
    assert dry["bytes"] == len(b"gone") + len(b"{}")
    assert dry["projects"] == {str(access.project_id): dry["bytes"]}
    assert (dry["taken"], dry["freed_space"]) == ({}, 0)
    plan = Execution.objects.get()
    late = an_image([b"late"], b"{} ")
    push(name, late, access, tag="late")
    delete(name, late, access)
    result = collect(plan=plan.pk)
    assert result["taken"] == dry["found"]
    assert result["freed_space"] == dry["bytes"]
    assert objects(storage) == bytes_of(kept, late)
    with pytest.raises(PlanUnusable):
        runs.start(Options(plan=plan.pk), by=by)
    assert_sound()


def test_a_plan_that_something_needs_again_keeps_it(
    name: RepositoryName,
    access: Access,
    storage: Path,
    collect: Callable[..., Mapping[str, Any]],
) -> None:
    image = an_image([b"back again"])
    push(name, image, access, tag="1")
    delete(name, image, access)
    collect(dry_run=True)
    push(name, image, access, tag="1")
    result = collect(plan=Execution.objects.get().pk)
    assert result["taken"] == {"untagged": 0, "manifest": 0, "link": 0, "blob": 0}
    assert result["kept"] == 5
    assert objects(storage) == bytes_of(image)
    assert present(name) == {"1": image.digest}
    assert_sound()


def test_bytes_that_are_pushed_again_while_they_are_condemned_have_an_object_of_their_own(
    name: RepositoryName, access: Access, storage: Path
) -> None:
    push_blob(name, b"twice", access)
    blob = Blob.objects.get()
    RepositoryBlob.objects.all().delete()
    ProjectBlob.objects.all().delete()
    Quota.objects.update(used=0)
    assert collecting.condemn(ids=[blob.pk], now=timezone.now()) == [blob.pk]
    push_blob(name, b"twice", access)
    stores.blob_store().delete_many([blob.key])
    assert collecting.forget([(blob.pk, blob.generation)]) == []
    again = Blob.objects.get()
    assert again.generation != blob.generation
    assert (storage / again.key).read_bytes() == b"twice"
    assert_sound()


class Killed(BaseException):
    """What nobody handles, as a kill."""


def die_after(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the next run die as it is about to end a step, with what the step did undone."""
    left, write = iter(range(steps)), Run._write

    def dying(self: Run, task: Task) -> None:
        if next(left, None) is None:
            raise Killed
        write(self, task)

    monkeypatch.setattr(Run, "_write", dying)


def test_f_05_a_run_that_is_killed_anywhere_is_finished_by_the_next_attempt(
    name: RepositoryName,
    access: Access,
    storage: Path,
    by: Caller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Killed at every step in turn, until a run gets through: no step is done twice, none left."""
    image = an_image([b"one", b"two", b"three"])
    for steps in itertools.count():
        push(name, image, access, tag="1")
        delete(name, image, access)
        execution = runs.start(Options(), by=by)
        with monkeypatch.context() as patched, suppress(Killed):
            die_after(steps, patched)
            attempts.make(execution.tasks.get().pk)
        was_killed = execution.tasks.get().status == Status.RUNNING
        if was_killed:
            lose(execution)
            attempts.make(execution.tasks.get().pk)
        execution.refresh_from_db()
        assert execution.result["taken"] == {"untagged": 0, "manifest": 1, "link": 4, "blob": 4}
        assert (objects(storage), used(access)) == (set(), 0)
        assert not Manifest.objects.exists()
        assert_sound()
        if not was_killed:
            break
    assert steps > 8


def test_the_brake_holds_a_run_that_would_take_too_much(
    name: RepositoryName,
    access: Access,
    storage: Path,
    by: Caller,
    monkeypatch: pytest.MonkeyPatch,
    collect: Callable[..., Mapping[str, Any]],
) -> None:
    monkeypatch.setattr(brake, "FROM", 2)
    image = an_image([b"everything"])
    push(name, image, access, tag="1")
    delete(name, image, access)
    execution = runs.start(Options(), by=by)
    attempts.make(execution.tasks.get().pk)
    task = execution.tasks.get()
    assert task.status == Status.ERROR
    assert "2 of 2 blobs would go" in task.error
    assert task.attempts.count() == 1
    assert objects(storage) == bytes_of(image)
    assert collect(plan=execution.pk)["taken"]["blob"] == 2
    assert objects(storage) == set()


def test_there_is_one_run_at_a_time_and_it_can_be_stopped(
    name: RepositoryName, access: Access, storage: Path, by: Caller
) -> None:
    image = an_image([b"stopped"])
    push(name, image, access, tag="1")
    delete(name, image, access)
    execution = runs.start(Options(), by=by)
    with pytest.raises(AlreadyRunning):
        runs.start(Options(), by=by)
    plan_only(execution)
    run = leases.begin(execution.tasks.get().pk)
    assert run is not None
    runs.stop(execution.pk, by=by)
    execution.refresh_from_db()
    assert execution.status == Status.RUNNING
    lose(execution)
    execution.refresh_from_db()
    assert execution.status == Status.STOPPED
    assert objects(storage) == bytes_of(image)
    assert finish(runs.start(Options(), by=by))["taken"]["blob"] == 2


def test_options_are_checked(by: Caller, project: object) -> None:
    for workers in (0, 11):
        with pytest.raises(WorkersInvalid):
            runs.start(Options(workers=workers), by=by)
    with pytest.raises(PlanUnusable):
        runs.start(Options(plan=4711), by=by)


def test_az_15_a_read_only_registry_collects_nothing(
    name: RepositoryName, access: Access, by: Caller
) -> None:
    execution = runs.start(Options(), by=by)
    configuration.change({"read_only": True}, by=by)
    with pytest.raises(ReadOnly):
        runs.start(Options(), by=by)
    configuration.change({"read_only": False}, by=by)
    finish(execution)


def test_items_of_a_kind_are_settled_as_taken(
    name: RepositoryName, access: Access, collect: Callable[..., Mapping[str, Any]]
) -> None:
    push_blob(name, b"nothing needs this", access)
    collect(workers=3)
    items = GarbageItem.objects.order_by("pk").values_list("kind", "outcome")
    assert list(items) == [(ItemKind.LINK, Outcome.TAKEN), (ItemKind.BLOB, Outcome.TAKEN)]


def test_what_is_in_use_is_not_looked_at_again(
    name: RepositoryName, access: Access, collect: Callable[..., Mapping[str, Any]]
) -> None:
    image = an_image([b"in use"])
    push(name, image, access, tag="1")
    assert RepositoryBlob.objects.exclude(review_at=None).count() == 2
    collect()
    assert not RepositoryBlob.objects.exclude(review_at=None).exists()
    assert not Blob.objects.exclude(review_at=None).exists()
    delete(name, image, access)
    assert collect()["taken"]["blob"] == 2


def test_a_protected_tag_is_no_garbage(
    name: RepositoryName, access: Access, collect: Callable[..., Mapping[str, Any]]
) -> None:
    image = an_image([b"protected"])
    push(name, image, access, tag="v1")
    protect(access, "v*")
    collect(delete_untagged=True)
    assert present(name) == {"v1": image.digest}


def test_what_a_deleted_project_held_goes_as_well(
    name: RepositoryName,
    access: Access,
    by: Caller,
    storage: Path,
    collect: Callable[..., Mapping[str, Any]],
) -> None:
    image = an_image([b"of a project that goes"])
    push(name, image, access, tag="1")
    push_blob(name, b"never named", access)
    delete(name, image, access)
    repositories.delete_project(project_id=access.project_id, by=by)
    result = collect()
    assert (result["kept"], result["taken"]["blob"]) == (0, 3)
    assert objects(storage) == set()
    assert not ProjectBlob.objects.exists()


def test_what_is_pushed_again_after_the_plan_is_no_longer_untagged_garbage(
    name: RepositoryName, access: Access, by: Caller, settings: Settings
) -> None:
    settings.GC_GRACE = timedelta(hours=1)
    child, signed = an_image([b"child"]), an_image([b"signed"])
    signature = an_accessory(signed)
    for image in (child, signature):
        push(name, image, access, tag=None)
    Manifest.objects.update(push_time=timezone.now() - timedelta(days=1))
    execution = runs.start(Options(delete_untagged=True), by=by)
    plan_only(execution)
    push_manifest(name, child.manifest, access)
    push(name, signed, access, tag="signed")
    result = finish(execution)
    assert (result["taken"]["untagged"], result["kept"]) == (0, 2)
    assert Manifest.objects.present().count() == 3


def test_a_plan_is_for_once(by: Caller, collect: Callable[..., Mapping[str, Any]]) -> None:
    collect(dry_run=True)
    with pytest.raises(PlanUnusable):
        runs.schedule(Type.DAILY, "", Options(plan=Execution.objects.get().pk), by=by)
