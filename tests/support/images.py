"""Images and indexes made of given bytes, as a client would push them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
OCI_INDEX = "application/vnd.oci.image.index.v1+json"
OCI_CONFIG = "application/vnd.oci.image.config.v1+json"
OCI_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json"
DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"

MANIFESTS = (OCI_MANIFEST, DOCKER_MANIFEST)
INDEXES = (OCI_INDEX, DOCKER_LIST)
PLATFORMS = ("amd64", "arm64", "s390x", "ppc64le")


def digest_of(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


@dataclass(frozen=True)
class Image:
    """A manifest with all it refers to, config first."""

    manifest: bytes
    blobs: tuple[bytes, ...]

    @property
    def digest(self) -> str:
        return digest_of(self.manifest)

    @property
    def media_type(self) -> str:
        return media_type_of(self.manifest)


@dataclass(frozen=True)
class Index:
    """A list of manifests with the images it refers to."""

    manifest: bytes
    images: tuple[Image, ...]

    @property
    def digest(self) -> str:
        return digest_of(self.manifest)

    @property
    def media_type(self) -> str:
        return media_type_of(self.manifest)


def media_type_of(manifest: bytes) -> str:
    media_type = json.loads(manifest)["mediaType"]
    assert isinstance(media_type, str)
    return media_type


def descriptor(data: bytes, media_type: str) -> dict[str, Any]:
    return {"mediaType": media_type, "digest": digest_of(data), "size": len(data)}


def an_image(
    layers: Sequence[bytes] = (b"a layer",),
    config: bytes | None = None,
    *,
    docker: bool = False,
    more: Mapping[str, Any] | None = None,
) -> Image:
    """Make an image; *more* are further fields of its manifest (subject, annotations, …)."""
    if config is None:
        rootfs = {"type": "layers", "diff_ids": [digest_of(layer) for layer in layers]}
        config = _json({"architecture": "amd64", "os": "linux", "rootfs": rootfs})
    manifest = {
        "schemaVersion": 2,
        "mediaType": DOCKER_MANIFEST if docker else OCI_MANIFEST,
        "config": descriptor(config, DOCKER_CONFIG if docker else OCI_CONFIG),
        "layers": [descriptor(layer, DOCKER_LAYER if docker else OCI_LAYER) for layer in layers],
        **(more or {}),
    }
    return Image(_json(manifest), (config, *layers))


def an_index(
    images: Sequence[Image] | None = None,
    *,
    docker: bool = False,
    more: Mapping[str, Any] | None = None,
) -> Index:
    """Make an index of up to four images; without any given, of two platforms."""
    if images is None:
        images = [an_image([name.encode()], docker=docker) for name in PLATFORMS[:2]]
    manifests = [
        {
            **descriptor(image.manifest, image.media_type),
            "platform": {"architecture": architecture, "os": "linux"},
        }
        for image, architecture in zip(images, PLATFORMS, strict=False)
    ]
    index = {
        "schemaVersion": 2,
        "mediaType": DOCKER_LIST if docker else OCI_INDEX,
        "manifests": manifests,
        **(more or {}),
    }
    return Index(_json(index), tuple(images))


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
