"""Copies of artifacts into other repositories: rows and links, and not one byte of a blob."""

from collections.abc import Mapping, Sequence

from django.db import transaction

import events
from artifacts import closures, links, manifests, repositories, sql, tags
from artifacts.closures import Closure, Named
from artifacts.errors import AccessoryRefused, RepositoryUnknown, TooManyTags
from artifacts.events import ArtifactCopied
from artifacts.models import Blob, Manifest, Tag
from jobs import clock
from oci.digest import Digest
from oci.reference import RepositoryName
from projects import access
from projects.access import Access
from projects.immutability import Protection

COPIED_AT_ONCE = 1_000
TAGS_AT_MOST = 100


def copy(
    *,
    source: RepositoryName,
    reference: Digest | str,
    target: RepositoryName,
    by_source: Access,
    by_target: Access,
) -> Digest:
    """Copy an artifact with its children and accessories: all of it or nothing.

    *reference* is a tag, which the copy gets, or a digest: the copy gets all tags of the artifact
    then, as in Harbor. What the target has already is used. Tags of the target move, those by
    which accessories are found do not: what was signed there stays signed.
    Raises RepositoryUnknown, ManifestUnknown, AccessoryRefused, TagImmutable, QuotaExceeded,
    TooMuchAtOnce, TooManyTags, ActionDenied if a tag would move and the caller may not push, or
    ManifestBlobUnknown if the artifact is sparse and the target's project admits none such.
    """
    with transaction.atomic():
        for each in sorted((by_source, by_target), key=lambda by: by.project_id):
            access.confirm(each)
        here, there = _take_both(source, target, by_target.project_id)
        root = tags.resolve(here, reference)
        _require_no_accessory(here, root)
        names = [reference] if isinstance(reference, str) else _tags_of(root)
        found = closures.whole(here, root, at_most=COPIED_AT_ONCE)
        rows = closures.children_first(found.manifests)
        if here != there:
            _link_blobs(here, there, by_target.project_id, rows)
        copied = manifests.store_again(
            project_id=by_target.project_id, repository_id=there, rows=rows
        )
        named = dict.fromkeys(names, root.digest) | _missing_tags(there, found)
        wanted = {name: (copied[digest], digest) for name, digest in named.items()}
        moved = _point_all(target, there, wanted, by_target)
        events.publish(
            ArtifactCopied(
                by=by_target.by,
                resource=f"{target.path}@{root.digest}",
                project_id=by_target.project_id,
                details={"from": source.path, "tags": moved, "manifest_count": len(copied)},
            )
        )
    return Digest.parse(root.digest)


def _take_both(source: RepositoryName, target: RepositoryName, project_id: int) -> tuple[int, int]:
    """Lock both repositories in order of id: the target for a change, the source against one."""
    here, there = repositories.find(source), repositories.ensure(target, project_id)
    if here is None:
        raise RepositoryUnknown(source.path)
    for id_ in sorted({here, there}):
        if id_ == there:
            is_there = repositories.note_change(id_, publishes=True)
        else:
            shared = sql.locked("FOR SHARE")
            is_there = None is not sql.one(
                f"SELECT 1 FROM artifacts_repository WHERE id = %s AND deleted_at IS NULL{shared}",  # noqa: S608
                id_,
            )
        if not is_there:
            raise RepositoryUnknown(target.path if id_ == there else source.path)
    return here, there


def _require_no_accessory(repository_id: int, root: Named) -> None:
    """Raise AccessoryRefused for what belongs to an artifact that is there."""
    rows = Tag.objects.present().filter(manifest=root.id, name__startswith="sha256-")
    subjects = {closures.subject_of_tag(name) for name in rows.values_list("name", flat=True)}
    subjects |= set(Manifest.objects.filter(pk=root.id).values_list("subject_digest", flat=True))
    present = Manifest.objects.present().filter(repository_id=repository_id)
    if present.filter(digest__in=[subject for subject in subjects if subject]).exists():
        raise AccessoryRefused(root.digest)


def _tags_of(root: Named) -> list[str]:
    rows = Tag.objects.present().filter(manifest=root.id).order_by("name")
    names = list(rows.values_list("name", flat=True)[: TAGS_AT_MOST + 1])
    if len(names) > TAGS_AT_MOST:
        raise TooManyTags(TAGS_AT_MOST)
    return names


def _missing_tags(repository_id: int, found: Closure) -> dict[str, str]:
    """The tags of accessories that the target does not have, with the digest that each names."""
    names = [(name,) for name in found.tags]
    present = sql.over(
        "WITH wanted(name) AS (VALUES {}) SELECT t.name FROM wanted"
        " JOIN artifacts_tag t ON t.name = wanted.name AND t.deleted_at IS NULL"
        " WHERE t.repository_id = %s",
        names,
        repository_id,
    )
    return {name: digest for name, digest in found.tags.items() if (name,) not in present}


def _point_all(
    target: RepositoryName, repository_id: int, wanted: Mapping[str, tuple[int, str]], by: Access
) -> dict[str, str | None]:
    """Point each tag at a manifest, its id and digest; answers what each of them named before."""
    protection = Protection.of(target, by.project_id)
    moved: dict[str, str | None] = {}
    for name, (manifest_id, digest) in wanted.items():
        was = tags.point(
            repository_id=repository_id,
            name=name,
            manifest_id=manifest_id,
            digest=digest,
            by=by,
            protection=protection,
        )
        if was not in (None, digest):
            tags.require_mover(target, by)
        moved[name] = was
    return moved


def _link_blobs(here: int, there: int, project_id: int, rows: Sequence[int]) -> None:
    """Let the target use the blobs of the manifests, which the source has; its project pays once.

    They are protected by what is linked and named when this transaction ends, and need no lease.
    Always in order of digest, so that two copies never wait for one another.
    """
    named = sql.over(
        "WITH wanted(id) AS (VALUES {}) SELECT DISTINCT e.digest FROM wanted"
        " JOIN artifacts_edge e ON e.manifest_id = wanted.id AND e.kind <> 'manifest'",
        [(id_,) for id_ in rows],
    )
    digests = sorted({(digest,) for (digest,) in named})
    Blob.objects.keep([digest for (digest,) in digests])
    sql.over(
        "WITH wanted(digest) AS (VALUES {}) INSERT INTO artifacts_repositoryblob"
        " (repository_id, blob_id, creation_time) SELECT %s, b.id, %s FROM wanted"
        " JOIN artifacts_blob b ON b.digest = wanted.digest AND b.state = 'available'"
        " JOIN artifacts_repositoryblob l ON l.blob_id = b.id AND l.repository_id = %s"
        " WHERE true ON CONFLICT DO NOTHING",
        digests,
        *(there, sql.moment(clock.now()), here),
    )
    links.pay(project_id=project_id, repository_id=there, digests=digests)
    links.fill_in(repository_id=there, digests=digests)
