"""Copies artifacts from one registry into another one: what is missing there, and their tags last.

Blobs come before the manifest that names them, children before their index, an artifact before what
belongs to it (signatures, SBOMs), and all of it before a tag names it. So whatever is cut short,
the target shows whole artifacts only, and what it has by then is not sent once more: it is asked.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from oci import manifest as manifests
from oci.descriptor import Descriptor
from oci.digest import Digest, hasher
from oci.errors import DomainError
from oci.manifest import Manifest
from replication.adapters.base import Body, Source, Target
from replication.errors import RemoteBusy, RemoteFault, RemoteRefuses
from replication.meters import Meter

DEEPEST = 16
TRIES = 3
WAIT_SECONDS = 0.2
REMEMBERED = 20_000


class SourceGone(Exception):  # no failure: there is nothing to copy any more
    """The source does not have the artifact any more."""


class Flights:
    """One at a time for each key, in this process: the second finds it done, or does it."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._flying: dict[object, tuple[threading.Lock, int]] = {}

    @contextmanager
    def alone(self, key: object, require_going: Callable[[], None]) -> Iterator[None]:
        """*require_going* is asked while one waits, and raises if that is to end."""
        with self._mutex:
            lock, count = self._flying.get(key, (threading.Lock(), 0))
            self._flying[key] = (lock, count + 1)
        try:
            while not lock.acquire(timeout=WAIT_SECONDS):
                require_going()
            try:
                yield
            finally:
                lock.release()
        finally:
            with self._mutex:
                lock, count = self._flying.pop(key)
                if count > 1:
                    self._flying[key] = (lock, count - 1)


class Places:
    """In which repository of a registry a blob was seen last, so that others can mount it."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._seen: OrderedDict[tuple[int, str], str] = OrderedDict()

    def note(self, registry_id: int, digest: Digest, repository: str) -> None:
        with self._mutex:
            self._seen[(registry_id, str(digest))] = repository
            self._seen.move_to_end((registry_id, str(digest)))
            if len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)

    def of(self, registry_id: int, digest: Digest) -> str | None:
        with self._mutex:
            return self._seen.get((registry_id, str(digest)))


_flights, _places = Flights(), Places()


@dataclass(frozen=True, slots=True)
class Route:
    """From where to where. ``registry_id`` is that of the target; 0 is this registry.

    ``overrides``: whether tags that are derived from a digest give way, if the target has them.
    """

    source: Source
    target: Target
    source_repository: str
    target_repository: str
    registry_id: int
    overrides: bool = True


@dataclass(slots=True)
class Transfer:
    """The copy of one artifact of a repository."""

    route: Route
    meter: Meter
    log: Callable[[str], None] = lambda _: None
    _done: set[str] = field(default_factory=set)

    def copy(self, reference: str, tags: Sequence[str]) -> None:
        """Have the target have an artifact, all that belongs to it, and these tags.

        Raises SourceGone, RemoteFault or Cancelled; then no tag was moved that would name less.
        """
        body = self._body(reference)
        if body is None:
            raise SourceGone(reference)
        belonging = self._belonging(body)
        self._bring_parts(body, depth=0)
        if (belonging or not tags) and not self._has(body.digest):
            self._push(body)
        for digest, tag in belonging:
            self._copy_belonging(digest, tag, depth=1)
        for tag in tags:
            self.route.target.push_manifest(self.route.target_repository, tag, body)

    def _copy_belonging(self, digest: str, tag: str, depth: int) -> None:
        """Of something that another manifest names, or is the subject of: all of it as well."""
        if digest in self._done or depth > DEEPEST or (tag and self._keeps(tag)):
            return
        body = self._body(tag or digest)
        if body is None:
            return  # it went meanwhile
        if not self._has(body.digest):
            self._bring_parts(body, depth)
            if not tag:
                self._push(body)
        if tag:
            self.route.target.push_manifest(self.route.target_repository, tag, body)
        for more, of in self._belonging(body):
            self._copy_belonging(more, of, depth + 1)
        self._done.add(body.digest)

    def _belonging(self, body: Body) -> list[tuple[str, str]]:
        """Digests of what has it as its subject, and tags of what is named after it."""
        source, repository = self.route.source, self.route.source_repository
        found = [(digest, "") for digest in source.referrers(repository, body.digest)]
        return found + [(tag, tag) for tag in source.companions(repository, body.digest)]

    def _bring_parts(self, body: Body, depth: int) -> None:
        parsed = _parsed(body)
        for child in parsed.manifests:
            self._bring_child(child, depth + 1)
        for blob in {blob.digest: blob for blob in parsed.blobs}.values():
            self._bring_blob(blob)

    def _bring_child(self, child: Descriptor, depth: int) -> None:
        digest = str(child.digest)
        if digest in self._done or depth > DEEPEST:
            return
        if self._has(digest):
            self.meter.expected += child.size
            self.meter.present += child.size
            body = self._body(digest)
        else:
            body = self._body(digest)
            if body is None:
                self.log(f"the source has no {digest}, which an index names: it is left out")
                return
            self._bring_parts(body, depth)
            self._push(body)
        for more, of in self._belonging(body) if body is not None else ():
            self._copy_belonging(more, of, depth + 1)
        self._done.add(digest)

    def _bring_blob(self, blob: Descriptor) -> None:
        route = self.route
        self.meter.expected += blob.size
        # Another repository may be sent the same blob, which this one can link then; but nobody
        # waits for one that goes at another speed.
        key = (route.registry_id, self.meter.throttle.speed, blob.digest)
        with _flights.alone(key, self.meter.require_going):
            if self._is_there(blob):
                self.meter.present += blob.size
            else:
                self._send(blob)
        _places.note(route.registry_id, blob.digest, route.target_repository)

    def _is_there(self, blob: Descriptor) -> bool:
        target, repository = self.route.target, self.route.target_repository
        if target.has_blob(repository, blob.digest):
            return True
        other = _places.of(self.route.registry_id, blob.digest)
        if other is None or other == repository:
            return False
        return target.mount(repository, blob.digest, source=other)

    def _send(self, blob: Descriptor) -> None:
        """Where the answer to it was lost, the blob may be there all the same."""
        target, repository = self.route.target, self.route.target_repository
        for number in range(1, TRIES + 1):
            try:
                target.push_blob(repository, blob.digest, blob.size, lambda: self._blocks(blob))
            except (RemoteBusy, RemoteRefuses):
                raise
            except RemoteFault as fault:
                if number == TRIES:
                    raise
                self.log(f"{blob.digest} is sent again: {fault}")
                if target.has_blob(repository, blob.digest):
                    return
            else:
                return

    def _blocks(self, blob: Descriptor) -> Iterator[bytes]:
        """The bytes of the source, up to the first that cannot be right (R2)."""
        digester, size, last = hasher(blob.digest.algorithm), 0, b""
        for block in self.route.source.blob(self.route.source_repository, blob.digest):
            size += len(block)
            if size > blob.size:
                raise RemoteRefuses(*_WRONG)
            digester.update(block)
            yield from self._counted(last)
            last = block
        # The last block goes once all is known to be right: a target is never left with more
        # than a part of what is wrong.
        if size != blob.size or digester.hexdigest() != blob.digest.encoded:
            raise RemoteRefuses(*_WRONG)
        yield from self._counted(last)

    def _counted(self, block: bytes) -> Iterator[bytes]:
        for piece in self.meter.throttle.pieces(block) if block else ():
            self.meter.send(len(piece))
            yield piece

    def _push(self, body: Body) -> None:
        self.route.target.push_manifest(self.route.target_repository, body.digest, body)

    def _keeps(self, tag: str) -> bool:
        return not self.route.overrides and self._has(tag)

    def _has(self, reference: str) -> bool:
        return self.route.target.resolve(self.route.target_repository, reference) is not None

    def _body(self, reference: str) -> Body | None:
        self.meter.require_going()
        return self.route.source.manifest(self.route.source_repository, reference)


_WRONG = ("digest", "the source sends other bytes than the digest names")


def _parsed(body: Body) -> Manifest:
    try:
        return manifests.parse(body.data, body.media_type)
    except DomainError as error:
        raise RemoteRefuses("manifest", f"the manifest cannot be copied: {error}") from error
