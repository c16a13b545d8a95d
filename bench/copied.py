"""Small images that are copied to another registry, and what that one was sent of them."""

import gzip
import io
import random
import tarfile
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from bench.oci import Client
from bench.registries import PROJECT, Registry
from bench.stock import CLIENTS, SCOPES
from bench.wrk import Failed
from tests.support.images import Image, an_image, digest_of
from tests.support.peers import DockerRegistry

NAMESPACE = "there"
"""Where the images are at the other registry, of which each repository keeps its last name."""
BASE_BYTES, OWN_BYTES = 10_000, 1_000
"""A layer that all have, and one that each has for itself."""


@dataclass
class Images:
    """What is to be copied: the images by their references below *folder*."""

    folder: str
    digests: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    """Of the blobs, each once."""

    @property
    def repositories(self) -> Sequence[str]:
        names = (reference.partition(":")[0] for reference in self.digests)
        return [f"{self.folder}/{name}" for name in dict.fromkeys(names)]

    def require_at(self, peer: DockerRegistry) -> None:
        """Insist that all of them have arrived, as they were."""
        with peer.client() as client:
            for reference, digest in self.digests.items():
                repository, _, tag = reference.partition(":")
                body = client.get_manifest(f"{NAMESPACE}/{repository}", tag)
                if digest_of(body) != digest:
                    raise Failed(f"{reference} arrived as another one")

    def bytes_sent_twice(self, peer: DockerRegistry) -> int:
        """Of the blobs that the peer was sent more than once, whichever repository they are in."""
        sent = Counter(_uploads(peer))
        if sent.keys() != self.sizes.keys():
            raise Failed(f"of {len(self.sizes)} blobs {len(sent)} were sent")
        return sum(self.sizes[digest] * (times - 1) for digest, times in sent.items())


def _uploads(peer: DockerRegistry) -> Sequence[str]:
    """The digests of the uploads that it was sent, by its log."""
    found = []
    for request in peer.requests():
        parts = urlsplit(request.path)
        if request.method not in ("PUT", "PATCH") or "/blobs/uploads/" not in parts.path:
            continue
        if request.status >= HTTPStatus.BAD_REQUEST:
            raise Failed(f"an upload was refused with {request.status}")
        found += parse_qs(parts.query).get("digest", [])
    return found


@cache
def images(registry: Registry, repositories: int, count: int) -> Images:
    """Have the registry hold so many images in so many repositories."""
    made, source = Images(f"{PROJECT}/copied-{repositories}"), random.Random(repositories)
    base, by_repository = _layer(source, BASE_BYTES), dict[str, dict[str, Image]]()
    for number in range(count):
        name, tag = f"app-{number % repositories:03}", f"v{number // repositories:04}"
        image = an_image((base, _layer(source, OWN_BYTES)))
        by_repository.setdefault(f"{made.folder}/{name}", {})[tag] = image
        made.digests[f"{name}:{tag}"] = image.digest
        made.sizes |= {digest_of(blob): len(blob) for blob in image.blobs}
    _push(registry, by_repository)
    return made


def _layer(source: random.Random, size: int) -> bytes:
    """A real one, for who finds bytes that are not packed packs them, and changes the image."""
    file, entry = io.BytesIO(), tarfile.TarInfo("bench")
    entry.size = size
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(entry, io.BytesIO(source.randbytes(size)))
    return gzip.compress(file.getvalue(), mtime=0)


def _push(registry: Registry, wanted: Mapping[str, Mapping[str, Image]]) -> None:
    names = list(wanted)
    for start in range(0, len(names), SCOPES):
        some = names[start : start + SCOPES]
        token = registry.token(*(f"repository:{name}:pull,push" for name in some))
        errands = [(name, tag, image) for name in some for tag, image in wanted[name].items()]

        def push(share: Sequence[tuple[str, str, Image]], token: str = token) -> None:
            client = Client(registry.url, token)
            for repository, tag, image in share:
                for blob in image.blobs:
                    path = f"/v2/{repository}/blobs/uploads/?digest={digest_of(blob)}"
                    client.ask("POST", path, HTTPStatus.CREATED, body=blob)
                client.push_manifest(repository, tag, image.manifest, image.media_type)
            client.close()

        with ThreadPoolExecutor(CLIENTS) as pool:
            list(pool.map(push, (errands[first::CLIENTS] for first in range(CLIENTS))))
