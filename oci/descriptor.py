"""Descriptors: how one piece of content points at another (image-spec, descriptor.md)."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oci import media_types
from oci.digest import Digest
from oci.errors import DigestInvalid, ManifestInvalid, quoted

MAX_SIZE = 2**63 - 1
MAX_MEDIA_TYPE_LENGTH = 255

_RESTRICTED_NAME = r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"  # RFC 6838, section 4.2
_MEDIA_TYPE = re.compile(rf"{_RESTRICTED_NAME}/{_RESTRICTED_NAME}(?:[ ]?;[\x20-\x7e]*)?")
_PLATFORM_TEXTS = ("architecture", "os", "os.version", "variant")


@dataclass(frozen=True, slots=True)
class Descriptor:
    """What a manifest says about a piece of content. Unknown fields are left out."""

    media_type: str
    digest: Digest
    size: int
    annotations: Mapping[str, str]
    artifact_type: str | None
    platform: Mapping[str, Any] | None
    urls: tuple[str, ...]
    data: bytes | None

    @property
    def is_foreign(self) -> bool:
        """Whether it lives elsewhere: stored as described, never fetched, and needs no blob."""
        return bool(self.urls) and self.media_type.lower() in media_types.NON_DISTRIBUTABLE_TYPES


def parse(value: object, where: str) -> Descriptor:
    """Read the descriptor found at *where*; raises ManifestInvalid or DigestInvalid."""
    fields = _object(value, where)
    media_type = parse_media_type(fields, "mediaType", where)
    if media_type is None:
        raise ManifestInvalid(f"{where}.mediaType is missing.")
    digest = _digest(fields, where)
    size = _size(fields, where)
    return Descriptor(
        media_type=media_type,
        digest=digest,
        size=size,
        annotations=parse_annotations(fields, where),
        artifact_type=parse_media_type(fields, "artifactType", where),
        platform=_platform(fields, where),
        urls=_urls(fields, where),
        data=_data(fields, where, digest, size),
    )


def parse_media_type(fields: Mapping[str, Any], key: str, where: str) -> str | None:
    """Read an optional media type, as RFC 6838 (or cosign) names them; raises ManifestInvalid.

    An absent, a null and an empty one are the same, as they are to clients written in Go.
    """
    value = fields.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ManifestInvalid(f"{where}.{key} must be a string.")
    if value == media_types.COSIGN_SPDX:
        return value
    if len(value) > MAX_MEDIA_TYPE_LENGTH or not _MEDIA_TYPE.fullmatch(value):
        raise ManifestInvalid(f"{where}.{key} is not a media type: {quoted(value)}.")
    return value


def parse_annotations(fields: Mapping[str, Any], where: str) -> Mapping[str, str]:
    value = fields.get("annotations")
    if value is None:
        return {}
    annotations = _object(value, f"{where}.annotations")
    if not all(isinstance(text, str) for text in annotations.values()):
        raise ManifestInvalid(f"{where}.annotations must map strings to strings.")
    return annotations


def _object(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ManifestInvalid(f"{where} must be a JSON object.")
    return value


def _digest(fields: Mapping[str, Any], where: str) -> Digest:
    value = fields.get("digest")
    if not isinstance(value, str):
        raise ManifestInvalid(f"{where}.digest must be a string.")
    try:
        return Digest.parse(value)
    except DigestInvalid as error:
        raise DigestInvalid(f"{where}.digest: {error}") from None


def _size(fields: Mapping[str, Any], where: str) -> int:
    value = fields.get("size")
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_SIZE:
        raise ManifestInvalid(f"{where}.size must be a whole number of bytes, 0 to {MAX_SIZE}.")
    return value


def _platform(fields: Mapping[str, Any], where: str) -> Mapping[str, Any] | None:
    value = fields.get("platform")
    if value is None:
        return None
    platform = _object(value, f"{where}.platform")
    for key in _PLATFORM_TEXTS:
        if not isinstance(platform.get(key), str | None):
            raise ManifestInvalid(f"{where}.platform has a value for {key} that is not a string.")
    return platform


def _urls(fields: Mapping[str, Any], where: str) -> tuple[str, ...]:
    value = fields.get("urls")
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(url, str) for url in value):
        raise ManifestInvalid(f"{where}.urls must be a list of strings.")
    return tuple(value)


def _data(fields: Mapping[str, Any], where: str, digest: Digest, size: int) -> bytes | None:
    value = fields.get("data")
    if value is None:
        return None
    if not isinstance(value, str):
        raise ManifestInvalid(f"{where}.data must be a string.")
    try:
        data = base64.b64decode(value, validate=True)
    except ValueError:
        raise ManifestInvalid(f"{where}.data is not valid base64.") from None
    if len(data) != size:
        raise ManifestInvalid(f"{where}.data has {len(data)} bytes, but size says {size}.")
    if not digest.matches(data):
        raise ManifestInvalid(f"{where}.data does not match its digest.")
    return data
