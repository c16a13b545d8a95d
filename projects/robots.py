"""Robots: accounts for programs, of one project or of the system, with rights of their own."""

import re
import secrets as random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

import events
from accounts import configuration, hashes, passwords
from accounts.errors import CredentialsInvalid
from accounts.principals import Caller, Kind, Principal, Source
from accounts.users import FORBIDDEN_IN_NAMES
from projects import robot_grants, robot_rights
from projects.errors import (
    ProjectHidden,
    RobotExists,
    RobotInvalid,
    RobotUnknown,
)
from projects.events import RobotCreated, RobotDeleted, RobotUpdated
from projects.models import (
    Project,
    Robot,
    RobotGrant,
    RobotQuerySet,
    RobotSecret,
)
from projects.robot_grants import Permission

FOR_EVER = -1
LONGEST_NAME, LONGEST_DESCRIPTION, LONGEST_DURATION = 255, 1024, 36_500
SHORTEST_SECRET = 16
LONGEST_GRACE = timedelta(days=30)
USE_NOTED_EVERY = timedelta(minutes=1)
_NAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a robot shall be: *duration* counts days from its creation, ``None`` the usual ones."""

    permissions: Sequence[Permission]
    duration: int | None = None
    description: str = ""
    is_disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What shall be different; ``None`` leaves things as they are. *name* is only compared."""

    name: str | None = None
    level: str | None = None
    permissions: Sequence[Permission] | None = None
    duration: int | None = None
    description: str | None = None
    is_disabled: bool | None = None


def is_login(username: str) -> bool:
    """Whether the name can be a robot's: it has what no user's name has."""
    return not FORBIDDEN_IN_NAMES.isdisjoint(username)


def level_of(robot: Robot) -> str:
    return "system" if robot.project_id is None else "project"


def present() -> RobotQuerySet:
    return Robot.objects.present()


def of_project(project: Project | None) -> QuerySet[Robot]:
    """Robots of a project, or those of the system."""
    return present().filter(project=project)


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
    duration = wanted.duration
    if duration is None:
        duration = configuration.number("robot_token_duration")
    _require_fields(duration, wanted.description)
    now = timezone.now()
    scope = f"{project.name}+" if project else ""
    robot = Robot(
        project=project,
        name=name,
        login=f"{configuration.text('robot_name_prefix')}{scope}{name}",
        description=wanted.description,
        duration=duration,
        expires_at=_end_within(now, duration, by),
        is_disabled=wanted.is_disabled,
        creator_kind=by.principal.kind,
        creator_id=by.principal.id,
        creation_time=now,
    )
    secret = _random_secret()
    with transaction.atomic():
        _hold(project)
        grants = robot_rights.grants_for(project, wanted.permissions, by)
        _insert(robot)
        _grant(robot, grants)
        RobotSecret.objects.create(robot=robot, secret_hash=hashes.of(secret))
        _publish(RobotCreated, robot, by, {"permissions": robot_grants.told(wanted.permissions)})
    return robot, secret


def update(*, robot_id: int, changes: Changes, by: Caller) -> None:
    """Change rights, duration, description or state; never name, level or project.

    A new duration counts from the creation. What was decided before ends, unless nothing that
    counts is different. Raises RobotInvalid or GrantTooWide.
    """
    with transaction.atomic():
        _hold(get(robot_id).project)  # first, as whoever deletes the project does
        robot = _locked(robot_id)
        _require_same(robot, changes)
        changed = _apply(robot, changes)
        _require_fields(robot.duration, robot.description)
        before = robot_grants.permissions_of(robot_grants.of([robot])[robot.pk])
        wanted = before if changes.permissions is None else changes.permissions
        old, new = robot_grants.told(before), robot_grants.told(wanted)
        if old != new:
            _grant(robot, robot_rights.grants_for(robot.project, wanted, by))
            changed["permissions"] = [old, new]
        if "duration" in changed:
            robot.expires_at = _end_within(robot.creation_time, robot.duration, by)
        _save(robot, ends_tokens=bool(changed.keys() - {"description"}))
        _publish(RobotUpdated, robot, by, changed)


def renew_secret(
    *, robot_id: int, secret: str = "", grace: timedelta = timedelta(0), by: Caller
) -> str:
    """Give the robot a new secret, a random one unless *secret* is given; answers it.

    Without *grace* all others die at once, and what was got with them. With it the newest lives on
    so long, and tokens run out by themselves: whoever pulls meanwhile must not notice. Raises
    RobotInvalid or PasswordWeak.
    """
    if secret:
        passwords.require_strong(secret)
        if len(secret) < SHORTEST_SECRET:  # its hash is fast, and nobody is locked out for guessing
            raise RobotInvalid(f"a secret of your own has at least {SHORTEST_SECRET} characters")
    if not timedelta(0) <= grace <= LONGEST_GRACE:
        raise RobotInvalid(f"the old secret lives on for 0 s to {LONGEST_GRACE.days} days")
    new = secret or _random_secret()
    now = timezone.now()
    with transaction.atomic():
        robot = _locked(robot_id)
        dead = robot.secrets.order_by("-pk")
        if grace and (newest := dead.first()):
            robot.secrets.filter(pk=newest.pk).update(expires_at=now + grace)
            dead = dead.exclude(pk=newest.pk)
        dead.delete()
        RobotSecret.objects.create(robot=robot, secret_hash=hashes.of(new))
        _save(robot, ends_tokens=not grace)
        _publish(RobotUpdated, robot, by, {"secret": "renewed", "grace": grace.total_seconds()})
    return new


def delete(*, robot_id: int, by: Caller) -> None:
    with transaction.atomic():
        robot = _locked(robot_id)
        robot.deleted_at = timezone.now()
        robot.secrets.all().delete()
        _save(robot, ends_tokens=True)
        _publish(RobotDeleted, robot, by, {})


def secrets_of(robots: Sequence[Robot]) -> Mapping[int, list[RobotSecret]]:
    """The live secrets of each of the robots, by the robot's id, in one query."""
    found: dict[int, list[RobotSecret]] = {robot.pk: [] for robot in robots}
    now = timezone.now()
    for secret in RobotSecret.objects.filter(robot_id__in=found).order_by("pk"):
        if secret.expires_at is None or secret.expires_at > now:
            found[secret.robot_id].append(secret)
    return found


def authenticate(login: str, secret: str, source: Source) -> Principal:
    """The robot, with its rights as its ceiling. Raises CredentialsInvalid for every reason.

    One that expires now has expired, and so has a secret (AN-08).
    """
    now = timezone.now()
    known = None if "\0" in login else robot_grants.find(login, hashes.of(secret))
    if known is None or (known.expires_at is not None and known.expires_at <= now):
        raise CredentialsInvalid
    _note_use(known, source, now)
    return Principal(
        known.robot_id,
        login,
        is_admin=False,
        epoch=known.epoch,
        kind=Kind.ROBOT,
        ceiling=known.ceiling,
        expires_at=known.expires_at,
    )


def _require_same(robot: Robot, changes: Changes) -> None:
    if changes.name not in (None, robot.login, robot.name):
        raise RobotInvalid(f"the name stays what it is: {robot.login}")
    if changes.level not in (None, level_of(robot)):
        raise RobotInvalid(f"the level stays what it is: {level_of(robot)}")


def _require_fields(duration: int, description: str) -> None:
    if duration != FOR_EVER and not 1 <= duration <= LONGEST_DURATION:
        raise RobotInvalid(f"duration is -1 (for ever) or 1 to {LONGEST_DURATION} days")
    if len(description) > LONGEST_DESCRIPTION:
        raise RobotInvalid(f"description has at most {LONGEST_DESCRIPTION} characters")


def _apply(robot: Robot, changes: Changes) -> dict[str, object]:
    """Set the fields that are given; answers what was different: ``{field: [old, new]}``."""
    given = {
        "description": changes.description,
        "duration": changes.duration,
        "is_disabled": changes.is_disabled,
    }
    changed: dict[str, object] = {}
    for field, value in given.items():
        old = getattr(robot, field)
        if value is not None and value != old:
            setattr(robot, field, value)
            changed[field] = [old, value]
    return changed


def _end(start: datetime, duration: int) -> datetime | None:
    return None if duration == FOR_EVER else start + timedelta(days=duration)


def _end_within(start: datetime, duration: int, by: Caller) -> datetime | None:
    """When it ends. Raises RobotInvalid if it would outlive the credential it is made with."""
    end, limit = _end(start, duration), by.principal.expires_at
    if limit is not None and (end is None or end > limit):
        raise RobotInvalid("a robot does not outlive the credential that it is made with")
    return end


def _random_secret() -> str:
    """256 random bits, in a form that Harbor's rule for secrets accepts as well."""
    return f"{random.token_urlsafe(32)}aA1"


def _hold(project: Project | None) -> None:
    """Whoever deletes the project waits, and ends this robot as well; or did so first."""
    if project and Project.objects.present().locked().filter(pk=project.pk).first() is None:
        raise ProjectHidden


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
    RobotGrant.objects.bulk_create(grants)


def _locked(robot_id: int) -> Robot:
    robot = present().locked().select_related("project").filter(pk=robot_id).first()
    if robot is None:
        raise RobotUnknown(robot_id)
    return robot


def _save(robot: Robot, *, ends_tokens: bool) -> None:
    """What was decided for the robot before ends with the caller's commit, if it has to."""
    robot.epoch += ends_tokens
    fields = ("description", "duration", "expires_at", "is_disabled", "deleted_at", "epoch")
    robot.save(update_fields=[*fields, "update_time"])


_noting: dict[int, datetime] = {}
"""When this process last wrote down that a robot was used."""


def _note_use(known: robot_grants.Known, source: Source, now: datetime) -> None:
    """Not every time: a pull should write nothing. Nor by all who ask at the same moment."""
    noted = max(filter(None, (known.last_used, _noting.get(known.robot_id))), default=None)
    if noted is None or now - noted > USE_NOTED_EVERY:
        _noting[known.robot_id] = now
        with transaction.atomic():
            used = Robot.objects.filter(pk=known.robot_id)
            used.update(last_used=now, last_address=source.address)


def _publish(
    kind: type[RobotCreated | RobotUpdated | RobotDeleted],
    robot: Robot,
    by: Caller,
    details: dict[str, object],
) -> None:
    project_id = robot.project_id
    events.publish(kind(by=by, resource=robot.login, project_id=project_id, details=details))
