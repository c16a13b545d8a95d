"""Retention does what its preview says, nothing else, and all of it, whenever it is interrupted."""

import itertools
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts import configuration
from accounts.errors import ReadOnly
from accounts.models import User
from accounts.principals import Caller
from artifacts import manifests, repositories, tags, trash
from artifacts.models import Manifest, Tag
from audit.models import AuditLog
from jobs import attempts, clock, executions, leases, logs
from jobs.errors import AlreadyRunning
from jobs.models import Execution, Status, Task
from maintenance.errors import PolicyChanged
from maintenance.garbage import runs as garbage
from maintenance.models import Outcome, RetentionPolicy, RetentionVerdict, Verdict
from maintenance.retention import policies, previews, runs, sweeps, verdicts
from maintenance.retention.policies import Wanted
from maintenance.retention.rules import Template
from oci.digest import Digest
from oci.reference import RepositoryName
from projects.access import Access
from projects.errors import TokenInvalid
from projects.immutability import Selector
from projects.models import Quota
from tests.support.domain import caller
from tests.support.images import OCI_MANIFEST, Image, an_image, an_index, descriptor
from tests.support.oracle import assert_sound
from tests.unit.artifacts.test_push import push, push_manifest
from tests.unit.artifacts.test_tags import digests, present, protect
from tests.unit.maintenance.test_garbage import Killed, die_after
from tests.unit.maintenance.test_retention_verdicts import matches, wanted

pytestmark = pytest.mark.usefixtures("storage")

KEPT = wanted(tags=[matches("kept*", untagged=False)])
"""A rule that keeps what is tagged so, and nothing else."""
LATEST = wanted(Template.LATEST_PUSHED, 1)


@pytest.fixture
def by(root: User) -> Caller:
    return caller(root)


@pytest.fixture
def policy(access: Access) -> RetentionPolicy:
    return make(access, KEPT)


def make(access: Access, *rules: Any, cron: str = "") -> RetentionPolicy:
    return policies.create(wanted=Wanted(rules=rules, cron=cron), by=access)


def start(policy: RetentionPolicy, access: Access, *, is_dry_run: bool = False) -> Execution:
    return runs.start(policies.get(policy.pk), is_dry_run=is_dry_run, by=access)


def finish(execution: Execution) -> Execution:
    for task in execution.tasks.order_by("pk"):
        attempts.make(task.pk)
        task.refresh_from_db()
        assert task.status == Status.SUCCESS, task.error
    execution.refresh_from_db()
    assert execution.status == Status.SUCCESS
    return execution


def do(policy: RetentionPolicy, access: Access, *, is_dry_run: bool = False) -> Execution:
    return finish(start(policy, access, is_dry_run=is_dry_run))


COLUMNS = (
    "repository_name", "row", "digest", "tags", "tag_count", "push_time", "pull_time", "verdict",
    "rule_id", "reason", "size", "freed",
)  # fmt: skip


def lines(execution: Execution) -> list[dict[str, Any]]:
    rows = RetentionVerdict.objects.filter(execution=execution).order_by("repository_name", "pk")
    return list(rows.values(*COLUMNS))


def verdict_of(execution: Execution, image: Image) -> RetentionVerdict:
    return RetentionVerdict.objects.get(execution=execution, digest=image.digest)


def preview(policy: RetentionPolicy) -> previews.Preview:
    return previews.make(policy.project, policy.rules)


def an_old_image(
    name: RepositoryName, access: Access, tag: str | None, days: float = 0, *layers: bytes
) -> Image:
    """Push an image, so many days ago."""
    image = an_image(layers or [f"{name} {tag}".encode()])
    push(name, image, access, tag=tag)
    age(image, days)
    return image


def age(image: Image, days: float) -> None:
    then = timezone.now() - timedelta(days=days)
    Manifest.objects.filter(digest=image.digest).update(push_time=then)
    Tag.objects.filter(manifest__digest=image.digest).update(push_time=then)


def an_accessory(name: RepositoryName, subject: Image, access: Access, tag: str | None) -> Image:
    more = {"subject": descriptor(subject.manifest, OCI_MANIFEST)}
    image = an_image([f"of {subject.digest} {tag}".encode()], more=more)
    push(name, image, access, tag=tag)
    return image


def used(access: Access) -> int:
    return Quota.objects.get(project_id=access.project_id).used


def test_what_no_rule_keeps_goes_to_the_trash_and_comes_back_from_there(
    name: RepositoryName, access: Access, policy: RetentionPolicy
) -> None:
    kept, gone = an_old_image(name, access, "kept"), an_old_image(name, access, "old")
    execution = do(policy, access)
    assert present(name) == {"kept": kept.digest}
    assert digests(name) == {kept.digest}
    assert [row["verdict"] for row in lines(execution)] == [Verdict.DELETE, Verdict.RETAIN]
    row = verdict_of(execution, gone)
    assert (row.outcome, row.rule_id, row.tags) == (Outcome.TAKEN, None, ["old"])
    kept_row = verdict_of(execution, kept)
    assert (kept_row.outcome, kept_row.rule_id) == ("", 1)
    task = execution.tasks.get()
    assert task.parameters["repository"] == "app"
    assert {key: task.result[key] for key in ("total", "retained", "deleted")} == {
        "total": 2,
        "retained": 1,
        "deleted": 1,
    }
    assert (task.done, task.total) == (1, 1)
    log = logs.read(task.pk).text.decode()
    assert f"DEL       {gone.digest} tags old" in log
    assert "pulled never: no rule keeps it" in log
    deleted = AuditLog.objects.get(operation="delete", resource_type="artifact")
    assert deleted.username == "system"
    trash.restore_artifact(name=name, digest=Digest.parse(gone.digest), by=access)
    assert present(name) == {"kept": kept.digest, "old": gone.digest}
    assert_sound()


def test_a_dry_run_and_a_preview_say_what_the_run_does_and_change_nothing(
    name: RepositoryName, access: Access, policy: RetentionPolicy
) -> None:
    other = RepositoryName.parse(f"{name.project}/other")
    for where in (name, other):
        for number in range(3):
            own = f"{where.path} {number}".encode()
            an_old_image(where, access, f"old-{number}", number, b"shared", own)
        an_old_image(where, access, "kept", 9)
    before = (present(name), present(other), used(access), AuditLog.objects.count())
    seen = preview(policies.get(policy.pk))
    assert (present(name), present(other), used(access), AuditLog.objects.count()) == before
    dry = do(policy, access, is_dry_run=True)
    assert (present(name), present(other), used(access)) == before[:3]
    assert seen.rows == lines(dry)
    assert set(RetentionVerdict.objects.values_list("outcome", flat=True)) == {""}
    real = do(policy, access)
    assert lines(real) == seen.rows
    assert present(name).keys() == present(other).keys() == {"kept"}
    sums = runs.summaries([dry.pk, real.pk])
    assert sums[dry.pk] == sums[real.pk]
    assert seen.sums == {
        key: sums[real.pk].get(key, 2) for key in ("repositories", *runs.COUNTED) if key != "errors"
    }
    assert (seen.count, seen.sums["deleted"]) == (8, 6)
    assert dry.tasks.first().result == real.tasks.first().result  # type: ignore[union-attr]
    assert b"nothing was deleted: a dry run" in logs.read(dry.tasks.first().pk).text  # type: ignore[union-attr]


def test_a_preview_can_be_seen_page_by_page_and_by_verdict(
    name: RepositoryName, access: Access, policy: RetentionPolicy
) -> None:
    for number in range(5):
        an_old_image(name, access, f"old-{number}", number)
    an_old_image(name, access, "kept")
    whole = previews.make(policy.project, policy.rules)
    page = previews.make(policy.project, policy.rules, verdict="DEL", part=range(2, 4))
    assert page.sums == whole.sums
    assert page.count == 5
    assert page.rows == [row for row in whole.rows if row["verdict"] == "DEL"][2:4]


def test_bytes_are_told_as_the_quota_feels_them(
    name: RepositoryName, access: Access, policy: RetentionPolicy, settings: Settings, by: Caller
) -> None:
    settings.GC_GRACE, settings.TRASH_DAYS = timedelta(0), 0
    other = RepositoryName.parse(f"{name.project}/kept/other")
    an_old_image(name, access, "kept", 0, b"base", b"of the kept")
    an_old_image(name, access, "old-1", 1, b"base", b"common", b"one")
    an_old_image(name, access, "old-2", 2, b"base", b"common", b"two", b"elsewhere")
    an_old_image(other, access, "kept", 0, b"elsewhere")
    index = an_index([an_image([b"in an index"], b"{}")])
    push(name, index.images[0], access, tag=None)
    push_manifest(name, index.manifest, access, tag="old-index")
    before = used(access)
    told = preview(policies.get(policy.pk)).sums["bytes"]
    do(policy, access)
    finish(garbage.start(garbage.Options(), by=by))
    assert before - used(access) == told > 0
    assert_sound()


def test_a_repository_that_no_rule_is_about_is_left_alone(
    name: RepositoryName, access: Access
) -> None:
    other = RepositoryName.parse(f"{name.project}/other")
    an_old_image(name, access, "old")
    an_old_image(other, access, "old")
    only_other = wanted(
        repositories=[Selector("repoMatches", "oth*")], tags=[matches("kept", untagged=False)]
    )
    off = wanted(tags=[matches("none", untagged=False)], is_disabled=True)
    execution = do(make(access, only_other, off), access)
    assert present(name).keys() == {"old"}
    assert present(other) == {}
    assert [task.parameters["repository"] for task in execution.tasks.all()] == ["other"]


def test_an_empty_policy_does_nothing(name: RepositoryName, access: Access) -> None:
    an_old_image(name, access, "old")
    execution = start(make(access), access)
    assert (execution.status, execution.tasks.count()) == (Status.SUCCESS, 0)
    assert present(name).keys() == {"old"}


def test_immutable_tags_are_never_removed(
    name: RepositoryName, access: Access, policy: RetentionPolicy
) -> None:
    image = an_old_image(name, access, "v1")
    gone = an_old_image(name, access, "old")
    protect(access, "v*")
    execution = do(policy, access)
    assert present(name) == {"v1": image.digest}
    row = verdict_of(execution, image)
    assert (row.verdict, row.rule_id, row.outcome, row.freed) == (Verdict.IMMUTABLE, None, "", 0)
    assert "immutable rule" in row.reason
    assert verdict_of(execution, gone).outcome == Outcome.TAKEN
    assert execution.tasks.get().result["immutable"] == 1


def test_a_tag_that_is_protected_after_the_plan_keeps_its_artifact(
    name: RepositoryName, access: Access, policy: RetentionPolicy
) -> None:
    image = an_old_image(name, access, "old")
    execution = start(policy, access)
    plan_only(execution)
    protect(access, "old")
    finish(execution)
    row = verdict_of(execution, image)
    assert (row.verdict, row.outcome) == (Verdict.IMMUTABLE, Outcome.KEPT)
    assert present(name) == {"old": image.digest}


def test_children_of_a_kept_index_stay_whatever_their_tags(
    name: RepositoryName, access: Access, policy: RetentionPolicy
) -> None:
    index = an_index()
    for child, tag in zip(index.images, ("old-amd64", None), strict=True):
        push(name, child, access, tag=tag)
    push_manifest(name, index.manifest, access, tag="kept")
    execution = do(policy, access)
    assert digests(name) == {index.digest, *(child.digest for child in index.images)}
    row = verdict_of(execution, index.images[0])
    assert (row.verdict, row.rule_id, row.outcome) == (Verdict.RETAIN, None, "")
    assert row.reason == f"the index {index.digest} stays, and names it"
    assert RetentionVerdict.objects.count() == 2  # the part without a tag is no artifact
    assert_sound()


def test_an_index_goes_with_its_parts_tagged_ones_after_it(
    name: RepositoryName, access: Access, policy: RetentionPolicy
) -> None:
    index = an_index()
    for child, tag in zip(index.images, ("old-amd64", None), strict=True):
        push(name, child, access, tag=tag)
        age(child, 0)
    push_manifest(name, index.manifest, access, tag="old")
    age(index, 5)  # type: ignore[arg-type]
    execution = do(policy, access)
    assert digests(name) == set()
    assert execution.tasks.get().result["deleted"] == 2
    assert_sound()


def test_accessories_stay_with_what_is_kept_and_go_with_the_rest(
    name: RepositoryName, access: Access, policy: RetentionPolicy
) -> None:
    kept, gone = an_old_image(name, access, "kept"), an_old_image(name, access, "old")
    of_kept = an_accessory(name, kept, access, None)
    cosign = an_image([b"cosign"])
    push(name, cosign, access, tag=f"{kept.digest.replace(':', '-')}.sig")
    of_gone = an_accessory(name, gone, access, "old-signature")
    of_that = an_accessory(name, of_gone, access, None)
    held = an_accessory(name, gone, access, "v1")
    protect(access, "v*")
    execution = do(policy, access)
    assert digests(name) == {one.digest for one in (kept, of_kept, cosign, held)}
    assert not {of_gone.digest, of_that.digest} & digests(name)
    assert {row["digest"] for row in lines(execution)} == {kept.digest, gone.digest}
    assert verdict_of(do(policy, access), held).verdict == Verdict.IMMUTABLE
    assert_sound()


def plan_only(execution: Execution) -> None:
    """Do the run up to where its plan is written, as one that is killed then."""
    for task in execution.tasks.all():
        run = leases.begin(task.pk)
        assert run is not None
        runs._plan(run, runs.Asked.of(run))
    lose(execution)


def lose(execution: Execution) -> None:
    running = Task.objects.filter(execution=execution, status=Status.RUNNING)
    count = running.update(lease_until=clock.now() - timedelta(seconds=1))
    assert leases.give_up_lost() == count > 0


def test_what_a_tag_or_a_pull_keeps_by_then_stays(name: RepositoryName, access: Access) -> None:
    pulled, tagged, gone = (
        an_old_image(name, access, tag, 20) for tag in ("pulled", "tagged", "gone")
    )
    policy = make(access, KEPT, wanted(Template.SINCE_PULL, 7))
    execution = start(policy, access)
    plan_only(execution)
    Tag.objects.filter(name="pulled").update(pull_time=timezone.now())
    tags.create(name=name, tag="kept-now", reference="tagged", by=access)
    finish(execution)
    assert present(name).keys() == {"pulled", "tagged", "kept-now"}
    for image, rule in ((tagged, 1), (pulled, 2)):
        row = verdict_of(execution, image)
        assert (row.verdict, row.outcome, row.rule_id) == (Verdict.RETAIN, Outcome.KEPT, rule)
    assert verdict_of(execution, gone).outcome == Outcome.TAKEN
    assert execution.tasks.get().result["deleted"] == 1


def test_a_pull_between_two_steps_is_seen_though_nothing_else_changed(
    name: RepositoryName, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeps, "AT_ONCE", 1)
    for tag, days in (("first", 20), ("second", 21)):
        an_old_image(name, access, tag, days)
    execution = start(make(access, wanted(Template.SINCE_PULL, 7)), access)
    take = sweeps._take

    def pull_after(item: RetentionVerdict, *rest: Any) -> Any:
        taken = take(item, *rest)
        Tag.objects.filter(name="second").update(pull_time=timezone.now())
        return taken

    monkeypatch.setattr(sweeps, "_take", pull_after)
    finish(execution)
    assert present(name).keys() == {"second"}


def test_a_tag_between_two_steps_is_seen(
    name: RepositoryName, access: Access, policy: RetentionPolicy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeps, "AT_ONCE", 1)
    for tag, days in (("first", 1), ("second", 2)):
        an_old_image(name, access, tag, days)
    execution = start(policy, access)
    waiting, asked = sweeps._waiting, iter(range(9))

    def tag_before_the_second(*given: Any) -> list[RetentionVerdict]:
        if next(asked) == 1:
            tags.create(name=name, tag="kept-now", reference="second", by=access)
        return waiting(*given)

    monkeypatch.setattr(sweeps, "_waiting", tag_before_the_second)
    finish(execution)
    assert present(name).keys() == {"second", "kept-now"}


def test_an_index_of_the_last_moment_keeps_its_parts(
    name: RepositoryName, access: Access, policy: RetentionPolicy
) -> None:
    image = an_old_image(name, access, "old")
    execution = start(policy, access)
    plan_only(execution)
    index = an_index([image])
    push_manifest(name, index.manifest, access, tag="of-the-last-moment")
    finish(execution)
    assert digests(name) == {image.digest, index.digest}
    row = verdict_of(execution, image)
    assert (row.verdict, row.outcome) == (Verdict.RETAIN, Outcome.KEPT)
    assert index.digest in row.reason
    assert_sound()


def test_what_was_pushed_after_the_plan_is_not_judged_by_it(
    name: RepositoryName, access: Access, policy: RetentionPolicy
) -> None:
    an_old_image(name, access, "old")
    execution = start(policy, access)
    plan_only(execution)
    an_old_image(name, access, "late")
    finish(execution)
    assert present(name).keys() == {"late"}


def test_what_somebody_else_deleted_meanwhile_is_gone(
    name: RepositoryName, access: Access, policy: RetentionPolicy
) -> None:
    an_old_image(name, access, "old")
    other = RepositoryName.parse(f"{name.project}/other")
    an_old_image(other, access, "old")
    execution = start(policy, access)
    plan_only(execution)
    manifests.delete_artifact(name=name, reference="old", by=access)
    repositories.delete(name=other, by=access)
    finish(execution)
    assert set(RetentionVerdict.objects.values_list("outcome", flat=True)) == {Outcome.TAKEN}


def test_what_cannot_be_deleted_is_an_error_of_its_own(
    name: RepositoryName,
    access: Access,
    policy: RetentionPolicy,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = an_old_image(name, access, "first"), an_old_image(name, access, "second")
    execution = start(policy, access)
    delete = manifests.delete_artifact

    def refusing(*, name: RepositoryName, reference: Digest, by: Access) -> None:
        if str(reference) == first.digest:
            raise TokenInvalid("not this one")
        delete(name=name, reference=reference, by=by)

    monkeypatch.setattr(manifests, "delete_artifact", refusing)
    finish(execution)
    row = verdict_of(execution, first)
    assert (row.verdict, row.outcome, row.reason) == (Verdict.ERROR, Outcome.KEPT, "not this one")
    assert verdict_of(execution, second).outcome == Outcome.TAKEN
    assert execution.tasks.get().result["errors"] == 1


@pytest.mark.parametrize("is_dry_run", [False, True])
def test_f_07_a_run_that_is_killed_anywhere_is_finished_by_the_next_attempt(
    name: RepositoryName,
    access: Access,
    policy: RetentionPolicy,
    monkeypatch: pytest.MonkeyPatch,
    is_dry_run: bool,  # noqa: FBT001  # a parameter of the table
) -> None:
    """Killed at every step in turn, until a run gets through: no step is done twice, none left."""
    monkeypatch.setattr(sweeps, "AT_ONCE", 2)
    images = [an_image([f"{number}".encode()]) for number in range(5)]
    for steps in itertools.count():
        push(name, an_image([b"kept"]), access, tag="kept")
        for number, image in enumerate(images):
            push(name, image, access, tag=f"old-{number}")
        execution = start(policy, access, is_dry_run=is_dry_run)
        with monkeypatch.context() as patched, suppress(Killed):
            die_after(steps, patched)
            attempts.make(execution.tasks.get().pk)
        was_killed = execution.tasks.get().status == Status.RUNNING
        if was_killed:
            lose(execution)
        finish(execution) if was_killed else execution.refresh_from_db()
        task = execution.tasks.get()
        assert (task.status, task.result["total"], task.result["deleted"]) == ("Success", 6, 5)
        assert present(name).keys() == {"kept"} | (
            {f"old-{number}" for number in range(5)} if is_dry_run else set()
        )
        rows = RetentionVerdict.objects.filter(execution=execution, verdict=Verdict.DELETE)
        assert set(rows.values_list("outcome", flat=True)) == {"" if is_dry_run else Outcome.TAKEN}
        assert_sound()
        if not was_killed:
            break
    assert steps == (2 if is_dry_run else 5)  # half-way through a plan a sign of life, too


def test_what_has_no_tag_yet_stays_for_as_long_as_an_index_may_be_on_its_way(
    name: RepositoryName, access: Access, policy: RetentionPolicy
) -> None:
    young = an_old_image(name, access, None, 0.9, b"a part of an index that is being pushed")
    old = an_old_image(name, access, None, 1.1, b"of one that never came")
    tagged = an_old_image(name, access, "tagged", 0, b"no rule keeps it")
    told = {row["digest"]: row["verdict"] for row in preview(policy).rows}
    run = start(policy, access)
    finish(run)
    assert {image.digest: told[image.digest] for image in (young, old, tagged)} == {
        young.digest: Verdict.RETAIN,
        old.digest: Verdict.DELETE,
        tagged.digest: Verdict.DELETE,
    }
    assert verdict_of(run, young).reason == verdicts.YOUNG
    assert set(Manifest.objects.present().values_list("digest", flat=True)) == {young.digest}


def test_there_is_one_run_of_a_policy_at_a_time_and_it_can_be_stopped(
    name: RepositoryName, access: Access, policy: RetentionPolicy
) -> None:
    an_old_image(name, access, "old")
    execution = start(policy, access)
    for is_dry_run in (False, True):
        with pytest.raises(AlreadyRunning):
            start(policy, access, is_dry_run=is_dry_run)
    plan_only(execution)
    assert leases.begin(execution.tasks.get().pk) is not None
    runs.stop(policy, execution.pk, by=access)
    lose(execution)
    execution.refresh_from_db()
    assert execution.status == Status.STOPPED
    assert present(name).keys() == {"old"}
    assert runs.summaries([execution.pk])[execution.pk]["deleted"] == 0
    do(policy, access)
    assert present(name) == {}
    started = AuditLog.objects.filter(operation="start", resource_type="tag-retention")
    assert [row.details["dry_run"] for row in started] == [False, False]
    stopped = AuditLog.objects.get(operation="stop", resource_type="tag-retention")
    assert stopped.project_id == access.project_id
    assert stopped.resource == f"{name.project}: retention policy {policy.pk}, run {execution.pk}"


def test_az_15_a_read_only_registry_deletes_nothing(
    name: RepositoryName, access: Access, policy: RetentionPolicy, by: Caller
) -> None:
    an_old_image(name, access, "old")
    execution = start(policy, access)
    configuration.change({"read_only": True}, by=by)
    with pytest.raises(ReadOnly):
        start(policy, access)
    attempts.make(execution.tasks.get().pk)
    configuration.change({"read_only": False}, by=by)
    assert execution.tasks.get().status == Status.ERROR
    assert present(name).keys() == {"old"}


def test_a_change_of_the_rules_ends_a_run_for_good(
    name: RepositoryName, access: Access, policy: RetentionPolicy
) -> None:
    an_old_image(name, access, "old")
    execution = start(policy, access)
    plan_only(execution)
    policies.change(policy_id=policy.pk, wanted=Wanted(rules=[wanted()]), by=access)
    execution.refresh_from_db()
    assert execution.status == Status.STOPPED
    task = execution.tasks.get()
    executions.retry(task.pk)  # as administrators can with any job
    attempts.make(task.pk)
    task.refresh_from_db()
    assert (task.status, task.error) == (Status.ERROR, str(PolicyChanged(policy.pk)))
    assert present(name).keys() == {"old"}
