"""The JSON shapes of users."""

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from accounts.api.bodies import Body, Flag, Text


class Shape(serializers.Serializer[Any]):
    """What an answer shows."""

    @classmethod
    def of(cls, row: Any) -> dict[str, Any]:
        return dict(cls(row).data)

    @classmethod
    def rows(cls, rows: Sequence[Any]) -> list[dict[str, Any]]:
        return [cls.of(row) for row in rows]


class Problem(Shape):
    code = serializers.CharField()
    message = serializers.CharField()
    cause = serializers.CharField(required=False)
    """One word on what is wrong elsewhere: with a registry that was asked."""


class Failure(Shape):
    """Every answer that is no success."""

    errors = Problem(many=True)  # type: ignore[assignment]  # the metaclass takes it away


class UserFound(Shape):
    user_id = serializers.IntegerField(source="pk")
    username = serializers.CharField()


class UserRead(UserFound):
    """Never the password nor its hash."""

    email = serializers.CharField()
    realname = serializers.CharField()
    comment = serializers.CharField()
    sysadmin_flag = serializers.BooleanField(source="is_superuser")
    active = serializers.BooleanField(source="is_active")
    admin_role_in_auth = serializers.BooleanField(default=False)
    creation_time = serializers.DateTimeField()
    update_time = serializers.DateTimeField()


class ProfileWrite(Body):
    email = Text(required=False)
    realname = Text(required=False)
    comment = Text(required=False)


class UserWrite(Body):
    username = Text()
    email = Text()
    password = Text()
    realname = Text(default="")
    comment = Text(default="")


class PasswordWrite(Body):
    new_password = Text()
    old_password = Text(default="")


class AdminWrite(Body):
    sysadmin_flag = Flag()


class ActiveWrite(Body):
    active = Flag()
