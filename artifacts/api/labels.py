"""``/labels``: those of the system and those of projects; the right is found through the label."""

from enum import StrEnum
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import principals
from accounts.api import parameters
from accounts.api.bodies import LARGEST, Body, Text, Whole
from accounts.api.endpoints import ROOT, Endpoint
from accounts.api.operations import Parameter, operation
from accounts.api.queries import Field, Kind
from accounts.api.serializers import Shape
from accounts.errors import LoginRequired
from accounts.rights import Need, SystemAction
from artifacts import labels
from artifacts.errors import LabelInvalid, LabelUnknown
from artifacts.labels import Wanted
from artifacts.models import Label
from projects import access, policy, projects
from projects.errors import ProjectHidden
from projects.models import Project
from projects.owners import By
from projects.roles import Action

SYSTEM, PROJECT = "g", "p"
FIELDS = {
    "id": Field("pk", Kind.WHOLE),
    "name": Field("name"),
    "description": Field("description"),
    "color": Field("color"),
    "creation_time": Field("creation_time", Kind.TIME),
    "update_time": Field("update_time", Kind.TIME),
}
_READS = frozenset({Action.LABEL_LIST, Action.LABEL_READ})


class LabelRead(Shape):
    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    description = serializers.CharField()
    color = serializers.CharField()
    scope = serializers.SerializerMethodField()
    project_id = serializers.SerializerMethodField()
    creation_time = serializers.DateTimeField()
    update_time = serializers.DateTimeField()

    def get_scope(self, label: Label) -> str:
        return SYSTEM if label.project_id is None else PROJECT

    def get_project_id(self, label: Label) -> int:
        return label.project_id or 0


class LabelUpdate(Body):
    name = Text(default="")
    description = Text(default="")
    color = Text(default="")


class LabelWrite(LabelUpdate):
    scope = Text(default="")
    project_id = Whole(default=0)


class ScopedEndpoint(Endpoint):
    """Labels belong to the system or to a project; subclasses know to which."""

    def authorize(self, needs: StrEnum) -> None:
        """Everybody who is known reads the system's labels; administrators keep them."""
        assert isinstance(needs, Action), "a right to labels is named as it is in a project"
        if self.project is not None:
            policy.require(self.by, needs, self.project)
        elif needs in _READS:
            principals.require(self.by, Need.LOGIN)
        else:
            principals.require(self.by, SystemAction(needs.value))

    @cached_property
    def project(self) -> Project | None:
        """The project whose labels they are; ``None`` for the system's."""
        raise NotImplementedError

    def access(self, action: Action) -> By:
        return self.by if self.project is None else access.of(self.by, action, self.project)


class LabelsEndpoint(ScopedEndpoint):
    """``/labels``."""

    @operation(
        Action.LABEL_LIST,
        answer=LabelRead,
        is_list=True,
        fields=FIELDS,
        parameters=(
            Parameter("scope", "`g` for those of the system, which is the default, or `p`."),
            Parameter("project_id", "Whose labels, with the scope `p`.", int),
            Parameter("name", "A part of the name."),
        ),
    )
    def get(self, request: Request) -> Response:
        named = parameters.text(request, "name")
        return self.listing(self._rows().filter(name__icontains=named), LabelRead.rows, FIELDS)

    @operation(Action.LABEL_CREATE, body=LabelWrite, status=HTTPStatus.CREATED)
    def post(self, request: Request) -> Response:
        label = labels.create(wanted=_wanted(self._given), by=self.access(Action.LABEL_CREATE))
        location = f"{ROOT}/labels/{label.pk}"
        return Response(status=HTTPStatus.CREATED, headers={"Location": location})

    def authorize(self, needs: StrEnum) -> None:
        """What the body says is looked at once it is known who sent it."""
        if needs not in _READS:
            principals.require(self.by, Need.LOGIN)
        super().authorize(needs)

    @cached_property
    def _given(self) -> dict[str, Any]:
        return LabelWrite.parse(self.request)

    @cached_property
    def project(self) -> Project | None:
        """As the query says, or for a new label the body."""
        if self.request.method == "POST":
            scope, project_id = self._given["scope"], self._given["project_id"]
        else:
            scope = parameters.text(self.request, "scope") or SYSTEM
            project_id = parameters.whole(self.request, "project_id", default=0, at_most=LARGEST)
        if scope not in (SYSTEM, PROJECT):
            raise LabelInvalid(f"the scope is {SYSTEM} (of the system) or {PROJECT} (of a project)")
        if scope == SYSTEM:
            return None
        if project_id <= 0:
            raise LabelInvalid(f"the scope {PROJECT} takes the project_id of a project")
        return projects.get_for(self.by, str(project_id))

    def _rows(self) -> QuerySet[Label]:
        return labels.of_system() if self.project is None else labels.of_project(self.project.pk)


class LabelEndpoint(ScopedEndpoint):
    """``/labels/<id>``."""

    @operation(Action.LABEL_READ, answer=LabelRead)
    def get(self, request: Request, label_id: int) -> Response:
        return Response(LabelRead.of(self._label))

    @operation(Action.LABEL_UPDATE, body=LabelUpdate)
    def put(self, request: Request, label_id: int) -> Response:
        wanted = _wanted(LabelUpdate.parse(request))
        by = self.access(Action.LABEL_UPDATE)
        labels.update(label_id=label_id, wanted=wanted, by=by)
        return Response()

    @operation(Action.LABEL_DELETE)
    def delete(self, request: Request, label_id: int) -> Response:
        labels.delete(label_id=label_id, by=self.access(Action.LABEL_DELETE))
        return Response()

    def authorize(self, needs: StrEnum) -> None:
        """A label of a project that the caller may not see is as absent as one that is not there.

        Nobody unknown is told which of the two it is.
        """
        try:
            super().authorize(needs)
        except (LabelUnknown, ProjectHidden) as error:
            if self.by.principal.is_anonymous:
                raise LoginRequired from error
            raise LabelUnknown(self.kwargs["label_id"]) from error

    @cached_property
    def _label(self) -> Label:
        return labels.get(self.kwargs["label_id"])

    @cached_property
    def project(self) -> Project | None:
        return self._label.project


def _wanted(given: dict[str, Any]) -> Wanted:
    return Wanted(name=given["name"], description=given["description"], color=given["color"])
