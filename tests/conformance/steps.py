"""The requests of the distribution specification, each under the name of what it does."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

import httpx

from tests.support.images import OCI_CONFIG, OCI_INDEX, OCI_LAYER, OCI_MANIFEST
from tests.support.registry import RegistryClient, assert_error

OCTETS = {"Content-Type": "application/octet-stream"}
ALGORITHMS = ("sha256", "sha512")

NO_DIGESTS = (
    "sha256:abc",
    f"sha256:{'A' * 64}",
    f"sha256:{'a' * 65}",
    f"sha512:{'a' * 64}",
    f"md5:{'a' * 32}",
    f"sha384:{'a' * 96}",
)
"""What looks like a digest and is none that a registry must take."""

NO_TAGS = (".a", "-a", "a" * 129, "a%20b", "a,b", "a@b", "a+b", "%C3%A9")
"""What cannot be a tag, as it stands in a path."""

Descriptor = dict[str, Any]


def some_bytes(size: int = 32) -> bytes:
    """Make bytes that nobody has pushed before."""
    seed = uuid.uuid4().bytes
    return (seed * (size // len(seed) + 1))[:size]


def digest_by(data: bytes, algorithm: str = "sha256") -> str:
    return f"{algorithm}:{hashlib.new(algorithm, data).hexdigest()}"


def descriptor_by(
    content: bytes, media_type: str = OCI_LAYER, algorithm: str = "sha256", **more: Any
) -> Descriptor:
    digest = digest_by(content, algorithm)
    return {"mediaType": media_type, "digest": digest, "size": len(content), **more}


def a_manifest(
    *layers: Descriptor, config: Descriptor | None = None, more: Mapping[str, Any] | None = None
) -> bytes:
    """Write an image manifest; without a *config*, of one that nobody has pushed before."""
    document = {
        "schemaVersion": 2,
        "mediaType": OCI_MANIFEST,
        "config": config or descriptor_by(b"{}", OCI_CONFIG),
        "layers": list(layers),
        **(more or {}),
    }
    return json.dumps(document).encode()


def a_list_of(*manifests: Descriptor, more: Mapping[str, Any] | None = None) -> bytes:
    document = {"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": list(manifests)}
    return json.dumps({**document, **(more or {})}).encode()


def blob_path(repository: str, digest: str) -> str:
    return f"/v2/{repository}/blobs/{digest}"


def manifest_path(repository: str, reference: str) -> str:
    return f"/v2/{repository}/manifests/{reference}"


def uploads_path(repository: str) -> str:
    return f"/v2/{repository}/blobs/uploads/"


def put_manifest(
    client: RegistryClient,
    repository: str,
    reference: str,
    body: bytes,
    media_type: str | None = None,
    **query: Any,
) -> httpx.Response:
    """Push a manifest (end-7) and return whatever is answered."""
    told = media_type or json.loads(body).get("mediaType", OCI_MANIFEST)
    return client.request(
        "PUT",
        manifest_path(repository, reference),
        content=body,
        headers={"Content-Type": told},
        params=query or None,
    )


def pushed(
    client: RegistryClient, repository: str, body: bytes, reference: str | None = None
) -> str:
    """Push a manifest that must be taken, by default under its digest; returns that."""
    digest = digest_by(body)
    answer = put_manifest(client, repository, reference or digest, body)
    assert answer.status_code == 201, answer.text
    return digest


def begin(client: RegistryClient, repository: str, **query: str) -> str:
    """Open an upload (end-4a, end-4c) and return where it goes on."""
    answer = client.request("POST", uploads_path(repository), params=query or None)
    assert answer.status_code == 202, answer.text
    return str(answer.headers["Location"])


def append(
    client: RegistryClient, location: str, data: bytes, content_range: str | None = None
) -> httpx.Response:
    """Send a chunk (end-5) and return whatever is answered."""
    more = {"Content-Range": content_range} if content_range is not None else {}
    return client.request("PATCH", location, content=data, headers=OCTETS | more)


def finish(
    client: RegistryClient,
    location: str,
    digest: str,
    last: bytes = b"",
    content_range: str | None = None,
) -> httpx.Response:
    """Close an upload (end-6) and return whatever is answered."""
    more = {"Content-Range": content_range} if content_range is not None else {}
    target = httpx.URL(location).copy_merge_params({"digest": digest})
    return client.request("PUT", str(target), content=last, headers=OCTETS | more)


def status(client: RegistryClient, location: str) -> httpx.Response:
    """Ask how far an upload is (end-13)."""
    return client.request("GET", location)


def has(client: RegistryClient, path: str) -> bool:
    """Ask whether there is a blob or a manifest, and insist on HEAD and GET agreeing."""
    found = client.request("HEAD", path).status_code
    assert found in (200, 404)
    assert client.request("GET", path).status_code == found
    return found == 200


def tags_of(client: RegistryClient, repository: str) -> list[str]:
    answer = client.request("GET", f"/v2/{repository}/tags/list")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["tags"])


def next_link(answer: httpx.Response) -> str | None:
    """Read where the next page is (RFC 8288)."""
    link = answer.headers.get("Link")
    if link is None:
        return None
    target, _, relation = link.partition(";")
    assert relation.strip() == 'rel="next"', link
    assert target.startswith("<"), link
    assert target.endswith(">"), link
    return str(httpx.URL(str(answer.request.url)).join(target[1:-1]))


def refused(answer: httpx.Response, status_code: int, code: str) -> None:
    """Insist on a refusal, with the specification's body where there can be one."""
    assert_error(answer, status_code, code)  # type: ignore[arg-type]
