"""Removals: all tags of a repository that match a filter are deleted, as one background job.

What matches is fixed when a removal begins: each tag is written down with what it named then. One
that is pushed afterwards, be it new, moved or the same again, is never taken. From then on each
goes as if its deletion had been asked for alone, in the name of whoever began: their rights are
confirmed anew, rules are asked anew, and each has its row in the audit log. A role that was taken
away, or an account that has changed, ends the removal with what was not done left as it is; that
the credential has run out since does not, for it was good when it was used.

A step locks its task, the project, and then the repository, as all who change tags do. What it did
is in the database together with what it wrote down of it, or not at all: a kill costs nothing, and
no tag is taken twice.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet

import events
from accounts.principals import Caller, Credential, Kind, Principal, Source
from artifacts import sql, tags
from artifacts.models import Repository, Tag
from jobs import executions, kinds
from jobs.errors import ExecutionUnknown
from jobs.executions import Cause, Wanted
from jobs.models import Execution, Trigger
from jobs.runs import Run
from maintenance.errors import NothingMatches, OthersMatch
from maintenance.events import RemovalStarted, RemovalStopped
from maintenance.models import Outcome, RemovedTag, Skipped
from oci.reference import RepositoryName
from projects import access
from projects.access import Access
from projects.errors import TagImmutable
from projects.roles import Action

KIND = "TAG_REMOVAL"
AT_ONCE = 50
"""How many tags a step takes, while pushes to the repository wait."""
REMOVALS_AT_ONCE = 4


def of_repository(repository: Repository) -> QuerySet[Execution]:
    """Its removals, newest first, each with its task."""
    rows = Execution.objects.filter(kind=KIND, subject=repository.pk).order_by("-pk")
    return rows.prefetch_related("tasks")


def get(repository: Repository, execution_id: int) -> Execution:
    """A removal through its repository. Raises ExecutionUnknown."""
    execution = of_repository(repository).filter(pk=execution_id).first()
    if execution is None:
        raise ExecutionUnknown(execution_id)
    return execution


def start(
    repository: Repository, matching: QuerySet[Tag], *, q: str, expected: int | None, by: Access
) -> Execution:
    """Have all of *matching* deleted, which *q* describes; *expected* is how many they should be.

    Raises NothingMatches, OthersMatch, or AlreadyRunning: a repository has one removal at a time.
    """
    with transaction.atomic():
        access.confirm(by)
        execution = executions.start(
            kind=KIND,
            subject=repository.pk,
            cause=Cause(Trigger.MANUAL, by.by.principal.name),
            parameters={"q": q, "by": _written(by)},
            tasks=[Wanted(key=str(repository.pk), parameters={"repository": repository.name})],
        )
        count = _write_down(execution, matching)
        if not count:
            raise NothingMatches
        if expected is not None and expected != count:
            raise OthersMatch(expected, count)
        execution.tasks.update(total=count)
        _publish(RemovalStarted, repository, execution, by, {"q": q, "count": count})
    return execution


def stop(repository: Repository, execution_id: int, *, by: Access) -> None:
    """Have it end at its next step; what has gone is in the trash. Raises ExecutionUnknown."""
    execution = get(repository, execution_id)
    with transaction.atomic():
        executions.stop(execution.pk, kind=KIND)
        access.confirm(by)
        _publish(RemovalStopped, repository, execution, by, {})


def work(run: Run) -> Mapping[str, Any]:
    """Take what waits, step by step. Raises what ``access.confirm`` does."""
    told = Execution.objects.get(pk=run.execution_id)
    by = _read(told.parameters["by"])
    while items := list(_waiting(run)):
        with run.step():
            _take(items, told.subject, by)
            run.done += len(items)
    result = counts([run.execution_id])[run.execution_id]
    why = ", ".join(f"{count} {reason}" for reason, count in result["skipped"].items() if count)
    run.log(f"deleted {result['deleted']}, skipped {why or 'none'}")
    return result


def counts(execution_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """How many tags of each removal were deleted, and skipped for which reason, in one query."""
    found: dict[int, dict[str, Any]] = {
        pk: {"deleted": 0, "skipped": dict.fromkeys(Skipped.values, 0)} for pk in execution_ids
    }
    rows = RemovedTag.objects.filter(execution__in=execution_ids).exclude(outcome="").order_by()
    for row in rows.values("execution_id", "skipped").annotate(count=Count("pk")):
        counted = found[row["execution_id"]]
        if row["skipped"]:
            counted["skipped"][row["skipped"]] = row["count"]
        else:
            counted["deleted"] = row["count"]
    return found


def skipped(execution: Execution, *, at_most: int) -> list[RemovedTag]:
    """The first of those that are where they were, though the removal came by them."""
    rows = RemovedTag.objects.filter(execution=execution, outcome=Outcome.KEPT)
    return list(rows.order_by("pk")[:at_most])


def _write_down(execution: Execution, matching: QuerySet[Tag]) -> int:
    """All that match at one moment, however many, in one statement; answers how many."""
    if not matching.exists():
        return 0
    columns = matching.order_by().values_list("pk", "name", "manifest_id", "push_time")
    statement, values = columns.query.sql_with_params()
    return sql.change(
        "INSERT INTO maintenance_removedtag"  # noqa: S608  # Django's statement, with its values
        " (execution_id, row, name, manifest_row, push_time, outcome, skipped, told)"
        f" WITH found(id, name, manifest_id, push_time) AS ({statement})"
        " SELECT %s, id, name, manifest_id, push_time, '', '', '' FROM found ORDER BY id",
        *(*values, execution.pk),
    )


def _waiting(run: Run) -> QuerySet[RemovedTag]:
    rows = RemovedTag.objects.filter(execution_id=run.execution_id, outcome="", skipped="")
    return rows.order_by("pk")[:AT_ONCE]


def _take(items: Sequence[RemovedTag], repository_id: int, by: Access) -> None:
    """Delete what is still as it was; each item says what became of it."""
    access.confirm(by)
    rows = Repository.objects.present().locked().filter(project=by.project_id)
    repository = rows.filter(pk=repository_id).first()
    there = {} if repository is None else _present(repository, items)
    for item in items:
        tag = there.get(item.row)
        if repository is None or tag is None:
            item.outcome, item.skipped = Outcome.KEPT, Skipped.GONE
        elif (tag.manifest_id, tag.push_time) != (item.manifest_row, item.push_time):
            item.outcome, item.skipped = Outcome.KEPT, Skipped.CHANGED
        else:
            _delete(item, RepositoryName.parse(repository.name), by)
    RemovedTag.objects.bulk_update(items, ["outcome", "skipped", "told"])


def _present(repository: Repository, items: Sequence[RemovedTag]) -> dict[int, Tag]:
    rows = Tag.objects.present().filter(pk__in=[item.row for item in items])
    return {tag.pk: tag for tag in rows.filter(repository=repository)}


def _delete(item: RemovedTag, name: RepositoryName, by: Access) -> None:
    try:
        tags.delete(name=name, tag=item.name, by=by, manifest_id=item.manifest_row)
    except TagImmutable as error:
        item.outcome, item.skipped, item.told = Outcome.KEPT, Skipped.IMMUTABLE, str(error)
    else:
        item.outcome = Outcome.TAKEN


def _written(by: Access) -> dict[str, Any]:
    """The caller as JSON, with the epochs that ``access.confirm`` compares."""
    principal = by.by.principal
    return {
        "id": principal.id,
        "name": principal.name,
        "is_admin": principal.is_admin,
        "epoch": principal.epoch,
        "kind": principal.kind,
        "credential": by.by.credential,
        "source": asdict(by.by.source),
        "project_id": by.project_id,
        "project_epoch": by.project_epoch,
    }


def _read(told: Mapping[str, Any]) -> Access:
    """Access to delete tags and nothing else.

    The ceiling of a user's token is left out: tokens do not change, and this one allowed it. That
    of a robot is what it holds now.
    """
    principal = Principal(
        told["id"], told["name"], told["is_admin"], told["epoch"], Kind(told["kind"])
    )
    caller = Caller(principal, Credential(told["credential"]), Source(**told["source"]))
    needs = Action.TAG_DELETE
    return Access(
        caller, told["project_id"], told["project_epoch"], frozenset({needs}), needs=needs
    )


def _publish(
    kind: type[RemovalStarted | RemovalStopped],
    repository: Repository,
    execution: Execution,
    by: Access,
    details: Mapping[str, Any],
) -> None:
    resource = f"{repository.name}: removal {execution.pk}"
    events.publish(kind(by=by.by, resource=resource, project_id=by.project_id, details=details))


kinds.register(kinds.Kind(KIND, work, at_once=REMOVALS_AT_ONCE))
