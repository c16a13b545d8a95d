"""The plan: everything that is of no use, found by index in small batches, written as rows.

What a plan takes away lets go of other things: a manifest of links, links of blobs. So each kind
is found with those before it in the plan taken for gone already, though nothing has been touched.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from artifacts import blobs, collecting, sql, trash
from jobs.runs import Run
from maintenance.models import ItemKind

AT_ONCE = 1000
_PLANNED = "SELECT 1 FROM maintenance_garbageitem g WHERE g.execution_id = %s AND g.kind"
_INSERT = (
    "INSERT INTO maintenance_garbageitem"
    " (execution_id, kind, row, repository_id, digest, generation, size, outcome)"
)
_ONCE = " ON CONFLICT (execution_id, kind, row) DO NOTHING"
_NOT_PLANNED_MANIFEST = f" AND NOT EXISTS({_PLANNED} = 'manifest' AND g.row = {{}})"
_NOT_PLANNED_LINK = f" AND NOT EXISTS({_PLANNED} = 'link' AND g.row = l.id)"


@dataclass(frozen=True, slots=True)
class Plan:
    """One run's plan in the making: things as they are *now*, by the database's clock."""

    execution_id: int
    now: datetime
    with_untagged: bool

    @property
    def moment(self) -> Any:
        return sql.moment(self.now)


Stage = Callable[[Plan, int], int | None]
"""Finds the next batch after a position; answers where the next one begins, or that there is none.
"""


def make(run: Run, plan: Plan) -> None:
    """Write the plan, batch by batch, from where the run stands."""
    stages = STAGES if plan.with_untagged else STAGES[1:]
    for name, stage in stages:
        if name in run.checkpoint["planned"]:
            continue
        position: int | None = run.checkpoint["position"]
        while position is not None:
            with run.step():
                position = stage(plan, position)
                run.checkpoint["position"] = position or 0
                if position is None:
                    run.checkpoint["planned"].append(name)


def _untagged(plan: Plan, after: int) -> int | None:
    """Manifests that nothing names: no tag, no index, and no subject that is there."""
    found = sql.rows(
        "SELECT m.id, m.repository_id, m.digest, m.size, m.push_time < %s"
        " AND NOT EXISTS(SELECT 1 FROM artifacts_tag t"
        " WHERE t.manifest_id = m.id AND t.deleted_at IS NULL)"
        " AND NOT EXISTS(SELECT 1 FROM artifacts_edge e"
        " JOIN artifacts_manifest p ON p.id = e.manifest_id AND p.deleted_at IS NULL"
        " WHERE e.child_id = m.id)"
        " AND (m.subject_digest = '' OR NOT EXISTS(SELECT 1 FROM artifacts_manifest s"
        " WHERE s.repository_id = m.repository_id AND s.digest = m.subject_digest"
        " AND s.deleted_at IS NULL))"
        " FROM artifacts_manifest m WHERE m.id > %s AND m.deleted_at IS NULL"
        " ORDER BY m.id LIMIT %s",
        *(sql.moment(plan.now - blobs.lease()), after, AT_ONCE),
    )
    sql.over(
        f"{_INSERT} VALUES {{}}{_ONCE}",
        [
            (plan.execution_id, ItemKind.UNTAGGED, id_, repository_id, digest, "", size, "")
            for id_, repository_id, digest, size, is_loose in found
            if is_loose
        ],
    )
    return found[-1][0] if len(found) == AT_ONCE else None


def _manifests(plan: Plan, after: int) -> int | None:
    found = sql.rows(
        "SELECT m.id, m.repository_id, m.digest, m.size FROM artifacts_manifest m"
        " WHERE m.deleted_at IS NOT NULL AND m.deleted_at < %s AND m.id > %s"
        " ORDER BY m.id LIMIT %s",
        *(sql.moment(trash.kept_since(plan.now)), after, AT_ONCE),
    )
    sql.over(
        f"{_INSERT} VALUES {{}}{_ONCE}",
        [(plan.execution_id, ItemKind.MANIFEST, *row[:3], "", row[3], "") for row in found],
    )
    return found[-1][0] if len(found) == AT_ONCE else None


def _links_let_go(plan: Plan, after: int) -> int | None:
    """Links of what planned manifests name."""
    return _over_items(plan, after, ItemKind.MANIFEST, _links_of_manifests)


def _links_to_review(plan: Plan, after: int) -> int | None:
    found = sql.rows(
        "SELECT l.id FROM artifacts_repositoryblob l"
        " WHERE l.review_at IS NOT NULL AND l.review_at <= %s AND l.id > %s"
        " ORDER BY l.id LIMIT %s",
        *(plan.moment, after, AT_ONCE),
    )
    ids = [id_ for (id_,) in found]
    _add_links(plan, ids)
    collecting.clear_reviews(links=ids, blobs=[])
    return ids[-1] if len(ids) == AT_ONCE else None


def _blobs_let_go(plan: Plan, after: int) -> int | None:
    """Blobs of planned links."""
    return _over_items(plan, after, ItemKind.LINK, _blobs_of_links)


def _blobs_of_manifests(plan: Plan, after: int) -> int | None:
    """Blobs of planned manifests whose repository was deleted with all of its links."""
    return _over_items(plan, after, ItemKind.MANIFEST, _blobs_named)


def _blobs_to_review(plan: Plan, after: int) -> int | None:
    found = sql.rows(
        "SELECT b.id FROM artifacts_blob b"
        " WHERE b.review_at IS NOT NULL AND b.review_at <= %s AND b.id > %s"
        " ORDER BY b.id LIMIT %s",
        *(plan.moment, after, AT_ONCE),
    )
    ids = [id_ for (id_,) in found]
    _add_blobs(plan, ids)
    collecting.clear_reviews(links=[], blobs=ids)
    return ids[-1] if len(ids) == AT_ONCE else None


STAGES: list[tuple[str, Stage]] = [
    ("untagged", _untagged),
    ("manifests", _manifests),
    ("links let go", _links_let_go),
    ("links to review", _links_to_review),
    ("blobs let go", _blobs_let_go),
    ("blobs of manifests", _blobs_of_manifests),
    ("blobs to review", _blobs_to_review),
]


def _over_items(
    plan: Plan, after: int, kind: ItemKind, add: Callable[[Plan, list[int]], None]
) -> int | None:
    """Go on from what the plan has of another kind."""
    found = sql.rows(
        "SELECT id, row FROM maintenance_garbageitem"
        " WHERE execution_id = %s AND kind = %s AND id > %s ORDER BY id LIMIT %s",
        *(plan.execution_id, kind, after, AT_ONCE),
    )
    add(plan, [row for _, row in found])
    return found[-1][0] if len(found) == AT_ONCE else None


def _links_of_manifests(plan: Plan, manifests: list[int]) -> None:
    rows = sql.over(
        "WITH wanted(id) AS (VALUES {}) SELECT DISTINCT l.id FROM wanted"
        " JOIN artifacts_manifest m ON m.id = wanted.id"
        " JOIN artifacts_edge e ON e.manifest_id = m.id"
        " JOIN artifacts_repositoryblob l"
        " ON l.blob_id = e.blob_id AND l.repository_id = m.repository_id",
        [(id_,) for id_ in manifests],
    )
    _add_links(plan, [id_ for (id_,) in rows])


def _blobs_of_links(plan: Plan, links: list[int]) -> None:
    rows = sql.over(
        "WITH wanted(id) AS (VALUES {}) SELECT DISTINCT l.blob_id FROM wanted"
        " JOIN artifacts_repositoryblob l ON l.id = wanted.id",
        [(id_,) for id_ in links],
    )
    _add_blobs(plan, [id_ for (id_,) in rows])


def _blobs_named(plan: Plan, manifests: list[int]) -> None:
    rows = sql.over(
        "WITH wanted(id) AS (VALUES {}) SELECT DISTINCT e.blob_id FROM wanted"
        " JOIN artifacts_edge e ON e.manifest_id = wanted.id WHERE e.blob_id IS NOT NULL",
        [(id_,) for id_ in manifests],
    )
    _add_blobs(plan, [id_ for (id_,) in rows])


def _add_links(plan: Plan, ids: list[int]) -> None:
    """Those of the links that no manifest keeps, but planned ones, and whose lease is over."""
    unused = collecting.UNUSED_LINK.format(more=_NOT_PLANNED_MANIFEST.format("m.id"))
    sql.over(
        f"WITH wanted(id) AS (VALUES {{}}) {_INSERT}"  # noqa: S608  # constants
        " SELECT %s, 'link', l.id, l.repository_id, b.digest, b.generation, b.size, ''"
        " FROM wanted JOIN artifacts_repositoryblob l ON l.id = wanted.id"
        " JOIN artifacts_blob b ON b.id = l.blob_id"
        f" WHERE b.protected_until < %s AND {unused}{_ONCE}",
        [(id_,) for id_ in ids],
        *(plan.execution_id, plan.moment, plan.execution_id),
    )


def _add_blobs(plan: Plan, ids: list[int]) -> None:
    unused = collecting.UNUSED_BLOB.format(
        links=_NOT_PLANNED_LINK, edges=_NOT_PLANNED_MANIFEST.format("e.manifest_id")
    )
    sql.over(
        f"WITH wanted(id) AS (VALUES {{}}) {_INSERT}"  # noqa: S608  # constants
        " SELECT %s, 'blob', b.id, NULL, b.digest, b.generation, b.size, ''"
        " FROM wanted JOIN artifacts_blob b ON b.id = wanted.id"
        " WHERE b.protected_until < %s"
        f" AND {unused}{_ONCE}",
        [(id_,) for id_ in ids],
        *(plan.execution_id, plan.moment, plan.execution_id, plan.execution_id),
    )
