"""Policies of retention: one a project, which names it while it is in force.

Whoever makes, changes or deletes one locks the project. What is under way by an earlier policy is
stopped first: a run locks its task before the project, and so does this.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

import events
from jobs import executions, schedules
from jobs.models import Execution, Schedule
from jobs.schedules import Type
from maintenance.errors import PolicyExists, PolicyUnknown
from maintenance.events import (
    RetentionPolicyCreated,
    RetentionPolicyDeleted,
    RetentionPolicyUpdated,
)
from maintenance.models import RetentionPolicy
from maintenance.retention import rules
from maintenance.retention.rules import Wanted as WantedRule
from projects import access, projects
from projects.access import Access
from projects.models import Project

KIND = "RETENTION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a policy shall be; ``None`` leaves what it is. An empty cron line: by hand alone."""

    rules: Sequence[WantedRule] | None = None
    cron: str | None = None
    time_zone: str | None = None


def get(policy_id: int) -> RetentionPolicy:
    """A policy that is in force, with its project. Raises PolicyUnknown."""
    policy = find(policy_id)
    if policy is None:
        raise PolicyUnknown(policy_id)
    return policy


def find(policy_id: int) -> RetentionPolicy | None:
    bound = RetentionPolicy.objects.filter(
        pk=policy_id, project__retention_id=F("pk"), project__deleted_at=None
    )
    return bound.select_related("project").first()


def schedule_of(policy: RetentionPolicy) -> Schedule | None:
    return schedules.find(KIND, policy.pk)


def create(*, wanted: Wanted, by: Access) -> RetentionPolicy:
    """Make the project's policy.

    Raises PolicyExists, CronInvalid, or what ``rules.write`` raises.
    """
    written = rules.write(wanted.rules or ())
    with transaction.atomic():
        _forget_unbound(by.project_id)
        project = _lock(by)
        if project.retention_id is not None:
            raise PolicyExists(project.retention_id)
        policy = RetentionPolicy.objects.create(project=project, rules=written)
        projects.bind_retention(project, policy.pk)
        _schedule(policy, wanted)
        _publish(RetentionPolicyCreated, policy, by, _shown(policy))
    return policy


def change(*, policy_id: int, wanted: Wanted, by: Access) -> RetentionPolicy:
    """Change what *wanted* has; a run under way ends. Raises as ``create`` does, or PolicyUnknown.

    The policy is that of the project that *by* has access to.
    """
    written = None if wanted.rules is None else rules.write(wanted.rules)
    with transaction.atomic():
        for execution in _of(policy_id).open().order_by("pk"):
            executions.stop(execution.pk, kind=KIND)
        policy = _locked(policy_id, by)
        before = _shown(policy)
        if written is not None:
            policy.rules = written
        policy.save()
        _schedule(policy, wanted)
        after = _shown(policy)
        changed = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
        _publish(RetentionPolicyUpdated, policy, by, changed)
    return policy


def delete(*, policy_id: int, by: Access) -> None:
    """Delete it with its schedule and all that its runs left. Raises PolicyUnknown."""
    with transaction.atomic():
        _forget_runs(policy_id)
        policy = _locked(policy_id, by)
        _publish(RetentionPolicyDeleted, policy, by, _shown(policy))
        schedules.put(kind=KIND, type_=Type.NONE, subject=policy.pk)
        projects.bind_retention(policy.project, None)
        policy.delete()


def _of(policy_id: int) -> Any:
    return Execution.objects.filter(kind=KIND, subject=policy_id)


def _forget_runs(policy_id: int) -> None:
    """One that is just under way finds its task gone, and ends."""
    list(_of(policy_id).locked())
    _of(policy_id).delete()


def _forget_unbound(project_id: int) -> None:
    """Delete a policy that the project does not name any more."""
    unbound = RetentionPolicy.objects.filter(project=project_id, project__retention_id=None)
    for policy in unbound:
        _forget_runs(policy.pk)
        schedules.put(kind=KIND, type_=Type.NONE, subject=policy.pk)
        policy.delete()


def _lock(by: Access) -> Project:
    """The project under its lock, in which *by* may go on; in this order, as for tags' rules."""
    project = Project.objects.present().locked().filter(pk=by.project_id).first()
    access.confirm(by)
    assert project is not None, "confirmed"
    return project


def _locked(policy_id: int, by: Access) -> RetentionPolicy:
    """A policy through its project, never by its own id alone."""
    project = _lock(by)
    policy = RetentionPolicy.objects.filter(pk=policy_id, project=project).first()
    if policy is None or project.retention_id != policy.pk:
        raise PolicyUnknown(policy_id)
    policy.project = project
    return policy


def _schedule(policy: RetentionPolicy, wanted: Wanted) -> None:
    known = schedule_of(policy)
    line = wanted.cron if wanted.cron is not None else (known.cron if known else "")
    zone = wanted.time_zone or (known.time_zone if known else "UTC")
    schedules.put(
        kind=KIND,
        type_=Type.SCHEDULE if line else Type.NONE,
        line=line,
        time_zone=zone,
        subject=policy.pk,
    )


def _shown(policy: RetentionPolicy) -> dict[str, Any]:
    schedule = schedule_of(policy)
    return {
        "rules": policy.rules,
        "cron": schedule.cron if schedule else "",
        "time_zone": schedule.time_zone if schedule else "UTC",
    }


def _publish(
    kind: type[RetentionPolicyCreated | RetentionPolicyUpdated | RetentionPolicyDeleted],
    policy: RetentionPolicy,
    by: Access,
    details: Mapping[str, Any],
) -> None:
    resource = f"{policy.project.name}: retention policy {policy.pk}"
    events.publish(
        kind(by=by.by, resource=resource, project_id=policy.project_id, details=dict(details))
    )
