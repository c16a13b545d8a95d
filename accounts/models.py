"""Users and their long-lived registry credentials."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone


class UserQuerySet(models.QuerySet["User"]):
    def present(self) -> "UserQuerySet":
        return self.filter(deleted_at=None)

    def locked(self) -> "UserQuerySet":
        return self.select_for_update().order_by("pk")


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Creation goes through ``accounts.users``; this only lets Django look users up."""


class User(AbstractBaseUser, PermissionsMixin):
    """A person. ``is_superuser`` is Harbor's ``sysadmin_flag``.

    ``epoch`` rises in the transaction that takes rights or credentials away, so that whatever was
    decided before can be told to be old.
    """

    username = models.CharField(max_length=255)
    email = models.CharField(max_length=255)
    realname = models.CharField(max_length=255, blank=True)
    comment = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    epoch = models.BigIntegerField(default=1)
    creation_time = models.DateTimeField(default=timezone.now)
    update_time = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("username",), condition=models.Q(deleted_at=None), name="user_username"
            ),
            models.UniqueConstraint(
                fields=("email",), condition=models.Q(deleted_at=None), name="user_email"
            ),
        )

    def __str__(self) -> str:
        return self.username


class TokenScope(models.TextChoices):
    READ = "read"
    WRITE = "write"
    FULL = "full"


class PersonalToken(models.Model):
    """What a user lends to a program in place of the password: named, limited, ended alone.

    Only a keyed hash of it is here. ``project_ids`` are the projects that it is for; none means
    all of them.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="personal_tokens")
    name = models.CharField(max_length=255)
    token_hash = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=8, choices=TokenScope.choices)
    project_ids = models.JSONField(default=list)
    creation_time = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used = models.DateTimeField(null=True, blank=True)
    last_address = models.CharField(max_length=45, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("user", "name"), name="personal_token_name"),
        )

    def __str__(self) -> str:
        return f"personal token {self.name} of {self.user_id}"


class RefreshToken(models.Model):
    """What ``docker login`` keeps in place of the password; only its hash is here."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="refresh_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    client_id = models.CharField(max_length=255, blank=True)
    creation_time = models.DateTimeField(default=timezone.now)
    last_used = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"refresh token {self.pk} of {self.user_id}"


class SessionQuerySet(models.QuerySet["Session"]):
    def locked(self) -> "SessionQuerySet":
        return self.select_for_update(of=("self",)).order_by("pk")


class Session(models.Model):
    """A browser that a user logged in with. Only a hash of its cookie is here.

    It ends when the user's ``epoch`` has moved on, or when it was idle for too long.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    key_hash = models.CharField(max_length=64, unique=True)
    epoch = models.BigIntegerField()
    address = models.CharField(max_length=45, blank=True)
    user_agent = models.CharField(max_length=255, blank=True)
    creation_time = models.DateTimeField(default=timezone.now)
    last_used = models.DateTimeField(default=timezone.now, db_index=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"session {self.pk} of {self.user_id}"


class LoginFailure(models.Model):
    """How often in a row logins failed from one place; ``key`` is a hash of what they share."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.count} failed logins"


class Setting(models.Model):
    """A value that an administrator set while the registry runs; absent means the default."""

    key = models.CharField(max_length=64, primary_key=True)
    value = models.JSONField()
    update_time = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.key
