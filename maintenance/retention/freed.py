"""Which bytes a project holds less once artifacts have gone, artifact by artifact.

Deletions are gone through in their order, and bytes belong to the last one that held them, so that
the figures add up. What another repository of the project names as well counts for none.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from artifacts import sql


def by_artifact(
    *, project_id: int, going: Sequence[tuple[int, Collection[int]]], since: datetime
) -> dict[int, int]:
    """Bytes by the artifact's id; *going* are pairs of it and of all manifests that go with it.

    What was deleted *since* counts as there.
    """
    gone = [(pk,) for _, manifests in going for pk in manifests]
    moment = sql.moment(since)
    found = _manifests(gone, project_id, moment)
    named, sizes = _blobs(gone)
    holders = _holders(list(sizes), project_id, moment)
    freed: dict[int, int] = {}
    for artifact, manifests in going:
        freed[artifact] = sum(found.get(pk, 0) for pk in manifests)
        let_go = Counter(blob for pk in manifests for blob in named.get(pk, ()))
        for blob, count in let_go.items():
            holders[blob] -= count
            freed[artifact] += 0 if holders[blob] else sizes[blob]
    return freed


def _manifests(gone: Sequence[sql.Row], project_id: int, moment: object) -> dict[int, int]:
    """Sizes of the manifests that no other repository of the project has: it pays once."""
    rows = sql.over(
        "WITH gone(id) AS (VALUES {}) SELECT m.id, m.size FROM gone"
        " JOIN artifacts_manifest m ON m.id = gone.id WHERE NOT EXISTS(SELECT 1"
        " FROM artifacts_manifest o JOIN artifacts_repository r ON r.id = o.repository_id"
        " WHERE o.digest = m.digest AND o.repository_id <> m.repository_id AND r.project_id = %s"
        " AND (o.deleted_at IS NULL OR o.deleted_at >= %s))",
        gone,
        *(project_id, moment),
    )
    return dict(rows)


def _blobs(gone: Sequence[sql.Row]) -> tuple[Mapping[int, set[int]], dict[int, int]]:
    """The blobs that each manifest names, and their sizes."""
    rows = sql.over(
        "WITH gone(id) AS (VALUES {}) SELECT e.manifest_id, e.blob_id, e.size FROM gone"
        " JOIN artifacts_edge e ON e.manifest_id = gone.id AND e.blob_id IS NOT NULL",
        gone,
    )
    named: dict[int, set[int]] = {}
    for manifest_id, blob_id, _ in rows:
        named.setdefault(manifest_id, set()).add(blob_id)
    return named, {blob_id: size for _, blob_id, size in rows}


def _holders(blobs: Sequence[int], project_id: int, moment: object) -> dict[int, int]:
    """How many manifests of the project name each of the blobs."""
    rows = sql.over(
        "WITH wanted(id) AS (VALUES {}) SELECT e.blob_id, COUNT(DISTINCT e.manifest_id)"
        " FROM wanted JOIN artifacts_edge e ON e.blob_id = wanted.id"
        " JOIN artifacts_manifest m ON m.id = e.manifest_id"
        " AND (m.deleted_at IS NULL OR m.deleted_at >= %s)"
        " JOIN artifacts_repository r ON r.id = m.repository_id WHERE r.project_id = %s"
        " GROUP BY e.blob_id",
        [(blob,) for blob in blobs],
        *(moment, project_id),
    )
    return dict(rows)
