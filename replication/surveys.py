"""The first task of a run: which repositories there are to copy, with a task for each."""

import threading
from collections import Counter
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
SURVEY, REPOSITORY = "survey", "repository"
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


def _add(run: Run, asked: Asked, places: Mapping[str, str]) -> None:
    """Add tasks that copy these repositories, each to its target."""
    left = iter(places.items())
    while some := list(islice(left, AT_ONCE)):
        with transaction.atomic():
            tasks = leases.add(run, [_wanted(asked, source) for source, _ in some])
            Transfer.objects.bulk_create(
                Transfer(task=task, source=source, target=target)
                for task, (source, target) in zip(tasks, some, strict=True)
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
    at_once = None if asked.rules.mirrors else AT_ONCE  # what shares a target has to be known
    while names := list(islice(listed, at_once)):
        places = _places(run, asked, names)
        found.update(names)
        unmappable += [name for name in names if name not in places]
        new = {name: target for name, target in places.items() if name not in known}
        _add(run, asked, new)
    return found, unmappable


def _places(run: Run, asked: Asked, names: Collection[str]) -> dict[str, str]:
    """The targets of those that have one. In a mirror, each has one for itself.

    Else what came from one repository would be deleted for the other does not have it.
    """
    places: dict[str, str] = {}
    for name in names:
        try:
            places[name] = asked.rules.target_name(name)
        except NameUnmappable as error:
            run.log(str(error), Level.ERROR)
    if not asked.rules.mirrors:
        return places
    shared = {target for target, count in Counter(places.values()).items() if count > 1}
    for target in sorted(shared):
        run.log(f"a mirror would put several repositories into {target}", Level.ERROR)
    return {name: target for name, target in places.items() if target not in shared}


def _add_vanished(run: Run, asked: Asked, found: set[str]) -> None:
    """Those that this policy brought one day, and that the source does not have any more.

    Where it has nothing at all it may be another one, or look empty for a while: nothing goes.
    """
    if not found:
        run.log("the source has no repository: nothing is deleted", Level.WARNING)
        return
    mine = Execution.objects.filter(kind=policies.KIND, subject=asked.policy_id)
    rows = Transfer.objects.filter(task__execution__in=mine).order_by()
    brought = dict(rows.values_list("source", "target").distinct())
    here = dict(_of(asked).values_list("source", "target"))
    vanished = {
        name: target
        for name, target in sorted(brought.items())
        if name not in found | here.keys()
        and target not in here.values()  # another one came in its place, and prunes what it left
        and asked.rules.filters.has_repository(name)
    }
    _add(run, asked, vanished)
