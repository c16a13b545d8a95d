"""Requests to another registry: authorized, tried again where that helps, refused in words.

What a registry says in a body is shown to nobody (SS-08); its status and the specification's code
are. Whatever may pass is waited for a few times here; a longer pause is the caller's to take.
"""

import contextlib
import json
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from jobs import clock
from outbound import realms
from outbound.client import Answer, Client
from outbound.errors import AddressRefused, AnswerTooLarge, OutboundError, TlsFailed, UrlInvalid
from replication.adapters.base import Blocks, Cancelled, Connection, Limits
from replication.adapters.oci import tokens
from replication.adapters.oci.tokens import Challenge, Tokens
from replication.errors import (
    RemoteBusy,
    RemoteFault,
    RemoteRefuses,
    RemoteUnreachable,
    RemoteUnsupported,
)

T = TypeVar("T")

TRIES = 5
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 20.0
PASSING = frozenset({429, 500, 502, 503, 504})
MOST_BYTES = 8 * 2**20
"""Of an answer that is read as a whole; manifests have 4 MiB at most."""
FOLLOWED = 3
_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,40}")
_FINAL = (AddressRefused, UrlInvalid, TlsFailed, AnswerTooLarge)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that has been read."""

    status: int
    headers: Mapping[str, str]
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes along with a request. *blocks* begins anew each time that it is asked."""

    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes = b""
    blocks: Callable[[], Blocks] | None = None
    length: int = 0


NOTHING = Sent()


class Pauses:
    """How long registries want to be left alone, by their addresses: for all of this process."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def note(self, url: str, seconds: float) -> None:
        self._until[url] = max(self._until.get(url, 0.0), time.monotonic() + seconds)

    def left(self, url: str) -> float:
        return max(self._until.get(url, 0.0) - time.monotonic(), 0.0)


_pauses = Pauses()


class Wire:
    """One registry as it is spoken to. Safe for threads."""

    def __init__(self, connection: Connection, limits: Limits, client: Client) -> None:
        self.connection = connection
        self.limits = limits
        self._client = client
        self._tokens = Tokens(connection, client)
        self._challenge: Challenge | None = None

    def close(self) -> None:
        self._client.close()

    def ask(
        self,
        method: str,
        path: str,
        *,
        scopes: Sequence[str] | None = (),
        sent: Sent = NOTHING,
        expected: Sequence[int] = (200,),
        tries: int = TRIES,
    ) -> Reply:
        """Send a request and read the answer. Raises RemoteFault for a status not *expected*.

        Without *scopes*, the path is none of the specification's and takes the password itself.
        """

        def once() -> Reply:
            with self._opened(method, path, scopes, sent) as answer:
                data = b"" if method == "HEAD" else answer.read(MOST_BYTES)
                reply = Reply(answer.status, answer.headers, data)
            if reply.status not in expected:
                raise _fault(reply)
            return reply

        return self._tried(once, tries)

    @contextlib.contextmanager
    def stream(self, path: str, *, scopes: Sequence[str]) -> Iterator[Answer]:
        """GET something large, from wherever it is redirected to."""
        opened = contextlib.ExitStack()

        def once() -> Answer:
            answer = opened.enter_context(self._opened("GET", path, scopes, NOTHING))
            if answer.status != HTTPStatus.OK:
                reply = Reply(answer.status, answer.headers, answer.read(MOST_BYTES))
                opened.close()
                raise _fault(reply)
            return answer

        with opened, _told():
            yield self._tried(once, TRIES)

    def absolute(self, location: str, base: str) -> str:
        """Where an upload goes on. Raises RemoteRefuses for what it does not lead to (R18).

        A registry behind a proxy may not know its own scheme and port: on its own host they are
        those by which it was reached.
        """
        own = urlsplit(self.connection.url)
        url = urlsplit(urljoin(self._url(base), location))
        if url.hostname == own.hostname:
            return url._replace(scheme=own.scheme, netloc=own.netloc).geturl()
        if not realms.is_trusted(url.geturl(), self.connection.url, self.connection.token_hosts):
            raise RemoteRefuses("location", "it sends uploads to another domain")
        return url.geturl()

    def pause(self, seconds: float) -> None:
        """Wait, unless the transfer is to end. Raises Cancelled."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self.limits.is_cancelled():
                raise Cancelled
            time.sleep(min(left, 0.2))

    def _await_peace(self) -> None:
        """Others were asked for a pause as well. Raises RemoteBusy for a long one, or Cancelled."""
        if self.limits.is_cancelled():
            raise Cancelled
        left = _pauses.left(self.connection.url)
        if left > LONGEST_PAUSE:
            raise RemoteBusy("it has asked for a pause", timedelta(seconds=left))
        self.pause(left)

    def _tried(self, once: Callable[[], T], tries: int) -> T:
        for number in range(1, tries + 1):
            try:
                with _told():
                    return once()
            except RemoteBusy as busy:
                _pauses.note(self.connection.url, busy.after.total_seconds())
                if number == tries or busy.after.total_seconds() > LONGEST_PAUSE:
                    raise
                self.pause(max(busy.after.total_seconds(), _back_off(number)))
            except RemoteRefuses:
                raise
            except RemoteFault:
                if number == tries:
                    raise
                self.pause(_back_off(number))
        raise AssertionError("the last try answers or raises")

    @contextlib.contextmanager
    def _opened(
        self, method: str, path: str, scopes: Sequence[str] | None, sent: Sent
    ) -> Iterator[Answer]:
        """The answer to a request that was authorized as the registry asks for.

        A token that is refused is replaced once; so are credentials that were not asked for before.
        """
        self._await_peace()
        url = self._url(path)
        header = self._authorization(url, scopes)
        with self._send(method, url, header, sent) as answer:
            if answer.status != HTTPStatus.UNAUTHORIZED:
                yield answer
                return
            found = tokens.read_challenge(answer.headers.get("www-authenticate", ""))
        refused = header.get("Authorization", "")
        header = self._another(found, scopes, refused) if self._is_own(url) else {}
        if not header or header.get("Authorization") == refused:
            raise RemoteRefuses("unauthorized", _UNAUTHORIZED[bool(self.connection.access_key)])
        with self._send(method, url, header, sent) as answer:
            yield answer

    def _another(
        self, challenge: Challenge | None, scopes: Sequence[str] | None, refused: str
    ) -> dict[str, str]:
        if scopes is None:
            return {}  # it was told the password already
        self._challenge = challenge
        if challenge is None:
            raise RemoteUnreachable("malformed", "it refuses without saying what it asks for")
        if challenge.scheme == "basic":
            return tokens.basic(self.connection)
        old = refused.removeprefix("Bearer ")
        return {"Authorization": f"Bearer {self._tokens.get(challenge, scopes, unlike=old)}"}

    def _authorization(self, url: str, scopes: Sequence[str] | None) -> dict[str, str]:
        challenge = self._challenge
        if not self._is_own(url) or (challenge is None and scopes is not None):
            return {}
        if scopes is None or challenge is None or challenge.scheme == "basic":
            return tokens.basic(self.connection)
        return {"Authorization": f"Bearer {self._tokens.get(challenge, scopes)}"}

    def _send(
        self, method: str, url: str, header: Mapping[str, str], sent: Sent
    ) -> contextlib.AbstractContextManager[Answer]:
        is_read = method in ("GET", "HEAD")
        return self._client.open(
            method,
            url,
            headers={**sent.headers, **header},
            body=sent.blocks() if sent.blocks is not None else (sent.data or None),
            length=sent.length if sent.blocks is not None else None,
            follow=FOLLOWED if is_read else 0,
        )

    def _url(self, path: str) -> str:
        return path if "://" in path else self.connection.url.rstrip("/") + path

    def _is_own(self, url: str) -> bool:
        own, other = urlsplit(self.connection.url), urlsplit(url)
        return (own.scheme, own.netloc) == (other.scheme, other.netloc)


def is_end(reply: Reply, *, is_first: bool) -> bool:
    """Whether a list ends here: there is nothing of that name, as a registry says it.

    What another one says so, a proxy perhaps, or only of a later page, is no list's end: whoever
    takes it for one deletes the rest as a mirror. Raises RemoteUnreachable.
    """
    if reply.status == HTTPStatus.OK:
        return False
    if not is_first or not _code(reply.data):
        raise RemoteUnreachable("malformed", f"its list breaks off (status {reply.status})")
    return True


_UNAUTHORIZED = {
    True: "the user name or the secret is wrong, or may not do this",
    False: "it asks for a user name and a secret",
}


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Have what the network did be told as what the registry is."""
    try:
        yield
    except _FINAL as error:
        raise RemoteRefuses(error.cause, str(error)) from error
    except OutboundError as error:
        raise RemoteUnreachable(error.cause, str(error)) from error


def _fault(reply: Reply) -> RemoteFault:
    status, code = reply.status, _code(reply.data)
    shown = f"{status} {code}" if code else f"status {status}"
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        after = _retry_after(reply.headers)
        if after is not None or status == HTTPStatus.TOO_MANY_REQUESTS:
            return RemoteBusy(f"it asks for a pause ({shown})", after or timedelta(seconds=1))
    if status in PASSING:
        return RemoteUnreachable("server", f"it failed ({shown})")
    if code == "UNSUPPORTED" or status == HTTPStatus.METHOD_NOT_ALLOWED:
        return RemoteUnsupported(f"it does not offer this ({shown})")
    known = _REFUSALS.get(status, ("refused", "it refuses"))
    cause, words = _REFUSALS_BY_CODE.get(code, known)
    return RemoteRefuses(cause, f"{words} ({shown})")


_REFUSALS = {
    401: ("unauthorized", _UNAUTHORIZED[True]),
    403: ("denied", "it denies this: for want of rights, or its quota is used up"),
    404: ("missing", "it does not have this"),
    409: ("conflict", "something there is in the way"),
    412: ("precondition", "a rule there forbids it: the tag may be immutable"),
    413: ("too-large", "it takes in nothing as large"),
}
_REFUSALS_BY_CODE = {
    "MANIFEST_BLOB_UNKNOWN": ("missing", "it takes no manifest that names what it does not have"),
}


def _code(data: bytes) -> str:
    """The specification's code of an error; nothing of what else it says."""
    try:
        code = json.loads(data[:MOST_BYTES])["errors"][0]["code"]
    except (ValueError, TypeError, LookupError):
        return ""
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""


def _retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """Seconds, or a date by the other's clock (RFC 9110, section 10.2.3); an hour at most."""
    header, date = headers.get("retry-after", ""), headers.get("date", "")
    if header.isascii() and header.isdigit():
        seconds = float(header[:6])
    else:
        try:
            now = parsedate_to_datetime(date) if date else clock.now()
            seconds = (parsedate_to_datetime(header) - now).total_seconds()
        except (ValueError, TypeError):
            return None
    return timedelta(seconds=min(max(seconds, 0.0), 3600.0))


def _back_off(number: int) -> float:
    """Longer each time, with jitter."""
    longest: float = min(FIRST_PAUSE * 2 ** (number - 1), LONGEST_PAUSE)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311  # no secret
