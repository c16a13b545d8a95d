"""Runs of garbage collection: asked for, planned, held by the brake, swept, summed up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Sum

import events
from accounts import configuration
from accounts.principals import Caller
from artifacts import sql
from artifacts.models import Blob
from jobs import clock, executions, kinds, schedules
from jobs.executions import Cause
from jobs.kinds import Kind
from jobs.models import Execution, Schedule, Status, Trigger
from jobs.runs import Run
from jobs.schedules import Type
from maintenance import brake
from maintenance.errors import GarbageHeld, PlanUnusable, WorkersInvalid
from maintenance.events import CollectionScheduled, CollectionStarted, CollectionStopped
from maintenance.garbage import plans, sweeps
from maintenance.models import GarbageItem, ItemKind, Outcome

KIND = "GARBAGE_COLLECTION"
MOST_WORKERS = 10


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is to do. *plan* is the dry run that it takes exactly."""

    delete_untagged: bool = False
    dry_run: bool = False
    workers: int = 1
    plan: int | None = None

    def shown(self) -> dict[str, Any]:
        return {
            "delete_untagged": self.delete_untagged,
            "dry_run": self.dry_run,
            "workers": self.workers,
        } | ({} if self.plan is None else {"plan": self.plan})


def options_of(parameters: Mapping[str, Any]) -> Options:
    return Options(**{key: parameters[key] for key in Options.__slots__ if key in parameters})


def start(options: Options, *, by: Caller) -> Execution:
    """Have it begin. Raises AlreadyRunning, PlanUnusable, WorkersInvalid or ReadOnly."""
    require(options)
    configuration.require_writable()
    with transaction.atomic():
        cause = Cause(Trigger.MANUAL, by.principal.name)
        execution = executions.start_one(kind=KIND, parameters=options.shown(), cause=cause)
        events.publish(
            CollectionStarted(by=by, resource=f"gc {execution.pk}", details=options.shown())
        )
    return execution


def schedule(
    type_: Type, line: str, options: Options, *, by: Caller, time_zone: str = "UTC"
) -> Schedule | None:
    """Set when it runs by itself; a plan is for once.

    Raises CronInvalid, WorkersInvalid or PlanUnusable.
    """
    require(options)
    if options.plan is not None:
        raise PlanUnusable(options.plan)
    with transaction.atomic():
        put = schedules.put(
            kind=KIND, type_=type_, line=line, time_zone=time_zone, parameters=options.shown()
        )
        details = {"type": type_, "cron": put.cron if put else ""} | options.shown()
        events.publish(CollectionScheduled(by=by, resource="gc", details=details))
    return put


def stop(execution_id: int, *, by: Caller) -> None:
    """Have it end at its next step. Raises ExecutionUnknown."""
    with transaction.atomic():
        executions.stop(execution_id, kind=KIND)
        events.publish(CollectionStopped(by=by, resource=f"gc {execution_id}"))


def require(options: Options) -> None:
    if not 1 <= options.workers <= MOST_WORKERS:
        raise WorkersInvalid(MOST_WORKERS)
    if options.plan is not None:
        _require_usable(options.plan)


def work(run: Run) -> Mapping[str, Any]:
    """Do a run, from where it stands. Raises GarbageHeld if the brake holds it."""
    options = options_of(run.parameters)
    run.checkpoint = {"planned": [], "position": 0, "freed": 0} | run.checkpoint
    plan_id = options.plan or run.execution_id
    if options.plan is None:
        now = clock.now()
        plans.make(run, plans.Plan(run.execution_id, now, options.delete_untagged))
    found = summary_of(plan_id)
    if run.total is None:
        _tell_plan(run, options, found)
    if not options.dry_run:
        if options.plan is None and "is_released" not in run.checkpoint:
            _brake(found)
            run.checkpoint["is_released"] = True
        sweeps.sweep(sweeps.Sweep(run, plan_id, options.workers))
    return found | _taken(run, plan_id, options)


def summary_of(execution_id: int) -> dict[str, Any]:
    """What a plan lists: how many of each kind, and the bytes that storage would free."""
    counts = (
        GarbageItem.objects.filter(execution_id=execution_id)
        .order_by()
        .values_list("kind")
        .annotate(Count("pk"), Sum("size"))
    )
    found = {kind: (count, size) for kind, count, size in counts}
    return {
        "found": {kind: found.get(kind, (0, 0))[0] for kind in ItemKind.values},
        "bytes": found.get(ItemKind.BLOB, (0, 0))[1],
    }


def bytes_by_project(execution_id: int) -> dict[int, int]:
    """What each project would not pay for any more, once the links of a plan are gone."""
    rows = sql.rows(
        "SELECT p.project_id, SUM(b.size) FROM artifacts_projectblob p"
        " JOIN artifacts_blob b ON b.id = p.blob_id WHERE p.blob_id IN"
        " (SELECT l.blob_id FROM maintenance_garbageitem g"
        " JOIN artifacts_repositoryblob l ON l.id = g.row"
        " WHERE g.execution_id = %s AND g.kind = 'link')"
        " AND NOT EXISTS(SELECT 1 FROM artifacts_repositoryblob l"
        " JOIN artifacts_repository r ON r.id = l.repository_id"
        " WHERE l.blob_id = p.blob_id AND r.project_id = p.project_id AND NOT EXISTS(SELECT 1"
        " FROM maintenance_garbageitem g WHERE g.execution_id = %s AND g.kind = 'link'"
        " AND g.row = l.id)) GROUP BY p.project_id",
        *(execution_id, execution_id),
    )
    return {project_id: int(size) for project_id, size in rows}


def _begin_due(schedule: Schedule, cause: Cause) -> object:
    configuration.require_writable()
    return executions.start_one(kind=KIND, parameters=schedule.parameters, cause=cause)


def _require_usable(plan: int) -> None:
    execution = Execution.objects.filter(pk=plan, kind=KIND).first()
    if execution is None or execution.status not in (Status.SUCCESS, Status.ERROR):
        raise PlanUnusable(plan)
    if not GarbageItem.objects.filter(execution=execution, outcome="").exists():
        raise PlanUnusable(plan)


def _tell_plan(run: Run, options: Options, found: Mapping[str, Any]) -> None:
    waiting = GarbageItem.objects.filter(execution_id=options.plan or run.execution_id, outcome="")
    with run.step():
        counts = ", ".join(f"{count} {kind}" for kind, count in found["found"].items())
        run.log(f"found: {counts}; {found['bytes']} bytes")
        run.total = 0 if options.dry_run else waiting.count()
        if options.plan is None:
            projects = bytes_by_project(run.execution_id)
            run.checkpoint["projects"] = {str(key): size for key, size in projects.items()}


def _brake(found: Mapping[str, Any]) -> None:
    """R6: what would take so much at once is more likely a mistake than garbage."""
    going, there = found["found"][ItemKind.BLOB], Blob.objects.count()
    if brake.holds(going, there):
        raise GarbageHeld(going, there, settings.GC_BRAKE_PERCENT)


def _taken(run: Run, plan_id: int, options: Options) -> dict[str, Any]:
    """What became of the plan, and what storage says it freed."""
    items = GarbageItem.objects.filter(execution_id=plan_id).exclude(outcome="")
    counts = items.order_by().values_list("kind", "outcome").annotate(Count("pk"))
    by_kind = {(kind, outcome): count for kind, outcome, count in counts}
    taken = (
        {}
        if options.dry_run
        else {kind: by_kind.get((kind, Outcome.TAKEN), 0) for kind in ItemKind.values}
    )
    kept = sum(count for (_, outcome), count in by_kind.items() if outcome == Outcome.KEPT)
    freed = run.checkpoint["freed"]
    run.log(f"freed {freed} bytes" if not options.dry_run else "nothing was taken: a dry run")
    return {
        "taken": taken,
        "kept": kept,
        "freed_space": freed,
        "projects": run.checkpoint.get("projects", {}),
    }


kinds.register(Kind(KIND, work, at_once=1))
schedules.register(KIND, _begin_due)
