"""What lists of artifacts and of tags may be asked by: columns, and Harbor's own conditions."""

import re
from functools import partial
from typing import Any, TypeVar

from django.db.models import Case, CharField, F, Model, Q, QuerySet, Value, When
from django.db.models.functions import Concat
from django.db.models.lookups import In

from accounts.api import queries
from accounts.api.errors import QueryInvalid
from accounts.api.queries import Field, Kind, Match, Term
from artifacts import accessories, additions, listing
from artifacts.api.endpoints import Query
from artifacts.models import Manifest, Tag
from oci.errors import quoted

TYPES_AT_MOST = 1_000
M = TypeVar("M", bound=Model)

_DIGITS = re.compile(r"[0-9]{1,18}")


def wants_all(q: str) -> bool:
    """Whether ``base=*`` asks for what indexes name, too. Raises QueryInvalid for another base."""
    bases = [term for term in queries.parse(q) if term.key == "base"]
    if any((term.match, term.values) != (Match.EXACT, ("*",)) for term in bases):
        raise QueryInvalid("base in q is *, or is not there")
    return bool(bases)


def _tags(rows: QuerySet[Manifest], term: Term) -> QuerySet[Manifest]:
    """Harbor's words: ``*`` is any tag, ``nil`` none."""
    if term.match is Match.FUZZY:
        return rows.filter(listing.has_tag(Q(name__icontains=term.values[0])))
    if term.match is Match.ANY:
        return rows.filter(listing.has_tag(Q(name__in=term.values)))
    if term.match is not Match.EXACT:
        raise QueryInvalid(f"tags cannot be asked for as {term.match.value}")
    (value,) = term.values
    if value == "nil":
        return rows.filter(~listing.has_tag(Q()))
    return rows.filter(listing.has_tag(Q() if value == "*" else Q(name=value)))


def _labels(manifest: str, rows: QuerySet[M], term: Term) -> QuerySet[M]:
    """All of the labels, by their ids."""
    if term.match not in (Match.EXACT, Match.ALL):
        raise QueryInvalid(f"labels cannot be asked for as {term.match.value}")
    for value in term.values:
        if not _DIGITS.fullmatch(value or ""):
            raise QueryInvalid(f"{quoted(value or '')} in q is not the id of a label")
        rows = rows.filter(listing.has_label(int(value or ""), manifest))
    return rows


def _signed(manifest: str, rows: QuerySet[M], term: Term) -> QuerySet[M]:
    if term.match is not Match.EXACT or term.values[0] not in ("true", "false"):
        raise QueryInvalid("signed in q is true or false")
    is_signed = accessories.is_signed(manifest)
    return rows.filter(is_signed if term.values[0] == "true" else ~is_signed)


def _type(manifest: str, rows: QuerySet[M], term: Term) -> QuerySet[M]:
    """Harbor's word for what an artifact is, which no column has: it follows from three of them.

    A list has few kinds of media types, however long it is; each is looked at once.
    """
    if term.match not in (Match.EXACT, Match.ANY):
        raise QueryInvalid(f"type cannot be asked for as {term.match.value}")
    columns = [f"{manifest}{name}" for name in ("media_type", "artifact_type", "config_media_type")]
    kinds = rows.order_by().values_list(*columns).distinct()[:TYPES_AT_MOST]
    wanted = {(value or "").upper() for value in term.values}
    alike = [" ".join(kind) for kind in kinds if _type_of(*kind) in wanted]
    words = (columns[0], Value(" "), columns[1], Value(" "), columns[2])
    return rows.filter(In(Concat(*words, output_field=CharField()), alike))


def _type_of(media_type: str, artifact_type: str, config_media_type: str) -> str:
    return additions.type_of(
        media_type=media_type, artifact_type=artifact_type, config_media_type=config_media_type
    )


def _media_type(manifest: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Harbor's media type: that of the config, or of what has none the manifest's own."""
    config = f"{manifest}config_media_type"
    own = When(**{config: ""}, then=F(f"{manifest}media_type"))
    kind = Case(own, default=F(config), output_field=CharField())
    found: QuerySet[Any] = rows.annotate(kind=kind)
    return found


def _pulled_at(rows: QuerySet[Any]) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.annotate(pulled_at=listing.pulled_at())
    return found


ARTIFACTS = Query(
    fields={
        "id": Field("pk", Kind.WHOLE),
        "repository_id": Field("repository_id", Kind.WHOLE),
        "repository_name": Field("repository__name"),
        "digest": Field("digest"),
        "media_type": Field("kind"),
        "manifest_media_type": Field("media_type"),
        "artifact_type": Field("artifact_type"),
        "size": Field("size_total", Kind.WHOLE),
        "push_time": Field("push_time", Kind.TIME),
        "pull_time": Field("pulled_at", Kind.TIME),
        "pull_count": Field("pull_count", Kind.WHOLE),
    },
    order="-push_time",
    special={
        "tags": _tags,
        "labels": partial(_labels, ""),
        "type": partial(_type, ""),
        "signed": partial(_signed, ""),
    },
    computed={
        "kind": partial(_media_type, ""),
        "pulled_at": _pulled_at,
        "size_total": listing.with_size,
    },
)

TAGS = Query(
    fields={
        "id": Field("pk", Kind.WHOLE),
        "name": Field("name"),
        "natural": Field("natural_name"),
        "artifact_id": Field("manifest_id", Kind.WHOLE),
        "digest": Field("manifest__digest"),
        "media_type": Field("kind"),
        "manifest_media_type": Field("manifest__media_type"),
        "artifact_type": Field("manifest__artifact_type"),
        "size": Field("size_total", Kind.WHOLE),
        "push_time": Field("push_time", Kind.TIME),
        "pull_time": Field("pulled_at", Kind.TIME),
        "pull_count": Field("manifest__pull_count", Kind.WHOLE),
    },
    order="-push_time",
    special={
        "labels": partial(_labels, "manifest__"),
        "type": partial(_type, "manifest__"),
        "signed": partial(_signed, "manifest__"),
    },
    computed={
        "kind": partial(_media_type, "manifest__"),
        "pulled_at": _pulled_at,
        "size_total": listing.with_sizes_of_tags,
    },
)

TAGS_OF_ARTIFACT = Query(
    fields={name: TAGS.fields[name] for name in ("id", "name", "push_time", "pull_time")},
    order="-push_time",
    computed={"pulled_at": _pulled_at},
)


def only_matching(rows: QuerySet[Tag], q: str) -> QuerySet[Tag]:
    """The tags that *q* asks for, as the list of tags shows them.

    Raises QueryInvalid also for keys that the list would pass over: where it shows too much, this
    would have too much go.
    """
    known = TAGS.fields.keys() | TAGS.special.keys()
    for term in queries.parse(q):
        if term.key not in known:
            raise QueryInvalid(f"{quoted(term.key)} in q is nothing that tags are asked for by")
    return TAGS.narrow(TAGS.with_columns(rows, q, ()), q)
