"""The callers of the matrix: people, robots and personal tokens, and what each may do."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tests.functional.matrix.rights import (
    HOLDERS,
    NOT_FOR_ROBOTS,
    PUBLIC,
    ROLES,
    SYSTEM,
    WRITING,
    is_reading,
)
from tests.support.api import ApiClient
from tests.support.connection import require

GRANTABLE = frozenset(HOLDERS) - NOT_FOR_ROBOTS
PULLING = frozenset({"repository:pull", "repository:list", "artifact:read"})


HOME, OPEN_HOME = "own private", "own public"
OTHER, OPEN_OTHER = "other private", "other public"
ABSENT = "absent"


@dataclass(frozen=True)
class Place:
    """A kind of project: one there is, or none. `names` fill the paths that lead into it."""

    kind: str
    names: dict[str, Any]

    @property
    def is_public(self) -> bool:
        return self.kind in (OPEN_HOME, OPEN_OTHER)

    @property
    def is_home(self) -> bool:
        return self.kind in (HOME, OPEN_HOME)

    @property
    def is_there(self) -> bool:
        return self.kind != ABSENT


@dataclass(frozen=True)
class Caller:
    """Somebody who calls; `may` says what they may do in a place, `system` what in the system."""

    name: str
    client: ApiClient
    may: Callable[[str, Place], bool]
    system: Collection[str] = ()
    sort: str = "person"

    @property
    def is_known(self) -> bool:
        return self.sort != "anonymous"

    @property
    def is_user(self) -> bool:
        return self.sort in ("person", "token")

    @property
    def is_person(self) -> bool:
        return self.sort == "person"


def _nothing(action: str, place: Place) -> bool:
    return False


def _role(letter: str) -> Callable[[str, Place], bool]:
    return lambda action, place: place.is_home and letter in HOLDERS[action]


def _everything(action: str, place: Place) -> bool:
    return True


def _of(actions: Collection[str], *kinds: str) -> Callable[[str, Place], bool]:
    return lambda action, place: action in actions and (not kinds or place.kind in kinds)


def _in_open_home(action: str, place: Place) -> bool:
    return place.kind == OPEN_HOME and _role("A")(action, place)


def _token(scope: Callable[[str], bool]) -> Callable[[str, Place], bool]:
    petra = _role("A")
    return lambda action, place: petra(action, place) and scope(action)


def is_allowed(caller: Caller, action: str, place: Place) -> bool:
    """Whether *caller* may; what is public counts for everybody."""
    if not place.is_there:
        return False
    is_public = place.is_public and PUBLIC in HOLDERS[action]
    return is_public or caller.may(action, place)


def people(api: ApiClient, logins: Mapping[str, Any]) -> list[Caller]:
    """Anonymous, an outsider, the five roles, and the administrator."""
    everything = frozenset({*SYSTEM, *NOT_FOR_ROBOTS, "configuration:read", "configuration:update"})
    return [
        Caller("anonymous", api.anonymous(), _nothing, sort="anonymous"),
        Caller("nobody", api.as_(*logins["nobody"]), _nothing),
        *(Caller(who, api.as_(*logins[who]), _role(letter)) for letter, who in ROLES.items()),
        Caller("admin", api, _everything, everything),
    ]


def robots(api: ApiClient, home: str, elsewhere: str) -> list[Caller]:
    """Robots of a project with few rights and with all, one of another project, and one of all."""

    def robot(name: str, level: str, permissions: list[dict[str, Any]]) -> ApiClient:
        body = {
            "name": name,
            "level": level,
            "duration": -1,
            "permissions": permissions,
        }
        made = require(api.post("/robots", json=body), 201).json()
        return api.as_(made["name"], made["secret"])

    def grant(kind: str, namespace: str, actions: Collection[str]) -> dict[str, Any]:
        access = [
            {"resource": resource, "action": action}
            for resource, _, action in (pair.partition(":") for pair in sorted(actions))
        ]
        return {"kind": kind, "namespace": namespace, "access": access}

    few = robot("few", "project", [grant("project", home, PULLING)])
    many = robot("many", "project", [grant("project", home, GRANTABLE)])
    other = robot("other", "project", [grant("project", elsewhere, GRANTABLE)])
    above = robot(
        f"above-{home}", "system", [grant("system", "/", SYSTEM), grant("project", "*", GRANTABLE)]
    )
    return [
        Caller("robot-few", few, _of(PULLING, HOME), sort="robot"),
        Caller("robot-many", many, _of(GRANTABLE, HOME), sort="robot"),
        Caller("robot-other", other, _of(GRANTABLE, OTHER), sort="robot"),
        Caller("robot-above", above, _of(GRANTABLE), SYSTEM, "robot"),
    ]


def tokens(petra: ApiClient, open_home: str) -> list[Caller]:
    """Personal tokens of the projects' administrator: to read, to write, for all, for one."""

    def token(name: str, scope: str, projects: list[str]) -> ApiClient:
        body = {"name": name, "scope": scope, "projects": projects}
        made = require(petra.post("/users/current/tokens", json=body), 201).json()
        assert petra.login is not None
        return petra.as_(petra.login[0], made["token"])

    def writes(action: str) -> bool:
        return is_reading(action) or action in WRITING

    return [
        Caller("token-read", token("read", "read", []), _token(is_reading), sort="token"),
        Caller("token-write", token("write", "write", []), _token(writes), sort="token"),
        Caller("token-full", token("full", "full", []), _role("A"), sort="token"),
        Caller("token-open", token("open", "full", [open_home]), _in_open_home, sort="token"),
    ]
