"""Rows of the audit log, which are only ever added, and the chain of seals laid over them."""

from django.db import models
from django.utils import timezone

FREQUENT_OPERATIONS = ("create", "pull")
FREQUENT_TYPES = ("artifact", "blob", "upload")
"""What pushes and pulls leave behind. Rows of both kinds are in none of the partial indexes."""


class AuditLog(models.Model):
    """One deed. Names and ids are copied: the row outlives what it speaks of.

    Every index is in the order of pages, newest first. What most rows have in common needs none:
    a page of it is found among the latest rows. So a push pays for four indexes, not for six.
    """

    op_time = models.DateTimeField(default=timezone.now)
    username = models.CharField(max_length=255)
    principal_id = models.BigIntegerField(null=True, blank=True)
    principal_kind = models.CharField(max_length=16, default="user", db_default="user")
    credential = models.CharField(max_length=16)
    operation = models.CharField(max_length=16)
    resource_type = models.CharField(max_length=32)
    resource = models.CharField(max_length=1024)
    project_id = models.BigIntegerField(null=True, blank=True)
    succeeded = models.BooleanField(default=True)
    source_address = models.CharField(max_length=45, blank=True)
    user_agent = models.CharField(max_length=255, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ("-op_time", "-id")
        indexes = (
            models.Index(fields=("op_time", "id"), name="audit_by_time"),
            models.Index(fields=("project_id", "op_time", "id"), name="audit_by_project"),
            models.Index(fields=("username", "op_time", "id"), name="audit_by_username"),
            models.Index(fields=("source_address", "op_time", "id"), name="audit_by_address"),
            models.Index(
                fields=("operation", "op_time", "id"),
                condition=~models.Q(operation__in=FREQUENT_OPERATIONS),
                name="audit_by_operation",
            ),
            models.Index(
                fields=("resource_type", "op_time", "id"),
                condition=~models.Q(resource_type__in=FREQUENT_TYPES),
                name="audit_by_type",
            ),
        )

    def __str__(self) -> str:
        return f"{self.username}: {self.operation} {self.resource_type} {self.resource}"


class Unsealed(models.Model):
    """A row of the log that the sealer has yet to take; written by the statement that adds it."""

    row_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return f"row {self.row_id}"


class Seal(models.Model):
    """A link of the chain: of one row, or of a stretch of ``span`` rows that were purged.

    ``sequence`` is that of the stretch's last row. ``proof`` says that it was us who purged it.
    """

    sequence = models.BigIntegerField(primary_key=True)
    span = models.BigIntegerField(default=1)
    row_id = models.BigIntegerField(null=True, unique=True)
    hash = models.BinaryField(max_length=32)
    proof = models.BinaryField(max_length=32, null=True)

    class Meta:
        ordering = ("sequence",)

    def __str__(self) -> str:
        return f"seal {self.sequence} of row {self.row_id}"


class ChainQuerySet(models.QuerySet["Chain"]):
    def locked(self) -> "ChainQuerySet":
        return self.select_for_update().order_by("pk")


class Chain(models.Model):
    """Where the chain ends. One row, locked by whoever lays or lifts seals."""

    sequence = models.BigIntegerField(default=0)
    hash = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField(default=timezone.now)

    objects = ChainQuerySet.as_manager()

    def __str__(self) -> str:
        return f"chain of {self.sequence}"


class Forwarding(models.Model):
    """How far the log was forwarded to the collector, and by whom it is at present. One row."""

    sequence = models.BigIntegerField(default=0)
    holder = models.CharField(max_length=64, default="")
    held_until = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"forwarded up to {self.sequence}"
