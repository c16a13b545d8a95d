"""What a token grants: what was asked for and is allowed, never more (TK-04, TK-05, TK-10)."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

import jwt
import pytest

from tests.functional.registry.answers import ask, code_of
from tests.functional.registry.forge import Forge
from tests.functional.registry.inside import Inside
from tests.support import raw
from tests.support.people import People, Person
from tests.support.registry import RegistryClient, an_image, assert_error, challenge_of
from tests.support.server import ADMIN, Server
from tests.support.wire import SERVICE, TOKEN_PATH


def access_of(token: str) -> dict[str, set[str]]:
    claims = jwt.decode(token, options={"verify_signature": False})
    names = [entry["name"] for entry in claims["access"]]
    assert len(names) == len(set(names)), "one entry a resource"
    for entry in claims["access"]:
        assert len(entry["actions"]) == len(set(entry["actions"])), "each action once"
    return {entry["name"]: set(entry["actions"]) for entry in claims["access"]}


@pytest.mark.parametrize(
    ("asked", "dora_gets", "mona_gets", "gus_gets"),
    [
        ("pull", {"pull"}, {"pull"}, {"pull"}),
        ("push", {"push"}, {"push"}, set()),
        ("pull,push", {"pull", "push"}, {"pull", "push"}, {"pull"}),
        ("push,pull", {"pull", "push"}, {"pull", "push"}, {"pull"}),
        ("delete", set(), {"delete"}, set()),
        ("pull,push,delete", {"pull", "push"}, {"pull", "push", "delete"}, {"pull"}),
        ("*", {"pull", "push"}, {"pull", "push", "delete"}, {"pull"}),
        ("*,pull", {"pull", "push"}, {"pull", "push", "delete"}, {"pull"}),
        ("pull,pull", {"pull"}, {"pull"}, {"pull"}),
        ("pull,pull,push,pull", {"pull", "push"}, {"pull", "push"}, {"pull"}),
        ("fly", set(), set(), set()),
        ("pull,fly", {"pull"}, {"pull"}, {"pull"}),
        ("admin", set(), set(), set()),
        ("", set(), set(), set()),
        (",", set(), set(), set()),
        (",pull,", {"pull"}, {"pull"}, {"pull"}),
    ],
)
def test_tk_04_the_grant_is_what_was_asked_and_is_allowed(  # a table
    registry: RegistryClient,
    home: People,
    asked: str,
    dora_gets: set[str],
    mona_gets: set[str],
    gus_gets: set[str],
) -> None:
    name = f"{home.project}/app"
    scope = f"repository:{name}:{asked}"
    expected = {"dora": dora_gets, "mona": mona_gets, "gus": gus_gets, "nobody": set()}
    for who, actions in expected.items():
        token = registry.as_(*home[who]).token(scope)
        assert access_of(token) == ({name: actions} if actions else {}), who


@pytest.mark.parametrize("form", ["blanks", "repeated", "both"])
def test_tk_04_several_scopes_are_several_grants(
    registry: RegistryClient, home: People, form: str
) -> None:
    a, b, c = (f"{home.project}/{letter}" for letter in "abc")
    scopes = [f"repository:{a}:pull", f"repository:{b}:push,pull", f"repository:{c}:delete,pull"]
    asked = {"blanks": [" ".join(scopes)], "repeated": scopes, "both": [*scopes, "  ".join(scopes)]}
    token = registry.as_(*home["dora"]).token(*asked[form])
    assert access_of(token) == {a: {"pull"}, b: {"pull", "push"}, c: {"pull"}}


def test_tk_04_two_scopes_for_one_repository_are_one_grant(
    registry: RegistryClient, home: People
) -> None:
    name = f"{home.project}/app"
    client = registry.as_(*home["dora"])
    token = client.token(f"repository:{name}:pull", f"repository:{name}:push")
    assert access_of(token) == {name: {"pull", "push"}}
    token = client.token(f"repository:{name}:pull repository:{name}:pull,delete")
    assert access_of(token) == {name: {"pull"}}


def test_tk_04_a_token_does_what_it_says_and_no_more(
    registry: RegistryClient, home: People, repository: str
) -> None:
    client = registry.as_(*home["dora"])
    client.push(f"{repository}:1", an_image())
    reader = registry.bearer(client.token(f"repository:{repository}:pull"))
    writer = registry.bearer(client.token(f"repository:{repository}:push"))
    other = registry.bearer(client.token(f"repository:{repository}-other:pull,push"))
    manifest, uploads = f"/v2/{repository}/manifests/1", f"/v2/{repository}/blobs/uploads/"
    assert reader.request("GET", manifest).status_code == HTTPStatus.OK
    assert writer.request("POST", uploads).status_code == HTTPStatus.ACCEPTED
    for weak, method, path, scope in (
        (reader, "POST", uploads, f"repository:{repository}:pull,push"),
        (reader, "PUT", manifest, f"repository:{repository}:pull,push"),
        (writer, "GET", manifest, f"repository:{repository}:pull"),
        (other, "GET", manifest, f"repository:{repository}:pull"),
        (other, "POST", uploads, f"repository:{repository}:pull,push"),
    ):
        answer = weak.request(method, path)
        assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
        assert challenge_of(answer) == {
            "realm": f"{registry.base_url}{TOKEN_PATH}",
            "service": SERVICE,
            "scope": scope,
            "error": "insufficient_scope",
        }


def test_tk_04_a_scope_that_is_missing_from_the_request_is_named_in_the_challenge(
    registry: RegistryClient, repository: str
) -> None:
    for method, path, actions in (
        ("GET", f"/v2/{repository}/manifests/1", "pull"),
        ("HEAD", f"/v2/{repository}/manifests/1", "pull"),
        ("GET", f"/v2/{repository}/tags/list", "pull"),
        ("PUT", f"/v2/{repository}/manifests/1", "pull,push"),
        ("POST", f"/v2/{repository}/blobs/uploads/", "pull,push"),
    ):
        answer = registry.bare().request(method, path)
        assert answer.status_code == HTTPStatus.UNAUTHORIZED
        assert challenge_of(answer) == {
            "realm": f"{registry.base_url}{TOKEN_PATH}",
            "service": SERVICE,
            "scope": f"repository:{repository}:{actions}",
        }


@pytest.mark.parametrize(
    ("scope", "admin_gets", "dora_gets"),
    [
        ("registry:catalog:*", {"catalog": {"*"}}, {}),
        ("registry:catalog:pull", {}, {}),
        ("registry:other:*", {}, {}),
        ("repository(plugin):library/app:pull", None, None),
        ("image:library/app:pull", {}, {}),
        ("repository:library:pull", {}, {}),  # no project
        ("repository:UPPER/app:pull", {}, {}),
        ("repository:library/../app:pull", {}, {}),
        ("repository:localhost:5000/library/app:pull", {}, {}),
    ],
)
def test_tk_04_scopes_of_other_kinds_grant_nothing_of_a_repository(
    registry: RegistryClient,
    server: Server,
    users: dict[str, Person],
    scope: str,
    admin_gets: dict[str, set[str]] | None,
    dora_gets: dict[str, set[str]] | None,
) -> None:
    for login, expected in (
        ((ADMIN, server.admin_password), admin_gets),
        (users["dora"], dora_gets),
    ):
        answer = registry.as_(*login).ask_token([scope])
        if answer.status_code == HTTPStatus.OK and expected is not None:
            assert access_of(answer.json()["token"]) == expected
        else:
            assert answer.status_code in (HTTPStatus.OK, HTTPStatus.BAD_REQUEST)


def test_tk_04_an_administrator_may_do_anything_anywhere(
    registry: RegistryClient, server: Server, home: People
) -> None:
    name = f"{home.project}/app"
    client = registry.as_(ADMIN, server.admin_password)
    token = client.token(f"repository:{name}:*")
    assert access_of(token) == {name: {"pull", "push", "delete"}}
    client.push(f"{name}:by-admin", an_image())


def test_many_scopes_are_refused_with_words(registry: RegistryClient, home: People) -> None:
    client = registry.as_(*home["dora"])
    scopes = [f"repository:{home.project}/app-{number}:pull" for number in range(101)]
    answer = client.ask_token(scopes)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    answer = client.ask_token(scopes[:30])
    assert answer.status_code == HTTPStatus.OK
    assert len(access_of(answer.json()["token"])) == 30


# TK-05


@pytest.mark.parametrize(
    "service", ["", "other", "harbor-registry ", "Harbor-Registry", "harbor-registry\0", "x" * 5000]
)
@pytest.mark.parametrize("logged_in", [False, True])
def test_tk_05_a_token_for_another_service_is_not_issued(
    registry: RegistryClient, users: dict[str, Person], service: str, *, logged_in: bool
) -> None:
    client = registry.as_(*users["dora"]) if logged_in else registry
    answer = client.ask_token(["repository:library/app:pull"], service=service)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "UNSUPPORTED")
    username, password = users["dora"]
    fields = {"grant_type": "password", "username": username, "password": password}
    answer = registry.bare().request("POST", TOKEN_PATH, data=fields | {"service": service})
    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_tk_05_a_service_that_is_missing_is_refused(registry: RegistryClient) -> None:
    answer = registry.bare().request("GET", TOKEN_PATH, params={"scope": "repository:a/b:pull"})
    assert_error(answer, HTTPStatus.BAD_REQUEST, "UNSUPPORTED")


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "other"},
        {"iss": ...},
        {"iss": None},
        {"iss": ["harbor-token-issuer"]},
        {"aud": "other"},
        {"aud": ...},
        {"aud": ["harbor-registry"]},
        {"aud": ["harbor-registry", "other"]},
        {"aud": None},
        {"aud": ""},
        {"sub": ...},
    ],
)
def test_tk_05_a_token_for_another_service_or_of_another_issuer_is_refused_at_use(
    registry: RegistryClient, dora: RegistryClient, forge: Forge, changed: dict[str, object]
) -> None:
    genuine = dora.token("repository:library/app:pull")
    same = registry.bearer(forge.sign(forge.claims(genuine)))
    assert same.request("GET", "/v2/").status_code == HTTPStatus.OK
    forged = registry.bearer(forge.sign(forge.claims(genuine, **changed)))
    for path in ("/v2/", "/v2/library/app/tags/list"):
        answer = forged.request("GET", path)
        assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
        assert challenge_of(answer)["error"] == "invalid_token"


# TK-10

HOSTILE = {
    "quote": 'p/a"b',
    "quoted parameter": 'p/a",error="x',
    "cr lf": "p/a\r\nX-Injected: yes",
    "lf": "p/a\nX-Injected: yes",
    "cr": "p/a\rX-Injected: yes",
    "two ends": "p/a\r\n\r\n<html>",
    "comma": "p/a,b",
    "comma realm": 'p/a,realm="http://evil"',
    "backslash": "p/a\\b",
    "nul": "p/a\0b",
    "next line": "p/a\u0085X-Injected: yes",
    "line separator": "p/a\u2028X-Injected: yes",
    "tab": "p/a\tb",
    "vertical tab": "p/a\x0bb",
    "percent": "p/a%0d%0ab",
    "colon": "p/a:b",
    "latin-1": "p/\xe9",
}


@pytest.fixture(params=[*HOSTILE])
def hostile(request: pytest.FixtureRequest) -> str:
    return HOSTILE[request.param]


@pytest.mark.parametrize(
    ("method", "end"),
    [
        ("GET", "/manifests/1"),
        ("PUT", "/manifests/1"),
        ("GET", "/tags/list"),
        ("POST", "/blobs/uploads/"),
        ("HEAD", "/blobs/sha256:" + "0" * 64),
    ],
)
def test_tk_10_a_hostile_name_is_refused_before_any_header_is_built(
    server: Server, hostile: str, method: str, end: str
) -> None:
    answer = ask(server.base_url, method, f"/v2/{quote(hostile)}{end}")
    assert answer.status == HTTPStatus.BAD_REQUEST
    assert "X-Injected" not in answer.headers
    assert "WWW-Authenticate" not in answer.headers
    if method != "HEAD":
        assert code_of(answer) == "NAME_INVALID"


@pytest.mark.parametrize("by", ["nobody", "dora"])
def test_tk_10_a_hostile_scope_is_refused(
    registry: RegistryClient, users: dict[str, Person], hostile: str, by: str
) -> None:
    client = registry if by == "nobody" else registry.as_(*users["dora"])
    answer = client.ask_token([f"repository:{hostile}:pull"])
    assert "X-Injected" not in answer.headers
    if (
        answer.status_code == HTTPStatus.OK
    ):  # a legal scope of what is no repository: grants nothing
        assert hostile in ("p/a,b", "p/a:b", "p/a%0d%0ab")
        assert access_of(answer.json()["token"]) == {}
    else:
        assert_error(answer, HTTPStatus.BAD_REQUEST, "UNSUPPORTED")
    username, password = users["dora"]
    fields = {
        "grant_type": "password",
        "service": SERVICE,
        "username": username,
        "password": password,
        "scope": f"repository:{hostile}:pull",
    }
    answer = registry.bare().request("POST", TOKEN_PATH, data=fields)
    assert answer.status_code in (HTTPStatus.OK, HTTPStatus.BAD_REQUEST)
    assert "X-Injected" not in answer.headers


@pytest.mark.parametrize(
    "scope",
    [
        "nonsense",
        "repository",
        "repository:",
        "repository::pull",
        ":library/app:pull",
        "repository:library/app",
        "repository:library/app:PULL",
        "repository:library/app:pull;push",
        "repository:library/app:pull\tpush",
        "REPOSITORY:library/app:pull",
        "repository:library/app:pull repository:",
        "repository:" + "a" * 9000 + "/b:pull",
        "\N{PILE OF POO}:library/app:pull",
    ],
)
def test_tk_10_a_malformed_scope_is_refused(registry: RegistryClient, scope: str) -> None:
    assert_error(registry.ask_token([scope]), HTTPStatus.BAD_REQUEST, "UNSUPPORTED")


@pytest.mark.parametrize(
    "host",
    [
        'a"b',
        'evil.example",service="x',
        "a b",
        "a,b",
        "a/b",
        "user@evil.example",
        "\xe9vil.example",
        "a:99999999",
        "",
        "[::1",
        "a\tb",
        "evil.example\\x",
    ],
)
def test_tk_10_a_hostile_host_does_not_reach_the_challenge(server: Server, host: str) -> None:
    request = f"GET /v2/ HTTP/1.1\r\nHost: {host}\r\n\r\n".encode("latin-1")
    answer = raw.exchange(server.base_url, request)
    if answer.status == HTTPStatus.UNAUTHORIZED:
        assert answer.headers["WWW-Authenticate"] == (
            f'Bearer realm="{server.base_url}{TOKEN_PATH}",service="{SERVICE}"'
        )
    else:
        assert answer.status == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("given", ["abc-DEF_1.2", "a" * 64])
def test_a_request_id_is_echoed(registry: RegistryClient, given: str) -> None:
    answer = registry.bare().request("GET", "/v2/", headers={"X-Request-Id": given})
    assert answer.headers.get_list("X-Request-Id") == [given]


@pytest.mark.parametrize("given", ["", "a" * 65, "a b", 'a"b', "a\xe9", "<script>", "a\tb"])
def test_tk_10_a_hostile_request_id_is_replaced(registry: RegistryClient, given: str) -> None:
    headers = {"X-Request-Id": given.encode("latin-1")}
    answer = registry.bare().request("GET", "/v2/", headers=headers)
    assert answer.headers["X-Request-Id"] != given
    assert answer.headers["X-Request-Id"].isalnum()


# Names that are made again


def test_a_token_of_a_project_that_was_deleted_and_made_again_is_refused(
    registry: RegistryClient, cast: Callable[..., People], inside: Inside
) -> None:
    people = cast(public=False)
    repository = f"{people.project}/app"
    client = registry.as_(*people["dora"])
    client.push(f"{repository}:1", an_image())
    bearer = registry.bearer(client.token(f"repository:{repository}:pull,push"))
    manifest, uploads = f"/v2/{repository}/manifests/1", f"/v2/{repository}/blobs/uploads/"
    assert bearer.request("GET", manifest).status_code == HTTPStatus.OK
    open_upload = bearer.begin_upload(repository)
    inside.delete_project(people.project)
    asked = (("GET", manifest), ("POST", uploads), ("GET", open_upload))
    for method, path in asked:
        assert bearer.request(method, path).status_code == HTTPStatus.UNAUTHORIZED
    inside.create_project(people.project)
    for method, path in asked:
        answer = bearer.request(method, path)
        assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    inside.set_role(people.project, people["dora"].username, 2)
    for method, path in asked:
        answer = bearer.request(method, path)
        assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    assert client.request("GET", manifest).status_code == HTTPStatus.NOT_FOUND
    # The upload was begun in the project that is gone.
    answer = client.request("GET", open_upload)
    assert_error(answer, HTTPStatus.NOT_FOUND, "BLOB_UPLOAD_UNKNOWN")
