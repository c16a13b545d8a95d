"""The keys of objects: made from digests and generations, never from names of clients.

    blobs/
        sha256/
            e3/                             the first two hex digits of the digest
                e3b0c442…b855/              the digest
                    9f86d081884c7d65        a generation: one upload of these bytes
        sha512/
            …
    uploads/
        5f4dcc3b5aa765d61d8327deb882cf99    staged bytes of one upload; named by the driver

A digest that is pushed again after its removal was decided gets a new generation, so a late delete
can hit only the old one. The database says which generation is live.
"""

import re

DIGEST = re.compile(r"sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}")
GENERATION = re.compile(r"[0-9a-f]{16}")


def blob_key(digest: str, generation: str) -> str:
    """Return the key of one generation of a blob; ValueError when either is malformed."""
    if not DIGEST.fullmatch(digest):
        raise ValueError(f"not a digest that storage knows: {digest!r}")
    if not GENERATION.fullmatch(generation):
        raise ValueError(f"not a generation: {generation!r}")
    algorithm, _, encoded = digest.partition(":")
    return f"blobs/{algorithm}/{encoded[:2]}/{encoded}/{generation}"


def parse_blob_key(key: str) -> tuple[str, str] | None:
    """Return digest and generation, or None for what `blob_key` would not have made."""
    match key.split("/"):
        case [_, algorithm, _, encoded, generation]:
            digest = f"{algorithm}:{encoded}"
        case _:
            return None
    try:
        made = blob_key(digest, generation)
    except ValueError:
        return None
    return (digest, generation) if made == key else None
