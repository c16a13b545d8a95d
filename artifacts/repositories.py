"""Repositories: made by the first push into them, versioned by every change."""

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from accounts.principals import Caller
from artifacts import sql
from artifacts.models import Manifest, Repository
from oci.reference import RepositoryName
from projects import projects
from projects.models import Project


def find(name: RepositoryName, *, lock: str = "") -> int | None:
    """The id of the repository."""
    row = sql.one(
        f"SELECT id FROM artifacts_repository WHERE name = %s AND deleted_at IS NULL{lock}",  # noqa: S608
        name.path,
    )
    return None if row is None else int(row[0])


def ensure(name: RepositoryName, project_id: int, *, lock: str = "") -> int:
    """Its id, made if it is absent, in the caller's transaction. Safe when two do it."""
    repository_id = find(name, lock=lock)
    if repository_id is None:
        wanted = Repository(name=name.path, project_id=project_id)
        Repository.objects.bulk_create([wanted], ignore_conflicts=True)
        repository_id = find(name, lock=lock)
    assert repository_id is not None
    return repository_id


def hold(name: RepositoryName, project_id: int) -> int:
    """As ``ensure``; changes of the repository's manifests wait until the transaction ends.

    Other links do not. A manifest pushed meanwhile could miss a part that is just coming.
    """
    return ensure(name, project_id, lock=sql.locked("FOR SHARE"))


def note_change(repository_id: int, *, publishes: bool = False) -> None:
    """Raise the version: after the commit no reader trusts what it remembers.

    This locks the row, and comes first in whatever changes the repository: the order of locks is
    repository, blobs by digest, quota. A change that *publishes* has people see the repository.
    """
    now = sql.moment(timezone.now())
    published = ", published_at = COALESCE(published_at, %s)" if publishes else ""
    sql.change(
        f"UPDATE artifacts_repository SET version = version + 1, update_time = %s{published}"  # noqa: S608
        " WHERE id = %s",
        *(now, *([now] if publishes else []), repository_id),
    )


def catalog_page(*, after: str, at_most: int) -> tuple[list[str], bool]:
    """Names of repositories in lexical order, beyond *after*; and whether there are more."""
    rows = sql.rows(
        "SELECT name FROM artifacts_repository WHERE deleted_at IS NULL"
        " AND published_at IS NOT NULL AND name > %s ORDER BY name LIMIT %s",
        *(after, at_most + 1),
    )
    found = [name for (name,) in rows]
    return found[:at_most], len(found) > at_most


def is_empty(project: Project) -> bool:
    """Whether no manifest is left in *project*."""
    left = Manifest.objects.present().filter(
        repository__project=project, repository__deleted_at=None
    )
    return not left.exists()


def delete_project(*, project_id: int, by: Caller) -> None:
    """Take away a project that is empty, with what was begun in it and never seen.

    Else the next project of that name would find such a repository, and not be able to use it.
    Raises ProjectNotEmpty.
    """
    with transaction.atomic():
        projects.delete(project_id=project_id, is_empty=is_empty, by=by)
        unseen = Repository.objects.present().filter(project_id=project_id)
        unseen.update(deleted_at=timezone.now())


def published_counts(project_ids: list[int]) -> dict[int, int]:
    """How many repositories people see in each project."""
    rows = (
        Repository.objects.published()
        .filter(project_id__in=project_ids)
        .order_by()
        .values_list("project_id")
        .annotate(Count("pk"))
    )
    return dict(rows)
