"""In which projects a caller may do something: what every list that crosses projects narrows by."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.principals import Kind, Principal
from accounts.rights import Ceiling
from projects import projects, robot_grants
from projects.models import Membership, Project
from projects.roles import PUBLIC_ACTIONS, ROLE_ACTIONS, Action

_NONE = Q(pk__in=())
_ALL = ~_NONE  # an empty Q is no condition: "this, or all" would be this


def allowing(principal: Principal, action: Action) -> QuerySet[Project]:
    """The projects in which *principal* may do *action*, as ``policy.allowed_actions`` has it.

    A condition on rows, never a list of them: joined with what is asked for, in one statement.
    """
    return projects.present().filter(_public(action) | _own(principal, action))


def _public(action: Action) -> Q:
    return Q(is_public=True) if action in PUBLIC_ACTIONS else _NONE


def _own(principal: Principal, action: Action) -> Q:
    if principal.id is None:
        return _ALL if principal.is_admin else _NONE
    if principal.kind is Kind.ROBOT:
        ceiling = principal.ceiling or robot_grants.ceiling_of(principal.id)
        return _within(ceiling, action)
    held = _ALL if principal.is_admin else Q(pk__in=_memberships(principal.id, action))
    return held if principal.ceiling is None else held & _within(principal.ceiling, action)


def _memberships(user_id: int, action: Action) -> QuerySet[Membership, Any]:
    roles = [role.value for role, actions in ROLE_ACTIONS.items() if action in actions]
    return Membership.objects.filter(user_id=user_id, role__in=roles).values_list("project_id")


def _within(ceiling: Ceiling, action: Action) -> Q:
    if action in ceiling.everywhere:
        return _ALL
    return Q(pk__in=[pk for pk in ceiling.projects if action in ceiling.within(pk)])
