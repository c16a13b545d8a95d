"""Policies of replication: what is one and what is not, their schedules, and their end."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.principals import Caller
from audit.models import AuditLog
from jobs import attempts, clock, schedules
from jobs.errors import CronInvalid
from jobs.models import Execution, Schedule, Status, Task
from replication import policies
from replication.errors import PolicyExists, PolicyInvalid, PolicyRuns, PolicyUnknown
from replication.models import Direction, Item, Policy, Registry, Transfer
from replication.policies import CLEANUP, KIND, Wanted
from tests.functional.api.replicated import DONE, Moved, a_policy, a_registry, a_run
from tests.support.domain import caller

NIGHTLY = {"trigger": "scheduled", "cron": "0 30 2 * * *", "time_zone": "Europe/Berlin"}
LABELS = {"type": "label", "value": ["release"], "decoration": "excludes"}


@pytest.fixture
def by(root: User) -> Caller:
    return caller(root)


@pytest.fixture
def registry(db: None) -> Registry:
    return a_registry()


def push(registry: Registry, **wanted: Any) -> Wanted:
    return Wanted(**{"name": "nightly", "destination": registry.pk, "is_enabled": True, **wanted})


def pull(registry: Registry, **wanted: Any) -> Wanted:
    return push(registry, **{"source": registry.pk, "destination": 0, **wanted})


def test_one_end_is_this_registry_and_the_other_tells_the_direction(registry: Registry) -> None:
    out, back = policies.draft(push(registry)), policies.draft(pull(registry))
    assert (out.direction, out.registry) == (Direction.PUSH, registry)
    assert (back.direction, back.registry) == (Direction.PULL, registry)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"destination": 0}, "one of src_registry and dest_registry"),
        ({"source": 1}, "one of src_registry and dest_registry"),
        ({"destination": 10**9}, "there is no registry 1000000000"),
        ({"name": ""}, "1 to 255 characters"),
        ({"name": "  "}, "1 to 255 characters"),
        ({"name": "a" * 256}, "1 to 255 characters"),
        ({"filters": [{"type": "size", "value": "1"}]}, "a filter is of the type"),
        ({"filters": [{"type": "name", "value": "a["}]}, r"a\["),
        ({"dest_namespace": "Upper"}, "namespace 'Upper' is malformed"),
        ({"dest_namespace": "a//b"}, "malformed"),
        ({"dest_namespace": "a/"}, "malformed"),
        ({"dest_namespace": "a" * 254}, "malformed"),
        ({"dest_namespace_replace_count": -2}, "from 0 to 127"),
        ({"dest_namespace_replace_count": 128}, "from 0 to 127"),
        ({"speed": -2}, "speed is 0"),
        ({"speed": 2**31}, "speed is 0"),
        ({"trigger": "hourly"}, "a trigger is manual, scheduled, event_based, not 'hourly'"),
        ({"replicate_deletion": True}, "replicate_deletion goes with the trigger event_based"),
        ({"replicate_deletion": True, **NIGHTLY}, "goes with the trigger event_based"),
        ({"is_mirror": True, "trigger": "event_based"}, "a mirror compares all of both ends"),
        ({"trigger": "scheduled"}, "scheduled has a cron line"),
        ({**NIGHTLY, "cron": "0 * * * * *"}, "not every minute"),
        ({**NIGHTLY, "cron": "0 ? 3 * * *"}, "not every minute"),
        ({**NIGHTLY, "cron": "0 */1 3 * * *"}, "not every minute"),
        ({**NIGHTLY, "cron": "0 0-59 3 * * *"}, "not every minute"),
        (
            {
                "dest_namespace": "a",
                "dest_namespace_replace_count": 3,
                "filters": [{"type": "name", "value": "acme/app"}],
            },
            "3 of them cannot be replaced",
        ),
    ],
    ids=str,
)
def test_what_is_no_policy_is_refused_with_words(
    registry: Registry, wanted: dict[str, Any], words: str
) -> None:
    with pytest.raises(PolicyInvalid, match=words):
        policies.draft(push(registry, **wanted))


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("0 0 * * *", "UTC"),
        ("5 0 0 * * *", "UTC"),
        ("0 61 0 * * *", "UTC"),
        ("0 0 0 30 2 *", "UTC"),
        ("0 0 0 * * *", "Mars"),
    ],
)
def test_a_line_that_is_none_is_refused(registry: Registry, line: str, zone: str) -> None:
    with pytest.raises(CronInvalid):
        policies.draft(push(registry, trigger="scheduled", cron=line, time_zone=zone))


@pytest.mark.parametrize("minute", ["0", "*/2", "0,30", "1-59"])
def test_a_line_may_name_all_minutes_but_one(registry: Registry, minute: str) -> None:
    draft = policies.draft(push(registry, trigger="scheduled", cron=f"0 {minute} * * * *"))
    assert draft.cron == f"0 {minute} * * * *"


def test_what_happens_elsewhere_starts_nothing_here(registry: Registry) -> None:
    with pytest.raises(PolicyInvalid, match="what goes out from here"):
        policies.draft(pull(registry, trigger="event_based"))
    wanted = push(registry, trigger="event_based", replicate_deletion=True)
    assert policies.draft(wanted).replicate_deletion


def test_filters_are_those_that_the_source_knows(registry: Registry) -> None:
    assert policies.draft(push(registry, filters=[LABELS])).filters == [LABELS]
    harbor = a_registry("harbor")
    assert policies.draft(pull(harbor, filters=[LABELS])).filters == [LABELS]
    with pytest.raises(PolicyInvalid, match="does not tell labels apart"):
        policies.draft(pull(registry, filters=[LABELS]))


@pytest.mark.parametrize(
    ("wanted", "is_good"),
    [
        ({}, True),
        ({"filters": [{"type": "name", "value": "acme/app"}]}, True),
        ({"filters": [{"type": "name", "value": "acme/deep/app"}]}, False),
        ({"filters": [{"type": "name", "value": "acme/**"}]}, True),
        ({"dest_namespace": "us"}, True),
        ({"dest_namespace": "us/them"}, False),
        ({"dest_namespace": "us", "dest_namespace_replace_count": 0}, False),
        ({"dest_namespace": "us", "dest_namespace_replace_count": 1}, True),
        ({"dest_namespace": "us", "dest_namespace_replace_count": 5}, True),
        (
            {
                "dest_namespace": "us",
                "dest_namespace_replace_count": 1,
                "filters": [{"type": "name", "value": "acme/deep/app"}],
            },
            False,
        ),
    ],
    ids=str,
)
def test_names_that_the_destination_cannot_have_are_refused(
    db: None,
    wanted: dict[str, Any],
    is_good: bool,  # noqa: FBT001  # a parameter of the table
) -> None:
    hub = a_registry("docker-hub")
    if is_good:
        assert policies.draft(push(hub, **wanted)).registry == hub
        return
    with pytest.raises(PolicyInvalid, match="names of 2 parts at most"):
        policies.draft(push(hub, **wanted))


def test_what_comes_here_gets_into_a_project(registry: Registry) -> None:
    single = [{"type": "name", "value": "alpine"}]
    with pytest.raises(PolicyInvalid, match="needs a dest_namespace"):
        policies.draft(pull(registry, filters=single))
    assert policies.draft(pull(registry, filters=single, dest_namespace="library"))
    with pytest.raises(PolicyInvalid, match="malformed"):
        policies.draft(pull(registry, dest_namespace="a__b"))  # no name of a project
    assert policies.draft(push(registry, dest_namespace="a__b"))


@pytest.mark.parametrize(("asked", "kept"), [(-1, 0), (0, 0), (512, 512)])
def test_no_limit_is_0(registry: Registry, asked: int, kept: int) -> None:
    assert policies.draft(push(registry, speed=asked)).speed == kept


def test_a_policy_is_made_with_its_schedule(registry: Registry, by: Caller) -> None:
    policy = policies.create(wanted=push(registry, **NIGHTLY), by=by)
    schedule = policies.schedule_of(policy)
    assert schedule is not None
    assert (schedule.kind, schedule.subject) == (KIND, policy.pk)
    assert (schedule.cron, schedule.time_zone) == (NIGHTLY["cron"], "Europe/Berlin")
    assert schedule.next_due is not None
    assert policies.get(policy.pk) == policies.find(policy.pk) == policy
    row = AuditLog.objects.get(operation="create", resource_type="replication-policy")
    assert (row.resource, row.username) == ("nightly", "admin")
    assert row.details == policies.snapshot(policy)
    assert row.details["registry"] == registry.name


def test_a_change_replaces_all_and_has_the_schedule_follow(registry: Registry, by: Caller) -> None:
    policy = policies.create(
        wanted=push(registry, **NIGHTLY, dest_namespace="mirror", speed=9), by=by
    )
    made = policy.creation_time
    noon = {**NIGHTLY, "cron": "0 0 12 * * *"}
    changed = policies.change(policy_id=policy.pk, wanted=push(registry, **noon), by=by)
    assert (changed.pk, changed.dest_namespace, changed.speed) == (policy.pk, "", 0)
    assert policies.get(policy.pk).creation_time == made
    assert schedules.find(KIND, policy.pk).cron == "0 0 12 * * *"  # type: ignore[union-attr]
    row = AuditLog.objects.get(operation="update", resource_type="replication-policy")
    assert row.details == {
        "dest_namespace": ["mirror", ""],
        "speed": [9, 0],
        "cron": ["0 30 2 * * *", "0 0 12 * * *"],
    }
    policies.change(policy_id=policy.pk, wanted=push(registry), by=by)
    assert policies.get(policy.pk).cron == ""
    assert not Schedule.objects.filter(kind=KIND).exists()


def test_a_disabled_policy_keeps_its_line_and_has_no_schedule(
    registry: Registry, by: Caller
) -> None:
    policy = policies.create(wanted=push(registry, **NIGHTLY), by=by)
    off = push(registry, **NIGHTLY, is_enabled=False)
    policies.change(policy_id=policy.pk, wanted=off, by=by)
    assert policies.get(policy.pk).cron == NIGHTLY["cron"]
    assert policies.schedule_of(policy) is None
    policies.change(policy_id=policy.pk, wanted=push(registry, **NIGHTLY), by=by)
    assert policies.schedule_of(policy) is not None


def test_names_are_unique(registry: Registry, by: Caller) -> None:
    policy = policies.create(wanted=push(registry), by=by)
    other = policies.create(wanted=push(registry, name="other"), by=by)
    with pytest.raises(PolicyExists):
        policies.create(wanted=push(registry), by=by)
    with pytest.raises(PolicyExists):
        policies.change(policy_id=other.pk, wanted=push(registry, **NIGHTLY), by=by)
    assert not Schedule.objects.filter(kind=KIND).exists()
    policies.change(policy_id=policy.pk, wanted=push(registry, speed=5), by=by)
    assert sorted(Policy.objects.values_list("name", flat=True)) == ["nightly", "other"]


def test_a_policy_that_is_not_there_is_unknown(registry: Registry, by: Caller) -> None:
    for deed in (
        lambda: policies.get(10**9),
        lambda: policies.change(policy_id=10**9, wanted=push(registry, **NIGHTLY), by=by),
        lambda: policies.delete(policy_id=10**9, by=by),
    ):
        with pytest.raises(PolicyUnknown):
            deed()
    assert policies.find(10**9) is None
    assert not Schedule.objects.filter(kind=KIND).exists()


def test_a_policy_that_runs_is_not_deleted(by: Caller, db: None) -> None:
    policy = a_policy(**NIGHTLY)
    a_run(policy, Moved("acme/app", Status.RUNNING))
    with pytest.raises(PolicyRuns, match="stop it first"):
        policies.delete(policy_id=policy.pk, by=by)
    assert policies.schedule_of(policies.get(policy.pk)) is not None


def test_what_a_deleted_policy_left_is_cleared_away_by_a_job(
    by: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policies, "FORGOTTEN_AT_ONCE", 2)
    policy, other = a_policy(**NIGHTLY), a_policy()
    for run in range(3):
        a_run(policy, *(Moved(f"acme/app-{run}-{n}", tags=DONE) for n in range(3)))
    kept = a_run(other, Moved("acme/app", tags=DONE))
    policies.delete(policy_id=policy.pk, by=by)
    assert policies.find(policy.pk) is None
    assert not Schedule.objects.filter(kind=KIND, subject=policy.pk).exists()
    job = Execution.objects.get(kind=CLEANUP)
    attempts.make(job.tasks.get().pk)
    job.refresh_from_db()
    assert (job.status, job.result) == (Status.SUCCESS, {"executions": 3, "tasks": 12})
    assert list(Execution.objects.filter(kind=KIND)) == [kept]
    assert Task.objects.filter(kind=KIND).count() == 2
    assert (Transfer.objects.count(), Item.objects.count()) == (1, 2)
    row = AuditLog.objects.get(operation="delete", resource_type="replication-policy")
    assert row.details["cron"] == NIGHTLY["cron"]


def test_deleting_a_policy_does_not_look_at_what_its_runs_left(by: Caller) -> None:
    """Its time does not grow with them: they may be tens of thousands of tasks."""
    counts = []
    for number in (1, 40):
        policy = a_policy()
        a_run(policy, *(Moved(f"acme/app-{n}", tags=DONE) for n in range(number)))
        with CaptureQueriesContext(connection) as asked:
            policies.delete(policy_id=policy.pk, by=by)
        counts.append(len(asked))
        assert not any('DELETE FROM "jobs_task"' in query["sql"] for query in asked)
    assert counts[0] == counts[1]


def test_a_policy_without_runs_leaves_nothing_to_clear_away(by: Caller) -> None:
    policies.delete(policy_id=a_policy().pk, by=by)
    assert not Execution.objects.exists()


def test_a_snapshot_has_no_credentials(by: Caller) -> None:
    registry = a_registry()
    registry.access_key, registry.sealed_secret = "user-name", b"sealed"
    registry.save()
    policy = a_policy(registry, **NIGHTLY)
    told = policies.snapshot(policies.get(policy.pk))
    assert "user-name" not in str(told)
    assert "sealed" not in str(told)
    columns = {field.attname for field in Policy._meta.concrete_fields}
    not_told = {"id", "creation_time", "update_time"}
    assert columns - not_told <= told.keys()


def test_a_run_is_due_at_its_moment(registry: Registry, by: Caller) -> None:
    policy = policies.create(wanted=push(registry, **NIGHTLY), by=by)
    Schedule.objects.filter(kind=KIND).update(next_due=clock.now() - timedelta(seconds=1))
    assert schedules.start_due() == 1
    assert Execution.objects.get(kind=KIND).subject == policy.pk
