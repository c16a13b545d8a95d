"""Repositories. Rows that clients can delete are marked, not removed."""

from django.db import models
from django.utils import timezone

from artifacts.models.marks import DELETED, PRESENT
from projects.models import Project


class RepositoryQuerySet(models.QuerySet["Repository"]):
    def present(self) -> "RepositoryQuerySet":
        return self.filter(PRESENT)

    def published(self) -> "RepositoryQuerySet":
        """Those that people see: a manifest was pushed into them."""
        return self.filter(PRESENT, published_at__isnull=False)

    def locked(self) -> "RepositoryQuerySet":
        return self.select_for_update(of=("self",)).order_by("pk")


class Repository(models.Model):
    """A name that manifests and blobs are pushed under, such as ``acme/app``.

    ``version`` rises in each transaction that changes what a reader could have seen.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="repositories")
    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    version = models.BigIntegerField(default=1)
    pull_count = models.BigIntegerField(default=0)
    creation_time = models.DateTimeField(default=timezone.now)
    update_time = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.CharField(max_length=255, blank=True, db_default="")

    objects = RepositoryQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("name",), condition=PRESENT, name="repository_name"),
        )
        indexes = (
            models.Index(
                fields=("project", "deleted_at"), condition=DELETED, name="repository_trash"
            ),
        )

    def __str__(self) -> str:
        return self.name


class RepositoryDay(models.Model):
    """How often a repository was pulled from and pushed to on one day (UTC)."""

    repository = models.ForeignKey(Repository, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    pulls = models.BigIntegerField(default=0)
    pushes = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("repository", "day")
        constraints = (
            models.UniqueConstraint(fields=("repository", "day"), name="repository_day"),
        )

    def __str__(self) -> str:
        return f"repository {self.repository_id} on {self.day}"
