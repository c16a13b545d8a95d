"""The first task of a run: which repositories there are to copy, with a task for each."""

import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import transaction

from jobs import leases
from jobs.executions import Wanted
from jobs.logs import Level
from jobs.models import Execution
from jobs.runs import Run
from replication import breaker, ends, policies
from replication.ends import Asked
from replication.errors import NameUnmappable, TransferFailed
from replication.models import Transfer

AT_ONCE = 100
"""How many tasks are added in one transaction."""
SURVEY, REPOSITORY, DELETION = "survey", "repository", "deletion"
"""What a task does, as its parameters say."""


def work(run: Run, asked: Asked) -> Mapping[str, Any]:
    """Add what is missing; a survey that is made again finds what it added before.

    Raises RemoteFault, or TransferFailed once the rest is under way, for names that have no place.
    """
    stop = threading.Event()
    known = set(_of(asked).values_list("source", flat=True))
    with ends.opened(asked, stop.is_set) as (source, _):
        names = source.repositories(asked.rules.filters)
        with closing(run.attend(names, give_up=stop.set)) as listed:
            found, unmappable = _add_all(run, asked, listed, known)
    if asked.rules.mirrors:
        _add_vanished(run, asked, found)
    run.log(f"{len(found)} repositories")
    if unmappable:
        shown = ", ".join(unmappable[:10])
        raise TransferFailed(f"{len(unmappable)} repositories cannot be named so: {shown}")
    return {"repositories": len(found)}


def add(run: Run, asked: Asked, names: Mapping[str, str]) -> None:
    """Add tasks that copy these repositories, each to its target."""
    if not names:
        return
    with transaction.atomic():
        tasks = leases.add(run, [_wanted(asked, source) for source in names])
        Transfer.objects.bulk_create(
            Transfer(
                task=task,
                registry_id=asked.registry_id,
                source=source,
                target=target,
            )
            for task, (source, target) in zip(tasks, names.items(), strict=True)
        )


def _wanted(asked: Asked, source: str) -> Wanted:
    named = sha256(source.encode()).hexdigest()
    return Wanted(
        key=f"{asked.execution_id}:{named}",
        parameters={"what": REPOSITORY, "source": source},
        lane=breaker.lane(asked.registry_id),
    )


def _of(asked: Asked) -> Any:
    return Transfer.objects.filter(task__execution=asked.execution_id)


def _add_all(
    run: Run, asked: Asked, listed: Iterator[str], known: Collection[str]
) -> tuple[set[str], list[str]]:
    """Answers the names that were found, and those that no place can be made for."""
    found: set[str] = set()
    unmappable: list[str] = []
    while names := list(islice(listed, AT_ONCE)):
        places: dict[str, str] = {}
        for name in names:
            found.add(name)
            try:
                target = asked.rules.target_name(name)
            except NameUnmappable as error:
                unmappable.append(name)
                run.log(str(error), Level.ERROR)
                continue
            if name not in known:
                places[name] = target
        add(run, asked, places)
    return found, unmappable


def _add_vanished(run: Run, asked: Asked, found: Collection[str]) -> None:
    """Those that this policy brought one day, and that the source does not have any more.

    Where it has nothing at all it may be another one, or look empty for a while: nothing goes.
    """
    if not found:
        run.log("the source has no repository: nothing is deleted", Level.WARNING)
        return
    mine = Execution.objects.filter(kind=policies.KIND, subject=asked.policy_id)
    rows = Transfer.objects.filter(task__execution__in=mine).order_by()
    brought = dict(rows.values_list("source", "target").distinct())
    known = set(_of(asked).values_list("source", flat=True))
    vanished = {
        name: target
        for name, target in sorted(brought.items())
        if name not in found and name not in known and asked.rules.filters.has_repository(name)
    }
    add(run, asked, vanished)
