"""What a registry shall be: what clients say of one, looked at before anybody calls it."""

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from oci.errors import quoted
from outbound import urls
from outbound.errors import UrlInvalid
from outbound.urls import Url
from replication.adapters import kinds
from replication.errors import RegistryInvalid
from replication.models import Registry

LONGEST_NAME = 255
LONGEST_DESCRIPTION = 1024
LONGEST_URL = 2048
LONGEST_KEY = 255
LONGEST_SECRET = 16 * 1024
"""Keys of service accounts are JSON documents."""
LONGEST_CERTIFICATES = 64 * 1024
MOST_TOKEN_HOSTS = 20
MOST_AT_ONCE = 100

FIELDS = (
    "name", "description", "kind", "url", "is_insecure", "ca_certificate", "token_hosts",
    "access_key", "at_once",
)  # fmt: skip
REACHED_BY = ("kind", "url", "is_insecure", "ca_certificate", "token_hosts", "access_key")
"""What a check of the registry depends on, besides the secret."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a registry shall be; ``None`` leaves what it is, or what it usually is."""

    name: str | None = None
    description: str | None = None
    kind: str | None = None
    url: str | None = None
    is_insecure: bool | None = None
    ca_certificate: str | None = None
    token_hosts: Sequence[str] | None = None
    access_key: str | None = None
    secret: str | None = field(default=None, repr=False)
    at_once: int | None = None

    @property
    def is_about_reaching(self) -> bool:
        """Whether it says anything that a check depends on."""
        return any(getattr(self, name) is not None for name in (*REACHED_BY, "secret"))


@dataclass(frozen=True, slots=True)
class Draft:
    """A registry as it would be. ``secret``: the new one; ``None`` for that which is stored."""

    registry: Registry
    secret: str | None = field(repr=False)


def of_new(wanted: Wanted, *, project_id: int | None) -> Draft:
    """Raises RegistryInvalid, as all of these do."""
    registry = Registry(project_id=project_id)
    _apply(registry, wanted)
    _require_whole(registry)
    return Draft(registry, wanted.secret or "")


def of_changed(registry: Registry, wanted: Wanted) -> Draft:
    """The stored credentials stay with the place that they are for (SS-04)."""
    changed = copy.copy(registry)
    _apply(changed, wanted)
    _require_whole(changed)
    secret, is_signed_out = wanted.secret, registry.access_key and not changed.access_key
    if secret is None and (is_elsewhere(registry, changed) or is_signed_out):
        secret = ""
        changed.access_key = wanted.access_key or ""
    return Draft(changed, secret)


def of_tried(registry: Registry, wanted: Wanted) -> Draft:
    """What is to be tried, and not to be kept.

    The stored secret goes nowhere but where it would go anyway, and no less guarded (SS-04).
    """
    tried = copy.copy(registry)
    _apply(tried, wanted)
    _require_reachable(tried)
    secret = wanted.secret
    if secret is None and (is_elsewhere(registry, tried) or _is_less_guarded(registry, tried)):
        secret = ""
        tried.access_key = wanted.access_key or ""
    return Draft(tried, secret)


def of_nothing(wanted: Wanted, *, project_id: int | None) -> Draft:
    """What is to be tried, of which nothing is stored."""
    registry = Registry(project_id=project_id)
    _apply(registry, wanted)
    _require_reachable(registry)
    return Draft(registry, wanted.secret or "")


def is_elsewhere(before: Registry, after: Registry) -> bool:
    return Url.parse(before.url).origin != Url.parse(after.url).origin or before.kind != after.kind


def shown(registry: Registry) -> dict[str, Any]:
    """What it is, as the audit log has it; whether a secret is there or changed is said apart."""
    return {
        "name": registry.name,
        "description": registry.description,
        "type": registry.kind,
        "url": registry.url,
        "insecure": registry.is_insecure,
        "certificates": _fingerprints(registry.ca_certificate),
        "hosts": list(registry.token_hosts),
        "user": registry.access_key,
        "concurrency": registry.at_once,
    }


def _is_less_guarded(before: Registry, after: Registry) -> bool:
    """Whether somebody else could listen who cannot listen now."""
    return (
        (after.is_insecure and not before.is_insecure)
        or after.ca_certificate != before.ca_certificate
        or not set(after.token_hosts) <= set(before.token_hosts)
    )


def _apply(registry: Registry, wanted: Wanted) -> None:
    for name in FIELDS:
        value = getattr(wanted, name)
        if value is not None:
            setattr(registry, name, _READERS[name](value) if name in _READERS else value)
    if wanted.secret is not None and len(wanted.secret) > LONGEST_SECRET:
        raise RegistryInvalid(f"the secret has at most {LONGEST_SECRET} characters")


def _require_whole(registry: Registry) -> None:
    if not registry.name:
        raise RegistryInvalid("a registry has a name")
    _require_reachable(registry)


def _require_reachable(registry: Registry) -> None:
    if not registry.url:
        raise RegistryInvalid("a registry has a URL")
    kinds.get(registry.kind)


def _name(value: str) -> str:
    if not 1 <= len(value) <= LONGEST_NAME or value != value.strip() or _CONTROL.search(value):
        raise RegistryInvalid(
            f"a name has 1 to {LONGEST_NAME} characters, no control characters among them, and"
            " blanks within alone"
        )
    return value


def _description(value: str) -> str:
    if len(value) > LONGEST_DESCRIPTION:
        raise RegistryInvalid(f"a description has at most {LONGEST_DESCRIPTION} characters")
    return value


def _url(value: str) -> str:
    """Without slashes at its end, as Harbor keeps it."""
    value = value.rstrip("/")
    if len(value) > LONGEST_URL:
        raise RegistryInvalid(f"a URL has at most {LONGEST_URL} characters")
    try:
        parsed = Url.parse(value)
    except UrlInvalid as error:
        raise RegistryInvalid(str(error)) from error
    if "?" in parsed.target:
        raise RegistryInvalid("the URL of a registry has no query")
    return value


def _certificates(value: str) -> str:
    if len(value) > LONGEST_CERTIFICATES:
        raise RegistryInvalid(f"the certificates have at most {LONGEST_CERTIFICATES} characters")
    _fingerprints(value)
    return value.strip()


def _fingerprints(text: str) -> list[str]:
    if not text.strip():
        return []
    try:
        found = x509.load_pem_x509_certificates(text.encode())
    except ValueError as error:
        raise RegistryInvalid("the CA certificate is none in PEM") from error
    return [f"sha256:{certificate.fingerprint(SHA256()).hex()}" for certificate in found]


def _token_hosts(value: Sequence[str]) -> list[str]:
    if len(value) > MOST_TOKEN_HOSTS:
        raise RegistryInvalid(f"there are {MOST_TOKEN_HOSTS} hosts of token services at most")
    return list(dict.fromkeys(_host(one) for one in value))


def _host(value: str) -> str:
    try:
        return urls.host_of(value)
    except UrlInvalid as error:
        raise RegistryInvalid(f"{quoted(value)} is no host of a token service") from error


def _access_key(value: str) -> str:
    if len(value) > LONGEST_KEY or _CONTROL.search(value):
        raise RegistryInvalid(
            f"an access key has at most {LONGEST_KEY} characters, no control characters among them"
        )
    return value


def _at_once(value: int) -> int:
    if not 1 <= value <= MOST_AT_ONCE:
        raise RegistryInvalid(f"from 1 to {MOST_AT_ONCE} tasks may be at work with a registry")
    return value


_READERS: dict[str, Any] = {
    "name": _name,
    "description": _description,
    "url": _url,
    "ca_certificate": _certificates,
    "token_hosts": _token_hosts,
    "access_key": _access_key,
    "at_once": _at_once,
}
