"""Rows of the audit log; they are only ever added."""

from django.db import models
from django.utils import timezone


class AuditLog(models.Model):
    """One deed. Names and ids are copied: the row outlives what it speaks of."""

    op_time = models.DateTimeField(default=timezone.now, db_index=True)
    username = models.CharField(max_length=255)
    principal_id = models.BigIntegerField(null=True, blank=True)
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
        ordering = ("-id",)
        indexes = (models.Index(fields=("project_id", "-id"), name="audit_project"),)

    def __str__(self) -> str:
        return f"{self.username}: {self.operation} {self.resource_type} {self.resource}"
