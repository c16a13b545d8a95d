"""URLs as they are taken: http or https, written plainly, with one meaning for every reader."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import urljoin

import idna

from outbound.errors import UrlInvalid

LONGEST = 16_384
"""Characters; signed URLs of object stores have some thousands."""
LAST_PORT = 65_535
DEFAULT_PORTS = {"http": 80, "https": 443}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Origin = tuple[str, str, int]

_URL = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\x00-\x20\x7f/?#@:\[\]\\%]+)"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<target>(?:[/?][!-~]*)?)",
    re.IGNORECASE,
)
_WRITTEN_PLAINLY = re.compile(r"[!-~]*")
_NOT_IN_TARGET = re.compile(r'[\\#<>"]')
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_LONGEST_NAME = 253


@dataclass(frozen=True, slots=True)
class Url:
    """An address to call. The host is in lower-case ASCII, without a dot at its end."""

    scheme: str
    host: str
    port: int
    target: str
    """Path and query, as they are sent."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises UrlInvalid for whatever two readers might read in two ways."""
        if len(text) > LONGEST:
            raise UrlInvalid(f"The URL is longer than {LONGEST} characters.")
        match = _URL.fullmatch(text)
        if match is None or _NOT_IN_TARGET.search(match["target"]):
            raise UrlInvalid(
                "The URL is malformed; it reads http(s)://host[:port]/path, without a user,"
                " a fragment, blanks or backslashes."
            )
        scheme = match["scheme"].lower()
        port = int(match["port"]) if match["port"] else DEFAULT_PORTS[scheme]
        if not 1 <= port <= LAST_PORT:
            raise UrlInvalid(f"The URL's port is none; it is a number from 1 to {LAST_PORT}.")
        target = match["target"]
        return cls(
            scheme, host_of(match["host"]), port, target if target[:1] == "/" else f"/{target}"
        )

    @property
    def origin(self) -> Origin:
        return self.scheme, self.host, self.port

    @property
    def address(self) -> Address | None:
        """The address that the host is, or None where it is a name."""
        return address_of(self.host)

    def join(self, location: str) -> "Url":
        """Where a ``Location`` leads from here; raises UrlInvalid."""
        if not _WRITTEN_PLAINLY.fullmatch(location):
            raise UrlInvalid("The answer leads to what is no URL.")
        try:
            return Url.parse(urljoin(str(self), location.partition("#")[0]))
        except ValueError as error:
            raise UrlInvalid("The answer leads to what is no URL.") from error

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"


def host_of(text: str) -> str:
    """A name or an address in the one way that both are written; raises UrlInvalid.

    Of numbers only the four of a full address make a host: ``127.1``, ``0x7f.1``, ``2130706433``
    and ``0177.0.0.1`` are addresses to some resolvers and names to others.
    """
    if text.startswith("["):
        return _ipv6(text[1:-1])
    name = _ascii(text).removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        if address_of(name) is None or not text.isascii():
            raise UrlInvalid("The URL's host is a number, but no address written in full.")
        return name
    if len(name) > _LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in labels):
        raise UrlInvalid("The URL's host is neither a name nor an address.")
    return name


def address_of(host: str) -> Address | None:
    """The address that *host* is, without brackets; None where it is a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _ipv6(text: str) -> str:
    try:
        return str(ipaddress.IPv6Address(text))
    except ValueError as error:
        raise UrlInvalid("The URL's host is no IPv6 address.") from error


def _ascii(text: str) -> str:
    if text.isascii():
        return text.lower()
    try:
        return idna.encode(text, uts46=True, transitional=False).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise UrlInvalid("The URL's host is no name that can be written in ASCII.") from error
