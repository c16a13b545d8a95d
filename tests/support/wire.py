"""How the tests speak to /v2: who asks, with which kind of credential, and what must be refused."""

import copy
import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, Self

import httpx

from tests.support.connection import UnexpectedAnswer, connection, require

SERVICE = "harbor-registry"
TOKEN_PATH = "/service/token"
_REPOSITORY = re.compile(r"/v2/(.+)/(?:blobs|manifests|tags|referrers)/")


class BearerFlow(httpx.Auth):
    """What docker does: on a challenge, fetch a token for the scope it names and ask again."""

    def __init__(self, login: tuple[str, str] | None) -> None:
        self._credentials = httpx.BasicAuth(*login) if login else None
        self._tokens: dict[str, str] = {}

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        named = _REPOSITORY.match(request.url.path)
        repository = named.group(1) if named else ""
        if token := self._tokens.get(repository):
            request.headers["Authorization"] = f"Bearer {token}"
        response = yield request
        challenge = challenge_of(response)
        if response.status_code != HTTPStatus.UNAUTHORIZED or "realm" not in challenge:
            return
        answer = yield self._token_request(challenge)
        if answer.status_code == HTTPStatus.OK:
            answer.read()
            self._tokens[repository] = token = answer.json()["token"]
            request.headers["Authorization"] = f"Bearer {token}"
            yield request

    def _token_request(self, challenge: dict[str, str]) -> httpx.Request:
        parameters = {"service": challenge["service"], "scope": challenge.get("scope")}
        asked = {name: value for name, value in parameters.items() if value}
        request = httpx.Request("GET", challenge["realm"], params=asked)
        if self._credentials:
            request = next(self._credentials.auth_flow(request))
        return request


class FixedToken(httpx.Auth):
    """Send one token with every request, whatever is answered."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def challenge_of(response: httpx.Response) -> dict[str, str]:
    """Read the parameters of a Bearer challenge; empty when there is none."""
    scheme, _, parameters = response.headers.get("WWW-Authenticate", "").partition(" ")
    if scheme.lower() != "bearer":
        return {}
    return dict(re.findall(r'(\w+)="([^"]*)"', parameters))


class WireClient:
    """Requests under one identity. All clients made from one share its connection; close that.

    A new client is anonymous and fetches tokens as docker does.
    """

    def __init__(self, base_url: str, authority: str = "") -> None:
        self.base_url = base_url
        self._http = connection(base_url, authority)
        self._login: tuple[str, str] | None = None
        self._auth: httpx.Auth = BearerFlow(None)

    def as_(self, username: str, password: str) -> Self:
        """Be this user, by tokens."""
        return self._with((username, password), BearerFlow((username, password)))

    def anonymous(self) -> Self:
        return self._with(None, BearerFlow(None))

    def basic(self, username: str, password: str) -> Self:
        """Be this user, sending the password with every request."""
        return self._with((username, password), httpx.BasicAuth(username, password))

    def bearer(self, token: str) -> Self:
        """Send this token and nothing else."""
        return self._with(None, FixedToken(token))

    def bare(self) -> Self:
        """Send no credential and follow no challenge."""
        return self._with(None, httpx.Auth())

    def _with(self, login: tuple[str, str] | None, auth: httpx.Auth) -> Self:
        other = copy.copy(self)
        other._login, other._auth = login, auth
        return other

    def close(self) -> None:
        self._http.close()

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Ask and return whatever comes. The path counts from the root: `/v2/…`."""
        return self._http.request(method, path, **({"auth": self._auth} | more))

    @contextmanager
    def stream(self, method: str, path: str, **more: Any) -> Iterator[httpx.Response]:
        """Ask, and leave the answer's body to be read piece by piece."""
        with self._http.stream(method, path, **({"auth": self._auth} | more)) as response:
            yield response

    def ask_token(self, scopes: Sequence[str] = (), **more: Any) -> httpx.Response:
        """Ask for a token with Basic credentials, or none; *more* goes into the query."""
        query = {"service": SERVICE, "scope": list(scopes)} | more
        auth = httpx.BasicAuth(*self._login) if self._login else httpx.Auth()
        return self._http.get(TOKEN_PATH, params=query, auth=auth)

    def token(self, *scopes: str) -> str:
        answer = require(self.ask_token(scopes), HTTPStatus.OK)
        return str(answer.json()["token"])

    @staticmethod
    @contextmanager
    def expect(status: HTTPStatus, code: str) -> Iterator[None]:
        """Insist that what is done inside is refused with this status and OCI error code."""
        try:
            yield
        except UnexpectedAnswer as refusal:
            assert_error(refusal.response, status, code)
        else:
            raise AssertionError(f"this should have been refused with {status} {code}")


def assert_error(response: httpx.Response, status: HTTPStatus, code: str) -> None:
    """Check status and body of an OCI error; an answer to HEAD has no body to check."""
    assert response.status_code == status, UnexpectedAnswer(response)
    if response.request.method == "HEAD":
        return
    assert response.headers["Content-Type"].partition(";")[0] == "application/json"
    body = response.json()
    assert set(body) == {"errors"}, body
    for error in body["errors"]:
        assert {"code", "message"} <= set(error) <= {"code", "message", "detail"}, error
        assert error["message"], error
    assert [error["code"] for error in body["errors"]] == [code]
