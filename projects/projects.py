"""Projects: made, found, changed and deleted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

import events
from accounts import configuration, users
from accounts.models import User
from accounts.principals import Caller, Kind, Principal
from accounts.rights import SystemAction
from oci import reference
from oci.errors import quoted
from projects import members, quotas
from projects.errors import (
    MetadataExists,
    MetadataUnknown,
    ProjectExists,
    ProjectHidden,
    ProjectInvalid,
    ProjectNotEmpty,
    ProjectRefused,
    ProjectUnknown,
)
from projects.events import ProjectCreated, ProjectDeleted, ProjectUpdated
from projects.models import (
    Membership,
    Project,
    ProjectQuerySet,
    Quota,
    Robot,
    RobotGrant,
)
from projects.roles import Role

LONGEST_ID = 18
METADATA_FIELDS = {"public": "is_public", "allow_sparse": "allow_sparse"}
ALWAYS_SET = frozenset({"public"})
"""Metadata that every project has; the rest counts as absent while it is false."""
RETENTION = "retention_id"
"""Metadata that a policy sets which is made for the project; removing it parts the two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a new project shall be."""

    name: str
    is_public: bool = False
    allow_sparse: bool = False
    storage_limit: int = 0


def present() -> ProjectQuerySet:
    return Project.objects.present()


def visible_to(principal: Principal) -> ProjectQuerySet:
    """What a list shows: everything to administrators; public and own projects to the rest."""
    if principal.may(SystemAction.PROJECT_LIST):
        return present()
    return present().filter(Q(is_public=True) | _own(principal))


def _own(principal: Principal) -> Q:
    """Projects that *principal* is a member of or has grants for, within its ceiling."""
    if principal.id is None:
        return Q(pk__in=())
    if principal.kind is Kind.ROBOT:
        granted = RobotGrant.objects.filter(robot_id=principal.id, kind="project")
        if granted.filter(project=None).exists():
            return ~Q(pk__in=())
        return Q(pk__in=granted.values("project_id"))
    own = Membership.objects.filter(user_id=principal.id)
    mine = Q() if principal.is_admin else Q(pk__in=own.values("project_id"))
    if principal.ceiling is None or principal.ceiling.everywhere:
        return mine
    return mine & Q(pk__in=list(principal.ceiling.projects))


_SEEN = ("id", "name", "is_public", "epoch")
_FIND = (
    f"SELECT {', '.join(_SEEN)} FROM projects_project"  # noqa: S608  # constants
    " WHERE name = %s AND deleted_at IS NULL"
)


def find(name: str) -> Project | None:
    """What rights are decided by, and no more; by hand, for each token waits for it."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [name])
        row = cursor.fetchone()
    return None if row is None else Project.from_db(connection.alias, _SEEN, row)


def get(name_or_id: str, *, by_name: bool = False) -> Project:
    """Find a project as Harbor's paths name it: digits are an id unless *by_name*."""
    is_id = (
        name_or_id.isascii()
        and name_or_id.isdigit()
        and len(name_or_id) <= LONGEST_ID
        and not by_name
    )
    wanted = Q(pk=int(name_or_id)) if is_id else Q(name=name_or_id.replace("\0", "?"))
    project = present().filter(wanted).select_related("owner", "quota").first()
    if project is None:
        raise ProjectUnknown(repr(name_or_id[:80]))
    return project


def get_for(by: Caller, name_or_id: str, *, by_name: bool = False) -> Project:
    """As ``get``; to all but administrators an absent project looks like a hidden one."""
    try:
        return get(name_or_id, by_name=by_name)
    except ProjectUnknown:
        if by.principal.may(SystemAction.PROJECT_LIST):
            raise
        raise ProjectHidden from None


def create(*, wanted: Wanted, by: Caller) -> Project:
    """Make a project; its creator becomes project admin.

    Raises NameInvalid, ProjectExists, QuotaInvalid, or ProjectRefused to whom may make none. A
    limit is for administrators to choose; 0 stands for that of every new project.
    """
    _require_maker(by.principal)
    name = reference.project_name(wanted.name)
    chosen = wanted.storage_limit if by.principal.may(SystemAction.QUOTA_UPDATE) else 0
    limit = quotas.require_limit(chosen or configuration.number("storage_per_project"))
    owner = _owner(by.principal)
    with transaction.atomic():
        project = _insert(name=name, owner=owner, wanted=wanted)
        Quota.objects.create(project=project, limit=limit)
        members.insert(project=project, user=owner, role=Role.PROJECT_ADMIN)
        events.publish(
            ProjectCreated(
                by=by, resource=name, project_id=project.pk, details=_metadata_of(wanted)
            )
        )
    return project


def update(*, project_id: int, metadata: Mapping[str, str], by: Caller) -> Project:
    """Change what the metadata map names. Raises ProjectInvalid."""
    wanted = read_metadata(metadata)
    with transaction.atomic():
        project = _locked(project_id)
        changed = {
            field: [getattr(project, field), value]
            for field, value in wanted.items()
            if getattr(project, field) != value
        }
        for field, value in wanted.items():
            setattr(project, field, value)
        project.epoch += 1
        project.save(update_fields=[*wanted, "epoch", "update_time"])
        events.publish(
            ProjectUpdated(by=by, resource=project.name, project_id=project.pk, details=changed)
        )
    return project


def delete(*, project_id: int, is_empty: Callable[[Project], bool], by: Caller) -> None:
    """Take the project away and its name free. Raises ProjectNotEmpty.

    Whether it is empty is for ``artifacts.repositories`` to say; it is asked under the lock.
    """
    with transaction.atomic():
        project = _locked(project_id)
        if not is_empty(project):
            raise ProjectNotEmpty(project.name)
        project.deleted_at = timezone.now()
        project.epoch += 1
        project.save(update_fields=["deleted_at", "epoch", "update_time"])
        robots = Robot.objects.present().filter(project=project)
        robots.update(deleted_at=project.deleted_at, epoch=F("epoch") + 1)
        events.publish(ProjectDeleted(by=by, resource=project.name, project_id=project.pk))


def metadata(project: Project) -> dict[str, str]:
    """Harbor's map: strings only."""
    found = {key: str(getattr(project, field)).lower() for key, field in METADATA_FIELDS.items()}
    bound = project.retention_id
    return found if bound is None else found | {RETENTION: str(bound)}


def metadata_of(project: Project, key: str) -> str:
    """One of the map. Raises MetadataUnknown."""
    found = metadata(project)
    if key not in found:
        raise MetadataUnknown(key)
    return found[key]


def add_metadata(*, project_id: int, key: str, value: str, by: Caller) -> None:
    """Set what is not set yet. Raises ProjectInvalid or MetadataExists."""
    require_settable(key)
    with transaction.atomic():
        project = _locked(project_id)
        if key in ALWAYS_SET or getattr(project, METADATA_FIELDS[key]):
            raise MetadataExists(key)
        update(project_id=project_id, metadata={key: value}, by=by)


def remove_metadata(*, project_id: int, key: str, by: Caller) -> None:
    """Have it be what it is where nobody set it. Raises MetadataUnknown."""
    if key == RETENTION:
        _unbind_retention(project_id, by)
        return
    if key not in METADATA_FIELDS:
        raise MetadataUnknown(key)
    update(project_id=project_id, metadata={key: "false"}, by=by)


def bind_retention(project: Project, retention_id: int | None) -> None:
    """Have a policy be in force in the project, or none; under the project's lock."""
    project.retention_id = retention_id
    project.save(update_fields=["retention_id", "update_time"])


def _unbind_retention(project_id: int, by: Caller) -> None:
    with transaction.atomic():
        project = _locked(project_id)
        bound = project.retention_id
        if bound is None:
            raise MetadataUnknown(RETENTION)
        bind_retention(project, None)
        changed = {RETENTION: [bound, None]}
        events.publish(
            ProjectUpdated(by=by, resource=project.name, project_id=project.pk, details=changed)
        )


def require_settable(key: str) -> None:
    """Raise ProjectInvalid unless it is a key that people give values to."""
    if key == RETENTION:
        raise ProjectInvalid(f"{RETENTION} is set by whoever makes a policy, under /retentions")
    if key not in METADATA_FIELDS:
        raise ProjectInvalid(f"a project has no metadata {quoted(key)}")


def read_metadata(metadata: Mapping[str, str]) -> dict[str, bool]:
    """The fields of a project that Harbor's map sets; keys that we do not keep are ignored."""
    return {
        METADATA_FIELDS[key]: read_flag(key, value)
        for key, value in metadata.items()
        if key in METADATA_FIELDS
    }


def read_flag(key: str, value: object) -> bool:
    flags = {"true": True, "false": False}
    if not isinstance(value, str) or value not in flags:
        raise ProjectInvalid(f'the metadata {key} is "true" or "false", a string')
    return flags[value]


def _insert(*, name: str, owner: User, wanted: Wanted) -> Project:
    if present().filter(name=name).exists():
        raise ProjectExists(name)
    try:
        with transaction.atomic():
            return Project.objects.create(
                name=name,
                owner=owner,
                is_public=wanted.is_public,
                allow_sparse=wanted.allow_sparse,
            )
    except IntegrityError as error:
        raise ProjectExists(name) from error


def _metadata_of(wanted: Wanted) -> dict[str, Any]:
    return {field: getattr(wanted, field) for field in METADATA_FIELDS.values()}


def _require_maker(principal: Principal) -> None:
    """Users make projects unless they are kept from it; robots if they were granted it.

    With a token, a user makes some if the token allows it as well.
    """
    ceiling = principal.ceiling
    is_lent = ceiling is not None and SystemAction.PROJECT_CREATE not in ceiling.system
    is_open = configuration.text("project_creation_restriction") == "everyone"
    is_free = principal.is_user and is_open and not is_lent
    if not (is_free or principal.may(SystemAction.PROJECT_CREATE)):
        raise ProjectRefused


def _owner(principal: Principal) -> User:
    """The creator; for what is no user, the lowest-numbered administrator (Harbor's rule)."""
    if principal.is_user:
        assert principal.id is not None
        return users.get(principal.id)
    owner = users.present().filter(is_superuser=True).order_by("pk").first()
    assert owner is not None, "the built-in administrator cannot be deleted"
    return owner


def _locked(project_id: int) -> Project:
    project = present().locked().filter(pk=project_id).first()
    if project is None:
        raise ProjectUnknown(project_id)
    return project
