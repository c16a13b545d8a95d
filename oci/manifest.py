"""Image manifests and indexes, read strictly (image-spec, manifest.md and image-index.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from oci import descriptor, media_types, strict_json
from oci.descriptor import Descriptor
from oci.errors import ManifestInvalid, ManifestTooLarge, quoted

__all__ = ["MAX_MANIFEST_BYTES", "Descriptor", "Manifest", "parse"]

MAX_MANIFEST_BYTES = 4 * 1024 * 1024
MAX_DESCRIPTORS = 10_000
SCHEMA_VERSION = 2

_IMAGE_FIELDS = ("config", "layers")
_INDEX_FIELDS = ("manifests",)
_JSON_TYPE = re.compile(r"application/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\+json")


@dataclass(frozen=True, slots=True)
class Manifest:
    """An image manifest or an index, with the bytes it was read from."""

    media_type: str
    is_index: bool
    config: Descriptor | None
    layers: tuple[Descriptor, ...]
    manifests: tuple[Descriptor, ...]
    subject: Descriptor | None
    artifact_type: str | None
    """As the referrers API shows it: an image manifest without one has its config's media type."""
    annotations: Mapping[str, str]
    size: int
    body: bytes = field(repr=False)

    @property
    def blobs(self) -> tuple[Descriptor, ...]:
        """The config and the layers that must be stored, repeats and all."""
        config = () if self.config is None else (self.config,)
        return tuple(part for part in config + self.layers if not part.is_foreign)


def parse(body: bytes, content_type: str | None) -> Manifest:
    """Read what a client pushes; raises ManifestTooLarge, ManifestInvalid or DigestInvalid.

    The content type decides the kind where the manifest has no mediaType; the structure decides
    where neither says. Unknown fields are ignored.
    """
    if len(body) > MAX_MANIFEST_BYTES:
        raise ManifestTooLarge(f"The manifest is larger than {MAX_MANIFEST_BYTES} bytes.")
    declared = _essence(content_type)
    _refuse_schema1(declared)
    document = strict_json.read_object(body)
    media_type = _media_type(document, declared)
    _require_schema_version(document)
    is_index = _is_index(document, media_type)
    config = None if is_index else _config(document)
    artifact_type = descriptor.parse_media_type(document, "artifactType", "manifest")
    if artifact_type is None and config is not None:
        artifact_type = config.media_type
    return Manifest(
        media_type=media_type or _inferred_type(is_index=is_index),
        is_index=is_index,
        config=config,
        layers=() if is_index else _descriptors(document, "layers"),
        manifests=_descriptors(document, "manifests") if is_index else (),
        subject=_subject(document),
        artifact_type=artifact_type,
        annotations=descriptor.parse_annotations(document, "manifest"),
        size=len(body),
        body=body,
    )


def _essence(content_type: str | None) -> str | None:
    """Give the media type of the Content-Type without its parameters, in lower case."""
    if content_type is None:
        return None
    return content_type.partition(";")[0].strip().lower() or None


def _refuse_schema1(media_type: str | None) -> None:
    if media_type in media_types.SCHEMA1_TYPES:
        raise ManifestInvalid(
            "Docker schema 1 manifests are not supported; push again with a client that writes "
            "OCI or Docker schema 2 manifests."
        )


def _media_type(document: Mapping[str, Any], declared: str | None) -> str | None:
    """Settle on a type, on which Content-Type and mediaType must agree (distribution-spec, "Push").

    Plain JSON, where the manifest has no mediaType, says no more about its kind than nothing does.
    """
    stated = descriptor.parse_media_type(document, "mediaType", "manifest")
    if stated is None:
        stated = None if declared == media_types.JSON else declared
    elif declared is not None and stated.lower() != declared:
        raise ManifestInvalid(
            f"The Content-Type {quoted(declared)} differs from the manifest's mediaType "
            f"{quoted(stated)}."
        )
    if stated is not None:
        _refuse_schema1(stated.lower())
        if not _JSON_TYPE.fullmatch(stated.lower()):
            raise ManifestInvalid(f"{quoted(stated)} is not the media type of a manifest.")
    return stated


def _require_schema_version(document: Mapping[str, Any]) -> None:
    version = document.get("schemaVersion")
    if type(version) is not int or version != SCHEMA_VERSION:
        raise ManifestInvalid(
            f"The manifest's schemaVersion must be {SCHEMA_VERSION}; schema 1 is not supported."
        )


def _is_index(document: Mapping[str, Any], media_type: str | None) -> bool:
    """Tell the kind, and refuse what one client would run as an image and another as an index."""
    kind = (media_type or "").lower()
    has_index_fields = any(document.get(key) is not None for key in _INDEX_FIELDS)
    has_image_fields = any(document.get(key) is not None for key in _IMAGE_FIELDS)
    if has_index_fields and has_image_fields:
        raise ManifestInvalid(
            "The manifest is ambiguous: it has manifests, as an index, beside an image's config "
            "or layers."
        )
    if kind in media_types.INDEX_TYPES | media_types.MANIFEST_TYPES:
        return kind in media_types.INDEX_TYPES
    if not has_index_fields and not has_image_fields:
        raise ManifestInvalid(
            "The manifest has neither config and layers, as an image, nor manifests, as an index."
        )
    return has_index_fields


def _inferred_type(*, is_index: bool) -> str:
    return media_types.OCI_INDEX if is_index else media_types.OCI_MANIFEST


def _config(document: Mapping[str, Any]) -> Descriptor:
    if document.get("config") is None:
        raise ManifestInvalid("The image manifest lacks its config.")
    return descriptor.parse(document["config"], "config")


def _subject(document: Mapping[str, Any]) -> Descriptor | None:
    value = document.get("subject")
    return None if value is None else descriptor.parse(value, "subject")


def _descriptors(document: Mapping[str, Any], key: str) -> tuple[Descriptor, ...]:
    values = document.get(key)
    if not isinstance(values, list):
        raise ManifestInvalid(f"The manifest must have a list of {key}.")
    if len(values) > MAX_DESCRIPTORS:
        raise ManifestInvalid(f"The manifest has more than {MAX_DESCRIPTORS} {key}.")
    return tuple(
        descriptor.parse(value, f"{key}[{position}]") for position, value in enumerate(values)
    )
