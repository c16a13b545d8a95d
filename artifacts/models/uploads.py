"""Uploads that are under way."""

from django.db import models
from django.utils import timezone

from projects.models import Project


class UploadQuerySet(models.QuerySet["Upload"]):
    def locked(self) -> "UploadQuerySet":
        return self.select_for_update(of=("self",)).order_by("pk")


class Upload(models.Model):
    """A blob on its way in (R8): any process can continue it from what this row says.

    ``fence`` rises with each request that writes; only the newest may move ``offset``.
    ``staged`` bytes, at most, lie on the disk for it; ``reserved`` of them are held in the
    project's quota.
    ``hashed`` is the digest of the bytes so far, by ``algorithm``, where one request brought them
    all.
    """

    id = models.CharField(primary_key=True, max_length=32)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="uploads")
    repository = models.CharField(max_length=255)
    principal = models.CharField(max_length=64, db_index=True)
    offset = models.BigIntegerField(default=0)
    fence = models.BigIntegerField(default=0)
    staged = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)
    algorithm = models.CharField(max_length=16)
    hashed = models.CharField(max_length=135, blank=True)
    state = models.JSONField()
    creation_time = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.id

    @property
    def generation(self) -> str:
        """That of the object it becomes: its own, so that a second try finds the first one's."""
        return self.pk[:16]
