"""``/projects/<project>/members``: who has which role."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from accounts import users
from accounts.api import parameters
from accounts.api.endpoints import ROOT
from accounts.api.operations import Parameter, operation
from accounts.models import User
from projects import members
from projects.api.endpoints import ProjectEndpoint
from projects.api.serializers import MemberRead, MemberWrite, RoleWrite
from projects.errors import MemberInvalid
from projects.roles import Action


class MembersEndpoint(ProjectEndpoint):
    """``/projects/<project>/members``."""

    @operation(
        Action.MEMBER_LIST,
        answer=MemberRead,
        is_list=True,
        parameters=(Parameter("entityname", "A part of the member's name."),),
    )
    def get(self, request: Request, project: str) -> Response:
        named = parameters.text(request, "entityname")
        rows = members.of_project(self.project)
        return self.listing(rows.filter(user__username__icontains=named), MemberRead.rows)

    @operation(Action.MEMBER_CREATE, body=MemberWrite, status=HTTPStatus.CREATED)
    def post(self, request: Request, project: str) -> Response:
        wanted = MemberWrite.parse(request)
        role = members.role_of(wanted["role_id"])
        member = members.add(project=self.project, user=_user(wanted), role=role, by=self.by)
        location = f"{ROOT}/projects/{self.project.pk}/members/{member.pk}"
        return Response(status=HTTPStatus.CREATED, headers={"Location": location})


class MemberEndpoint(ProjectEndpoint):
    """``/projects/<project>/members/<id>``."""

    @operation(Action.MEMBER_READ, answer=MemberRead)
    def get(self, request: Request, project: str, member_id: int) -> Response:
        return Response(MemberRead.of(members.get(self.project, member_id)))

    @operation(Action.MEMBER_UPDATE, body=RoleWrite)
    def put(self, request: Request, project: str, member_id: int) -> Response:
        role = members.role_of(RoleWrite.parse(request)["role_id"])
        members.change(project=self.project, member_id=member_id, role=role, by=self.by)
        return Response()

    @operation(Action.MEMBER_DELETE)
    def delete(self, request: Request, project: str, member_id: int) -> Response:
        members.remove(project=self.project, member_id=member_id, by=self.by)
        return Response()


def _user(wanted: Mapping[str, Any]) -> User:
    """The user that the body names by id or else by name."""
    if "member_group" in wanted:
        raise MemberInvalid("groups come with an identity provider; this registry has none yet")
    named = wanted.get("member_user", {})
    if named.get("user_id"):
        return users.get(named["user_id"])
    if named.get("username"):
        return users.get_by_name(named["username"])
    raise MemberInvalid("member_user has a user_id or a username")
