"""A browser as the tests play it: keeps its session, and sends what its page would."""

from contextlib import AbstractContextManager
from http import HTTPStatus
from http.cookies import Morsel, SimpleCookie
from typing import Any, Self

import httpx

from tests.support.connection import connection, require
from tests.support.processes import LOOPBACK
from tests.support.server import Server

CSRF = "X-Harbor-CSRF-Token"
ROOT = "/api/v2.0"


def a_server_behind_a_proxy(database_url: str | None) -> AbstractContextManager[Server]:
    """Two web processes that believe what a proxy tells: of where a client is, and of https."""
    return Server(database_url=database_url, web_workers="2", trusted_proxies=LOOPBACK)


def cookie_of(answer: httpx.Response) -> Morsel[str] | None:
    """The one cookie that an answer sets, with its attributes."""
    jar: SimpleCookie = SimpleCookie()
    for line in answer.headers.get_list("Set-Cookie"):
        jar.load(line)
    assert len(jar) <= 1, jar
    return next(iter(jar.values()), None)


class Browser:
    """Sends its cookie and the last token against forgery with every request.

    `with Browser(url, {"X-Forwarded-For": …})`: headers that go with every request.
    """

    def __init__(self, base_url: str, headers: dict[str, str] | None = None) -> None:
        self._http = connection(base_url)
        self._http.headers.update(headers or {})
        self.cookie = ""
        self.csrf = ""

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def try_login(self, principal: str, password: str, **headers: str) -> httpx.Response:
        """Fill in the form; whatever comes is returned, and kept as a browser does."""
        form = {"principal": principal, "password": password}
        return self.request("POST", "/c/login", data=form, headers=_names(headers))

    def login(self, principal: str, password: str) -> "Browser":
        require(self.try_login(principal, password), HTTPStatus.OK)
        return self

    def api(self, method: str, path: str, **more: Any) -> httpx.Response:
        return self.request(method, f"{ROOT}{path}", **more)

    def request(
        self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any
    ) -> httpx.Response:
        """An empty value takes a header away."""
        own = {"Cookie": self.cookie, CSRF: self.csrf} | (headers or {})
        sent = {name: value.encode("latin-1") for name, value in own.items() if value}
        answer = self._http.request(method, path, headers=sent, **more)
        morsel = cookie_of(answer)
        if morsel is not None:
            self.cookie = f"{morsel.key}={morsel.value}" if morsel.value else ""
        self.csrf = answer.headers.get(CSRF, self.csrf)
        return answer


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
