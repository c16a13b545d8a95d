"""Accessories: signatures and the like, which belong to another artifact and are shown with it.

A manifest is one by its ``subject`` or, as cosign has it, by a tag such as ``sha256-<hex>.sig``, as
long as what it belongs to is there. Lists of artifacts leave them out.
"""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Exists, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, Substr
from django.db.models.lookups import IsNull
from django.db.models.sql.compiler import SQLCompiler

from artifacts import moments, sql
from artifacts.models import Manifest, Tag

COSIGN, NOTATION = "signature.cosign", "signature.notation"
SBOM, NYDUS, OTHER = "sbom.harbor", "accelerator.nydus", "subject.accessory"
SIGNATURES = frozenset({COSIGN, NOTATION})
AT_MOST, ALL = 50, 10_000
"""How many of an artifact are shown in a list of artifacts, and in that of its own."""

_TYPES = {
    "application/vnd.dev.cosign.artifact.sig.v1+json": COSIGN,
    "application/vnd.dev.cosign.simplesigning.v1+json": COSIGN,
    "application/vnd.cncf.notary.signature": NOTATION,
    "application/vnd.goharbor.harbor.sbom.v1": SBOM,
    "application/vnd.goharbor.harbor.nydus.v1": NYDUS,
}
_BUNDLE = "application/vnd.dev.sigstore.bundle"
_PREFIX, _HEX = "sha256-", 64
_SUFFIXES = (".sig", ".att", ".sbom")


@dataclass(frozen=True, slots=True)
class Accessory:
    id: int
    digest: str
    size: int
    type: str
    artifact_type: str
    subject_digest: str
    creation_time: datetime


class _AsDigest(Func):
    """A digest made of a tag's name, which is to be compared as digests are.

    Names sort by bytes; PostgreSQL finds nothing in an index by another order than its own.
    """

    template = "%(expressions)s"

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, Any]:
        return self.as_sql(
            compiler, connection, template='(%(expressions)s) COLLATE "default"', **more
        )


def is_any(rows: QuerySet[Any]) -> IsNull:
    """Whether there is a row, looked up for each row of the list that asks.

    An ``EXISTS`` would mean the same; of such, PostgreSQL makes a table of all that there is in
    the whole registry, to show ten rows of one repository.
    """
    return IsNull(Subquery(rows.order_by().values("pk")[:1]), rhs=False)


def has_subject(prefix: str = "") -> Q:
    """Of a manifest (or what leads to one by *prefix*): its subject is in the repository."""
    subjects = Manifest.objects.present().filter(
        repository=OuterRef(f"{prefix}repository"), digest=OuterRef(f"{prefix}subject_digest")
    )
    # The first condition is the cheap one: all but few have no subject.
    return ~Q(**{f"{prefix}subject_digest": ""}) & Q(is_any(subjects))


def is_tag() -> Q:
    """Of a tag: cosign's for an accessory of a manifest that is in the repository."""
    hexadecimal = Substr("name", len(_PREFIX) + 1, _HEX)
    subject = _AsDigest(
        Concat(Value("sha256:"), Substr(OuterRef("name"), len(_PREFIX) + 1, _HEX)),
        output_field=CharField(),
    )
    subjects = Manifest.objects.present().filter(repository=OuterRef("repository"), digest=subject)
    names = (Q(name=Concat(Value(_PREFIX), hexadecimal, Value(suffix))) for suffix in _SUFFIXES)
    # The first condition is the cheap one: all but few are not named so.
    return Q(Q(name__startswith=_PREFIX), functools.reduce(Q.__or__, names), Q(is_any(subjects)))


def is_signed(manifest: str = "") -> Q:
    """Of a manifest, or of what leads to one by such a prefix."""
    place, digest = OuterRef(f"{manifest}repository"), OuterRef(f"{manifest}digest")
    kinds = [kind for kind, type_ in _TYPES.items() if type_ in SIGNATURES]
    stated = Q(artifact_type__in=kinds) | Q(config_media_type__in=kinds)
    stated |= Q(artifact_type__startswith=_BUNDLE)
    named = Manifest.objects.present().filter(stated, repository=place, subject_digest=digest)
    tag = Concat(Value(_PREFIX), Substr(digest, len("sha256:") + 1), Value(_SUFFIXES[0]))
    tagged = Tag.objects.present().filter(repository=place, name=tag)
    return Q(Exists(named.exclude(subject_digest=""))) | Q(Exists(tagged))


def of(rows: Iterable[Manifest], *, at_most: int = AT_MOST) -> dict[int, list[Accessory]]:
    """The accessories of each of the manifests, oldest first, by the manifest's id: one query."""
    subjects = {(row.repository_id, row.digest): row.pk for row in rows}
    found: dict[int, list[Accessory]] = {pk: [] for pk in subjects.values()}
    for repository_id, subject, *fields in _rows(list(subjects), at_most):
        found[subjects[repository_id, subject]].append(_accessory(subject, *fields))
    return found


def counts(rows: Iterable[Manifest]) -> dict[int, dict[str, int]]:
    """How many accessories of each type each of the manifests has: one query."""
    subjects = {(row.repository_id, row.digest): row.pk for row in rows}
    found: dict[int, dict[str, int]] = {pk: {} for pk in subjects.values()}
    kinds = sql.over(
        f"{_FOUND} SELECT repository_id, subject, artifact_type, config_media_type, is_cosign,"  # noqa: S608  # constants
        " COUNT(*) FROM found GROUP BY repository_id, subject, artifact_type, config_media_type,"
        " is_cosign",
        _wanted(list(subjects)),
    )
    for repository_id, subject, *kind, count in kinds:
        of_subject = found[subjects[repository_id, subject]]
        type_ = type_of(*kind)
        of_subject[type_] = of_subject.get(type_, 0) + count
    return found


def type_of(artifact_type: str, config_media_type: str = "", is_cosign: object = False) -> str:  # noqa: FBT002  # as rows have it
    """Harbor's word for what an accessory is."""
    if is_cosign:
        return COSIGN
    for stated in (artifact_type, config_media_type):
        if stated in _TYPES:
            return _TYPES[stated]
        if stated.startswith(_BUNDLE):
            return COSIGN
    return OTHER


_FOUND = (
    "WITH wanted(repository_id, digest, name) AS (VALUES {}),"
    " found(repository_id, subject, id, artifact_type, config_media_type, is_cosign) AS ("
    "SELECT m.repository_id, m.subject_digest, m.id, m.artifact_type, m.config_media_type, 0"
    " FROM wanted JOIN artifacts_manifest m ON m.repository_id = wanted.repository_id"
    " AND m.subject_digest = wanted.digest AND m.subject_digest <> '' AND m.deleted_at IS NULL"
    " WHERE wanted.name = ''"
    " UNION ALL"
    " SELECT t.repository_id, wanted.digest, m.id, m.artifact_type, m.config_media_type,"
    " CASE WHEN t.name LIKE '%%.sig' THEN 1 ELSE 0 END"
    " FROM wanted JOIN artifacts_tag t ON t.repository_id = wanted.repository_id"
    " AND t.name = wanted.name AND t.deleted_at IS NULL"
    " JOIN artifacts_manifest m ON m.id = t.manifest_id AND m.deleted_at IS NULL"
    " AND m.subject_digest <> wanted.digest WHERE wanted.name <> '')"
)


def _rows(subjects: Sequence[tuple[int, str]], at_most: int) -> list[sql.Row]:
    return sql.over(
        f"{_FOUND}, numbered AS (SELECT found.*, ROW_NUMBER() OVER"  # noqa: S608  # constants
        " (PARTITION BY repository_id, subject ORDER BY id) AS number FROM found)"
        " SELECT m.repository_id, n.subject, m.id, m.digest, m.size + COALESCE((SELECT SUM(e.size)"
        " FROM artifacts_edge e WHERE e.manifest_id = m.id), 0), n.artifact_type,"
        " n.config_media_type, n.is_cosign, m.push_time"
        " FROM numbered n JOIN artifacts_manifest m ON m.id = n.id WHERE n.number <= %s"
        " ORDER BY n.id",
        _wanted(subjects),
        at_most,
    )


def _wanted(subjects: Sequence[tuple[int, str]]) -> list[sql.Row]:
    """Each subject as it is, and with each tag that cosign would give one of its accessories."""
    return [
        (repository_id, digest, suffix and digest.replace(":", "-") + suffix)
        for repository_id, digest in subjects
        for suffix in ("", *_SUFFIXES)
    ]


def _accessory(subject: str, *fields: Any) -> Accessory:
    id_, digest, size, artifact_type, config_media_type, is_cosign, push_time = fields
    return Accessory(
        id=id_,
        digest=digest,
        size=int(size),
        type=type_of(artifact_type, config_media_type, is_cosign),
        artifact_type=artifact_type,
        subject_digest=subject,
        creation_time=moments.read(push_time),
    )
