"""Registry tokens: issued for credentials, verified on every request of the data plane.

The format is that of the Docker registry token specification (JWT, ``access`` entries), signed
with ES256. Each entry carries the project's epoch and the token its principal's, so that a reader
can tell, without asking who may do what, that nothing has changed since.
"""

import base64
import binascii
import hashlib
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import jwt
from django.conf import settings

from accounts.errors import CredentialsInvalid
from accounts.principals import ANONYMOUS, Kind, Principal
from accounts.rights import SystemAction
from oci.errors import NameInvalid
from oci.reference import RepositoryName
from oci.scopes import Scope
from projects import keys, policy, projects
from projects.errors import GrantInvalid, ServiceUnknown, TokenInvalid
from projects.models import Project
from projects.roles import Action

LONGEST_TOKEN = 8 * 1024
LEEWAY_SECONDS = 60
REMEMBERED_AT_MOST = 5_000

ACTIONS = {
    "pull": Action.REPOSITORY_PULL,
    "push": Action.REPOSITORY_PUSH,
    "delete": Action.REPOSITORY_DELETE,
}
"""The actions of a ``repository`` scope, and what they are called in the matrix."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token allows in one repository, as decided at the project's *epoch*."""

    project_id: int
    epoch: int
    actions: frozenset[Action]


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified token says."""

    principal: Principal
    grants: Mapping[str, Grant]
    may_list_catalog: bool
    kid: str
    expires: int


@dataclass(frozen=True, slots=True)
class Issued:
    """A token as the token endpoint answers it; times in seconds, *scope* as granted."""

    token: str
    scope: str
    issued_at: int
    expires_in: int


def issue(*, principal: Principal, scopes: Iterable[Scope]) -> Issued:
    """Make a token of what *principal* asked for and may do: the intersection, never more."""
    entries = [entry for scope in scopes if (entry := _entry(principal, scope))]
    now = int(time.time())
    lifetime = _lifetime(principal, now)
    ring = keys.ring()
    claims = {
        "iss": settings.TOKEN_ISSUER,
        "aud": settings.TOKEN_SERVICE,
        "sub": principal.name,
        "iat": now,
        "nbf": now,
        "exp": now + lifetime,
        "jti": uuid.uuid4().hex,
        "access": entries,
        "who": {
            "id": principal.id,
            "kind": principal.kind,
            "admin": principal.is_admin,
            "epoch": principal.epoch,
        },
    }
    token = jwt.encode(
        claims, ring.signing, algorithm=keys.ALGORITHM, headers={"kid": ring.signing_kid}
    )
    if len(token) > LONGEST_TOKEN:
        raise GrantInvalid("one token cannot hold that many scopes; ask for fewer")
    granted = (f"{e['type']}:{e['name']}:{','.join(e['actions'])}" for e in entries)
    return Issued(token, " ".join(granted), now, lifetime)


def _lifetime(principal: Principal, now: int) -> int:
    """Seconds: no token outlives the credential that it was got with (AN-08)."""
    longest: int = settings.TOKEN_MINUTES * 60
    if principal.expires_at is None:
        return longest
    return min(longest, int(principal.expires_at.timestamp()) - now)


def require_service(service: str) -> None:
    if service != settings.TOKEN_SERVICE:
        raise ServiceUnknown


def remembered(token: str) -> Claims | None:
    """The claims of a token verified before in this process, if they still stand; asks nothing."""
    claims = _remembered.get(_key(token))
    ring = keys.remembered()
    if claims is None or ring is None or claims.kid not in ring.verifying:
        return None
    return claims if claims.expires > time.time() else None


def verify(token: str) -> Claims:
    """Check a token whole and remember it. Raises TokenInvalid for every flaw alike."""
    if (known := remembered(token)) is not None:
        return known
    if len(token) > LONGEST_TOKEN:
        raise TokenInvalid("the token is too long")
    try:
        claims = _decode(token)
    except _FLAWS as error:
        raise TokenInvalid("the token is malformed, expired or not ours") from error
    with _mutex:
        _remembered[_key(token)] = claims
        if len(_remembered) > REMEMBERED_AT_MOST:
            _remembered.popitem(last=False)
    return claims


def read_basic(credential: str) -> tuple[str, str]:
    """User and password of ``Authorization: Basic …`` (RFC 7617). Raises CredentialsInvalid."""
    try:
        text = base64.b64decode(credential, validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise CredentialsInvalid from error
    username, colon, password = text.partition(":")
    if not colon:
        raise CredentialsInvalid
    return username, password


_FLAWS = (
    jwt.PyJWTError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_remembered: OrderedDict[bytes, Claims] = OrderedDict()
_mutex = threading.Lock()


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _entry(principal: Principal, scope: Scope) -> dict[str, Any] | None:
    if scope.type == "registry" and scope.name == "catalog":
        allowed = principal.may(SystemAction.CATALOG_READ) and "*" in scope.actions
        return {"type": "registry", "name": "catalog", "actions": ["*"]} if allowed else None
    project = _project_of(scope)
    if project is None:
        return None
    allowed_actions = policy.allowed_actions(principal, project)
    asked = ACTIONS if "*" in scope.actions else scope.actions
    actions = [name for name in asked if ACTIONS.get(name) in allowed_actions]
    if not actions:
        return None
    return {
        "type": scope.type,
        "name": scope.name,
        "actions": actions,
        "project": project.pk,
        "epoch": project.epoch,
    }


def _project_of(scope: Scope) -> Project | None:
    if scope.type != "repository":
        return None
    try:
        name = RepositoryName.parse(scope.name)
    except NameInvalid:
        return None
    return projects.find(name.project)


def _decode(token: str) -> Claims:
    kid = jwt.get_unverified_header(token)["kid"]
    verifying = keys.ring().verifying
    if not isinstance(kid, str) or kid not in verifying:
        raise TokenInvalid("the token is signed with a key that is not in force")
    payload = jwt.decode(
        token,
        verifying[kid],
        algorithms=[keys.ALGORITHM],
        audience=settings.TOKEN_SERVICE,
        issuer=settings.TOKEN_ISSUER,
        leeway=LEEWAY_SECONDS,
        options={"require": ["exp", "nbf", "iat", "aud", "iss", "sub"], "strict_aud": True},
    )
    if any(type(payload[name]) is not int for name in ("exp", "nbf", "iat")):
        raise TokenInvalid("the token's times are not whole numbers")
    lifetime = settings.TOKEN_MINUTES * 60
    if not time.time() < payload["exp"] <= payload["iat"] + lifetime:
        raise TokenInvalid("the token has expired, or lasts longer than ours do")
    return _claims(kid, payload)


def _claims(kid: str, payload: Mapping[str, Any]) -> Claims:
    entries = payload["access"]
    return Claims(
        principal=_principal(payload["sub"], payload["who"]),
        grants={
            entry["name"]: Grant(
                project_id=_number(entry["project"]),
                epoch=_number(entry["epoch"]),
                actions=frozenset(ACTIONS[name] for name in entry["actions"]),
            )
            for entry in entries
            if entry["type"] == "repository"
        },
        may_list_catalog=any(entry["type"] == "registry" for entry in entries),
        kid=kid,
        expires=payload["exp"],
    )


def _principal(name: str, who: Mapping[str, Any]) -> Principal:
    if who["id"] is None:
        return ANONYMOUS
    kind = Kind(who["kind"])
    return Principal(_number(who["id"]), name, who["admin"] is True, _number(who["epoch"]), kind)


def _number(value: object) -> int:
    """An id or an epoch: what a column can hold, and no truth value."""
    if type(value) is not int or not 0 < value < 2**63:
        raise TokenInvalid("the token holds numbers that are none of ours")
    return value
