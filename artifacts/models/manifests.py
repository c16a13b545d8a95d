"""Manifests, what they name, and the tags that name them."""

from django.db import models
from django.utils import timezone

from artifacts.models.blobs import Blob
from artifacts.models.marks import DELETED, PRESENT
from artifacts.models.repositories import Repository
from artifacts.natural import NaturalKey


class ManifestQuerySet(models.QuerySet["Manifest"]):
    def present(self) -> "ManifestQuerySet":
        return self.filter(PRESENT)


class Manifest(models.Model):
    """A manifest or index, byte for byte as it was pushed.

    What one deed deletes has one ``deleted_at``; ``deleted_with`` is the digest of the artifact
    that it belonged to, where that was what somebody deleted.
    """

    repository = models.ForeignKey(
        Repository, on_delete=models.PROTECT, related_name="manifests", db_index=False
    )
    digest = models.CharField(max_length=135)
    media_type = models.CharField(max_length=255)
    artifact_type = models.CharField(max_length=255, blank=True)
    config_media_type = models.CharField(max_length=255, blank=True)
    subject_digest = models.CharField(max_length=135, blank=True)
    annotations = models.JSONField(default=dict)
    size = models.BigIntegerField()
    body = models.BinaryField()
    push_time = models.DateTimeField(default=timezone.now)
    pull_time = models.DateTimeField(null=True, blank=True)
    pull_count = models.BigIntegerField(default=0)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.CharField(max_length=255, blank=True, db_default="")
    deleted_with = models.CharField(max_length=135, blank=True, db_default="")

    objects = ManifestQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("repository", "digest"), condition=PRESENT, name="manifest_digest"
            ),
        )
        indexes = (
            models.Index(fields=("repository", "digest"), name="manifest_of_repository"),
            models.Index(fields=("digest",), name="manifest_by_digest"),
            models.Index(
                fields=("repository", "subject_digest"),
                condition=~models.Q(subject_digest=""),
                name="manifest_subject",
            ),
            models.Index(
                fields=("repository", "-push_time", "-id"),
                condition=PRESENT,
                name="manifest_pushed",
            ),
            models.Index(
                fields=("repository", "deleted_at"), condition=DELETED, name="manifest_trash"
            ),
            models.Index(
                fields=("deleted_at", "id"),
                condition=models.Q(deleted_at__isnull=False),
                name="manifest_deleted",
            ),
        )

    def __str__(self) -> str:
        return self.digest


class EdgeKind(models.TextChoices):
    CONFIG = "config"
    LAYER = "layer"
    MANIFEST = "manifest"


class Edge(models.Model):
    """A part that a manifest names, in the order it names them.

    ``blob`` or ``child`` is the part itself. ``is_absent`` says that it need not be here: a layer
    that lives elsewhere, or what a sparse project admitted; it is filled in should it come.
    """

    manifest = models.ForeignKey(Manifest, on_delete=models.CASCADE, related_name="edges")
    kind = models.CharField(max_length=8, choices=EdgeKind.choices)
    position = models.PositiveIntegerField()
    digest = models.CharField(max_length=135)
    media_type = models.CharField(max_length=255)
    size = models.BigIntegerField()
    platform = models.JSONField(null=True, blank=True)
    annotations = models.JSONField(default=dict)
    is_absent = models.BooleanField(default=False)
    blob = models.ForeignKey(
        Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="edges"
    )
    child = models.ForeignKey(
        Manifest, on_delete=models.PROTECT, null=True, blank=True, related_name="parent_edges"
    )

    class Meta:
        ordering = ("manifest", "position")
        constraints = (
            models.UniqueConstraint(fields=("manifest", "position"), name="edge_position"),
        )
        indexes = (
            models.Index(
                fields=("digest",), condition=models.Q(is_absent=True), name="edge_absent"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.digest} of {self.manifest_id}"


class TagQuerySet(models.QuerySet["Tag"]):
    def present(self) -> "TagQuerySet":
        return self.filter(PRESENT)


class Tag(models.Model):
    """A name that points at one manifest of its repository, until it is moved."""

    repository = models.ForeignKey(
        Repository, on_delete=models.PROTECT, related_name="tags", db_index=False
    )
    name = models.CharField(max_length=128)
    natural_name = NaturalKey(max_length=256, db_default="", editable=False)
    manifest = models.ForeignKey(Manifest, on_delete=models.PROTECT, related_name="tags")
    push_time = models.DateTimeField(default=timezone.now)
    pull_time = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.CharField(max_length=255, blank=True, db_default="")

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("repository", "name"), condition=PRESENT, name="tag_name"
            ),
        )
        indexes = (
            models.Index(fields=("repository", "name"), name="tag_of_repository"),
            models.Index(
                fields=("repository", "-push_time", "-id"), condition=PRESENT, name="tag_pushed"
            ),
            models.Index(
                fields=("repository", "natural_name", "id"), condition=PRESENT, name="tag_natural"
            ),
            models.Index(fields=("repository", "deleted_at"), condition=DELETED, name="tag_trash"),
        )

    def __str__(self) -> str:
        return self.name


class TagMove(models.Model):
    """A line of a tag's history; rows are only ever added. ``new`` is empty for a deletion."""

    repository = models.ForeignKey(Repository, on_delete=models.CASCADE, related_name="tag_moves")
    name = models.CharField(max_length=128)
    old_digest = models.CharField(max_length=135, blank=True)
    new_digest = models.CharField(max_length=135, blank=True)
    moved_by = models.CharField(max_length=255)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("repository", "name", "id"), name="tag_history"),
            models.Index(
                fields=("repository", "old_digest"),
                condition=models.Q(new_digest=""),
                name="tag_deletions",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.old_digest} → {self.new_digest}"
