"""The JSON shapes of projects and members."""

from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from accounts.api.bodies import Body, Flag, Text, Whole
from accounts.api.serializers import Shape
from projects import projects
from projects.models import Membership, Project
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
    owner_name = serializers.CharField(source="project.owner.username")
    metadata = serializers.DictField()


class Deletable(Shape):
    deletable = serializers.BooleanField()
    message = serializers.CharField()


class Bytes(Shape):
    storage = serializers.IntegerField()


class QuotaRead(Shape):
    hard = Bytes()
    used = Bytes()


class ProjectSummary(Shape):
    """What the caller may not see is left out."""

    repo_count = serializers.IntegerField()
    project_admin_count = serializers.IntegerField(required=False)
    maintainer_count = serializers.IntegerField(required=False)
    developer_count = serializers.IntegerField(required=False)
    guest_count = serializers.IntegerField(required=False)
    limited_guest_count = serializers.IntegerField(required=False)
    quota = QuotaRead(required=False)


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
