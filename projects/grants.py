"""Who has which role where: the one place that speaks to django-guardian."""

from collections.abc import Iterable

from guardian.core import ObjectPermissionChecker
from guardian.shortcuts import assign_perm, remove_perm

from accounts.models import User
from accounts.principals import Principal
from projects.models import Project
from projects.roles import STRONGEST_FIRST, Role

_ROLES = {role.permission: role for role in Role}


def give(*, user: User, project: Project, role: Role) -> None:
    """Grant *role*, in the transaction that writes the membership."""
    assign_perm(role.permission, user, project)


def take(*, user: User, project: Project, role: Role) -> None:
    remove_perm(role.permission, user, project)


def roles_in(principal: Principal, projects: Iterable[Project]) -> dict[int, list[Role]]:
    """The roles of *principal* in each of *projects*, strongest first, by project id."""
    wanted = list(projects)
    if principal.id is None or not wanted:
        return {}
    checker = ObjectPermissionChecker(User(pk=principal.id, username=principal.name))
    checker.prefetch_perms(wanted)  # type: ignore[arg-type]  # takes lists as well
    return {project.pk: _roles(checker.get_perms(project)) for project in wanted}


def roles_of(principal: Principal, project: Project) -> list[Role]:
    return roles_in(principal, [project]).get(project.pk, [])


def _roles(permissions: Iterable[str]) -> list[Role]:
    held = {_ROLES[permission] for permission in permissions if permission in _ROLES}
    return [role for role in STRONGEST_FIRST if role in held]
