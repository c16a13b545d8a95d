"""``/users``: accounts, made and ended by administrators, kept by their owners."""

from http import HTTPStatus

from rest_framework.request import Request
from rest_framework.response import Response

from accounts import principals, users
from accounts.api import parameters
from accounts.api.endpoints import ROOT, Endpoint
from accounts.api.queries import Field, Kind
from accounts.api.serializers import (
    AdminWrite,
    PasswordWrite,
    ProfileWrite,
    UserFound,
    UserRead,
    UserWrite,
)

FIELDS = {
    "user_id": Field("pk", Kind.WHOLE),
    "username": Field("username"),
    "email": Field("email"),
    "realname": Field("realname"),
    "sysadmin_flag": Field("is_superuser", Kind.FLAG),
    "creation_time": Field("creation_time", Kind.TIME),
    "update_time": Field("update_time", Kind.TIME),
}


class UsersEndpoint(Endpoint):
    """``/users``."""

    def get(self, request: Request) -> Response:
        principals.require_admin(self.by)
        return self.listing(users.present(), UserRead.rows, FIELDS)

    def post(self, request: Request) -> Response:
        principals.require_admin(self.by)
        user = users.create(**UserWrite.parse(request), by=self.by)
        location = f"{ROOT}/users/{user.pk}"
        return Response(status=HTTPStatus.CREATED, headers={"Location": location})


class CurrentUserEndpoint(Endpoint):
    """``/users/current``."""

    def get(self, request: Request) -> Response:
        principals.require_login(self.by)
        return Response(UserRead.of(users.get_by_name(self.by.principal.name)))


class UserSearchEndpoint(Endpoint):
    """``/users/search``: for whoever looks for a member to add."""

    def get(self, request: Request) -> Response:
        principals.require_login(self.by)
        wanted = parameters.required_text(request, "username")
        return self.listing(users.present().filter(username__icontains=wanted), UserFound.rows)


class UserEndpoint(Endpoint):
    """``/users/<id>``."""

    def get(self, request: Request, user_id: int) -> Response:
        principals.require_self_or_admin(self.by, user_id)
        return Response(UserRead.of(users.get(user_id)))

    def put(self, request: Request, user_id: int) -> Response:
        principals.require_self_or_admin(self.by, user_id)
        users.update_profile(user_id=user_id, **ProfileWrite.parse(request), by=self.by)
        return Response()

    def delete(self, request: Request, user_id: int) -> Response:
        principals.require_admin(self.by)
        users.delete(user_id=user_id, by=self.by)
        return Response()


class UserAdminEndpoint(Endpoint):
    """``/users/<id>/sysadmin``."""

    def put(self, request: Request, user_id: int) -> Response:
        principals.require_admin(self.by)
        wanted = AdminWrite.parse(request)
        users.set_admin(user_id=user_id, is_admin=wanted["sysadmin_flag"], by=self.by)
        return Response()


class UserPasswordEndpoint(Endpoint):
    """``/users/<id>/password``: one's own change names the old one, an administrator's too."""

    def put(self, request: Request, user_id: int) -> Response:
        principals.require_self_or_admin(self.by, user_id)
        wanted = PasswordWrite.parse(request)
        is_own = self.by.principal.id == user_id
        users.change_password(
            user_id=user_id,
            password=wanted["new_password"],
            old=wanted["old_password"] if is_own else None,
            by=self.by,
        )
        return Response()
