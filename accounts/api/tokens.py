"""``/users/…/tokens``: personal tokens, shown to their owner and to administrators.

They are made in ``projects.api.tokens``, which knows the projects that one is for.
"""

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import personal_tokens, sessions, users
from accounts.api.endpoints import Endpoint
from accounts.api.operations import operation
from accounts.api.queries import Field, Kind
from accounts.api.serializers import Shape
from accounts.api.users import OneUserEndpoint
from accounts.principals import Caller
from accounts.rights import Need, SystemAction

FIELDS = {
    "id": Field("pk", Kind.WHOLE),
    "name": Field("name"),
    "scope": Field("scope"),
    "creation_time": Field("creation_time", Kind.TIME),
    "expires_at": Field("expires_at", Kind.TIME),
    "last_used": Field("last_used", Kind.TIME),
}


class TokenRead(Shape):
    """Never the token nor its hash; ``projects`` are ids, and none means all."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    scope = serializers.CharField()
    projects = serializers.ListField(child=serializers.IntegerField(), source="project_ids")
    creation_time = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
    last_used = serializers.DateTimeField(allow_null=True)
    last_address = serializers.CharField()


class OwnTokenEndpoint(Endpoint):
    """``/users/current/tokens/<id>``."""

    @operation(Need.USER, answer=TokenRead)
    def get(self, request: Request, token_id: int) -> Response:
        return _shown(self.by.principal.id, token_id)

    @operation(Need.PERSON)
    def delete(self, request: Request, token_id: int) -> Response:
        return _deleted(self.by.principal.id, token_id, self.by)


class TokensEndpoint(OneUserEndpoint):
    """``/users/<id>/tokens``."""

    @operation(SystemAction.USER_READ, answer=TokenRead, is_list=True, fields=FIELDS)
    def get(self, request: Request, user_id: int) -> Response:
        owner = users.get(user_id)
        return self.listing(personal_tokens.of(owner.pk), TokenRead.rows, FIELDS)


class TokenEndpoint(OneUserEndpoint):
    """``/users/<id>/tokens/<id>``."""

    @operation(SystemAction.USER_READ, answer=TokenRead)
    def get(self, request: Request, user_id: int, token_id: int) -> Response:
        return _shown(users.get(user_id).pk, token_id)

    @operation(SystemAction.USER_UPDATE, for_people=True)
    def delete(self, request: Request, user_id: int, token_id: int) -> Response:
        return _deleted(users.get(user_id).pk, token_id, self.by)


def _shown(user_id: int | None, token_id: int) -> Response:
    assert user_id is not None, "the operation needs a user"
    return Response(TokenRead.of(personal_tokens.get(user_id=user_id, token_id=token_id)))


def _deleted(user_id: int | None, token_id: int, by: Caller) -> Response:
    """Whoever deletes a token in the browser stays logged in."""
    assert user_id is not None, "the operation needs a user"
    with sessions.surviving(user_id):
        personal_tokens.delete(user_id=user_id, token_id=token_id, by=by)
    return Response()
