"""``/systeminfo`` and ``/session``: what everybody may know of the registry, and who logged in."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.functional.api.rights import ADMIN, Call, assert_error, cases, check
from tests.functional.api.test_robots import make, permission
from tests.support.api import ApiClient
from tests.support.people import People
from tests.support.server import Server

As = Callable[[str], ApiClient]
FOR_EVERYBODY = {
    "auth_mode": "db_auth",
    "primary_auth_mode": False,
    "self_registration": False,
    "banner_message": "",
    "oidc_provider_name": "",
}


@pytest.fixture
def certificate(server: Server) -> Iterator[Path]:
    """Give the place of a root certificate, and leave none there."""
    path = server.data_dir / "ca.crt"
    yield path
    path.unlink(missing_ok=True)


def test_nobody_is_told_little(api: ApiClient) -> None:
    answer = api.anonymous().get("/systeminfo")
    assert (answer.status_code, answer.json()) == (HTTPStatus.OK, FOR_EVERYBODY)


def test_a_known_caller_is_told_more(api: ApiClient, as_: As, server: Server) -> None:
    info = as_("nobody").get("/systeminfo").json()
    told_at = datetime.fromisoformat(info.pop("current_time"))
    assert abs(datetime.now(UTC) - told_at) < timedelta(minutes=1)
    assert info == FOR_EVERYBODY | {
        "harbor_version": "v2.16.0-harbor_py",
        "registry_url": server.registry,
        "external_url": server.base_url,
        "project_creation_restriction": "everyone",
        "read_only": False,
        "has_ca_root": False,
        "notification_enable": False,
        "registry_storage_provider_name": "filesystem",
        "trash_days": 7,
    }


def test_a_session_is_who_asks_and_whom_they_ask(as_: As) -> None:
    gus = as_("gus")
    told = gus.get("/session").json()
    system = gus.get("/systeminfo").json()
    assert told["system"].pop("current_time") <= system.pop("current_time")
    assert told == {"user": gus.get("/users/current").json(), "system": system}


def test_the_banner_is_everybodys(api: ApiClient) -> None:
    banner = '{"message": "Back at noon", "type": "warning", "closable": true}'
    api.put("/configurations", json={"banner_message": banner})
    try:
        assert api.anonymous().get("/systeminfo").json()["banner_message"] == banner
    finally:
        api.put("/configurations", json={"banner_message": ""})


@pytest.mark.parametrize(("call", "who"), cases([Call("GET", "/systeminfo/volumes", ADMIN)]))
def test_the_disk_is_an_administrators(as_: As, shared: People, call: Call, who: str) -> None:
    check(call, who, as_(who), lambda: None)


def test_the_disk_has_what_it_has(api: ApiClient) -> None:
    (disk,) = api.get("/systeminfo/volumes").json()["storage"]
    assert 0 < disk["free"] <= disk["total"]


def test_a_robot_may_watch_the_disk(api: ApiClient) -> None:
    robot = make(api, permission("/", "system-volumes:read"), level="system")
    client = api.as_(robot["name"], robot["secret"])
    assert client.get("/systeminfo/volumes").status_code == HTTPStatus.OK


def test_there_is_no_certificate_unless_somebody_put_one_there(
    api: ApiClient, certificate: Path
) -> None:
    answer = api.anonymous().get("/systeminfo/getcert")
    assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
    certificate.write_text("-----BEGIN CERTIFICATE-----\n")
    answer = api.anonymous().get("/systeminfo/getcert")
    assert answer.content == certificate.read_bytes()
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment; filename=ca.crt"
    assert api.get("/systeminfo").json()["has_ca_root"] is True
