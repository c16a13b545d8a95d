"""PR-06, PR-07, PR-11: large, endless, packed, nested and lying manifests."""

import gzip
import json
import socket
import time
import uuid
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from tests.functional.registry.inside import Inside
from tests.support.images import OCI_CONFIG, OCI_LAYER, OCI_MANIFEST, descriptor
from tests.support.registry import RegistryClient, an_image, assert_error, digest_of
from tests.support.server import Server

LIMIT = 4 * 1024 * 1024
MIB = 1 << 20


def rss(server: Server) -> int:
    """Sum up the memory of the web processes, in bytes."""
    total = 0
    for pid in server.web_pids():
        status = Path(f"/proc/{pid}/status").read_text()
        total += int(status.partition("VmRSS:")[2].split()[0]) * 1024
    return total


def manifest_of(dora: RegistryClient, repository: str, size: int) -> bytes:
    """Make a valid manifest of exactly *size* bytes."""
    config = b"{}"
    dora.push_blob(repository, config)
    small = an_image([], config=config, more={"annotations": {"filler": ""}}).manifest
    filler = "x" * (size - len(small))
    made = an_image([], config=config, more={"annotations": {"filler": filler}}).manifest
    assert len(made) == size
    return made


def test_pr_06_a_manifest_of_four_mebibytes_is_taken(dora: RegistryClient, repository: str) -> None:
    manifest = manifest_of(dora, repository, LIMIT)
    dora.push_manifest(repository, "large", manifest)
    assert dora.get_manifest(repository, "large") == manifest


@pytest.mark.parametrize("how", ["announced", "chunked"])
def test_pr_06_one_byte_more_is_refused(
    dora: RegistryClient, repository: str, inside: Inside, how: str
) -> None:
    manifest = manifest_of(dora, repository, LIMIT + 1)
    before = inside.counts()
    content = manifest if how == "announced" else iter([manifest[:MIB], manifest[MIB:]])
    path = f"/v2/{repository}/manifests/large"
    answer = dora.request("PUT", path, content=content, headers={"Content-Type": OCI_MANIFEST})
    assert_error(answer, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "SIZE_INVALID")
    assert inside.counts() == before


def test_pr_06_an_endless_body_is_refused_early_and_fills_no_memory(
    server: Server, dora: RegistryClient, repository: str
) -> None:
    token = dora.token(f"repository:{repository}:pull,push")
    before = rss(server)
    head = (
        f"PUT /v2/{repository}/manifests/endless HTTP/1.1\r\nHost: {server.registry}\r\n"
        f"Authorization: Bearer {token}\r\nContent-Type: {OCI_MANIFEST}\r\n"
        "Transfer-Encoding: chunked\r\n\r\n"
    )
    block = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    sent, answer = 0, b""
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        connection.sendall(head.encode())
        connection.settimeout(5)
        began = time.monotonic()
        try:
            while time.monotonic() - began < 10:
                connection.sendall(block)
                sent += len(block)
        except OSError:
            pass
        try:
            answer = connection.recv(100)
        except OSError:
            answer = b""
    assert sent < 64 * MIB
    assert not answer or answer.startswith(b"HTTP/1.1 413"), answer
    assert rss(server) - before < 48 * MIB


def test_pr_06_a_gigabyte_that_is_only_announced_is_refused_at_once(
    server: Server, dora: RegistryClient, repository: str
) -> None:
    token = dora.token(f"repository:{repository}:pull,push")
    head = (
        f"PUT /v2/{repository}/manifests/large HTTP/1.1\r\nHost: {server.registry}\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: {2**30}\r\n\r\n"
    )
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        connection.sendall(head.encode() + b"{")
        answer = connection.recv(1000)
    assert answer.startswith(b"HTTP/1.1 413"), answer
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("size", [100, 100 * MIB])
def test_pr_06_a_packed_manifest_is_not_unpacked(
    server: Server, dora: RegistryClient, repository: str, size: int
) -> None:
    before = rss(server)
    image = an_image([uuid.uuid4().bytes])
    for blob in image.blobs:
        dora.push_blob(repository, blob)
    packed = gzip.compress(image.manifest if size == 100 else b" " * size)
    headers = {"Content-Type": OCI_MANIFEST, "Content-Encoding": "gzip"}
    path = f"/v2/{repository}/manifests/packed"
    answer = dora.request("PUT", path, content=packed, headers=headers)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "MANIFEST_INVALID")
    assert rss(server) - before < 48 * MIB


def good(dora: RegistryClient, repository: str) -> dict[str, Any]:
    config, layer = b"{}", b"a layer"
    dora.push_blob(repository, config)
    dora.push_blob(repository, layer)
    return {
        "schemaVersion": 2,
        "mediaType": OCI_MANIFEST,
        "config": descriptor(config, OCI_CONFIG),
        "layers": [descriptor(layer, OCI_LAYER)],
    }


NONSENSE = {
    "nested": b'{"a":' * 3000 + b"1" + b"}" * 3000,
    "nested arrays": b"[" * 100_000,
    "nested arrays closed": b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "huge float": b'{"schemaVersion":1e999999}',
    "huge integer": b'{"schemaVersion":' + b"9" * 4_000_000 + b"}",
    "nan": b'{"schemaVersion":NaN}',
    "infinity": b'{"schemaVersion":Infinity}',
    "bom": b"\xef\xbb\xbf{}",
    "utf-16": "{}".encode("utf-16"),
    "lone surrogate": b'{"schemaVersion":2,"annotations":{"a":"\\ud800"}}',
    "invalid utf-8": b'{"a":"\xff"}',
    "trailing": b"{}x",
    "two documents": b"{}{}",
    "nul in string": b'{"schemaVersion":2,"annotations":{"a":"\\u0000"}}',
    "raw nul": b'{"a":"\0"}',
    "key twice": b'{"schemaVersion":2,"schemaVersion":2}',
    "comment": b"{/*x*/}",
    "single quotes": b"{'a':1}",
    "many commas": b"[" + b"0," * 1_000_000 + b"0]",
    "many keys": b"{" + b",".join(b'"%d":0' % n for n in range(380_000)) + b"}",
    "all quotes": b'"' * 4_000_000,
    "all backslashes": b'{"a":"' + b"\\" * 3_999_990,
    "schema 1": b'{"schemaVersion":1,"fsLayers":[{"blobSum":"sha256:../../x"}]}',
}


@pytest.mark.parametrize("which", [*NONSENSE])
def test_pr_07_hostile_json_is_refused_quickly(
    dora: RegistryClient, repository: str, which: str
) -> None:
    headers = {"Content-Type": OCI_MANIFEST}
    path = f"/v2/{repository}/manifests/1"
    quickest = 1.0
    for _ in range(6):  # a busy machine may be slow now and then
        began = time.perf_counter()
        answer = dora.request("PUT", path, content=NONSENSE[which], headers=headers)
        quickest = min(quickest, time.perf_counter() - began)
        assert_error(answer, HTTPStatus.BAD_REQUEST, "MANIFEST_INVALID")
        if quickest < 1:
            break
    assert quickest < 1


@pytest.mark.parametrize("size", [-1, 0, 8, 2**63, 2**64, 1.5, 7.0, "7", None, ..., True, [7], {}])
@pytest.mark.parametrize("part", ["config", "layers"])
def test_pr_11_a_size_that_is_wrong_is_refused(
    dora: RegistryClient, repository: str, size: object, part: str, inside: Inside
) -> None:
    manifest = good(dora, repository)
    described = manifest[part][0] if part == "layers" else manifest[part]
    described["size"] = size
    if size is ...:
        del described["size"]
    before = inside.counts()
    path = f"/v2/{repository}/manifests/1"
    headers = {"Content-Type": OCI_MANIFEST}
    answer = dora.request("PUT", path, content=json.dumps(manifest).encode(), headers=headers)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "MANIFEST_INVALID")
    assert inside.counts() == before


def test_pr_11_data_that_is_not_the_content_is_refused(
    dora: RegistryClient, repository: str
) -> None:
    for data in ("e30=", "e30", "!", "", "bm90IGl0", "e30=e30="):
        manifest = good(dora, repository)
        manifest["config"]["data"] = data
        path = f"/v2/{repository}/manifests/1"
        body = json.dumps(manifest).encode()
        answer = dora.request("PUT", path, content=body, headers={"Content-Type": OCI_MANIFEST})
        if data == "e30=":
            assert answer.status_code == HTTPStatus.CREATED
        else:
            assert_error(answer, HTTPStatus.BAD_REQUEST, "MANIFEST_INVALID")


def test_pr_11_layers_that_live_elsewhere_are_stored_as_described_and_not_fetched(
    dora: RegistryClient, repository: str
) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.3)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/layer"
        manifest = good(dora, repository)
        manifest["layers"].append(
            {
                "mediaType": "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
                "digest": digest_of(b"far away"),
                "size": 8,
                "urls": [url, "file:///etc/passwd"],
            }
        )
        body = json.dumps(manifest).encode()
        dora.push_manifest(repository, "foreign", body)
        assert dora.get_manifest(repository, "foreign") == body
        assert not dora.has_blob(repository, digest_of(b"far away"))
        with pytest.raises(TimeoutError):
            listener.accept()


def test_pr_11_urls_do_not_excuse_a_layer_that_should_be_here(
    dora: RegistryClient, repository: str
) -> None:
    manifest = good(dora, repository)
    manifest["layers"].append(
        {
            "mediaType": OCI_LAYER,
            "digest": digest_of(b"far away"),
            "size": 8,
            "urls": ["http://127.0.0.1:1/layer"],
        }
    )
    body = json.dumps(manifest).encode()
    answer = dora.request(
        "PUT", f"/v2/{repository}/manifests/1", content=body, headers={"Content-Type": OCI_MANIFEST}
    )
    assert_error(answer, HTTPStatus.NOT_FOUND, "MANIFEST_BLOB_UNKNOWN")


@pytest.fixture
def slow_clients(server: Server, dora: RegistryClient, repository: str) -> Iterator[None]:
    """Hold uploads open that send nothing."""
    token = dora.token(f"repository:{repository}:pull,push")
    connections = []
    for _ in range(40):
        connection = socket.create_connection(("127.0.0.1", server.port), 10)
        head = (
            f"POST /v2/{repository}/blobs/uploads/?digest={digest_of(b'x' * 100)} HTTP/1.1\r\n"
            f"Host: {server.registry}\r\nAuthorization: Bearer {token}\r\n"
            "Content-Length: 100\r\n\r\nx"
        )
        connection.sendall(head.encode())
        connections.append(connection)
    yield
    for connection in connections:
        connection.close()


def test_slow_clients_hold_nobody_up(
    slow_clients: None, dora: RegistryClient, repository: str
) -> None:
    began = time.monotonic()
    image = an_image([uuid.uuid4().bytes])
    dora.push(f"{repository}:1", image)
    assert dora.pull(f"{repository}:1") == image
    assert time.monotonic() - began < 5
