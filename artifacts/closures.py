"""What belongs to a manifest: the children that it names, and its accessories.

An accessory names it as its subject, or has the tag that cosign derives from its digest. All is
found level by level, one query each for all manifests of a level, under the repository's lock.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import NamedTuple

from artifacts import sql
from artifacts.errors import TooMuchAtOnce

DEEPEST = 16
_SUFFIXES = ("sig", "att", "sbom")
_COSIGN_TAG = re.compile(rf"sha256-([0-9a-f]{{64}})\.(?:{'|'.join(_SUFFIXES)})")


class Named(NamedTuple):
    """A manifest's row: its id and its digest."""

    id: int
    digest: str


@dataclass(slots=True)
class Closure:
    """Manifests of one repository that belong together; digests by id."""

    manifests: dict[int, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    """The tags by which accessories are found, and the digest that each names."""


def whole(repository_id: int, root: Named, *, at_most: int) -> Closure:
    """The manifest with everything that belongs to it. Raises TooMuchAtOnce."""
    found = Closure({root.id: root.digest})
    level = dict(found.manifests)
    for _ in range(DEEPEST):
        accessories, tags = _accessories(repository_id, level)
        found.tags |= tags
        level = dict((_children(level) | accessories).items() - found.manifests.items())
        if not level:
            return found
        found.manifests |= level
        if len(found.manifests) > at_most:
            break
    raise TooMuchAtOnce(at_most)


def doomed(
    repository_id: int,
    root: Named,
    *,
    at_most: int,
    is_protected: Callable[[str], bool] = lambda _: False,
) -> dict[int, str]:
    """What goes when the manifest does: accessories, and children that nothing else holds.

    What is tagged, named by another index, or another manifest's accessory holds a child. An index
    that stays, a tag of its own and a protected one hold an accessory as well. Nobody makes an
    artifact undeletable by what he hangs on it: at a certain depth, or once *at_most* were found,
    the rest stays and is seen for itself.
    """
    found = {root.id: root.digest}
    level = dict(found)
    for _ in range(DEEPEST):
        accessories, _tags = _accessories(repository_id, level)
        loose = _loose(_children(level), set(found.values()))
        level = dict((loose | accessories).items() - found.items())
        for id_ in _held_by_index(level, found) | _held_by_tag(level, is_protected):
            level.pop(id_, None)
        found |= level
        if not level or len(found) >= at_most:
            break
    return found


def children_first(ids: Collection[int]) -> list[int]:
    """The manifests in an order in which each comes after the children that it names."""
    pairs = sql.over(
        "WITH wanted(id) AS (VALUES {}) SELECT e.manifest_id, m.id FROM wanted"
        " JOIN artifacts_edge e ON e.manifest_id = wanted.id AND e.kind = 'manifest'"
        " JOIN artifacts_manifest p ON p.id = e.manifest_id"
        " JOIN artifacts_manifest m ON m.repository_id = p.repository_id AND m.digest = e.digest",
        [(id_,) for id_ in ids],
    )
    sorter: TopologicalSorter[int] = TopologicalSorter()
    for id_ in ids:
        sorter.add(id_)
    for parent, child in pairs:
        if child in ids:
            sorter.add(parent, child)
    return list(sorter.static_order())


def subject_of_tag(tag: str) -> str | None:
    """The digest that cosign derived the tag from, if it is such a tag."""
    match = _COSIGN_TAG.fullmatch(tag)
    return f"sha256:{match[1]}" if match else None


def _children(level: Mapping[int, str]) -> dict[int, str]:
    rows = sql.over(
        "WITH wanted(id) AS (VALUES {}) SELECT m.id, m.digest FROM wanted"
        " JOIN artifacts_edge e ON e.manifest_id = wanted.id"
        " JOIN artifacts_manifest m ON m.id = e.child_id AND m.deleted_at IS NULL",
        [(id_,) for id_ in level],
    )
    return dict(rows)


def _accessories(
    repository_id: int, level: Mapping[int, str]
) -> tuple[dict[int, str], dict[str, str]]:
    """Accessories by id, and the tags that made some of them such."""
    by_subject = sql.over(
        "WITH wanted(digest) AS (VALUES {}) SELECT m.id, m.digest FROM wanted"
        " JOIN artifacts_manifest m ON m.subject_digest = wanted.digest"
        " AND NOT m.subject_digest = ''"  # word for word as the index says, or SQLite leaves it
        " WHERE m.repository_id = %s AND m.deleted_at IS NULL",
        [(digest,) for digest in level.values()],
        repository_id,
    )
    by_tag = sql.over(
        "WITH wanted(name) AS (VALUES {}) SELECT m.id, m.digest, t.name FROM wanted"
        " JOIN artifacts_tag t ON t.name = wanted.name AND t.deleted_at IS NULL"
        " JOIN artifacts_manifest m ON m.id = t.manifest_id"
        " WHERE t.repository_id = %s",
        [(name,) for name in _cosign_tags(level.values())],
        repository_id,
    )
    found: dict[int, str] = dict(by_subject)
    found |= {id_: digest for id_, digest, _ in by_tag}
    return found, {name: digest for _, digest, name in by_tag}


def _cosign_tags(digests: Iterable[str]) -> list[str]:
    return [
        f"{digest.replace(':', '-')}.{suffix}"
        for digest in digests
        if digest.startswith("sha256:")
        for suffix in _SUFFIXES
    ]


def _loose(children: Mapping[int, str], going: Collection[str]) -> dict[int, str]:
    """Those without a tag, and without a subject that is there and stays."""
    rows = sql.over(
        "WITH wanted(id) AS (VALUES {}) SELECT m.id, m.digest, s.digest FROM wanted"
        " JOIN artifacts_manifest m ON m.id = wanted.id"
        " LEFT JOIN artifacts_manifest s ON s.repository_id = m.repository_id"
        " AND s.digest = m.subject_digest AND s.deleted_at IS NULL"
        " WHERE NOT EXISTS(SELECT 1 FROM artifacts_tag t"
        " WHERE t.manifest_id = m.id AND t.deleted_at IS NULL)",
        [(id_,) for id_ in children],
    )
    return {id_: digest for id_, digest, subject in rows if subject is None or subject in going}


def _held_by_tag(level: Mapping[int, str], is_protected: Callable[[str], bool]) -> set[int]:
    """Those with a protected tag; and somebody's images, which another tag than cosign's names."""
    rows = sql.over(
        "WITH wanted(id) AS (VALUES {}) SELECT t.manifest_id, t.name, m.subject_digest FROM wanted"
        " JOIN artifacts_tag t ON t.manifest_id = wanted.id AND t.deleted_at IS NULL"
        " JOIN artifacts_manifest m ON m.id = t.manifest_id",
        [(id_,) for id_ in level],
    )
    return {
        id_
        for id_, name, subject in rows
        if is_protected(name) or (not subject and subject_of_tag(name) is None)
    }


def _held_by_index(level: Collection[int], going: Collection[int]) -> set[int]:
    """Those that a manifest names which stays."""
    rows = sql.over(
        "WITH wanted(id) AS (VALUES {}) SELECT wanted.id, p.id FROM wanted"
        " JOIN artifacts_edge e ON e.child_id = wanted.id"
        " JOIN artifacts_manifest p ON p.id = e.manifest_id AND p.deleted_at IS NULL",
        [(id_,) for id_ in level],
    )
    return {id_ for id_, parent in rows if parent not in going}
