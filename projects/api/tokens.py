"""``/users/current/tokens``: one's own personal tokens, and how they are made."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.db.models import Q
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import personal_tokens
from accounts.api.bodies import LARGEST, Body, Text, Whole
from accounts.api.endpoints import ROOT, Endpoint
from accounts.api.operations import operation
from accounts.api.tokens import FIELDS, TokenRead
from accounts.errors import TokenRefused
from accounts.personal_tokens import Wanted
from accounts.principals import Principal
from accounts.rights import Need
from oci.errors import quoted
from projects import projects

LONGEST_DURATION = 3650


@extend_schema_field({"oneOf": [{"type": "integer"}, {"type": "string"}]})
class ProjectField(serializers.Field[int | str, Any, Any, Any]):
    """A project by its id, a number, or by its name."""

    default_error_messages = {"invalid": "a project is named by its id or its name"}

    def to_internal_value(self, data: Any) -> int | str:
        is_id = type(data) is int and 0 < data <= LARGEST
        is_name = isinstance(data, str) and data.isprintable()
        if not is_id and not is_name:
            self.fail("invalid")
        return data  # type: ignore[no-any-return]

    def to_representation(self, value: Any) -> Any:
        return value


class TokenWrite(Body):
    name = Text()
    scope = Text()
    projects = serializers.ListField(
        child=ProjectField(), default=list, max_length=personal_tokens.PROJECTS_AT_MOST
    )
    expires_at = serializers.DateTimeField(required=False)
    duration = Whole(required=False, min_value=1, max_value=LONGEST_DURATION)


class TokenMade(TokenRead):
    """``token`` is shown this once."""

    token = serializers.CharField()


class OwnTokensEndpoint(Endpoint):
    """``/users/current/tokens``."""

    @operation(Need.USER, answer=TokenRead, is_list=True, fields=FIELDS)
    def get(self, request: Request) -> Response:
        return self.listing(personal_tokens.of(_own_id(self.by.principal)), TokenRead.rows, FIELDS)

    @operation(Need.PERSON, body=TokenWrite, answer=TokenMade, status=HTTPStatus.CREATED)
    def post(self, request: Request) -> Response:
        wanted = _wanted(TokenWrite.parse(request), self.by.principal)
        user_id = _own_id(self.by.principal)
        row, token = personal_tokens.create(user_id=user_id, wanted=wanted, by=self.by)
        location = f"{ROOT}/users/current/tokens/{row.pk}"
        shown = {**TokenRead.of(row), "token": token}
        return Response(shown, status=HTTPStatus.CREATED, headers={"Location": location})


def _own_id(principal: Principal) -> int:
    assert principal.id is not None, "the operation needs a user"
    return principal.id


def _wanted(body: dict[str, Any], principal: Principal) -> Wanted:
    return Wanted(
        name=body["name"],
        scope=body["scope"],
        project_ids=_ids(body["projects"], principal),
        expires_at=_end(body),
    )


def _end(body: dict[str, Any]) -> datetime | None:
    if "duration" not in body:
        return body.get("expires_at")
    if "expires_at" in body:
        raise TokenRefused("give the token's end or its duration in days, not both")
    return timezone.now() + timedelta(days=body["duration"])


def _ids(named: Collection[int | str], principal: Principal) -> Sequence[int]:
    """The ids of projects that the user may see; others are as good as absent."""
    wanted = Q(pk__in=[one for one in named if isinstance(one, int)])
    wanted |= Q(name__in=[one for one in named if isinstance(one, str)])
    found = projects.visible_to(principal).filter(wanted).only("pk", "name")
    ids = {key: project.pk for project in found for key in (project.pk, project.name)}
    for one in named:
        if one not in ids:
            raise TokenRefused(f"there is no project {quoted(str(one))}")
    return [ids[one] for one in named]
