"""How many bytes projects, repositories and artifacts hold, and what deleting them would free.

Four figures of each: all that its manifests name, one by one (*logical*); that with each object
once (*stored*); of it what nothing outside needs (*unique*), which is what a deletion frees once
the collector has run; and the rest (*shared*). What *outside* is, is a matter of who asks: only
administrators are told what projects have in common, since it tells what others hold.
"""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from accounts.principals import Principal
from accounts.rights import SystemAction
from artifacts import closures, sql
from artifacts.closures import Named
from artifacts.models import Manifest, Repository
from projects.models import Project

DELETED_AT_ONCE = 10_000
ROWS_AT_MOST = 1_000
"""How many repositories or projects are told of at once: those that hold most."""


class Scope(StrEnum):
    PROJECT = "project"
    REGISTRY = "registry"


@dataclass(frozen=True, slots=True)
class Figures:
    logical: int
    stored: int
    unique: int

    @property
    def shared(self) -> int:
        return self.stored - self.unique

    def shown(self) -> dict[str, int]:
        return {**asdict(self), "shared": self.shared}


def scope_for(principal: Principal) -> Scope:
    is_wide = principal.may(SystemAction.SYSTEM_VOLUMES_READ)
    return Scope.REGISTRY if is_wide else Scope.PROJECT


def of_artifact(manifest: Manifest, project_id: int, scope: Scope) -> Figures:
    """Those of the artifact with all that goes when it is deleted. Raises TooMuchAtOnce."""
    root = Named(manifest.pk, manifest.digest)
    doomed = closures.doomed(manifest.repository_id, root, at_most=DELETED_AT_ONCE)
    row = sql.one(
        _OF_MANIFESTS.format(doomed=_places(doomed, "(%s)"), within=_WITHIN[scope]),
        *(*doomed, *_scoped(scope, project_id)),
    )
    assert row is not None
    manifests, named, held, unique = map(int, row)
    return Figures(manifests + named, manifests + held, manifests + unique)


def of_repositories(
    project: Project, scope: Scope, some: Iterable[Repository] | None = None
) -> dict[int, Figures]:
    """Those of the project's repositories, or of *some* of them, by their ids: one query.

    A blob counts for each repository that it is linked to. Manifests are kept for each repository
    apart, so that nothing is shared of them.
    """
    ids = None if some is None else [repository.pk for repository in some]
    which = "" if ids is None else f" AND r.id IN ({_places(ids, '%s')})"
    if ids == []:
        return {}
    rows = sql.rows(
        _OF_REPOSITORIES.format(which=which, within=_WITHIN[scope]),
        *(project.pk, *(ids or ()), *_scoped(scope, project.pk)),
    )
    return {
        id_: Figures(int(manifests + named), int(manifests + linked), int(manifests + unique))
        for id_, manifests, named, linked, unique in rows
    }


@dataclass(frozen=True, slots=True)
class Tree:
    """A project's figures with those of its repositories, the largest first.

    *unreferenced* bytes are charged and no manifest names them: uploads that led to nothing, and
    what deletions left for the collector.
    """

    figures: Figures
    unreferenced: int
    repositories: list[tuple[str, Figures]]


def of_project(project: Project, scope: Scope) -> Tree:
    """Three queries, however many repositories there are."""
    found = of_repositories(project, scope)
    names = dict(Repository.objects.filter(pk__in=list(found)).values_list("pk", "name"))
    row = sql.one(_OF_PROJECT, project.pk, project.pk)
    assert row is not None
    shared, unreferenced = int(row[0]), int(row[1])
    stored = project.quota.used
    unique = stored - shared if scope is Scope.REGISTRY else stored
    logical = sum(figures.logical for figures in found.values())
    repositories = sorted(
        ((names[pk], figures) for pk, figures in found.items()),
        key=lambda pair: (-pair[1].stored, pair[0]),
    )
    return Tree(Figures(logical, stored, unique), unreferenced, repositories[:ROWS_AT_MOST])


def of_registry() -> list[tuple[str, Figures]]:
    """Those of the projects that hold most, by name; what is logical is not counted here."""
    rows = sql.rows(_OF_REGISTRY, ROWS_AT_MOST)
    return [
        (name, Figures(int(used), int(used), int(used - shared))) for name, used, shared in rows
    ]


def _scoped(scope: Scope, project_id: int) -> tuple[int, ...]:
    return (project_id,) if scope is Scope.PROJECT else ()


def _places(values: Collection[object], place: str) -> str:
    return ",".join([place] * len(values))


_WITHIN = {Scope.PROJECT: " AND r.project_id = %s", Scope.REGISTRY: ""}

_OF_MANIFESTS = (
    "WITH doomed(id) AS (VALUES {doomed}), named AS (SELECT e.blob_id, e.size"
    " FROM doomed JOIN artifacts_edge e ON e.manifest_id = doomed.id"
    " WHERE e.kind <> 'manifest' AND NOT e.is_absent),"
    " held AS (SELECT DISTINCT blob_id, size FROM named)"
    " SELECT (SELECT COALESCE(SUM(m.size), 0)"
    " FROM doomed JOIN artifacts_manifest m ON m.id = doomed.id),"
    " (SELECT COALESCE(SUM(size), 0) FROM named), (SELECT COALESCE(SUM(size), 0) FROM held),"
    " (SELECT COALESCE(SUM(held.size), 0) FROM held WHERE NOT EXISTS(SELECT 1"
    " FROM artifacts_edge o JOIN artifacts_manifest m ON m.id = o.manifest_id"
    " JOIN artifacts_repository r ON r.id = m.repository_id WHERE o.blob_id = held.blob_id"
    " AND m.deleted_at IS NULL AND m.id NOT IN (SELECT id FROM doomed){within}))"
)

_OF_REPOSITORIES = (
    "WITH place(id) AS (SELECT r.id FROM artifacts_repository r WHERE r.project_id = %s"
    " AND r.deleted_at IS NULL AND r.published_at IS NOT NULL{which}),"
    " kept(id, manifests) AS (SELECT m.repository_id, SUM(m.size)"
    " FROM place JOIN artifacts_manifest m ON m.repository_id = place.id AND m.deleted_at IS NULL"
    " GROUP BY m.repository_id),"
    " named(id, bytes) AS (SELECT m.repository_id, SUM(e.size)"
    " FROM place JOIN artifacts_manifest m ON m.repository_id = place.id AND m.deleted_at IS NULL"
    " JOIN artifacts_edge e ON e.manifest_id = m.id"
    " WHERE e.kind <> 'manifest' AND NOT e.is_absent GROUP BY m.repository_id),"
    " linked(id, bytes, alone) AS (SELECT l.repository_id, SUM(b.size),"
    " SUM(CASE WHEN EXISTS(SELECT 1 FROM artifacts_repositoryblob o"
    " JOIN artifacts_repository r ON r.id = o.repository_id WHERE o.blob_id = l.blob_id"
    " AND o.repository_id <> l.repository_id AND r.deleted_at IS NULL{within})"
    " THEN 0 ELSE b.size END)"
    " FROM place JOIN artifacts_repositoryblob l ON l.repository_id = place.id"
    " JOIN artifacts_blob b ON b.id = l.blob_id GROUP BY l.repository_id)"
    " SELECT place.id, COALESCE(kept.manifests, 0), COALESCE(named.bytes, 0),"
    " COALESCE(linked.bytes, 0), COALESCE(linked.alone, 0) FROM place"
    " LEFT JOIN kept ON kept.id = place.id LEFT JOIN named ON named.id = place.id"
    " LEFT JOIN linked ON linked.id = place.id"
)

_SHARED = (
    "CASE WHEN EXISTS(SELECT 1 FROM artifacts_projectblob o"
    " JOIN projects_project other ON other.id = o.project_id AND other.deleted_at IS NULL"
    " WHERE o.blob_id = c.blob_id AND o.project_id <> c.project_id) THEN b.size ELSE 0 END"
)

_OF_PROJECT = (
    f"SELECT COALESCE(SUM({_SHARED}), 0),"  # noqa: S608  # constants
    " COALESCE(SUM(CASE WHEN EXISTS(SELECT 1 FROM artifacts_edge e"
    " JOIN artifacts_manifest m ON m.id = e.manifest_id"
    " JOIN artifacts_repository r ON r.id = m.repository_id WHERE e.blob_id = c.blob_id"
    " AND m.deleted_at IS NULL AND r.project_id = %s) THEN 0 ELSE b.size END), 0)"
    " FROM artifacts_projectblob c JOIN artifacts_blob b ON b.id = c.blob_id"
    " WHERE c.project_id = %s"
)

_OF_REGISTRY = (
    f"SELECT p.name, q.used, COALESCE(SUM({_SHARED}), 0)"  # noqa: S608  # constants
    " FROM projects_project p JOIN projects_quota q ON q.project_id = p.id"
    " LEFT JOIN artifacts_projectblob c ON c.project_id = p.id"
    " LEFT JOIN artifacts_blob b ON b.id = c.blob_id WHERE p.deleted_at IS NULL"
    " GROUP BY p.name, q.used ORDER BY q.used DESC, p.name LIMIT %s"
)
