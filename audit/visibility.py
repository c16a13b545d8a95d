"""Who sees which rows: the whole log, or that of the projects whose log they may list."""

from accounts.principals import Kind, Principal
from accounts.rights import SystemAction
from projects import grants, projects, robot_grants
from projects.roles import ROLE_ACTIONS, Action


def projects_of(principal: Principal) -> tuple[int, ...] | None:
    """The projects whose rows the principal sees; ``None`` is all there is, whatever it is of.

    Rows of the system, and of projects that were deleted, are for those who see everything.
    """
    if principal.may(SystemAction.AUDIT_LOG_LIST):
        return None
    if principal.id is None:
        return ()
    of_kind = _of_robot if principal.kind is Kind.ROBOT else _of_user
    found = of_kind(principal, principal.id)
    return tuple(sorted(found))


def _of_user(principal: Principal, user_id: int) -> set[int]:
    own = projects.present().filter(memberships__user_id=user_id)
    if principal.is_admin:
        own = projects.present()
    roles = grants.roles_in(principal, own)
    listing = {
        project.pk
        for project in own
        if principal.is_admin
        or any(Action.LOG_LIST in ROLE_ACTIONS[role] for role in roles.get(project.pk, ()))
    }
    ceiling = principal.ceiling
    if ceiling is None:
        return listing
    return {pk for pk in listing if Action.LOG_LIST in ceiling.within(pk)}


def _of_robot(principal: Principal, robot_id: int) -> set[int]:
    ceiling = principal.ceiling or robot_grants.ceiling_of(robot_id)
    present = projects.present().values_list("pk", flat=True)
    return {pk for pk in present if Action.LOG_LIST in ceiling.within(pk)}
