"""Referrers: the manifests of a repository that name another one as their subject."""

import json
from typing import Any

from artifacts.models import Manifest
from oci.digest import Digest
from oci.reference import RepositoryName

ROWS_A_PAGE = 1_000
BYTES_A_PAGE = 4 * 1024 * 1024
ROWS_AT_ONCE = 4
"""A row can be as large as a manifest: few of them are in memory together."""

Descriptor = dict[str, Any]


def page(
    name: RepositoryName, subject: Digest, *, artifact_type: str, after: int
) -> tuple[list[Descriptor], int | None]:
    """Descriptors of referrers (distribution-spec, "Listing Referrers"), oldest first.

    Where there are more, the second value is what to continue *after*. The subject itself need not
    be there.
    """
    rows = (
        Manifest.objects.present()
        .defer("body")
        .filter(
            repository__name=name.path,
            repository__deleted_at=None,
            subject_digest=str(subject),
            pk__gt=after,
        )
        .exclude(subject_digest="")  # as the index says: it gives the rows in order, unsorted
        .order_by("pk")
    )
    if artifact_type:
        rows = rows.filter(artifact_type=artifact_type)
    found: list[Descriptor] = []
    last, size = 0, 0
    for row in rows[: ROWS_A_PAGE + 1].iterator(chunk_size=ROWS_AT_ONCE):
        descriptor = _descriptor(row)
        size += len(json.dumps(descriptor))
        if found and (len(found) == ROWS_A_PAGE or size > BYTES_A_PAGE):
            return found, last
        found.append(descriptor)
        last = row.pk
    return found, None


def _descriptor(row: Manifest) -> Descriptor:
    descriptor = {"mediaType": row.media_type, "digest": row.digest, "size": row.size}
    if row.artifact_type:
        descriptor["artifactType"] = row.artifact_type
    if row.annotations:
        descriptor["annotations"] = row.annotations
    return descriptor
