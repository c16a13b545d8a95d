"""Byte ranges: of a download (RFC 9110, section 14), of an upload (distribution-spec, chunks)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from oci.errors import RangeInvalid, RangeNotSatisfiable, quoted

MAX_OFFSET = 2**63 - 1

_MAX_DIGITS = 19  # MAX_OFFSET has as many
_RANGE = re.compile(r"bytes=[ \t]*([0-9]*)-([0-9]*)[ \t]*", re.IGNORECASE)
_CONTENT_RANGE = re.compile(r"(?P<first>[0-9]{1,19})-(?P<last>[0-9]{1,19})")
_RFC_CONTENT_RANGE = re.compile(
    r"bytes (?P<first>[0-9]{1,19})-(?P<last>[0-9]{1,19})/(?P<total>\*|[0-9]{1,19})", re.IGNORECASE
)
_MAX_CONTENT_RANGE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class ByteRange:
    """A part of some content; both ends belong to it."""

    start: int
    end_inclusive: int

    @property
    def length(self) -> int:
        return self.end_inclusive - self.start + 1

    def content_range(self, size: int) -> str:
        """Give the value of the Content-Range header of a 206."""
        return f"bytes {self.start}-{self.end_inclusive}/{size}"


def parse_range(header: str | None, size: int) -> ByteRange | None:
    """Read a Range header against content of *size* bytes; None means: send it whole.

    Several ranges are answered whole, as RFC 9110 section 14.2 allows, and a header that it calls
    invalid is ignored; but for a last position before the first, where the conformance suite
    wants what it wants for a range outside the content. Raises RangeNotSatisfiable for both.
    """
    if header is None or "," in header:
        return None
    match = _RANGE.fullmatch(header)
    if match is None:
        return None
    first, last = match.groups()
    if first:
        return _from_first(_offset(first), _offset(last) if last else MAX_OFFSET, size)
    return _suffix(_offset(last), size) if last else None


def _from_first(first: int, last: int, size: int) -> ByteRange | None:
    if last < first or first >= size:
        raise RangeNotSatisfiable(size)
    return ByteRange(first, min(last, size - 1))


def _suffix(length: int, size: int) -> ByteRange | None:
    if length == 0:
        raise RangeNotSatisfiable(size)
    if size == 0:
        return None  # satisfiable, yet no Content-Range can describe a part of nothing
    return ByteRange(max(size - length, 0), size - 1)


def _offset(digits: str) -> int:
    """Read ASCII digits, however many; all that lies beyond MAX_OFFSET is the same to us."""
    significant = digits.lstrip("0")
    if len(significant) > _MAX_DIGITS:
        return MAX_OFFSET
    return min(int(significant or "0"), MAX_OFFSET)


def parse_content_range(header: str) -> tuple[int, int]:
    """Read ``<start>-<end>``, or RFC 9110's ``bytes <start>-<end>/<total or *>``.

    Follows distribution-spec, "Pushing a blob in chunks". Raises RangeInvalid.
    """
    match = None
    if len(header) <= _MAX_CONTENT_RANGE_LENGTH:
        match = _CONTENT_RANGE.fullmatch(header) or _RFC_CONTENT_RANGE.fullmatch(header)
    if match is None:
        raise RangeInvalid(f"The Content-Range {quoted(header)} must read <start>-<end>.")
    first, last = int(match["first"]), int(match["last"])
    if last < first:
        raise RangeInvalid(f"The Content-Range {quoted(header)} ends before it starts.")
    if last > MAX_OFFSET:
        raise RangeInvalid(f"The Content-Range {quoted(header)} is beyond any content.")
    total = match.groupdict().get("total", "*")
    if total != "*" and int(total) <= last:
        raise RangeInvalid(f"The Content-Range {quoted(header)} ends behind its own total.")
    return first, last
