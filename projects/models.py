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
    decided before can be told to be old.
    """

    name = models.CharField(max_length=255)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_public = models.BooleanField(default=False)
    allow_sparse = models.BooleanField(default=False)
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
