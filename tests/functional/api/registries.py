"""Other registries as the tests of their API make them, change them and try them."""

import uuid
from http import HTTPStatus
from typing import Any

import httpx

from tests.support.api import ApiClient, _made
from tests.support.connection import require
from tests.support.small_registry import NOT_FOR_EYES

LOGIN = ("mover", "Canary-of-registries-1")
KIND = "docker-registry"
MASK = "*****"


def a_registry(url: str, login: tuple[str, str] | None = LOGIN, **more: Any) -> dict[str, Any]:
    """Give what Harbor's console sends."""
    credential: dict[str, str] = {"type": "basic", "access_key": "", "access_secret": ""}
    if login is not None:
        credential |= {"access_key": login[0], "access_secret": login[1]}
    body = {"name": f"registry-{uuid.uuid4().hex[:8]}", "type": KIND, "url": url}
    return body | {"insecure": False, "description": "", "credential": credential} | more


def make(api: ApiClient, url: str, login: tuple[str, str] | None = LOGIN, **more: Any) -> int:
    return _made(api.post("/registries", json=a_registry(url, login, **more)))


def read(api: ApiClient, path: str, **query: Any) -> Any:
    return require(api.get(path, params=query), HTTPStatus.OK).json()


def change(api: ApiClient, registry: int, **body: Any) -> httpx.Response:
    return api.put(f"/registries/{registry}", json=body)


def changed(api: ApiClient, registry: int, **body: Any) -> dict[str, Any]:
    require(change(api, registry, **body), HTTPStatus.OK)
    found: dict[str, Any] = read(api, f"/registries/{registry}")
    return found


def ping(api: ApiClient, **body: Any) -> httpx.Response:
    return api.post("/registries/ping", json=body)


def refused(answer: httpx.Response) -> str:
    """Check that it is a 400 that shows nothing of what the other side sent."""
    return told(answer)[0]


def told(answer: httpx.Response) -> tuple[str, str]:
    """As ``refused``; besides the words the one that they are grouped by, where a call failed."""
    assert answer.status_code == HTTPStatus.BAD_REQUEST, answer.text
    (error,) = answer.json()["errors"]
    assert set(error) - {"cause"} == {"code", "message"}
    assert error["code"] == "BAD_REQUEST"
    assert NOT_FOR_EYES not in answer.text
    assert LOGIN[1] not in answer.text
    assert 0 < len(error["message"]) <= 1024
    return error["message"], error.get("cause", "")
