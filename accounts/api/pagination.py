"""Pages as Harbor's clients walk them: numbers in the query, total and neighbours in headers."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.encoding import escape_uri_path
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters

PAGE_SIZE = 10
LARGEST_SIZE = 100
LAST_PAGE = 10**12


class HarborPagination(BasePagination):
    """The body is a bare list."""

    def paginate_queryset(
        self, queryset: QuerySet[Any] | Sequence[Any], request: Request, view: Any = None
    ) -> list[Any]:
        self._request = request
        self._page = parameters.whole(request, "page", default=1, at_most=LAST_PAGE)
        self._size = parameters.whole(request, "page_size", default=PAGE_SIZE, at_most=LARGEST_SIZE)
        self._total = queryset.count() if isinstance(queryset, QuerySet) else len(queryset)
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
        query = self._request.query_params.copy()
        query["page"], query["page_size"] = str(page), str(self._size)
        return f"{escape_uri_path(self._request.path)}?{query.urlencode()}"
