"""Passwords on the wire. What this process checked before waits behind no hash."""

from collections.abc import Callable
from typing import TypeVar

from accounts.errors import CredentialsInvalid
from accounts.principals import Caller, Principal, Source
from oci.errors import Unauthenticated
from projects import credentials, tokens
from registry_api import pools

T = TypeVar("T")


class BasicChallenge(Unauthenticated):
    """Basic credentials are wrong, or missing where nothing else is taken."""


async def basic(credential: str, source: Source, *, is_login: bool = False) -> Caller:
    """Check what follows ``Basic`` in the header. Raises BasicChallenge or LoginBusy."""
    try:
        username, password = tokens.read_basic(credential)
        return await check(username, password, source, is_login=is_login)
    except CredentialsInvalid as error:
        raise BasicChallenge(str(error)) from error


async def check(username: str, password: str, source: Source, *, is_login: bool = False) -> Caller:
    """Check a password, token or robot's secret. Raises CredentialsInvalid or LoginBusy."""
    known = await pools.domain(
        credentials.recall, username=username, password=password, source=source, is_login=is_login
    )
    if known is not None:
        return known
    return await pools.login(
        credentials.authenticate, username=username, password=password, source=source
    )


async def basic_and(
    credential: str, source: Source, then: Callable[[Principal], T], *, is_login: bool
) -> tuple[Caller, T]:
    """As ``basic``, and what *then* makes of the caller: by the same thread, if no hash is due."""
    try:
        username, password = tokens.read_basic(credential)

        def known() -> tuple[Caller, T] | None:
            by = credentials.recall(
                username=username, password=password, source=source, is_login=is_login
            )
            return None if by is None else (by, then(by.principal))

        if (found := await pools.domain(known)) is not None:
            return found
        by = await pools.login(
            credentials.authenticate, username=username, password=password, source=source
        )
    except CredentialsInvalid as error:
        raise BasicChallenge(str(error)) from error
    return by, await pools.domain(then, by.principal)
