"""Manifests: pushed whole or not at all, together with their tag."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

import events
from artifacts import blobs, repositories, tags
from artifacts.errors import (
    DigestMismatch,
    ManifestBlobUnknown,
    ManifestInUse,
    ManifestUnknown,
    PartSizeWrong,
)
from artifacts.events import ArtifactDeleted, ArtifactPushed
from artifacts.models import Blob, Edge, EdgeKind, Manifest, Repository
from oci import manifest as oci_manifest
from oci.descriptor import Descriptor
from oci.digest import Digest
from oci.reference import RepositoryName
from projects import access, quotas
from projects.access import Access
from projects.models import Project


@dataclass(frozen=True, slots=True)
class Pushed:
    repository_id: int
    digest: Digest
    subject: Digest | None


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows that a manifest's descriptors name, by digest, as far as they are there."""

    blobs: dict[str, Blob]
    children: dict[str, Manifest]


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
    QuotaExceeded or TokenInvalid.
    """
    parsed = oci_manifest.parse(body, media_type)
    if digest is not None and not digest.matches(body):
        raise DigestMismatch(claimed=digest)
    digest = digest or Digest.of(body)
    with transaction.atomic():
        access.confirm(by)
        repository = repositories.ensure(name, by.project_id)
        repositories.note_change(repository)
        parts = _require_parts(repository, parsed)
        manifest = _store(repository, digest, parsed, parts)
        repositories.publish(repository)
        moved = {
            tag: tags.point(repository=repository, name=tag, manifest=manifest, by=by)
            for tag in tag_names
        }
        events.publish(
            ArtifactPushed(
                by=by.by,
                resource=f"{name.path}@{digest}",
                project_id=by.project_id,
                details={"tags": moved},
            )
        )
    return Pushed(repository.pk, digest, parsed.subject.digest if parsed.subject else None)


def delete(*, name: RepositoryName, digest: Digest, by: Access) -> None:
    """Delete a manifest and, in the same transaction, the tags that point at it and no others.

    Raises ManifestUnknown, or ManifestInUse while an index names it.
    """
    with transaction.atomic():
        access.confirm(by)
        repository = repositories.find(name)
        if repository is None:
            raise ManifestUnknown(digest)
        repositories.note_change(repository)
        manifest = _present(repository, str(digest))
        if manifest is None:
            raise ManifestUnknown(digest)
        _require_no_parent(manifest)
        gone = tags.delete_all(manifest=manifest, by=by)
        Manifest.objects.filter(pk=manifest.pk).update(deleted_at=timezone.now())
        _release(repository, manifest)
        events.publish(
            ArtifactDeleted(
                by=by.by,
                resource=f"{name.path}@{digest}",
                project_id=by.project_id,
                details={"tags": gone},
            )
        )


def _present(repository: Repository, digest: str) -> Manifest | None:
    present = Manifest.objects.present().defer("body")
    return present.filter(repository=repository, digest=digest).first()


def _require_no_parent(manifest: Manifest) -> None:
    parent = Edge.objects.filter(child=manifest, manifest__deleted_at=None)
    digest = parent.values_list("manifest__digest", flat=True).first()
    if digest is not None:
        raise ManifestInUse(manifest.digest, digest)


def _require_parts(repository: Repository, parsed: oci_manifest.Manifest) -> Parts:
    may_miss = Project.objects.filter(pk=repository.project_id, allow_sparse=True).exists()
    found = blobs.require_linked(repository, parsed.blobs, may_miss=may_miss)
    children = _require_children(repository, parsed.manifests, may_miss=may_miss)
    return Parts(found, children)


def _require_children(
    repository: Repository, parts: tuple[Descriptor, ...], *, may_miss: bool
) -> dict[str, Manifest]:
    wanted = {str(part.digest): part.digest for part in parts}
    found = (
        Manifest.objects.present()
        .defer("body")
        .filter(repository=repository, digest__in=list(wanted))
    )
    children = {child.digest: child for child in found}
    missing = [digest for text, digest in wanted.items() if text not in children]
    if missing and not may_miss:
        raise ManifestBlobUnknown(missing)
    for part in parts:
        child = children.get(str(part.digest))
        if child is not None and child.size != part.size:
            raise PartSizeWrong(part.digest, described=part.size, stored=child.size)
    return children


def _store(
    repository: Repository, digest: Digest, parsed: oci_manifest.Manifest, parts: Parts
) -> Manifest:
    """The manifest's row: as it is, revived, or new with its edges. Holds the repository's lock."""
    manifest = (
        Manifest.objects.defer("body")
        .filter(repository=repository, digest=str(digest))
        .order_by("-pk")
        .first()
    )
    if manifest is not None and manifest.deleted_at is None:
        Manifest.objects.filter(pk=manifest.pk).update(push_time=timezone.now())
        return manifest
    _charge(repository, digest, parsed.size)
    if manifest is not None:
        revived = {"deleted_at": None, "push_time": timezone.now(), **_described_by(parsed)}
        Manifest.objects.filter(pk=manifest.pk).update(**revived)
        manifest.edges.all().delete()
    else:
        manifest = _create(repository, digest, parsed)
    Edge.objects.bulk_create(_edges(manifest, parsed, parts))
    absent = Edge.objects.awaiting(repository, manifest.digest, manifest.size)
    absent.filter(kind=EdgeKind.MANIFEST).update(child=manifest, is_absent=False)
    return manifest


def _charge(repository: Repository, digest: Digest, size: int) -> None:
    """A project pays for the same manifest once, like for a blob."""
    quotas.hold(repository.project_id)
    is_held = Manifest.objects.present().filter(
        repository__project_id=repository.project_id, digest=str(digest)
    )
    if not is_held.exists():
        quotas.charge(project_id=repository.project_id, added=size)


def _release(repository: Repository, manifest: Manifest) -> None:
    """The other way round: another repository of the project may still hold the same manifest."""
    quotas.hold(repository.project_id)
    is_held = Manifest.objects.present().filter(
        repository__project_id=repository.project_id, digest=manifest.digest
    )
    if not is_held.exists():
        quotas.release(project_id=repository.project_id, freed=manifest.size)


def _create(repository: Repository, digest: Digest, parsed: oci_manifest.Manifest) -> Manifest:
    return Manifest.objects.create(
        repository=repository,
        digest=str(digest),
        size=parsed.size,
        body=parsed.body,
        **_described_by(parsed),
    )


def _described_by(parsed: oci_manifest.Manifest) -> dict[str, Any]:
    """What the columns say of a manifest; its media type may be the request's, not the body's."""
    return {
        "media_type": parsed.media_type,
        "artifact_type": parsed.artifact_type or "",
        "config_media_type": parsed.config.media_type if parsed.config else "",
        "subject_digest": str(parsed.subject.digest) if parsed.subject else "",
        "annotations": dict(parsed.annotations),
    }


def _edges(manifest: Manifest, parsed: oci_manifest.Manifest, parts: Parts) -> Iterator[Edge]:
    for position, (kind, part) in enumerate(_described(parsed)):
        digest = str(part.digest)
        is_manifest = kind == EdgeKind.MANIFEST
        blob = None if is_manifest or part.is_foreign else parts.blobs.get(digest)
        child = parts.children.get(digest) if is_manifest else None
        yield Edge(
            manifest=manifest,
            kind=kind,
            position=position,
            digest=digest,
            media_type=part.media_type,
            size=part.size,
            platform=dict(part.platform) if part.platform else None,
            annotations=dict(part.annotations),
            is_absent=blob is None and child is None,
            blob=blob,
            child=child,
        )


def _described(parsed: oci_manifest.Manifest) -> Iterator[tuple[EdgeKind, Descriptor]]:
    if parsed.config is not None:
        yield EdgeKind.CONFIG, parsed.config
    for layer in parsed.layers:
        yield EdgeKind.LAYER, layer
    for child in parsed.manifests:
        yield EdgeKind.MANIFEST, child
