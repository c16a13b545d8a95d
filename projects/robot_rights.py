"""What a caller may let a robot do: of what robots may be granted, what it holds itself (AZ-02)."""

from collections.abc import Collection, Mapping, Sequence

from accounts.principals import Caller, Kind, Principal
from accounts.rights import SystemAction
from projects import policy, robot_grants
from projects.errors import (
    CatalogueHidden,
    GrantTooWide,
    ProjectHidden,
    ProjectUnknown,
    RobotInvalid,
)
from projects.models import Membership, Project, RobotGrant
from projects.robot_grants import EVERYWHERE, IN_PROJECTS, IN_SYSTEM, SYSTEM, Permission
from projects.roles import Action, Role

PERMISSIONS_AT_MOST = 500


def catalogue_for(by: Caller) -> Mapping[str, Sequence[str]]:
    """What robots may be granted in the places where *by* may make some. Raises CatalogueHidden."""
    principal = by.principal
    if principal.may(SystemAction.ROBOT_CREATE):
        return {"system": IN_SYSTEM, "project": IN_PROJECTS}
    if principal.kind is Kind.ROBOT:
        ceiling = principal.ceiling or robot_grants.ceiling_of(principal.id or 0)
        held = ceiling.everywhere.union(*ceiling.projects.values())
        is_maker = Action.ROBOT_CREATE in held
    else:
        led = Membership.objects.filter(user_id=principal.id or 0, role=Role.PROJECT_ADMIN)
        is_maker = led.filter(project__deleted_at=None).exists()
    if not is_maker:
        raise CatalogueHidden
    return {"project": IN_PROJECTS}


def grants_for(
    own: Project | None, permissions: Sequence[Permission], by: Caller
) -> list[RobotGrant]:
    """Rows for what is wanted, none of them more than *by* may do. Raises as ``create`` does."""
    if not 1 <= len(permissions) <= PERMISSIONS_AT_MOST:
        raise RobotInvalid(f"a robot has 1 to {PERMISSIONS_AT_MOST} permissions")
    names = {permission.namespace for permission in permissions if permission.kind == "project"}
    found = Project.objects.present().filter(name__in=names)
    places = {project.name: project for project in found}
    grants = [_one_grant(permission, places, by) for permission in permissions]
    if own is not None and [grant.project for grant in grants] != [own]:
        raise RobotInvalid(f"a robot of a project has one permission, of kind project: {own.name}")
    return grants


def _one_grant(permission: Permission, places: Mapping[str, Project], by: Caller) -> RobotGrant:
    kind, namespace = permission.kind, permission.namespace
    project: Project | None = None
    known: Collection[str] = IN_PROJECTS
    held: frozenset[str]
    if kind == "system" and namespace == SYSTEM:
        known, held = IN_SYSTEM, frozenset(a for a in IN_SYSTEM if by.principal.may(a))
    elif kind != "project":
        raise RobotInvalid("a permission is of kind system for / or of kind project")
    elif namespace == EVERYWHERE:
        held = _held_everywhere(by.principal)
    else:
        project = places.get(namespace)
        held = _held_in(project, by.principal)
    if not permission.actions:
        raise RobotInvalid("a permission has at least one access")
    if strange := sorted(permission.actions.difference(known)):
        raise RobotInvalid(f"robots cannot be granted {', '.join(strange[:5])[:200]}")
    if lacking := sorted(permission.actions - held):
        raise GrantTooWide(lacking)
    return RobotGrant(kind=kind, project=project, actions=sorted(permission.actions))


def _held_in(project: Project | None, principal: Principal) -> frozenset[str]:
    """What *principal* may hand out in a project: what it holds itself, not what is public."""
    if project is None and principal.may(SystemAction.PROJECT_LIST):
        raise ProjectUnknown("of that name")
    held = frozenset[str]()
    if project is not None and principal.kind is Kind.ROBOT:
        held = (principal.ceiling or robot_grants.ceiling_of(principal.id or 0)).within(project.pk)
    elif project is not None:
        held = frozenset[str](policy.allowed_actions(principal, project))
    if not held:
        raise ProjectHidden
    return _with_lists(held)


def _held_everywhere(principal: Principal) -> frozenset[str]:
    """What the caller may do in every project: an administrator all, within its ceiling."""
    if not (principal.is_admin or principal.kind is Kind.ROBOT):
        return frozenset()
    ceiling = principal.ceiling
    return _with_lists(frozenset[str](Action) if ceiling is None else ceiling.everywhere)


def _with_lists(held: frozenset[str]) -> frozenset[str]:
    """Who may read each of a project's metadata may let a robot list them: no role has that."""
    return held | {Action.METADATA_LIST} if Action.METADATA_READ in held else held
