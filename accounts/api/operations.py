"""What an operation of the API declares beside its handler: its need, its body, its answer.

The declaration is data. ``Endpoint`` refuses whoever lacks the need before the handler runs, the
OpenAPI document is made of it, and so is the matrix of every route and principal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any, TypeVar

from rest_framework import serializers

from accounts.api.bodies import Body
from accounts.api.queries import Fields

H = TypeVar("H", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the query string, as the document tells it."""

    name: str
    meaning: str
    kind: type = str
    is_required: bool = False


PAGING = (
    Parameter("page", "Which page, from 1.", int),
    Parameter("page_size", "How many a page has: 1 to 100.", int),
)
QUERYING = (
    Parameter(
        "q", "Which rows: `k=v`, `k=~part`, `k=[low~high]`, `k={a b}`, `k=(a b)`; commas between."
    ),
    Parameter("sort", "Order: keys by commas, a descending one with a minus."),
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path.

    ``needs`` is a right: of the system (``SystemAction``), of a project (``Action``), or one that
    names no resource (``Need``). What it is needed in is for the endpoint to say.
    """

    needs: StrEnum
    body: type[Body] | None = None
    answer: type[serializers.BaseSerializer[Any]] | None = None
    is_list: bool = False
    status: HTTPStatus = HTTPStatus.OK
    parameters: tuple[Parameter, ...] = ()
    fields: Fields | None = None
    """What ``q`` and ``sort`` of a list may name."""
    media_type: str = "application/json"
    for_people: bool = False
    """Whether it takes a person besides the right: nobody gets at accounts with a found token."""
    is_deed: bool | None = None
    """Whether it leaves a row in the audit log; unless told otherwise, unsafe methods do."""


def operation(needs: StrEnum, **declared: Any) -> Callable[[H], H]:
    """Declare the operation that the decorated handler does."""

    def declare(handler: H) -> H:
        handler.operation = Operation(needs, **declared)  # type: ignore[attr-defined]
        return handler

    return declare


def of(view: type) -> Mapping[str, Operation]:
    """The operations of an endpoint by method. Raises TypeError for a handler without one."""
    found: dict[str, Operation] = {}
    for method in ("get", "head", "post", "put", "patch", "delete"):
        handler = getattr(view, method, None)
        if handler is None:
            continue
        declared = getattr(handler, "operation", None)
        if declared is None:
            raise TypeError(f"{view.__qualname__}.{method} declares no operation")
        found[method.upper()] = declared
    return found
