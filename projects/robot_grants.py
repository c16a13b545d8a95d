"""What robots were granted: rows a place, read as the ceiling of whoever logs in as the robot."""

from collections.abc import Iterable, Mapping

from accounts.rights import Ceiling
from projects.models import Robot, RobotGrant
from projects.roles import Action

_IMPLIED = frozenset({Action.REPOSITORY_PULL})
"""What push implies for robots of a project, as in Harbor."""


def of(robots: Iterable[Robot]) -> Mapping[int, list[RobotGrant]]:
    """The grants of each of the robots, by the robot's id, in one query."""
    found: dict[int, list[RobotGrant]] = {robot.pk: [] for robot in robots}
    rows = RobotGrant.objects.filter(robot_id__in=found).select_related("project")
    for grant in rows:
        found[grant.robot_id].append(grant)
    return found


def ceiling_of(robot_id: int) -> Ceiling:
    """All that the robot may do, as of now."""
    rows = RobotGrant.objects.filter(robot_id=robot_id)
    found = rows.values_list("kind", "project_id", "actions", "robot__project_id")
    system, everywhere = frozenset[str](), frozenset[str]()
    projects: dict[int, frozenset[str]] = {}
    for kind, project_id, names, own_project in found:
        actions = frozenset(names)
        if kind == "system":
            system |= actions
        elif project_id is None:
            everywhere |= actions
        else:
            implied = bool(own_project) and Action.REPOSITORY_PUSH in actions
            actions |= _IMPLIED if implied else frozenset()
            projects[project_id] = projects.get(project_id, frozenset()) | actions
    return Ceiling(system, everywhere, projects)
