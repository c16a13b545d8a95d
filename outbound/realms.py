"""Whether credentials for a registry may go to the realm that its challenge names."""

from collections.abc import Collection
from functools import cache

from publicsuffixlist import PublicSuffixList

from outbound.errors import UrlInvalid
from outbound.urls import Url


def is_trusted(realm_url: str, registry_url: str, listed_hosts: Collection[str]) -> bool:
    """Whether the realm is the registry's own host, of its registrable domain, or listed.

    Over https only; a registry that speaks http itself may have a realm at its own host over http.
    """
    try:
        realm, registry = Url.parse(realm_url), Url.parse(registry_url)
    except UrlInvalid:
        return False
    if realm.scheme != "https":
        return registry.scheme == "http" and realm.host == registry.host
    return (
        realm.host == registry.host
        or realm.host in {host.lower() for host in listed_hosts}
        or _are_kin(realm, registry)
    )


def _are_kin(one: Url, other: Url) -> bool:
    """Whether one owner has both names. Addresses have owners of their own."""
    if one.address is not None or other.address is not None:
        return False
    domain = _suffixes().privatesuffix(one.host)
    return domain is not None and domain == _suffixes().privatesuffix(other.host)


@cache
def _suffixes() -> PublicSuffixList:
    """The list that the package brings along; it is not fetched."""
    return PublicSuffixList()
