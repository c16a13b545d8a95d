"""Removals delete the tags that matched when they began, each once, whatever happens meanwhile."""

import itertools
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from accounts import users
from accounts.api.errors import QueryInvalid
from accounts.principals import SYSTEM_CALLER, Caller, Credential, Source
from artifacts import listing, manifests, repositories, tags, trash
from artifacts.api import filters
from artifacts.models import Repository, Tag, TagMove
from audit.models import AuditLog
from jobs import attempts, clock, leases
from jobs.errors import AlreadyRunning, ExecutionUnknown, LeaseLost
from jobs.models import Execution, Status, Task
from maintenance import removals
from maintenance.errors import NothingMatches, OthersMatch
from maintenance.models import Outcome, RemovedTag, Skipped
from oci.digest import Digest
from oci.reference import RepositoryName
from projects import access as accesses
from projects import members
from projects.access import Access
from projects.errors import TokenInvalid
from projects.models import Membership, Project
from projects.roles import Action, Role
from tests.support.domain import a_user, caller
from tests.support.images import OCI_MANIFEST, an_image, descriptor
from tests.support.oracle import assert_sound
from tests.unit.artifacts.test_push import push
from tests.unit.artifacts.test_tags import present, protect
from tests.unit.maintenance.test_garbage import Killed, die_after

pytestmark = pytest.mark.usefixtures("storage")
IMAGE = an_image([b"always the same"])


def stock(name: RepositoryName, access: Access, *wanted: str) -> Repository:
    """Have an image be there under all of these tags."""
    for tag in wanted:
        push(name, IMAGE, access, tag=tag)
    return Repository.objects.get(name=name.path)


def matching(repository: Repository, q: str) -> QuerySet[Tag]:
    return filters.only_matching(listing.tagged().filter(repository=repository), q)


def start(
    repository: Repository, access: Access, q: str = "name=~old", expected: int | None = None
) -> Execution:
    rows = matching(repository, q)
    return removals.start(repository, rows, q=q, expected=expected, by=access)


def make(execution: Execution) -> Task:
    """Have a worker do it as far as it can; answers the task as it is then."""
    attempts.make(execution.tasks.get().pk)
    execution.refresh_from_db()
    return execution.tasks.get()


def finish(execution: Execution) -> dict[str, Any]:
    task = make(execution)
    assert execution.status == Status.SUCCESS, task.error
    assert task.done == task.total
    return dict(execution.result)


def told(deleted: int, **skipped: int) -> dict[str, Any]:
    return {"deleted": deleted, "skipped": dict.fromkeys(Skipped.values, 0) | skipped}


def lose(execution: Execution) -> None:
    running = Task.objects.filter(execution=execution, status=Status.RUNNING)
    assert running.update(lease_until=clock.now() - timedelta(seconds=1)) == 1
    assert leases.give_up_lost() == 1


def deletions() -> list[str]:
    """The tags that the audit log says were deleted, in its order."""
    rows = AuditLog.objects.filter(operation="delete", resource_type="tag").order_by("pk")
    return [row.resource.rpartition(":")[2] for row in rows]


def test_all_that_match_go_and_nothing_else_each_as_if_it_were_deleted_alone(
    name: RepositoryName, access: Access
) -> None:
    repository = stock(name, access, "old-1", "old-2", "old-3", "new")
    by = Access(
        Caller(access.by.principal, Credential.SESSION, Source("192.0.2.1", "a browser", "r-1")),
        access.project_id,
        access.project_epoch,
        access.actions,
    )
    execution = start(repository, by, expected=3)
    task = execution.tasks.get()
    assert (task.total, execution.status, execution.started_by) == (3, Status.PENDING, "admin")
    assert present(name).keys() == {"old-1", "old-2", "old-3", "new"}
    assert finish(execution) == told(3)
    assert present(name) == {"new": IMAGE.digest}
    assert deletions() == ["old-1", "old-2", "old-3"]
    row = AuditLog.objects.filter(operation="delete", resource_type="tag").first()
    assert row is not None
    assert (row.username, row.source_address, row.request_id) == ("admin", "192.0.2.1", "r-1")
    assert (row.project_id, row.details) == (access.project_id, {"digest": IMAGE.digest})
    begun = AuditLog.objects.get(operation="start", resource_type="tag-removal")
    assert begun.resource == f"{name.path}: removal {execution.pk}"
    assert begun.details == {"q": "name=~old", "count": 3}
    gone = Tag.objects.filter(deleted_at__isnull=False)
    assert set(gone.values_list("name", "deleted_by")) == {(f"old-{n}", "admin") for n in (1, 2, 3)}
    assert_sound()


def test_what_was_deleted_can_be_brought_back(name: RepositoryName, access: Access) -> None:
    repository = stock(name, access, "old-1")
    finish(start(repository, access))
    trash.restore_tag(name=name, tag="old-1", by=access)
    assert present(name) == {"old-1": IMAGE.digest}


def test_protected_tags_are_skipped_by_the_rules_of_the_moment(
    name: RepositoryName, access: Access
) -> None:
    repository = stock(name, access, "old-1", "old-2", "old-3")
    protect(access, "old-1")
    execution = start(repository, access)
    protect(access, "old-3")
    assert finish(execution) == told(1, immutable=2)
    assert present(name).keys() == {"old-1", "old-3"}
    assert deletions() == ["old-2"]
    first, third = removals.skipped(execution, at_most=9)
    assert (first.name, first.skipped, third.name) == ("old-1", Skipped.IMMUTABLE, "old-3")
    assert "immutable" in first.told
    assert [row.name for row in removals.skipped(execution, at_most=1)] == ["old-1"]
    assert_sound()


def test_what_is_pushed_after_it_began_is_never_taken(name: RepositoryName, access: Access) -> None:
    repository = stock(name, access, "old-moved", "old-again", "old-back", "old-gone", "old-same")
    execution = start(repository, access)
    other = an_image([b"another"])
    push(name, other, access, tag="old-moved")
    push(name, IMAGE, access, tag="old-again")
    for tag in ("old-back", "old-gone"):
        tags.delete(name=name, tag=tag, by=access)
    push(name, IMAGE, access, tag="old-back")
    push(name, IMAGE, access, tag="old-late")
    assert finish(execution) == told(1, changed=3, gone=1)
    assert present(name) == {
        "old-moved": other.digest,
        "old-again": IMAGE.digest,
        "old-back": IMAGE.digest,
        "old-late": IMAGE.digest,
    }
    reasons = {row.name: row.skipped for row in removals.skipped(execution, at_most=9)}
    assert reasons == {
        "old-moved": "changed",
        "old-again": "changed",
        "old-back": "changed",
        "old-gone": "gone",
    }


def test_tags_of_accessories_are_not_among_what_matches(
    name: RepositoryName, access: Access
) -> None:
    repository = stock(name, access, "old")
    more = {"subject": descriptor(IMAGE.manifest, OCI_MANIFEST)}
    push(name, an_image([b"signature"], more=more), access, tag="old-signature")
    cosign = f"{IMAGE.digest.replace(':', '-')}.sig"
    push(name, an_image([b"cosign"]), access, tag=cosign)
    assert finish(start(repository, access, q="")) == told(1)
    assert present(name).keys() == {"old-signature", cosign}


def test_a_repository_that_is_deleted_meanwhile_takes_its_tags_along(
    name: RepositoryName, access: Access
) -> None:
    repository = stock(name, access, "old-1", "old-2")
    execution = start(repository, access)
    repositories.delete(name=name, by=access)
    push(name, IMAGE, access, tag="old-1")
    assert finish(execution) == told(0, gone=2)
    assert present(name).keys() >= {"old-1"}
    assert deletions() == []


@pytest.mark.parametrize(
    ("q", "left"),
    [("", set()), ("name=~old", {"new"}), ("name={old-1 new}", {"old-2"}), ("signed=true", None),
     ("type=IMAGE,name=new", {"old-1", "old-2"}), ("type=CHART", None), ("size=[~1]", None),
     ("natural=[old~]", {"new"}), ("pull_time=[~2026-01-01]", set())],
)  # fmt: skip
def test_it_takes_every_word_that_the_list_takes(
    name: RepositoryName, access: Access, q: str, left: set[str] | None
) -> None:
    repository = stock(name, access, "old-1", "old-2", "new")
    if left is None:
        with pytest.raises(NothingMatches):
            start(repository, access, q)
        assert not Execution.objects.exists()
        return
    shown = set(matching(repository, q).values_list("name", flat=True))
    finish(start(repository, access, q))
    assert present(name).keys() == left == {"old-1", "old-2", "new"} - shown


@pytest.mark.parametrize("q", ["nmae=old", "name=~old,digset=x", "name", "base=*"])
def test_a_word_that_the_list_passes_over_deletes_nothing(
    name: RepositoryName, access: Access, q: str
) -> None:
    repository = stock(name, access, "old")
    with pytest.raises(QueryInvalid):
        start(repository, access, q)


def test_others_than_were_expected_are_left_alone(name: RepositoryName, access: Access) -> None:
    repository = stock(name, access, "old-1", "old-2")
    with pytest.raises(OthersMatch, match="2 tags match"):
        start(repository, access, expected=1)
    assert not Execution.objects.exists()
    assert not RemovedTag.objects.exists()
    assert not AuditLog.objects.filter(resource_type="tag-removal").exists()


def test_a_repository_has_one_removal_at_a_time(name: RepositoryName, access: Access) -> None:
    repository = stock(name, access, "old-1", "old-2")
    other = stock(RepositoryName.parse(f"{name.project}/other"), access, "old-1")
    execution = start(repository, access)
    with pytest.raises(AlreadyRunning):
        start(repository, access)
    elsewhere = start(other, access)
    with pytest.raises(ExecutionUnknown):
        removals.get(other, execution.pk)
    with pytest.raises(ExecutionUnknown):
        removals.stop(other, execution.pk, by=access)
    finish(execution)
    finish(elsewhere)
    assert [row.pk for row in removals.of_repository(repository)] == [execution.pk]
    stock(name, access, "old-4")
    assert finish(start(repository, access)) == told(1)


def test_f_05_killed_at_any_step_it_loses_nothing_and_takes_nothing_twice(
    name: RepositoryName, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removals, "AT_ONCE", 2)
    wanted = [f"old-{number}" for number in range(5)]
    protect(access, "old-3")
    for steps in itertools.count():
        repository = stock(name, access, *(tag for tag in wanted if tag not in present(name)))
        AuditLog.objects.all().delete()
        moves = TagMove.objects.filter(new_digest="").count()
        execution = start(repository, access)
        with monkeypatch.context() as patched, suppress(Killed):
            die_after(steps, patched)
            attempts.make(execution.tasks.get().pk)
        was_killed = execution.tasks.get().status == Status.RUNNING
        if was_killed:
            assert RemovedTag.objects.filter(execution=execution).exclude(outcome="").count() == (
                min(2 * steps, 5)
            )
            lose(execution)
            finish(execution)
        execution.refresh_from_db()
        assert execution.result == told(4, immutable=1)
        assert sorted(deletions()) == [tag for tag in wanted if tag != "old-3"]
        assert TagMove.objects.filter(new_digest="").count() == moves + 4
        if not was_killed:
            break
    assert steps == 3


def test_an_attempt_that_lost_its_lease_deletes_nothing(
    name: RepositoryName, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stalls with tags in its hands; another attempt begins, and is the one that does it."""
    repository = stock(name, access, "old-1", "old-2")
    execution = start(repository, access)
    stale = leases.begin(execution.tasks.get().pk)
    assert stale is not None
    waiting, begun = removals._waiting, []

    def lose_it(*given: Any) -> Any:
        found = waiting(*given)
        lose(execution)
        begun.append(leases.begin(execution.tasks.get().pk))
        return found

    with monkeypatch.context() as patched:
        patched.setattr(removals, "_waiting", lose_it)
        with pytest.raises(LeaseLost):
            removals.work(stale)
    assert present(name).keys() == {"old-1", "old-2"}
    assert deletions() == []
    (fresh,) = begun
    assert fresh is not None
    assert removals.work(fresh) == told(2)
    assert deletions() == ["old-1", "old-2"]


def test_it_can_be_stopped_between_two_steps(
    name: RepositoryName, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removals, "AT_ONCE", 1)
    repository = stock(name, access, "old-1", "old-2", "old-3")
    execution = start(repository, access)
    waiting, asked = removals._waiting, iter(range(9))

    def stop_after_the_first(*given: Any) -> Any:
        if next(asked) == 1:
            removals.stop(repository, execution.pk, by=access)
        return waiting(*given)

    monkeypatch.setattr(removals, "_waiting", stop_after_the_first)
    task = make(execution)
    assert (execution.status, task.done) == (Status.STOPPED, 1)
    assert present(name).keys() == {"old-2", "old-3"}
    assert removals.counts([execution.pk])[execution.pk] == told(1)
    stopped = AuditLog.objects.get(operation="stop", resource_type="tag-removal")
    assert stopped.resource == f"{name.path}: removal {execution.pk}"


@pytest.fixture
def petra(project: Project) -> Access:
    """Somebody who may delete tags for the role that she has."""
    user = a_user("petra")
    members.add(project=project, user=user, role=Role.MAINTAINER, by=SYSTEM_CALLER)
    project.refresh_from_db()
    return accesses.of(caller(user), Action.TAG_DELETE, project)


def begun_by_petra(name: RepositoryName, access: Access, petra: Access) -> Execution:
    """One tag of hers has gone, the second waits."""
    repository = stock(name, access, "old-1", "old-2")
    execution = start(repository, petra)
    run = leases.begin(execution.tasks.get().pk)
    assert run is not None
    with run.step():
        removals._take(
            list(removals._waiting(run)[:1]),
            repository.pk,
            removals._read(execution.parameters["by"]),
        )
        run.done += 1
    lose(execution)
    return execution


def test_a_role_taken_away_meanwhile_ends_it(
    name: RepositoryName, petra: Access, access: Access, project: Project
) -> None:
    execution = begun_by_petra(name, access, petra)
    member = Membership.objects.get(user__username="petra")
    members.remove(project=project, member_id=member.pk, by=SYSTEM_CALLER)
    task = make(execution)
    assert (execution.status, task.status) == (Status.ERROR, Status.ERROR)
    assert "rights have changed" in task.error
    assert present(name).keys() == {"old-2"}
    assert deletions() == ["old-1"]


def test_a_change_of_roles_that_leaves_the_right_does_not(
    name: RepositoryName, petra: Access, access: Access, project: Project
) -> None:
    execution = begun_by_petra(name, access, petra)
    member = Membership.objects.get(user__username="petra")
    members.change(project=project, member_id=member.pk, role=Role.PROJECT_ADMIN, by=SYSTEM_CALLER)
    assert finish(execution) == told(2)
    gone = AuditLog.objects.filter(resource_type="tag", operation="delete")
    assert {row.username for row in gone} == {"petra"}


def test_an_account_that_was_disabled_meanwhile_ends_it(
    name: RepositoryName, petra: Access, access: Access
) -> None:
    execution = begun_by_petra(name, access, petra)
    user = users.get(petra.by.principal.id or 0)
    users.set_active(user_id=user.pk, is_active=False, by=SYSTEM_CALLER)
    assert make(execution).status == Status.ERROR
    assert present(name).keys() == {"old-2"}


def test_rights_of_yesterday_begin_nothing(
    name: RepositoryName, petra: Access, access: Access, project: Project
) -> None:
    repository = stock(name, access, "old")
    member = Membership.objects.get(user__username="petra")
    members.remove(project=project, member_id=member.pk, by=SYSTEM_CALLER)
    with pytest.raises(TokenInvalid):
        start(repository, petra)
    assert not Execution.objects.exists()


def test_however_many_match_they_are_written_down_by_the_same_few_statements(
    name: RepositoryName, access: Access
) -> None:
    counted = []
    for wanted in (["old"], [f"old-{number}" for number in range(30)]):
        repository = stock(name, access, *wanted)
        with CaptureQueriesContext(connection) as queries:
            execution = start(repository, access)
        counted.append(len(queries))
        finish(execution)
    assert counted[0] == counted[1]


def test_an_artifact_whose_tags_all_go_stays(name: RepositoryName, access: Access) -> None:
    repository = stock(name, access, "old-1", "old-2")
    finish(start(repository, access))
    digest = Digest.parse(IMAGE.digest)
    manifests.delete_artifact(name=name, reference=digest, by=access)  # raises if it is not there
    assert RemovedTag.objects.filter(outcome=Outcome.TAKEN).count() == 2
