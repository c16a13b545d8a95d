"""The plan of a run as CSV, written while it is read, for people who look through it elsewhere."""

import csv
import io
from collections.abc import Iterator

from django.db.models import QuerySet

from artifacts.models import Repository
from maintenance.models import GarbageItem

AT_ONCE = 2000
COLUMNS = ("id", "kind", "digest", "size", "repository", "outcome")
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def write(items: QuerySet[GarbageItem], *, with_mark: bool = False) -> Iterator[bytes]:
    """Yield the export in parts, in the order of the plan. *with_mark* is for Excel, which guesses.

    Rows are read in batches, each a query of its own: no transaction stays open, however slow the
    client.
    """
    yield f"{_BYTE_ORDER_MARK if with_mark else ''}{','.join(COLUMNS)}\r\n".encode()
    after = 0
    while batch := list(items.filter(pk__gt=after).order_by("pk")[:AT_ONCE]):
        after = batch[-1].pk
        yield _csv(batch).encode()


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it, rather than computes it."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _csv(items: list[GarbageItem]) -> str:
    names = dict(
        Repository.objects.filter(pk__in={item.repository_id or 0 for item in items}).values_list(
            "pk", "name"
        )
    )
    text = io.StringIO()
    csv.writer(text).writerows(
        (
            item.pk,
            item.kind,
            harmless(item.digest),
            item.size,
            harmless(names.get(item.repository_id or 0, "")),
            item.outcome or "waiting",
        )
        for item in items
    )
    return text.getvalue()
