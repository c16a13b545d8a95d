"""Who asks, and whether they may: checked before a handler runs (R16).

Reads rest on the token's grant as long as the epochs it was given at still hold, and on the
rights as they are now otherwise. Writes confirm the epochs again in their own transaction.
"""

from collections import OrderedDict
from dataclasses import dataclass

from starlette.requests import Request

from accounts.principals import Caller, Credential, Principal, Source
from accounts.rights import SystemAction
from oci.errors import NameInvalid, Unauthenticated
from oci.reference import RepositoryName
from projects import access, tokens
from projects.access import Access
from projects.errors import TokenInvalid
from projects.roles import Action
from projects.tokens import Claims
from registry_api import logins, pools
from registry_api.logins import BasicChallenge
from registry_api.memory import Memory, State

RIGHTS_AT_MOST = 20_000

SCOPES = {
    Action.REPOSITORY_PULL: "pull",
    Action.REPOSITORY_PUSH: "pull,push",
    Action.REPOSITORY_DELETE: "delete",
}
"""What a client is told to ask a token for, by what the request needs."""


READ = Action.REPOSITORY_PULL


def scope_of(name: RepositoryName, needs: Action, source: RepositoryName | None = None) -> str:
    """The scope to ask a token for, with that of the repository a blob is mounted from."""
    scope = f"repository:{name.path}:{SCOPES[needs]}"
    return scope if source is None else f"{scope} repository:{source.path}:{SCOPES[READ]}"


def outdated(
    request: Request, name: RepositoryName, needs: Action, error: TokenInvalid
) -> "Challenge":
    """The credentials do not hold, or not any more: what to ask for anew."""
    return Challenge(str(error), scope=_scope(request, name, needs), error="invalid_token")


def refusal(request: Request, target: "Target", needs: Action) -> "Refusal":
    """The caller may not, as the write itself found out."""
    scope = _scope(request, target.name, needs)
    return Refusal(target.access.by, target.name, needs, scope)


def _by_token(identity: "Identity", name: RepositoryName, needs: Action) -> "Target | None":
    """A writer's access as the token says, to be confirmed by the transaction of the write."""
    claims = identity.claims
    grant = claims.grants.get(name.path) if claims else None
    if claims is None or grant is None:
        return None
    access = Access(identity.by, grant.project_id, grant.epoch, grant.actions, claims.kid, needs)
    return Target(name, access, state=None)


def _scope(request: Request, name: RepositoryName, needs: Action) -> str:
    return scope_of(name, needs, mount_source(request))


def mount_source(request: Request) -> RepositoryName | None:
    """The repository that a mount names, if the request is one and the name is possible."""
    query = request.query_params
    if request.method != "POST" or "mount" not in query:
        return None
    try:
        return RepositoryName.parse(query.get("from", ""))
    except NameInvalid:
        return None


def _may_list(principal: Principal) -> bool:
    return principal.may(SystemAction.CATALOG_READ)


class Challenge(Unauthenticated):
    """The request needs a token, or another one."""

    def __init__(self, message: str, *, scope: str = "", error: str = "") -> None:
        super().__init__(message)
        self.scope = scope
        self.error = error


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks; *claims* where it said so with a token."""

    by: Caller
    claims: Claims | None


@dataclass(frozen=True, slots=True)
class Target:
    """A repository that the caller may do the needed thing in.

    Readers are admitted with what is remembered of it, just validated. Writers with a token are
    not: the transaction of the write confirms their access, and would have to anyway.
    """

    name: RepositoryName
    access: Access
    state: State | None

    @property
    def seen(self) -> State:
        assert self.state is not None, "readers only"
        return self.state


class Gate:
    """One a process, used on its event loop only."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._rights: OrderedDict[tuple[str, int, int, int], frozenset[Action]]
        self._rights = OrderedDict()

    async def identify(self, request: Request) -> Identity | None:
        """Check the credentials of the request; ``None`` where there are none.

        Raises BasicChallenge, TokenInvalid or LoginBusy.
        """
        scheme, _, credential = request.headers.get("authorization", "").partition(" ")
        source: Source = request.state.source
        if scheme.lower() == "bearer":
            claims = tokens.remembered(credential.strip())
            if claims is None:
                claims = await pools.domain(tokens.verify, credential.strip())
            return Identity(Caller(claims.principal, Credential.BEARER, source), claims)
        if scheme.lower() == "basic":
            return Identity(await logins.basic(credential.strip(), source), None)
        return None

    async def require_login(self, request: Request) -> Identity:
        """For requests that name no repository: any valid credential, none of nobody."""
        try:
            identity = await self.identify(request)
            if identity is None:
                raise Challenge("log in first")
            await self._memory.require_current(identity.by.principal)
        except TokenInvalid as error:
            raise Challenge(str(error), error="invalid_token") from error
        return identity

    async def require_catalog(self, request: Request) -> None:
        """Only who may see every repository may list them all."""
        scope = "registry:catalog:*"
        try:
            identity = await self.identify(request)
            if identity is None:
                raise BasicChallenge("the catalog is for system administrators; log in")
            await self._memory.require_current(identity.by.principal)
        except TokenInvalid as error:
            raise Challenge(str(error), scope=scope, error="invalid_token") from error
        claims = identity.claims
        if not (claims.may_list_catalog if claims else _may_list(identity.by.principal)):
            raise Challenge(
                "the catalog is for system administrators", scope=scope, error="insufficient_scope"
            )

    async def admit(self, request: Request, name: RepositoryName, needs: Action) -> Target:
        """Let the request into the repository, or raise a challenge that says what is missing.

        Absent, hidden and forbidden look alike.
        """
        try:
            identity = await self.identify(request)
            if identity is None:
                raise Challenge("this needs a token", scope=_scope(request, name, needs))
            target = None
            if request.method not in ("GET", "HEAD"):
                target = _by_token(identity, name, needs)
            target = target or await self._target(identity, name, needs)
        except TokenInvalid as error:
            raise outdated(request, name, needs, error) from error
        if target is None or needs not in target.access.actions:
            raise Refusal(identity.by, name, needs, _scope(request, name, needs))
        return target

    async def may_mount(self, request: Request, source: RepositoryName, target: Target) -> bool:
        """Whether the caller may read *source* as well.

        A token that merely was not asked for *source* gets a challenge that says what to ask for.
        """
        identity = await self.identify(request)
        found = None if identity is None else await self._target(identity, source, READ)
        if identity is None or found is None:
            return False
        if READ in found.access.actions or identity.claims is None:
            return READ in found.access.actions
        _, present = await self._present_rights(identity.by.principal, found.seen)
        if READ in present and source.path not in identity.claims.grants:
            raise Challenge(
                f"the token does not cover {source.path}",
                scope=scope_of(target.name, Action.REPOSITORY_PUSH, source),
                error="insufficient_scope",
            )
        return False

    async def _target(
        self, identity: Identity, name: RepositoryName, needs: Action
    ) -> Target | None:
        principal = identity.by.principal
        state = await self._memory.state_of(name, principal)
        if state is None:
            return None
        epoch, actions = await self._actions(identity, name, state)
        project_id = state.place.project_id
        kid = identity.claims.kid if identity.claims else ""
        access = Access(identity.by, project_id, epoch, actions, kid, needs)
        return Target(name, access, state)

    async def _actions(
        self, identity: Identity, name: RepositoryName, state: State
    ) -> tuple[int, frozenset[Action]]:
        place = state.place
        if identity.claims is None:
            return await self._present_rights(identity.by.principal, state)
        grant = identity.claims.grants.get(name.path)
        if grant is None or grant.project_id != place.project_id:
            return place.project_epoch, frozenset()
        if grant.epoch == place.project_epoch:
            return place.project_epoch, grant.actions
        epoch, actions = await self._present_rights(identity.by.principal, state)
        return epoch, grant.actions & actions

    async def _present_rights(
        self, principal: Principal, state: State
    ) -> tuple[int, frozenset[Action]]:
        """What *principal* may do now, remembered for as long as neither epoch moves.

        What a credential with a ceiling may do is not remembered: others of the same principal
        may do more.
        """
        place = state.place
        key = (principal.key, principal.epoch, place.project_id, place.project_epoch)
        known = None if principal.ceiling else self._rights.get(key)
        if known is not None:
            return place.project_epoch, known
        epoch, actions = await pools.domain(access.rights_of, principal, place.project_id)
        if epoch == place.project_epoch and principal.ceiling is None:
            self._rights[key] = actions
            if len(self._rights) > RIGHTS_AT_MOST:
                self._rights.popitem(last=False)
        return epoch, actions


class Refusal(Challenge):
    """A known caller may not; the audit log hears of it."""

    def __init__(self, by: Caller, name: RepositoryName, needs: Action, scope: str) -> None:
        super().__init__(
            f"{by.principal.name} may not {SCOPES[needs].rpartition(',')[2]} {name.path},"
            " or there is no such project",
            scope=scope,
            error="insufficient_scope",
        )
        self.by = by
        self.name = name
        self.needs = needs
