"""Members: who holds which role in a project. Grant and membership change together."""

from django.db import IntegrityError, transaction
from django.db.models import Count, F, QuerySet

import events
from accounts.models import User
from accounts.principals import Caller, Kind
from accounts.rights import Ceiling
from projects import grants
from projects.errors import GrantTooWide, MemberExists, MemberUnknown, RoleInvalid
from projects.events import MemberAdded, MemberChanged, MemberRemoved
from projects.models import Membership, Project
from projects.roles import NOT_FOR_ROBOTS, ROLE_ACTIONS, Action, Role


def of_project(project: Project) -> QuerySet[Membership]:
    return project.memberships.filter(user__deleted_at=None).select_related("user")


def get(project: Project, member_id: int) -> Membership:
    """A member through its project, never by its own id alone."""
    membership = of_project(project).filter(pk=member_id).first()
    if membership is None:
        raise MemberUnknown(member_id)
    return membership


def counts(project: Project) -> dict[Role, int]:
    """How many members have each role."""
    rows = of_project(project).order_by().values_list("role").annotate(Count("pk"))
    held = {Role(role): count for role, count in rows}
    return {role: held.get(role, 0) for role in Role}


def role_of(role_id: object) -> Role:
    if type(role_id) is not int or role_id not in list(Role):
        raise RoleInvalid
    return Role(role_id)


def add(*, project: Project, user: User, role: Role, by: Caller) -> Membership:
    """Raises MemberExists, or GrantTooWide for a robot that gives more than it has."""
    _require_held(project, role, by)
    with transaction.atomic():
        membership = insert(project=project, user=user, role=role)
        _raise_epoch(project)
        _publish(MemberAdded, membership, by, {"role": role.harbor_name})
    return membership


def insert(*, project: Project, user: User, role: Role) -> Membership:
    """The bare pair of rows, in the caller's transaction."""
    try:
        with transaction.atomic():
            membership = Membership.objects.create(project=project, user=user, role=role.value)
    except IntegrityError as error:
        raise MemberExists(user.username) from error
    grants.give(user=user, project=project, role=role)
    return membership


def change(*, project: Project, member_id: int, role: Role, by: Caller) -> Membership:
    """Raises MemberUnknown, or GrantTooWide for a robot that gives more than it has."""
    _require_held(project, role, by)
    with transaction.atomic():
        membership = _locked(project, member_id)
        old = Role(membership.role)
        grants.take(user=membership.user, project=project, role=old)
        grants.give(user=membership.user, project=project, role=role)
        membership.role = role.value
        membership.save(update_fields=["role", "update_time"])
        _raise_epoch(project)
        _publish(MemberChanged, membership, by, {"role": [old.harbor_name, role.harbor_name]})
    return membership


def remove(*, project: Project, member_id: int, by: Caller) -> None:
    with transaction.atomic():
        membership = _locked(project, member_id)
        role = Role(membership.role)
        grants.take(user=membership.user, project=project, role=role)
        _raise_epoch(project)
        _publish(MemberRemoved, membership, by, {"role": role.harbor_name})
        membership.delete()


def _require_held(project: Project, role: Role, by: Caller) -> None:
    """Keep a robot from having a person do what the robot may not (AZ-02).

    What no robot can be granted is no part of it, but for the care of robots themselves.
    """
    if by.principal.kind is Kind.ROBOT:
        counted = ROLE_ACTIONS[role] - (NOT_FOR_ROBOTS - {Action.ROBOT_UPDATE})
        ceiling = by.principal.ceiling or Ceiling()
        lacking = counted - ceiling.within(project.pk)
        if lacking:
            raise GrantTooWide(sorted(lacking))


def _locked(project: Project, member_id: int) -> Membership:
    memberships = Membership.objects.locked().select_related("user")
    membership = memberships.filter(project=project, pk=member_id).first()
    if membership is None:
        raise MemberUnknown(member_id)
    return membership


def _raise_epoch(project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(epoch=F("epoch") + 1)


def _publish(
    kind: type[MemberAdded | MemberChanged | MemberRemoved],
    membership: Membership,
    by: Caller,
    details: dict[str, object],
) -> None:
    events.publish(
        kind(
            by=by,
            resource=membership.user.username,
            project_id=membership.project_id,
            details=details,
        )
    )
