"""Why a digest is kept: everything that holds it, and until when what has an end does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from artifacts import trash
from artifacts.models import Blob, Edge, Manifest, RepositoryBlob
from jobs import clock
from oci.digest import Digest

SHOWN = 100


class Reason(StrEnum):
    TAG = "tag"
    INDEX = "index"
    """An index names it."""
    SUBJECT = "subject"
    """It belongs to a manifest that is there, as its signature or the like."""
    UNTAGGED = "untagged"
    """A manifest that nothing names: kept unless a run is told to take such."""
    MANIFEST = "manifest"
    """A manifest names the blob."""
    TRASH = "trash"
    """It was deleted, or a manifest that names it was, and can be brought back."""
    LINK = "link"
    """It was pushed or mounted, and no manifest names it yet."""
    LEASE = "lease"
    """A client was told that it is there a short while ago."""


@dataclass(frozen=True, slots=True)
class Holder:
    """One thing that keeps it; without *until*, for as long as that is there."""

    reason: Reason
    repository: str = ""
    name: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """*state* is that of the blob's row; empty where there is none, as for manifests."""

    digest: str
    is_known: bool
    state: str
    size: int
    holders: list[Holder]


def explain(digest: Digest) -> Explanation:
    """What holds a blob or a manifest: SHOWN of its holders at most."""
    text = str(digest)
    blob = Blob.objects.filter(digest=text).first()
    manifests = Manifest.objects.filter(digest=text)
    first = manifests.first()
    found = [*islice(_of_manifests(text), SHOWN)]
    if blob is not None:
        found += islice(_of_blob(blob), SHOWN - len(found))
    known = blob or first
    return Explanation(
        digest=text,
        is_known=known is not None,
        state="" if blob is None else blob.state,
        size=0 if known is None else known.size,
        holders=found,
    )


def _of_manifests(digest: str) -> Iterator[Holder]:
    rows = Manifest.objects.filter(digest=digest).select_related("repository").defer("body")
    for row in rows.order_by("pk")[:SHOWN]:
        name = row.repository.name
        if row.deleted_at is not None:
            yield Holder(Reason.TRASH, name, digest, trash.kept_until(row.deleted_at))
            continue
        held = [*_by_names(row)]
        yield from held or [Holder(Reason.UNTAGGED, name, digest)]


def _by_names(row: Manifest) -> Iterator[Holder]:
    name = row.repository.name
    for tag in row.tags.present().order_by("name")[:SHOWN]:
        yield Holder(Reason.TAG, name, tag.name)
    parents = Edge.objects.filter(child=row, manifest__deleted_at=None)
    for digest in parents.values_list("manifest__digest", flat=True).distinct()[:SHOWN]:
        yield Holder(Reason.INDEX, name, digest)
    subjects = Manifest.objects.present().filter(
        repository=row.repository_id, digest=row.subject_digest
    )
    if row.subject_digest and subjects.exists():
        yield Holder(Reason.SUBJECT, name, row.subject_digest)


def _of_blob(blob: Blob) -> Iterator[Holder]:
    edges = Edge.objects.filter(blob=blob).select_related("manifest__repository")
    named = set()
    for edge in edges.defer("manifest__body").order_by("manifest_id")[:SHOWN]:
        row = edge.manifest
        named.add(row.repository_id)
        until = None if row.deleted_at is None else trash.kept_until(row.deleted_at)
        reason = Reason.MANIFEST if until is None else Reason.TRASH
        yield Holder(reason, row.repository.name, row.digest, until)
    links = RepositoryBlob.objects.filter(blob=blob).exclude(repository__in=named)
    for link in links.select_related("repository").order_by("pk")[:SHOWN]:
        yield Holder(Reason.LINK, link.repository.name, blob.digest, blob.protected_until)
    if blob.protected_until > clock.now():
        yield Holder(Reason.LEASE, "", blob.digest, blob.protected_until)
