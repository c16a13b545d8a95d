"""Repositories: made by the first push into them, versioned by every change."""

from django.db import connection, transaction
from django.db.models import Count, F
from django.utils import timezone

from accounts.principals import Caller
from artifacts.models import Manifest, Repository
from oci.reference import RepositoryName
from projects import projects
from projects.models import Project


def find(name: RepositoryName) -> Repository | None:
    return Repository.objects.present().filter(name=name.path).first()


def ensure(name: RepositoryName, project_id: int) -> Repository:
    """The repository, made if it is absent, in the caller's transaction. Safe when two do it."""
    repository = find(name)
    if repository is None:
        wanted = Repository(name=name.path, project_id=project_id)
        Repository.objects.bulk_create([wanted], ignore_conflicts=True)
        repository = find(name)
    assert repository is not None
    return repository


def hold(name: RepositoryName, project_id: int) -> int:
    """Keep changes of the repository's manifests away until the transaction ends, not other links.

    Otherwise a manifest pushed meanwhile could miss a part that is just coming. The repository is
    made if it is absent; answers its id.
    """
    lock = " FOR SHARE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM artifacts_repository WHERE name = %s AND deleted_at IS NULL{lock}",  # noqa: S608
            [name.path],
        )
        row: tuple[int] | None = cursor.fetchone()
    if row is not None:
        return row[0]
    ensure(name, project_id)
    return hold(name, project_id)


def note_change(repository: Repository) -> None:
    """Raise the version: after the commit no reader trusts what it remembers.

    This locks the row, and comes first in whatever changes the repository: the order of locks is
    repository, blobs by digest, quota.
    """
    Repository.objects.filter(pk=repository.pk).update(
        version=F("version") + 1, update_time=timezone.now()
    )


def publish(repository: Repository) -> None:
    """Have people see the repository: it holds a manifest now."""
    unpublished = Repository.objects.filter(pk=repository.pk, published_at=None)
    unpublished.update(published_at=timezone.now())


def catalog_page(*, after: str, at_most: int) -> tuple[list[str], bool]:
    """Names of repositories in lexical order, beyond *after*; and whether there are more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM artifacts_repository WHERE deleted_at IS NULL"
            " AND published_at IS NOT NULL AND name > %s ORDER BY name LIMIT %s",
            [after, at_most + 1],
        )
        found = [row[0] for row in cursor.fetchall()]
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
