"""The history of tags: where they pointed, since when and by whom, and the way back."""

from django.db import transaction

import events
from artifacts import closures, manifests, repositories, revival, sql, tags
from artifacts.errors import ManifestBlobUnknown, MoveUnknown, VersionGone
from artifacts.events import TagRestored
from artifacts.models import TagMove
from oci.digest import Digest
from oci.reference import RepositoryName, parse_tag
from projects import access
from projects.access import Access
from projects.immutability import Protection

LINES_A_PAGE = 50


def of(
    *, repository_id: int, name: str, before: int | None = None, at_most: int = LINES_A_PAGE
) -> tuple[list[TagMove], int | None]:
    """Lines of a tag's history, newest first; where there are more, what to go on *before*."""
    rows = TagMove.objects.filter(repository_id=repository_id, name=name).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: at_most + 1])
    return found[:at_most], found[at_most - 1].pk if len(found) > at_most else None


def restore(*, name: RepositoryName, tag: str, to: Digest | int, by: Access) -> Digest:
    """Have the tag name what it named before; answers that.

    *to* is a digest of its history, or a line of it, which is then undone: the tag goes back to
    what it named before that line. A deleted tag comes back as well, and a deleted manifest, with
    the children that it names, if all its parts are still linked. A line is added; none goes.
    Raises MoveUnknown, VersionGone or QuotaExceeded; of a tag that is there, TagImmutable if it is
    protected, or ActionDenied to whom may not push.
    """
    parse_tag(tag)
    with transaction.atomic():
        access.confirm(by)
        repository_id = repositories.take(name)
        if repository_id is None:
            raise MoveUnknown(tag, to)
        digest = _wanted(repository_id, tag, to)
        manifest_id, is_revived = _bring_back(by.project_id, repository_id, digest)
        was = tags.point(
            repository_id=repository_id,
            name=tag,
            manifest_id=manifest_id,
            digest=digest,
            by=by,
            protection=Protection.of(name, by.project_id),
        )
        if was not in (None, digest):
            tags.require_mover(name, by)
        events.publish(
            TagRestored(
                by=by.by,
                resource=f"{name.path}:{tag}",
                project_id=by.project_id,
                details={"digest": [was, digest], "manifest_revived": is_revived},
            )
        )
    return Digest.parse(digest)


def _wanted(repository_id: int, tag: str, to: Digest | int) -> str:
    """A digest that the history has: nobody tags by way of it what the tag never named."""
    lines = TagMove.objects.filter(repository_id=repository_id, name=tag)
    if isinstance(to, Digest):
        digest = str(to) if lines.filter(new_digest=str(to)).exists() else None
    else:
        digest = lines.filter(pk=to).values_list("old_digest", flat=True).first()
    if not digest:
        raise MoveUnknown(tag, to)
    return digest


def _bring_back(project_id: int, repository_id: int, digest: str) -> tuple[int, bool]:
    """The manifest's id, and whether it had been deleted and was revived."""
    row = sql.one(
        "SELECT id, deleted_at IS NULL FROM artifacts_manifest"
        " WHERE repository_id = %s AND digest = %s ORDER BY id DESC LIMIT 1",
        *(repository_id, digest),
    )
    if row is None:
        raise VersionGone(digest, "its content")
    if row[1]:
        return int(row[0]), False
    try:
        revived = manifests.store_again(
            project_id=project_id,
            repository_id=repository_id,
            rows=closures.children_first(revival.with_parts(repository_id, [int(row[0])])),
        )
    except ManifestBlobUnknown as error:
        raise VersionGone(digest, error.digests[0]) from error
    return revived[digest], True
