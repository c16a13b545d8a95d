"""What may be granted to robots, and what the caller itself may do."""

import re
from collections.abc import Iterable

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters
from accounts.api.endpoints import Endpoint
from accounts.api.errors import ParameterInvalid
from accounts.api.operations import Parameter, operation
from accounts.principals import Caller
from accounts.rights import Need, SystemAction
from projects import policy, projects, robot_rights
from projects.api.serializers import Catalogue, Permission, pairs
from projects.errors import ProjectUnknown
from projects.roles import Action

SYSTEM = "/system"
_SCOPE = re.compile(r"(?P<place>/system|/project/(?P<project>[^/]+))(?:/[^/]+)?")


class PermissionsEndpoint(Endpoint):
    """``/permissions``: the catalogue, for those who may make robots."""

    @operation(Need.LOGIN, answer=Catalogue)
    def get(self, request: Request) -> Response:
        found = robot_rights.catalogue_for(self.by)
        return Response({place: pairs(rights) for place, rights in found.items()})


class OwnPermissionsEndpoint(Endpoint):
    """``/users/current/permissions``: what a console shows and hides things by."""

    @operation(
        Need.LOGIN,
        answer=Permission,
        is_list=True,
        parameters=(
            Parameter(
                "scope",
                "Where: `/project/1`, or of one resource `/project/1/repository`;"
                " absent or `/system`, in the system.",
            ),
            Parameter("relative", "Whether resources are named without the scope.", bool),
        ),
    )
    def get(self, request: Request) -> Response:
        scope = parameters.text(request, "scope").rstrip("/") or SYSTEM
        is_relative = parameters.flag(request, "relative")
        asked = _SCOPE.fullmatch(scope)
        if asked is None:
            raise ParameterInvalid("scope is /project/<id> or /system, or a resource below")
        rights = pairs(_rights(self.by, asked["project"]))
        named = [pair | {"resource": _full_name(pair["resource"], asked)} for pair in rights]
        found = [pair for pair in named if f"{pair['resource']}/".startswith(f"{scope}/")]
        return Response([_relative(pair, scope) for pair in found] if is_relative else found)


def _rights(by: Caller, project: str | None) -> Iterable[str]:
    """In order of the matrix; nothing in a project that is absent or hidden."""
    if project is None:
        return [action for action in SystemAction if by.principal.may(action)]
    try:
        allowed = policy.allowed_actions(by.principal, projects.get(project))
    except ProjectUnknown:
        return []
    return [action for action in Action if action in allowed]


def _full_name(resource: str, asked: re.Match[str]) -> str:
    """As Harbor names resources: a project itself by its scope."""
    is_itself = asked["project"] is not None and resource == "project"
    return asked["place"] if is_itself else f"{asked['place']}/{resource}"


def _relative(pair: dict[str, str], scope: str) -> dict[str, str]:
    """Named from the scope on; what the scope itself names is ``.``."""
    return pair | {"resource": pair["resource"].removeprefix(scope).removeprefix("/") or "."}
