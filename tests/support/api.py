"""A client of the REST API under /api/v2.0, with Basic credentials or none."""

import copy
from http import HTTPStatus
from typing import Any, Self

import httpx

from tests.support.connection import connection, require

ROLES = {"projectAdmin": 1, "developer": 2, "guest": 3, "maintainer": 4, "limitedGuest": 5}


class ApiClient:
    """Calls named for what they do insist on success; `get` and its kin return any answer.

    Copies made by `as_` share the connection of the first one, which is the one to close.
    """

    def __init__(self, base_url: str, login: tuple[str, str] | None = None) -> None:
        self.login = login
        self._http = connection(f"{base_url}/api/v2.0")

    def as_(self, username: str, password: str) -> Self:
        return self._with((username, password))

    def anonymous(self) -> Self:
        return self._with(None)

    def _with(self, login: tuple[str, str] | None) -> Self:
        other = copy.copy(self)
        other.login = login
        return other

    def close(self) -> None:
        self._http.close()

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        auth = httpx.BasicAuth(*self.login) if self.login else None
        return self._http.request(method, path, **({"auth": auth} | more))

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.request("GET", path, **more)

    def head(self, path: str, **more: Any) -> httpx.Response:
        return self.request("HEAD", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.request("POST", path, **more)

    def put(self, path: str, **more: Any) -> httpx.Response:
        return self.request("PUT", path, **more)

    def delete(self, path: str, **more: Any) -> httpx.Response:
        return self.request("DELETE", path, **more)

    def create_user(self, username: str, password: str) -> int:
        body = {
            "username": username,
            "email": f"{username}@example.com",
            "realname": username.title(),
            "password": password,
            "comment": "made by the tests",
        }
        return _made(self.post("/users", json=body))

    def create_project(self, name: str, *, public: bool = False) -> int:
        metadata = {"public": "true" if public else "false"}
        return _made(self.post("/projects", json={"project_name": name, "metadata": metadata}))

    def add_member(self, project: str, username: str, role: str) -> int:
        body = {"role_id": ROLES[role], "member_user": {"username": username}}
        return _made(self.post(f"/projects/{project}/members", json=body))


def _made(response: httpx.Response) -> int:
    """Read the id of the new object from where the answer says it is."""
    require(response, HTTPStatus.CREATED)
    return int(response.headers["Location"].rpartition("/")[2])
