"""Runs of the purge in the background: asked for or due, and finished in however many tries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

import events
from accounts import configuration
from accounts.principals import SYSTEM_CALLER, Caller
from audit import purge
from audit.events import PurgeScheduled, PurgeStarted, PurgeStopped
from audit.filters import Place
from audit.purge import Retention
from jobs import executions, kinds, schedules
from jobs.executions import Cause
from jobs.kinds import Kind
from jobs.models import Execution, Schedule, Trigger
from jobs.runs import Run
from jobs.schedules import Type

KIND = "PURGE_AUDIT_LOG"


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is to take, in Harbor's words. Without any event type that is nothing."""

    audit_retention_hour: int = purge.LONGEST_HOURS
    include_event_types: str = ""
    dry_run: bool = False

    @property
    def event_types(self) -> tuple[str, ...]:
        names = (name.strip() for name in self.include_event_types.split(","))
        return tuple(name for name in names if name)

    def retention(self) -> Retention:
        """As of now. Raises RetentionInvalid."""
        return purge.retention(self.audit_retention_hour, self.event_types)

    def shown(self) -> dict[str, Any]:
        return {
            "audit_retention_hour": self.audit_retention_hour,
            "include_event_types": ",".join(self.event_types),
            "dry_run": self.dry_run,
        }


def options_of(parameters: Mapping[str, Any]) -> Options:
    return Options(**{key: parameters[key] for key in Options.__slots__ if key in parameters})


def start(options: Options, *, by: Caller) -> Execution:
    """Have it begin. Raises AlreadyRunning, RetentionInvalid or ReadOnly."""
    options.retention()
    configuration.require_writable()
    with transaction.atomic():
        cause = Cause(Trigger.MANUAL, by.principal.name)
        execution = executions.start_one(kind=KIND, parameters=options.shown(), cause=cause)
        events.publish(
            PurgeStarted(by=by, resource=f"purge {execution.pk}", details=options.shown())
        )
    return execution


def schedule(
    type_: Type, line: str, options: Options, *, by: Caller, time_zone: str = "UTC"
) -> Schedule | None:
    """Set when it runs by itself. Raises CronInvalid or RetentionInvalid."""
    options.retention()
    with transaction.atomic():
        put = schedules.put(
            kind=KIND, type_=type_, line=line, time_zone=time_zone, parameters=options.shown()
        )
        details = {"type": type_, "cron": put.cron if put else ""} | options.shown()
        events.publish(PurgeScheduled(by=by, resource="purge", details=details))
    return put


def stop(execution_id: int, *, by: Caller) -> None:
    """Have it end at its next step; what went is gone. Raises ExecutionUnknown."""
    with transaction.atomic():
        executions.stop(execution_id, kind=KIND)
        events.publish(PurgeStopped(by=by, resource=f"purge {execution_id}"))


def work(run: Run) -> Mapping[str, Any]:
    """Do a run, from where it stands. Raises ChainBroken; what went before that stays so."""
    options = options_of(run.parameters)
    kept = _begun(run, options)
    while not run.checkpoint["is_done"]:
        with run.step():
            _take(run, kept)
    return {"found": run.checkpoint["found"], "purged": run.done, "dry_run": options.dry_run}


def _begun(run: Run, options: Options) -> Retention:
    """What the run takes: that is settled at its beginning, and so for all of its attempts."""
    if "before" in run.checkpoint:
        before = datetime.fromisoformat(run.checkpoint["before"])
        return Retention(before, options.event_types)
    kept = options.retention()
    found = purge.count(kept) if options.event_types else 0
    with run.step():
        run.checkpoint = {
            "before": kept.before.isoformat(),
            "found": found,
            "after": "",
            "is_done": options.dry_run or not found,
        }
        run.total = 0 if options.dry_run else found
        run.log(_words(kept, found))
        if options.dry_run:
            run.log("nothing is purged: a dry run")
    return kept


def _words(kept: Retention, found: int) -> str:
    if not kept.event_types:
        return "nothing is purged: no event types were named"
    return f"{found} rows are from before {kept.before:%Y-%m-%dT%H:%M:%SZ}"


def _take(run: Run, kept: Retention) -> None:
    """Purge a batch, and write a row about it, in the transaction of the step.

    So of what went there is always such a row, also if the run is stopped or given up later.
    """
    after = Place.parse(run.checkpoint["after"]) if run.checkpoint["after"] else None
    count, after = purge.batch(kept, after)
    if count:
        purge.record(kept, count, by=SYSTEM_CALLER, run=run.execution_id)
    run.done += count
    run.checkpoint |= {"after": str(after or ""), "is_done": after is None}
    run.log(f"purged {run.done} rows")


def _begin_due(schedule: Schedule, cause: Cause) -> object:
    configuration.require_writable()
    return executions.start_one(kind=KIND, parameters=schedule.parameters, cause=cause)


kinds.register(Kind(KIND, work, at_once=1))
schedules.register(KIND, _begin_due)
