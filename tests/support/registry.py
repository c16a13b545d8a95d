"""A small registry client for functional tests: pushes, pulls and refuses to guess."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Literal

import httpx

from tests.support.connection import UnexpectedAnswer, require
from tests.support.images import (
    INDEXES,
    MANIFESTS,
    Image,
    Index,
    an_image,
    an_index,
    digest_of,
    media_type_of,
)
from tests.support.wire import WireClient, assert_error, challenge_of

__all__ = [
    "Image",
    "Index",
    "RegistryClient",
    "UnexpectedAnswer",
    "Upload",
    "an_image",
    "an_index",
    "assert_error",
    "challenge_of",
    "digest_of",
]

Upload = Literal["put", "post", "chunks", "stream"]
_OCTETS = {"Content-Type": "application/octet-stream"}


class RegistryClient(WireClient):
    """Every call insists on success and raises UnexpectedAnswer otherwise.

    A reference is `project/repository:tag` or `project/repository@digest`.
    """

    def push_blob(
        self,
        repository: str,
        data: bytes,
        how: Upload = "put",
        *,
        digest: str | None = None,
        chunk: int = 1 << 20,
    ) -> str:
        """Upload and return the digest. A wrong *digest* can be claimed on purpose.

        put: POST, then PUT with the bytes. post: one POST with the bytes.
        chunks: POST, PATCH with Content-Range for each chunk, PUT. stream: POST, one PATCH, PUT.
        """
        claimed = digest or digest_of(data)
        if how == "post":
            path = f"/v2/{repository}/blobs/uploads/"
            query = {"digest": claimed}
            done = self.request("POST", path, params=query, content=data, headers=_OCTETS)
        else:
            location = self.begin_upload(repository)
            if how == "chunks":
                location = self._send_chunks(location, data, chunk)
            elif how == "stream":
                parts = _parts(data, chunk)
                sent = self.request("PATCH", location, content=parts, headers=_OCTETS)
                location = require(sent, HTTPStatus.ACCEPTED).headers["Location"]
            last = data if how == "put" else b""
            done = self.finish_upload(location, claimed, last)
        require(done, HTTPStatus.CREATED)
        return claimed

    def begin_upload(self, repository: str) -> str:
        """Open an upload and return where it goes on."""
        answer = self.request("POST", f"/v2/{repository}/blobs/uploads/")
        return str(require(answer, HTTPStatus.ACCEPTED).headers["Location"])

    def _send_chunks(self, location: str, data: bytes, chunk: int) -> str:
        start = 0
        for part in _parts(data, chunk):
            last = start + len(part) - 1
            headers = _OCTETS | {"Content-Range": f"{start}-{last}"}
            sent = self.request("PATCH", location, content=part, headers=headers)
            require(sent, HTTPStatus.ACCEPTED)
            assert sent.headers["Range"] == f"0-{last}", sent.headers
            location, start = sent.headers["Location"], last + 1
        return location

    def finish_upload(self, location: str, digest: str, last: bytes = b"") -> httpx.Response:
        """Close an upload and return the answer, whatever it is."""
        target = httpx.URL(location).copy_merge_params({"digest": digest})
        return self.request("PUT", str(target), content=last, headers=_OCTETS)

    def mount(self, repository: str, digest: str, source: str | None) -> httpx.Response:
        """Ask for a blob of another repository; 201 when mounted, 202 when it must be sent."""
        query = {"mount": digest} | ({"from": source} if source else {})
        answer = self.request("POST", f"/v2/{repository}/blobs/uploads/", params=query)
        return require(answer, HTTPStatus.CREATED, HTTPStatus.ACCEPTED)

    def has_blob(self, repository: str, digest: str) -> bool:
        answer = self.request("HEAD", f"/v2/{repository}/blobs/{digest}")
        return require(answer, HTTPStatus.OK, HTTPStatus.NOT_FOUND).status_code == HTTPStatus.OK

    def get_blob(self, repository: str, digest: str) -> bytes:
        answer = self.request("GET", f"/v2/{repository}/blobs/{digest}")
        data = require(answer, HTTPStatus.OK).content
        assert digest_of(data) == digest, f"{digest} was answered with other bytes"
        return data

    def push_manifest(
        self, repository: str, reference: str, manifest: bytes, media_type: str | None = None
    ) -> httpx.Response:
        headers = {"Content-Type": media_type or media_type_of(manifest)}
        path = f"/v2/{repository}/manifests/{reference}"
        answer = self.request("PUT", path, content=manifest, headers=headers)
        require(answer, HTTPStatus.CREATED)
        assert answer.headers["Docker-Content-Digest"] == digest_of(manifest)
        return answer

    def get_manifest(self, repository: str, reference: str, **more: Any) -> bytes:
        headers = {"Accept": ", ".join([*MANIFESTS, *INDEXES])}
        path = f"/v2/{repository}/manifests/{reference}"
        answer = require(self.request("GET", path, headers=headers, **more), HTTPStatus.OK)
        assert answer.headers["Docker-Content-Digest"] == digest_of(answer.content)
        assert answer.headers["Content-Type"] == media_type_of(answer.content)
        return answer.content

    def push(self, reference: str, image: Image | Index, how: Upload = "put") -> None:
        """Push as docker does: what is there already is not sent again."""
        repository, wanted = split(reference)
        if isinstance(image, Index):
            for child in image.images:
                self.push(f"{repository}@{child.digest}", child, how)
        else:
            for blob in dict.fromkeys(image.blobs):
                if not self.has_blob(repository, digest_of(blob)):
                    self.push_blob(repository, blob, how)
        self.push_manifest(repository, wanted, image.manifest, image.media_type)

    def pull(self, reference: str) -> Image | Index:
        """Fetch a manifest with all it refers to, every digest checked."""
        repository, wanted = split(reference)
        manifest = self.get_manifest(repository, wanted)
        if wanted.startswith("sha256:"):
            assert digest_of(manifest) == wanted
        return self._pull_parts(repository, manifest)

    def _pull_parts(self, repository: str, manifest: bytes) -> Image | Index:
        parsed = json.loads(manifest)
        if media_type_of(manifest) in INDEXES:
            children = [self.pull(f"{repository}@{part['digest']}") for part in parsed["manifests"]]
            return Index(manifest, tuple(child for child in children if isinstance(child, Image)))
        parts = [parsed["config"], *parsed["layers"]]
        return Image(manifest, tuple(self.get_blob(repository, part["digest"]) for part in parts))

    def tags(self, repository: str) -> list[str]:
        answer = require(self.request("GET", f"/v2/{repository}/tags/list"), HTTPStatus.OK)
        body = answer.json()
        assert body["name"] == repository
        return list(body["tags"])

    def repositories(self) -> list[str]:
        """All that there are, up to a thousand; for administrators, whom a password proves."""
        client = self.basic(*self._login) if self._login else self
        answer = require(client.request("GET", "/v2/_catalog?n=1000"), HTTPStatus.OK)
        return list(answer.json()["repositories"])

    def delete(self, reference: str) -> None:
        """Delete a tag, or a manifest by its digest."""
        repository, wanted = split(reference)
        answer = self.request("DELETE", f"/v2/{repository}/manifests/{wanted}")
        require(answer, HTTPStatus.ACCEPTED)


def split(reference: str) -> tuple[str, str]:
    """Take `repository:tag` or `repository@digest` apart."""
    repository, at, digest = reference.partition("@")
    if at:
        return repository, digest
    repository, _, tag = reference.rpartition(":")
    return repository, tag


def _parts(data: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]
