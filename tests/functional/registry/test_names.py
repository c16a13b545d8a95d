"""PR-01: what is no name is told so, and what is an odd one works."""

import uuid
from collections.abc import Callable
from http import HTTPStatus

import pytest

from tests.functional.registry.answers import ask, code_of
from tests.functional.registry.inside import Inside
from tests.support.images import OCI_MANIFEST
from tests.support.people import People
from tests.support.registry import RegistryClient, an_image, an_index, digest_of
from tests.support.server import Server

WRONG = {
    "parent": "library/..",
    "parent first": "../library/app",
    "parent inside": "library/../../etc",
    "dot": "library/./app",
    "encoded parent": "library/%2e%2e/app",
    "encoded parent in capitals": "library/%2E%2E/app",
    "half encoded parent": "library/.%2e/app",
    "twice encoded parent": "library/%252e%252e/app",
    "encoded slashes": "library%2f%2fapp",
    "encoded slash at the end": "library/app%2f",
    "twice encoded slash": "library%252fapp",
    "two slashes": "library//app",
    "slash first": "/library/app",
    "backslash": "library\\app",
    "encoded backslash": "library%5capp",
    "backslash parent": "library/..%5c..%5capp",
    "nul": "library/a%00b",
    "nul at the end": "library/app%00",
    "nul first": "%00library/app",
    "line end": "library/a%0ab",
    "line end at the end": "library/app%0a",
    "carriage return": "library/a%0db",
    "git": "library/.git",
    "git config": "library/.git/config",
    "dot first": "library/.app",
    "dot last": "library/app.",
    "two dots": "library/a..b",
    "dash first": "library/-app",
    "dash last": "library/app-",
    "underscore first": "library/_app",
    "three underscores": "library/a___b",
    "underscore catalog": "_catalog/app",
    "upper case": "Library/app",
    "upper case repository": "library/App",
    "right to left": "library/%E2%80%AEppa",
    "hebrew": "library/%D7%A9%D7%9C%D7%95%D7%9D",
    "full width": "library/%EF%BD%81",
    "combining": "library/e%CC%81",
    "zero width": "library/a%E2%80%8Bb",
    "invalid utf-8": "library/%ff%fe",
    "overlong slash": "library/%c0%afapp",
    "blank": "library/a%20b",
    "plus": "library/a+b",
    "tilde": "library/~app",
    "colon": "library/app:1",
    "at": "library/app@1",
    "star": "library/*",
    "quote": "library/a'b",
    "angle": "library/%3Cscript%3E",
    "percent alone": "library/%",
    "percent nonsense": "library/%zz",
    "semicolon": "library/app;x",
    "single component": "library",
    "256 characters": "library/" + "a" * 248,
    "5000 characters": "library/" + "a/" * 2500 + "b",
    "drive": "library/c%3a/windows",
    "hash": "library/%23",
    "question": "library/%3f",
}
"""Paths as they stand in the request line."""


@pytest.mark.parametrize("which", [*WRONG])
@pytest.mark.parametrize(
    ("method", "end"),
    [
        ("GET", "/manifests/latest"),
        ("HEAD", "/manifests/latest"),
        ("PUT", "/manifests/latest"),
        ("GET", f"/blobs/{digest_of(b'')}"),
        ("GET", "/tags/list"),
        ("POST", "/blobs/uploads/"),
        ("PATCH", f"/blobs/uploads/{'0' * 32}"),
    ],
)
def test_pr_01_what_is_no_name_is_refused(
    server: Server, which: str, method: str, end: str
) -> None:
    answer = ask(server.base_url, method, f"/v2/{WRONG[which]}{end}")
    assert answer.status == HTTPStatus.BAD_REQUEST, answer
    if method != "HEAD":
        assert code_of(answer) == "NAME_INVALID"


def test_pr_01_no_wrong_name_was_stored(inside: Inside) -> None:
    names = inside.run(
        "from artifacts.models import Repository, Upload\n"
        "answer = [*Repository.objects.values_list('name', flat=True),\n"
        "    *Upload.objects.values_list('repository', flat=True)]"
    )
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789/-_.")
    assert all(set(name) <= allowed and ".." not in name for name in names)


@pytest.mark.parametrize("which", ["parent", "upper case", "nul", "single component", "blank"])
def test_pr_01_a_wrong_name_to_mount_from_is_no_source(
    dora: RegistryClient, repository: str, which: str
) -> None:
    path = f"/v2/{repository}/blobs/uploads/?mount={digest_of(b'')}&from={WRONG[which]}"
    assert dora.request("POST", path).status_code == HTTPStatus.ACCEPTED


@pytest.mark.parametrize(
    "path",
    [
        "/v2/library/app",
        "/v2/library/app/manifests",
        "/v2/library/app/manifests/",
        "/v2/library/app/blobs/",
        "/v2/library/app/nonsense/x",
        "/v2//",
        "/v2/manifests/latest",
        "/v2/tags/list",
        "/v2/library/app/tags/",
        "/v2/library/app/tags/list/",
        "/v2/%2e%2e/api/v2.0/users",
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_paths_that_lead_nowhere_are_answered_in_the_specifications_form(
    server: Server, path: str, method: str
) -> None:
    answer = ask(server.base_url, method, path)
    assert answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST, 405, 401)
    assert code_of(answer)


ODD = [
    "blobs/uploads/x",
    "tags/list",
    "manifests/latest",
    "manifests/latest/blobs/uploads",
    "blobs/sha256",
    "blobs/uploads",
    "a/tags/list/tags/list",
    "manifests",
    "tags",
    "blobs",
    "uploads",
    "v2/v2",
    "a.b/c_d/e__f/g---h",
    "0",
    "service/token",
    "api/v2.0/users",
    "referrers/x",
    "_x".replace("_", "x_"),
    "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p",
]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("how", ["put", "post", "chunks"])
def test_pr_01_odd_names_work_through_a_whole_push_and_pull(
    registry: RegistryClient, home: People, odd: str, how: str
) -> None:
    # Docker's own flow: scopes come from the challenges.
    repository = f"{home.project}/{odd}"
    client = registry.basic(*home["dora"])
    index = an_index([an_image([uuid.uuid4().bytes])])
    client.push(f"{repository}:latest", index, how)  # type: ignore[arg-type]
    assert client.pull(f"{repository}:latest") == index
    assert "latest" in client.tags(repository)
    token = client.token(f"repository:{repository}:pull,push")
    bearer = registry.bearer(token)
    assert bearer.pull(f"{repository}@{index.digest}") == index
    location = bearer.begin_upload(repository)
    assert bearer.request("GET", location).status_code == HTTPStatus.NO_CONTENT
    assert bearer.request("DELETE", location).status_code == HTTPStatus.NO_CONTENT
    assert client.has_blob(repository, digest_of(index.images[0].blobs[0]))


def test_pr_01_the_longest_name_works(registry: RegistryClient, home: People) -> None:
    repository = home.project + "/" + "a" * (255 - len(home.project) - 1)
    client = registry.as_(*home["dora"])
    image = an_image([uuid.uuid4().bytes])
    client.push(f"{repository}:1", image)
    assert client.pull(f"{repository}:1") == image


def test_pr_01_names_that_differ_in_one_letter_are_two_repositories(
    dora: RegistryClient, home: People
) -> None:
    names = [f"{home.project}/{name}" for name in ("n", "n/n", "n-n", "n.n", "n_n", "n__n", "nn")]
    images = {name: an_image([uuid.uuid4().bytes]) for name in names}
    for name, image in images.items():
        dora.push(f"{name}:1", image)
    for name, image in images.items():
        assert dora.pull(f"{name}:1") == image
        assert dora.tags(name) == ["1"]


def test_pr_01_names_are_matched_in_their_own_letters(
    server: Server, dora: RegistryClient, home: People
) -> None:
    """A percent-encoded letter is that letter."""
    repository = f"{home.project}/encoded"
    image = an_image([uuid.uuid4().bytes])
    dora.push(f"{repository}:1", image)
    token = dora.token(f"repository:{repository}:pull")
    path = f"/v2/{home.project}/%65ncoded/manifests/%31"
    answer = ask(server.base_url, "GET", path, token=token)
    assert answer.status == HTTPStatus.OK
    assert answer.body == image.manifest
    assert answer.headers["Content-Type"] == OCI_MANIFEST


def test_an_encoded_slash_does_not_lead_elsewhere(
    server: Server, dora: RegistryClient, home: People
) -> None:
    """Taken for a slash or refused, but rights are checked on the name that is served."""
    repository = f"{home.project}/slash"
    dora.push(f"{repository}:1", an_image())
    answer = ask(server.base_url, "GET", f"/v2/{home.project}%2fslash/manifests/1")
    assert answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.BAD_REQUEST)


def test_library_exists_from_the_start(
    registry: RegistryClient, cast: Callable[..., People]
) -> None:
    answer = registry.request("GET", "/v2/library/absent/tags/list")
    assert answer.status_code == HTTPStatus.NOT_FOUND
