"""Which repositories, tags and artifacts a policy is about, in Harbor's filters.

Each kind of filter is there at most once; one that is absent lets everything through. A name is
that of the whole repository with its project. A tag is judged by itself, and an artifact without
any as if it had the empty one; accessories go where what they belong to goes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from oci import media_types, patterns
from oci.errors import quoted
from oci.patterns import PatternInvalid
from replication.errors import PolicyInvalid

MATCHES, EXCLUDES = "matches", "excludes"
LABELS_AT_MOST = 20
_SPECIAL = frozenset("*?[]{}\\")


class FilterType(StrEnum):
    NAME = "name"
    TAG = "tag"
    LABEL = "label"
    RESOURCE = "resource"


class Resource(StrEnum):
    """What an artifact is: something to run, or anything else that registries hold."""

    IMAGE = "image"
    ARTIFACT = "artifact"


DECORATED = frozenset({FilterType.TAG, FilterType.LABEL})


@dataclass(frozen=True, slots=True)
class Filters:
    """A policy's filters, ready to be asked."""

    name: str = ""
    tag: str = ""
    excludes_tag: bool = False
    labels: tuple[str, ...] = ()
    excludes_labels: bool = False
    resource: Resource | None = None

    @classmethod
    def read(cls, written: Iterable[Mapping[str, Any]]) -> Self:
        """Those that ``write`` made."""
        by_type = {one["type"]: one for one in written}
        tag, label = by_type.get(FilterType.TAG, {}), by_type.get(FilterType.LABEL, {})
        resource = by_type.get(FilterType.RESOURCE, {}).get("value")
        return cls(
            name=by_type.get(FilterType.NAME, {}).get("value", ""),
            tag=tag.get("value", ""),
            excludes_tag=tag.get("decoration") == EXCLUDES,
            labels=tuple(label.get("value", ())),
            excludes_labels=label.get("decoration") == EXCLUDES,
            resource=Resource(resource) if resource else None,
        )

    def has_repository(self, name: str) -> bool:
        return patterns.compile(self.name).matches(name)

    def has_tag(self, tag: str) -> bool:
        """Of an artifact without any tag, the empty one."""
        if not self.tag:
            return True
        return patterns.compile(self.tag).matches(tag) is not self.excludes_tag

    def has_labels(self, labels: Iterable[str]) -> bool:
        """Whether all are there that must be; or, where they exclude, not all of them."""
        if not self.labels:
            return True
        return (set(self.labels) <= set(labels)) is not self.excludes_labels

    @property
    def exact_name(self) -> str | None:
        """The one repository that is meant, where the pattern describes no other."""
        return self.name if self.name and not _SPECIAL & set(self.name) else None

    @property
    def prefix(self) -> str:
        """What each name begins with, up to a slash; a list can be narrowed by it."""
        plain = self.name
        for index, character in enumerate(self.name):
            if character in _SPECIAL:
                plain = self.name[:index]
                break
        return plain[: plain.rfind("/") + 1]


def resource_of(media_type: str, config_media_type: str) -> Resource:
    """An index holds images; of a manifest its configuration tells."""
    is_image = media_type in media_types.INDEX_TYPES or config_media_type in (
        media_types.OCI_CONFIG,
        media_types.DOCKER_CONFIG,
    )
    return Resource.IMAGE if is_image else Resource.ARTIFACT


def write(filters: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What clients say, as rows keep it. Raises PolicyInvalid."""
    written: dict[str, dict[str, Any]] = {}
    for given in filters:
        type_, value = given.get("type"), given.get("value")
        if type_ not in tuple(FilterType):
            raise PolicyInvalid(
                f"a filter is of the type {', '.join(FilterType)}, not {quoted(str(type_))}"
            )
        if type_ in written:
            raise PolicyInvalid(f"there is one filter of the type {type_} at most")
        if value in (None, "", []):
            continue
        written[type_] = _written(FilterType(type_), value, given.get("decoration") or "")
    return list(written.values())


def _written(type_: FilterType, value: object, decoration: object) -> dict[str, Any]:
    kept: dict[str, Any] = {"type": str(type_), "value": _VALUES[type_](value)}
    if type_ in DECORATED:
        if decoration not in ("", MATCHES, EXCLUDES):
            raise PolicyInvalid(f"a decoration is {MATCHES} or {EXCLUDES}")
        kept["decoration"] = decoration or MATCHES
    elif decoration not in ("", MATCHES):
        raise PolicyInvalid(f"a filter of the type {type_} cannot exclude")
    return kept


def _pattern(value: object) -> str:
    if not isinstance(value, str):
        raise PolicyInvalid("the value of such a filter is a pattern")
    try:
        patterns.compile(value)
    except PatternInvalid as error:
        raise PolicyInvalid(str(error)) from error
    return value


def _labels(value: object) -> list[str]:
    is_list = isinstance(value, list) and all(isinstance(one, str) and one for one in value)
    if not is_list:
        raise PolicyInvalid("the value of a filter of labels is a list of their names")
    assert isinstance(value, list)
    if len(value) > LABELS_AT_MOST:
        raise PolicyInvalid(f"a filter names {LABELS_AT_MOST} labels at most")
    return sorted(set(value))


def _resource(value: object) -> str:
    if value not in tuple(Resource):
        raise PolicyInvalid(f"a resource is {' or '.join(Resource)}")
    return str(value)


_VALUES = {
    FilterType.NAME: _pattern,
    FilterType.TAG: _pattern,
    FilterType.LABEL: _labels,
    FilterType.RESOURCE: _resource,
}
