"""Content digests (image-spec, descriptor.md, "Digests")."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from oci.errors import DigestInvalid, quoted

if TYPE_CHECKING:
    from hashlib import _Hash

ENCODED_LENGTHS = {"sha256": 64, "sha512": 128}

_HEX = re.compile(r"[0-9a-f]+")


def hasher(algorithm: str) -> _Hash:
    """Give a fresh hash object. Raises DigestInvalid for algorithms that we do not register."""
    if algorithm not in ENCODED_LENGTHS:
        raise DigestInvalid(
            f"The digest algorithm {quoted(algorithm)} is not supported; use sha256 or sha512."
        )
    return hashlib.new(algorithm)


@dataclass(frozen=True, slots=True, order=True)
class Digest:
    """The name of some bytes; ``parse`` and ``of`` make only well-formed ones."""

    algorithm: str
    encoded: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``sha256:<64 hex>`` or ``sha512:<128 hex>``; raises DigestInvalid."""
        algorithm, colon, encoded = text.partition(":")
        if not colon:
            raise DigestInvalid(
                f"{quoted(text)} is not a digest, which reads <algorithm>:<hexadecimal>."
            )
        length = ENCODED_LENGTHS.get(algorithm)
        if length is None:
            raise DigestInvalid(
                f"The digest {quoted(text)} is of no supported algorithm; use sha256 or sha512."
            )
        if len(encoded) != length or not _HEX.fullmatch(encoded):
            raise DigestInvalid(
                f"The digest {quoted(text)} must have {length} lower-case hexadecimal digits "
                f"after {algorithm}:."
            )
        return cls(algorithm, encoded)

    @classmethod
    def of(cls, data: bytes | bytearray, algorithm: str = "sha256") -> Self:
        return cls.of_blocks([data], algorithm)

    @classmethod
    def of_blocks(cls, blocks: Iterable[bytes | bytearray], algorithm: str) -> Self:
        """Compute it block by block, for what is too large to hold."""
        digester = hasher(algorithm)
        for block in blocks:
            digester.update(block)
        return cls(algorithm, digester.hexdigest())

    def matches(self, data: bytes) -> bool:
        return Digest.of(data, self.algorithm).encoded == self.encoded

    def __str__(self) -> str:
        return f"{self.algorithm}:{self.encoded}"
