"""How deleted manifests come back: set by set, as they were, with what they cost."""

from collections.abc import Collection, Sequence

from artifacts import closures, links, sql
from artifacts.errors import TooMuchAtOnce, VersionGone
from artifacts.models import Blob
from projects import quotas

REVIVED_AT_ONCE = 1_000


def revive(*, project_id: int, repository_id: int, ids: Collection[int], root: str) -> None:
    """Make deleted manifests present again, under the lock of the repository that they are of.

    They have their labels and times still; their blobs are linked where they were unlinked
    meanwhile. *root* is what is brought back. Raises VersionGone or QuotaExceeded.
    """
    back = [(id_,) for id_ in ids]
    digests = _blobs_of(back)
    Blob.objects.keep(digests)
    links.bring_back(project_id=project_id, repository_id=repository_id, digests=digests)
    quotas.hold(project_id)
    added = _bytes(back, project_id)
    sql.over(
        "WITH back(id) AS (VALUES {}) UPDATE artifacts_manifest SET deleted_at = NULL,"
        " deleted_by = '', deleted_with = '' WHERE id IN (SELECT id FROM back)",
        back,
    )
    _require_parts(back, root)
    _fill_in(back)
    quotas.charge(project_id=project_id, added=added)


def with_parts(repository_id: int, ids: Collection[int]) -> set[int]:
    """The deleted manifests, and those deleted ones that they name. Raises TooMuchAtOnce."""
    found = set(ids)
    level = found
    for _ in range(closures.DEEPEST):
        rows = sql.over(
            "WITH wanted(id) AS (VALUES {}) SELECT MAX(m.id) FROM wanted"
            " JOIN artifacts_edge e ON e.manifest_id = wanted.id AND e.kind = 'manifest'"
            " JOIN artifacts_manifest m ON m.digest = e.digest WHERE m.repository_id = %s"
            " GROUP BY m.digest HAVING COUNT(*) = COUNT(m.deleted_at)",
            [(id_,) for id_ in level],
            repository_id,
        )
        level = {id_ for (id_,) in rows} - found
        if not level:
            return found
        found |= level
        if len(found) > len(ids) + REVIVED_AT_ONCE:
            break
    raise TooMuchAtOnce(REVIVED_AT_ONCE)


def _blobs_of(back: Sequence[sql.Row]) -> list[str]:
    """In order of digest: so they are locked, and paid for."""
    rows = sql.over(
        "WITH back(id) AS (VALUES {}) SELECT DISTINCT e.digest FROM back"
        " JOIN artifacts_edge e ON e.manifest_id = back.id AND e.blob_id IS NOT NULL",
        back,
    )
    return sorted({digest for (digest,) in rows})


def _bytes(back: Sequence[sql.Row], project_id: int) -> int:
    """Bytes of those that no repository of the project holds; a project pays once."""
    rows = sql.over(
        "WITH back(id) AS (VALUES {}) SELECT m.digest, m.size FROM back"
        " JOIN artifacts_manifest m ON m.id = back.id WHERE NOT EXISTS(SELECT 1"
        " FROM artifacts_manifest o JOIN artifacts_repository r ON r.id = o.repository_id"
        " WHERE o.digest = m.digest AND o.deleted_at IS NULL AND r.project_id = %s)",
        back,
        project_id,
    )
    return sum(size for _, size in set(rows))


def _require_parts(back: Sequence[sql.Row], root: str) -> None:
    """Raise VersionGone, if garbage collection took what they name."""
    missing = sql.over(
        "WITH back(id) AS (VALUES {}) SELECT MIN(e.digest) FROM back"
        " JOIN artifacts_edge e ON e.manifest_id = back.id AND NOT e.is_absent"
        " LEFT JOIN artifacts_blob b ON b.id = e.blob_id AND b.state = 'available'"
        " LEFT JOIN artifacts_manifest c ON c.id = e.child_id AND c.deleted_at IS NULL"
        " WHERE b.id IS NULL AND c.id IS NULL",
        back,
    )
    for (digest,) in missing:
        if digest is not None:
            raise VersionGone(root, digest)


def _fill_in(back: Sequence[sql.Row]) -> None:
    """What ``edges.fill_in_manifest`` does for one manifest."""
    sql.over(
        "WITH back(id) AS (VALUES {}) UPDATE artifacts_edge SET child_id = m.id, is_absent = false"
        " FROM back JOIN artifacts_manifest m ON m.id = back.id"
        " WHERE artifacts_edge.digest = m.digest AND artifacts_edge.size = m.size"
        " AND artifacts_edge.is_absent AND artifacts_edge.kind = 'manifest' AND EXISTS(SELECT 1"
        " FROM artifacts_manifest p WHERE p.id = artifacts_edge.manifest_id"
        " AND p.repository_id = m.repository_id)",
        back,
    )
