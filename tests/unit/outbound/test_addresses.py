"""No way of writing an address leads to where no request may go (SS-01, SS-02)."""

import re
from ipaddress import ip_address

import pytest

from outbound.addresses import Allowed, Reach, reach_needed
from outbound.client import Client, Guard
from outbound.errors import (
    AddressRefused,
    ConnectRefused,
    NameUnknown,
    OutboundError,
    UrlInvalid,
)  # fmt: skip
from outbound.urls import Url
from tests.unit.outbound import corpus
from tests.unit.outbound.conftest import PUBLIC_ADDRESS, Resolver


def open_(url: str, reach: Reach, allowed: str = "") -> None:
    with Client(Guard(reach, Allowed.parse(allowed))) as client:
        client.open("GET", url).close()


def test_the_corpus_is_as_large_as_it_should_be() -> None:
    assert len(set(corpus.FOR_NOBODY)) >= 120
    assert len(set(corpus.FOR_ADMINISTRATORS)) >= 60


@pytest.mark.parametrize("reach", Reach)
@pytest.mark.parametrize("url", corpus.FOR_NOBODY, ids=ascii)
def test_ss_01_what_is_for_nobody_is_never_connected_to(
    url: str, reach: Reach, dialed: list[str], resolver: Resolver
) -> None:
    with pytest.raises((AddressRefused, UrlInvalid)):
        open_(url, reach)
    assert (dialed, resolver.asked) == ([], [])


@pytest.mark.parametrize("url", corpus.FOR_ADMINISTRATORS, ids=ascii)
def test_ss_01_private_addresses_are_not_for_members_of_projects(
    url: str, dialed: list[str], resolver: Resolver
) -> None:
    with pytest.raises(AddressRefused):
        open_(url, Reach.PUBLIC)
    assert (dialed, resolver.asked) == ([], [])


@pytest.mark.parametrize("address", [*corpus.PRIVATE, *corpus.PUBLIC])
def test_an_administrator_reaches_private_networks(
    address: str, dialed: list[str], resolver: Resolver
) -> None:
    with pytest.raises(ConnectRefused):
        open_(corpus.url_of(address), Reach.PRIVATE)
    assert dialed == [address]


@pytest.mark.parametrize("address", corpus.PUBLIC)
def test_everybody_reaches_public_addresses(
    address: str, dialed: list[str], resolver: Resolver
) -> None:
    resolver.tell("registry.example", [address])
    for url in (corpus.url_of(address), "https://registry.example/v2/"):
        with pytest.raises(ConnectRefused):
            open_(url, Reach.PUBLIC)
    assert dialed == [address, address]


@pytest.mark.parametrize("address", corpus.wrapped("8.8.8.8"))
def test_what_is_wrapped_decides(address: str) -> None:
    assert reach_needed(ip_address(address)) == Reach.PUBLIC


@pytest.mark.parametrize("address", corpus.wrapped("10.0.0.1"))
def test_what_is_wrapped_may_be_private(address: str) -> None:
    assert reach_needed(ip_address(address)) >= Reach.PRIVATE


def test_the_refusal_says_no_more_than_that(dialed: list[str], resolver: Resolver) -> None:
    """An answer that told one refusal from another would map the inside."""
    resolver.tell("inside.example", ["10.0.0.1"])
    resolver.tell("metadata.example", ["169.254.169.254"])
    said = set()
    for host in ("127.0.0.1", "inside.example", "metadata.example", "localhost", "10.0.0.1"):
        with pytest.raises(AddressRefused) as caught:
            open_(corpus.url_of(host), Reach.PUBLIC)
        said.add(str(caught.value))
    assert said == {"The address is not allowed."}


ATTACKS = [
    *([bad] for bad in [*corpus.NOBODY, *corpus.PRIVATE, *corpus.wrapped()]),
    [PUBLIC_ADDRESS, "127.0.0.1"],
    ["127.0.0.1", PUBLIC_ADDRESS],
    [PUBLIC_ADDRESS, "::1"],
    ["2606:4700::1111", PUBLIC_ADDRESS, "10.0.0.1"],
    [*[f"93.184.215.{n}" for n in range(40)], "169.254.169.254"],
]


@pytest.mark.parametrize("addresses", ATTACKS, ids=lambda addresses: "+".join(addresses[:3]))
def test_ss_02_a_name_is_refused_for_any_of_its_addresses(
    addresses: list[str], dialed: list[str], resolver: Resolver
) -> None:
    resolver.tell("registry.example", addresses)
    with pytest.raises(AddressRefused):
        open_("http://registry.example/v2/", Reach.PUBLIC)
    assert dialed == []
    assert resolver.asked == ["registry.example"]


def test_ss_02_a_name_that_is_bound_anew_is_judged_anew(
    dialed: list[str], resolver: Resolver
) -> None:
    resolver.tell("registry.example", [PUBLIC_ADDRESS], ["127.0.0.1"])
    with Client(Guard(Reach.PUBLIC)) as client:
        with pytest.raises(ConnectRefused):
            client.open("GET", "http://registry.example/")
        assert resolver.asked == ["registry.example"], "who asks twice may hear two answers"
        with pytest.raises(AddressRefused):
            client.open("GET", "http://registry.example/")
    assert dialed == [PUBLIC_ADDRESS]


def test_a_name_without_an_address_is_unknown(dialed: list[str], resolver: Resolver) -> None:
    with pytest.raises(NameUnknown) as caught:
        open_("http://nobody.example/", Reach.PUBLIC)
    assert caught.value.cause == "dns"
    resolver.tell("empty.example", [])
    with pytest.raises(NameUnknown):
        open_("http://empty.example/", Reach.PUBLIC)
    assert dialed == []


def test_the_addresses_of_a_name_are_tried_in_turn(dialed: list[str], resolver: Resolver) -> None:
    resolver.tell("registry.example", ["93.184.215.14", "2606:4700::1111", "93.184.215.14"])
    with pytest.raises(ConnectRefused):
        open_("http://registry.example/", Reach.PUBLIC)
    assert dialed == ["93.184.215.14", "2606:4700::1111"]


@pytest.mark.parametrize(
    ("allowed", "url", "is_open"),
    [
        ("127.0.0.1", "http://127.0.0.1/", True),
        ("127.0.0.1", "http://[::ffff:127.0.0.1]/", True),
        ("127.0.0.1", "http://127.0.0.2/", False),
        ("127.0.0.1:5000", "http://127.0.0.1:5000/", True),
        ("127.0.0.1:5000", "http://127.0.0.1:5001/", False),
        ("127.0.0.0/8", "http://127.9.9.9/", True),
        ("127.0.0.0/8", "http://2130706433/", False),
        ("::1", "http://[::1]/", True),
        ("[::1]:5000", "http://[::1]:5000/", True),
        ("[::1]:5000", "http://[::1]/", False),
        ("10.0.0.0/8, fe80::/10", "http://[fe80::1]/", True),
        ("10.0.0.0/8", "http://inside.example/", True),
        ("10.0.0.0/16", "http://inside.example/", False),
        ("inside.example", "http://inside.example/", True),
        ("INSIDE.example.", "http://Inside.Example./", True),
        ("inside.example:80", "http://inside.example/", True),
        ("inside.example:80", "https://inside.example/", False),
        ("*.example", "http://inside.example/", True),
        ("*.inside.example", "http://inside.example/", False),
        ("*.side.example", "http://inside.example/", False),
        ("localhost", "http://localhost:9/", True),
        ("localhost:8", "http://localhost:9/", False),
        ("127.0.0.1", "http://localhost:9/", False),
        ("metadata.google.internal", "http://metadata.google.internal/", True),
        ("", "http://inside.example/", False),
    ],
)
def test_the_operator_opens_more(
    allowed: str, url: str, *, is_open: bool, dialed: list[str], resolver: Resolver
) -> None:
    resolver.tell("inside.example", ["10.1.2.3"])
    resolver.tell("localhost", ["127.0.0.1"])
    resolver.tell("metadata.google.internal", ["169.254.169.254"])
    with pytest.raises(OutboundError) as caught:
        open_(url, Reach.PUBLIC, allowed)
    assert bool(dialed) == is_open
    assert isinstance(caught.value, ConnectRefused) == is_open


@pytest.mark.parametrize(
    "text",
    [
        "10.0.0.1/8",
        "10.0.0.0/33",
        "127.1",
        "a b",
        "http://x",
        "x:99999",
        "*.*.x",
        "*",
        "x:0",
        "::g",
    ],
)
def test_a_list_that_is_malformed_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        Allowed.parse(f"10.0.0.0/8, {text}")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("HTTP://Registry.Example", "http://registry.example/"),
        ("https://registry.example:443/v2/", "https://registry.example/v2/"),
        ("https://registry.example.:8443?a=%0d%0a", "https://registry.example:8443/?a=%0d%0a"),
        ("http://b\u00fccher.example/", "http://xn--bcher-kva.example/"),
        ("http://stra\u00dfe.example/", "http://xn--strae-oqa.example/"),
        ("http://my_registry:5000/", "http://my_registry:5000/"),
        ("http://[2606:4700:0::1111]:80/", "http://[2606:4700::1111]/"),
        ("http://1.2.3.4/", "http://1.2.3.4/"),
        ("http://4.example/", "http://4.example/"),
        ("http://registry.example/a/../b;c=d?e=f&g={h}|i", None),
    ],
)
def test_urls_are_read_in_one_way(text: str, plain: str | None) -> None:
    assert str(Url.parse(text)) == (plain or text)
    assert Url.parse(str(Url.parse(text))) == Url.parse(text)
