"""Manifests: pushed whole or not at all, together with their tag."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

import events
from artifacts import blobs, closures, edges, removal, repositories, sql, tags
from artifacts.closures import Named
from artifacts.errors import (
    DigestMismatch,
    ManifestBlobUnknown,
    ManifestInUse,
    ManifestUnknown,
    PartSizeWrong,
)
from artifacts.events import ArtifactDeleted, ArtifactPushed
from artifacts.models import Blob, Edge, EdgeKind
from jobs import clock
from oci import manifest as oci_manifest
from oci.descriptor import Descriptor
from oci.digest import Digest
from oci.reference import RepositoryName
from projects import access, quotas
from projects.access import Access
from projects.immutability import Protection
from projects.models import Project

DELETED_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Pushed:
    repository_id: int
    digest: Digest
    subject: Digest | None


@dataclass(frozen=True, slots=True)
class Parts:
    """What a manifest's descriptors name, as far as it is there: ids of rows by digest."""

    blobs: dict[str, int]
    children: dict[str, int]


def push(
    *,
    name: RepositoryName,
    body: bytes,
    media_type: str | None,
    digest: Digest | None,
    tag_names: Sequence[str],
    by: Access,
) -> Pushed:
    """Store a manifest and move the tags to it: all of it or nothing.

    *digest* is what the client says the body has; ``None`` where it pushes by tag alone. Safe to
    repeat. Raises ManifestInvalid, DigestMismatch, ManifestBlobUnknown, PartSizeWrong,
    QuotaExceeded, TagImmutable or TokenInvalid.
    """
    parsed = oci_manifest.parse(body, media_type)
    if digest is not None and not digest.matches(body):
        raise DigestMismatch(claimed=digest)
    digest = digest or Digest.of(body)
    with transaction.atomic():
        access.confirm(by)
        repository_id = repositories.take_or_make(name, by.project_id)
        protection = Protection.of(name, by.project_id)
        place = Place(by.project_id, repository_id, str(digest))
        manifest_id = _store(place, parsed, _require_parts(place, parsed))
        moved = {
            tag: tags.point(
                repository_id=repository_id,
                name=tag,
                manifest_id=manifest_id,
                digest=place.digest,
                by=by,
                protection=protection,
            )
            for tag in tag_names
        }
        events.publish(
            ArtifactPushed(
                by=by.by,
                resource=_pushed_as(name, digest, tag_names),
                project_id=by.project_id,
                details={"digest": place.digest, "tags": moved},
            )
        )
    return Pushed(repository_id, digest, parsed.subject.digest if parsed.subject else None)


def _pushed_as(name: RepositoryName, digest: Digest, tag_names: Sequence[str]) -> str:
    """By its tag where it has one, as in Harbor and as pulls are told."""
    return f"{name.path}:{tag_names[0]}" if tag_names else f"{name.path}@{digest}"


def delete(*, name: RepositoryName, digest: Digest, by: Access) -> None:
    """Delete a manifest and, in the same transaction, the tags that point at it and no others.

    What it names stays, and so do its referrers, as the distribution specification has it. Raises
    ManifestUnknown, ManifestInUse while an index names it, or TagImmutable.
    """
    with transaction.atomic():
        _delete(name=name, reference=digest, by=by, alone=True)


def delete_artifact(*, name: RepositoryName, reference: Digest | str, by: Access) -> None:
    """Delete a manifest as Harbor does an artifact: with its tags, and with what belongs to it.

    That are its accessories, and the children that have no tag and are in no other index, with
    theirs. What a rule protects stays, and is an artifact of its own then.
    """
    with transaction.atomic():
        _delete(name=name, reference=reference, by=by, alone=False)


def _delete(*, name: RepositoryName, reference: Digest | str, by: Access, alone: bool) -> None:
    access.confirm(by)
    repository_id = repositories.take(name)
    if repository_id is None:
        raise ManifestUnknown(reference)
    root = tags.resolve(repository_id, reference)
    _require_no_parent(root)
    protection = Protection.of(name, by.project_id)
    going = {root.id: root.digest}
    if not alone:
        going = closures.doomed(
            repository_id,
            root,
            is_protected=lambda tag: protection.rule_for(tag) is not None,
            at_most=DELETED_AT_ONCE,
        )
    names = removal.take_away(going, protection=protection, by=by, root=root.digest)
    details = removal.shown(names)
    if others := [digest for digest in going.values() if digest != root.digest]:
        details |= {"with": others[: removal.NAMES_SHOWN], "manifest_count": len(going)}
    events.publish(
        ArtifactDeleted(
            by=by.by,
            resource=f"{name.path}@{root.digest}",
            project_id=by.project_id,
            details=details,
        )
    )


def store_again(*, project_id: int, repository_id: int, rows: Sequence[int]) -> dict[str, int]:
    """Store manifests that are rows already, of whatever repository, each after its children.

    Under the lock of the repository that is to have them, with all their blobs locked at once.
    Answers their ids there, by digest. Raises ManifestBlobUnknown or QuotaExceeded.
    """
    named = sql.over(
        "WITH wanted(id) AS (VALUES {}) SELECT DISTINCT e.digest FROM wanted"
        " JOIN artifacts_edge e ON e.manifest_id = wanted.id AND e.kind <> 'manifest'",
        [(id_,) for id_ in rows],
    )
    Blob.objects.keep([digest for (digest,) in named])
    stored: dict[str, int] = {}
    for id_ in rows:
        row = sql.one("SELECT digest, media_type, body FROM artifacts_manifest WHERE id = %s", id_)
        assert row is not None
        parsed = oci_manifest.parse(bytes(row[2]), row[1])
        place = Place(project_id, repository_id, row[0])
        stored[place.digest] = _store(place, parsed, _require_parts(place, parsed))
    return stored


def _require_no_parent(manifest: Named) -> None:
    parent = Edge.objects.filter(child=manifest.id, manifest__deleted_at=None)
    digest = parent.values_list("manifest__digest", flat=True).first()
    if digest is not None:
        raise ManifestInUse(manifest.digest, digest)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a manifest belongs, and its digest."""

    project_id: int
    repository_id: int
    digest: str


def _require_parts(place: Place, parsed: oci_manifest.Manifest) -> Parts:
    """Find what the manifest names, locked against removal. Raises ManifestBlobUnknown."""
    named = {str(part.digest): part.digest for part in parsed.blobs}
    found = blobs.linked(place.repository_id, named)
    children = {str(part.digest): part.digest for part in parsed.manifests}
    found_children = _children(place.repository_id, children)
    missing = [digest for text, digest in named.items() if text not in found]
    missing += [digest for text, digest in children.items() if text not in found_children]
    if missing and not Project.objects.filter(pk=place.project_id, allow_sparse=True).exists():
        raise ManifestBlobUnknown(missing)
    _require_sizes(parsed.blobs, found)
    _require_sizes(parsed.manifests, found_children)
    return Parts(
        {digest: row[0] for digest, row in found.items()},
        {digest: row[0] for digest, row in found_children.items()},
    )


def _children(repository_id: int, digests: Collection[str]) -> dict[str, tuple[int, int]]:
    found = sql.over(
        "WITH wanted(digest) AS (VALUES {}) SELECT m.digest, m.id, m.size FROM wanted"
        " JOIN artifacts_manifest m ON m.digest = wanted.digest"
        " WHERE m.repository_id = %s AND m.deleted_at IS NULL",
        [(digest,) for digest in digests],
        repository_id,
    )
    return {digest: (manifest_id, size) for digest, manifest_id, size in found}


def _require_sizes(parts: Iterable[Descriptor], found: Mapping[str, tuple[int, int]]) -> None:
    for part in parts:
        row = found.get(str(part.digest))
        if row is not None and row[1] != part.size:
            raise PartSizeWrong(part.digest, described=part.size, stored=row[1])


def _store(place: Place, parsed: oci_manifest.Manifest, parts: Parts) -> int:
    """The manifest's row: as it is, revived, or new with its edges. Holds the repository's lock."""
    row = sql.one(
        "SELECT id, deleted_at IS NULL FROM artifacts_manifest"
        " WHERE repository_id = %s AND digest = %s ORDER BY id DESC LIMIT 1",
        *(place.repository_id, place.digest),
    )
    if row is not None and row[1]:
        now = sql.moment(clock.now())
        sql.change("UPDATE artifacts_manifest SET push_time = %s WHERE id = %s", now, row[0])
        return int(row[0])
    _charge(place, parsed.size)
    manifest_id = _create(place, parsed) if row is None else _revive(int(row[0]), parsed)
    sql.over(
        "INSERT INTO artifacts_edge (manifest_id, kind, position, digest, media_type, size,"
        " platform, annotations, is_absent, blob_id, child_id) VALUES {}",
        [(manifest_id, *edge) for edge in _edges(parsed, parts)],
    )
    edges.fill_in_manifest(
        repository_id=place.repository_id,
        manifest_id=manifest_id,
        digest=place.digest,
        size=parsed.size,
    )
    return manifest_id


def _charge(place: Place, size: int) -> None:
    """A project pays for the same manifest once, like for a blob."""
    quotas.hold(place.project_id)
    if not _is_held(place):
        quotas.charge(project_id=place.project_id, added=size)


def _is_held(place: Place) -> bool:
    row = sql.one(
        "SELECT 1 FROM artifacts_manifest m JOIN artifacts_repository r ON r.id = m.repository_id"
        " WHERE m.digest = %s AND m.deleted_at IS NULL AND r.project_id = %s LIMIT 1",
        *(place.digest, place.project_id),
    )
    return row is not None


def _create(place: Place, parsed: oci_manifest.Manifest) -> int:
    row = sql.one(
        "INSERT INTO artifacts_manifest (repository_id, digest, size, body, push_time, pull_count,"
        " media_type, artifact_type, config_media_type, subject_digest, annotations)"
        " VALUES (%s, %s, %s, %s, %s, 0, %s, %s, %s, %s, %s) RETURNING id",
        *(place.repository_id, place.digest, parsed.size, parsed.body, sql.moment(clock.now())),
        *_described_by(parsed),
    )
    assert row is not None
    return int(row[0])


def _revive(manifest_id: int, parsed: oci_manifest.Manifest) -> int:
    sql.change(
        "UPDATE artifacts_manifest SET deleted_at = NULL, deleted_by = '', deleted_with = '',"
        " push_time = %s, media_type = %s, artifact_type = %s, config_media_type = %s,"
        " subject_digest = %s, annotations = %s WHERE id = %s",
        *(sql.moment(clock.now()), *_described_by(parsed), manifest_id),
    )
    sql.change("DELETE FROM artifacts_artifactlabel WHERE manifest_id = %s", manifest_id)
    sql.change("DELETE FROM artifacts_edge WHERE manifest_id = %s", manifest_id)
    return manifest_id


def _described_by(parsed: oci_manifest.Manifest) -> tuple[str, ...]:
    """What the columns say of a manifest; its media type may be the request's, not the body's."""
    return (
        parsed.media_type,
        parsed.artifact_type or "",
        parsed.config.media_type if parsed.config else "",
        str(parsed.subject.digest) if parsed.subject else "",
        json.dumps(dict(parsed.annotations)),
    )


def _edges(parsed: oci_manifest.Manifest, parts: Parts) -> Iterator[sql.Row]:
    for position, (kind, part) in enumerate(_described(parsed)):
        digest = str(part.digest)
        is_manifest = kind == EdgeKind.MANIFEST
        blob = None if is_manifest or part.is_foreign else parts.blobs.get(digest)
        child = parts.children.get(digest) if is_manifest else None
        platform = json.dumps(dict(part.platform)) if part.platform else None
        described = (kind, position, digest, part.media_type, part.size, platform)
        annotations = json.dumps(dict(part.annotations))
        yield (*described, annotations, blob is None and child is None, blob, child)


def _described(parsed: oci_manifest.Manifest) -> Iterator[tuple[EdgeKind, Descriptor]]:
    if parsed.config is not None:
        yield EdgeKind.CONFIG, parsed.config
    for layer in parsed.layers:
        yield EdgeKind.LAYER, layer
    for child in parsed.manifests:
        yield EdgeKind.MANIFEST, child
