"""Robots: accounts for programs, of one project or of the system, with rights of their own."""

import re
import secrets as random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

import events
from accounts import configuration, hashes, passwords
from accounts.errors import CredentialsInvalid
from accounts.principals import Caller, Kind, Principal, Source
from accounts.rights import NOT_FOR_ROBOTS, SystemAction
from accounts.users import FORBIDDEN_IN_NAMES
from projects import policy, robot_grants
from projects.errors import GrantTooWide, RobotExists, RobotInvalid, RobotUnknown
from projects.events import RobotCreated, RobotDeleted, RobotUpdated
from projects.models import Project, Robot, RobotGrant, RobotQuerySet, RobotSecret
from projects.roles import NOT_FOR_ROBOTS as NOT_IN_PROJECTS
from projects.roles import Action

FOR_EVER = -1
LONGEST_NAME, LONGEST_DURATION = 255, 3650
LONGEST_GRACE = timedelta(days=30)
LIVE_SECRETS = 2
USE_NOTED_EVERY = timedelta(minutes=1)
EVERYWHERE = "*"
SYSTEM = "/"
_NAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Permission:
    """What is granted in one place: ``kind`` is system or project, as Harbor's API has it.

    ``namespace`` is ``/`` for the system, a project's name, or ``*`` for all of them.
    """

    kind: str
    namespace: str
    actions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a robot shall be. ``project`` is its project, ``duration`` days from its creation."""

    permissions: Sequence[Permission]
    duration: int = FOR_EVER
    description: str = ""
    is_disabled: bool = False


def is_login(username: str) -> bool:
    """Whether the name can be a robot's: it has what no user's name has."""
    return not FORBIDDEN_IN_NAMES.isdisjoint(username)


def present() -> RobotQuerySet:
    return Robot.objects.present()


def get(robot_id: int) -> Robot:
    robot = present().select_related("project").filter(pk=robot_id).first()
    if robot is None:
        raise RobotUnknown(robot_id)
    return robot


def create(*, name: str, project: Project | None, wanted: Wanted, by: Caller) -> tuple[Robot, str]:
    """Make a robot; its secret is in the answer and nowhere else.

    Raises RobotInvalid, RobotExists, or GrantTooWide if it could do what its maker cannot.
    """
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
        raise RobotInvalid("a robot's name is made like a project's, of lower-case letters")
    _require_duration(wanted.duration)
    grants = _grants(project, wanted.permissions, by)
    scope = f"{project.name}+" if project else ""
    now = timezone.now()
    robot = Robot(
        project=project,
        name=name,
        login=f"{configuration.text('robot_name_prefix')}{scope}{name}",
        description=wanted.description,
        duration=wanted.duration,
        expires_at=_end(now, wanted.duration),
        is_disabled=wanted.is_disabled,
        creator_kind=by.principal.kind,
        creator_id=by.principal.id,
        creation_time=now,
    )
    secret = _random_secret()
    with transaction.atomic():
        _insert(robot)
        _grant(robot, grants)
        RobotSecret.objects.create(robot=robot, secret_hash=hashes.of(secret))
        _publish(RobotCreated, robot, by, {"permissions": _told(wanted.permissions)})
    return robot, secret


def update(*, robot_id: int, wanted: Wanted, by: Caller) -> Robot:
    """Replace rights, duration, description and state; never name, level or project.

    A new duration counts from the creation. What was decided before ends with this.
    """
    _require_duration(wanted.duration)
    with transaction.atomic():
        robot = _locked(robot_id)
        grants = _grants(robot.project, wanted.permissions, by)
        old = [robot.description, robot.duration, robot.is_disabled]
        robot.description, robot.duration = wanted.description, wanted.duration
        robot.is_disabled = wanted.is_disabled
        robot.expires_at = _end(robot.creation_time, wanted.duration)
        new = [robot.description, robot.duration, robot.is_disabled]
        before = _told(permissions_of(robot_grants.of([robot])[robot.pk]))
        _grant(robot, grants)
        _raise_epoch(robot)
        changed: dict[str, object] = {
            field: [was, is_]
            for field, was, is_ in zip(
                ("description", "duration", "disable"), old, new, strict=True
            )
            if was != is_
        }
        if before != (after := _told(wanted.permissions)):
            changed["permissions"] = [before, after]
        _publish(RobotUpdated, robot, by, changed)
    return robot


def renew_secret(
    *, robot_id: int, secret: str = "", grace: timedelta = timedelta(0), by: Caller
) -> str:
    """Give the robot a new secret, a random one unless *secret* is given; answers it.

    The old one dies at once, or lives on for *grace*. At most two are alive. Raises PasswordWeak.
    """
    if secret:
        passwords.require_strong(secret)
    if not timedelta(0) <= grace <= LONGEST_GRACE:
        raise RobotInvalid(f"the old secret lives on for at most {LONGEST_GRACE.days} days")
    new = secret or _random_secret()
    now = timezone.now()
    with transaction.atomic():
        robot = _locked(robot_id)
        newest = robot.secrets.order_by("-pk").first()
        kept = [newest.pk] if newest is not None and grace else []
        robot.secrets.exclude(pk__in=kept).delete()
        robot.secrets.update(expires_at=now + grace)
        RobotSecret.objects.create(robot=robot, secret_hash=hashes.of(new))
        if not grace:
            _raise_epoch(robot)
        _publish(RobotUpdated, robot, by, {"secret": "renewed", "grace": grace.total_seconds()})
    return new


def delete(*, robot_id: int, by: Caller) -> None:
    with transaction.atomic():
        robot = _locked(robot_id)
        robot.deleted_at = timezone.now()
        robot.secrets.all().delete()
        _raise_epoch(robot)
        _publish(RobotDeleted, robot, by, {})


def authenticate(login: str, secret: str, source: Source) -> Principal:
    """The robot, with its rights as its ceiling. Raises CredentialsInvalid for every reason.

    One that expires now has expired (AN-08).
    """
    if "\0" in login:
        raise CredentialsInvalid
    now = timezone.now()
    in_force = Q(expires_at=None) | Q(expires_at__gt=now)
    of_robot = Q(robot__expires_at=None) | Q(robot__expires_at__gt=now)
    live = RobotSecret.objects.filter(
        in_force, of_robot, robot__login=login, robot__deleted_at=None, robot__is_disabled=False
    ).select_related("robot")
    robot = next((row.robot for row in live if hashes.is_of(secret, row.secret_hash)), None)
    if robot is None:
        raise CredentialsInvalid
    _note_use(robot, source, now)
    return Principal(
        robot.pk,
        robot.login,
        is_admin=False,
        epoch=robot.epoch,
        kind=Kind.ROBOT,
        ceiling=robot_grants.ceiling_of(robot.pk),
        expires_at=robot.expires_at,
    )


def permissions_of(grants: Sequence[RobotGrant]) -> list[Permission]:
    """The grants as the API tells them; of projects that are gone, none."""
    return [
        Permission(grant.kind, _namespace(grant), frozenset(grant.actions))
        for grant in grants
        if grant.project is None or grant.project.deleted_at is None
    ]


def visible(*, project: Project | None) -> QuerySet[Robot]:
    """Robots of a project, or those of the system."""
    return present().filter(project=project).select_related("project")


def _namespace(grant: RobotGrant) -> str:
    if grant.kind == "system":
        return SYSTEM
    return grant.project.name if grant.project else EVERYWHERE


def _grants(own: Project | None, permissions: Sequence[Permission], by: Caller) -> list[RobotGrant]:
    """Rows for what is wanted, none of them more than *by* may do. Raises as ``create`` does."""
    if own is not None and [(p.kind, p.namespace) for p in permissions] != [("project", own.name)]:
        raise RobotInvalid(f"a robot of a project has one permission, of kind project: {own.name}")
    if not permissions:
        raise RobotInvalid("a robot has at least one permission")
    return [_one_grant(permission, by) for permission in permissions]


def _one_grant(permission: Permission, by: Caller) -> RobotGrant:
    actions = sorted(permission.actions)
    if permission.kind == "system" and permission.namespace == SYSTEM:
        _require_known(actions, set(SystemAction) - NOT_FOR_ROBOTS)
        _require_held([a for a in actions if not by.principal.may(SystemAction(a))])
        return RobotGrant(kind="system", actions=actions)
    if permission.kind != "project":
        raise RobotInvalid("a permission is of kind system for / or of kind project")
    _require_known(actions, set(Action) - NOT_IN_PROJECTS)
    if permission.namespace == EVERYWHERE:
        _require_held([a for a in actions if a not in _held_everywhere(by)])
        return RobotGrant(kind="project", actions=actions)
    project = Project.objects.present().filter(name=permission.namespace).first()
    held = policy.allowed_actions(by.principal, project) if project else frozenset[Action]()
    if project is None or not held:
        raise RobotInvalid(f"there is no project {permission.namespace[:255]!r}")
    _require_held([action for action in actions if action not in held])
    return RobotGrant(kind="project", project=project, actions=actions)


def _held_everywhere(by: Caller) -> Collection[str]:
    """What the caller may do in every project: an administrator all, within its ceiling."""
    principal = by.principal
    if principal.ceiling is not None:
        may = principal.is_admin or principal.kind is Kind.ROBOT
        return principal.ceiling.everywhere if may else ()
    return frozenset(Action) if principal.is_admin else ()


def _require_known(actions: Sequence[str], known: Collection[str]) -> None:
    if not actions:
        raise RobotInvalid("a permission has at least one access")
    strange = [action for action in actions if action not in known]
    if strange:
        raise RobotInvalid(f"robots cannot be granted {', '.join(strange[:5])[:200]}")


def _require_held(lacking: Sequence[str]) -> None:
    if lacking:
        raise GrantTooWide(lacking)


def _require_duration(duration: int) -> None:
    if duration != FOR_EVER and not 1 <= duration <= LONGEST_DURATION:
        raise RobotInvalid(f"duration is -1 (for ever) or 1 to {LONGEST_DURATION} days")


def _end(start: datetime, duration: int) -> datetime | None:
    return None if duration == FOR_EVER else start + timedelta(days=duration)


def _random_secret() -> str:
    """256 random bits, in a form that Harbor's rule for secrets accepts as well."""
    return f"{random.token_urlsafe(32)}aA1"


def _insert(robot: Robot) -> None:
    try:
        with transaction.atomic():
            robot.save(force_insert=True)
    except IntegrityError as error:
        raise RobotExists(robot.login) from error


def _grant(robot: Robot, grants: Sequence[RobotGrant]) -> None:
    robot.grants.all().delete()
    for grant in grants:
        grant.robot = robot
        grant.save(force_insert=True)


def _locked(robot_id: int) -> Robot:
    robot = present().locked().select_related("project").filter(pk=robot_id).first()
    if robot is None:
        raise RobotUnknown(robot_id)
    return robot


def _raise_epoch(robot: Robot) -> None:
    """What was decided for the robot before is old: its tokens end with the caller's commit."""
    robot.epoch += 1
    robot.save()


def _note_use(robot: Robot, source: Source, now: datetime) -> None:
    """Not every time: a pull should write nothing."""
    if robot.last_used is None or now - robot.last_used > USE_NOTED_EVERY:
        with transaction.atomic():
            Robot.objects.filter(pk=robot.pk).update(last_used=now, last_address=source.address)


def _told(permissions: Sequence[Permission]) -> dict[str, list[str]]:
    return {f"{p.kind} {p.namespace}": sorted(p.actions) for p in permissions}


def _publish(
    kind: type[RobotCreated | RobotUpdated | RobotDeleted],
    robot: Robot,
    by: Caller,
    details: dict[str, object],
) -> None:
    project_id = robot.project_id
    events.publish(kind(by=by, resource=robot.login, project_id=project_id, details=details))
