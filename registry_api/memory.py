"""What this process remembers of repositories; never answered from without validation.

A state holds what was read since its version was, so everything in it is at least as new as the
version. The writer raises the version in the transaction of the change.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TypeVar

from accounts.principals import Principal
from artifacts import reads, stores
from artifacts.errors import BlobUnknown, ManifestUnknown
from artifacts.reads import BlobRead, Kind, ManifestRead, Place
from oci.digest import Digest
from oci.reference import RepositoryName
from projects.errors import TokenInvalid
from registry_api import pools
from registry_api.freshness import Freshness
from registry_api.gathering import Gathering
from storage.base import ObjectMissing, StorageError

V = TypeVar("V")

STATES_AT_MOST = 5_000
ENTRIES_AT_MOST = 5_000
BODIES_AT_MOST = 64 * 1024 * 1024
"""Bytes of manifests that are kept."""


@dataclass(slots=True)
class State:
    """What is remembered of one repository, or of its project alone where there is none."""

    place: Place
    tags: dict[str, str] = field(default_factory=dict)
    manifests: dict[str, str] = field(default_factory=dict)
    """Digest → media type."""
    blobs: dict[str, BlobRead] = field(default_factory=dict)


class Bodies:
    """Bytes of manifests by digest, least recently used dropped first."""

    def __init__(self) -> None:
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0

    def get(self, digest: str) -> bytes | None:
        body = self._bodies.get(digest)
        if body is not None:
            self._bodies.move_to_end(digest)
        return body

    def put(self, digest: str, body: bytes) -> None:
        self._size -= len(self._bodies.pop(digest, b""))
        self._bodies[digest] = body
        self._size += len(body)
        while self._size > BODIES_AT_MOST:
            self._size -= len(self._bodies.popitem(last=False)[1])


class Memory:
    """One a process, used on its event loop only."""

    def __init__(self) -> None:
        self._freshness = Freshness()
        self._states: OrderedDict[str, State] = OrderedDict()
        self._bodies = Bodies()
        self._objects = Gathering(_look_at)

    async def state_of(self, name: RepositoryName, principal: Principal) -> State | None:
        """The repository's state as of now; ``None`` where there is no such project.

        Raises TokenInvalid when *principal* is not any more what its credential said.
        """
        state = self._states.get(name.path)
        if state is not None and await self._is_current(state, principal):
            self._states.move_to_end(name.path)
            return state
        place = await pools.domain(reads.locate, name)
        await self.require_current(principal)
        if place is None:
            return None
        state = State(place)
        if place.repository_id is not None:
            self._states[name.path] = state
            if len(self._states) > STATES_AT_MOST:
                self._states.popitem(last=False)
        return state

    async def require_current(self, principal: Principal) -> None:
        if principal.id is None:
            return
        key = reads.principal_key(principal)
        _require_epoch(principal, await self._freshness.versions([key]))

    async def manifest(self, state: State, reference: Digest | str) -> ManifestRead:
        """Raises ManifestUnknown. Asks the database nothing for what is remembered."""
        known = self._remembered_manifest(state, reference)
        if known is not None:
            return known
        repository_id = state.place.repository_id
        found = (
            await pools.domain(reads.manifest, repository_id, reference) if repository_id else None
        )
        if found is None:
            raise ManifestUnknown(reference)
        _put(state.manifests, found.digest, found.media_type)
        if isinstance(reference, str):
            _put(state.tags, reference, found.digest)
        self._bodies.put(found.digest, found.body)
        return found

    async def blob(self, state: State, digest: Digest) -> BlobRead:
        """Raises BlobUnknown. Asks the database nothing for what is remembered."""
        known = state.blobs.get(str(digest))
        if known is not None:
            return known
        repository_id = state.place.repository_id
        found = await pools.domain(reads.blob, repository_id, digest) if repository_id else None
        if found is None:
            raise BlobUnknown(digest)
        _put(state.blobs, found.digest, found)
        return found

    async def stored_blob(self, state: State, digest: Digest) -> BlobRead:
        """As ``blob``, with its object seen to be there and whole.

        Bytes that were pushed again have a new object: what is remembered of the old one goes.
        Raises ObjectMissing.
        """
        blob = await self.blob(state, digest)
        if not await self._is_whole(blob):
            state.blobs.pop(blob.digest, None)
            blob = await self.blob(state, digest)
            if not await self._is_whole(blob):
                raise ObjectMissing(blob.key)
        return blob

    async def _is_whole(self, blob: BlobRead) -> bool:
        seen = (await self._objects.answer([blob]))[blob]
        if isinstance(seen, StorageError):
            raise seen
        return seen

    def _remembered_manifest(self, state: State, reference: Digest | str) -> ManifestRead | None:
        digest = state.tags.get(reference) if isinstance(reference, str) else str(reference)
        if digest is None:
            return None
        media_type, body = state.manifests.get(digest), self._bodies.get(digest)
        if media_type is None or body is None:
            return None
        return ManifestRead(digest, media_type, body)

    async def _is_current(self, state: State, principal: Principal) -> bool:
        place = state.place
        assert place.repository_id is not None
        keys = [(Kind.REPOSITORY, place.repository_id), (Kind.PROJECT, place.project_id)]
        if principal.id is not None:
            keys.append(reads.principal_key(principal))
        versions = await self._freshness.versions(keys)
        _require_epoch(principal, versions)
        return versions[keys[0]] == place.version and versions[keys[1]] == place.project_epoch


async def _look_at(blobs: set[BlobRead]) -> dict[BlobRead, bool | StorageError]:
    """Which objects are there and whole; what went wrong with one does not concern the others."""
    return await pools.disk(lambda: {blob: _is_whole(blob) for blob in blobs})


def _is_whole(blob: BlobRead) -> bool | StorageError:
    try:
        return stores.blob_store().stat(blob.key).size == blob.size
    except ObjectMissing:
        return False
    except StorageError as error:
        return error


def _require_epoch(principal: Principal, versions: dict[tuple[str, int], int | None]) -> None:
    if principal.id is None:
        return
    if versions[reads.principal_key(principal)] != principal.epoch:
        raise TokenInvalid("the account has changed since the credentials were checked")


def _put(entries: dict[str, V], key: str, value: V) -> None:
    if len(entries) >= ENTRIES_AT_MOST:
        entries.clear()
    entries[key] = value
