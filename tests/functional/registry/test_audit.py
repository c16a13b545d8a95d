"""Logins, pushes and refusals leave rows; refused writes leave no others."""

import base64
import json
import os
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import httpx
import pytest

from tests.functional.registry.inside import Inside
from tests.support.people import People, Person
from tests.support.registry import RegistryClient, an_image, assert_error, digest_of
from tests.support.wire import SERVICE, TOKEN_PATH


def rows_of(inside: Inside, answer: httpx.Response) -> list[dict[str, Any]]:
    """Read what the request of this answer left."""
    return inside.audit(request_id=answer.headers["X-Request-Id"])


def only(rows: list[dict[str, Any]]) -> dict[str, Any]:
    assert len(rows) == 1, rows
    return rows[0]


def test_a_login_leaves_a_row(
    registry: RegistryClient, newcomer: Callable[..., Person], inside: Inside
) -> None:
    person = newcomer()
    for _ in range(2):  # each explicit login, also when the password is remembered
        row = only(rows_of(inside, registry.as_(*person).ask_token()))
        assert row["operation"] == "login"
        assert row["succeeded"]
        assert row["username"] == person.username
        assert row["resource"] == person.username
        assert row["credential"] == "password"
        assert row["source_address"] == "127.0.0.1"
        assert row["user_agent"].startswith("python-httpx/")


def test_a_first_basic_request_leaves_a_row(
    registry: RegistryClient, newcomer: Callable[..., Person], inside: Inside
) -> None:
    person = newcomer()
    row = only(rows_of(inside, registry.basic(*person).request("GET", "/v2/")))
    assert (row["operation"], row["succeeded"]) == ("login", True)


@pytest.mark.parametrize("way", ["get", "post", "basic"])
@pytest.mark.parametrize("who", ["known", "unknown", "disabled"])
def test_a_failed_login_leaves_a_row_without_the_password(  # a matrix
    registry: RegistryClient,
    newcomer: Callable[..., Person],
    inside: Inside,
    way: str,
    who: str,
) -> None:
    name, password = f"nobody-{uuid.uuid4().hex[:8]}", f"Wrong-{uuid.uuid4().hex}"
    if who != "unknown":
        name = newcomer().username
    if who == "disabled":
        inside.user("set_active", name, is_active=False)
    if way == "get":
        answer = registry.as_(name, password).ask_token()
    elif way == "basic":
        answer = registry.basic(name, password).request("GET", "/v2/")
    else:
        fields = {"grant_type": "password", "service": SERVICE}
        fields |= {"username": name, "password": password}
        answer = registry.bare().request("POST", TOKEN_PATH, data=fields)
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    row = only(rows_of(inside, answer))
    assert (row["operation"], row["succeeded"], row["resource"]) == ("login", False, name)
    assert password not in json.dumps(row, default=str)


def test_a_name_that_is_hostile_is_written_down_harmlessly(
    registry: RegistryClient, inside: Inside
) -> None:
    name = 'x\r\n{"level": "error"}\u202e\x1b[31m' + "y" * 500
    header = "Basic " + base64.b64encode(f"{name}:Wrong-Pass-1".encode()).decode()
    answer = registry.bare().request("GET", "/v2/", headers={"Authorization": header})
    row = only(rows_of(inside, answer))
    assert row["resource"].isprintable()
    assert len(row["resource"]) <= 255


def test_a_push_leaves_a_row_for_each_part(
    dora: RegistryClient, repository: str, inside: Inside, home: People
) -> None:
    image = an_image([uuid.uuid4().bytes])
    for blob in image.blobs:
        dora.push_blob(repository, blob)
    answer = dora.push_manifest(repository, "1.0", image.manifest)
    row = only(rows_of(inside, answer))
    assert (row["operation"], row["resource_type"]) == ("create", "artifact")
    assert row["resource"] == f"{repository}:1.0"
    assert row["username"] == "dora"
    assert row["credential"] == "bearer"
    assert row["project_id"]
    assert row["details"] == {"digest": image.digest, "tags": {"1.0": None}}
    for blob in image.blobs:
        rows = inside.audit(resource=f"{repository}@{digest_of(blob)}")
        assert [(row["operation"], row["resource_type"]) for row in rows] == [("create", "blob")]


def test_an_upload_leaves_a_row_when_it_begins_and_when_it_ends_without_a_blob(
    dora: RegistryClient, repository: str, inside: Inside
) -> None:
    began = dora.request("POST", f"/v2/{repository}/blobs/uploads/")
    location = began.headers["Location"]
    row = only(rows_of(inside, began))
    assert (row["operation"], row["resource_type"]) == ("create", "upload")
    assert row["resource"] == location.removeprefix("/v2/")
    assert row["username"] == "dora"
    assert row["project_id"]
    row = only(rows_of(inside, dora.request("DELETE", location)))
    assert (row["operation"], row["resource_type"]) == ("delete", "upload")
    assert row["resource"] == location.removeprefix("/v2/")
    assert row["details"] == {"why": "cancelled"}
    again = dora.request("DELETE", location)
    assert again.status_code == HTTPStatus.NOT_FOUND
    assert rows_of(inside, again) == []


def test_an_upload_of_wrong_bytes_leaves_a_row_that_says_so(
    dora: RegistryClient, repository: str, inside: Inside
) -> None:
    refused = dora.finish_upload(dora.begin_upload(repository), digest_of(b"right"), b"wrong")
    assert refused.status_code == HTTPStatus.BAD_REQUEST
    row = only(rows_of(inside, refused))
    assert (row["operation"], row["resource_type"]) == ("delete", "upload")
    assert row["details"] == {"why": "not what its digest says"}


def test_a_mount_leaves_a_row(dora: RegistryClient, repository: str, inside: Inside) -> None:
    digest = dora.push_blob(f"{repository}-source", os.urandom(10))
    bearer = dora.bearer(
        dora.token(f"repository:{repository}:pull,push", f"repository:{repository}-source:pull")
    )
    answer = bearer.mount(repository, digest, f"{repository}-source")
    assert answer.status_code == HTTPStatus.CREATED
    assert only(rows_of(inside, answer))["operation"] == "mount"


def test_a_pushed_tag_that_moves_says_where_it_was(
    dora: RegistryClient, repository: str, inside: Inside
) -> None:
    first, second = an_image([uuid.uuid4().bytes]), an_image([uuid.uuid4().bytes])
    for image in (first, second):
        dora.push(f"{repository}:moving", image)
    rows = inside.audit(resource=f"{repository}:moving")
    assert [row["details"] for row in rows] == [
        {"digest": first.digest, "tags": {"moving": None}},
        {"digest": second.digest, "tags": {"moving": first.digest}},
    ]


def test_a_push_by_digest_leaves_a_row_that_names_the_digest(
    dora: RegistryClient, repository: str, inside: Inside
) -> None:
    image = an_image([uuid.uuid4().bytes])
    for blob in image.blobs:
        dora.push_blob(repository, blob)
    row = only(rows_of(inside, dora.push_manifest(repository, image.digest, image.manifest)))
    assert row["resource"] == f"{repository}@{image.digest}"
    assert row["details"] == {"digest": image.digest, "tags": {}}


@pytest.mark.parametrize("kind", ["bearer", "basic"])
def test_a_refused_request_leaves_one_row_and_changes_nothing(
    registry: RegistryClient, home: People, repository: str, inside: Inside, kind: str
) -> None:
    registry.as_(*home["dora"]).push(f"{repository}:1", an_image())
    for name in ("gus", "nobody"):
        client = registry.basic(*home[name])
        client.request("GET", "/v2/")  # the login's own row
        if kind == "bearer":
            token = registry.as_(*home[name]).token(f"repository:{repository}:pull,push,delete")
            client = registry.bearer(token)
        blob = os.urandom(10)
        before = inside.counts()
        for method, path, content in (
            ("POST", "blobs/uploads/", None),
            ("POST", f"blobs/uploads/?digest={digest_of(blob)}", blob),
            ("PUT", "manifests/1", b"{}"),
            ("DELETE", "manifests/1", None),
            ("PATCH", f"blobs/uploads/{'0' * 32}", blob),
        ):
            answer = client.request(method, f"/v2/{repository}/{path}", content=content)
            assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
            row = only(rows_of(inside, answer))
            assert not row["succeeded"]
            assert row["username"] == name
            assert row["details"]["repository"] == repository
            assert row["resource"].startswith(f"{method} /v2/{repository}/")
        assert inside.counts() == before


def test_a_write_with_rights_that_were_taken_away_leaves_a_row(
    registry: RegistryClient, cast: Callable[..., People], inside: Inside
) -> None:
    people = cast(public=False)
    path = f"/v2/{people.project}/app/blobs/uploads/"
    dora = registry.as_(*people["dora"])
    bearer = dora.bearer(dora.token(f"repository:{people.project}/app:pull,push"))
    inside.set_role(people.project, people["dora"].username, None)
    answer = bearer.request("POST", path)
    assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    row = only(rows_of(inside, answer))
    assert (row["username"], row["succeeded"]) == (people["dora"].username, False)
    assert row["resource"] == f"POST {path}"


def test_what_fails_for_its_content_leaves_no_row_of_success(
    dora: RegistryClient, repository: str, inside: Inside
) -> None:
    before = inside.counts()
    with dora.expect(HTTPStatus.BAD_REQUEST, "MANIFEST_INVALID"):
        dora.push_manifest(repository, "1", b"{", "application/json")
    with dora.expect(HTTPStatus.NOT_FOUND, "MANIFEST_BLOB_UNKNOWN"):
        dora.push_manifest(repository, "1", an_image([uuid.uuid4().bytes]).manifest)
    with dora.expect(HTTPStatus.BAD_REQUEST, "DIGEST_INVALID"):
        dora.push_blob(repository, b"x", "post", digest=digest_of(b"y"))
    left = inside.audit(resource__startswith=repository, succeeded=True)
    assert [(row["operation"], row["resource_type"]) for row in left] == [
        ("create", "upload"),
        ("delete", "upload"),
    ]
    assert inside.counts() == before


def test_every_request_writes_one_line_with_its_id(registry: RegistryClient, server: Any) -> None:
    given = f"test-{uuid.uuid4().hex}"
    registry.bare().request("GET", "/v2/?secret=hunter2", headers={"X-Request-Id": given})
    registry.bare().request("GET", "/v2/")
    lines = [line for line in server.log.read_text().splitlines() if given in line]
    entry = json.loads(only(lines))  # type: ignore[arg-type]
    assert entry["status"] == HTTPStatus.UNAUTHORIZED
    assert entry["method"] == "GET"
    assert entry["path"] == "/v2/"
    assert "hunter2" not in lines[0]


def test_no_log_line_holds_a_password_or_a_token(
    registry: RegistryClient, home: People, server: Any, repository: str
) -> None:
    client = registry.as_(*home["dora"])
    token = client.token(f"repository:{repository}:pull")
    registry.bearer(token).request("GET", f"/v2/{repository}/manifests/1")
    refresh = client.ask_token(offline_token="true").json()["refresh_token"]
    log = server.log.read_text()
    for secret in (home["dora"].password, token, refresh, server.admin_password):
        assert secret not in log
