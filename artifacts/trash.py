"""The trash: what was deleted a short while ago, and how it comes back, whole or not at all.

What one deed took away has one moment of deletion, and comes back together: an artifact with its
children, accessories, tags and labels, a repository with all that it held. Each change is made
under the locks that a push takes: project, repositories, blobs by digest, quota.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q

import events
from artifacts import handover, repositories, revival, sql, tags
from artifacts.errors import NotInTrash, TagMovedOn, VersionGone
from artifacts.events import ArtifactRestored, RepositoryRestored, TagRestored
from artifacts.models import Manifest, ManifestQuerySet, Repository, Tag, TagMove
from jobs import clock
from oci.digest import Digest
from oci.reference import RepositoryName, parse_tag
from projects import access
from projects.access import Access
from projects.immutability import Protection

NAMES_SHOWN = 100
"""How many names of tags a row of the audit log has."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back; ``tags_left`` name something else by now, and were left alone."""

    digest: str = ""
    tags: Collection[str] = ()
    tags_left: Collection[str] = ()
    manifest_count: int = 0


def kept_since(now: datetime) -> datetime:
    """What was deleted then, or before, is beyond restore, and garbage collection may take it."""
    return now - timedelta(days=settings.TRASH_DAYS)


def kept_until(deleted_at: datetime) -> datetime:
    """Until when something that was deleted can be brought back."""
    return deleted_at + timedelta(days=settings.TRASH_DAYS)


def restore_artifact(
    *, name: RepositoryName, digest: Digest, by: Access, force: bool = False
) -> Restored:
    """Bring back an artifact with all that was deleted with it.

    Its tags come along, but for those that name something else by now: these are moved only by
    *force*, where no rule protects them and the caller may push. Raises NotInTrash, VersionGone,
    QuotaExceeded, TagImmutable or ActionDenied.
    """
    item = f"artifact {name.path}@{digest}"
    with transaction.atomic():
        access.confirm(by)
        repository_id = _take(name, item)
        root = _kept(repository_id).filter(digest=str(digest)).order_by("-pk").first()
        if root is None:
            raise NotInTrash(item)
        group = _group_of(root)
        named = _tags_of(root, group)
        _revive(repository_id, by, group, root.digest)
        restored, left = _point_free(name, repository_id, named, by, force=force)
        found = Restored(root.digest, restored, left, len(group))
        _publish_artifact(name, found, by)
    return found


def restore_tag(
    *,
    name: RepositoryName,
    tag: str,
    by: Access,
    digest: Digest | None = None,
    force: bool = False,
) -> Restored:
    """Bring back a deleted tag and, if it was deleted too, the artifact that it named.

    *digest* says which of its deletions is meant; else it is the last. A tag that names something
    else by now is moved only by *force*. Raises what ``restore_artifact`` does, or TagMovedOn.
    """
    item = f"tag {name.path}:{tag}"
    parse_tag(tag)
    with transaction.atomic():
        access.confirm(by)
        repository_id = _take(name, item)
        wanted = _deletion_of(repository_id, tag, digest)
        present = _names_now(repository_id, [tag]).get(tag)
        if wanted is None or present == wanted:
            raise NotInTrash(item)
        if present is not None and not force:
            raise TagMovedOn(tag, present)
        manifest_id, revived = _bring_back(repository_id, wanted, by)
        _point(name, repository_id, {tag: (manifest_id, wanted)}, by)
        details = {"digest": [present, wanted], "manifest_revived": revived > 0}
        resource = f"{name.path}:{tag}"
        events.publish(
            TagRestored(by=by.by, resource=resource, project_id=by.project_id, details=details)
        )
    return Restored(wanted, (tag,), (), revived)


def restore_repository(
    *, name: RepositoryName, by: Access, repository_id: int | None = None
) -> Restored:
    """Bring back a repository with all that was deleted with it.

    *repository_id* says which one of that name; else it is the last. Where there is a new one of
    that name, it gets what it does not have; its own tags stay where they are. Raises NotInTrash,
    VersionGone or QuotaExceeded.
    """
    with transaction.atomic():
        access.confirm(by)
        old = _find_deleted(name, repository_id, by.project_id)
        deleted_at = old.deleted_at
        assert deleted_at is not None
        named = _tags_then(old)
        target = _reopen(old, name)
        ids, left = set[int](), set[str]()
        if target != old.pk:
            left = set(_names_now(target, named))
            ids = handover.hand_over(old, target)
        together = Manifest.objects.filter(repository_id=target, deleted_at=deleted_at)
        ids |= set(together.values_list("pk", flat=True))
        _revive(target, by, ids, name.path)
        _restore_tags(target, deleted_at, by)
        found = Restored("", sorted(named - left), sorted(left), len(ids))
        _publish_repository(name, found, by)
    return found


def _take(name: RepositoryName, item: str) -> int:
    """Lock the repository for a change. One that is itself in the trash comes back first."""
    repository_id = repositories.take(name)
    if repository_id is None:
        raise NotInTrash(item)
    return repository_id


def _kept(repository_id: int) -> ManifestQuerySet:
    since = kept_since(clock.now())
    return Manifest.objects.filter(repository_id=repository_id, deleted_at__gt=since)


def _group_of(root: Manifest) -> set[int]:
    """What was deleted with the artifact, and what else it needs that is deleted."""
    together = Manifest.objects.filter(
        repository_id=root.repository_id, deleted_at=root.deleted_at, deleted_with=root.digest
    )
    ids = {root.pk, *together.values_list("pk", flat=True)}
    return revival.with_parts(root.repository_id, ids)


def _tags_of(root: Manifest, group: Collection[int]) -> dict[str, tuple[int, str]]:
    """The tags that went with the artifact, and what each named: a manifest's id and digest."""
    rows = sql.over(
        "WITH back(id) AS (VALUES {}) SELECT t.name, m.id, m.digest FROM back"
        " JOIN artifacts_manifest m ON m.id = back.id JOIN artifacts_tagmove t"
        " ON t.repository_id = m.repository_id AND t.old_digest = m.digest AND t.new_digest = ''"
        " WHERE t.moved_at = %s",
        [(id_,) for id_ in group],
        sql.moment(root.deleted_at),
    )
    return {tag: (id_, digest) for tag, id_, digest in sorted(rows)}


def _revive(repository_id: int, by: Access, ids: Collection[int], root: str) -> None:
    revival.revive(project_id=by.project_id, repository_id=repository_id, ids=ids, root=root)


def _names_now(repository_id: int, names: Collection[str]) -> dict[str, str]:
    """Those of the tags that are there, and what they name."""
    rows = sql.over(
        "WITH wanted(name) AS (VALUES {}) SELECT t.name, m.digest FROM wanted"
        " JOIN artifacts_tag t ON t.name = wanted.name AND t.deleted_at IS NULL"
        " JOIN artifacts_manifest m ON m.id = t.manifest_id WHERE t.repository_id = %s",
        [(name,) for name in names],
        repository_id,
    )
    return dict(rows)


def _point_free(
    name: RepositoryName,
    repository_id: int,
    named: Mapping[str, tuple[int, str]],
    by: Access,
    *,
    force: bool,
) -> tuple[list[str], list[str]]:
    """Point tags as they did; answers which, and which were left where they are by now."""
    taken = _names_now(repository_id, named)
    left = [] if force else [tag for tag in named if tag in taken]
    back = {tag: manifest for tag, manifest in named.items() if tag not in left}
    _point(name, repository_id, back, by)
    return list(back), left


def _point(
    name: RepositoryName, repository_id: int, wanted: Mapping[str, tuple[int, str]], by: Access
) -> None:
    protection = Protection.of(name, by.project_id)
    for tag, (manifest_id, digest) in wanted.items():
        was = tags.point(
            repository_id=repository_id,
            name=tag,
            manifest_id=manifest_id,
            digest=digest,
            by=by,
            protection=protection,
        )
        if was not in (None, digest):
            tags.require_mover(name, by)


def _deletion_of(repository_id: int, tag: str, digest: Digest | None) -> str | None:
    """What the tag named when it was deleted."""
    lines = TagMove.objects.filter(
        repository_id=repository_id,
        name=tag,
        new_digest="",
        moved_at__gt=kept_since(clock.now()),
    )
    if digest is not None:
        lines = lines.filter(old_digest=str(digest))
    return lines.order_by("-pk").values_list("old_digest", flat=True).first()


def _bring_back(repository_id: int, digest: str, by: Access) -> tuple[int, int]:
    """The manifest's id, and how many rows were revived for it."""
    rows = Manifest.objects.filter(repository_id=repository_id, digest=digest)
    present = rows.present().values_list("pk", flat=True).first()
    if present is not None:
        return present, 0
    root = rows.filter(pk__in=_kept(repository_id)).order_by("-pk").first()
    if root is None:
        raise VersionGone(digest, "its content")
    group = _group_of(root)
    _revive(repository_id, by, group, digest)
    return root.pk, len(group)


def _find_deleted(name: RepositoryName, repository_id: int | None, project_id: int) -> Repository:
    """The deleted repository, locked together with one that has its name by now."""
    kept = Q(deleted_at__gt=kept_since(clock.now()), published_at__isnull=False)
    rows = Repository.objects.filter(kept, name=name.path, project_id=project_id)
    if repository_id is not None:
        rows = rows.filter(pk=repository_id)
    found = rows.order_by("-deleted_at", "-pk").first()
    wanted = Q(pk=found.pk if found else 0) | Q(name=name.path, deleted_at=None)
    locked = {row.pk: row for row in Repository.objects.filter(wanted).locked()}
    old = locked.get(found.pk) if found else None
    since = kept_since(clock.now())  # again: the locks may have been long in coming
    if old is None or old.published_at is None or not (old.deleted_at and old.deleted_at > since):
        raise NotInTrash(f"repository {name.path}")
    return old


def _tags_then(old: Repository) -> set[str]:
    rows = Tag.objects.filter(repository=old, deleted_at=old.deleted_at)
    return set(rows.values_list("name", flat=True))


def _reopen(old: Repository, name: RepositoryName) -> int:
    """The repository that is to have it all: itself, or the one that has its name by now."""
    present = repositories.take(name, publishes=True)
    if present is not None:
        return present
    try:
        with transaction.atomic():
            Repository.objects.filter(pk=old.pk).update(
                deleted_at=None,
                deleted_by="",
                version=F("version") + 1,
                update_time=clock.now(),
            )
    except IntegrityError:  # somebody has just pushed to that name, and may have deleted it again
        return _reopen(old, name)
    return old.pk


def _restore_tags(repository_id: int, deleted_at: datetime, by: Access) -> None:
    """Those that went with the repository, each with a line in its history."""
    then, now = sql.moment(deleted_at), sql.moment(clock.now())
    sql.change(
        "INSERT INTO artifacts_tagmove"
        " (repository_id, name, old_digest, new_digest, moved_by, moved_at)"
        " SELECT t.repository_id, t.name, '', m.digest, %s, %s FROM artifacts_tag t"
        " JOIN artifacts_manifest m ON m.id = t.manifest_id"
        " WHERE t.repository_id = %s AND t.deleted_at = %s",
        *(by.by.principal.name, now, repository_id, then),
    )
    sql.change(
        "UPDATE artifacts_tag SET deleted_at = NULL, deleted_by = ''"
        " WHERE repository_id = %s AND deleted_at = %s",
        *(repository_id, then),
    )


def _publish_artifact(name: RepositoryName, found: Restored, by: Access) -> None:
    resource = f"{name.path}@{found.digest}"
    events.publish(
        ArtifactRestored(
            by=by.by, resource=resource, project_id=by.project_id, details=_details(found)
        )
    )


def _publish_repository(name: RepositoryName, found: Restored, by: Access) -> None:
    details = {"artifact_count": found.manifest_count, "tag_count": len(found.tags)}
    events.publish(
        RepositoryRestored(
            by=by.by,
            resource=name.path,
            project_id=by.project_id,
            details=details | _left(found),
        )
    )


def _details(found: Restored) -> dict[str, object]:
    shown = {"tags": list(found.tags)[:NAMES_SHOWN], "manifest_count": found.manifest_count}
    return shown | _left(found)


def _left(found: Restored) -> dict[str, object]:
    return {"tags_left": list(found.tags_left)[:NAMES_SHOWN]} if found.tags_left else {}
