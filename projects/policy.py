"""The one answer to "may they?"; everything else quotes it."""

from accounts.principals import Caller, Principal
from projects import grants
from projects.errors import ActionDenied, ProjectHidden
from projects.models import Project
from projects.roles import PUBLIC_ACTIONS, ROLE_ACTIONS, Action


def allowed_actions(principal: Principal, project: Project) -> frozenset[Action]:
    """All that *principal* may do in *project*: its roles together, plus what is public."""
    if principal.is_admin:
        return frozenset(Action)
    allowed = PUBLIC_ACTIONS if project.is_public else frozenset[Action]()
    for role in grants.roles_of(principal, project):
        allowed |= ROLE_ACTIONS[role]
    return allowed


def require(by: Caller, action: Action, project: Project) -> None:
    """Raise ProjectHidden for outsiders, who cannot tell hidden from absent; else ActionDenied."""
    allowed = allowed_actions(by.principal, project)
    if not allowed:
        raise ProjectHidden
    if action not in allowed:
        raise ActionDenied(action, project.name)
