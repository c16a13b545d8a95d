"""Bearer tokens of another registry (distribution's token specification, "Requesting a token")."""

import base64
import json
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from outbound import realms
from outbound.client import Client
from replication.adapters.base import Connection
from replication.errors import RemoteRefuses, RemoteUnreachable

MOST_BYTES = 64 * 1024
LASTS_SECONDS = 60.0
"""How long a token is good whose service does not say."""
_PARAMETER = re.compile(r'([a-zA-Z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a registry asks for with a 401."""

    scheme: str
    realm: str = ""
    service: str = ""


def read_challenge(header: str) -> Challenge | None:
    """Of the schemes that are known, the first; ``None`` where there is none."""
    scheme, _, rest = header.strip().partition(" ")
    if scheme.lower() == "basic":
        return Challenge("basic")
    if scheme.lower() != "bearer":
        return None
    found = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(rest)}
    return Challenge("bearer", found.get("realm", ""), found.get("service", ""))


def basic(connection: Connection) -> dict[str, str]:
    """The header that tells the credentials; none without any."""
    if not connection.access_key and not connection.secret:
        return {}
    pair = f"{connection.access_key}:{connection.secret}".encode()
    return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}


@dataclass(slots=True)
class Tokens:
    """Tokens by what they are for, each asked for once while it lasts. Safe for threads."""

    connection: Connection
    client: Client
    _known: dict[tuple[str, ...], tuple[str, float]] = field(default_factory=dict)
    _mutex: threading.Lock = field(default_factory=threading.Lock)

    def get(self, challenge: Challenge, scopes: Sequence[str], *, unlike: str = "") -> str:
        """A token for all *scopes*; another one than *unlike*, which was refused.

        Raises RemoteRefuses where the service takes the credentials for wrong, or must not be told
        them (SS-05), or what the client raises.
        """
        key = (challenge.realm, challenge.service, *scopes)
        with self._mutex:
            token, until = self._known.get(key, ("", 0.0))
            if not token or token == unlike or time.monotonic() > until:
                token, lasts = self._fetch(challenge, scopes)
                self._known[key] = (token, time.monotonic() + lasts * 0.8)
            return token

    def _fetch(self, challenge: Challenge, scopes: Sequence[str]) -> tuple[str, float]:
        self._require_trusted(challenge.realm)
        asked = [("service", challenge.service)] if challenge.service else []
        asked += [("scope", scope) for scope in scopes]
        joint = "&" if urlsplit(challenge.realm).query else "?"
        url = f"{challenge.realm}{joint}{urlencode(asked)}" if asked else challenge.realm
        headers = basic(self.connection) | {"Accept": "application/json"}
        with self.client.open("GET", url, headers=headers) as answer:
            if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
                raise RemoteRefuses("unauthorized", "the user name or the secret is wrong")
            if answer.status != HTTPStatus.OK:
                raise RemoteUnreachable(
                    "token", f"its token service answers with status {answer.status}"
                )
            return _read(answer.read(MOST_BYTES))

    def _require_trusted(self, realm: str) -> None:
        hosts = self.connection.token_hosts
        if not realms.is_trusted(realm, self.connection.url, hosts):
            host = urlsplit(realm).hostname or ""
            raise RemoteRefuses(
                "realm",
                f"its token service is at {host[:100]!a}, which is told no credentials: it is"
                " of another domain, or not encrypted; name it as a token host if it is right",
            )


def _read(data: bytes) -> tuple[str, float]:
    try:
        told = json.loads(data)
        token = told.get("token") or told.get("access_token")
        lasts = float(told.get("expires_in") or LASTS_SECONDS)
    except (ValueError, TypeError, AttributeError) as error:
        raise RemoteUnreachable("token", "its token service answers no token") from error
    if not isinstance(token, str) or not token.isprintable():
        raise RemoteUnreachable("token", "its token service answers no token")
    return token, lasts
