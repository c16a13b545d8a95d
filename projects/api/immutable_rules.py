"""``/projects/<project>/immutabletagrules``: which tags stay as they are."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.bodies import Body, Flag, Text, Whole
from accounts.api.endpoints import ROOT
from accounts.api.operations import operation
from accounts.api.queries import Field, Kind
from accounts.api.serializers import Shape
from projects import access, immutability
from projects.api.endpoints import ProjectEndpoint
from projects.errors import RuleInvalid
from projects.immutability import Selector, Wanted
from projects.models import ImmutableRule
from projects.roles import Action

ACTION, TEMPLATE = "immutable", "immutable_template"
REPOSITORY = "repository"
FIELDS = {
    "id": Field("pk", Kind.WHOLE),
    "priority": Field("priority", Kind.WHOLE),
    "disabled": Field("is_disabled", Kind.FLAG),
    "creation_time": Field("creation_time", Kind.TIME),
    "update_time": Field("update_time", Kind.TIME),
}


class SelectorShape(Shape):
    kind = serializers.CharField()
    decoration = serializers.CharField()
    pattern = serializers.CharField()
    extras = serializers.CharField()


class ImmutableRuleRead(Shape):
    id = serializers.IntegerField(source="pk")
    priority = serializers.IntegerField()
    disabled = serializers.BooleanField(source="is_disabled")
    action = serializers.CharField(default=ACTION)
    template = serializers.CharField(default=TEMPLATE)
    params = serializers.DictField(default=dict)
    tag_selectors = SelectorShape(many=True)
    scope_selectors = serializers.SerializerMethodField()

    def get_scope_selectors(self, rule: ImmutableRule) -> dict[str, list[dict[str, str]]]:
        return {REPOSITORY: rule.repository_selectors}


class SelectorWrite(serializers.Serializer[Any]):
    kind = Text(default=immutability.KIND)
    decoration = Text()
    pattern = Text()
    extras = Text(default="", allow_null=True)


class ImmutableRuleWrite(Body):
    """What is left out stays as it is, or for a new rule as it usually is."""

    priority = Whole(required=False)
    disabled = Flag(required=False)
    action = Text(default=ACTION)
    template = Text(default=TEMPLATE)
    tag_selectors = SelectorWrite(many=True, required=False)
    scope_selectors = serializers.DictField(child=SelectorWrite(many=True), required=False)


class ImmutableRulesEndpoint(ProjectEndpoint):
    """``/projects/<project>/immutabletagrules``."""

    @operation(Action.IMMUTABLE_TAG_LIST, answer=ImmutableRuleRead, is_list=True, fields=FIELDS)
    def get(self, request: Request, project: str) -> Response:
        rows = immutability.of_project(self.project.pk)
        return self.listing(rows, ImmutableRuleRead.rows, FIELDS)

    @operation(Action.IMMUTABLE_TAG_CREATE, body=ImmutableRuleWrite, status=HTTPStatus.CREATED)
    def post(self, request: Request, project: str) -> Response:
        by = access.of(self.by, Action.IMMUTABLE_TAG_CREATE, self.project)
        rule = immutability.add(wanted=_wanted(request), by=by)
        location = f"{ROOT}/projects/{self.project.pk}/immutabletagrules/{rule.pk}"
        return Response(status=HTTPStatus.CREATED, headers={"Location": location})


class ImmutableRuleEndpoint(ProjectEndpoint):
    """``/projects/<project>/immutabletagrules/<id>``."""

    @operation(Action.IMMUTABLE_TAG_UPDATE, body=ImmutableRuleWrite)
    def put(self, request: Request, project: str, rule_id: int) -> Response:
        by = access.of(self.by, Action.IMMUTABLE_TAG_UPDATE, self.project)
        immutability.update(rule_id=rule_id, wanted=_wanted(request), by=by)
        return Response()

    @operation(Action.IMMUTABLE_TAG_DELETE)
    def delete(self, request: Request, project: str, rule_id: int) -> Response:
        by = access.of(self.by, Action.IMMUTABLE_TAG_DELETE, self.project)
        immutability.delete(rule_id=rule_id, by=by)
        return Response()


def _wanted(request: Request) -> Wanted:
    given = ImmutableRuleWrite.parse(request)
    if given["action"] != ACTION or given["template"] != TEMPLATE:
        raise RuleInvalid(f"the action is {ACTION} and the template {TEMPLATE}")
    return Wanted(
        repositories=_repositories(given.get("scope_selectors")),
        tags=_selectors(given.get("tag_selectors")),
        priority=given.get("priority"),
        is_disabled=given.get("disabled"),
    )


def _repositories(scopes: Mapping[str, Sequence[Any]] | None) -> list[Selector] | None:
    """Those of repositories; a scope that no rule would heed is refused, not dropped."""
    if scopes is None:
        return None
    if unknown := sorted(scopes.keys() - {REPOSITORY}):
        raise RuleInvalid(f"scope_selectors has {REPOSITORY} alone, not {', '.join(unknown[:5])}")
    return _selectors(scopes.get(REPOSITORY, []))


def _selectors(given: Sequence[Mapping[str, Any]] | None) -> list[Selector] | None:
    if given is None:
        return None
    return [
        Selector(
            decoration=one["decoration"],
            pattern=one["pattern"],
            kind=one["kind"],
            extras=one["extras"] or "",
        )
        for one in given
    ]
