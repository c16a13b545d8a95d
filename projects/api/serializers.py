"""The JSON shapes of projects, members, robots and quotas."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rest_framework import serializers

from accounts.api.bodies import Body, Flag, Text, Whole
from accounts.api.serializers import Shape
from projects import projects, robot_grants, robots
from projects.models import Membership, Project, Robot, RobotGrant, RobotSecret
from projects.roles import Role


@dataclass(frozen=True, slots=True)
class Seen:
    """A project as one caller sees it; *roles* are the caller's, the strongest first."""

    project: Project
    roles: list[Role]
    repo_count: int
    togglable: bool

    @property
    def current_user_role_id(self) -> int:
        return self.roles[0] if self.roles else 0

    @property
    def metadata(self) -> dict[str, str]:
        return projects.metadata(self.project)


class ProjectBrief(Shape):
    project_id = serializers.IntegerField(source="project.pk")
    name = serializers.CharField(source="project.name")
    owner_id = serializers.IntegerField(source="project.owner_id")
    creation_time = serializers.DateTimeField(source="project.creation_time")
    update_time = serializers.DateTimeField(source="project.update_time")
    deleted = serializers.BooleanField(default=False)
    togglable = serializers.BooleanField()
    current_user_role_id = serializers.IntegerField()
    current_user_role_ids = serializers.ListField(source="roles", child=serializers.IntegerField())
    repo_count = serializers.IntegerField()


class ProjectRead(ProjectBrief):
    """A list leaves the owner's name and the metadata out where no details are asked for."""

    owner_name = serializers.CharField(source="project.owner.username", required=False)
    metadata = serializers.DictField(child=serializers.CharField(), required=False)


class Deletable(Shape):
    deletable = serializers.BooleanField()
    message = serializers.CharField()


class StoredBytes(Shape):
    storage = serializers.IntegerField()


class QuotaRead(Shape):
    hard = StoredBytes()
    used = StoredBytes()


class TrashTotal(Shape):
    """What was deleted and can be brought back, and the bytes that are kept for that alone."""

    bytes = serializers.IntegerField()
    count = serializers.IntegerField()


class ProjectSummary(Shape):
    """What the caller may not see is left out."""

    repo_count = serializers.IntegerField()
    project_admin_count = serializers.IntegerField(required=False)
    maintainer_count = serializers.IntegerField(required=False)
    developer_count = serializers.IntegerField(required=False)
    guest_count = serializers.IntegerField(required=False)
    limited_guest_count = serializers.IntegerField(required=False)
    quota = QuotaRead(required=False)
    trash = TrashTotal(required=False)


class ProjectUpdate(Body):
    metadata = serializers.DictField(child=Text(allow_null=True), default=dict)

    def validate_metadata(self, given: dict[str, str | None]) -> dict[str, str]:
        return {key: value for key, value in given.items() if value is not None}


class ProjectWrite(ProjectUpdate):
    project_name = Text(default="")
    public = Flag(default=False)
    storage_limit = Whole(required=False)


class MemberRead(Shape):
    id = serializers.IntegerField(source="pk")
    project_id = serializers.IntegerField()
    entity_id = serializers.IntegerField(source="user_id")
    entity_name = serializers.CharField(source="user.username")
    entity_type = serializers.SerializerMethodField()
    role_id = serializers.IntegerField(source="role")
    role_name = serializers.SerializerMethodField()

    def get_entity_type(self, membership: Membership) -> str:
        return "u"

    def get_role_name(self, membership: Membership) -> str:
        return Role(membership.role).harbor_name


class UserNamed(serializers.Serializer[Any]):
    user_id = Whole(default=0, allow_null=True)
    username = Text(default="", allow_null=True)


class RoleWrite(Body):
    role_id = Whole(default=0)


class MemberWrite(RoleWrite):
    member_user = UserNamed(required=False)
    member_group = serializers.DictField(required=False)


class QuotaRef(Shape):
    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    owner_name = serializers.CharField(source="owner.username")


class LimitBytes(Shape):
    storage = serializers.IntegerField(source="limit")


class UsedBytes(Shape):
    storage = serializers.IntegerField(source="used")


class QuotaOfProject(Shape):
    """A quota in the list of all of them."""

    id = serializers.IntegerField(source="pk")
    ref = QuotaRef(source="project")
    hard = LimitBytes(source="*")
    used = UsedBytes(source="*")
    creation_time = serializers.DateTimeField()
    update_time = serializers.DateTimeField()


class Limits(serializers.Serializer[Any]):
    storage = Whole()


class QuotaWrite(Body):
    hard = Limits()


class Permission(Shape):
    """A right, as Harbor names it: what, and what to do with it."""

    resource = serializers.CharField()
    action = serializers.CharField()


class Catalogue(Shape):
    system = Permission(many=True, required=False)
    project = Permission(many=True)


def pairs(rights: Iterable[str]) -> list[dict[str, str]]:
    """Rights as the API spells them."""
    split = (right.partition(":") for right in rights)
    return [{"resource": resource, "action": action} for resource, _, action in split]


@dataclass(frozen=True, slots=True)
class SeenRobot:
    """A robot with what belongs to it."""

    row: Robot
    grants: Sequence[RobotGrant]
    secrets: Sequence[RobotSecret]

    @property
    def level(self) -> str:
        return robots.level_of(self.row)

    @property
    def expires_at(self) -> int:
        return unix(self.row.expires_at)

    @property
    def creator_type(self) -> str:
        return "local" if self.row.creator_kind == "user" else self.row.creator_kind

    @property
    def permissions(self) -> list[dict[str, object]]:
        return [
            {
                "kind": permission.kind,
                "namespace": permission.namespace,
                "access": [
                    {**pair, "effect": "allow"} for pair in pairs(sorted(permission.actions))
                ],
            }
            for permission in robot_grants.permissions_of(self.grants)
        ]


def unix(moment: datetime | None) -> int:
    """Seconds, or -1 for never."""
    return -1 if moment is None else int(moment.timestamp())


class SecretAge(Shape):
    """When a live secret was made and when it ends; nobody is told more of it."""

    creation_time = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)


class AccessRead(Permission):
    effect = serializers.CharField()


class RobotPermission(Shape):
    kind = serializers.CharField()
    namespace = serializers.CharField()
    access = AccessRead(many=True)


class RobotRead(Shape):
    id = serializers.IntegerField(source="row.pk")
    name = serializers.CharField(source="row.login")
    description = serializers.CharField(source="row.description")
    level = serializers.CharField()
    duration = serializers.IntegerField(source="row.duration")
    editable = serializers.BooleanField(default=True)
    disable = serializers.BooleanField(source="row.is_disabled")
    expires_at = serializers.IntegerField()
    permissions = RobotPermission(many=True)
    creator_type = serializers.CharField()
    creator_ref = serializers.IntegerField(source="row.creator_id", allow_null=True)
    last_used = serializers.DateTimeField(source="row.last_used", allow_null=True)
    last_address = serializers.CharField(source="row.last_address")
    secrets = SecretAge(many=True)
    creation_time = serializers.DateTimeField(source="row.creation_time")
    update_time = serializers.DateTimeField(source="row.update_time")

    @classmethod
    def rows(cls, rows: Sequence[Robot]) -> list[dict[str, Any]]:
        """All that belongs to the robots takes two queries, however many they are."""
        grants, secrets = robot_grants.of(rows), robots.secrets_of(rows)
        return [cls.of(SeenRobot(row, grants[row.pk], secrets[row.pk])) for row in rows]


class RobotMade(Shape):
    id = serializers.IntegerField()
    name = serializers.CharField()
    secret = serializers.CharField()
    creation_time = serializers.DateTimeField()
    expires_at = serializers.IntegerField()


class AccessWrite(serializers.Serializer[Any]):
    resource = Text()
    action = Text()
    effect = serializers.ChoiceField(("", "allow"), default="allow", allow_null=True)
    """Nothing is refused by it: what is not granted is refused already."""


class PermissionWrite(serializers.Serializer[Any]):
    kind = Text()
    namespace = Text()
    access = AccessWrite(many=True)


class RobotFields(Body):
    """A permission's rights arrive as pairs, and are ours as ``resource:action``."""

    description = Text(required=False)
    duration = Whole(required=False)
    permissions = PermissionWrite(many=True, required=False)

    def validate_permissions(
        self, given: Sequence[Mapping[str, Any]]
    ) -> list[robot_grants.Permission]:
        return [
            robot_grants.Permission(
                one["kind"],
                one["namespace"],
                frozenset(f"{access['resource']}:{access['action']}" for access in one["access"]),
            )
            for one in given
        ]


class RobotWrite(RobotFields):
    name = Text(default="")
    level = Text(default="")
    disable = Flag(default=False)


class RobotChange(RobotFields):
    name = Text(required=False)
    level = Text(required=False)
    disable = Flag(required=False)


class SecretWrite(Body):
    """``grace_seconds`` is ours: how long the secret that there is lives on."""

    secret = Text(default="")
    grace_seconds = Whole(default=0)


class SecretMade(Shape):
    """A secret that the client chose is not told once more."""

    secret = serializers.CharField(required=False)
