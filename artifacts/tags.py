"""Tags: names that point at manifests, and the history of where they pointed."""

from django.db import connection, transaction
from django.utils import timezone

import events
from artifacts import repositories
from artifacts.errors import ManifestUnknown, RepositoryUnknown
from artifacts.events import TagDeleted
from artifacts.models import Manifest, Repository, Tag, TagMove
from oci.reference import RepositoryName
from projects import access
from projects.access import Access


def point(*, repository: Repository, name: str, manifest: Manifest, by: Access) -> str | None:
    """Point the tag at *manifest* under the repository's lock; answers the digest it left (R11)."""
    tag = Tag.objects.filter(repository=repository, name=name).order_by("-pk").first()
    was = tag.manifest.digest if tag is not None and tag.deleted_at is None else None
    if tag is None:
        tag = Tag(repository=repository, name=name)
    tag.manifest = manifest
    tag.push_time = timezone.now()
    tag.deleted_at = None
    tag.save()
    if was != manifest.digest:
        TagMove.objects.create(
            repository=repository,
            name=name,
            old_digest=was or "",
            new_digest=manifest.digest,
            moved_by=by.by.principal.name,
        )
    return was


def delete(*, name: RepositoryName, tag: str, by: Access) -> None:
    """Delete a tag; the manifest stays. Raises ManifestUnknown where there is no such tag."""
    with transaction.atomic():
        access.confirm(by)
        repository = repositories.find(name)
        if repository is None:
            raise ManifestUnknown(tag)
        repositories.note_change(repository)
        row = Tag.objects.present().filter(repository=repository, name=tag).first()
        if row is None:
            raise ManifestUnknown(tag)
        _delete(row, by)
        events.publish(
            TagDeleted(by=by.by, resource=f"{name.path}:{tag}", project_id=by.project_id)
        )


def delete_all(*, manifest: Manifest, by: Access) -> list[str]:
    """Delete the tags of *manifest*, under the repository's lock; answers their names."""
    pointing = Tag.objects.present().filter(manifest=manifest).select_related("manifest")
    return [_delete(tag, by) for tag in pointing.order_by("name")]


def _delete(tag: Tag, by: Access) -> str:
    Tag.objects.filter(pk=tag.pk).update(deleted_at=timezone.now())
    TagMove.objects.create(
        repository_id=tag.repository_id,
        name=tag.name,
        old_digest=tag.manifest.digest,
        moved_by=by.by.principal.name,
    )
    return tag.name


def page(name: RepositoryName, *, after: str, at_most: int) -> tuple[list[str], bool]:
    """Names of tags in lexical order, beyond *after*; and whether there are more.

    Raises RepositoryUnknown.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.name FROM artifacts_tag t JOIN artifacts_repository r"
            " ON r.id = t.repository_id AND r.name = %s AND r.deleted_at IS NULL"
            " WHERE t.deleted_at IS NULL AND t.name > %s ORDER BY t.name LIMIT %s",
            [name.path, after, at_most + 1],
        )
        found = [row[0] for row in cursor.fetchall()]
    if not found and not Repository.objects.published().filter(name=name.path).exists():
        raise RepositoryUnknown(name.path)
    return found[:at_most], len(found) > at_most
