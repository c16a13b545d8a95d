"""A request as it is sent: headers that cannot forge others, a body of the length that was said."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from outbound.errors import BodyMismatch, HeaderInvalid
from outbound.urls import Url

Body = bytes | Iterable[bytes] | None
USER_AGENT = "harbor-registry-client"

_METHOD = re.compile(r"[A-Z]{1,20}")
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
_OURS = {
    "connection", "content-length", "expect", "host", "keep-alive", "proxy-authorization",
    "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
}  # fmt: skip
_FOR_ANYBODY = {
    "accept", "accept-encoding", "accept-language", "if-match", "if-modified-since",
    "if-none-match", "if-range", "if-unmodified-since", "range", "user-agent",
}  # fmt: skip
"""All that another origin is told: whatever else a caller sends may be a secret."""
_REPEATABLE = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    url: Url
    headers: Mapping[str, str]
    body: Body = None
    length: int | None = None

    @classmethod
    def checked(
        cls, method: str, url: Url, headers: Mapping[str, str], body: Body, length: int | None
    ) -> Self:
        """Raises HeaderInvalid for what cannot be sent, BodyMismatch for a length that is not."""
        if not _METHOD.fullmatch(method):
            raise HeaderInvalid("The method is none of HTTP.")
        for name, value in headers.items():
            _require_header(name, value)
        if isinstance(body, bytes) and length not in {None, len(body)}:
            raise BodyMismatch("The body to send is not as long as was said.")
        if length is not None and (body is None or length < 0):
            raise BodyMismatch("A length was said of a body that is not there.")
        return cls(method, url, dict(headers), body, length)

    @property
    def is_repeatable(self) -> bool:
        """Whether doing it twice is doing it once, and there is nothing that was used up."""
        return self.method in _REPEATABLE and self.body is None

    @property
    def sent_headers(self) -> dict[str, str]:
        names = {name.lower() for name in self.headers}
        ours = {} if "user-agent" in names else {"User-Agent": USER_AGENT}
        if self.length is not None:
            ours["Content-Length"] = str(self.length)
        return {**self.headers, **ours}

    @property
    def sent_body(self) -> Body:
        if self.length is None or self.body is None or isinstance(self.body, bytes):
            return self.body
        return _exactly(self.body, self.length)

    def led_to(self, url: Url) -> "Request":
        """The same, there; another origin is told no more than what anybody may know."""
        if url.origin == self.url.origin:
            return replace(self, url=url)
        public = {name: v for name, v in self.headers.items() if name.lower() in _FOR_ANYBODY}
        return replace(self, url=url, headers=public)


def _require_header(name: str, value: str) -> None:
    if not _NAME.fullmatch(name):
        raise HeaderInvalid("A header's name is none of HTTP.")
    if not _VALUE.fullmatch(value):
        raise HeaderInvalid(f"The header {name} has characters that none may have.")
    if name.lower() in _OURS:
        raise HeaderInvalid(f"The header {name} is not for callers to set.")


def _exactly(pieces: Iterable[bytes], length: int) -> Iterator[bytes]:
    """Raises BodyMismatch before anything is sent that was not announced."""
    left = length
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            raise BodyMismatch("The body to send is longer than was said.")
        yield piece
    if left:
        raise BodyMismatch("The body to send is shorter than was said.")
