"""Repositories: made by the first push into them, versioned by every change."""

from collections.abc import Mapping

from django.db import connection, transaction
from django.db.models import Count

import events
from accounts.events import Deed
from accounts.principals import Caller
from artifacts import removal, sql
from artifacts.errors import DescriptionInvalid, RepositoryUnknown
from artifacts.events import RepositoryDeleted, RepositoryUpdated
from artifacts.models import Manifest, Repository
from jobs import clock
from oci.reference import RepositoryName
from projects import access, projects, quotas
from projects.access import Access
from projects.immutability import Protection
from projects.models import Project

LONGEST_DESCRIPTION = 64 * 1024


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


def take(name: RepositoryName, *, publishes: bool = False) -> int | None:
    """As ``note_change`` for the repository of that name; answers its id, if it is there.

    One that was deleted while this waited for its row is not.
    """
    return _raise_version("name = %s", name.path, publishes=publishes)


def take_or_make(name: RepositoryName, project_id: int) -> int:
    """As ``take`` for a push: the repository is made if it is absent, and seen from now on."""
    while (found := take(name, publishes=True)) is None:
        ensure(name, project_id)
    return found


def note_change(repository_id: int, *, publishes: bool = False) -> bool:
    """Raise the version: after the commit no reader trusts what it remembers.

    This locks the row, and comes first in whatever changes the repository: the order of locks is
    repository, blobs by digest, quota. A change that *publishes* has people see the repository.
    Answers whether it is still there.
    """
    return _raise_version("id = %s", repository_id, publishes=publishes) is not None


def _raise_version(which: str, value: str | int, *, publishes: bool) -> int | None:
    now = sql.moment(clock.now())
    published = ", published_at = COALESCE(published_at, %s)" if publishes else ""
    row = sql.one(
        f"UPDATE artifacts_repository SET version = version + 1, update_time = %s{published}"  # noqa: S608
        f" WHERE {which} AND deleted_at IS NULL RETURNING id",
        *(now, *([now] if publishes else []), value),
    )
    return None if row is None else int(row[0])


def describe(*, name: RepositoryName, description: str, by: Access) -> None:
    """Change the description. Raises RepositoryUnknown or DescriptionInvalid."""
    if len(description) > LONGEST_DESCRIPTION or "\0" in description:
        raise DescriptionInvalid(LONGEST_DESCRIPTION)
    with transaction.atomic():
        access.confirm(by)
        row = _take_published(name)
        before, row.description = row.description, description
        row.save(update_fields=["description"])
        details = {"description": [before, description]}
        _publish(RepositoryUpdated, name, by, details)


def delete(*, name: RepositoryName, by: Access) -> None:
    """Delete the repository with all that is in it, set by set, and unlink its blobs.

    One transaction, in which others wait who would change the repository: as it is deleted, so is
    its name free. Raises RepositoryUnknown, or TagImmutable if a rule protects one of its tags.
    """
    with transaction.atomic():
        access.confirm(by)
        row = _take_published(name)
        freed = _unlink_blobs(row.pk, by.project_id)
        ids = Manifest.objects.present().filter(repository=row).values_list("pk", flat=True)
        artifacts = list(ids.order_by())
        protection = Protection.of(name, by.project_id)
        now, who = clock.now(), by.by.principal.name
        tags = removal.take_away(artifacts, protection=protection, by=by, at=now)
        quotas.release(project_id=by.project_id, freed=freed)
        Repository.objects.filter(pk=row.pk).update(deleted_at=now, deleted_by=who)
        details = {"artifact_count": len(artifacts), "tag_count": len(tags)}
        _publish(RepositoryDeleted, name, by, details)


def _take_published(name: RepositoryName) -> Repository:
    repository_id = take(name)
    row = Repository.objects.published().filter(pk=repository_id or 0).first()
    if row is None:
        raise RepositoryUnknown(name.path)
    return row


def _unlink_blobs(repository_id: int, project_id: int) -> int:
    """Take all blobs out of the repository; answers what the project need not pay for any more.

    The blobs are locked first, by digest: whoever is just linking one elsewhere in the project has
    done so before this looks, or finds it unpaid for.
    """
    if connection.features.has_select_for_update:
        sql.rows(
            "SELECT b.id FROM artifacts_blob b JOIN artifacts_repositoryblob l ON l.blob_id = b.id"
            " WHERE l.repository_id = %s ORDER BY b.digest FOR UPDATE OF b",
            repository_id,
        )
    freed = sql.rows(
        "DELETE FROM artifacts_projectblob WHERE project_id = %s AND blob_id IN"
        " (SELECT l.blob_id FROM artifacts_repositoryblob l WHERE l.repository_id = %s)"
        " AND NOT EXISTS(SELECT 1 FROM artifacts_repositoryblob o"
        " JOIN artifacts_repository r ON r.id = o.repository_id"
        " WHERE o.blob_id = artifacts_projectblob.blob_id AND r.project_id = %s AND r.id <> %s)"
        " RETURNING (SELECT b.size FROM artifacts_blob b WHERE b.id = blob_id)",
        *(project_id, repository_id, project_id, repository_id),
    )
    sql.change(
        "UPDATE artifacts_blob SET review_at = %s WHERE id IN"
        " (SELECT l.blob_id FROM artifacts_repositoryblob l WHERE l.repository_id = %s)",
        *(sql.moment(clock.now()), repository_id),
    )
    sql.change("DELETE FROM artifacts_repositoryblob WHERE repository_id = %s", repository_id)
    return sum(int(size) for (size,) in freed)


def _publish(
    kind: type[Deed], name: RepositoryName, by: Access, details: Mapping[str, object]
) -> None:
    events.publish(kind(by=by.by, resource=name.path, project_id=by.project_id, details=details))


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
        unseen.update(deleted_at=clock.now())


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
