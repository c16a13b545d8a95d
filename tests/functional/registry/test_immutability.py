"""AZ-14: a protected tag stays as it is, whichever way it is tried and on whichever plane."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.functional.api.test_immutable_rules import PATH, a_rule, add
from tests.support.api import ApiClient
from tests.support.people import People, Person
from tests.support.registry import Image, RegistryClient, an_image

PRECONDITION = HTTPStatus.PRECONDITION_FAILED


@dataclass(frozen=True)
class Place:
    """A repository with a tag ``v1`` that a rule protects, and others that none does."""

    wire: RegistryClient
    rest: ApiClient
    project: str
    rule: int
    kept: Image
    other: Image

    @property
    def name(self) -> str:
        return f"{self.project}/team/app"

    def put(self, reference: str, image: Image, **query: Any) -> httpx.Response:
        headers = {"Content-Type": image.media_type}
        path = f"/v2/{self.name}/manifests/{reference}"
        more = {"params": query} if query else {}
        return self.wire.request("PUT", path, content=image.manifest, headers=headers, **more)

    def delete(self, reference: str) -> httpx.Response:
        return self.wire.request("DELETE", f"/v2/{self.name}/manifests/{reference}")

    def ask(self, method: str, path: str = "", **more: Any) -> httpx.Response:
        repository = quote(quote("team/app", safe=""), safe="")
        url = f"/projects/{self.project}/repositories/{repository}{path}"
        return self.rest.request(method, url, **more)

    def state(self) -> object:
        digests = {
            tag: self.wire.request("HEAD", f"/v2/{self.name}/manifests/{tag}").headers[
                "Docker-Content-Digest"
            ]
            for tag in self.wire.tags(self.name)
        }
        history = self.ask("GET", "/tags/v1/history").json()
        return digests, history


@pytest.fixture
def place(
    api: ApiClient,
    shared_client: RegistryClient,
    cast: Callable[..., People],
    users: dict[str, Person],
) -> Place:
    """Everything is tried by a project admin, who may do it all but for the rule."""
    project = cast(public=False).project
    wire, rest = shared_client.as_(*users["petra"]), api.as_(*users["petra"])
    kept, other = an_image([uuid.uuid4().bytes]), an_image([uuid.uuid4().bytes])
    name = f"{project}/team/app"
    wire.push(f"{name}:v1", other)  # what a rollback would bring back
    wire.push(f"{name}:v1", kept)
    wire.push(f"{name}:free", other)
    wire.push(f"{project}/elsewhere:v1", other)
    rule = add(rest, project, a_rule("v*", "team/*"))
    return Place(wire, rest, project, rule, kept, other)


WAYS: dict[str, Callable[[Place], httpx.Response]] = {
    "push another": lambda at: at.put("v1", at.other),
    "push the same": lambda at: at.put("v1", at.kept),
    "push, percent-encoded": lambda at: at.put("%76%31", at.other),
    "push by digest with tags": lambda at: at.put(at.other.digest, at.other, tag=["fresh", "v1"]),
    "delete the tag": lambda at: at.delete("v1"),
    "delete the manifest": lambda at: at.delete(at.kept.digest),
    "tag again": lambda at: at.ask(
        "POST", f"/artifacts/{at.other.digest}/tags", json={"name": "v1"}
    ),
    "tag again by tag": lambda at: at.ask("POST", "/artifacts/free/tags", json={"name": "v1"}),
    "tag the same again": lambda at: at.ask("POST", "/artifacts/v1/tags", json={"name": "v1"}),
    "delete the tag by REST": lambda at: at.ask("DELETE", "/artifacts/v1/tags/v1"),
    "delete the artifact by tag": lambda at: at.ask("DELETE", "/artifacts/v1"),
    "delete the artifact by digest": lambda at: at.ask("DELETE", f"/artifacts/{at.kept.digest}"),
    "copy onto it": lambda at: at.ask(
        "POST", "/artifacts", params={"from": f"{at.project}/elsewhere:v1"}
    ),
    "copy all tags onto it": lambda at: at.ask(
        "POST", "/artifacts", params={"from": f"{at.project}/elsewhere@{at.other.digest}"}
    ),
    "restore": lambda at: at.ask("POST", "/tags/v1/restore", json={"digest": at.other.digest}),
    "delete the repository": lambda at: at.ask("DELETE"),
}


@pytest.mark.parametrize("way", WAYS)
def test_az_14_a_protected_tag_stays(place: Place, way: str) -> None:
    before = place.state()
    answer = WAYS[way](place)
    assert answer.status_code == PRECONDITION, answer.text
    (error,) = answer.json()["errors"]
    assert error["code"] == ("DENIED" if "detail" in error else "PRECONDITION")
    assert error["message"] == (
        "the tag v1 is configured as immutable,"
        f" cannot be {'deleted' if way.startswith('delete ') else 'updated'}:"
        f" immutable rule {place.rule} (repoMatches 'team/*': matches 'v*')"
    )
    assert place.state() == before
    assert place.wire.pull(f"{place.name}:v1") == place.kept


def test_az_14_deleted_and_pushed_is_neither(place: Place) -> None:
    before = place.state()
    assert place.delete("v1").status_code == PRECONDITION
    assert place.put("v1", place.other).status_code == PRECONDITION
    assert place.state() == before


@pytest.mark.parametrize("tag", ["V1", "v1.", "v1-", "v_1"])
def test_az_14_a_variant_is_another_tag(place: Place, tag: str) -> None:
    """Tags are compared byte by byte: what looks alike neither moves it nor is kept from being."""
    assert place.put(tag, place.other).status_code == HTTPStatus.CREATED
    assert place.wire.pull(f"{place.name}:v1") == place.kept
    is_protected = tag.startswith("v")
    again = place.put(tag, place.kept)
    assert again.status_code == (PRECONDITION if is_protected else HTTPStatus.CREATED)


@pytest.mark.parametrize(
    "tag",
    ["%EF%BD%961", "v%EF%BC%91", "v1%CC%81", "v1%E2%80%8B", "v1%20", "v1%00", "%20v1", "v1%0a"],
)
def test_az_14_a_variant_in_unicode_is_no_tag(place: Place, tag: str) -> None:
    before = place.state()
    for answer in (place.put(tag, place.other), place.delete(tag)):
        assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert place.state() == before


@pytest.mark.parametrize("name", ["Team/app", "team/APP", "team//app", "team/app/"])
def test_az_14_a_variant_of_the_repository_is_no_way_round(place: Place, name: str) -> None:
    before = place.state()
    path = f"/v2/{place.project}/{name}/manifests/v1"
    headers = {"Content-Type": place.other.media_type}
    answer = place.wire.request("PUT", path, content=place.other.manifest, headers=headers)
    assert 400 <= answer.status_code < 500
    assert place.state() == before


def test_what_no_rule_protects_goes_on(place: Place) -> None:
    assert place.put("free", place.kept).status_code == HTTPStatus.CREATED
    assert place.put("new", place.kept).status_code == HTTPStatus.CREATED
    assert place.put(place.kept.digest, place.kept).status_code == HTTPStatus.CREATED
    assert place.put("v2", place.other).status_code == HTTPStatus.CREATED  # it was not there
    assert place.put("v2", place.other).status_code == PRECONDITION
    for tag in ("free", "new"):
        assert place.delete(tag).status_code == HTTPStatus.ACCEPTED
    place.wire.push(f"{place.project}/elsewhere:v1", place.kept)  # not in team/


def test_a_rule_counts_with_the_next_request(place: Place) -> None:
    rule = f"{PATH.format(project=place.project)}/{place.rule}"
    assert place.rest.put(rule, json={"disabled": True}).status_code == HTTPStatus.OK
    assert place.put("v1", place.other).status_code == HTTPStatus.CREATED
    assert place.rest.put(rule, json={"disabled": False}).status_code == HTTPStatus.OK
    assert place.put("v1", place.kept).status_code == PRECONDITION
    assert place.rest.delete(rule).status_code == HTTPStatus.OK
    assert place.put("v1", place.kept).status_code == HTTPStatus.CREATED
    assert place.delete("v1").status_code == HTTPStatus.ACCEPTED


@pytest.mark.parametrize("who", ["dora", "gus", "lena", "nobody"])
def test_who_may_not_lift_a_rule_is_not_told_of_it_either(
    place: Place, api: ApiClient, users: dict[str, Person], who: str
) -> None:
    client = api.as_(*users[who])
    path = PATH.format(project=place.project)
    for method, end in (("GET", ""), ("PUT", f"/{place.rule}"), ("DELETE", f"/{place.rule}")):
        answer = client.request(method, f"{path}{end}", json={"disabled": True})
        assert answer.status_code == HTTPStatus.FORBIDDEN
    assert place.put("v1", place.other).status_code == PRECONDITION
