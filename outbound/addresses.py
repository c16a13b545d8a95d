"""Which addresses and names may be called: what is public, what is private, what is neither.

Loopback, link-local, multicast and reserved addresses, and those at which clouds hand out
credentials, are for nobody, unless the operator lists them in ``HARBOR_OUTBOUND_ALLOW``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import Self

from outbound.errors import UrlInvalid
from outbound.urls import LAST_PORT, Address, address_of, host_of

Network = IPv4Network | IPv6Network


class Reach(IntEnum):
    """How far a request may go; what reaches further reaches all before it."""

    PUBLIC = 1
    PRIVATE = 2
    """Private networks too: RFC 1918, unique local addresses, carrier-grade NAT."""


_NOBODY = 3
"""The reach that none has."""

_METADATA = {
    ip_network(each)
    for each in (
        "100.100.100.200",
        "168.63.129.16",  # a public range, but answered by the hypervisor
        "192.0.0.192",
        "fd00:ec2::/32",
        "fd20:ce::/32",
        "169.254.0.0/16",
    )
}
_RESERVED = _METADATA | {
    ip_network(each)
    for each in (
        "0.0.0.0/8",
        "127.0.0.0/8",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",  # but Teredo, which is judged by what it wraps
        "2001:db8::/32",
        "3fff::/20",
    )
}
_PRIVATE = [
    ip_network(each)
    for each in ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
]
_GLOBAL_IPV6 = IPv6Network("2000::/3")

_TEREDO = IPv6Network("2001::/32")
_6TO4 = IPv6Network("2002::/16")
_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")
# The last 32 bits are an IPv4 address: mapped, translated, compatible (old), and NAT64.
_IPV4_AT_END = [
    IPv6Network(each) for each in ("::ffff:0:0/96", "::ffff:0:0:0/96", "::/96", "64:ff9b::/96")
]
_ISATAP = {b"\x00\x00\x5e\xfe", b"\x02\x00\x5e\xfe"}
_UNWRAPPED = {IPv6Address("::"), IPv6Address("::1")}

_LOCAL_NAMES = re.compile(
    r"(?:.*\.)?localhost(?:[46])?(?:\.localdomain[46]?)?"  # RFC 6761, and what hosts files have
    r"|localhost[46]?\..*"
    r"|ip6-(?:localhost|loopback)"
    r"|metadata(?:\..*)?"
    r"|instance-data(?:\..*)?"
)
_PRIVATE_NAMES = re.compile(r"(?:.*\.)?internal")

_ENTRY_WITH_PORT = re.compile(r"(?P<host>\[[^\]]+\]|[^:\[\]/]+):(?P<port>[0-9]{1,5})")


def reach_needed(address: Address) -> int:
    """How far it is to *address*; more than any Reach where nobody may go."""
    return max(_distance(each) for each in judged(address))


def reach_needed_by_name(host: str) -> int:
    """What a name alone says of how far it is; its addresses are judged besides."""
    if _LOCAL_NAMES.fullmatch(host):
        return _NOBODY
    return Reach.PRIVATE if _PRIVATE_NAMES.fullmatch(host) else Reach.PUBLIC


def judged(address: Address) -> list[Address]:
    """The addresses that decide about *address*: those that are wrapped in it, or itself."""
    if isinstance(address, IPv4Address):
        return [address]
    bare = IPv6Address(int(address))  # without a zone
    return list(_wrapped(bare)) or [bare]


def _distance(address: Address) -> int:
    if any(address in network for network in _RESERVED):
        return _NOBODY
    if any(address in network for network in _PRIVATE):
        return Reach.PRIVATE
    is_public = isinstance(address, IPv4Address) or address in _GLOBAL_IPV6
    return Reach.PUBLIC if is_public else _NOBODY


def _wrapped(address: IPv6Address) -> Iterator[Address]:
    packed = address.packed
    if address in _UNWRAPPED:
        return
    if any(address in network for network in _IPV4_AT_END):
        yield IPv4Address(packed[12:])
    elif address in _6TO4:
        yield IPv4Address(packed[2:6])
    elif address in _TEREDO:
        yield IPv4Address(packed[4:8])
        yield IPv4Address(bytes(byte ^ 0xFF for byte in packed[12:]))
    elif address in _LOCAL_NAT64:
        yield from _translated(packed)
    elif packed[8:12] in _ISATAP:
        yield address
        yield IPv4Address(packed[12:])


def _translated(packed: bytes) -> Iterator[Address]:
    """Where an address of RFC 8215 leads, for each length that its prefix may have (RFC 6052)."""
    forms = {packed[6:8] + packed[9:11], packed[7:8] + packed[9:12], packed[9:13], packed[12:16]}
    filled = {form for form in forms if form[0]}  # else it is padding of another form
    yield from map(IPv4Address, filled or forms)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the operator opens besides: networks, and hosts with all of their addresses."""

    networks: tuple[tuple[Network, int | None], ...] = ()
    hosts: tuple[tuple[str, int | None], ...] = ()
    """In lower case; ``*.example.org`` stands for every name below. The number is a port."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a comma-separated list; ValueError names the entry that is malformed."""
        entries = [entry.strip() for entry in text.split(",") if entry.strip()]
        networks, hosts = [], []
        for entry in entries:
            what, port = _entry(entry)
            if isinstance(what, str):
                hosts.append((what, port))
            else:
                networks.append((what, port))
        return cls(tuple(networks), tuple(hosts))

    def has_host(self, host: str, port: int) -> bool:
        return any(
            allowed_port in {None, port} and _is_named(host, allowed)
            for allowed, allowed_port in self.hosts
        )

    def has_address(self, address: Address, port: int) -> bool:
        """Whether it lies in a listed network, and so does every address wrapped in it."""
        return self._lists(address, port) or all(self._lists(one, port) for one in judged(address))

    def _lists(self, address: Address, port: int) -> bool:
        return any(
            allowed_port in {None, port} and address in network
            for network, allowed_port in self.networks
        )


def _is_named(host: str, allowed: str) -> bool:
    return host.endswith(allowed[1:]) if allowed.startswith("*.") else host == allowed


def _entry(entry: str) -> tuple[Network | str, int | None]:
    match = _ENTRY_WITH_PORT.fullmatch(entry)
    host, port = (match["host"], int(match["port"])) if match else (entry, None)
    if port is not None and not 1 <= port <= LAST_PORT:
        raise ValueError(f"{entry!r} has a port that is none")
    if "/" in host or address_of(host.strip("[]")) is not None:
        return ip_network(host.strip("[]")), port
    try:
        below = "*." if host.startswith("*.") else ""
        return below + host_of(host.removeprefix("*.")), port
    except UrlInvalid as error:
        raise ValueError(
            f"{entry!r} is no address, CIDR range, host or *.domain (a host may have a :port)"
        ) from error
