"""Pages as Harbor's clients walk them: numbers in the query, total and neighbours in headers.

Where a list says in which order it is, its pages can be walked by keys too: with ``after`` in the
query (empty for the first page) each begins where the one before it ended, however far that is.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.encoding import escape_uri_path
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters
from accounts.api.bodies import LARGEST, SMALLEST
from accounts.api.errors import ParameterInvalid
from accounts.api.queries import Kind

PAGE_SIZE = 10
LARGEST_SIZE = 100
LAST_PAGE = 10**12
LONGEST_CURSOR = 2048
NEXT_CURSOR = "X-Next-Cursor"

M = TypeVar("M", bound=Model)
Count = Callable[[], int]


class HarborPagination(BasePagination):
    """The body is a bare list. *count* answers the total where that is known more cheaply."""

    def __init__(self, count: Count | None = None) -> None:
        self._count = count

    def paginate_queryset(
        self, queryset: QuerySet[Any] | Sequence[Any], request: Request, view: Any = None
    ) -> list[Any]:
        self._request = request
        self._page = parameters.whole(request, "page", default=1, at_most=LAST_PAGE)
        self._size = size_of(request)
        self._total = self._count() if self._count else total_of(queryset)
        start = (self._page - 1) * self._size
        return list(queryset[start : start + self._size]) if start < self._total else []

    def get_paginated_response(self, data: Sequence[Any]) -> Response:
        headers = {"X-Total-Count": str(self._total)}
        if links := " , ".join(self._links()):
            headers["Link"] = links
        return Response(data, headers=headers)

    def _links(self) -> list[str]:
        neighbours = {"prev": self._page - 1, "next": self._page + 1}
        return [
            f'<{self._address(page)}>; rel="{name}"'
            for name, page in neighbours.items()
            if page > 0 and (page - 1) * self._size < self._total
        ]

    def _address(self, page: int) -> str:
        return address(self._request, page=str(page), page_size=str(self._size))


class Key(NamedTuple):
    """A column that rows are ordered by, and what it holds; that is never ``NULL``."""

    column: str
    kind: Kind = Kind.WHOLE
    descends: bool = False


class KeysetPagination:
    """Pages by keys. The rows are ordered by *keys*, of which the last one tells any two apart."""

    def __init__(self, request: Request, keys: Sequence[Key], count: Count | None = None) -> None:
        self._request, self._keys, self._count = request, keys, count
        self._size = size_of(request)
        self._last: Any = None

    def page_of(self, rows: QuerySet[M]) -> list[M]:
        """Raises ParameterInvalid for a cursor that none of these pages told."""
        self._total = self._count() if self._count else rows.count()
        cursor = parameters.text(self._request, "after")
        if cursor:
            rows = rows.filter(_beyond(self._keys, _read(cursor, self._keys)))
        found = list(rows[: self._size + 1])
        if len(found) > self._size:
            found.pop()
            self._last = found[-1]
        return found

    def response(self, data: Sequence[Any]) -> Response:
        headers = {"X-Total-Count": str(self._total)}
        if self._last is not None:
            cursor = _written([_value(self._last, key) for key in self._keys])
            link = address(self._request, after=cursor, page_size=str(self._size))
            headers |= {"Link": f'<{link}>; rel="next"', NEXT_CURSOR: cursor}
        return Response(data, headers=headers)


def size_of(request: Request) -> int:
    return parameters.whole(request, "page_size", default=PAGE_SIZE, at_most=LARGEST_SIZE)


def total_of(rows: QuerySet[Any] | Sequence[Any]) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def address(request: Request, **changed: str) -> str:
    query = request.query_params.copy()
    for name, value in changed.items():
        query[name] = value
    return f"{escape_uri_path(request.path)}?{query.urlencode()}"


def _beyond(keys: Sequence[Key], values: Sequence[Any]) -> Q:
    """What comes after the row of *values*; the first key bounds it alone, for an index's sake."""
    condition, same = Q(pk__in=()), Q()
    for key, value in zip(keys, values, strict=True):
        step = "lt" if key.descends else "gt"
        condition |= same & Q(**{f"{key.column}__{step}": value})
        same &= Q(**{key.column: value})
    bound = "lte" if keys[0].descends else "gte"
    return Q(**{f"{keys[0].column}__{bound}": values[0]}) & condition


def _value(row: Model, key: Key) -> Any:
    return attrgetter(key.column.replace("__", "."))(row)


def _written(values: Sequence[Any]) -> str:
    """A cursor: the values of the keys in the last row."""
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _read(cursor: str, keys: Sequence[Key]) -> list[Any]:
    """The values of a cursor, each of its key's type: a client may send anything."""
    try:
        text = base64.urlsafe_b64decode(cursor[:LONGEST_CURSOR] + "=" * (-len(cursor) % 4))
        values = json.loads(text)
        return [_READERS[key.kind](value) for key, value in zip(keys, values, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error) as error:
        raise ParameterInvalid(
            "after is a cursor that the page before this one told, in the same order"
        ) from error


def _whole(value: Any) -> int:
    if type(value) is not int or not SMALLEST <= value <= LARGEST:
        raise ValueError(value)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(value)
    value.encode()  # which half a surrogate pair fails
    return value


def _time(value: Any) -> datetime:
    return datetime.fromisoformat(value).astimezone(UTC)


_READERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: _text,
    Kind.TIME: _time,
    Kind.WHOLE: _whole,
}
