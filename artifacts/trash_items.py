"""What a project has in its trash: each thing that somebody deleted, with what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from artifacts import sql, trash
from artifacts.models import Manifest, Repository, Tag
from jobs import clock


class Kind(StrEnum):
    REPOSITORY = "repository"
    ARTIFACT = "artifact"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be brought back. ``held`` bytes are kept for the trash alone."""

    kind: Kind
    id: int
    repository: str
    digest: str
    tag: str
    deleted_at: datetime
    deleted_by: str
    held: int
    tags: Sequence[str]
    artifact_count: int
    tag_count: int


@dataclass(frozen=True, slots=True)
class Total:
    """How many things are in the trash, and the bytes that are kept for them alone."""

    count: int
    held: int


COLUMNS = (
    "item_kind", "item_id", "item_place", "item_digest", "item_tag", "deleted_at", "deleted_by",
)  # fmt: skip
ORDER = ("item_kind", "item_id")
"""Tells apart what was deleted at the same moment."""


def of_project(project_id: int, kind: Kind) -> QuerySet[Any]:
    """What of one kind can be brought back: rows to be narrowed, then to be united."""
    since = trash.kept_since(clock.now())
    if kind is Kind.REPOSITORY:
        repositories = Repository.objects.filter(
            project_id=project_id, published_at__isnull=False, deleted_at__gt=since
        )
        return _with_columns(repositories, kind, place=F("name"))
    here = {"repository__project_id": project_id, "repository__deleted_at": None}
    if kind is Kind.ARTIFACT:
        artifacts = Manifest.objects.filter(**here, deleted_at__gt=since, deleted_with="")
        return _with_columns(artifacts, kind, place=F("repository__name"), digest=F("digest"))
    tags = Tag.objects.filter(**here, deleted_at__gt=since)
    return _with_columns(
        tags.exclude(manifest__deleted_at=F("deleted_at")),
        kind,
        place=F("repository__name"),
        digest=F("manifest__digest"),
        tag=F("name"),
    )


def united(found: Sequence[QuerySet[Any]]) -> QuerySet[Any, tuple[Any, ...]]:
    """Rows of several kinds as those of one list."""
    first, *others = (rows.order_by().values_list(*COLUMNS) for rows in found)
    return first.union(*others, all=True) if others else first


def items(page: Sequence[tuple[Any, ...]], project_id: int) -> list[Item]:
    """Rows of ``united`` with what else is known of them, in the same few queries."""
    keys = [(number, row[0], row[1]) for number, row in enumerate(page)]
    held: dict[int, int] = dict(sql.over(_PARTS + _HELD, keys, project_id, project_id))
    counts = {number: (artifacts, tags) for number, artifacts, tags in sql.over(_COUNTS, keys)}
    tags: dict[int, list[str]] = {}
    for number, name in sorted(sql.over(_TAGS, keys)):
        tags.setdefault(number, []).append(name)
    return [
        Item(
            kind=Kind(kind),
            id=id_,
            repository=repository,
            digest=digest,
            tag=tag,
            deleted_at=deleted_at,
            deleted_by=deleted_by,
            held=int(held.get(number, 0)),
            tags=tags.get(number, ()),
            artifact_count=counts.get(number, (0, 0))[0],
            tag_count=counts.get(number, (0, 0))[1],
        )
        for number, (kind, id_, repository, digest, tag, deleted_at, deleted_by) in enumerate(page)
    ]


def total(project_id: int) -> Total:
    count = sum(of_project(project_id, kind).count() for kind in Kind)
    since = sql.moment(trash.kept_since(clock.now()))
    held = sql.rows(_ALL_PARTS + _HELD, since, project_id, project_id, project_id)
    return Total(count, sum(int(size) for _, size in held))


def _with_columns(rows: QuerySet[Any], kind: Kind, **known: F) -> QuerySet[Any]:
    nothing = Value("", output_field=CharField())
    found: QuerySet[Any] = rows.annotate(
        item_kind=Value(kind.value, output_field=CharField()),
        item_id=F("pk"),
        item_place=known["place"],
        item_digest=known.get("digest", nothing),
        item_tag=known.get("tag", nothing),
    )
    return found


_PARTS = (
    "WITH wanted(number, kind, id) AS (VALUES {}), part(item, id) AS ("
    "SELECT w.number, m.id FROM wanted w"
    " JOIN artifacts_manifest a ON a.id = w.id AND w.kind = 'artifact'"
    " JOIN artifacts_manifest m ON m.repository_id = a.repository_id"
    " AND m.deleted_at = a.deleted_at AND (m.id = a.id OR m.deleted_with = a.digest)"
    " UNION ALL SELECT w.number, m.id FROM wanted w"
    " JOIN artifacts_repository r ON r.id = w.id AND w.kind = 'repository'"
    " JOIN artifacts_manifest m ON m.repository_id = r.id AND m.deleted_at = r.deleted_at)"
)
"""The manifests that come back with each of the wanted; a tag holds nothing of its own."""
_ALL_PARTS = (
    "WITH part(item, id) AS (SELECT 0, m.id FROM artifacts_repository r"
    " JOIN artifacts_manifest m ON m.repository_id = r.id AND m.deleted_at > %s"
    " WHERE r.project_id = %s)"
)
_HELD = (
    " SELECT item, SUM(size) FROM (SELECT DISTINCT part.item, b.digest, b.size FROM part"
    " JOIN artifacts_edge e ON e.manifest_id = part.id"
    " JOIN artifacts_blob b ON b.id = e.blob_id AND b.state = 'available'"
    " WHERE NOT EXISTS(SELECT 1 FROM artifacts_edge o"
    " JOIN artifacts_manifest m ON m.id = o.manifest_id AND m.deleted_at IS NULL"
    " JOIN artifacts_repository r ON r.id = m.repository_id"
    " WHERE o.blob_id = b.id AND r.project_id = %s)"
    " UNION ALL SELECT DISTINCT part.item, m.digest, m.size FROM part"
    " JOIN artifacts_manifest m ON m.id = part.id WHERE NOT EXISTS(SELECT 1"
    " FROM artifacts_manifest o JOIN artifacts_repository r ON r.id = o.repository_id"
    " WHERE o.digest = m.digest AND o.deleted_at IS NULL AND r.project_id = %s)"
    ") AS held GROUP BY item"
)
"""Bytes that no artifact of the project needs which is there."""
_COUNTS = (
    "WITH wanted(number, kind, id) AS (VALUES {})"
    " SELECT w.number, (SELECT COUNT(*) FROM artifacts_manifest m"
    " WHERE m.repository_id = r.id AND m.deleted_at = r.deleted_at),"
    " (SELECT COUNT(*) FROM artifacts_tag t"
    " WHERE t.repository_id = r.id AND t.deleted_at = r.deleted_at) FROM wanted w"
    " JOIN artifacts_repository r ON r.id = w.id AND w.kind = 'repository'"
)
_TAGS = (
    "WITH wanted(number, kind, id) AS (VALUES {})"
    " SELECT w.number, t.name FROM wanted w"
    " JOIN artifacts_manifest a ON a.id = w.id AND w.kind = 'artifact'"
    " JOIN artifacts_tagmove t ON t.repository_id = a.repository_id AND t.new_digest = ''"
    " AND t.old_digest = a.digest AND t.moved_at = a.deleted_at"
)
"""The tags that went with each artifact itself."""
