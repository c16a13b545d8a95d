"""Repositories as people see them: which there are, and what a row of a list shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    DateTimeField,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from accounts.principals import Principal
from artifacts import listing, moments, sql, visibility
from artifacts.errors import RepositoryUnknown
from artifacts.models import Manifest, Repository, RepositoryBlob, RepositoryQuerySet
from jobs import clock
from projects.models import Project
from projects.roles import Action

RECENT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Summary:
    """A repository with how much there is in it."""

    repository: Repository
    artifact_count: int


@dataclass(frozen=True, slots=True)
class Activity:
    """What happened in a repository; ``recent_pulls`` are those of the last 30 days."""

    tag_count: int = 0
    last_push: datetime | None = None
    last_pull: datetime | None = None
    recent_pulls: int = 0


def visible_to(principal: Principal) -> RepositoryQuerySet:
    """Those of every project in which the caller may list them."""
    rows = Repository.objects.published()
    return rows.filter(project__in=visibility.allowing(principal, Action.REPOSITORY_LIST))


def of_project(project: Project) -> RepositoryQuerySet:
    return Repository.objects.published().filter(project=project)


def with_last_push(rows: QuerySet[Repository]) -> QuerySet[Repository]:
    """Adds ``pushed_at``: when the newest of its manifests was pushed, as something to order by."""
    newest = _manifests().order_by("-push_time", "-pk").values("push_time")[:1]
    never = Value(listing.NEVER, output_field=DateTimeField())
    return rows.annotate(pushed_at=Coalesce(Subquery(newest), never))


def with_size(rows: QuerySet[Repository]) -> QuerySet[Repository]:
    """Adds ``stored``: the figure of that name in ``storage_figures``."""
    links = RepositoryBlob.objects.filter(repository=OuterRef("pk"))
    return rows.annotate(stored=_total(_manifests(), "size") + _total(links, "blob__size"))


def _manifests() -> QuerySet[Manifest]:
    return Manifest.objects.present().filter(repository=OuterRef("pk"))


def _total(rows: QuerySet[Any], column: str) -> Coalesce:
    """The sum over the rows of one repository."""
    total = rows.order_by().values("repository").annotate(total=Sum(column)).values("total")
    return Coalesce(Subquery(total, output_field=BigIntegerField()), 0)


def get(project: Project, name: str) -> Repository:
    """The repository through its project; *name* is what follows the project's and a slash.

    Raises RepositoryUnknown.
    """
    full = f"{project.name}/{name}"
    found = None if "\0" in full else of_project(project).filter(name=full).first()
    if found is None:
        raise RepositoryUnknown(repr(full[:160]))
    return found


def summaries(page: Sequence[Repository]) -> list[Summary]:
    """The rows of a page: one query at most, however many they are."""
    counts = listing.ARTIFACTS.of(page)
    return [Summary(repository, counts[repository.pk]) for repository in page]


def activity(page: Sequence[Repository]) -> dict[int, Activity]:
    """What happened in each repository of a page: two queries, and one for tags at most."""
    tag_counts = listing.TAGS.of(page)
    ids = [(repository.pk,) for repository in page]
    times = sql.over(
        "WITH wanted(id) AS (VALUES {}) SELECT wanted.id,"
        " (SELECT MAX(m.push_time) FROM artifacts_manifest m"
        " WHERE m.repository_id = wanted.id AND m.deleted_at IS NULL),"
        " (SELECT MAX(m.pull_time) FROM artifacts_manifest m"
        " WHERE m.repository_id = wanted.id AND m.deleted_at IS NULL),"
        " (SELECT SUM(d.pulls) FROM artifacts_repositoryday d"
        " WHERE d.repository_id = wanted.id AND d.day > %s) FROM wanted",
        ids,
        (clock.now() - RECENT).date(),
    )
    return {
        id_: Activity(tag_counts[id_], moments.find(pushed), moments.find(pulled), int(pulls or 0))
        for id_, pushed, pulled, pulls in times
    }
