"""end-1: whether there is a registry, and whether the credentials are good."""

from collections.abc import Callable

import pytest

from tests.conformance.steps import refused
from tests.support.people import Person
from tests.support.registry import RegistryClient, challenge_of


@pytest.mark.parametrize("path", ["/v2/", "/v2"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_registry_says_yes_to_who_is_logged_in(
    dora: RegistryClient, path: str, method: str
) -> None:
    answer = dora.request(method, path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.content == (b"{}" if method == "GET" else b"")


def test_a_password_will_do(registry: RegistryClient, users: dict[str, Person]) -> None:
    assert registry.basic(*users["dora"]).request("GET", "/v2/").status_code == 200


def test_who_is_not_logged_in_is_told_where_to_get_a_token(registry: RegistryClient) -> None:
    answer = registry.bare().request("GET", "/v2/")
    refused(answer, 401, "UNAUTHORIZED")
    challenge = challenge_of(answer)
    assert set(challenge) == {"realm", "service"}
    assert challenge["realm"].endswith("/service/token")


def test_a_forged_token_is_refused(registry: RegistryClient) -> None:
    answer = registry.bearer("e30.e30.e30").request("GET", "/v2/")
    refused(answer, 401, "UNAUTHORIZED")
    assert challenge_of(answer)["error"] == "invalid_token"


def test_a_wrong_password_is_refused(registry: RegistryClient) -> None:
    answer = registry.basic("dora", "Not-Her-Password-1").request("GET", "/v2/")
    refused(answer, 401, "UNAUTHORIZED")
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")


@pytest.mark.parametrize("path", ["/v2/nothing", "/v2/a/b", "/v2/a/b/c", "/v2/a/b/tags", "/v2//"])
def test_what_the_api_does_not_have_is_not_found(dora: RegistryClient, path: str) -> None:
    refused(dora.request("GET", path), 404, "NAME_UNKNOWN")


METHODS = [
    ("/v2/", "GET HEAD"),
    ("/v2/p/r/tags/list", "GET HEAD"),
    ("/v2/_catalog", "GET HEAD"),
    (f"/v2/p/r/referrers/sha256:{'0' * 64}", "GET HEAD"),
    ("/v2/p/r/manifests/latest", "GET HEAD PUT DELETE"),
    (f"/v2/p/r/blobs/sha256:{'0' * 64}", "GET HEAD DELETE"),
    ("/v2/p/r/blobs/uploads/", "POST"),
    ("/v2/p/r/blobs/uploads/0123", "GET HEAD PATCH PUT DELETE"),
]
ALL_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


@pytest.mark.parametrize(("path", "allowed"), METHODS)
def test_a_method_that_an_endpoint_has_not_is_unsupported(
    registry: RegistryClient, path: str, allowed: str
) -> None:
    for method in ALL_METHODS:
        answer = registry.bare().request(method, path)
        if method in allowed.split():
            assert answer.status_code == 401, method
        else:
            refused(answer, 405, "UNSUPPORTED")


@pytest.mark.parametrize(("path", "allowed"), METHODS)
def test_a_refused_method_is_told_which_ones_there_are(
    registry: RegistryClient, path: str, allowed: str
) -> None:
    method = next(one for one in ALL_METHODS[::-1] if one not in allowed.split())
    answer = registry.bare().request(method, path)
    assert {one.strip() for one in answer.headers["Allow"].split(",")} == set(allowed.split())


BAD_NAMES = ["Upper/app", "p/App", "p/a__b_", "p/-a", "p/a..b", "p/a//b", "alone", "p/a%20b"]
NAMED = [
    ("GET", "/v2/{}/manifests/latest"),
    ("PUT", "/v2/{}/manifests/latest"),
    ("DELETE", "/v2/{}/manifests/latest"),
    ("GET", "/v2/{}/blobs/sha256:" + "0" * 64),
    ("DELETE", "/v2/{}/blobs/sha256:" + "0" * 64),
    ("POST", "/v2/{}/blobs/uploads/"),
    ("PATCH", "/v2/{}/blobs/uploads/0123"),
    ("PUT", "/v2/{}/blobs/uploads/0123"),
    ("GET", "/v2/{}/blobs/uploads/0123"),
    ("DELETE", "/v2/{}/blobs/uploads/0123"),
    ("GET", "/v2/{}/tags/list"),
    ("GET", "/v2/{}/referrers/sha256:" + "0" * 64),
]


@pytest.mark.parametrize(("method", "path"), NAMED)
def test_a_malformed_name_is_refused_on_every_path(
    dora: RegistryClient, method: str, path: str
) -> None:
    for name in BAD_NAMES:
        refused(dora.request(method, path.format(name)), 400, "NAME_INVALID")


@pytest.mark.parametrize(("method", "path"), NAMED)
def test_an_absent_project_looks_like_a_hidden_one_on_every_path(
    registry: RegistryClient, member: Callable[[str], RegistryClient], method: str, path: str
) -> None:
    for client in (registry, member("nobody"), member("dora")):
        answer = client.request(method, path.format("no-such-project/app"))
        refused(answer, 401, "UNAUTHORIZED")
        assert challenge_of(answer)["scope"].startswith("repository:no-such-project/app:")
