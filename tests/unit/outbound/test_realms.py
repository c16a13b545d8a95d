"""Credentials go to the realms of a registry's own, and to no others (SS-05)."""

import pytest

from outbound import realms

HUB = "https://registry-1.docker.io"


@pytest.mark.parametrize(
    ("realm", "registry"),
    [
        ("https://auth.docker.io/token", HUB),
        ("https://AUTH.docker.io./token", HUB),
        ("https://registry.example.co.uk/auth", "https://docker.example.co.uk:5000/"),
        ("https://registry.example:8443/token", "https://registry.example/"),
        ("https://10.0.0.5/token", "https://10.0.0.5:5000"),
        ("https://[2606:4700::1111]/token", "https://[2606:4700:0::1111]:5000"),
        ("http://registry.example/token", "http://registry.example:5000"),
        ("https://registry.example/token", "http://registry.example:5000"),
        ("https://auth.partner.org/token", "https://registry.example"),
        ("https://registry:5001/token", "https://registry:5000"),
        ("https://a.github.io/token", "https://a.github.io"),
    ],
)
def test_ss_05_a_registry_has_realms_of_its_own(realm: str, registry: str) -> None:
    assert realms.is_trusted(realm, registry, ["Auth.Partner.org"])


@pytest.mark.parametrize(
    ("realm", "registry"),
    [
        ("https://evil.example/token", HUB),
        ("https://docker.io.evil.example/token", HUB),
        ("https://evildocker.io/token", HUB),
        ("http://auth.docker.io/token", HUB),
        ("http://registry-1.docker.io/token", HUB),
        ("http://auth.example.org/token", "http://registry.example.org"),
        ("http://auth.partner.org/token", "https://registry.example"),
        ("http://auth.partner.org/token", "http://registry.example"),
        ("https://evil.co.uk/token", "https://registry.co.uk"),
        ("https://evil.github.io/token", "https://a.github.io"),
        ("https://github.io/token", "https://a.github.io"),
        ("https://10.9.0.5/token", "https://10.0.0.5"),
        ("https://11.0.0.5/token", "https://10.0.0.5"),
        ("https://[2606:4700::1112]/token", "https://[2606:4700::1111]"),
        ("https://sub.auth.partner.org/token", HUB),
        ("https://auth.docker.io@evil.example/token", HUB),
        ("https://evil.example\\.docker.io/token", HUB),
        ("https://evil.example#.docker.io/token", HUB),
        ("https://auth.docker.io/token\r\nX: y", HUB),
        ("//auth.docker.io/token", HUB),
        ("/token", HUB),
        ("file:///etc/passwd", HUB),
        ("", HUB),
        ("https://auth.docker.io/token", "not a registry"),
        ("https://io/token", "https://io"[:8]),
        ("https://registry-b/token", "https://registry-a"),
    ],
)
def test_ss_05_no_other_realm_gets_credentials(realm: str, registry: str) -> None:
    assert not realms.is_trusted(realm, registry, ["auth.partner.org"])


def test_ss_05_the_list_of_suffixes_is_not_fetched() -> None:
    """Sockets beyond loopback are shut in tests, so a fetch would raise."""
    realms._suffixes.cache_clear()
    assert realms.is_trusted("https://a.example.org/", "https://b.example.org/", [])
