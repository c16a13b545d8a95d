"""PR-17: parts of a blob."""

import os
import time
from http import HTTPStatus

import httpx
import pytest

from tests.functional.registry.answers import ask
from tests.support.people import People
from tests.support.registry import RegistryClient, assert_error
from tests.support.server import Server

DATA = os.urandom(100_000)
SIZE = len(DATA)


@pytest.fixture(scope="module")
def path(dora: RegistryClient, home: People) -> str:
    repository = f"{home.project}/parts"
    return f"/v2/{repository}/blobs/{dora.push_blob(repository, DATA)}"


def get(client: RegistryClient, path: str, wanted: str, **more: str) -> httpx.Response:
    headers: dict[str, str | bytes] = {"Range": wanted.encode()}
    headers |= {name.replace("_", "-"): text for name, text in more.items()}
    return client.request("GET", path, headers=headers)


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-9", 0, 10),
        ("bytes=10-19", 10, 20),
        ("bytes=99999-99999", SIZE - 1, SIZE),
        ("bytes=50000-", 50000, SIZE),
        ("bytes=0-", 0, SIZE),
        ("bytes=-1", SIZE - 1, SIZE),
        ("bytes=-100", SIZE - 100, SIZE),
        ("bytes=-100000", 0, SIZE),
        ("bytes=-200000", 0, SIZE),
        ("bytes=99990-200000", 99990, SIZE),
        (f"bytes=5-{2**64}", 5, SIZE),
        (f"bytes=5-{10**40}", 5, SIZE),
        ("Bytes=5-9", 5, 10),
        ("bytes=0000005-09", 5, 10),
    ],
)
def test_pr_17_one_range_is_honoured(
    dora: RegistryClient, path: str, wanted: str, start: int, end: int
) -> None:
    answer = get(dora, path, wanted)
    assert answer.status_code == HTTPStatus.PARTIAL_CONTENT
    assert answer.content == DATA[start:end]
    assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/{SIZE}"
    assert answer.headers["Content-Length"] == str(end - start)


@pytest.mark.parametrize(
    "wanted", ["bytes=100000-", "bytes=100000-100001", f"bytes={2**64}-", "bytes=-0", "bytes=9-5"]
)
def test_pr_17_a_range_outside_is_416(dora: RegistryClient, path: str, wanted: str) -> None:
    answer = get(dora, path, wanted)
    assert_error(answer, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "SIZE_INVALID")
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "wanted",
    [
        "bytes=0-1,3-4",
        "bytes=0-10,5-15",
        "bytes=0-0,-1",
        "bytes=0-1," * 10_000 + "2-3",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=1.5-2",
        "bytes 0-5",
        "items=0-5",
        "0-5",
        "bytes=0-5-9",
        "bytes=--5",
        "bytes=+1-5",
        "bytes=\u0661-\u0662",
        "",
        "bytes=0-5;x",
        "none",
    ],
)
def test_pr_17_several_or_malformed_ranges_get_everything(
    dora: RegistryClient, path: str, wanted: str
) -> None:
    began = time.perf_counter()
    answer = get(dora, path, wanted)
    assert answer.status_code == HTTPStatus.OK
    assert answer.content == DATA
    assert "Content-Range" not in answer.headers
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("wanted", ["bytes=0-9", "bytes=100000-", "bytes=0-1,2-3", "x"])
def test_pr_17_head_ignores_ranges(dora: RegistryClient, path: str, wanted: str) -> None:
    answer = dora.request("HEAD", path, headers={"Range": wanted})
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["Content-Length"] == str(SIZE)


def test_pr_17_a_range_of_the_version_at_hand_is_honoured(dora: RegistryClient, path: str) -> None:
    digest = path.rpartition("/")[2]
    answer = get(dora, path, "bytes=0-9", If_Range=f'"{digest}"')
    assert answer.status_code == HTTPStatus.PARTIAL_CONTENT
    for other in ('"other"', f'W/"{digest}"', "Tue, 24 Nov 2026 11:00:00 GMT", "x"):
        answer = get(dora, path, "bytes=0-9", If_Range=other)
        assert answer.status_code == HTTPStatus.OK
        assert answer.content == DATA


@pytest.mark.parametrize("wanted", ["bytes=0-", "bytes=0-0", "bytes=-1"])
def test_pr_17_an_empty_blob_has_no_parts(
    dora: RegistryClient, repository: str, wanted: str
) -> None:
    digest = dora.push_blob(repository, b"")
    answer = get(dora, f"/v2/{repository}/blobs/{digest}", wanted)
    assert answer.status_code in (HTTPStatus.OK, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
    if answer.status_code == HTTPStatus.OK:
        assert answer.content == b""


def test_pr_17_two_range_headers_do_no_harm(
    server: Server, dora: RegistryClient, path: str
) -> None:
    token = dora.token(f"repository:{path.partition('/blobs/')[0].removeprefix('/v2/')}:pull")
    more = b"Range: bytes=0-9\r\nRange: bytes=20-29\r\n\r\n"
    answer = ask(server.base_url, "GET", path, token=token, more=more)
    assert answer.status in (200, 206, 416)
    assert len(answer.body) in (SIZE, 10) or answer.status == 416


def test_pr_17_a_download_goes_on_where_it_broke_off(dora: RegistryClient, path: str) -> None:
    collected = b""
    while len(collected) < SIZE:
        answer = get(dora, path, f"bytes={len(collected)}-{len(collected) + 29_999}")
        assert answer.status_code == HTTPStatus.PARTIAL_CONTENT
        collected += answer.content
    assert collected == DATA
