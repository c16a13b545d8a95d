"""end-5, end-13 and end-14: chunks, how far an upload is, and uploads given up."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.conformance.steps import (
    ALGORITHMS,
    append,
    begin,
    blob_path,
    digest_by,
    finish,
    has,
    refused,
    some_bytes,
    status,
    uploads_path,
)
from tests.support.registry import RegistryClient
from tests.support.server import Server

NEVER = "0123456789abcdef0123456789abcdef"


def stands_at(answer: httpx.Response, size: int) -> None:
    """Insist on what is told of an upload that has *size* bytes."""
    assert answer.headers["Range"] == f"0-{max(size - 1, 0)}"
    assert answer.headers["Location"]
    assert answer.headers["Docker-Upload-UUID"] in answer.headers["Location"]


# --- end-5: chunks


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("with_end", [False, True], ids=["patches", "last in the end"])
def test_a_blob_is_pushed_in_chunks(
    dora: RegistryClient,
    repository: str,
    algorithm: str,
    with_end: bool,  # noqa: FBT001  # a parameter of pytest
) -> None:
    data = some_bytes(2500)
    location = begin(dora, repository, **{"digest-algorithm": algorithm})
    sent = 0
    for end in (1000, 2000) if with_end else (1000, 2000, 2500):
        answer = append(dora, location, data[sent:end], f"{sent}-{end - 1}")
        assert answer.status_code == 202
        assert answer.content == b""
        stands_at(answer, end)
        location, sent = answer.headers["Location"], end
    last = {"last": data[2000:], "content_range": "2000-2499"} if with_end else {}
    answer = finish(dora, location, digest_by(data, algorithm), **last)
    assert answer.status_code == 201
    assert dora.request("GET", answer.headers["Location"]).content == data


def test_a_stream_needs_no_range(dora: RegistryClient, repository: str) -> None:
    data = some_bytes(5000)
    parts = iter([data[:2000], data[2000:]])
    answer = dora.request("PATCH", begin(dora, repository), content=parts)
    assert answer.status_code == 202
    stands_at(answer, 5000)
    assert finish(dora, answer.headers["Location"], digest_by(data)).status_code == 201


def test_a_chunk_out_of_order_is_416_and_changes_nothing(
    dora: RegistryClient, repository: str
) -> None:
    location = append(dora, begin(dora, repository), b"abc", "0-2").headers["Location"]
    for place in ("1-3", "4-6", "0-2", "2-4", "100-102"):
        answer = append(dora, location, b"xyz", place)
        refused(answer, 416, "BLOB_UPLOAD_INVALID")
        assert answer.headers["Range"] == "0-2"
        stands_at(status(dora, location), 3)
    assert append(dora, location, b"def", "3-5").status_code == 202
    assert finish(dora, location, digest_by(b"abcdef")).status_code == 201


def test_the_first_chunk_begins_at_the_beginning(dora: RegistryClient, repository: str) -> None:
    location = begin(dora, repository)
    refused(append(dora, location, b"xyz", "3-5"), 416, "BLOB_UPLOAD_INVALID")
    stands_at(status(dora, location), 0)
    assert append(dora, location, b"abc", "0-2").status_code == 202


def test_a_last_chunk_out_of_order_is_416_and_the_upload_lives(
    dora: RegistryClient, repository: str
) -> None:
    location = append(dora, begin(dora, repository), b"abc", "0-2").headers["Location"]
    digest = digest_by(b"abcdef")
    refused(finish(dora, location, digest, b"def", "4-6"), 416, "BLOB_UPLOAD_INVALID")
    assert not has(dora, blob_path(repository, digest))
    assert finish(dora, location, digest, b"def", "3-5").status_code == 201


def test_a_range_that_does_not_fit_its_chunk_is_416(dora: RegistryClient, repository: str) -> None:
    location = begin(dora, repository)
    for place in ("", "x", "0", "0-", "-2", "2-0", "0-2-4", "bytes=0-2", "0-1"):
        refused(append(dora, location, b"abc", place), 416, "BLOB_UPLOAD_INVALID")
        stands_at(status(dora, location), 0)


@pytest.mark.parametrize("upload", [NEVER, "x", "0" * 300])
def test_an_upload_that_never_was_takes_no_chunk(
    dora: RegistryClient, repository: str, upload: str
) -> None:
    answer = append(dora, uploads_path(repository) + upload, b"abc", "0-2")
    refused(answer, 404, "BLOB_UPLOAD_UNKNOWN")


def test_a_chunk_is_for_its_own_repository_client_and_right(
    dora: RegistryClient,
    petra: RegistryClient,
    member: Callable[[str], RegistryClient],
    repository: str,
) -> None:
    location = begin(dora, repository)
    other = location.replace(repository, f"{repository}-2")
    refused(append(dora, other, b"abc"), 404, "BLOB_UPLOAD_UNKNOWN")
    refused(append(petra, location, b"abc"), 404, "BLOB_UPLOAD_UNKNOWN")
    refused(append(member("gus"), location, b"abc"), 401, "UNAUTHORIZED")
    stands_at(status(dora, location), 0)


def test_a_chunk_after_the_end_is_unknown(dora: RegistryClient, repository: str) -> None:
    location = begin(dora, repository)
    assert finish(dora, location, digest_by(b"abc"), b"abc").status_code == 201
    refused(append(dora, location, b"def"), 404, "BLOB_UPLOAD_UNKNOWN")


# --- end-13: how far it is


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_upload_tells_how_far_it_is(dora: RegistryClient, repository: str, method: str) -> None:
    location = begin(dora, repository)
    for size in (0, 1, 500, 1500):
        if size:
            at = int(status(dora, location).headers["Range"][2:]) + 1 if size > 1 else 0
            assert append(dora, location, b"x" * (size - at)).status_code == 202
        answer = dora.request(method, location)
        assert answer.status_code == 204
        assert answer.content == b""
        stands_at(answer, size)


def test_an_upload_goes_on_from_where_it_is(dora: RegistryClient, repository: str) -> None:
    data = some_bytes(900)
    location = append(dora, begin(dora, repository), data[:400], "0-399").headers["Location"]
    assert append(dora, location, data[600:], "600-899").status_code == 416
    told = status(dora, location)
    at = int(told.headers["Range"].partition("-")[2]) + 1
    answer = append(dora, told.headers["Location"], data[at:], f"{at}-899")
    assert finish(dora, answer.headers["Location"], digest_by(data)).status_code == 201


def test_an_upload_that_never_was_or_ended_tells_nothing(
    dora: RegistryClient, repository: str
) -> None:
    refused(status(dora, uploads_path(repository) + NEVER), 404, "BLOB_UPLOAD_UNKNOWN")
    location = begin(dora, repository)
    assert finish(dora, location, digest_by(b"abc"), b"abc").status_code == 201
    refused(status(dora, location), 404, "BLOB_UPLOAD_UNKNOWN")


def test_an_upload_is_nobody_elses_to_ask_for(
    dora: RegistryClient,
    petra: RegistryClient,
    member: Callable[[str], RegistryClient],
    repository: str,
) -> None:
    location = begin(dora, repository)
    other = location.replace(repository, f"{repository}-2")
    refused(status(petra, location), 404, "BLOB_UPLOAD_UNKNOWN")
    refused(status(dora, other), 404, "BLOB_UPLOAD_UNKNOWN")
    refused(status(member("gus"), location), 401, "UNAUTHORIZED")


# --- end-14: given up


def staged(server: Server) -> set[str]:
    return {path.name for path in (Path(server.data_dir) / "storage" / "uploads").iterdir()}


def test_a_cancelled_upload_is_gone(dora: RegistryClient, repository: str) -> None:
    location = append(dora, begin(dora, repository), b"abc").headers["Location"]
    answer = dora.request("DELETE", location)
    assert answer.status_code == 204
    assert answer.content == b""
    digest = digest_by(some_bytes())
    refused(status(dora, location), 404, "BLOB_UPLOAD_UNKNOWN")
    refused(append(dora, location, b"def", "3-5"), 404, "BLOB_UPLOAD_UNKNOWN")
    refused(finish(dora, location, digest), 404, "BLOB_UPLOAD_UNKNOWN")
    refused(dora.request("DELETE", location), 404, "BLOB_UPLOAD_UNKNOWN")
    assert not has(dora, blob_path(repository, digest_by(b"abc")))


def test_a_cancelled_upload_leaves_no_bytes_and_no_other_upload_behind(
    server: Server, dora: RegistryClient, repository: str
) -> None:
    before = staged(server)
    kept = append(dora, begin(dora, repository), b"kept").headers["Location"]
    with_one = staged(server)
    assert len(with_one - before) == 1
    dropped = append(dora, begin(dora, repository), b"dropped").headers["Location"]
    assert dora.request("DELETE", dropped).status_code == 204
    assert staged(server) == with_one
    stands_at(status(dora, kept), 4)
    assert finish(dora, kept, digest_by(b"kept")).status_code == 201
    assert staged(server) == before


def test_an_upload_that_never_was_or_ended_cannot_be_cancelled(
    dora: RegistryClient, repository: str
) -> None:
    never = uploads_path(repository) + NEVER
    refused(dora.request("DELETE", never), 404, "BLOB_UPLOAD_UNKNOWN")
    data = some_bytes()
    location = begin(dora, repository)
    assert finish(dora, location, digest_by(data), data).status_code == 201
    refused(dora.request("DELETE", location), 404, "BLOB_UPLOAD_UNKNOWN")
    assert dora.get_blob(repository, digest_by(data)) == data


def test_an_upload_is_nobody_elses_to_cancel(
    dora: RegistryClient,
    petra: RegistryClient,
    member: Callable[[str], RegistryClient],
    repository: str,
) -> None:
    location = append(dora, begin(dora, repository), b"abc").headers["Location"]
    other = location.replace(repository, f"{repository}-2")
    refused(petra.request("DELETE", location), 404, "BLOB_UPLOAD_UNKNOWN")
    refused(dora.request("DELETE", other), 404, "BLOB_UPLOAD_UNKNOWN")
    refused(member("gus").request("DELETE", location), 401, "UNAUTHORIZED")
    stands_at(status(dora, location), 3)
