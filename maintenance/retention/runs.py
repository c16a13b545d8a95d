"""Runs of retention: begun by somebody or by the policy's schedule, one task for each repository.

A task first writes its plan, line by line, and then has the artifacts go that it says; a dry run
is a plan and nothing else. What a run does is said when it begins, by the rules that there are
then: a change of them stops it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum

import events
from accounts import configuration
from accounts.principals import SYSTEM_CALLER, Caller
from artifacts.models import Repository
from jobs import clock, executions, kinds, schedules
from jobs.errors import AlreadyRunning, ExecutionUnknown
from jobs.executions import Cause, Wanted
from jobs.kinds import Kind
from jobs.models import Execution, Schedule, Trigger
from jobs.runs import Run
from jobs.schedules import Type
from maintenance.events import RetentionStarted, RetentionStopped
from maintenance.models import Outcome, RetentionPolicy, RetentionVerdict, Verdict
from maintenance.retention import plans, policies, rules, sweeps
from maintenance.retention.plans import Line
from maintenance.retention.policies import KIND
from projects import access
from projects.access import Access

AT_ONCE = 4
LINES_LOGGED = 1000
"""How many verdicts the log tells; the rows have all."""
COUNTED = ("total", "retained", "deleted", "immutable", "errors", "bytes")


def of_policy(policy: RetentionPolicy) -> Any:
    """Its executions, newest first."""
    return Execution.objects.filter(kind=KIND, subject=policy.pk).order_by("-pk")


def get(policy: RetentionPolicy, execution_id: int) -> Execution:
    """An execution through its policy. Raises ExecutionUnknown."""
    execution: Execution | None = of_policy(policy).filter(pk=execution_id).first()
    if execution is None:
        raise ExecutionUnknown(execution_id)
    return execution


def start(policy: RetentionPolicy, *, is_dry_run: bool, by: Access) -> Execution:
    """Have it begin. Raises AlreadyRunning or ReadOnly."""
    with transaction.atomic():
        access.confirm(by)
        return _begin(policy, Cause(Trigger.MANUAL, by.by.principal.name), by.by, is_dry_run)


def stop(policy: RetentionPolicy, execution_id: int, *, by: Access) -> None:
    """Have it end at its next step. Raises ExecutionUnknown."""
    execution = get(policy, execution_id)
    with transaction.atomic():
        executions.stop(execution.pk, kind=KIND)
        access.confirm(by)
        _publish(RetentionStopped, policy, execution, by.by)


def work(run: Run) -> Mapping[str, Any]:
    """Do one repository, from where the run stands."""
    asked = Asked.of(run)
    if "planned" not in run.checkpoint:
        _plan(run, asked)
    if not asked.is_dry_run:
        sweeps.sweep(run, asked.target)
    result = summary_of(run.execution_id, asked.target.repository_id)
    end = "nothing was deleted: a dry run" if asked.is_dry_run else f"deleted {result['deleted']}"
    run.log(end)
    return result


def summaries(execution_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Those of several executions, as ``summary_of`` has them, in one query."""
    rows = RetentionVerdict.objects.filter(execution__in=execution_ids)
    found = {row["execution_id"]: row for row in _counted(rows)}
    return {pk: _plain(found.get(pk, {})) for pk in execution_ids}


def summary_of(execution_id: int, repository_id: int) -> dict[str, int]:
    """How many of a repository's artifacts were judged, and what became of them.

    Of a dry run, what would be deleted counts as deleted; ``bytes`` are those that it frees.
    """
    rows = RetentionVerdict.objects.filter(execution=execution_id, repository_id=repository_id)
    return _plain(next(iter(_counted(rows)), {}))


def _counted(rows: QuerySet[RetentionVerdict]) -> Any:
    going = Q(verdict=Verdict.DELETE)
    gone = going & (Q(outcome=Outcome.TAKEN) | Q(execution__parameters__dry_run=True))
    return (
        rows.order_by()
        .values("execution_id")
        .annotate(
            total=Count("pk"),
            retained=Count("pk", filter=~going),
            deleted=Count("pk", filter=gone),
            immutable=Count("pk", filter=Q(verdict=Verdict.IMMUTABLE)),
            errors=Count("pk", filter=Q(verdict=Verdict.ERROR)),
            bytes=Sum("freed", filter=gone),
        )
    )


def _plain(row: Mapping[str, Any]) -> dict[str, int]:
    return {key: int(row.get(key) or 0) for key in COUNTED}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a task was told to do: of which repository, by which rules, as of which moment."""

    target: sweeps.Target
    is_dry_run: bool

    @classmethod
    def of(cls, run: Run) -> Self:
        told = Execution.objects.get(pk=run.execution_id)
        return cls(
            sweeps.Target(
                policy_id=told.subject,
                repository_id=run.parameters["repository_id"],
                rules=told.parameters["rules"],
                now=datetime.fromisoformat(told.parameters["now"]),
            ),
            told.parameters["dry_run"],
        )


def _begin(policy: RetentionPolicy, cause: Cause, by: Caller, is_dry_run: bool) -> Execution:  # noqa: FBT001  # named by those who ask
    other = of_policy(policy).open().first()
    if other is not None:
        raise AlreadyRunning(other.pk)
    concerned = plans.concerned(policy.project_id, rules.read(policy.rules))
    execution = executions.start(
        kind=KIND,
        subject=policy.pk,
        cause=cause,
        parameters={
            "dry_run": is_dry_run,
            "now": clock.now().isoformat(),
            "rules": policy.rules,
        },
        tasks=[
            Wanted(
                key=str(repository.pk),
                parameters={
                    "repository_id": repository.pk,
                    "repository": plans.short_name(repository),
                },
            )
            for repository, _ in concerned
        ],
    )
    _publish(RetentionStarted, policy, execution, by)
    return execution


def _begin_due(schedule: Schedule, cause: Cause) -> object:
    policy = policies.find(schedule.subject)
    if policy is None:  # it was parted from its project, or went with it
        return schedules.put(kind=KIND, type_=Type.NONE, subject=schedule.subject)
    configuration.require_writable()
    return _begin(policy, cause, SYSTEM_CALLER, is_dry_run=False)


def _plan(run: Run, asked: Asked) -> None:
    target = asked.target
    repository = Repository.objects.present().filter(pk=target.repository_id).first()
    lines: list[Line] = []
    if repository is not None:
        lines = plans.of_repository(
            repository,
            target.about(repository),
            now=target.now,
            since=target.now,
            beat=run.beat,
        )
    with run.step():
        if repository is not None:
            _write_down(run, repository, lines)
        run.checkpoint["planned"] = True
        going = sum(line.judged.verdict == Verdict.DELETE for line in lines)
        run.total = 0 if asked.is_dry_run else going
        _tell(run, lines, going)


def _write_down(run: Run, repository: Repository, lines: list[Line]) -> None:
    RetentionVerdict.objects.bulk_create(
        (
            RetentionVerdict(
                execution_id=run.execution_id,
                repository_id=repository.pk,
                **plans.shown(repository, line),
            )
            for line in lines
        ),
        batch_size=500,
    )


def _tell(run: Run, lines: list[Line], going: int) -> None:
    run.log(f"{len(lines)} artifacts, {going} of them to be deleted")
    for line in lines[:LINES_LOGGED]:
        judged = line.judged
        artifact = judged.artifact
        pulled = f"{artifact.pull_time:%Y-%m-%dT%H:%M:%SZ}" if artifact.pull_time else "never"
        run.log(
            f"{judged.verdict:<9} {artifact.digest} tags {','.join(artifact.tags[:10]) or '-'}"
            f" pushed {artifact.push_time:%Y-%m-%dT%H:%M:%SZ} pulled {pulled}: {judged.reason}"
        )
    if len(lines) > LINES_LOGGED:
        run.log(f"and {len(lines) - LINES_LOGGED} more, which the list of verdicts has")


def _publish(
    kind: type[RetentionStarted | RetentionStopped],
    policy: RetentionPolicy,
    execution: Execution,
    by: Caller,
) -> None:
    resource = f"{policy.project.name}: retention policy {policy.pk}, run {execution.pk}"
    details = {} if kind is RetentionStopped else dict(execution.parameters)
    events.publish(kind(by=by, resource=resource, project_id=policy.project_id, details=details))


kinds.register(Kind(KIND, work, at_once=AT_ONCE))
schedules.register(KIND, _begin_due)
