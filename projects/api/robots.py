"""``/robots``: those of the system, and of the projects that one may look after."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from functools import cached_property
from http import HTTPStatus
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from accounts import principals
from accounts.api import parameters, queries
from accounts.api.endpoints import ROOT, Endpoint
from accounts.api.errors import QueryInvalid
from accounts.api.operations import operation
from accounts.api.queries import Field, Kind
from accounts.rights import Need, SystemAction
from projects import policy, projects, robots
from projects.api.serializers import (
    RobotChange,
    RobotMade,
    RobotRead,
    RobotWrite,
    SecretMade,
    SecretWrite,
    unix,
)
from projects.errors import ActionDenied, RobotInvalid, RobotUnknown
from projects.models import Project, Robot
from projects.roles import Action

_FIELDS = {
    "id": Field("pk", Kind.WHOLE),
    "name": Field("login"),
    "description": Field("description"),
    "duration": Field("duration", Kind.WHOLE),
    "disable": Field("is_disabled", Kind.FLAG),
    "expires_at": Field("expires_at", Kind.TIME),
    "last_used": Field("last_used", Kind.TIME),
    "creation_time": Field("creation_time", Kind.TIME),
    "update_time": Field("update_time", Kind.TIME),
}
FIELDS = _FIELDS | {
    spelt.replace("_", ""): field
    for key, field in _FIELDS.items()
    for spelt in (key.title(), key.title().replace("Id", "ID"))
}
"""Harbor spells the keys as its code does (``Name``), its documents and people as the JSON."""
SYSTEM, PROJECT = "system", "project"


class RobotsEndpoint(Endpoint):
    """``/robots``: the right is needed in the project that is asked about, or in the system."""

    def authorize(self, needs: StrEnum) -> None:
        principals.require(self.by, Need.LOGIN)
        if not self.asked_projects:
            super().authorize(needs)
        for project in self.asked_projects:
            policy.require(self.by, Action(needs), project)

    @cached_property
    def asked_projects(self) -> Sequence[Project]:
        """None for the system."""
        if self.request.method == "POST":
            names = [one.namespace for one in self.wanted.get("permissions", ())]
            is_in_projects = self.wanted["level"] == PROJECT
        else:
            names, is_in_projects = self._project_in_query(), True
        by_name = self.request.method == "POST"
        named = dict.fromkeys(names) if is_in_projects else ()
        return [projects.get_for(self.by, name, by_name=by_name) for name in named]

    @cached_property
    def wanted(self) -> dict[str, Any]:
        return RobotWrite.parse(self.request)

    def _project_in_query(self) -> list[str]:
        """The id that ``q`` names as ``Level=project,ProjectID=1``."""
        terms = queries.parse(parameters.text(self.request, "q"))
        asked = {term.key.lower(): term.values[0] or "" for term in terms if term.values}
        level, project = asked.get("level", SYSTEM), asked.get("projectid", "")
        if level == SYSTEM:
            return []
        if level != PROJECT or not (project.isascii() and project.isdigit()):
            raise QueryInvalid("q is Level=system, or Level=project,ProjectID=<id>")
        return [project]

    @operation(SystemAction.ROBOT_LIST, answer=RobotRead, is_list=True, fields=FIELDS)
    def get(self, request: Request) -> Response:
        rows = robots.of_project(next(iter(self.asked_projects), None))
        return self.listing(rows, RobotRead.rows, FIELDS)

    @operation(
        SystemAction.ROBOT_CREATE, body=RobotWrite, answer=RobotMade, status=HTTPStatus.CREATED
    )
    def post(self, request: Request) -> Response:
        wanted = dict(self.wanted)
        name, level = wanted.pop("name"), wanted.pop("level")
        if level not in (SYSTEM, PROJECT) or (level == PROJECT and not self.asked_projects):
            raise RobotInvalid("level is system, or project with a permission of that project")
        permissions = wanted.pop("permissions", ())
        robot, secret = robots.create(
            name=name,
            project=next(iter(self.asked_projects), None),
            wanted=robots.Wanted(
                permissions=permissions, is_disabled=wanted.pop("disable"), **wanted
            ),
            by=self.by,
        )
        made = {
            "id": robot.pk,
            "name": robot.login,
            "secret": secret,
            "creation_time": robot.creation_time,
            "expires_at": unix(robot.expires_at),
        }
        headers = {"Location": f"{ROOT}/robots/{robot.pk}"}
        return Response(RobotMade.of(made), status=HTTPStatus.CREATED, headers=headers)


class RobotEndpoint(Endpoint):
    """``/robots/<id>``: the right is needed where the robot is, whatever the body says (AZ-03)."""

    robot: Robot

    def authorize(self, needs: StrEnum) -> None:
        """Find the robot and require the right; who may not see it hears that there is none."""
        principals.require(self.by, Need.LOGIN)
        self.robot = robots.get(self.kwargs["robot_id"])
        project = self.robot.project
        allowed = frozenset[str](a for a in SystemAction if self.by.principal.may(a))
        if project is not None:
            allowed = policy.allowed_actions(self.by.principal, project)
        if Action.ROBOT_READ not in allowed and needs not in allowed:
            raise RobotUnknown(self.robot.pk)
        if needs not in allowed:
            raise ActionDenied(needs, project.name if project else "of the system")

    @operation(SystemAction.ROBOT_READ, answer=RobotRead)
    def get(self, request: Request, robot_id: int) -> Response:
        return Response(RobotRead.rows([self.robot])[0])

    @operation(SystemAction.ROBOT_UPDATE, body=RobotChange)
    def put(self, request: Request, robot_id: int) -> Response:
        wanted = RobotChange.parse(request)
        changes = robots.Changes(is_disabled=wanted.pop("disable", None), **wanted)
        robots.update(robot_id=robot_id, changes=changes, by=self.by)
        return Response()

    @operation(SystemAction.ROBOT_UPDATE, body=SecretWrite, answer=SecretMade)
    def patch(self, request: Request, robot_id: int) -> Response:
        wanted = SecretWrite.parse(request)
        grace = min(max(wanted["grace_seconds"], -1), robots.LONGEST_GRACE.total_seconds() + 1)
        secret = robots.renew_secret(
            robot_id=robot_id,
            secret=wanted["secret"],
            grace=timedelta(seconds=grace),
            by=self.by,
        )
        return Response({} if wanted["secret"] else {"secret": secret})

    @operation(SystemAction.ROBOT_DELETE)
    def delete(self, request: Request, robot_id: int) -> Response:
        robots.delete(robot_id=robot_id, by=self.by)
        return Response()
