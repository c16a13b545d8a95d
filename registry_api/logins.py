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


async def basic(credential: str, source: Source) -> Caller:
    """Check what follows ``Basic`` in the header. Raises BasicChallenge or LoginBusy."""
    by, _ = await basic_and(credential, source, _nothing, is_login=False)
    return by


async def basic_and(
    credential: str, source: Source, then: Callable[[Principal], T], *, is_login: bool
) -> tuple[Caller, T]:
    """As ``basic``; answers also what *then* makes of the caller."""
    try:
        username, password = tokens.read_basic(credential)
        return await check_and(username, password, source, then, is_login=is_login)
    except CredentialsInvalid as error:
        raise BasicChallenge(str(error)) from error


async def check(username: str, password: str, source: Source, *, is_login: bool) -> Caller:
    """Check a password, token or robot's secret. Raises CredentialsInvalid or LoginBusy."""
    by, _ = await check_and(username, password, source, _nothing, is_login=is_login)
    return by


async def check_and(
    username: str,
    password: str,
    source: Source,
    then: Callable[[Principal], T],
    *,
    is_login: bool,
) -> tuple[Caller, T]:
    """As ``check``, and what *then* makes of the caller: by the same thread, if no hash is due."""

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
    return by, await pools.domain(then, by.principal)


def _nothing(principal: Principal) -> None:
    """For whoever wants to know the caller alone."""
