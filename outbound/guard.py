"""Decides whom a request may reach: by the URL first, and by every address that is connected to."""

import socket
from dataclasses import dataclass, field
from ipaddress import ip_address

from outbound.addresses import Allowed, Reach, reach_needed, reach_needed_by_name
from outbound.errors import AddressRefused, NameUnknown
from outbound.urls import Address, Url

MOST_ADDRESSES = 16
"""Of one name; what else the resolver says of it is not tried."""


@dataclass(frozen=True, slots=True)
class Guard:
    reach: Reach
    allowed: Allowed = field(default_factory=Allowed)

    def require(self, url: Url) -> None:
        """Raises AddressRefused for what the URL alone says; asks no resolver."""
        if self.allowed.has_host(url.host, url.port):
            return
        if url.address is not None:
            self._require_address(url.address, url.port)
        elif reach_needed_by_name(url.host) > self.reach:
            raise AddressRefused

    def addresses(self, url: Url) -> list[Address]:
        """The addresses to connect to, every one of them checked.

        Only these may be connected to: who asks the resolver again may be told something else. One
        forbidden address refuses the whole name. Raises AddressRefused or NameUnknown.
        """
        self.require(url)
        found = [url.address] if url.address is not None else _resolved(url)
        if not self.allowed.has_host(url.host, url.port):
            for address in found:
                self._require_address(address, url.port)
        return found[:MOST_ADDRESSES]

    def _require_address(self, address: Address, port: int) -> None:
        if reach_needed(address) > self.reach and not self.allowed.has_address(address, port):
            raise AddressRefused


def _resolved(url: Url) -> list[Address]:
    """Takes as long as the system's resolver does: the timeouts of resolv.conf, no others."""
    try:
        rows = socket.getaddrinfo(url.host, url.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NameUnknown(f"The host {url.host} has no address.") from error
    known = {socket.AF_INET, socket.AF_INET6}
    found = [ip_address(row[4][0]) for row in rows if row[0] in known]
    if not found:
        raise NameUnknown(f"The host {url.host} has no address.")
    return list(dict.fromkeys(found))
