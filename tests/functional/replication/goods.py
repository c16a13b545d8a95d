"""What is moved in these tests: one of each thing that registries hold, each with bytes of its own.

And whether all of it has arrived: every manifest by its digest, every blob by its bytes.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.images import (
    OCI_CONFIG,
    OCI_INDEX,
    OCI_LAYER,
    OCI_MANIFEST,
    Image,
    Index,
    an_image,
    descriptor,
    digest_of,
)
from tests.support.registry import RegistryClient, split

FOREIGN_LAYER = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"
HELM_CONFIG = "application/vnd.cncf.helm.config.v1+json"
HELM_LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
SIGNATURE = "application/vnd.dev.cosign.artifact.sig.v1+json"
SBOM = "application/spdx+json"

Place = Callable[[str], str]
"""Where a repository is at the other end."""


def some_bytes(size: int = 2000) -> bytes:
    return secrets.token_bytes(size)


def an_own_image(*layers: bytes, docker: bool = False, **more: Any) -> Image:
    """An image of these layers, or of one, with a config that no other one has."""
    config = json.dumps({"architecture": "amd64", "os": "linux", "own": secrets.token_hex(8)})
    return an_image(layers or (some_bytes(),), config.encode(), docker=docker, more=more or None)


def an_artifact(kind: str, *, config: str = "", layer: str = OCI_LAYER, **more: Any) -> Image:
    """Something that nobody runs; by default its config is the empty one."""
    blob = some_bytes()
    empty = b"{}" if not config else json.dumps({"name": secrets.token_hex(8)}).encode()
    described = descriptor(empty, config or "application/vnd.oci.empty.v1+json")
    manifest: dict[str, Any] = {"schemaVersion": 2, "mediaType": OCI_MANIFEST}
    if kind:
        manifest["artifactType"] = kind
    manifest |= {"config": described, "layers": [descriptor(blob, layer)], **more}
    return Image(json.dumps(manifest).encode(), (empty, blob))


def about(image: Image | Index) -> dict[str, Any]:
    """The field by which a signature names what it signs."""
    return {"subject": descriptor(image.manifest, image.media_type)}


def a_chart() -> Image:
    return an_artifact("", config=HELM_CONFIG, layer=HELM_LAYER)


def a_foreign_image() -> tuple[Image, str]:
    """With a layer that no registry has, and its digest."""
    elsewhere = descriptor(some_bytes(), FOREIGN_LAYER) | {"urls": ["https://example.com/layer"]}
    own = some_bytes()
    config = json.dumps({"architecture": "amd64", "os": "windows"}).encode()
    manifest = {
        "schemaVersion": 2,
        "mediaType": OCI_MANIFEST,
        "config": descriptor(config, OCI_CONFIG),
        "layers": [elsewhere, descriptor(own, OCI_LAYER)],
    }
    return Image(json.dumps(manifest).encode(), (config, own)), elsewhere["digest"]


def an_own_index(*images: Image | Index, **of_last: Any) -> Index:
    """An index of these; the last of its descriptors has *of_last* too."""
    listed = [descriptor(one.manifest, one.media_type) for one in images]
    listed[-1] |= of_last
    manifest = {"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": listed}
    return Index(json.dumps(manifest).encode(), tuple(images))  # type: ignore[arg-type]


def a_deep_index() -> Index:
    """Of two platforms, an index inside, and an attestation as buildx makes them."""
    one, other, inner = an_own_image(), an_own_image(), an_own_index(an_own_image())
    attestation = an_own_image()
    named = {
        "vnd.docker.reference.type": "attestation-manifest",
        "vnd.docker.reference.digest": one.digest,
    }
    platform = {"architecture": "unknown", "os": "unknown"}
    return an_own_index(one, other, inner, attestation, annotations=named, platform=platform)


@dataclass
class Goods:
    """What was pushed, by reference below the project: what has a tag, and what is loose."""

    tagged: dict[str, Image | Index] = field(default_factory=dict)
    loose: dict[str, list[Image]] = field(default_factory=dict)
    foreign: str = ""
    signed: Image | Index | None = None

    def push(self, client: RegistryClient, project: str) -> None:
        for reference, image in self.tagged.items():
            client.push(f"{project}/{reference}", image)
        for repository, images in self.loose.items():
            for image in images:
                client.push(f"{project}/{repository}@{image.digest}", image)

    def assert_arrived(self, client: RegistryClient, place: Place, *, loose: bool = True) -> None:
        """Insist that all is there, byte for byte; what is *loose* only if it is asked for."""
        for reference, image in self.tagged.items():
            repository, tag = split(reference)
            assert client.get_manifest(place(repository), tag) == image.manifest, reference
            assert_whole(client, place(repository), image)
        for repository, images in self.loose.items() if loose else ():
            for image in images:
                assert_whole(client, place(repository), image)
        if self.foreign:
            assert not client.has_blob(place("foreign"), self.foreign)


def assert_whole(client: RegistryClient, repository: str, image: Image | Index) -> None:
    assert client.get_manifest(repository, image.digest) == image.manifest
    if isinstance(image, Index):
        for child in image.images:
            assert_whole(client, repository, child)
        return
    for blob in image.blobs:
        assert client.get_blob(repository, digest_of(blob)) == blob


def one_of_each() -> Goods:
    """Images of both formats, an index with all that may be in one, charts and artifacts."""
    shared = some_bytes(300_000)
    signed, loose = an_own_image(), an_own_image()
    foreign, elsewhere = a_foreign_image()
    tagged: Mapping[str, Image | Index] = {
        "app:1": an_own_image(shared),
        "app:2": an_own_image(shared, some_bytes()),
        "team/deep/app:1": an_own_image(shared),
        "docker:1": an_own_image(docker=True),
        "multi:latest": a_deep_index(),
        "chart:0.1.0": a_chart(),
        "foreign:1": foreign,
        "signed:1": signed,
        f"signed:{signed.digest.replace(':', '-')}.sig": an_own_image(),
    }
    referrers = [an_artifact(SIGNATURE, **about(signed)), an_artifact(SBOM, **about(signed))]
    return Goods(
        dict(tagged), {"signed": referrers, "loose": [loose]}, foreign=elsewhere, signed=signed
    )


def a_signed_index() -> Goods:
    signed = an_own_index(an_own_image(), an_own_image())
    signature = an_artifact(SIGNATURE, **about(signed))
    return Goods({"signed:1": signed}, {"signed": [signature]}, signed=signed)


def referrers_of(client: RegistryClient, repository: str, digest: str) -> set[str]:
    """By the API for it, or by the tag that stands in for it."""
    answer = client.request("GET", f"/v2/{repository}/referrers/{digest}")
    if answer.status_code == 200:
        found = answer.json()
    else:
        found = json.loads(client.get_manifest(repository, digest.replace(":", "-")))
    return {one["digest"] for one in found["manifests"]}
