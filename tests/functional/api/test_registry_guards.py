"""Where other registries may be, and where the secrets of those go that are stored (SS, SE).

The server may call ``127.0.0.1``, for the tests' sake, and no other address of this machine.
"""

import uuid
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.registries import (
    KIND,
    LOGIN,
    MASK,
    a_registry,
    change,
    changed,
    make,
    ping,
    read,
    refused,
)
from tests.functional.api.rights import assert_error
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.server import Server
from tests.support.small_registry import NOT_FOR_EYES, SmallRegistry, basic

pytestmark = pytest.mark.usefixtures("no_registry_is_left")


# Where it may be


FORBIDDEN = (
    "http://127.0.0.2",
    "http://[::1]",
    "http://[::ffff:127.0.0.2]",
    "http://[64:ff9b::7f00:2]",
    "http://localhost",
    "http://localhost.",
    "http://169.254.169.254",
    "http://metadata.google.internal",
    "http://0.0.0.0",
    "http://224.0.0.1",
)


def test_ss_01_addresses_of_the_machine_itself_are_refused_in_the_same_words(
    api: ApiClient, open_peer: SmallRegistry
) -> None:
    """Whether somebody listens there makes no difference."""
    listening = f"{open_peer.port}"
    bodies = [a_registry(f"{url}:{port}") for url in FORBIDDEN for port in (listening, "1")]
    told = {refused(api.post("/registries", json=body)) for body in bodies}
    told |= {refused(ping(api, type=KIND, url=body["url"])) for body in bodies}
    assert len(told) == 1, told
    assert open_peer.seen == []
    assert all(read(api, "/registries", name=body["name"]) == [] for body in bodies)


@pytest.mark.parametrize(
    "url",
    [
        "http://0x7f.1",
        "http://2130706433",
        "http://127.1",
        "http://0177.0.0.1",
        "http://user:secret@127.0.0.1",
        "http://127.0.0.1#a",
    ],
)
def test_ss_01_addresses_in_disguise_are_refused(api: ApiClient, url: str) -> None:
    refused(api.post("/registries", json=a_registry(url)))
    refused(ping(api, type=KIND, url=url))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://127.0.0.1",
        "unix:///var/run/docker.sock",
        "http+unix://%2Fvar%2Frun%2Fdocker.sock",
        "http://127.0.0.1/\r\nX-More: 1",
        "http://127.0.0.1/ HTTP/1.1",
        "http:\\\\127.0.0.1",
    ],
)
def test_ss_08_nothing_but_plain_urls_is_taken(api: ApiClient, url: str) -> None:
    refused(api.post("/registries", json=a_registry(url)))
    refused(ping(api, type=KIND, url=url))


def test_ss_08_nothing_that_the_other_side_says_is_shown(
    api: ApiClient, peer: SmallRegistry, server: Server
) -> None:
    registry = make(api, peer.url)
    peer.login = ("somebody", "else")
    refused(ping(api, id=registry))
    found = api.get(f"/registries/{registry}")
    assert found.json()["status"] == "unhealthy"
    assert NOT_FOR_EYES not in found.text
    assert NOT_FOR_EYES.encode() not in server.log.read_bytes()


# Secrets stay with the place that they are for


def test_ss_04_another_origin_loses_the_stored_credentials(
    api: ApiClient, peer: SmallRegistry, open_peer: SmallRegistry
) -> None:
    registry = make(api, peer.url)
    found = changed(api, registry, url=open_peer.url)
    assert found["credential"] == {"type": "basic", "access_key": "", "access_secret": ""}
    assert open_peer.seen
    assert open_peer.credentials == set()
    refused(change(api, registry, url=peer.url))  # nobody remembers what was stored
    assert read(api, f"/registries/{registry}")["url"] == open_peer.url


@pytest.mark.parametrize("sent", [{"access_secret": MASK}, {"access_secret": None}, {}])
def test_ss_04_the_mask_is_no_secret_for_another_origin(
    api: ApiClient, peer: SmallRegistry, open_peer: SmallRegistry, sent: dict[str, Any]
) -> None:
    open_peer.login = LOGIN
    registry = make(api, peer.url)
    refused(change(api, registry, url=open_peer.url, access_key=LOGIN[0], **sent))
    assert LOGIN[1] not in str(open_peer.seen)
    assert open_peer.credentials <= {basic(LOGIN[0], "")}
    assert read(api, f"/registries/{registry}")["url"] == peer.url


def test_ss_04_new_credentials_go_to_the_new_origin_alone(
    api: ApiClient, peer: SmallRegistry, open_peer: SmallRegistry
) -> None:
    registry, login = make(api, peer.url), ("another", "Another-Secret-1")
    open_peer.login = login
    found = changed(api, registry, url=open_peer.url, access_key=login[0], access_secret=login[1])
    assert found["credential"]["access_secret"] == MASK
    assert open_peer.credentials == {basic(*login)}
    assert peer.credentials == {basic(*LOGIN)}


def test_ss_04_another_kind_loses_the_stored_credentials(
    api: ApiClient, peer: SmallRegistry
) -> None:
    registry = make(api, peer.url)
    peer.seen.clear()
    refused(change(api, registry, type="quay"))
    assert peer.credentials == set()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"access_secret": MASK},
        {"access_secret": None, "access_key": None, "url": None, "type": None},
        {"credential": {"type": "basic", "access_key": LOGIN[0], "access_secret": MASK}},
    ],
)
def test_ss_04_what_is_absent_null_or_the_mask_stays(
    api: ApiClient, peer: SmallRegistry, sent: dict[str, Any]
) -> None:
    registry = make(api, peer.url)
    found = changed(api, registry, description="other words", insecure=True, **sent)
    assert found["description"] == "other words"
    assert found["credential"] == {
        "type": "basic",
        "access_key": LOGIN[0],
        "access_secret": MASK,
    }
    require(ping(api, id=registry), HTTPStatus.OK)


def test_a_user_that_is_taken_away_takes_the_secret_along(
    api: ApiClient, peer: SmallRegistry
) -> None:
    registry = make(api, peer.url)
    peer.login = None
    found = changed(api, registry, access_key="")
    assert found["credential"] == {"type": "basic", "access_key": "", "access_secret": ""}


def test_what_needs_no_look_at_it_is_changed_while_it_is_down(
    api: ApiClient, open_peer: SmallRegistry
) -> None:
    registry = make(api, open_peer.url, None)
    open_peer.login = LOGIN
    open_peer.seen.clear()
    assert changed(api, registry, name="renamed", concurrency=7)["concurrency"] == 7
    assert open_peer.seen == []
    refused(change(api, registry, insecure=True, name="not so"))
    assert read(api, f"/registries/{registry}")["name"] == "renamed"


def test_a_ping_of_an_id_alone_tries_what_is_stored(api: ApiClient, peer: SmallRegistry) -> None:
    registry = make(api, peer.url)
    peer.seen.clear()
    require(ping(api, id=registry), HTTPStatus.OK)
    assert peer.credentials == {basic(*LOGIN)}
    peer.login = ("mover", "changed")
    told = refused(ping(api, id=registry))
    found = read(api, f"/registries/{registry}")
    assert (found["status"], found["status_text"]) == ("unhealthy", told)
    assert found["status_cause"]
    peer.login = LOGIN
    require(ping(api, id=registry), HTTPStatus.OK)
    assert read(api, f"/registries/{registry}")["status"] == "healthy"


def test_ss_04_a_ping_of_another_url_never_sends_the_stored_secret(
    api: ApiClient, peer: SmallRegistry, open_peer: SmallRegistry
) -> None:
    registry = make(api, peer.url)
    require(ping(api, id=registry, url=open_peer.url), HTTPStatus.OK)
    open_peer.login = LOGIN
    for sent in ({}, {"access_key": LOGIN[0]}, {"access_key": LOGIN[0], "access_secret": MASK}):
        refused(ping(api, id=registry, url=open_peer.url, **sent))
    assert LOGIN[1] not in str(open_peer.seen)
    assert open_peer.credentials <= {basic(LOGIN[0], "")}
    login = {"access_key": LOGIN[0], "access_secret": LOGIN[1]}
    require(ping(api, id=registry, url=open_peer.url, **login), HTTPStatus.OK)
    assert read(api, f"/registries/{registry}")["url"] == peer.url


@pytest.mark.parametrize(
    "loosened",
    [{"insecure": True}, {"token_hosts": ["tokens.example.org"]}, {"type": "quay"}],
)
def test_ss_04_a_ping_that_is_less_guarded_never_sends_the_stored_secret(
    api: ApiClient, peer: SmallRegistry, loosened: dict[str, Any]
) -> None:
    registry = make(api, peer.url)
    peer.seen.clear()
    refused(ping(api, id=registry, **loosened))
    assert peer.credentials == set()


def test_a_ping_of_the_form_as_it_is_shown_tries_what_is_stored(
    api: ApiClient, peer: SmallRegistry
) -> None:
    registry = make(api, peer.url)
    shown = read(api, f"/registries/{registry}")
    require(ping(api, **shown), HTTPStatus.OK)
    refused(ping(api, **shown | {"access_secret": "another"}))
    assert read(api, f"/registries/{registry}")["status"] == "healthy"


# What is written down


def test_se_01_no_secret_is_in_a_row_a_file_the_log_or_the_audit_log(
    api: ApiClient, peer: SmallRegistry, inside: Inside, server: Server
) -> None:
    secret = f"Canary1{uuid.uuid4().hex}"
    peer.login = ("mover", secret)
    name = f"audited-{uuid.uuid4().hex[:6]}"
    registry = make(api, peer.url, peer.login, name=name)
    peer.login = ("mover", f"{secret}-2")
    require(change(api, registry, access_secret=f"{secret}-2"), HTTPStatus.OK)
    refused(change(api, registry, access_secret=f"{secret}-wrong"))
    require(api.delete(f"/registries/{registry}"), HTTPStatus.OK)
    rows = inside.audit(resource=name)
    assert [(row["operation"], row["resource_type"]) for row in rows] == [
        ("create", "registry"),
        ("update", "registry"),
        ("delete", "registry"),
    ]
    assert rows[0]["details"]["url"] == peer.url
    assert rows[0]["details"]["user"] == "mover"
    assert set(rows[1]["details"]) == {"secret"}
    assert secret not in str(rows)
    assert secret.encode() not in server.log.read_bytes()
    for file in server.data_dir.rglob("*"):
        assert not file.is_file() or secret.encode() not in file.read_bytes(), file


_PASTE = """
from replication.models import Registry
sealed = Registry.objects.get(pk=source).sealed_secret
Registry.objects.filter(pk=target).update(sealed_secret=sealed)
"""


def test_se_01_a_secret_that_is_pasted_into_another_row_is_sent_nowhere(
    api: ApiClient, peer: SmallRegistry, open_peer: SmallRegistry, inside: Inside
) -> None:
    source, target = make(api, peer.url), make(api, open_peer.url, ("mover", "x"))
    inside.run(_PASTE, source=source, target=target)
    open_peer.seen.clear()
    assert "damaged" in refused(ping(api, id=target))
    assert open_peer.seen == []
    assert_error(change(api, target, insecure=True), HTTPStatus.CONFLICT, "CONFLICT")
    found = changed(api, target, access_secret="entered again")
    assert found["status"] == "healthy"


_FOREIGN = """
from accounts import derived, sealing
from django.conf import settings
from django.test import override_settings
from replication import registries
from replication.models import Registry
with override_settings(SECRET_KEY="another key than the installation's"):
    sealed = sealing.seal("x", purpose=registries.PURPOSE, owner=f"registry:{registry}")
Registry.objects.filter(pk=registry).update(sealed_secret=sealed)
"""


def test_se_05_a_secret_of_another_key_is_said_to_be_one(
    api: ApiClient, peer: SmallRegistry, inside: Inside
) -> None:
    registry = make(api, peer.url)
    inside.run(_FOREIGN, registry=registry)
    assert "HARBOR_SECRET_KEY" in refused(ping(api, id=registry))
    assert read(api, f"/registries/{registry}")["status_cause"] == "secret"
