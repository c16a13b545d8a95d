"""Rows of lists as JSON: artifacts and tags, with what belongs to them read for whole pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from artifacts import accessories, additions, details, labels, listing
from artifacts.accessories import Accessory
from artifacts.api.endpoints import path_of
from artifacts.details import OF_A_LIST, OF_ONE, Bounds, Child, Parts, TagRow
from artifacts.models import Label, Manifest, Repository, Tag
from projects import immutability
from projects.immutability import Protection

Json = dict[str, Any]

NEVER = "0001-01-01T00:00:00.000000Z"
"""What Harbor tells of the last pull where there was none."""
PARENTS_SHOWN, THEIR_TAGS_SHOWN = 20, 3


@dataclass(frozen=True, slots=True)
class Shown:
    """What of an artifact is asked for besides itself."""

    tags: bool = True
    labels: bool = False
    immutable: bool = False
    accessories: bool = False
    inherited: bool = False
    bounds: Bounds = OF_A_LIST


def time(value: datetime | None) -> str | None:
    return None if value is None else f"{value:%Y-%m-%dT%H:%M:%S.%fZ}"


def type_of(manifest: Manifest, parts: Parts) -> str:
    return additions.type_of(
        media_type=manifest.media_type,
        artifact_type=manifest.artifact_type,
        config_media_type=manifest.config_media_type,
        annotations=parts.annotations,
    )


def artifacts(
    page: Sequence[Manifest], repositories: Mapping[int, Repository], shown: Shown
) -> list[Json]:
    """Artifacts in Harbor's shape: the same few queries however many they are."""
    parts = details.parts((manifest.pk for manifest in page), shown.bounds)
    extra = _Extra(page, repositories, shown)
    return [
        _artifact(manifest, repositories[manifest.repository_id], parts[manifest.pk])
        | extra.of(manifest.pk)
        for manifest in page
    ]


class _Extra:
    """What was asked for besides the artifacts of a page."""

    def __init__(
        self, page: Sequence[Manifest], repositories: Mapping[int, Repository], shown: Shown
    ) -> None:
        ids = [manifest.pk for manifest in page]
        self._shown = shown
        self._names = {manifest.pk: repositories[manifest.repository_id].name for manifest in page}
        self._tags = details.tags(ids) if shown.tags else {}
        self._immutable = self._protected(repositories) if shown.tags and shown.immutable else {}
        self._labels = labels.of_manifests(ids) if shown.labels else {}
        self._accessories = accessories.of(page) if shown.accessories else {}
        self._inherited = _inherited(page) if shown.inherited else {}
        is_one = shown.bounds == OF_ONE
        self._parents = {pk: _parents(pk) for pk in ids} if is_one else {}

    def of(self, pk: int) -> Json:
        extra: Json = {}
        if self._shown.tags:
            extra["tags"] = [
                tag(row, immutable=row.name in self._immutable.get(row.repository_id, ()))
                for row in self._tags[pk]
            ]
        if self._shown.labels:
            extra["labels"] = [label(row) for row in self._labels.get(pk, ())]
        if self._shown.accessories:
            extra["accessories"] = [
                accessory(row, self._names[pk], pk) for row in self._accessories[pk]
            ]
        if self._shown.inherited:
            extra["inherited_accessories"] = [
                accessory(row, self._names[pk], subject_id)
                for subject_id, row in self._inherited[pk]
            ]
        if parents := self._parents.get(pk):
            extra["parents"] = parents
        return extra

    def _protected(self, repositories: Mapping[int, Repository]) -> dict[int, set[str]]:
        names: dict[int, set[str]] = {}
        for rows in self._tags.values():
            for row in rows:
                names.setdefault(row.repository_id, set()).add(row.name)
        return {
            pk: immutability.immutable_among(
                repositories[pk].project_id, repositories[pk].name.partition("/")[2], some
            )
            for pk, some in names.items()
        }


def _artifact(manifest: Manifest, repository: Repository, parts: Parts) -> Json:
    type_ = type_of(manifest, parts)
    return {
        "id": manifest.pk,
        "type": type_,
        "media_type": manifest.config_media_type or manifest.media_type,
        "manifest_media_type": manifest.media_type,
        "artifact_type": manifest.artifact_type,
        "project_id": repository.project_id,
        "repository_id": repository.pk,
        "repository_name": repository.name,
        "digest": manifest.digest,
        "size": parts.size,
        "icon": "",
        "push_time": time(manifest.push_time),
        "pull_time": time(manifest.pull_time) or NEVER,
        "pull_count": manifest.pull_count,
        "extra_attrs": details.attributes(parts.config),
        "annotations": parts.annotations,
        "references": [_reference(manifest.pk, child) for child in parts.children],
        "addition_links": _links(manifest, repository, type_),
    }


def _reference(parent_id: int, child: Child) -> Json:
    return {
        "parent_id": parent_id,
        "child_id": child.id or 0,
        "child_digest": child.digest,
        "platform": child.platform,
        "annotations": child.annotations,
        "size": child.size,
    }


def _links(manifest: Manifest, repository: Repository, type_: str) -> Json:
    path = f"{path_of(repository.name)}/artifacts/{manifest.digest}/additions"
    names = additions.kinds(type_=type_, media_type=manifest.media_type)
    return {name: {"href": f"{path}/{name}", "absolute": False} for name in names}


def _inherited(page: Iterable[Manifest]) -> dict[int, list[tuple[int, Accessory]]]:
    """The signatures of the indexes that name each artifact: they cover what is in them."""
    parents = details.parents(manifest.pk for manifest in page)
    known = {parent.pk: parent for rows in parents.values() for parent in rows}
    of_parents = accessories.of(known.values())
    return {
        pk: [
            (parent.pk, row)
            for parent in rows
            for row in of_parents[parent.pk]
            if row.type in accessories.SIGNATURES
        ]
        for pk, rows in parents.items()
    }


def _parents(pk: int) -> list[Json]:
    """The newest indexes that name an artifact which is shown alone."""
    found = listing.parents(pk, at_most=PARENTS_SHOWN)
    named = details.tags((parent for parent, _ in found), at_most=THEIR_TAGS_SHOWN)
    return [
        {"digest": digest, "tags": [row.name for row in named[parent]]} for parent, digest in found
    ]


def tag(row: TagRow | Tag, *, immutable: bool = False) -> Json:
    """Harbor's tag of an artifact."""
    return {
        "id": row.id,
        "repository_id": row.repository_id,
        "artifact_id": row.manifest_id,
        "name": row.name,
        "push_time": time(row.push_time),
        "pull_time": time(row.pull_time) or NEVER,
        "immutable": immutable,
    }


def accessory(row: Accessory, repository: str, subject_id: int) -> Json:
    return {
        "id": row.id,
        "artifact_id": row.id,
        "subject_artifact_id": subject_id,
        "subject_artifact_digest": row.subject_digest,
        "subject_artifact_repo": repository,
        "size": row.size,
        "digest": row.digest,
        "type": row.type,
        "icon": "",
        "creation_time": time(row.creation_time),
        "artifact_type": row.artifact_type,
    }


def label(row: Label) -> Json:
    return {
        "id": row.pk,
        "name": row.name,
        "description": row.description,
        "color": row.color,
        "scope": "p" if row.project_id else "g",
        "project_id": row.project_id or 0,
        "creation_time": time(row.creation_time),
        "update_time": time(row.update_time),
    }


def tags(page: Sequence[Tag], repository: Repository, *, names_people: bool) -> list[Json]:
    """Tags with all that the console shows of them: the same few queries however many they are.

    Who pushed them is left empty unless the reader may be told the names of people.
    """
    manifests = {tag.manifest_id: tag.manifest for tag in page}
    parts = details.parts(manifests)
    movers = details.movers(repository.pk, [tag.name for tag in page])
    of_labels = labels.of_manifests(list(manifests))
    counts = accessories.counts(manifests.values())
    protection = Protection(
        project_id=repository.project_id, repository=repository.name.partition("/")[2]
    )
    shown = {
        pk: _manifest_of_tag(manifest, parts[pk])
        | {"labels": [label(row) for row in of_labels.get(pk, ())]}
        | _signatures(counts[pk])
        for pk, manifest in manifests.items()
    }
    return [
        {
            "id": row.pk,
            "name": row.name,
            "push_time": time(row.push_time),
            "pushed_by": movers[row.name] if names_people else "",
            "pull_time": time(row.pull_time),
            **_protected(protection, row.name),
            **shown[row.manifest_id],
        }
        for row in page
    ]


def _manifest_of_tag(manifest: Manifest, parts: Parts) -> Json:
    return {
        "artifact_id": manifest.pk,
        "digest": manifest.digest,
        "type": type_of(manifest, parts),
        "media_type": manifest.config_media_type or manifest.media_type,
        "manifest_media_type": manifest.media_type,
        "artifact_type": manifest.artifact_type,
        "size": parts.size,
        "platforms": _platforms(manifest, parts),
        "pull_count": manifest.pull_count,
    }


def _signatures(counts: Mapping[str, int]) -> Json:
    is_signed = any(kind in accessories.SIGNATURES for kind in counts)
    return {"signed": is_signed, "accessory_counts": counts}


def _protected(protection: Protection, name: str) -> Json:
    rule = protection.rule_for(name)
    by = None if rule is None else immutability.describe(rule)
    return {"immutable": rule is not None, "protected_by": by}


def _platforms(manifest: Manifest, parts: Parts) -> list[Json]:
    """Those of an index's children; of an image its own, as its config has it."""
    if parts.children:
        return [
            _platform(child.platform, child.digest, child.size)
            for child in parts.children
            if child.platform and child.platform.get("os") != "unknown"
        ]
    attributes = details.attributes(parts.config)
    if not attributes.get("os"):
        return []
    return [_platform(attributes, manifest.digest, parts.size)]


def _platform(stated: Mapping[str, Any], digest: str, size: int) -> Json:
    return {
        "architecture": _text(stated, "architecture"),
        "os": _text(stated, "os"),
        "variant": _text(stated, "variant"),
        "os_version": _text(stated, "os.version"),
        "digest": digest,
        "size": size,
    }


def _text(stated: Mapping[str, Any], key: str) -> str:
    value = stated.get(key)
    return value if isinstance(value, str) else ""
