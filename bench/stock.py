"""What the registries hold while they are measured: the same bytes in all, pushed at most once."""

import json
import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import NamedTuple

from bench.oci import BigFile, Client, upload
from bench.registries import PROJECT, Registry
from tests.support.images import OCI_INDEX

MANIFEST_BYTES = 1_500
BLOB_BYTES = 10_000
CLIENTS = 8
SCOPES = 40
"""As many repositories as fit into one token of ours."""


class Target(NamedTuple):
    """Something that can be asked for, and what a token must allow for it."""

    path: str
    scope: str


class Manifest(NamedTuple):
    repository: str
    tag: str
    body: bytes


@cache
def manifests(registry: Registry, repositories: int) -> tuple[Target, ...]:
    """So many repositories, each with one tag and a manifest of its own."""
    below = f"{PROJECT}/of-{repositories}"
    wanted = [
        Manifest(f"{below}/{number:05}", "latest", _index(number)) for number in range(repositories)
    ]
    _push(registry, wanted)
    return tuple(
        Target(f"/v2/{repository}/manifests/{tag}", f"repository:{repository}:pull")
        for repository, tag, _ in wanted
    )


@cache
def blobs(registry: Registry, count: int) -> tuple[Target, ...]:
    """So many small blobs in one repository."""
    repository, source = f"{PROJECT}/blobs", random.Random(count)
    client = Client(registry.url, registry.token(f"repository:{repository}:pull,push"))
    digests = [client.push_blob(repository, source.randbytes(BLOB_BYTES)) for _ in range(count)]
    client.close()
    scope = f"repository:{repository}:pull"
    return tuple(Target(f"/v2/{repository}/blobs/{digest}", scope) for digest in digests)


@cache
def big_blob(registry: Registry, file: BigFile) -> Target:
    repository = f"{PROJECT}/big"
    upload(registry, repository, file)
    return Target(f"/v2/{repository}/blobs/{file.digest}", f"repository:{repository}:pull")


def tagged_repository(tags: int) -> str:
    return f"{PROJECT}/tagged-{tags}"


@cache
def tagged(registry: Registry, tags: int) -> tuple[Target, ...]:
    """One repository with so many tags, all of one manifest."""
    repository, names = tagged_repository(tags), _tags(tags)
    _push(registry, [Manifest(repository, name, _index(0)) for name in names])
    scope = f"repository:{repository}:pull"
    return tuple(Target(f"/v2/{repository}/manifests/{name}", scope) for name in names)


def push_tag(client: Client, repository: str, tag: str) -> None:
    """One more tag for what a tagged repository holds."""
    client.push_manifest(repository, tag, _index(0), OCI_INDEX)


@cache
def tags(registry: Registry, count: int) -> tuple[Target, ...]:
    """Pages, from anywhere, of one repository with so many tags."""
    tagged(registry, count)
    repository = tagged_repository(count)
    path = f"/v2/{repository}/tags/list"
    return _pages(path, _tags(count), f"repository:{repository}:pull")


def _tags(count: int) -> Sequence[str]:
    return [f"v{number:05}" for number in range(count)]


@cache
def catalog(registry: Registry, count: int) -> tuple[Target, ...]:
    """Pages, from anywhere, of the list of so many repositories."""
    names = [f"{PROJECT}/listed/{number:05}" for number in range(count)]
    _push(registry, [Manifest(name, "latest", _index(0)) for name in names])
    return _pages("/v2/_catalog", names, "registry:catalog:*")


def _pages(path: str, names: Sequence[str], scope: str) -> tuple[Target, ...]:
    return tuple(Target(f"{path}?n=100&last={name}", scope) for name in names)


def _index(number: int) -> bytes:
    """An index of nothing, so that no blobs are needed, as long as the manifest of an image."""
    index = {"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": []}
    bare = len(json.dumps(index | {"annotations": {"bench": ""}}))
    padding = random.Random(number).randbytes((MANIFEST_BYTES - bare) // 2).hex()
    return json.dumps(index | {"annotations": {"bench": padding}}).encode()


def _push(registry: Registry, wanted: Sequence[Manifest]) -> None:
    parts = [wanted[start : start + SCOPES] for start in range(0, len(wanted), SCOPES)]
    tokens = [registry.token(*_scopes(part)) for part in parts]

    def push(token: str, part: Sequence[Manifest]) -> None:
        client = Client(registry.url, token)
        for repository, tag, body in part:
            client.push_manifest(repository, tag, body, OCI_INDEX)
        client.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(push, tokens, parts))


def _scopes(part: Sequence[Manifest]) -> Sequence[str]:
    return [
        f"repository:{name}:pull,push" for name in dict.fromkeys(one.repository for one in part)
    ]
