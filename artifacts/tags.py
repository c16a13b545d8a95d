"""Tags: names that point at manifests, and the history of where they pointed."""

from django.db import transaction

import events
from accounts.events import Deed
from artifacts import natural, repositories, sql
from artifacts.closures import Named
from artifacts.errors import ManifestUnknown, RepositoryUnknown, TagExists
from artifacts.events import TagCreated, TagDeleted
from artifacts.models import Repository, Tag, TagMove
from jobs import clock
from oci.digest import Digest
from oci.reference import RepositoryName, parse_tag
from projects import access
from projects.access import Access
from projects.errors import ActionDenied
from projects.immutability import Protection
from projects.roles import Action


def point(
    *,
    repository_id: int,
    name: str,
    manifest_id: int,
    digest: str,
    by: Access,
    protection: Protection,
) -> str | None:
    """Point the tag at a manifest under the repository's lock; answers the digest it left (R11).

    Raises TagImmutable if the tag is there and a rule protects it, wherever it points.
    """
    now = sql.moment(clock.now())
    row = sql.one(
        "SELECT t.id, m.digest, t.deleted_at IS NULL FROM artifacts_tag t"
        " JOIN artifacts_manifest m ON m.id = t.manifest_id"
        " WHERE t.repository_id = %s AND t.name = %s ORDER BY t.id DESC LIMIT 1",
        *(repository_id, name),
    )
    was = str(row[1]) if row is not None and row[2] else None
    if was is not None:
        protection.require_movable(name)
    if row is None:
        sql.change(
            "INSERT INTO artifacts_tag"
            " (repository_id, name, natural_name, manifest_id, push_time)"
            " VALUES (%s, %s, %s, %s, %s)",
            *(repository_id, name, natural.key(name), manifest_id, now),
        )
    else:
        sql.change(
            "UPDATE artifacts_tag SET manifest_id = %s, push_time = %s, natural_name = %s,"
            " deleted_at = NULL, deleted_by = '' WHERE id = %s",
            *(manifest_id, now, natural.key(name), row[0]),
        )
    if was != digest:
        sql.change(
            "INSERT INTO artifacts_tagmove"
            " (repository_id, name, old_digest, new_digest, moved_by, moved_at)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            *(repository_id, name, was or "", digest, by.by.principal.name, now),
        )
    return was


def resolve(repository_id: int, reference: Digest | str) -> Named:
    """The manifest that a digest or a tag names. Raises ManifestUnknown."""
    if isinstance(reference, str):
        found = (
            "SELECT m.id, m.digest FROM artifacts_tag t"
            " JOIN artifacts_manifest m ON m.id = t.manifest_id AND m.deleted_at IS NULL"
            " WHERE t.repository_id = %s AND t.name = %s AND t.deleted_at IS NULL"
        )
    else:
        found = (
            "SELECT id, digest FROM artifacts_manifest"
            " WHERE repository_id = %s AND digest = %s AND deleted_at IS NULL"
        )
    row = sql.one(found, repository_id, str(reference))
    if row is None:
        raise ManifestUnknown(reference)
    return Named(*row)


def create(*, name: RepositoryName, tag: str, reference: Digest | str, by: Access) -> Digest:
    """Give a manifest a new tag; answers the manifest's digest.

    Raises TagInvalid, ManifestUnknown, or TagExists: a tag is moved by a push alone. One that a
    rule protects raises TagImmutable.
    """
    parse_tag(tag)
    with transaction.atomic():
        access.confirm(by)
        repository_id = _take(name, reference)
        manifest = resolve(repository_id, reference)
        protection = Protection.of(name, by.project_id)
        if _present(repository_id, tag) is not None:
            protection.require_movable(tag)
            raise TagExists(tag)
        point(
            repository_id=repository_id,
            name=tag,
            manifest_id=manifest.id,
            digest=manifest.digest,
            by=by,
            protection=protection,
        )
        _publish(TagCreated, name, tag, by, {"digest": manifest.digest})
    return Digest.parse(manifest.digest)


def require_mover(name: RepositoryName, by: Access) -> None:
    """Raise ActionDenied: a right to make artifacts or tags is none to move a tag (AZ-14).

    To be asked when a tag was found to name something else, for rights other than that to push.
    """
    _, present = access.rights_of(by.by.principal, by.project_id)
    if Action.REPOSITORY_PUSH not in present:
        raise ActionDenied(Action.REPOSITORY_PUSH, name.project)


def delete(*, name: RepositoryName, tag: str, by: Access, manifest_id: int | None = None) -> None:
    """Delete a tag, if it names the manifest where one is given; the manifest stays.

    Raises ManifestUnknown where there is no such tag, or TagImmutable.
    """
    with transaction.atomic():
        access.confirm(by)
        row = _present(_take(name, tag), tag)
        if row is None or manifest_id not in (None, row.manifest_id):
            raise ManifestUnknown(tag)
        Protection.of(name, by.project_id).require_deletable(tag)
        now, who = clock.now(), by.by.principal.name
        Tag.objects.filter(pk=row.pk).update(deleted_at=now, deleted_by=who)
        TagMove.objects.create(
            repository_id=row.repository_id,
            name=tag,
            old_digest=row.manifest.digest,
            moved_by=who,
            moved_at=now,
        )
        _publish(TagDeleted, name, tag, by, {"digest": row.manifest.digest})


def _take(name: RepositoryName, reference: Digest | str) -> int:
    """Lock the repository for a change. Raises ManifestUnknown if it is not there."""
    repository_id = repositories.take(name)
    if repository_id is None:
        raise ManifestUnknown(reference)
    return repository_id


def _present(repository_id: int, tag: str) -> Tag | None:
    rows = Tag.objects.present().select_related("manifest").defer("manifest__body")
    return rows.filter(repository_id=repository_id, name=tag).first()


def _publish(
    kind: type[Deed], name: RepositoryName, tag: str, by: Access, details: dict[str, object]
) -> None:
    events.publish(
        kind(by=by.by, resource=f"{name.path}:{tag}", project_id=by.project_id, details=details)
    )


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
