"""A registry of the OCI distribution specification as the source and the target of transfers."""

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from oci import media_types
from oci.digest import Digest
from replication.adapters.base import Artifact, Blocks, Body, Connection, Found, Limits
from replication.adapters.oci import links, outlets, wire
from replication.adapters.oci.wire import MOST_BYTES, Reply, Sent, Wire
from replication.errors import (
    RemoteFault,
    RemoteRefuses,
    RemoteUnreachable,
    RemoteUnsupported,
)
from replication.filters import Filters

PAGE = 1000
MOST_PAGES = 10_000
ACCEPTED = ", ".join(sorted(media_types.MANIFEST_TYPES | media_types.INDEX_TYPES))
OCTETS = "application/octet-stream"
_OK, _THERE = (200,), (200, 404)


class OciRemote:
    """Speaks the specification and nothing else. Its kinds override what theirs do better."""

    has_single_post = False
    """Whether a blob can be sent with the request that begins its upload."""

    def __init__(self, connection: Connection, limits: Limits) -> None:
        self.wire = Wire(connection, limits, outlets.client_for(connection, limits))
        self.limits = limits
        self._has_referrers: bool | None = None
        self._tags: dict[str, frozenset[str]] = {}
        self._mutexes: dict[str, threading.Lock] = defaultdict(threading.Lock)

    def close(self) -> None:
        self.wire.close()

    def check(self) -> None:
        """Ask the base of the API, with the credentials. Raises RemoteFault."""
        reply = self.wire.ask("GET", "/v2/", expected=(200, 404), tries=1)
        version = reply.headers.get("docker-distribution-api-version", "")
        kind = reply.headers.get("content-type", "")
        is_json = kind.partition(";")[0].strip().lower() == media_types.JSON
        if reply.status != HTTPStatus.OK or not (version or is_json):
            raise RemoteUnreachable("malformed", "what answers there is not a registry")

    # As a source

    def repositories(self, filters: Filters) -> Iterator[str]:
        if filters.exact_name is not None:
            yield filters.exact_name
            return
        for name in self._listed(f"/v2/_catalog?n={PAGE}", ["registry:catalog:*"], "repositories"):
            if filters.has_repository(name):
                yield name

    def artifacts(self, repository: str, filters: Filters) -> Iterator[Artifact]:
        for tag in sorted(self._known_tags(repository)):
            if not links.is_accessory(tag) and filters.has_tag(tag):
                yield Artifact((tag,))

    def resolve(self, repository: str, reference: str) -> Found | None:
        reply = self._manifest("HEAD", repository, reference)
        if reply is None:
            return None
        digest = reply.headers.get("docker-content-digest", "")
        if not digest:  # older ones say it of a GET alone, or not at all
            body = self.manifest(repository, reference)
            return None if body is None else Found(body.digest, body.media_type, len(body.data))
        length = reply.headers.get("content-length", "0")
        size = int(length) if length.isascii() and length.isdigit() else 0
        return Found(digest, _media_type(reply), size)

    def manifest(self, repository: str, reference: str) -> Body | None:
        """What is named by a digest has it; a tag's is what the bytes have."""
        reply = self._manifest("GET", repository, reference)
        if reply is None:
            return None
        if ":" in reference and not Digest.parse(reference).matches(reply.data):
            raise RemoteFault("digest", "it sends another manifest than the digest names")
        digest = reference if ":" in reference else str(Digest.of(reply.data))
        return Body(digest, _media_type(reply), reply.data)

    def referrers(self, repository: str, digest: str) -> list[str]:
        if self._has_referrers is not False:
            path = f"/v2/{repository}/referrers/{digest}"
            reply = self.wire.ask("GET", path, scopes=[_pull(repository)], expected=_THERE)
            self._has_referrers = reply.status == HTTPStatus.OK and _is_index(reply)
            if self._has_referrers:
                return [one["digest"] for one in self._descriptors(reply, repository)]
        tag = links.referrers_tag(digest)
        if tag not in self._known_tags(repository):
            return []
        return [one["digest"] for one in self._index(repository, tag)]

    def companions(self, repository: str, digest: str) -> list[str]:
        known = self._known_tags(repository)
        return [tag for tag in links.companion_tags(digest) if tag in known]

    def blob(self, repository: str, digest: Digest) -> Iterator[bytes]:
        path = f"/v2/{repository}/blobs/{digest}"
        with self.wire.stream(path, scopes=[_pull(repository)]) as answer:
            yield from answer.blocks()

    def is_public(self, repository: str) -> bool:  # others know
        """The specification has no word for it: what it does not say to be public is not."""
        return False

    # As a target

    def prepare(self, repository: str, *, is_public: bool) -> None:
        """A push makes what it needs."""

    def tags(self, repository: str) -> Iterator[str]:
        return self._listed(f"/v2/{repository}/tags/list?n={PAGE}", [_pull(repository)], "tags")

    def has_blob(self, repository: str, digest: Digest) -> bool:
        path = f"/v2/{repository}/blobs/{digest}"
        reply = self.wire.ask("HEAD", path, scopes=[_push(repository)], expected=_THERE)
        return reply.status == HTTPStatus.OK

    def mount(self, repository: str, digest: Digest, *, source: str) -> bool:
        """Where it answers with an upload in place of the blob, that is ended at once."""
        path = f"/v2/{repository}/blobs/uploads/?mount={digest}&from={quote(source, safe='')}"
        scopes = [_push(repository), _pull(source)]
        try:
            reply = self.wire.ask("POST", path, scopes=scopes, expected=(201, 202))
        except RemoteRefuses:  # no right to read there, or no mounts at all: the blob is sent
            return False
        if reply.status == HTTPStatus.CREATED:
            return True
        self._cancel(reply, repository)
        return False

    def push_blob(
        self, repository: str, digest: Digest, size: int, blocks: Callable[[], Blocks]
    ) -> None:
        if self.has_single_post:
            sent = Sent({"Content-Type": OCTETS}, blocks=blocks, length=size)
            path = f"/v2/{repository}/blobs/uploads/?digest={digest}"
            self.wire.ask("POST", path, scopes=[_push(repository)], sent=sent, expected=(201,))
            return
        begun = self._begin(repository)
        if self.limits.chunk_bytes and size > self.limits.chunk_bytes:
            self._push_chunks(begun, repository, digest, blocks())
            return
        sent = Sent({"Content-Type": OCTETS}, blocks=blocks, length=size)
        url = _with_digest(self._location(begun, repository), digest)
        # An upload that was cut short is not begun again: what it holds is not known.
        self.wire.ask("PUT", url, scopes=[_push(repository)], sent=sent, expected=(201,), tries=1)

    def push_manifest(self, repository: str, reference: str, body: Body) -> None:
        path = f"/v2/{repository}/manifests/{quote(reference, safe=':')}"
        sent = Sent({"Content-Type": body.media_type}, data=body.data)
        reply = self.wire.ask(
            "PUT", path, scopes=[_push(repository)], sent=sent, expected=(201, 202)
        )
        told = reply.headers.get("docker-content-digest", "")
        if not told:
            found = self.resolve(repository, reference)
            told = found.digest if found is not None else ""
        if told != body.digest:
            raise RemoteFault("digest", "it says that it took in another manifest than it was sent")
        subject = _subject(body.data)
        if subject and "oci-subject" not in reply.headers:
            self._list_referrer(repository, subject, body)

    def delete(self, repository: str, tag: str, digest: str) -> None:
        scopes = [f"repository:{repository}:pull,push,delete"]
        reference = tag or digest
        path = f"/v2/{repository}/manifests/{reference}"
        try:
            self.wire.ask("DELETE", path, scopes=scopes, expected=(202, 200, 204, 404))
        except RemoteRefuses:
            if not tag:
                raise
            self._delete_by_digest(repository, tag, scopes)

    def _delete_by_digest(self, repository: str, tag: str, scopes: Sequence[str]) -> None:
        """For registries that delete no tags: the manifest goes, if no other tag names it."""
        found = self.resolve(repository, tag)
        if found is None:
            return
        for other in self.tags(repository):
            named = self.resolve(repository, other) if other != tag else None
            if named is not None and named.digest == found.digest:
                raise RemoteUnsupported(
                    f"it deletes no tags, and the manifest has another one: {other}"
                )
        path = f"/v2/{repository}/manifests/{found.digest}"
        self.wire.ask("DELETE", path, scopes=scopes, expected=(202, 200, 204, 404))

    # What these are made of

    def _manifest(self, method: str, repository: str, reference: str) -> Reply | None:
        path = f"/v2/{repository}/manifests/{quote(reference, safe=':')}"
        sent = Sent({"Accept": ACCEPTED})
        reply = self.wire.ask(method, path, scopes=[_pull(repository)], sent=sent, expected=_THERE)
        return reply if reply.status == HTTPStatus.OK else None

    def _known_tags(self, repository: str) -> frozenset[str]:
        """As they were when this was asked for the first time."""
        if repository not in self._tags:
            self._tags[repository] = frozenset(self.tags(repository))
        return self._tags[repository]

    def _listed(self, path: str | None, scopes: Sequence[str], key: str) -> Iterator[str]:
        for page in range(MOST_PAGES):
            if path is None:
                return
            reply = self.wire.ask("GET", path, scopes=scopes, expected=_THERE)
            if wire.is_end(reply, is_first=page == 0):
                return
            names = _read(reply).get(key) or []
            if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
                raise RemoteUnreachable("malformed", f"its list of {key} is not one")
            yield from names
            path = self._following(reply, path)

    def _following(self, reply: Reply, path: str) -> str | None:
        """The path of the next page, on the registry itself whatever it says."""
        following = links.next_page(reply.headers.get("link", ""))
        if following is None:
            return None
        parts = urlsplit(self.wire.absolute(following, path))
        return f"{parts.path}?{parts.query}"

    def _descriptors(self, reply: Reply, repository: str) -> Iterator[dict[str, Any]]:
        for _ in range(MOST_PAGES):
            yield from _manifests(reply)
            path = self._following(reply, f"/v2/{repository}/referrers/")
            if path is None:
                return
            reply = self.wire.ask("GET", path, scopes=[_pull(repository)])

    def _index(self, repository: str, tag: str) -> list[dict[str, Any]]:
        reply = self._manifest("GET", repository, tag)
        return [] if reply is None else list(_manifests(reply))

    def _list_referrer(self, repository: str, subject: str, body: Body) -> None:
        """Keep the index of referrers, for a registry that keeps none by itself."""
        tag = links.referrers_tag(subject)
        with self._mutexes[f"{repository}:{tag}"]:
            known = self._index(repository, tag)
            if any(one["digest"] == body.digest for one in known):
                return
            index = {
                "schemaVersion": 2,
                "mediaType": media_types.OCI_INDEX,
                "manifests": [*known, _descriptor(body)],
            }
            data = json.dumps(index).encode()
            made = Body(str(Digest.of(data)), media_types.OCI_INDEX, data)
            self.push_manifest(repository, tag, made)

    def _begin(self, repository: str) -> Reply:
        path = f"/v2/{repository}/blobs/uploads/"
        return self.wire.ask("POST", path, scopes=[_push(repository)], expected=(202,))

    def _push_chunks(self, begun: Reply, repository: str, digest: Digest, blocks: Blocks) -> None:
        """Piece by piece (distribution-spec, "Pushing a blob in chunks"), each held in memory."""
        scopes, at, reply = [_push(repository)], 0, begun
        least = reply.headers.get("oci-chunk-min-length", "")
        size = max(self.limits.chunk_bytes, int(least) if least.isdigit() else 0)
        for chunk in _chunks(blocks, min(size, MOST_BYTES * 8)):
            headers = {
                "Content-Type": OCTETS,
                "Content-Range": f"{at}-{at + len(chunk) - 1}",
            }
            url = self._location(reply, repository)
            sent = Sent(headers, data=chunk)
            reply = self.wire.ask("PATCH", url, scopes=scopes, sent=sent, expected=(202,), tries=1)
            at += len(chunk)
        url = _with_digest(self._location(reply, repository), digest)
        self.wire.ask("PUT", url, scopes=scopes, expected=(201,), tries=1)

    def _location(self, reply: Reply, repository: str) -> str:
        location = reply.headers.get("location", "")
        if not location:
            raise RemoteUnreachable("malformed", "it begins an upload and does not say where")
        return self.wire.absolute(location, f"/v2/{repository}/blobs/uploads/")

    def _cancel(self, begun: Reply, repository: str) -> None:
        """An upload that nobody needs; where it cannot be ended it expires."""
        try:
            url = self._location(begun, repository)
            self.wire.ask(
                "DELETE", url, scopes=[_push(repository)], expected=(204, 202, 200, 404), tries=1
            )
        except RemoteFault:
            return


def _pull(repository: str) -> str:
    return f"repository:{repository}:pull"


def _push(repository: str) -> str:
    return f"repository:{repository}:pull,push"


def _with_digest(url: str, digest: Digest) -> str:
    return f"{url}{'&' if '?' in url else '?'}digest={quote(str(digest), safe='')}"


def _media_type(reply: Reply) -> str:
    return reply.headers.get("content-type", "").partition(";")[0].strip()


def _is_index(reply: Reply) -> bool:
    return _media_type(reply) == media_types.OCI_INDEX


def _read(reply: Reply) -> Mapping[str, Any]:
    try:
        told = json.loads(reply.data)
    except ValueError as error:
        raise RemoteUnreachable("malformed", "it answers no JSON") from error
    if not isinstance(told, dict):
        raise RemoteUnreachable("malformed", "it answers other JSON than a registry does")
    return told


def _manifests(reply: Reply) -> Iterator[dict[str, Any]]:
    for one in _read(reply).get("manifests") or []:
        if not isinstance(one, dict) or not isinstance(one.get("digest"), str):
            raise RemoteUnreachable("malformed", "its list of referrers is not one")
        yield one


def _subject(data: bytes) -> str:
    subject = json.loads(data).get("subject")
    return str(subject["digest"]) if isinstance(subject, dict) else ""


def _descriptor(body: Body) -> dict[str, Any]:
    """As the list of referrers has it: with the type of artifact, and what is noted of it."""
    told = json.loads(body.data)
    config = told.get("config") or {}
    described = {
        "mediaType": body.media_type,
        "digest": body.digest,
        "size": len(body.data),
        "artifactType": told.get("artifactType") or config.get("mediaType"),
        "annotations": told.get("annotations"),
    }
    return {key: value for key, value in described.items() if value}


def _chunks(blocks: Blocks, size: int) -> Iterator[bytes]:
    gathered = bytearray()
    for block in blocks:
        gathered += block
        while len(gathered) >= size:
            yield bytes(gathered[:size])
            del gathered[:size]
    if gathered:
        yield bytes(gathered)
