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
_PROJECT = re.compile(r"/project/([^/]+)")


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
            Parameter("scope", "Where: `/project/1`; absent or `/system`, in the system."),
            Parameter("relative", "Whether resources are named without the scope.", bool),
        ),
    )
    def get(self, request: Request) -> Response:
        scope = parameters.text(request, "scope").rstrip("/") or SYSTEM
        is_relative = parameters.flag(request, "relative")
        found = pairs(_rights(self.by, scope))
        return Response([_named(pair, scope, is_relative=bool(is_relative)) for pair in found])


def _rights(by: Caller, scope: str) -> Iterable[str]:
    """In order of the matrix; nothing in a project that is absent or hidden."""
    if scope == SYSTEM:
        return [action for action in SystemAction if by.principal.may(action)]
    named = _PROJECT.fullmatch(scope)
    if named is None:
        raise ParameterInvalid("scope is /project/<id> or /system")
    try:
        project = projects.get(named[1])
    except ProjectUnknown:
        return []
    allowed = policy.allowed_actions(by.principal, project)
    return [action for action in Action if action in allowed]


def _named(pair: dict[str, str], scope: str, *, is_relative: bool) -> dict[str, str]:
    """As Harbor names resources: of a project itself, it says its scope, or ``.``."""
    resource = pair["resource"]
    if scope != SYSTEM and resource == "project":
        return pair | {"resource": "." if is_relative else scope}
    return pair if is_relative else pair | {"resource": f"{scope}/{resource}"}
