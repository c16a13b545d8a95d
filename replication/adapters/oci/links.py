"""Pages of lists, and the tags by which accessories are found where nothing else finds them."""

import re

from oci.digest import Digest

_NEXT = re.compile(r'<([^<>]*)>\s*;\s*(?:[^,]*;\s*)?rel\s*=\s*"?next"?', re.IGNORECASE)
SUFFIXES = ("sig", "att", "sbom")
_ACCESSORY = re.compile(rf"sha(?:256|512)-[0-9a-f]{{64,128}}(?:\.(?:{'|'.join(SUFFIXES)}))?")


def next_page(header: str) -> str | None:
    """Where the next page is (RFC 8288); a path or a URL."""
    found = _NEXT.search(header)
    return found[1] if found else None


def referrers_tag(digest: str) -> str:
    """The tag of the index of referrers (distribution-spec, "Referrers Tag Schema")."""
    named = Digest.parse(digest)
    return f"{named.algorithm[:32]}-{named.encoded[:64]}"


def companion_tags(digest: str) -> list[str]:
    """The tags that cosign gives what belongs to a manifest."""
    named = Digest.parse(digest)
    return [f"{named.algorithm}-{named.encoded}.{suffix}" for suffix in SUFFIXES]


def is_accessory(tag: str) -> bool:
    """Whether a tag is derived from a digest: it goes where that goes."""
    return _ACCESSORY.fullmatch(tag) is not None
