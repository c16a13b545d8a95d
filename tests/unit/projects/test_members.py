"""Membership and grant change together, and whoever decided before can tell."""

import pytest

from accounts.models import User
from accounts.principals import (
    SYSTEM_CALLER,
    Caller,
    Credential,
    Kind,
    Principal,
    Source,
    of_user,
)
from accounts.rights import Ceiling
from projects import grants, members, policy
from projects.errors import (
    ActionDenied,
    GrantTooWide,
    MemberExists,
    MemberUnknown,
    ProjectHidden,
    RoleInvalid,
)
from projects.models import Membership, Project, ProjectUserObjectPermission
from projects.roles import ROLE_ACTIONS, Action, Role
from tests.support.domain import a_project, a_user, caller


@pytest.fixture
def dora(root: User) -> User:
    return a_user("dora")


def _granted() -> set[tuple[int, int, str]]:
    rows = ProjectUserObjectPermission.objects.select_related("permission")
    return {(row.content_object_id, row.user_id, row.permission.codename) for row in rows}


def _held() -> set[tuple[int, int, str]]:
    return {
        (row.project_id, row.user_id, Role(row.role).permission) for row in Membership.objects.all()
    }


def test_grants_are_memberships_whatever_happens(project: Project, dora: User) -> None:
    for step in (
        lambda: members.add(project=project, user=dora, role=Role.GUEST, by=SYSTEM_CALLER),
        lambda: members.change(
            project=project,
            member_id=_member(project, dora),
            role=Role.MAINTAINER,
            by=SYSTEM_CALLER,
        ),
        lambda: members.remove(project=project, member_id=_member(project, dora), by=SYSTEM_CALLER),
    ):
        epoch = Project.objects.get(pk=project.pk).epoch
        step()
        assert _granted() == _held()
        assert Project.objects.get(pk=project.pk).epoch == epoch + 1
    assert grants.roles_of(of_user(dora), project) == []


def test_a_second_membership_is_refused(project: Project, dora: User) -> None:
    members.add(project=project, user=dora, role=Role.GUEST, by=SYSTEM_CALLER)
    with pytest.raises(MemberExists):
        members.add(project=project, user=dora, role=Role.DEVELOPER, by=SYSTEM_CALLER)
    assert grants.roles_of(of_user(dora), project) == [Role.GUEST]
    assert _granted() == _held()


def test_a_member_is_found_through_its_project_only(project: Project, dora: User) -> None:
    other = a_project("other")
    member = members.add(project=project, user=dora, role=Role.GUEST, by=SYSTEM_CALLER)
    with pytest.raises(MemberUnknown):
        members.get(other, member.pk)
    with pytest.raises(MemberUnknown):
        members.remove(project=other, member_id=member.pk, by=SYSTEM_CALLER)


@pytest.mark.parametrize("role_id", [0, 6, -1, "1", True, None, 1.0, [1]])
def test_what_is_no_role_is_refused(role_id: object) -> None:
    with pytest.raises(RoleInvalid):
        members.role_of(role_id)


def test_outsiders_see_nothing_and_members_what_their_role_gives(
    project: Project, dora: User
) -> None:
    with pytest.raises(ProjectHidden):
        policy.require(caller(dora), Action.PROJECT_READ, project)
    members.add(project=project, user=dora, role=Role.LIMITED_GUEST, by=SYSTEM_CALLER)
    policy.require(caller(dora), Action.REPOSITORY_PULL, project)
    with pytest.raises(ActionDenied):
        policy.require(caller(dora), Action.REPOSITORY_PUSH, project)


def _member(project: Project, user: User) -> int:
    return Membership.objects.get(project=project, user=user).pk


def test_az_02_a_robot_gives_nobody_a_role_that_it_lacks(project: Project, dora: User) -> None:
    keeper = Ceiling(projects={project.pk: frozenset({Action.MEMBER_CREATE, Action.MEMBER_UPDATE})})
    robot = Principal(1, "robot$keeper", is_admin=False, epoch=1, kind=Kind.ROBOT, ceiling=keeper)
    by = Caller(robot, Credential.ROBOT_SECRET, Source())
    with pytest.raises(GrantTooWide):
        members.add(project=project, user=dora, role=Role.PROJECT_ADMIN, by=by)
    member = members.add(project=project, user=dora, role=Role.GUEST, by=SYSTEM_CALLER)
    with pytest.raises(GrantTooWide):
        members.change(project=project, member_id=member.pk, role=Role.MAINTAINER, by=by)
    assert grants.roles_of(of_user(dora), project) == [Role.GUEST]


def test_a_robot_gives_a_role_that_it_has_all_of(project: Project, dora: User) -> None:
    held = ROLE_ACTIONS[Role.LIMITED_GUEST] | {Action.MEMBER_CREATE}
    ceiling = Ceiling(projects={project.pk: frozenset[str](held)})
    robot = Principal(1, "robot$keeper", is_admin=False, epoch=1, kind=Kind.ROBOT, ceiling=ceiling)
    by = Caller(robot, Credential.ROBOT_SECRET, Source())
    members.add(project=project, user=dora, role=Role.LIMITED_GUEST, by=by)
    assert grants.roles_of(of_user(dora), project) == [Role.LIMITED_GUEST]
