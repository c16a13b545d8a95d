"""What robots were granted: rows a place, read as the ceiling of whoever logs in as the robot."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from accounts.rights import NOT_FOR_ROBOTS, Ceiling, SystemAction
from projects.models import Robot, RobotGrant
from projects.roles import NOT_FOR_ROBOTS as NOT_IN_PROJECTS
from projects.roles import Action

SYSTEM, EVERYWHERE = "/", "*"
IN_SYSTEM = tuple(action for action in SystemAction if action not in NOT_FOR_ROBOTS)
IN_PROJECTS = tuple(action for action in Action if action not in NOT_IN_PROJECTS)
"""What robots may be granted, in the two kinds of places."""
_IMPLIED = frozenset({Action.REPOSITORY_PULL})
"""What push implies for robots of a project, as in Harbor."""

Granted = tuple[str, int | None, str]
"""Of a row: its kind, its project, and its actions as JSON."""


@dataclass(frozen=True, slots=True)
class Permission:
    """What is granted in one place: ``kind`` is system or project, as Harbor's API has it.

    ``namespace`` is ``/`` for the system, a project's name, or ``*`` for all of them.
    """

    kind: str
    namespace: str
    actions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """A robot that showed a secret of its own: what it may do, and when that one or it ends."""

    robot_id: int
    epoch: int
    ceiling: Ceiling
    expires_at: datetime | None
    last_used: datetime | None


_FIND = (
    "SELECT r.id, r.epoch, r.project_id, r.last_used, r.expires_at, s.expires_at,"
    " g.kind, g.project_id, g.actions FROM projects_robot r"
    " JOIN projects_robotsecret s ON s.robot_id = r.id AND s.secret_hash = %s"
    " LEFT JOIN projects_robotgrant g ON g.robot_id = r.id"
    " WHERE r.login = %s AND r.deleted_at IS NULL AND NOT r.is_disabled ORDER BY s.id DESC, g.id"
)
"""By hand, and in one: whatever a robot asks for waits for it first."""


def find(login: str, secret_hash: str) -> Known | None:
    """The robot of that login and secret, unless it is disabled; it may have expired."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [secret_hash, login])
        rows = cursor.fetchall()
    if not rows:
        return None
    robot_id, epoch, project_id, last_used, *ends = rows[0][:6]
    granted = dict.fromkeys(row[6:] for row in rows if row[6] is not None)
    return Known(
        robot_id,
        epoch,
        ceiling(granted, is_of_project=project_id is not None),
        expires_at=min((_moment(end) for end in ends if end is not None), default=None),
        last_used=None if last_used is None else _moment(last_used),
    )


def of(robots: Iterable[Robot]) -> Mapping[int, list[RobotGrant]]:
    """The grants of each of the robots, by the robot's id, in one query."""
    found: dict[int, list[RobotGrant]] = {robot.pk: [] for robot in robots}
    rows = RobotGrant.objects.filter(robot_id__in=found).select_related("project").order_by("pk")
    for grant in rows:
        found[grant.robot_id].append(grant)
    return found


def permissions_of(grants: Iterable[RobotGrant]) -> list[Permission]:
    """The grants as the API tells them; of projects that are gone, none."""
    return [
        Permission(grant.kind, _namespace(grant), frozenset(grant.actions))
        for grant in grants
        if grant.project is None or grant.project.deleted_at is None
    ]


def told(permissions: Sequence[Permission]) -> dict[str, list[str]]:
    """The permissions as the audit log tells them, several of one place as one."""
    found: dict[str, frozenset[str]] = {}
    for permission in permissions:
        place = f"{permission.kind} {permission.namespace}"
        found[place] = found.get(place, frozenset()) | permission.actions
    return {place: sorted(actions) for place, actions in found.items()}


def ceiling_of(robot_id: int) -> Ceiling:
    """All that the robot may do, as of now."""
    rows = RobotGrant.objects.filter(robot_id=robot_id)
    found = list(rows.values_list("kind", "project_id", "actions", "robot__project_id"))
    is_of_project = any(own is not None for *_, own in found)
    granted = [(kind, project_id, json.dumps(actions)) for kind, project_id, actions, _ in found]
    return ceiling(granted, is_of_project=is_of_project)


def ceiling(granted: Iterable[Granted], *, is_of_project: bool) -> Ceiling:
    """What the rows of one robot come to."""
    system, everywhere = frozenset[str](), frozenset[str]()
    projects: dict[int, frozenset[str]] = {}
    for kind, project_id, stored in granted:
        actions = frozenset(json.loads(stored))
        if kind == "system":
            system |= actions
        elif project_id is None:
            everywhere |= actions
        else:
            implies = is_of_project and Action.REPOSITORY_PUSH in actions
            actions |= _IMPLIED if implies else frozenset()
            projects[project_id] = projects.get(project_id, frozenset()) | actions
    return Ceiling(system, everywhere, projects)


def _namespace(grant: RobotGrant) -> str:
    if grant.kind == "system":
        return SYSTEM
    return grant.project.name if grant.project else EVERYWHERE


def _moment(value: datetime) -> datetime:
    """A moment as the database gives it; SQLite's have no time zone, and are UTC."""
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value
