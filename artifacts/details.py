"""What artifacts of a page are made of and carry, for all of them in the same few queries."""

import json
import logging
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from artifacts import additions, moments, sql, stores
from artifacts.models import BlobState, Edge, EdgeKind, Manifest
from oci import media_types, strict_json
from oci.errors import ManifestInvalid
from storage import layout
from storage.base import StorageError

TAGS_AT_MOST = 1_000
"""How many tags of one artifact a list shows; there is a list of their own for all of them."""
LARGEST_CONFIG = 256 * 1024
LARGEST_REMEMBERED, CONFIGS_REMEMBERED = 8 * 1024, 1_000
IMAGE_CONFIGS = frozenset({media_types.OCI_CONFIG, media_types.DOCKER_CONFIG})

_log = logging.getLogger("harbor.details")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Child:
    """What an index names; ``id`` is ``None`` where it is not here."""

    id: int | None
    digest: str
    platform: Json
    annotations: Json
    size: int
    """With all that it names."""


class Config(NamedTuple):
    digest: str
    media_type: str
    size: int
    generation: str | None
    state: str | None


@dataclass(slots=True)
class Parts:
    size: int = 0
    """Of the artifact with all that it names, children too."""
    annotations: Json = field(default_factory=dict)
    config: Config | None = None
    children: list[Child] = field(default_factory=list)


class Bounds(NamedTuple):
    """How many children of an artifact are shown, and how long what they are described with is.

    A manifest has up to 4 MiB, and a page a hundred of them.
    """

    children: int
    text: int


OF_A_LIST, OF_ONE = Bounds(200, 16 * 1024), Bounds(10_000, 4 * 1024 * 1024)


class TagRow(NamedTuple):
    id: int
    repository_id: int
    manifest_id: int
    name: str
    push_time: datetime
    pull_time: datetime | None


def parts(ids: Iterable[int], bounds: Bounds = OF_A_LIST) -> dict[int, Parts]:
    """The parts of each manifest by its id, in three queries."""
    given = [(id_,) for id_ in ids]
    sizes, annotations = _sizes(given), _annotations(given, bounds.text)
    found = {
        id_: Parts(size=sum(sizes[id_].values()), annotations=annotations.get(id_, {}))
        for (id_,) in given
    }
    rows = sql.over(
        "WITH wanted(id) AS (VALUES {}) SELECT e.manifest_id, e.kind, e.digest,"
        " e.media_type, e.size, e.child_id, e.platform,"
        " CASE WHEN LENGTH(CAST(e.annotations AS text)) <= %s THEN e.annotations END,"
        " b.generation, b.state FROM wanted JOIN artifacts_edge e ON e.manifest_id = wanted.id"
        " LEFT JOIN artifacts_blob b ON b.id = e.blob_id"
        " WHERE e.kind <> %s AND e.position < %s ORDER BY e.manifest_id, e.position",
        given,
        *(bounds.text, EdgeKind.LAYER, bounds.children),
    )
    for manifest_id, kind, digest, media_type, size, child_id, *more in rows:
        platform, described, generation, state = more
        if kind == EdgeKind.CONFIG:
            found[manifest_id].config = Config(digest, media_type, size, generation, state)
            continue
        total = int(sizes[manifest_id].get(child_id) or size)
        child = Child(child_id, digest, _object(platform), _object(described), total)
        found[manifest_id].children.append(child)
    return found


def _annotations(given: Sequence[sql.Row], longest: int) -> dict[int, Json]:
    rows = sql.over(
        "WITH wanted(id) AS (VALUES {}) SELECT m.id, m.annotations"
        " FROM wanted JOIN artifacts_manifest m ON m.id = wanted.id"
        " WHERE LENGTH(CAST(m.annotations AS text)) <= %s",
        given,
        longest,
    )
    return {id_: _object(annotations) for id_, annotations in rows}


def _sizes(given: Sequence[sql.Row]) -> dict[int, dict[int | None, int]]:
    """Bytes by manifest, and by the child that they come with; those of itself are under 0."""
    rows = sql.over(
        "WITH RECURSIVE wanted(id) AS (VALUES {}), tree(root, branch, id) AS ("
        "SELECT m.id, CAST(0 AS bigint), m.id"
        " FROM wanted JOIN artifacts_manifest m ON m.id = wanted.id"
        " UNION SELECT t.root, CASE WHEN t.branch = 0 THEN e.child_id ELSE t.branch END, e.child_id"
        " FROM tree t JOIN artifacts_edge e ON e.manifest_id = t.id AND e.child_id IS NOT NULL)"
        " SELECT t.root, t.branch, SUM(m.size + COALESCE((SELECT SUM(e.size) FROM artifacts_edge e"
        " WHERE e.manifest_id = m.id AND e.kind <> %s AND NOT e.is_absent), 0))"
        " FROM tree t JOIN artifacts_manifest m ON m.id = t.id GROUP BY t.root, t.branch",
        given,
        EdgeKind.MANIFEST,
    )
    sizes: dict[int, dict[int | None, int]] = defaultdict(dict)
    for root, branch, size in rows:
        sizes[root][branch] = int(size)
    return sizes


def tags(ids: Iterable[int], *, at_most: int = TAGS_AT_MOST) -> dict[int, list[TagRow]]:
    """The tags of each manifest, the newest first: one query."""
    found: dict[int, list[TagRow]] = {id_: [] for id_ in ids}
    rows = sql.over(
        "WITH wanted(id) AS (VALUES {}), numbered AS ("
        "SELECT t.id, t.repository_id, t.manifest_id, t.name, t.push_time, t.pull_time,"
        " ROW_NUMBER() OVER (PARTITION BY t.manifest_id ORDER BY t.push_time DESC, t.id DESC)"
        " AS number FROM wanted JOIN artifacts_tag t ON t.manifest_id = wanted.id"
        " WHERE t.deleted_at IS NULL) SELECT id, repository_id, manifest_id, name, push_time,"
        " pull_time FROM numbered WHERE number <= %s ORDER BY manifest_id, number",
        [(id_,) for id_ in found],
        at_most,
    )
    for id_, repository_id, manifest_id, name, push_time, pull_time in rows:
        pushed, pulled = moments.read(push_time), moments.find(pull_time)
        found[manifest_id].append(TagRow(id_, repository_id, manifest_id, name, pushed, pulled))
    return found


def movers(repository_id: int, names: Iterable[str]) -> dict[str, str]:
    """Who moved each tag to where it is."""
    rows = sql.over(
        "WITH wanted(repository_id, name) AS (VALUES {})"
        " SELECT wanted.name, (SELECT v.moved_by FROM artifacts_tagmove v"
        " WHERE v.repository_id = wanted.repository_id AND v.name = wanted.name"
        " ORDER BY v.id DESC LIMIT 1) FROM wanted",
        [(repository_id, name) for name in names],
    )
    return {name: by or "" for name, by in rows}


def parents(ids: Iterable[int]) -> dict[int, list[Manifest]]:
    """The indexes that name each manifest: one query."""
    found: dict[int, list[Manifest]] = {id_: [] for id_ in ids}
    edges = Edge.objects.filter(child__in=list(found), manifest__deleted_at=None)
    for edge in edges.select_related("manifest").defer("manifest__body").order_by("pk"):
        if edge.child_id is not None and edge.manifest not in found[edge.child_id]:
            found[edge.child_id].append(edge.manifest)
    return found


class _Configs:
    """What the configs of images say, by digest: of one digest that never changes."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Json] = OrderedDict()
        self._lock = threading.Lock()

    def attributes(self, config: Config) -> Json:
        with self._lock:
            known = self._known.get(config.digest)
        if known is not None:
            return known
        read = _read(config)
        if read and config.size <= LARGEST_REMEMBERED:
            with self._lock:
                self._known[config.digest] = read
                if len(self._known) > CONFIGS_REMEMBERED:
                    self._known.popitem(last=False)
        return read


_configs = _Configs()


def attributes(config: Config | None) -> Json:
    """Harbor's ``extra_attrs``. A list goes without those that cannot be read; the log has them."""
    if config is None or config.media_type not in IMAGE_CONFIGS or config.size > LARGEST_CONFIG:
        return {}
    if config.generation is None or config.state != BlobState.AVAILABLE:
        return {}
    return _configs.attributes(config)


def _read(config: Config) -> Json:
    key = layout.blob_key(config.digest, config.generation or "")
    try:
        with stores.blob_store().open(key) as source:
            return additions.extra_attrs(strict_json.read_object(source.read(LARGEST_CONFIG)))
    except ManifestInvalid:
        return {}
    except StorageError:
        _log.warning("the config %s cannot be read", config.digest, exc_info=True)
        return {}


def _object(text: str | None) -> Json:
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}
