"""How manifests go: set by set, however many, with their tags and what they cost."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from artifacts import sql
from jobs import clock
from projects import quotas
from projects.access import Access
from projects.immutability import Protection

NAMES_SHOWN = 100
"""How many names of tags a row of the audit log has."""


def take_away(
    ids: Collection[int],
    *,
    protection: Protection,
    by: Access,
    at: datetime | None = None,
    root: str = "",
) -> list[str]:
    """Mark present manifests of one repository deleted, under its lock; answers their tags' names.

    Tags that go are lines of their history. Links to blobs stay, so that a push of the same finds
    them, and labels, so that they come back from the trash; unlinking what nobody uses is for
    others. What belongs to the artifact *root* is deleted with it. Raises TagImmutable.
    """
    gone = [(id_,) for id_ in ids]
    names = _tags_of(gone)
    protection.require_deletable(*names)
    name, now = by.by.principal.name, sql.moment(at or clock.now())
    _write_moves(gone, name, now)
    sql.over(
        "WITH gone(id) AS (VALUES {}) UPDATE artifacts_tag SET deleted_at = %s, deleted_by = %s"
        " WHERE deleted_at IS NULL AND manifest_id IN (SELECT id FROM gone)",
        gone,
        *(now, name),
    )
    sql.over(
        "WITH gone(id) AS (VALUES {}) UPDATE artifacts_manifest SET deleted_at = %s,"
        " deleted_by = %s, deleted_with = CASE WHEN digest = %s THEN '' ELSE %s END"
        " WHERE id IN (SELECT id FROM gone)",
        gone,
        *(now, name, root, root),
    )
    quotas.hold(by.project_id)
    quotas.release(project_id=by.project_id, freed=_freed(gone, by.project_id))
    return names


def shown(names: Sequence[str]) -> dict[str, object]:
    """Names of tags for the details of an event."""
    kept = list(names[:NAMES_SHOWN])
    return {"tags": kept} | ({"tag_count": len(names)} if len(names) > NAMES_SHOWN else {})


def _tags_of(gone: Sequence[sql.Row]) -> list[str]:
    rows = sql.over(
        "WITH gone(id) AS (VALUES {}) SELECT t.name FROM gone"
        " JOIN artifacts_tag t ON t.manifest_id = gone.id AND t.deleted_at IS NULL",
        gone,
    )
    return sorted(name for (name,) in rows)


def _write_moves(gone: Sequence[sql.Row], moved_by: str, moved_at: Any) -> None:
    sql.over(
        "WITH gone(id) AS (VALUES {}) INSERT INTO artifacts_tagmove"
        " (repository_id, name, old_digest, new_digest, moved_by, moved_at)"
        " SELECT t.repository_id, t.name, m.digest, '', %s, %s FROM gone"
        " JOIN artifacts_manifest m ON m.id = gone.id"
        " JOIN artifacts_tag t ON t.manifest_id = m.id AND t.deleted_at IS NULL",
        gone,
        *(moved_by, moved_at),
    )


def _freed(gone: Sequence[sql.Row], project_id: int) -> int:
    """Bytes of those that no repository of the project holds any more; a project pays once."""
    rows = sql.over(
        "WITH gone(id) AS (VALUES {}) SELECT COALESCE(SUM(m.size), 0) FROM gone"
        " JOIN artifacts_manifest m ON m.id = gone.id WHERE NOT EXISTS(SELECT 1"
        " FROM artifacts_manifest o JOIN artifacts_repository r ON r.id = o.repository_id"
        " WHERE o.digest = m.digest AND o.deleted_at IS NULL AND r.project_id = %s)",
        gone,
        project_id,
    )
    return sum(int(size) for (size,) in rows)
