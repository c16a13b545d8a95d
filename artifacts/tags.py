"""Tags: names that point at manifests, and the history of where they pointed."""

from django.db import transaction
from django.utils import timezone

import events
from artifacts import repositories, sql
from artifacts.errors import ManifestUnknown, RepositoryUnknown
from artifacts.events import TagDeleted
from artifacts.models import Manifest, Repository, Tag, TagMove
from oci.reference import RepositoryName
from projects import access
from projects.access import Access


def point(
    *, repository_id: int, name: str, manifest_id: int, digest: str, by: Access
) -> str | None:
    """Point the tag at a manifest under the repository's lock; answers the digest it left (R11)."""
    now = sql.moment(timezone.now())
    row = sql.one(
        "SELECT t.id, m.digest, t.deleted_at IS NULL FROM artifacts_tag t"
        " JOIN artifacts_manifest m ON m.id = t.manifest_id"
        " WHERE t.repository_id = %s AND t.name = %s ORDER BY t.id DESC LIMIT 1",
        *(repository_id, name),
    )
    if row is None:
        sql.change(
            "INSERT INTO artifacts_tag (repository_id, name, manifest_id, push_time)"
            " VALUES (%s, %s, %s, %s)",
            *(repository_id, name, manifest_id, now),
        )
    else:
        sql.change(
            "UPDATE artifacts_tag SET manifest_id = %s, push_time = %s, deleted_at = NULL"
            " WHERE id = %s",
            *(manifest_id, now, row[0]),
        )
    was = str(row[1]) if row is not None and row[2] else None
    if was != digest:
        sql.change(
            "INSERT INTO artifacts_tagmove"
            " (repository_id, name, old_digest, new_digest, moved_by, moved_at)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            *(repository_id, name, was or "", digest, by.by.principal.name, now),
        )
    return was


def delete(*, name: RepositoryName, tag: str, by: Access) -> None:
    """Delete a tag; the manifest stays. Raises ManifestUnknown where there is no such tag."""
    with transaction.atomic():
        access.confirm(by)
        repository_id = repositories.find(name)
        if repository_id is None:
            raise ManifestUnknown(tag)
        repositories.note_change(repository_id)
        row = Tag.objects.present().filter(repository_id=repository_id, name=tag).first()
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
    rows = sql.rows(
        "SELECT name FROM artifacts_tag WHERE repository_id ="  # of one, the index is in order
        " (SELECT id FROM artifacts_repository WHERE name = %s AND deleted_at IS NULL)"
        " AND deleted_at IS NULL AND name > %s ORDER BY name LIMIT %s",
        *(name.path, after, at_most + 1),
    )
    found = [tag for (tag,) in rows]
    if not found and not Repository.objects.published().filter(name=name.path).exists():
        raise RepositoryUnknown(name.path)
    return found[:at_most], len(found) > at_most
