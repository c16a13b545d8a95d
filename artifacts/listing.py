"""Which artifacts and which tags a list shows, and how many they are."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from django.db.models.lookups import IsNull

from artifacts import accessories
from artifacts.accessories import is_any
from artifacts.errors import ManifestUnknown
from artifacts.models import ArtifactLabel, Edge, Manifest, Repository, Tag
from oci import reference
from oci.digest import Digest

NEVER = datetime(1, 1, 1, tzinfo=UTC)
"""When an artifact was pulled that nobody has pulled, as Harbor has it."""
REMEMBERED = 10_000
"""Of how many repositories a process remembers how much there is."""


def everything() -> QuerySet[Manifest]:
    """All artifacts but accessories: those within an index too."""
    rows = _visible()
    signs = _tags().filter(accessories.is_tag())
    return rows.filter(Q(_is_plainly_tagged()) | ~Q(is_any(signs)))


def listed() -> QuerySet[Manifest]:
    """What Harbor lists: tagged artifacts, and untagged ones that no index names."""
    tags = _tags()
    parents = Edge.objects.filter(child=OuterRef("pk"), manifest__deleted_at=None)
    # In the order of what is most often true; the databases look no further then.
    return _visible().filter(
        Q(_is_plainly_tagged())
        | Q(is_any(tags.exclude(accessories.is_tag())))
        | ~Q(is_any(tags)) & ~Q(is_any(parents))
    )


def tagged() -> QuerySet[Tag]:
    """Tags, but for those of accessories, each with its manifest."""
    rows = Tag.objects.present().select_related("manifest")
    rows = rows.defer("manifest__body", "manifest__annotations")
    return rows.exclude(accessories.is_tag()).exclude(accessories.has_subject("manifest__"))


def _visible() -> QuerySet[Manifest]:
    rows = Manifest.objects.present().defer("body", "annotations")
    return rows.exclude(accessories.has_subject())


def _tags() -> QuerySet[Tag]:
    return Tag.objects.present().filter(manifest=OuterRef("pk"))


def _is_plainly_tagged() -> IsNull:
    return is_any(_tags().exclude(name__startswith="sha256-"))


def has_tag(condition: Q) -> Q:
    """Of a manifest: one of its tags is such."""
    tags = Tag.objects.present().filter(condition, repository=OuterRef("repository"))
    return Q(Exists(tags.filter(manifest=OuterRef("pk"))))


def has_label(label_id: int, manifest: str = "") -> Q:
    """Of a manifest, or of what leads to one by such a prefix."""
    given = ArtifactLabel.objects.filter(manifest=OuterRef(f"{manifest}pk"), label_id=label_id)
    return Q(Exists(given))


def find(repository: Repository, reference_: str) -> Manifest:
    """The artifact that a digest or a tag of the repository names. Raises ManifestUnknown."""
    named = reference.parse_reference(reference_)
    rows = Manifest.objects.present().defer("body", "annotations").filter(repository=repository)
    if isinstance(named, Digest):
        found = rows.filter(digest=str(named)).first()
    else:
        tags = Tag.objects.present().filter(repository=repository, name=named)
        found = rows.filter(pk__in=tags.values("manifest_id")).first()
    if found is None:
        raise ManifestUnknown(reference_)
    return found


def parents(manifest_id: int, *, at_most: int) -> list[tuple[int, str]]:
    """The indexes that name a manifest, by id and digest, the newest first."""
    edges = Edge.objects.filter(child=manifest_id, manifest__deleted_at=None).order_by()
    named = Manifest.objects.filter(pk__in=edges.values("manifest")).order_by("-pk")
    return list(named.values_list("pk", "digest")[:at_most])


def with_size(rows: QuerySet[Manifest]) -> QuerySet[Manifest]:
    """Adds ``size_total``: the manifest and its blobs, of an index also what its children have."""
    return rows.annotate(size_total=_size_total("pk", F("size")))


def with_sizes_of_tags(rows: QuerySet[Tag]) -> QuerySet[Tag]:
    return rows.annotate(size_total=_size_total("manifest_id", F("manifest__size")))


def _size_total(manifest_id: str, own: F) -> Any:
    parts = Edge.objects.filter(is_absent=False).order_by()
    of_itself = parts.filter(manifest=OuterRef(manifest_id))
    of_children = parts.filter(manifest__parent_edges__manifest=OuterRef(manifest_id))
    return own + _sum_of(of_itself) + _sum_of(of_children)


def _sum_of(parts: QuerySet[Edge]) -> Coalesce:
    total = parts.values(all=Value(1)).annotate(total=Sum("size")).values("total")
    return Coalesce(Subquery(total, output_field=BigIntegerField()), 0)


def pulled_at(prefix: str = "") -> Coalesce:
    """When it was pulled for the last time, as something to order by."""
    return Coalesce(f"{prefix}pull_time", Value(NEVER, output_field=DateTimeField()))


class Counts:
    """How many rows of a list each repository has: counted again once its version has moved.

    What is remembered is exact: whoever changes which rows there are raises the version in the
    same transaction.
    """

    def __init__(self, rows: Callable[[], QuerySet[Any]]) -> None:
        self._rows = rows
        self._known: OrderedDict[int, tuple[int, int]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, repositories: Iterable[Repository]) -> dict[int, int]:
        """By the repository's id; one query at most, however many there are."""
        versions = {repository.pk: repository.version for repository in repositories}
        with self._lock:
            known = {pk: self._known.get(pk) for pk in versions}
        found = {
            pk: held[1]
            for pk, held in known.items()
            if held is not None and held[0] == versions[pk]
        }
        missing = versions.keys() - found.keys()
        if missing:
            counted = self._count(missing)
            self._remember({pk: (versions[pk], counted[pk]) for pk in missing})
            found |= counted
        return found

    def _count(self, ids: Collection[int]) -> dict[int, int]:
        rows = self._rows().filter(repository__in=ids).order_by()
        return dict.fromkeys(ids, 0) | dict(rows.values_list("repository").annotate(Count("pk")))

    def _remember(self, counted: dict[int, tuple[int, int]]) -> None:
        with self._lock:
            for pk, held in counted.items():
                self._known.pop(pk, None)
                self._known[pk] = held
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)


ARTIFACTS = Counts(listed)
TAGS = Counts(tagged)


def latest_of_each(rows: QuerySet[Manifest]) -> QuerySet[Manifest]:
    """Of *rows*, the one of each repository that was pushed last."""
    newest = Window(
        RowNumber(),
        partition_by=F("repository_id"),
        order_by=[F("push_time").desc(), F("pk").desc()],
    )
    return rows.annotate(number=newest).filter(number=1)
