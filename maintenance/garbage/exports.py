"""The plan of a run as CSV, written while it is read, for people who look through it elsewhere."""

from collections.abc import Iterator

from django.db.models import QuerySet

from accounts import spreadsheets
from artifacts.models import Repository
from maintenance.models import GarbageItem

AT_ONCE = 2000
COLUMNS = ("id", "kind", "digest", "size", "repository", "outcome")


def write(items: QuerySet[GarbageItem], *, with_mark: bool = False) -> Iterator[bytes]:
    """Yield the export in parts, in the order of the plan. *with_mark* is for Excel, which guesses.

    Rows are read in batches, each a query of its own: no transaction stays open, however slow the
    client.
    """
    yield spreadsheets.head(COLUMNS, with_mark=with_mark)
    after = 0
    while batch := list(items.filter(pk__gt=after).order_by("pk")[:AT_ONCE]):
        after = batch[-1].pk
        yield _csv(batch).encode()


def _csv(items: list[GarbageItem]) -> str:
    names = dict(
        Repository.objects.filter(pk__in={item.repository_id or 0 for item in items}).values_list(
            "pk", "name"
        )
    )
    return spreadsheets.lines(
        (
            item.pk,
            item.kind,
            spreadsheets.harmless(item.digest),
            item.size,
            spreadsheets.harmless(names.get(item.repository_id or 0, "")),
            item.outcome or "waiting",
        )
        for item in items
    )
