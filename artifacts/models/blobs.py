"""Blobs, and who may read and who pays for them."""

from collections.abc import Collection

from django.db import connection, models
from django.db.models.functions import Now
from django.utils import timezone

from artifacts.models.repositories import Repository
from projects.models import Project
from storage import layout


class BlobState(models.TextChoices):
    """R4: a condemned blob is invisible and may still be revived by a push of the same bytes."""

    AVAILABLE = "available"
    CONDEMNED = "condemned"
    QUARANTINED = "quarantined"


class BlobQuerySet(models.QuerySet["Blob"]):
    def available(self) -> "BlobQuerySet":
        return self.filter(state=BlobState.AVAILABLE)

    def locked(self) -> "BlobQuerySet":
        return self.select_for_update(of=("self",)).order_by("pk")

    def keep(self, digests: Collection[str]) -> None:
        """Lock rows against ``locked()`` ones until the transaction ends, not against each other.

        In order of digest, so that two pushes never wait for one another (R4). Read what hangs on
        the rows afterwards, in a query of its own. SQLite has one writer anyway.
        """
        if connection.features.has_select_for_update:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT 1 FROM artifacts_blob WHERE digest = ANY(%s) ORDER BY digest"
                    " FOR KEY SHARE",
                    [list(digests)],
                )


class Blob(models.Model):
    """Bytes under a digest, shared by all projects. ``generation`` names the live object (R3).

    From ``review_at`` on, garbage collection asks whether anything still needs it; ``None`` is
    said of what was found in use, until something lets go of it.
    """

    digest = models.CharField(max_length=135, unique=True)
    size = models.BigIntegerField()
    generation = models.CharField(max_length=16)
    state = models.CharField(max_length=11, choices=BlobState.choices, default=BlobState.AVAILABLE)
    condemned_at = models.DateTimeField(null=True, blank=True)
    protected_until = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True)
    review_at = models.DateTimeField(null=True, blank=True, db_default=Now())
    creation_time = models.DateTimeField(default=timezone.now)

    objects = BlobQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(
                fields=("review_at", "id"),
                condition=models.Q(review_at__isnull=False),
                name="blob_review",
            ),
        )

    def __str__(self) -> str:
        return self.digest

    @property
    def key(self) -> str:
        return layout.blob_key(self.digest, self.generation)


class RepositoryBlob(models.Model):
    """The blob may be read, and named in manifests, in this repository.

    ``review_at`` is as a blob's: when to ask whether a manifest of the repository names it.
    """

    repository = models.ForeignKey(Repository, on_delete=models.CASCADE, related_name="links")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="links")
    review_at = models.DateTimeField(null=True, blank=True, db_default=Now())
    creation_time = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("repository", "blob"), name="repository_blob"),
        )
        indexes = (
            models.Index(
                fields=("review_at", "id"),
                condition=models.Q(review_at__isnull=False),
                name="link_review",
            ),
        )

    def __str__(self) -> str:
        return f"{self.blob_id} in repository {self.repository_id}"


class ProjectBlob(models.Model):
    """The project pays for the blob, once however many of its repositories hold it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("project", "blob"), name="project_blob"),)

    def __str__(self) -> str:
        return f"{self.blob_id} in project {self.project_id}"
