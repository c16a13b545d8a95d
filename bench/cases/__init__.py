"""The cases of the benchmark, in the order in which they run."""

from collections.abc import Sequence
from pathlib import Path

from bench.cases.audit import AuditLog
from bench.cases.base import Case, Figure
from bench.cases.crowds import Memory, SlowReaders
from bench.cases.garbage import Collection
from bench.cases.growth import (
    ByClients,
    ByRepositories,
    ListsByTags,
    PullsByTags,
    PushesByLayers,
    PushesByTags,
)
from bench.cases.lists import Pages
from bench.cases.pushes import Pushes
from bench.cases.reads import Blobs, Listing, Manifests
from bench.cases.replication import Replication
from bench.cases.startup import Startup
from bench.cases.tokens import Tokens
from bench.cases.transfers import Downloads, Uploads
from bench.oci import BigFile
from bench.scale import Scale

__all__ = ["Case", "Figure", "every"]


def every(scale: Scale, folder: Path, seed: int) -> Sequence[Case]:
    """All cases; the *folder* is for the files they send."""
    pulled = BigFile(folder / "pulled", scale.mib, seed)
    pushed = BigFile(folder / "pushed", scale.mib, seed + 1)
    return [
        Manifests("P1", "GET", 1, scale),
        Manifests("P1", "GET", scale.repositories, scale),
        Manifests("P2", "HEAD", 1, scale),
        Manifests("P2", "HEAD", scale.repositories, scale),
        Blobs(scale),
        Downloads(pulled, scale),
        Uploads(pushed, scale),
        Pushes(scale),
        *(SlowReaders(pulled, readers, scale, folder) for readers in scale.readers),
        Listing("tags", scale),
        Listing("catalog", scale),
        Tokens(scale),
        Pages("artifacts", scale),
        Pages("tags", scale),
        AuditLog(scale.audit_rows),
        Collection(scale),
        *(Replication(repositories, scale) for repositories in scale.copied_repositories),
        Memory(pulled, scale, folder),
        Startup(),
        ByClients(scale, scale.connections),
        ByRepositories(scale, scale.some_repositories),
        PullsByTags(scale, scale.tags),
        ListsByTags(scale, scale.tags),
        PushesByTags(scale, scale.tags),
        PushesByLayers(scale, scale.layers),
    ]
