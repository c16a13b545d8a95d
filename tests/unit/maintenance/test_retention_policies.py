"""Policies of retention: made, changed, deleted, run by their schedules, bound to projects."""

from datetime import timedelta

import pytest

from accounts.principals import Caller
from artifacts import repositories
from audit.models import AuditLog
from jobs import attempts, clock, schedules
from jobs.errors import CronInvalid, ExecutionUnknown
from jobs.models import Execution, Schedule, Trigger
from maintenance.errors import PolicyExists, PolicyUnknown
from maintenance.garbage import runs as garbage
from maintenance.models import RetentionPolicy, RetentionVerdict
from maintenance.retention import policies, runs
from maintenance.retention.policies import Wanted
from oci.reference import RepositoryName
from projects import projects
from projects.access import Access
from projects.errors import MetadataUnknown, ProjectInvalid
from projects.models import Project
from tests.unit.artifacts.test_tags import present
from tests.unit.maintenance.test_retention import (
    KEPT,
    LATEST,
    an_old_image,
    do,
    finish,
    make,
    plan_only,
    start,
)

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture
def by(access: Access) -> Caller:
    return access.by


@pytest.fixture
def policy(access: Access) -> RetentionPolicy:
    return make(access, KEPT)


def test_a_policy_is_one_of_its_project_which_says_so(
    access: Access, project: Project, policy: RetentionPolicy
) -> None:
    project.refresh_from_db()
    assert projects.metadata(project)["retention_id"] == str(policy.pk)
    with pytest.raises(PolicyExists, match=f"policy {policy.pk} already"):
        make(access, LATEST)
    with pytest.raises(ProjectInvalid, match="under /retentions"):
        projects.add_metadata(project_id=project.pk, key="retention_id", value="1", by=access.by)
    row = AuditLog.objects.get(operation="create", resource_type="tag-retention")
    assert row.details == {"rules": policy.rules, "cron": "", "time_zone": "UTC"}


def test_a_policy_is_changed_and_deleted(
    name: RepositoryName, access: Access, project: Project, policy: RetentionPolicy
) -> None:
    an_old_image(name, access, "old")
    do(policy, access, is_dry_run=True)
    policies.change(policy_id=policy.pk, wanted=Wanted(cron="0 0 3 * * *"), by=access)
    changed = policies.get(policy.pk)
    schedule = policies.schedule_of(changed)
    assert schedule is not None
    assert (changed.rules, schedule.cron) == (policy.rules, "0 0 3 * * *")
    policies.change(policy_id=policy.pk, wanted=Wanted(rules=[LATEST]), by=access)
    changed = policies.get(policy.pk)
    assert [rule["template"] for rule in changed.rules] == ["latestPushedK"]
    assert policies.schedule_of(changed) == schedule
    updates = AuditLog.objects.filter(operation="update", resource_type="tag-retention")
    assert [[*row.details] for row in updates.order_by("pk")] == [["cron"], ["rules"]]
    policies.delete(policy_id=policy.pk, by=access)
    with pytest.raises(PolicyUnknown):
        policies.get(policy.pk)
    for model in (RetentionPolicy, Schedule, Execution, RetentionVerdict):
        assert not model.objects.exists()
    project.refresh_from_db()
    assert "retention_id" not in projects.metadata(project)
    with pytest.raises(PolicyUnknown):
        policies.delete(policy_id=policy.pk, by=access)
    assert AuditLog.objects.filter(operation="delete", resource_type="tag-retention").count() == 1


def test_a_schedule_that_is_none_changes_nothing(access: Access, policy: RetentionPolicy) -> None:
    with pytest.raises(CronInvalid):
        policies.change(
            policy_id=policy.pk, wanted=Wanted(rules=[LATEST], cron="5 0 0 * * *"), by=access
        )
    assert policies.get(policy.pk).rules == policy.rules


def due() -> int:
    Schedule.objects.update(next_due=clock.now() - timedelta(seconds=1))
    return schedules.start_due()


def test_a_policy_runs_by_its_schedule(name: RepositoryName, access: Access) -> None:
    an_old_image(name, access, "old")
    policy = make(access, KEPT, cron="0 0 0 * * *")
    assert due() == 1
    execution = Execution.objects.get()
    assert (execution.subject, execution.trigger) == (policy.pk, Trigger.SCHEDULE)
    assert due() == 0  # the first is under way
    finish(execution)
    assert present(name) == {}
    assert AuditLog.objects.get(operation="start").username == "system"
    policies.change(policy_id=policy.pk, wanted=Wanted(cron=""), by=access)
    assert not Schedule.objects.exists()


def test_a_policy_that_is_parted_from_its_project_is_in_force_nowhere(
    name: RepositoryName, access: Access, project: Project, by: Caller
) -> None:
    an_old_image(name, access, "old")
    policy = make(access, KEPT, cron="0 0 0 * * *")
    execution = start(policy, access)
    plan_only(execution)
    projects.remove_metadata(project_id=project.pk, key="retention_id", by=by)
    with pytest.raises(MetadataUnknown):
        projects.remove_metadata(project_id=project.pk, key="retention_id", by=by)
    attempts.make(execution.tasks.get().pk)
    assert execution.tasks.get().error == str(PolicyUnknown(policy.pk))
    assert present(name).keys() == {"old"}
    due()
    assert not Schedule.objects.exists()
    with pytest.raises(PolicyUnknown):
        policies.change(policy_id=policy.pk, wanted=Wanted(), by=access)
    again = make(access, LATEST)
    assert RetentionPolicy.objects.get() == again != policy
    project.refresh_from_db()
    assert projects.metadata_of(project, "retention_id") == str(again.pk)


def test_the_policy_of_a_deleted_project_is_gone(
    access: Access, project: Project, policy: RetentionPolicy, by: Caller
) -> None:
    repositories.delete_project(project_id=project.pk, by=by)
    assert policies.find(policy.pk) is None


def test_az_04_runs_are_found_through_their_policy_alone(
    name: RepositoryName, access: Access, policy: RetentionPolicy, by: Caller
) -> None:
    execution = start(policy, access)
    other = RetentionPolicy(pk=policy.pk + 1, project=policy.project)
    collection = garbage.start(garbage.Options(), by=by)
    for found, wrong in ((other, execution), (policy, collection)):
        with pytest.raises(ExecutionUnknown):
            runs.get(found, wrong.pk)
        with pytest.raises(ExecutionUnknown):
            runs.stop(found, wrong.pk, by=access)
