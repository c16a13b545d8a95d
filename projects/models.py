"""Projects, their members, and how much they hold."""

from django.db import models
from django.utils import timezone
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from accounts.models import User
from projects.roles import Role

UNLIMITED = -1


class ProjectQuerySet(models.QuerySet["Project"]):
    def present(self) -> "ProjectQuerySet":
        return self.filter(deleted_at=None)

    def locked(self) -> "ProjectQuerySet":
        return self.select_for_update(of=("self",)).order_by("pk")


class Project(models.Model):
    """The first component of a repository's name, and the unit of rights and quota.

    ``epoch`` rises in the transaction that changes who may do what here, so that whatever was
    decided before can be told to be old. ``retention_id`` names the policy that says which of its
    artifacts are kept; one that no project names is in force nowhere.
    """

    name = models.CharField(max_length=255)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_public = models.BooleanField(default=False)
    allow_sparse = models.BooleanField(default=False)
    retention_id = models.BigIntegerField(null=True, blank=True)
    epoch = models.BigIntegerField(default=1)
    creation_time = models.DateTimeField(default=timezone.now)
    update_time = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("name",), condition=models.Q(deleted_at=None), name="project_name"
            ),
        )
        permissions = tuple((role.permission, role.title) for role in Role)

    def __str__(self) -> str:
        return self.name


class Quota(models.Model):
    """How many bytes a project may hold and does. One row, locked by whoever changes links.

    ``reserved`` is what its uploads have staged, counted while there is a limit.
    """

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="quota")
    limit = models.BigIntegerField(default=UNLIMITED)
    used = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)
    creation_time = models.DateTimeField(default=timezone.now)
    update_time = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.used} of {self.limit} bytes"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def locked(self) -> "MembershipQuerySet":
        return self.select_for_update(of=("self",)).order_by("pk")


class Membership(models.Model):
    """A user's role in a project. The grant that rights are read from is guardian's twin row."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.PositiveSmallIntegerField(choices=[(role.value, role.title) for role in Role])
    creation_time = models.DateTimeField(default=timezone.now)
    update_time = models.DateTimeField(auto_now=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("project", "user"), name="membership_project_user"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} as {self.role} in {self.project_id}"


class ProjectUserObjectPermission(UserObjectPermissionBase):
    """Guardian's grant of a role to a user, on a direct foreign key."""

    content_object = models.ForeignKey(Project, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False


class ProjectGroupObjectPermission(GroupObjectPermissionBase):
    """Guardian's grant of a role to a group, on a direct foreign key."""

    content_object = models.ForeignKey(Project, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False


class SigningKey(models.Model):
    """A key that registry tokens are signed with; its private half is encrypted."""

    kid = models.CharField(max_length=64, unique=True)
    private_key = models.BinaryField()
    creation_time = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.kid


class RobotQuerySet(models.QuerySet["Robot"]):
    def present(self) -> "RobotQuerySet":
        return self.filter(deleted_at=None)

    def locked(self) -> "RobotQuerySet":
        return self.select_for_update(of=("self",)).order_by("pk")


class Robot(models.Model):
    """An account for programs: of one project, or of the system (``project`` is ``None``).

    ``login`` is its whole name, with the prefix that was in force when it was made. ``epoch``
    rises like a user's.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="robots"
    )
    name = models.CharField(max_length=255)
    login = models.CharField(max_length=600)
    description = models.CharField(max_length=1024, blank=True)
    duration = models.IntegerField(default=-1)
    expires_at = models.DateTimeField(null=True, blank=True)
    is_disabled = models.BooleanField(default=False)
    epoch = models.BigIntegerField(default=1)
    creator_kind = models.CharField(max_length=8)
    creator_id = models.BigIntegerField(null=True, blank=True)
    last_used = models.DateTimeField(null=True, blank=True)
    last_address = models.CharField(max_length=45, blank=True)
    creation_time = models.DateTimeField(default=timezone.now)
    update_time = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = RobotQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("login",), condition=models.Q(deleted_at=None), name="robot_login"
            ),
        )

    def __str__(self) -> str:
        return self.login


class RobotSecret(models.Model):
    """One of a robot's live secrets, as a keyed hash; at most two, so that they can be rotated."""

    robot = models.ForeignKey(Robot, on_delete=models.CASCADE, related_name="secrets")
    secret_hash = models.CharField(max_length=64)
    creation_time = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"secret {self.pk} of robot {self.robot_id}"


class RobotGrant(models.Model):
    """What a robot may do in one place: in the system, in one project, or in every project."""

    robot = models.ForeignKey(Robot, on_delete=models.CASCADE, related_name="grants")
    kind = models.CharField(max_length=8, choices=[("system", "system"), ("project", "project")])
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    actions = models.JSONField(default=list)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"grant of robot {self.robot_id}"


class ImmutableRule(models.Model):
    """Tags that match, in repositories that match, are neither moved nor deleted.

    The selectors are Harbor's: lists of ``{kind, decoration, pattern, extras}``.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="immutable_rules")
    is_disabled = models.BooleanField(default=False)
    priority = models.IntegerField(default=0)
    repository_selectors = models.JSONField(default=list)
    tag_selectors = models.JSONField(default=list)
    creation_time = models.DateTimeField(default=timezone.now)
    update_time = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"immutable rule {self.pk}"
