"""Whether registries answer: each is asked every few minutes, by one job, one after the other."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from jobs import executions, kinds, schedules
from jobs.executions import Cause
from jobs.kinds import Kind
from jobs.logs import Level
from jobs.models import Schedule
from jobs.runs import Run
from jobs.schedules import Type
from replication import registries
from replication.models import Health, Registry

KIND = "REGISTRY_CHECK"
LINE = "0 */5 * * * *"
SECONDS = 10.0
"""How long one may take at most: the others wait."""


def prepare() -> None:
    """Have a schedule, unless somebody set another one. Safe to repeat."""
    if schedules.find(KIND) is None:
        schedules.put(kind=KIND, type_=Type.CUSTOM, line=LINE)


def work(run: Run) -> Mapping[str, Any]:
    """Look at each; what is found is in its row, and in the log where it is not well."""
    run.checkpoint = {"after": 0, "unhealthy": 0} | run.checkpoint
    run.total = run.done + _rest(run).count()
    seconds = min(SECONDS, settings.JOB_LEASE_SECONDS / 3)
    while registry := _rest(run).first():
        fault = registries.look(registry, seconds=seconds)
        with run.step():
            registries.write(registry, fault)
            run.done += 1
            run.checkpoint["after"] = registry.pk
            if fault is not None:
                run.checkpoint["unhealthy"] += 1
                run.log(f"{registry.name} ({registry.pk}): {registry.health_told}", Level.WARNING)
    return {"checked": run.done, Health.UNHEALTHY.value: run.checkpoint["unhealthy"]}


def _rest(run: Run) -> QuerySet[Registry]:
    return _present().filter(pk__gt=run.checkpoint["after"]).order_by("pk")


def _present() -> QuerySet[Registry]:
    """Those of the system, and of projects that are there."""
    return Registry.objects.filter(project__deleted_at=None)


def _begin(schedule: Schedule, cause: Cause) -> object:
    """Nothing, where there is nothing to look at: a history of that helps nobody."""
    if _present().exists():
        return executions.start_one(kind=schedule.kind, parameters={}, cause=cause)
    return None


kinds.register(Kind(KIND, work, at_once=1))
schedules.register(KIND, _begin)
