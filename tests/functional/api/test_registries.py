"""``/registries``: Harbor's API of other registries, against real ones on the loopback.

The server may call ``127.0.0.1``, for the tests' sake, and no other address of this machine.
"""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
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
    told,
)
from tests.functional.api.rights import ADMIN, Call, assert_error, cases, check
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.authority import Authority
from tests.support.connection import require
from tests.support.peers import Access, DockerRegistry
from tests.support.processes import free_port, wait_until
from tests.support.small_registry import SmallRegistry, basic

pytestmark = pytest.mark.usefixtures("no_registry_is_left")
As = Callable[[str], ApiClient]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


# What there is, and what is told of it


def test_a_registry_that_answers_is_kept_and_shown_without_its_secret(
    api: ApiClient, peer: SmallRegistry
) -> None:
    body = a_registry(f"{peer.url}/", description="of the tests", token_hosts=["Auth.Example.org"])
    made = require(api.post("/registries", json=body), HTTPStatus.CREATED)
    registry = int(made.headers["Location"].removeprefix("/api/v2.0/registries/"))
    found = read(api, f"/registries/{registry}")
    times = {key: found.pop(key) for key in ("creation_time", "update_time", "checked_time")}
    assert all(times.values())
    assert found == {
        "id": registry,
        "project_id": None,
        "name": body["name"],
        "description": "of the tests",
        "type": KIND,
        "url": peer.url,
        "credential": {"type": "basic", "access_key": LOGIN[0], "access_secret": MASK},
        "insecure": False,
        "ca_certificate": "",
        "token_hosts": ["auth.example.org"],
        "concurrency": 2,
        "status": "healthy",
        "status_cause": "",
        "status_text": "",
        "rests_until": None,
    }
    assert peer.credentials == {basic(*LOGIN)}


def test_one_without_credentials_shows_none(api: ApiClient, open_peer: SmallRegistry) -> None:
    found = read(api, f"/registries/{make(api, open_peer.url, None)}")
    assert found["credential"] == {"type": "basic", "access_key": "", "access_secret": ""}
    assert open_peer.credentials == set()


@pytest.mark.parametrize("access", list(Access))
def test_a_docker_registry_is_one(api: ApiClient, authority: Authority, access: Access) -> None:
    """With its own users and an authority of its own, and with a service that gives tokens."""
    trusted = authority if access is Access.HTPASSWD else None
    with DockerRegistry(access, authority=trusted) as peer:
        more = {"ca_certificate": peer.authority}
        registry = make(api, peer.url, peer.login, **more)
        require(ping(api, id=registry), HTTPStatus.OK)
        for login in (None, (peer.login.username, "wrong")):
            refused(api.post("/registries", json=a_registry(peer.url, login, **more)))
    assert refused(ping(api, id=registry))
    assert read(api, f"/registries/{registry}")["status_cause"] == "refused"


def names(api: ApiClient, **query: Any) -> list[str]:
    return [row["name"] for row in read(api, "/registries", **query)]


def test_lists_are_paged_sorted_and_asked_by_name(api: ApiClient, open_peer: SmallRegistry) -> None:
    for name in ("list-b", "list-a", "list-c", "another"):
        make(api, open_peer.url, None, name=name)
    query = {"name": "list-", "page_size": 2}
    answer = require(api.get("/registries", params=query), HTTPStatus.OK)
    assert answer.headers["X-Total-Count"] == "3"
    assert [row["name"] for row in answer.json()] == ["list-a", "list-b"]
    assert names(api, name="LIST") == ["list-a", "list-b", "list-c"]
    assert names(api, q="name=~st-,type=docker-registry", sort="-name") == [
        "list-c",
        "list-b",
        "list-a",
    ]
    assert names(api, q="status=unhealthy") == []


def test_a_name_is_there_once(api: ApiClient, open_peer: SmallRegistry) -> None:
    first, second = (
        make(api, open_peer.url, None, name="one"),
        make(api, open_peer.url, None, name="two"),
    )
    again = api.post("/registries", json=a_registry(open_peer.url, None, name="one"))
    assert_error(again, HTTPStatus.CONFLICT, "CONFLICT")
    assert_error(change(api, second, name="one"), HTTPStatus.CONFLICT, "CONFLICT")
    assert changed(api, first, name="one")["name"] == "one"


def test_one_that_is_deleted_is_gone(api: ApiClient, open_peer: SmallRegistry) -> None:
    registry = make(api, open_peer.url, None)
    require(api.delete(f"/registries/{registry}"), HTTPStatus.OK)
    for answer in (
        api.get(f"/registries/{registry}"),
        change(api, registry, name="gone"),
        api.delete(f"/registries/{registry}"),
        api.get(f"/registries/{registry}/info"),
        ping(api, id=registry),
    ):
        assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")


_POLICY = """
from replication.models import Policy
made = Policy.objects.create(name=f"moves-{registry}", registry_id=registry, direction="push")
answer = made.pk
"""
_NO_POLICY = "from replication.models import Policy\nPolicy.objects.filter(pk=policy).delete()"


def test_one_that_a_policy_uses_stays(
    api: ApiClient, open_peer: SmallRegistry, inside: Inside
) -> None:
    registry = make(api, open_peer.url, None)
    policy = inside.run(_POLICY, registry=registry)
    answer = api.delete(f"/registries/{registry}")
    assert f"moves-{registry}" in assert_error(
        answer, HTTPStatus.PRECONDITION_FAILED, "PRECONDITION"
    )
    assert read(api, f"/registries/{registry}")["status"] == "healthy"
    inside.run(_NO_POLICY, policy=policy)
    require(api.delete(f"/registries/{registry}"), HTTPStatus.OK)


TABLE = [
    Call("GET", "/registries", ADMIN),
    Call("POST", "/registries/ping", ADMIN, {"id": 0, "url": "{url}", "type": KIND}),
    Call("GET", "/registries/{registry}", ADMIN),
    Call("PUT", "/registries/{registry}", ADMIN, {"description": "by somebody"}),
    Call("GET", "/registries/{registry}/info", ADMIN),
    Call("DELETE", "/registries/{registry}", ADMIN),
    Call("GET", "/replication/adapters", ADMIN),
    Call("GET", "/replication/adapterinfos", ADMIN),
]


@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_registries_of_the_system_are_for_administrators(
    api: ApiClient, as_: As, open_peer: SmallRegistry, call: Call, who: str
) -> None:
    registry = make(api, open_peer.url, None)
    if call.body and "url" in call.body:
        call.body["url"] = open_peer.url
    state = lambda: read(api, f"/registries/{registry}")  # noqa: E731
    check(call, who, as_(who), state, registry=registry)


def test_nobody_else_makes_one(as_: As, open_peer: SmallRegistry) -> None:
    for who in ("petra", "dora", "nobody"):
        answer = as_(who).post("/registries", json=a_registry(open_peer.url, None))
        assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert open_peer.seen == []


# What it is told that is wrong


def closed() -> str:
    return f"http://127.0.0.1:{free_port()}"


def test_what_is_wrong_is_told_and_told_apart(
    api: ApiClient, peer: SmallRegistry, authority: Authority, tmp_path: Path
) -> None:
    """Nothing is kept of what does not work; each cause has words of its own."""
    certificate = authority.certify
    with (
        SmallRegistry(page=True) as page,
        SmallRegistry(certificate=certificate()) as tls,
        SmallRegistry(certificate=certificate(days=(-30, -1))) as expired,
        SmallRegistry(certificate=certificate("registry.example.org")) as named,
    ):
        trusted = {"ca_certificate": authority.pem}
        tried = {
            ("dns", "no such host"): a_registry("http://nowhere.invalid", None),
            ("refused", "closed port"): a_registry(closed(), None),
            ("unauthorized", "no credentials"): a_registry(peer.url, None),
            ("unauthorized", "wrong secret"): a_registry(peer.url, (LOGIN[0], "wrong")),
            ("malformed", "a page"): a_registry(page.url, None),
            ("tls", "unknown authority"): a_registry(tls.url, None),
            ("tls", "expired"): a_registry(expired.url, None, **trusted),
            ("tls", "another name"): a_registry(named.url, None, **trusted),
            ("tls", "no TLS"): a_registry(peer.url.replace("http:", "https:"), None),
        }
        words = set()
        for (cause, name), body in tried.items():
            answer = told(api.post("/registries", json=body))
            assert answer[1] == cause, name
            assert told(ping(api, **body)) == answer
            words.add(answer[0])
    assert len(words) == len(tried), words
    assert all(read(api, "/registries", name=body["name"]) == [] for body in tried.values())


def test_one_with_an_own_authority_is_trusted_when_it_is_given(
    api: ApiClient, authority: Authority, tmp_path: Path
) -> None:
    with SmallRegistry(LOGIN, certificate=authority.certify()) as tls:
        registry = make(api, tls.url, ca_certificate=authority.pem)
        stranger = Authority(tmp_path, "somebody else")
        refused(change(api, registry, ca_certificate=stranger.pem))
        assert read(api, f"/registries/{registry}")["ca_certificate"] == authority.pem.strip()
        refused(change(api, registry, ca_certificate=""))
        found = changed(api, registry, ca_certificate="", insecure=True)
        assert (found["status"], found["insecure"], found["ca_certificate"]) == (
            "healthy",
            True,
            "",
        )


@pytest.mark.parametrize(
    "field",
    [
        {"name": ""},
        {"name": " blank"},
        {"name": "x" * 256},
        {"name": "two\nlines"},
        {"type": "no-such-kind"},
        {"type": ""},
        {"url": ""},
        {"url": "registry.example.org"},
        {"url": "http://registry.example.org/?a=b"},
        {"url": f"http://registry.example.org/{'x' * 2048}"},
        {"ca_certificate": "no certificate"},
        {"ca_certificate": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"},
        {"description": "x" * 1025},
        {"token_hosts": ["https://not.a.host"]},
        {"token_hosts": [f"host{number}.example.org" for number in range(21)]},
        {"token_hosts": "host.example.org"},
        {"concurrency": 0},
        {"concurrency": 101},
        {"insecure": "yes"},
        {"credential": {"access_key": "two\r\nlines"}},
        {"credential": {"access_key": "x" * 256}},
        {"credential": {"access_secret": "x" * 16385}},
    ],
    ids=lambda field: str(field)[:60],
)
def test_fields_that_do_not_hold_what_they_must_are_refused(
    api: ApiClient, open_peer: SmallRegistry, field: dict[str, Any]
) -> None:
    before = read(api, "/registries")
    refused(api.post("/registries", json=a_registry(open_peer.url, None) | field))
    assert open_peer.seen == []
    assert read(api, "/registries") == before


# What kinds there are


def test_kinds_and_what_policies_may_ask_of_them(api: ApiClient, open_peer: SmallRegistry) -> None:
    keys = read(api, "/replication/adapters")
    assert {"harbor", KIND, "docker-hub", "aws-ecr"} <= set(keys)
    infos = read(api, "/replication/adapterinfos")
    assert set(infos) == set(keys)
    hub = infos["docker-hub"]["endpoint_pattern"]
    assert hub["endpoint_type"] == "EndpointPatternTypeFix"
    assert hub["endpoints"][0]["value"].startswith("https://")
    assert infos[KIND]["endpoint_pattern"] == {
        "endpoint_type": "EndpointPatternTypeStandard",
        "endpoints": [],
    }
    told = read(api, f"/registries/{make(api, open_peer.url, None)}/info")
    assert told["type"] == KIND
    assert [row["type"] for row in told["supported_resource_filters"]] == ["name", "tag"]
    assert told["supported_triggers"] == ["manual", "scheduled"]


def test_this_registry_itself_is_number_0_and_no_row(api: ApiClient) -> None:
    told = read(api, "/registries/0/info")
    assert told["type"] == "harbor"
    assert "event_based" in told["supported_triggers"]
    styles = {
        row["type"]: (row["style"], row["values"]) for row in told["supported_resource_filters"]
    }
    assert styles["name"] == ("input", [])
    assert styles["resource"] == ("radio", ["image", "artifact"])
    assert styles["label"][0] == "list"
    for answer in (api.get("/registries/0"), change(api, 0, name="x"), api.delete("/registries/0")):
        assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")


# Whether it answers, by and by


_CHECK = """
from jobs import executions
from jobs.executions import Cause
from jobs.models import Trigger
from replication import health
cause = Cause(Trigger.SCHEDULE, "system")
answer = executions.start_one(kind=health.KIND, parameters={}, cause=cause).pk
"""
_STATUS = "from jobs.models import Execution\nanswer = Execution.objects.get(pk=run).status"


def look_at_all(inside: Inside) -> None:
    run = inside.run(_CHECK)
    finished = lambda: inside.run(_STATUS, run=run) in ("Success", "Error", "Stopped")  # noqa: E731
    wait_until(finished, what="the registries have been looked at", within=120)
    assert inside.run(_STATUS, run=run) == "Success"


def test_a_job_tells_the_healthy_from_the_others(
    api: ApiClient, peer: SmallRegistry, inside: Inside
) -> None:
    """Without a row in the audit log: nobody did anything."""
    with SmallRegistry() as leaving:
        gone = make(api, leaving.url, None)
    well = make(api, peer.url)
    before = {pk: read(api, f"/registries/{pk}") for pk in (gone, well)}
    rows = len(inside.audit(resource_type="registry"))
    look_at_all(inside)
    after = {pk: read(api, f"/registries/{pk}") for pk in (gone, well)}
    assert [after[pk]["status"] for pk in (gone, well)] == ["unhealthy", "healthy"]
    assert after[gone]["status_cause"] == "refused"
    assert after[gone]["status_text"]
    assert all(after[pk]["checked_time"] > before[pk]["checked_time"] for pk in after)
    assert all(after[pk]["update_time"] == before[pk]["update_time"] for pk in after)
    assert len(inside.audit(resource_type="registry")) == rows


def test_the_job_has_a_schedule_from_the_first_start_on(api: ApiClient) -> None:
    found = read(api, "/schedules", page_size=100)
    assert "0 */5 * * * *" in [
        row["cron"] for row in found if row["vendor_type"] == "REGISTRY_CHECK"
    ]
