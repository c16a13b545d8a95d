"""``/users``: accounts, made and ended by administrators, kept by their owners."""

from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus

from rest_framework.request import Request
from rest_framework.response import Response

from accounts import users
from accounts.api import parameters
from accounts.api.endpoints import ROOT, Endpoint
from accounts.api.operations import Parameter, operation
from accounts.api.queries import Field, Kind
from accounts.api.serializers import (
    ActiveWrite,
    AdminWrite,
    PasswordWrite,
    ProfileWrite,
    UserFound,
    UserRead,
    UserWrite,
)
from accounts.rights import Need, SystemAction

FIELDS = {
    "user_id": Field("pk", Kind.WHOLE),
    "username": Field("username"),
    "email": Field("email"),
    "realname": Field("realname"),
    "sysadmin_flag": Field("is_superuser", Kind.FLAG),
    "active": Field("is_active", Kind.FLAG),
    "creation_time": Field("creation_time", Kind.TIME),
    "update_time": Field("update_time", Kind.TIME),
}


class UsersEndpoint(Endpoint):
    """``/users``."""

    @operation(SystemAction.USER_LIST, answer=UserRead, is_list=True, fields=FIELDS)
    def get(self, request: Request) -> Response:
        return self.listing(users.present(), UserRead.rows, FIELDS)

    @operation(SystemAction.USER_CREATE, body=UserWrite, status=HTTPStatus.CREATED)
    def post(self, request: Request) -> Response:
        user = users.create(**UserWrite.parse(request), by=self.by)
        location = f"{ROOT}/users/{user.pk}"
        return Response(status=HTTPStatus.CREATED, headers={"Location": location})


class CurrentUserEndpoint(Endpoint):
    """``/users/current``."""

    @operation(Need.USER, answer=UserRead)
    def get(self, request: Request) -> Response:
        return Response(UserRead.of(users.get_by_name(self.by.principal.name)))


class UserSearchEndpoint(Endpoint):
    """``/users/search``: for whoever looks for a member to add.

    Only who may list all users finds them by a part of the name; else anybody with an account
    could read the names of all others from it, letter by letter (AN-04).
    """

    @operation(
        Need.LOGIN,
        answer=UserFound,
        is_list=True,
        parameters=(
            Parameter("username", "The name; for administrators, a part of it.", is_required=True),
        ),
    )
    def get(self, request: Request) -> Response:
        wanted = parameters.required_text(request, "username")
        by_part = self.by.principal.may(SystemAction.USER_LIST)
        named = {"username__icontains" if by_part else "username": wanted}
        return self.listing(users.present().filter(**named), UserFound.rows)


class OneUserEndpoint(Endpoint):
    """A path below ``/users/<id>``: users do themselves what it takes rights to do to others."""

    @property
    def is_own(self) -> bool:
        return self.by.principal.is_user and self.by.principal.id == self.kwargs["user_id"]

    def authorize(self, needs: StrEnum) -> None:
        super().authorize(_OWN.get(needs, needs) if self.is_own else needs)


_OWN: Mapping[StrEnum, StrEnum] = {
    SystemAction.USER_READ: Need.LOGIN,
    SystemAction.USER_UPDATE: Need.PERSON,
}
"""What takes the place of a right where the user is oneself."""


class UserEndpoint(OneUserEndpoint):
    """``/users/<id>``."""

    @operation(SystemAction.USER_READ, answer=UserRead)
    def get(self, request: Request, user_id: int) -> Response:
        return Response(UserRead.of(users.get(user_id)))

    @operation(SystemAction.USER_UPDATE, body=ProfileWrite)
    def put(self, request: Request, user_id: int) -> Response:
        users.update_profile(user_id=user_id, **ProfileWrite.parse(request), by=self.by)
        return Response()

    @operation(SystemAction.USER_DELETE)
    def delete(self, request: Request, user_id: int) -> Response:
        users.delete(user_id=user_id, by=self.by)
        return Response()


class UserAdminEndpoint(Endpoint):
    """``/users/<id>/sysadmin``."""

    @operation(SystemAction.USER_UPDATE, body=AdminWrite, for_people=True)
    def put(self, request: Request, user_id: int) -> Response:
        wanted = AdminWrite.parse(request)
        users.set_admin(user_id=user_id, is_admin=wanted["sysadmin_flag"], by=self.by)
        return Response()


class UserActiveEndpoint(Endpoint):
    """``/users/<id>/active``: whoever is disabled is logged out everywhere, and stays out."""

    @operation(SystemAction.USER_UPDATE, body=ActiveWrite, for_people=True)
    def put(self, request: Request, user_id: int) -> Response:
        wanted = ActiveWrite.parse(request)
        users.set_active(user_id=user_id, is_active=wanted["active"], by=self.by)
        return Response()


class UserPasswordEndpoint(OneUserEndpoint):
    """``/users/<id>/password``: one's own change names the old one, an administrator's too."""

    @operation(SystemAction.USER_UPDATE, body=PasswordWrite, for_people=True)
    def put(self, request: Request, user_id: int) -> Response:
        wanted = PasswordWrite.parse(request)
        users.change_password(
            user_id=user_id,
            password=wanted["new_password"],
            old=wanted["old_password"] if self.is_own else None,
            by=self.by,
        )
        return Response()
