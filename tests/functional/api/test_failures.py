"""When something of ours fails: the client gets an id, the log gets the rest (WB-11)."""

import json
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from typing import Any

import httpx
import pytest

from tests.functional.registry.inside import Inside
from tests.support.console import Browser
from tests.support.postgresql import database_of
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient, an_image
from tests.support.server import ADMIN, Server

REPOSITORY = "library/app"
FRESH_SECONDS, SLACK = 5.0, 0.5
INSIDES = (
    "Traceback", "File ", ".py", "Error", "Exception", "assert", "SELECT", "accounts_", "projects_",
    "artifacts_", "django", "starlette", "rest_framework", "psycopg", "sqlite", "/work", "/tmp",
    "settings", "DEBUG", "<html",
)  # fmt: skip
"""Words that only come from inside."""

_SET = """
from accounts.models import Setting
Setting.objects.update_or_create(key="session_timeout", defaults={"value": "soon"})
"""
_UNSET = """
from accounts.models import Setting
Setting.objects.filter(key="session_timeout").delete()
"""
_SEAL = """
from projects import keys
from projects.models import SigningKey
row, nonce = SigningKey.objects.get(), b"0" * 12
answer = bytes(row.private_key).hex()
row.private_key = nonce + keys._cipher().encrypt(nonce, b"no key", row.kid.encode())
row.save()
"""
_UNSEAL = """
from projects.models import SigningKey
SigningKey.objects.update(private_key=bytes.fromhex(was))
"""
_TAKE = """
from django.db import connection
connection.cursor().execute("ALTER TABLE {} RENAME TO away")
"""
_PUT_BACK = """
from django.db import connection
connection.cursor().execute("ALTER TABLE away RENAME TO {}")
"""
BREAK = {
    "a setting of another type": (_SET, _UNSET),
    "a sealed key that is none": (_SEAL, _UNSEAL),
} | {
    f"no {table}": (_TAKE.format(table), _PUT_BACK.format(table))
    for table in ("accounts_user", "projects_project", "artifacts_manifest")
}
FAILING = (
    (HTTPStatus.INTERNAL_SERVER_ERROR, "UNKNOWN"),
    (HTTPStatus.SERVICE_UNAVAILABLE, "UNAVAILABLE"),
)
MESSAGES = {
    "the registry failed; its log says more",
    "the registry cannot do this at present; try again later",
}


@pytest.fixture(scope="module")
def frail(request: pytest.FixtureRequest) -> Iterator[Server]:
    with Server(database_url=database_of(request)) as server:
        with closing(RegistryClient(server.base_url)) as client:
            admin = client.as_(ADMIN, server.admin_password)
            admin.push(f"{REPOSITORY}:1", an_image([b"layer"]))
        yield server


@pytest.fixture(scope="module")
def within(frail: Server) -> Iterator[Inside]:
    with Inside(frail) as shell:
        yield shell


@pytest.fixture
def browser(frail: Server) -> Iterator[Browser]:
    """Give a browser that is logged in."""
    with Browser(frail.base_url) as browser:
        yield browser.login(ADMIN, frail.admin_password)


@contextmanager
def broken(within: Inside, what: str) -> Iterator[None]:
    """Have it broken, and known to be: settings and keys are remembered for five seconds."""
    harm, mend = BREAK[what]
    was = within.run(harm)
    try:
        if harm in (_SET, _SEAL):
            time.sleep(FRESH_SECONDS + SLACK)
        yield
    finally:
        within.run(mend, was=was)


def ask_everywhere(browser: Browser, admin: RegistryClient) -> Iterator[httpx.Response]:
    """Ask on each plane, by each kind of credential, in each kind of request."""
    ids = ({"X-Request-Id": uuid.uuid4().hex} for _ in range(100))
    for method, path, more in (
        ("GET", "/users/current", {}),
        ("HEAD", "/projects", {"params": {"project_name": "library"}}),
        ("POST", "/projects", {"json": {"project_name": "new"}}),
        ("GET", "/projects/library/repositories/app/artifacts", {}),
    ):
        yield browser.api(method, path, headers=next(ids), **more)
    yield browser.request("GET", "/c/log_out", headers=next(ids) | {"Cookie": browser.cookie})
    for client in (admin, admin.basic(ADMIN, "Wrong-One-1"), admin.anonymous(), admin.bearer("x")):
        for method, path in (
            ("GET", "/api/v2.0/users"),
            ("GET", "/v2/"),
            ("GET", f"/v2/{REPOSITORY}/manifests/1"),
            ("HEAD", f"/v2/{REPOSITORY}/manifests/1"),
            ("POST", f"/v2/{REPOSITORY}/blobs/uploads/"),
            ("GET", f"/service/token?service=harbor-registry&scope=repository:{REPOSITORY}:pull"),
        ):
            yield client.request(method, path, headers=next(ids))


def lines_of(server: Server, request_id: str) -> list[dict[str, Any]]:
    found = [line for line in server.log.read_text().splitlines() if request_id in line]
    return [json.loads(line) for line in found]


@pytest.mark.parametrize("what", BREAK)
def test_wb_11_a_failure_tells_its_id_and_nothing_else(
    frail: Server, within: Inside, browser: Browser, what: str
) -> None:
    with closing(RegistryClient(frail.base_url)) as client, broken(within, what):
        admin = client.basic(ADMIN, frail.admin_password)
        answers = list(ask_everywhere(browser, admin))
    failed = [answer for answer in answers if answer.status_code >= 500]
    assert failed, "nothing was broken"
    for answer in answers:
        seen = f"{dict(answer.headers)}{answer.text}"
        assert [word for word in INSIDES if word in seen] == [], answer.request.url
    for answer in failed:
        if answer.request.method != "HEAD":
            (error,) = answer.json()["errors"]
            assert (answer.status_code, error["code"]) in FAILING
            assert error["message"] in MESSAGES
            assert set(error) <= {"code", "message", "detail"}
            assert error.get("detail") is None
        request_id = answer.headers["X-Request-Id"]
        lines = wait_until(lambda: lines_of(frail, request_id), what="its lines", within=5)  # noqa: B023
        assert any("traceback" in line for line in lines), f"{answer.request.url}: {lines}"


def test_wb_11_what_was_broken_works_again(frail: Server) -> None:
    with closing(RegistryClient(frail.base_url)) as client:
        admin = client.as_(ADMIN, frail.admin_password)
        assert len(admin.tags(REPOSITORY)) == 1
