"""The one answer to "may they?"; everything else quotes it."""

from accounts.principals import Caller, Kind, Principal
from projects import grants, robot_grants
from projects.errors import ActionDenied, ProjectHidden
from projects.models import Project
from projects.roles import PUBLIC_ACTIONS, ROLE_ACTIONS, Action


def allowed_actions(principal: Principal, project: Project) -> frozenset[Action]:
    """All that *principal* may do in *project*: what it holds, within its ceiling, and is public.

    Of a robot, the ceiling is what it holds; it is looked up where the credential brought none.
    """
    public = PUBLIC_ACTIONS if project.is_public else frozenset[Action]()
    ceiling = principal.ceiling
    if principal.kind is Kind.ROBOT:
        assert principal.id is not None
        ceiling = ceiling or robot_grants.ceiling_of(principal.id)
        within = ceiling.within(project.pk)
        return public | {action for action in Action if action in within}
    held = _held(principal, project)
    return public | (held if ceiling is None else held & ceiling.within(project.pk))


def _held(principal: Principal, project: Project) -> frozenset[Action]:
    if principal.is_admin:
        return frozenset(Action)
    roles = grants.roles_of(principal, project)
    return frozenset[Action]().union(*(ROLE_ACTIONS[role] for role in roles))


def require(by: Caller, action: Action, project: Project) -> frozenset[Action]:
    """Answer all that the caller may do in the project, if *action* is among it.

    Raises ProjectHidden for outsiders, who cannot tell hidden from absent; else ActionDenied.
    """
    allowed = allowed_actions(by.principal, project)
    if not allowed:
        raise ProjectHidden
    if action not in allowed:
        raise ActionDenied(action, project.name)
    return allowed
