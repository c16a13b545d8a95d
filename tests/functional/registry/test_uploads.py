"""What goes wrong on the way in changes nothing, and a retry works (PR-04, PR-12, PR-14)."""

import os
import socket
import time
from collections.abc import Callable
from http import HTTPStatus

import httpx
import pytest

from tests.functional.registry.inside import Inside
from tests.support.people import People
from tests.support.registry import RegistryClient, assert_error, digest_of
from tests.support.server import Server

OCTETS = {"Content-Type": "application/octet-stream"}
MIB = 1 << 20
Cut = Callable[..., None]


def patch(
    client: RegistryClient, location: str, data: bytes, content_range: str | None = None
) -> httpx.Response:
    headers: list[tuple[str, str | bytes]] = [*OCTETS.items()]
    if content_range:
        headers.append(("Content-Range", content_range.encode()))
    return client.request("PATCH", location, content=data, headers=headers)


def session_of(client: RegistryClient, location: str) -> str | None:
    """Ask how far the upload is; None when it is gone."""
    answer = client.request("GET", location)
    if answer.status_code == HTTPStatus.NOT_FOUND:
        assert_error(answer, HTTPStatus.NOT_FOUND, "BLOB_UPLOAD_UNKNOWN")
        return None
    assert answer.status_code == HTTPStatus.NO_CONTENT
    return str(answer.headers["Range"])


def assert_gone_or_usable(client: RegistryClient, location: str, data: bytes) -> None:
    """After a failure an upload is clearly gone, or stands at a byte from which it goes on."""
    position = session_of(client, location)
    if position is None:
        assert client.finish_upload(location, digest_of(data), data).status_code == 404
        return
    there = stands_at(client, location)
    answer = client.finish_upload(location, digest_of(data), data[there:])
    assert answer.status_code in (HTTPStatus.CREATED, HTTPStatus.BAD_REQUEST), answer.text


def stands_at(client: RegistryClient, location: str) -> int:
    """Tell how many bytes the upload holds; the header cannot tell none from one."""
    position = session_of(client, location)
    assert position is not None
    last = int(position.removeprefix("0-"))
    if last:
        return last + 1
    answer = patch(client, location, b"xx", "1-2")
    if answer.status_code == HTTPStatus.ACCEPTED:
        raise AssertionError("the upload held one byte")
    return 0


# What the answers say


def test_an_upload_tells_where_it_goes_on(dora: RegistryClient, repository: str) -> None:
    answer = dora.request("POST", f"/v2/{repository}/blobs/uploads/")
    assert answer.status_code == HTTPStatus.ACCEPTED
    assert answer.headers["Range"] == "0-0"
    identity = answer.headers["Docker-Upload-UUID"]
    assert answer.headers["Location"].endswith(f"/v2/{repository}/blobs/uploads/{identity}")
    location = answer.headers["Location"]
    answer = patch(dora, location, b"0123456789", "0-9")
    assert answer.status_code == HTTPStatus.ACCEPTED
    assert answer.headers["Range"] == "0-9"
    assert answer.headers["Docker-Upload-UUID"] == identity
    answer = dora.request("GET", answer.headers["Location"])
    assert answer.status_code == HTTPStatus.NO_CONTENT
    assert answer.headers["Range"] == "0-9"
    assert answer.headers["Location"]
    digest = digest_of(b"0123456789")
    answer = dora.finish_upload(answer.headers["Location"], digest)
    assert answer.status_code == HTTPStatus.CREATED
    assert answer.headers["Docker-Content-Digest"] == digest
    assert answer.headers["Location"].endswith(f"/v2/{repository}/blobs/{digest}")
    assert dora.request("GET", answer.headers["Location"]).content == b"0123456789"


def test_two_uploads_never_share_an_id(dora: RegistryClient, repository: str) -> None:
    locations = {dora.begin_upload(repository) for _ in range(20)}
    assert len(locations) == 20


def test_a_blob_is_invisible_until_its_upload_ends(dora: RegistryClient, repository: str) -> None:
    data = os.urandom(1000)
    location = dora.begin_upload(repository)
    assert not dora.has_blob(repository, digest_of(data))
    patch(dora, location, data)
    assert not dora.has_blob(repository, digest_of(data))
    dora.finish_upload(location, digest_of(data))
    assert dora.has_blob(repository, digest_of(data))


def test_a_cancelled_upload_is_gone(dora: RegistryClient, repository: str) -> None:
    location = dora.begin_upload(repository)
    patch(dora, location, b"some bytes")
    assert dora.request("DELETE", location).status_code == HTTPStatus.NO_CONTENT
    assert session_of(dora, location) is None
    for answer in (
        dora.request("DELETE", location),
        patch(dora, location, b"more"),
        dora.finish_upload(location, digest_of(b"some bytes")),
    ):
        assert_error(answer, HTTPStatus.NOT_FOUND, "BLOB_UPLOAD_UNKNOWN")
    assert not dora.has_blob(repository, digest_of(b"some bytes"))


@pytest.mark.parametrize(
    "identity", ["0" * 32, "x", "..%2fx", "%00", "a" * 5000, "%D9%A3", "'%20OR%201=1--", "_upload"]
)
@pytest.mark.parametrize("method", ["GET", "PATCH", "PUT", "DELETE"])
def test_an_upload_that_never_was_is_unknown(
    dora: RegistryClient, repository: str, identity: str, method: str
) -> None:
    path = f"/v2/{repository}/blobs/uploads/{identity}?digest={digest_of(b'x')}"
    answer = dora.request(method, path, content=b"x" if method in ("PATCH", "PUT") else None)
    code = answer.json()["errors"][0]["code"]
    assert answer.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST), answer.text
    assert code in ("BLOB_UPLOAD_UNKNOWN", "NAME_INVALID", "NAME_UNKNOWN", "DIGEST_INVALID"), code


def test_an_upload_belongs_to_one_repository_and_one_person(
    dora: RegistryClient, repository: str, home: People, registry: RegistryClient
) -> None:
    location = dora.begin_upload(repository)
    elsewhere = location.replace(repository, f"{repository}-other")
    mona = registry.as_(*home["mona"])
    for client, path in ((dora, elsewhere), (mona, location)):
        digest = digest_of(b"stolen")
        assert_error(client.request("GET", path), HTTPStatus.NOT_FOUND, "BLOB_UPLOAD_UNKNOWN")
        assert_error(patch(client, path, b"stolen"), HTTPStatus.NOT_FOUND, "BLOB_UPLOAD_UNKNOWN")
        answer = client.finish_upload(path, digest, b"stolen")
        assert_error(answer, HTTPStatus.NOT_FOUND, "BLOB_UPLOAD_UNKNOWN")
        assert_error(client.request("DELETE", path), HTTPStatus.NOT_FOUND, "BLOB_UPLOAD_UNKNOWN")
    assert session_of(dora, location) == "0-0"


# PR-04


@pytest.mark.parametrize("how", ["post", "put", "chunks", "stream"])
@pytest.mark.parametrize("size", [0, 10, 2 * MIB])
def test_pr_04_a_digest_that_does_not_match_is_refused_and_a_retry_works(
    dora: RegistryClient, repository: str, inside: Inside, how: str, size: int
) -> None:
    data = os.urandom(size)
    before = inside.counts()
    for wrong in (digest_of(data + b"x"), f"sha512:{'0' * 128}"):
        with dora.expect(HTTPStatus.BAD_REQUEST, "DIGEST_INVALID"):
            dora.push_blob(repository, data, how, digest=wrong)  # type: ignore[arg-type]
        assert not dora.has_blob(repository, wrong)
        assert not dora.has_blob(repository, digest_of(data))
    after = inside.counts()
    assert {kind: after[kind] - before[kind] for kind in after if after[kind] != before[kind]} in (
        {},
        {"Upload": 2},
    )
    dora.push_blob(repository, data, how)  # type: ignore[arg-type]
    assert dora.get_blob(repository, digest_of(data)) == data


def test_pr_04_after_a_mismatch_the_session_is_gone_or_usable(
    dora: RegistryClient, repository: str
) -> None:
    data = os.urandom(1000)
    location = dora.begin_upload(repository)
    patch(dora, location, data)
    answer = dora.finish_upload(location, digest_of(b"other"))
    assert_error(answer, HTTPStatus.BAD_REQUEST, "DIGEST_INVALID")
    assert_gone_or_usable(dora, location, data)
    answer = dora.finish_upload(dora.begin_upload(repository), digest_of(data), data)
    assert answer.status_code == HTTPStatus.CREATED


@pytest.mark.parametrize("how", ["post", "put"])
def test_pr_04_an_empty_body_is_not_the_blob(
    dora: RegistryClient, repository: str, how: str
) -> None:
    data = os.urandom(1000)
    if how == "post":
        query = {"digest": digest_of(data)}
        path = f"/v2/{repository}/blobs/uploads/"
        answer = dora.request("POST", path, params=query, content=b"", headers=OCTETS)
    else:
        answer = dora.finish_upload(dora.begin_upload(repository), digest_of(data))
    assert_error(answer, HTTPStatus.BAD_REQUEST, "DIGEST_INVALID")
    assert not dora.has_blob(repository, digest_of(data))
    dora.push_blob(repository, data)


@pytest.mark.parametrize("missing", ["put", "empty"])
def test_pr_04_an_end_without_a_digest_is_refused_and_the_upload_lives(
    dora: RegistryClient, repository: str, missing: str
) -> None:
    data = os.urandom(100)
    location = dora.begin_upload(repository)
    patch(dora, location, data)
    path = location + ("?digest=" if missing == "empty" else "")
    answer = dora.request("PUT", path)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "DIGEST_INVALID")
    assert session_of(dora, location) == "0-99"
    assert dora.finish_upload(location, digest_of(data)).status_code == HTTPStatus.CREATED


@pytest.fixture
def cut(server: Server, dora: RegistryClient, repository: str) -> Cut:
    """Send a request that announces more than it brings, and hang up."""
    token = dora.token(f"repository:{repository}:pull,push")

    def send(method: str, path: str, *, announced: int | None, data: bytes) -> None:
        length = (
            f"Content-Length: {announced}\r\n" if announced else "Transfer-Encoding: chunked\r\n"
        )
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {server.registry}\r\n"
            f"Authorization: Bearer {token}\r\n{length}\r\n"
        ).encode()
        body = data if announced else b"%x\r\n%s\r\n" % (len(data), data)
        with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
            connection.sendall(head + body)
            time.sleep(0.1)  # let the server have it all before the end comes

    return send


@pytest.mark.parametrize("announced", [MIB + 1, None])
@pytest.mark.parametrize("how", ["post", "put", "patch"])
@pytest.mark.parametrize("sent", [1000, MIB + 500])
def test_pr_04_a_client_that_hangs_up_leaves_nothing_visible(  # a matrix
    dora: RegistryClient, repository: str, cut: Cut, how: str, announced: int | None, sent: int
) -> None:
    whole = os.urandom(2 * MIB)
    digest, part = digest_of(whole), whole[:sent]
    part_digest = digest_of(part)
    announced = announced and 2 * MIB
    if how == "post":
        location = None
        cut("POST", f"/v2/{repository}/blobs/uploads/?digest={part_digest}",
            announced=announced, data=part)  # fmt: skip
    else:
        location = dora.begin_upload(repository)
        query = f"?digest={part_digest}" if how == "put" else ""
        cut(how.upper(), location + query, announced=announced, data=part)
    time.sleep(0.1)
    assert not dora.has_blob(repository, part_digest)
    assert not dora.has_blob(repository, digest)
    if location:
        assert_gone_or_usable(dora, location, whole)
    dora.push_blob(repository, whole)
    assert dora.get_blob(repository, digest) == whole


def test_pr_04_an_upload_cut_off_in_a_chunk_goes_on_where_it_stood(
    dora: RegistryClient, repository: str, cut: Cut
) -> None:
    data = os.urandom(3 * MIB)
    location = dora.begin_upload(repository)
    assert patch(dora, location, data[:MIB], f"0-{MIB - 1}").status_code == 202
    cut("PATCH", location, announced=2 * MIB, data=data[MIB : 2 * MIB])
    time.sleep(0.2)
    there = stands_at(dora, location)
    assert there >= MIB
    answer = patch(dora, location, data[there:], f"{there}-{len(data) - 1}")
    assert answer.status_code == HTTPStatus.ACCEPTED, answer.text
    assert dora.finish_upload(location, digest_of(data)).status_code == HTTPStatus.CREATED
    assert dora.get_blob(repository, digest_of(data)) == data


# PR-12


@pytest.mark.parametrize(
    "wrong",
    [
        "11-15",  # a gap
        "20-24",
        "9-13",  # an overlap
        "0-9",  # the last chunk again
        "0-4",
        "10-5",
        "10-",
        "-14",
        "-",
        "*",
        "bytes *",
        "bytes */15",
        "bytes 10-14/10",
        "bytes=10-14",
        "10-14,20-24",
        "a-b",
        "10--14",
        "+10-14",
        "10-14-18",
        "0x0a-0x0e",
        "\u0661-\u0662",
        "10-13",  # not as long as the body
        "10-15",
        f"{2**63}-{2**63 + 4}",
        f"{10**30}-{10**30 + 4}",
        "9" * 5000,
        "10 - 14",
        "10.0-14.0",
    ],
)
def test_pr_12_a_chunk_in_the_wrong_place_is_refused_and_nothing_written(
    dora: RegistryClient, repository: str, wrong: str
) -> None:
    location = dora.begin_upload(repository)
    assert patch(dora, location, b"0123456789", "0-9").status_code == HTTPStatus.ACCEPTED
    answer = patch(dora, location, b"XXXXX", wrong)
    assert answer.status_code in (
        HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
        HTTPStatus.BAD_REQUEST,
    ), answer.text
    assert answer.json()["errors"][0]["code"] in (
        "BLOB_UPLOAD_INVALID",
        "SIZE_INVALID",
        "SIZE_INVALID",
    )
    assert session_of(dora, location) == "0-9"
    assert patch(dora, location, b"abcde", "10-14").headers["Range"] == "0-14"
    answer = dora.finish_upload(location, digest_of(b"0123456789abcde"))
    assert answer.status_code == HTTPStatus.CREATED


@pytest.mark.parametrize("wrong", ["11-15", "9-13", "0-4", "20-24"])
def test_pr_12_a_chunk_out_of_order_is_416_and_told_the_position(
    dora: RegistryClient, repository: str, wrong: str
) -> None:
    location = dora.begin_upload(repository)
    patch(dora, location, b"0123456789", "0-9")
    answer = patch(dora, location, b"XXXXX", wrong)
    assert answer.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    assert answer.headers["Range"] == "0-9"
    assert answer.headers["Docker-Upload-UUID"] == location.rpartition("/")[2]


@pytest.mark.parametrize("wrong", ["1-5", "5-9", "10-14"])
def test_pr_12_the_first_chunk_begins_at_the_beginning(
    dora: RegistryClient, repository: str, wrong: str
) -> None:
    location = dora.begin_upload(repository)
    answer = patch(dora, location, b"XXXXX", wrong)
    assert_error(answer, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "BLOB_UPLOAD_INVALID")
    assert dora.finish_upload(location, digest_of(b"good"), b"good").status_code == 201


@pytest.mark.parametrize("right", ["10-14", "bytes 10-14/15", "bytes 10-14/*"])
def test_pr_12_a_range_may_be_written_both_ways(
    dora: RegistryClient, repository: str, right: str
) -> None:
    location = dora.begin_upload(repository)
    patch(dora, location, b"0123456789", "0-9")
    answer = patch(dora, location, b"abcde", right)
    assert answer.status_code == HTTPStatus.ACCEPTED
    assert answer.headers["Range"] == "0-14"


def test_pr_12_chunks_without_ranges_are_appended(dora: RegistryClient, repository: str) -> None:
    location = dora.begin_upload(repository)
    for part, position in ((b"abc", "0-2"), (b"", "0-2"), (b"def", "0-5")):
        answer = patch(dora, location, part)
        assert answer.status_code == HTTPStatus.ACCEPTED
        assert answer.headers["Range"] == position
    assert dora.finish_upload(location, digest_of(b"abcdef")).status_code == HTTPStatus.CREATED


@pytest.mark.parametrize("length", ["x", "-1", "1.5", "", "10, 10", "+5", "0x5"])
def test_pr_12_a_length_that_is_none_is_refused(
    dora: RegistryClient, repository: str, server: Server, length: str
) -> None:
    location = dora.begin_upload(repository)
    token = dora.token(f"repository:{repository}:pull,push")
    head = (
        f"PATCH {location} HTTP/1.1\r\nHost: {server.registry}\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: {length}\r\n\r\nabcde"
    )
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        connection.sendall(head.encode())
        connection.shutdown(socket.SHUT_WR)
        first = connection.makefile("rb").readline()
    assert not first or first.startswith(b"HTTP/1.1 4"), first
    assert session_of(dora, location) == "0-0"


# PR-14


def test_pr_14_the_last_chunk_may_come_with_the_end(dora: RegistryClient, repository: str) -> None:
    data = os.urandom(3000)
    location = dora.begin_upload(repository)
    patch(dora, location, data[:1000], "0-999")
    patch(dora, location, data[1000:2000], "1000-1999")
    answer = dora.request(
        "PUT",
        location,
        params={"digest": digest_of(data)},
        content=data[2000:],
        headers=OCTETS | {"Content-Range": "2000-2999"},
    )
    assert answer.status_code == HTTPStatus.CREATED
    assert dora.get_blob(repository, digest_of(data)) == data


def test_pr_14_a_last_chunk_in_the_wrong_place_is_refused(
    dora: RegistryClient, repository: str
) -> None:
    data = os.urandom(3000)
    location = dora.begin_upload(repository)
    patch(dora, location, data[:1000], "0-999")
    answer = dora.request(
        "PUT",
        location,
        params={"digest": digest_of(data)},
        content=data[2000:],
        headers=OCTETS | {"Content-Range": "2000-2999"},
    )
    assert answer.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    answer = dora.finish_upload(location, digest_of(data), data[1000:])
    assert answer.status_code == HTTPStatus.CREATED


@pytest.mark.parametrize("with_body", [False, True])
def test_pr_14_an_end_repeated_after_a_lost_answer_is_harmless(
    dora: RegistryClient, repository: str, inside: Inside, *, with_body: bool
) -> None:
    data = os.urandom(1000)
    location = dora.begin_upload(repository)
    if not with_body:
        patch(dora, location, data)
    last = data if with_body else b""
    assert dora.finish_upload(location, digest_of(data), last).status_code == HTTPStatus.CREATED
    before = inside.counts()
    for _ in range(2):
        answer = dora.finish_upload(location, digest_of(data), last)
        assert answer.status_code in (HTTPStatus.CREATED, HTTPStatus.NOT_FOUND)
        if answer.status_code == HTTPStatus.NOT_FOUND:
            assert_error(answer, HTTPStatus.NOT_FOUND, "BLOB_UPLOAD_UNKNOWN")
    assert dora.request("DELETE", location).status_code == HTTPStatus.NOT_FOUND
    assert inside.counts() == before
    assert dora.get_blob(repository, digest_of(data)) == data


def test_pr_14_a_whole_blob_in_one_post(dora: RegistryClient, repository: str) -> None:
    data = os.urandom(1000)
    path = f"/v2/{repository}/blobs/uploads/"
    query = {"digest": digest_of(data)}
    for _ in range(2):
        answer = dora.request("POST", path, params=query, content=data, headers=OCTETS)
        assert answer.status_code == HTTPStatus.CREATED
        assert answer.headers["Location"].endswith(f"/v2/{repository}/blobs/{digest_of(data)}")


def test_uploads_are_started_with_or_without_the_last_slash(
    dora: RegistryClient, repository: str
) -> None:
    for path in (f"/v2/{repository}/blobs/uploads/", f"/v2/{repository}/blobs/uploads"):
        assert dora.request("POST", path).status_code == HTTPStatus.ACCEPTED


def test_staged_bytes_do_not_pile_up(
    dora: RegistryClient, repository: str, server: Server, inside: Inside
) -> None:
    """What failed or was cancelled leaves no file behind once its session is over."""
    staging = server.data_dir / "storage" / "uploads"
    before = len(list(staging.iterdir())) - inside.counts()["Upload"]
    for _ in range(5):
        with dora.expect(HTTPStatus.BAD_REQUEST, "DIGEST_INVALID"):
            dora.push_blob(repository, b"some", "post", digest=digest_of(b"other"))
        location = dora.begin_upload(repository)
        patch(dora, location, b"some")
        dora.request("DELETE", location)
        dora.push_blob(repository, b"some")
    assert len(list(staging.iterdir())) - inside.counts()["Upload"] == before
