"""Tables of who may do what: each endpoint is tried by everybody, and a denial changes nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import httpx
import pytest

from tests.support.api import ApiClient

EVERYBODY = ("anonymous", "nobody", "lena", "gus", "dora", "mona", "petra", "admin")
MEMBERS = frozenset({"lena", "gus", "dora", "mona", "petra", "admin"})
ALL = frozenset(EVERYBODY)
SIGNED_IN = ALL - {"anonymous"}
ADMIN = frozenset({"admin"})


@dataclass(frozen=True)
class Call:
    """One endpoint: *path* may name `{project}` and what else the test fills in."""

    method: str
    path: str
    allowed: frozenset[str]
    body: dict[str, Any] | None = None
    success: HTTPStatus = HTTPStatus.OK


def cases(table: Iterable[Call]) -> list[Any]:
    return [
        pytest.param(call, who, id=f"{call.method} {call.path} by {who}")
        for call in table
        for who in EVERYBODY
    ]


def check(
    call: Call, who: str, client: ApiClient, state: Callable[[], object], **names: Any
) -> None:
    """Try the call; *state* reads, as somebody who may, all that it could have changed."""
    before = state()
    more = {} if call.body is None else {"json": call.body}
    answer = client.request(call.method, call.path.format(**names), **more)
    if who in call.allowed:
        assert answer.status_code == call.success, answer.text
    else:
        assert_denied(answer, who)
        assert state() == before


def assert_denied(answer: httpx.Response, who: str) -> None:
    if who == "anonymous":
        assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
        assert answer.headers["WWW-Authenticate"] == 'Basic realm="harbor"'
    else:
        assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")


def assert_error(answer: httpx.Response, status: HTTPStatus, code: str) -> str:
    """Check status and Harbor's error body; returns the message."""
    assert answer.status_code == status, answer.text
    if answer.request.method == "HEAD":
        assert not answer.content
        return ""
    assert answer.headers["Content-Type"].partition(";")[0] == "application/json"
    body = answer.json()
    (error,) = body["errors"]
    assert list(body) == ["errors"]
    assert set(error) == {"code", "message"}
    assert error["code"] == code
    assert error["message"]
    return str(error["message"])
