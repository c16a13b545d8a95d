"""Rights that are taken away are gone at once, whatever somebody still holds (AN-07, TK-07)."""

import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

import httpx
import pytest

from tests.functional.registry.inside import Inside
from tests.support.people import People, Person
from tests.support.registry import RegistryClient, an_image, assert_error, digest_of
from tests.support.wire import SERVICE, TOKEN_PATH

PROJECT_ADMIN, DEVELOPER, GUEST, MAINTAINER, LIMITED = 1, 2, 3, 4, 5


@dataclass
class Holding:
    """All that a person can hold: credentials of each kind, and an upload half done."""

    registry: RegistryClient
    person: Person
    repository: str

    def __post_init__(self) -> None:
        self.client = self.registry.as_(*self.person)
        self.image = an_image([uuid.uuid4().bytes])
        self.client.push(f"{self.repository}:1", self.image)
        self.token = self.client.token(f"repository:{self.repository}:pull,push")
        self.bearer = self.registry.bearer(self.token)
        self.basic = self.registry.basic(*self.person)
        self.refresh = self.client.ask_token(offline_token="true").json()["refresh_token"]
        self.data = os.urandom(2000)
        self.location = self.bearer.begin_upload(self.repository)
        self.bearer.request("PATCH", self.location, content=self.data[:1000])
        assert self.read(self.bearer).status_code == HTTPStatus.OK

    def read(self, client: RegistryClient) -> httpx.Response:
        return client.request("GET", f"/v2/{self.repository}/manifests/1")

    def reads(self, client: RegistryClient) -> list[httpx.Response]:
        blob = digest_of(self.image.blobs[0])
        paths = (f"manifests/{self.image.digest}", f"blobs/{blob}", "tags/list")
        answers = [client.request("GET", f"/v2/{self.repository}/{path}") for path in paths]
        return [self.read(client), *answers]

    def writes(self, client: RegistryClient) -> list[httpx.Response]:
        other, whole = an_image([b"other"]), digest_of(self.data)
        return [
            client.request("POST", f"/v2/{self.repository}/blobs/uploads/"),
            client.request(
                "POST",
                f"/v2/{self.repository}/blobs/uploads/",
                params={"digest": whole},
                content=self.data,
            ),
            client.request("GET", self.location),
            client.request("PATCH", self.location, content=self.data[1000:]),
            client.finish_upload(self.location, whole, self.data[1000:]),
            client.finish_upload(self.location, digest_of(self.data[:1000])),
            client.finish_upload(
                f"/v2/{self.repository}/blobs/uploads/{'0' * 32}", digest_of(self.image.blobs[0])
            ),
            client.request(
                "PUT", f"/v2/{self.repository}/manifests/2", content=self.image.manifest
            ),
            client.request("PUT", f"/v2/{self.repository}/manifests/1", content=other.manifest),
            client.request("DELETE", self.location),
        ]

    def redeem(self) -> httpx.Response:
        fields = {"grant_type": "refresh_token", "refresh_token": self.refresh, "service": SERVICE}
        return self.registry.bare().request("POST", TOKEN_PATH, data=fields)


@pytest.fixture
def holding(
    registry: RegistryClient, people: People, newcomer: Callable[..., Person]
) -> Callable[[int], Holding]:
    def make(role: int) -> Holding:
        return Holding(registry, newcomer(role), f"{people.project}/app")

    return make


def refused(answers: list[httpx.Response]) -> None:
    for answer in answers:
        told = f"{answer.request.method} {answer.request.url}"
        assert answer.status_code == HTTPStatus.UNAUTHORIZED, f"{told}: {answer.status_code}"
        assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")


@pytest.mark.parametrize("end", ["disabled", "deleted", "password"])
@pytest.mark.parametrize("first", ["reads", "writes"])
def test_an_07_every_door_is_shut_at_once(
    holding: Callable[[int], Holding], inside: Inside, end: str, first: str
) -> None:
    has = holding(DEVELOPER)
    if end == "disabled":
        inside.user("set_active", has.person.username, is_active=False)
    elif end == "deleted":
        inside.user("delete", has.person.username)
    else:
        inside.user("change_password", has.person.username, password="Quite-Another-1")
    before = inside.counts()
    for what in (first, "reads", "writes"):
        refused(getattr(has, what)(has.bearer))
    refused([has.redeem(), has.client.ask_token(), has.bearer.request("GET", "/v2/")])
    # A wrong password is hashed each time, so it is tried where it could do most.
    finish = has.basic.finish_upload(has.location, digest_of(has.data), has.data[1000:])
    refused([has.basic.request("GET", "/v2/"), has.read(has.basic), finish])
    assert inside.counts() == before


def test_an_07_an_open_upload_cannot_be_finished_by_others_either(
    holding: Callable[[int], Holding], registry: RegistryClient, people: People, inside: Inside
) -> None:
    has = holding(DEVELOPER)
    inside.user("set_active", has.person.username, is_active=False)
    for name in ("dora", "petra"):
        other = registry.as_(*people[name])
        answer = other.finish_upload(has.location, digest_of(has.data[:1000]))
        assert_error(answer, HTTPStatus.NOT_FOUND, "BLOB_UPLOAD_UNKNOWN")
    assert not registry.as_(*people["dora"]).has_blob(has.repository, digest_of(has.data[:1000]))


def test_an_07_an_enabled_account_needs_new_tokens(
    holding: Callable[[int], Holding], inside: Inside
) -> None:
    has = holding(DEVELOPER)
    inside.user("set_active", has.person.username, is_active=False)
    inside.user("set_active", has.person.username, is_active=True)
    refused([has.read(has.bearer), has.redeem()])
    assert has.read(has.basic).status_code == HTTPStatus.OK
    token = has.client.token(f"repository:{has.repository}:pull")
    assert has.read(has.registry.bearer(token)).status_code == HTTPStatus.OK


def test_tk_07_a_lowered_role_stops_writes_at_once_and_leaves_reads(
    holding: Callable[[int], Holding], people: People, inside: Inside
) -> None:
    has = holding(DEVELOPER)
    inside.set_role(people.project, has.person.username, GUEST)
    before = inside.counts()
    for client in (has.bearer, has.basic):
        refused(has.writes(client))
        for answer in has.reads(client):
            assert answer.status_code == HTTPStatus.OK
    assert inside.counts() == before


@pytest.mark.parametrize("first", ["reads", "writes"])
def test_tk_07_a_removed_member_may_do_nothing_at_once(
    holding: Callable[[int], Holding], people: People, inside: Inside, first: str
) -> None:
    has = holding(MAINTAINER)
    inside.set_role(people.project, has.person.username, None)
    before = inside.counts()
    for what in (first, "reads", "writes"):
        for client in (has.bearer, has.basic):
            refused(getattr(has, what)(client))
    assert inside.counts() == before


def test_tk_07_a_raised_role_is_not_gained_by_an_old_token(
    registry: RegistryClient, people: People, newcomer: Callable[..., Person], inside: Inside
) -> None:
    repository = f"{people.project}/app"
    registry.as_(*people["dora"]).push(f"{repository}:1", an_image())
    person = newcomer(GUEST)
    old = registry.bearer(registry.as_(*person).token(f"repository:{repository}:pull,push,delete"))
    inside.set_role(people.project, person.username, PROJECT_ADMIN)
    refused([old.request("POST", f"/v2/{repository}/blobs/uploads/")])
    assert old.request("GET", f"/v2/{repository}/manifests/1").status_code == HTTPStatus.OK
    new = registry.as_(*person)
    assert new.request("POST", f"/v2/{repository}/blobs/uploads/").status_code == 202
    assert registry.basic(*person).request(
        "POST", f"/v2/{repository}/blobs/uploads/"
    ).status_code == 202  # fmt: skip


def test_tk_07_a_role_lowered_and_raised_again_counts_as_it_is(
    holding: Callable[[int], Holding], people: People, inside: Inside
) -> None:
    has = holding(DEVELOPER)
    path = f"/v2/{has.repository}/blobs/uploads/"
    for role, status in ((GUEST, 401), (DEVELOPER, 202), (LIMITED, 401), (MAINTAINER, 202)):
        inside.set_role(people.project, has.person.username, role)
        assert has.basic.request("POST", path).status_code == status
        assert has.bearer.request("POST", path).status_code == status


def test_tk_07_a_change_elsewhere_ends_nobodys_token(
    holding: Callable[[int], Holding], people: People, newcomer: Callable[..., Person]
) -> None:
    has = holding(DEVELOPER)
    newcomer(GUEST)
    assert has.read(has.bearer).status_code == HTTPStatus.OK
    whole = has.bearer.finish_upload(has.location, digest_of(has.data), has.data[1000:])
    assert whole.status_code == HTTPStatus.CREATED


def test_tk_07_a_system_administrator_that_is_none_any_more(
    registry: RegistryClient,
    people: People,
    newcomer: Callable[..., Person],
    inside: Inside,
) -> None:
    person = newcomer(is_admin=True)
    has = Holding(registry, person, f"{people.project}/app")
    inside.user("set_admin", person.username, is_admin=False)
    for client in (has.bearer, has.basic):
        refused(has.reads(client) + has.writes(client))


def test_tk_07_a_write_under_way_when_the_role_is_taken_ends_refused(
    holding: Callable[[int], Holding], people: People, inside: Inside
) -> None:
    """The body comes in after the right is gone: the write confirms it in its own transaction."""
    has = holding(DEVELOPER)

    def body() -> object:
        yield has.data[1000:1500]
        inside.set_role(people.project, has.person.username, None)
        yield has.data[1500:]

    before = inside.counts()
    path = f"{has.location}?digest={digest_of(has.data)}"
    answer = has.bearer.request("PUT", path, content=body())
    refused([answer])
    after = inside.counts()
    assert {kind: after[kind] - before[kind] for kind in after if after[kind] != before[kind]} == {
        "Membership": -1
    }
