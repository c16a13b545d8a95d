"""What both ends of a transfer promise, and what a kind of registry says of itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from oci.digest import Digest
from replication.filters import Filters, FilterType
from replication.models import TriggerType

Blocks = Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Found:
    """What a reference names."""

    digest: str
    media_type: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Body:
    """A manifest's bytes, known to have the digest."""

    digest: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Artifact:
    """What a source lists: an artifact and those of its tags that are meant.

    ``digest`` is empty where only the tag is known so far.
    """

    tags: tuple[str, ...]
    digest: str = ""
    size: int = 0


class Source(Protocol):
    """Where images come from. All raise RemoteFault, and do not mind being called by threads."""

    def repositories(self, filters: Filters) -> Iterator[str]:
        """Those that the filter of names describes, each once."""

    def artifacts(self, repository: str, filters: Filters) -> Iterator[Artifact]:
        """What of a repository the filters let through; a tag is in one artifact only."""

    def resolve(self, repository: str, reference: str) -> Found | None:
        """What a tag or digest names; ``None`` if it is not there."""

    def manifest(self, repository: str, reference: str) -> Body | None: ...

    def referrers(self, repository: str, digest: str) -> list[str]:
        """The digests of signatures, SBOMs and whatever else names it as its subject."""

    def companions(self, repository: str, digest: str) -> list[str]:
        """The tags that cosign derives from a digest, as far as they are there."""

    def blob(self, repository: str, digest: Digest) -> Iterator[bytes]:
        """The bytes, which the caller verifies. Raises RemoteRefuses if it is not there."""

    def is_public(self, repository: str) -> bool: ...


class Target(Protocol):
    """Where images go. All raise RemoteFault, and do not mind being called by threads."""

    def prepare(self, repository: str, *, is_public: bool) -> None:
        """Have the project, or whatever a repository needs, be there."""

    def resolve(self, repository: str, reference: str) -> Found | None: ...

    def tags(self, repository: str) -> Iterator[str]:
        """Those that are there; none where there is no such repository."""

    def has_blob(self, repository: str, digest: Digest) -> bool: ...

    def mount(self, repository: str, digest: Digest, *, source: str) -> bool:
        """Have the repository share a blob of another one of this registry, if that goes."""

    def push_blob(
        self, repository: str, digest: Digest, size: int, blocks: Callable[[], Blocks]
    ) -> None:
        """Send it; *blocks* begins anew when it is asked once more."""

    def push_manifest(self, repository: str, reference: str, body: Body) -> None:
        """Have a tag or digest name it, and see to it that it does."""

    def delete(self, repository: str, tag: str, digest: str) -> None:
        """Take a tag away, and what it names if nothing else does; without a tag, the artifact.

        Safe to repeat.
        """


class Remote(Source, Target, Protocol):
    """Another registry."""

    def check(self) -> None:
        """Ask whether it is there and takes the credentials. Raises RemoteFault with the cause."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Connection:
    """How a registry is reached, with its credentials in the clear: never logged, never kept."""

    url: str
    access_key: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    is_insecure: bool = False
    ca_certificate: str = ""
    token_hosts: tuple[str, ...] = ()
    may_be_private: bool = True
    """Whether it may stand on a private network: not where project members chose it (R18)."""


class Cancelled(Exception):  # no error: whoever waits for the transfer has been told to end
    """The transfer is to end where it is."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How a transfer uses its connections."""

    chunk_bytes: int = 0
    """Blobs are sent in pieces of this size; 0: each in one."""
    is_cancelled: Callable[[], bool] = lambda: False
    """Asked again and again, also while something is waited for."""
    patience: float = 60.0
    """Seconds for which the other side may say nothing."""


Open = Callable[[Connection, Limits], Remote]


@dataclass(frozen=True, slots=True)
class Place:
    """An address that is offered for a kind of registry."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterKind:
    """A kind of registry, as Harbor's ``adapterinfos`` tell it."""

    key: str
    title: str
    open: Open
    description: str = ""
    filters: Sequence[FilterType] = (FilterType.NAME, FilterType.TAG, FilterType.RESOURCE)
    triggers: Sequence[TriggerType] = (TriggerType.MANUAL, TriggerType.SCHEDULED)
    places: Sequence[Place] = ()
    """Where registries of this kind are; empty: anywhere."""
    is_pattern: bool = False
    """Whether places are examples, to be filled in."""
    key_label: str = ""
    """What its users call the access key; empty: a user name."""
    secret_label: str = ""
    has_chunks: bool = False
    is_tried: bool = True
    """Whether it has been seen to work with a real one, rather than by its documents alone."""
    most_parts: int | None = None
    """How many parts its repositories' names have at most."""
