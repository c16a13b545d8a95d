"""Manifests: pushed whole or not at all, together with their tag."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

import events
from artifacts import blobs, repositories, tags
from artifacts.errors import DigestMismatch, ManifestBlobUnknown, PartSizeWrong
from artifacts.events import ArtifactPushed
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
    reference: Digest | str,
    body: bytes,
    media_type: str | None,
    by: Access,
) -> Pushed:
    """Store a manifest and, when the reference is a tag, move the tag to it: both or neither.

    Safe to repeat. Raises ManifestInvalid, DigestMismatch, ManifestBlobUnknown, PartSizeWrong,
    QuotaExceeded or TokenInvalid.
    """
    parsed = oci_manifest.parse(body, media_type)
    digest = _digest(reference, body)
    with transaction.atomic():
        access.confirm(by)
        repository = repositories.ensure(name, by.project_id)
        parts = _require_parts(repository, parsed)
        repositories.note_change(repository)
        manifest = _store(repository, digest, parsed, parts)
        details = {"digest": str(digest)}
        if isinstance(reference, str):
            was = tags.point(repository=repository, name=reference, manifest=manifest, by=by)
            details |= {"tag": reference, "was": was or ""}
        separator = ":" if isinstance(reference, str) else "@"
        events.publish(
            ArtifactPushed(
                by=by.by,
                resource=f"{name.path}{separator}{reference}",
                project_id=by.project_id,
                details=details,
            )
        )
    return Pushed(digest, parsed.subject.digest if parsed.subject else None)


def _digest(reference: Digest | str, body: bytes) -> Digest:
    if isinstance(reference, str):
        return Digest.of(body)
    if not reference.matches(body):
        raise DigestMismatch(claimed=reference)
    return reference


def _require_parts(repository: Repository, parsed: oci_manifest.Manifest) -> Parts:
    may_miss = Project.objects.filter(pk=repository.project_id, allow_sparse=True).exists()
    found = blobs.require_linked(repository, parsed.blobs, may_miss=may_miss)
    children = _require_children(repository, parsed.manifests, may_miss=may_miss)
    return Parts(found, children)


def _require_children(
    repository: Repository, parts: tuple[Descriptor, ...], *, may_miss: bool
) -> dict[str, Manifest]:
    wanted = {str(part.digest): part for part in parts}
    found = (
        Manifest.objects.present()
        .defer("body")
        .filter(repository=repository, digest__in=list(wanted))
    )
    children = {child.digest: child for child in found}
    missing = [part.digest for digest, part in wanted.items() if digest not in children]
    if missing and not may_miss:
        raise ManifestBlobUnknown(missing)
    for digest, child in children.items():
        if child.size != wanted[digest].size:
            raise PartSizeWrong(digest, described=wanted[digest].size, stored=child.size)
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
        Manifest.objects.filter(pk=manifest.pk).update(deleted_at=None, push_time=timezone.now())
        manifest.edges.all().delete()
    else:
        manifest = _create(repository, digest, parsed)
    Edge.objects.bulk_create(_edges(manifest, parsed, parts))
    return manifest


def _charge(repository: Repository, digest: Digest, size: int) -> None:
    """A project pays for the same manifest once, like for a blob."""
    is_held = Manifest.objects.present().filter(
        repository__project_id=repository.project_id, digest=str(digest)
    )
    if not is_held.exists():
        quotas.charge(project_id=repository.project_id, added=size)


def _create(repository: Repository, digest: Digest, parsed: oci_manifest.Manifest) -> Manifest:
    return Manifest.objects.create(
        repository=repository,
        digest=str(digest),
        media_type=parsed.media_type,
        artifact_type=parsed.artifact_type or "",
        config_media_type=parsed.config.media_type if parsed.config else "",
        subject_digest=str(parsed.subject.digest) if parsed.subject else "",
        annotations=dict(parsed.annotations),
        size=parsed.size,
        body=parsed.body,
    )


def _edges(manifest: Manifest, parsed: oci_manifest.Manifest, parts: Parts) -> Iterator[Edge]:
    for position, (kind, part) in enumerate(_described(parsed)):
        digest = str(part.digest)
        is_blob = kind != EdgeKind.MANIFEST and not part.is_foreign
        yield Edge(
            manifest=manifest,
            kind=kind,
            position=position,
            digest=digest,
            media_type=part.media_type,
            size=part.size,
            platform=dict(part.platform) if part.platform else None,
            annotations=dict(part.annotations),
            blob=parts.blobs.get(digest) if is_blob else None,
            child=parts.children.get(digest) if kind == EdgeKind.MANIFEST else None,
        )


def _described(parsed: oci_manifest.Manifest) -> Iterator[tuple[EdgeKind, Descriptor]]:
    if parsed.config is not None:
        yield EdgeKind.CONFIG, parsed.config
    for layer in parsed.layers:
        yield EdgeKind.LAYER, layer
    for child in parsed.manifests:
        yield EdgeKind.MANIFEST, child
