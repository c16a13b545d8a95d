"""Repositories and what is in them. Rows that clients can delete are marked, not removed."""

from collections.abc import Collection

from django.db import connection, models
from django.utils import timezone

from artifacts.natural import NaturalKey
from projects.models import Project
from storage import layout

PRESENT = models.Q(deleted_at=None)


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

    objects = RepositoryQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("name",), condition=PRESENT, name="repository_name"),
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
    """Bytes under a digest, shared by all projects. ``generation`` names the live object (R3)."""

    digest = models.CharField(max_length=135, unique=True)
    size = models.BigIntegerField()
    generation = models.CharField(max_length=16)
    state = models.CharField(max_length=11, choices=BlobState.choices, default=BlobState.AVAILABLE)
    condemned_at = models.DateTimeField(null=True, blank=True)
    protected_until = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True)
    creation_time = models.DateTimeField(default=timezone.now)

    objects = BlobQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.digest

    @property
    def key(self) -> str:
        return layout.blob_key(self.digest, self.generation)


class RepositoryBlob(models.Model):
    """The blob may be read, and named in manifests, in this repository."""

    repository = models.ForeignKey(Repository, on_delete=models.CASCADE, related_name="links")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="links")
    creation_time = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("repository", "blob"), name="repository_blob"),
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


class ManifestQuerySet(models.QuerySet["Manifest"]):
    def present(self) -> "ManifestQuerySet":
        return self.filter(PRESENT)


class Manifest(models.Model):
    """A manifest or index, byte for byte as it was pushed."""

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
        indexes = (models.Index(fields=("repository", "name", "id"), name="tag_history"),)

    def __str__(self) -> str:
        return f"{self.name}: {self.old_digest} → {self.new_digest}"


class Label(models.Model):
    """A coloured word for artifacts, of one project or of the whole system."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="labels"
    )
    name = models.CharField(max_length=128)
    description = models.CharField(max_length=1024, blank=True)
    color = models.CharField(max_length=16, blank=True)
    creation_time = models.DateTimeField(default=timezone.now)
    update_time = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("name",), condition=models.Q(project=None), name="label_of_system"
            ),
            models.UniqueConstraint(fields=("project", "name"), name="label_of_project"),
        )

    def __str__(self) -> str:
        return self.name


class ArtifactLabel(models.Model):
    """A label on a manifest."""

    manifest = models.ForeignKey(Manifest, on_delete=models.CASCADE, related_name="labels")
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="artifacts")
    creation_time = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("manifest", "label"), name="artifact_label"),
        )

    def __str__(self) -> str:
        return f"{self.label_id} on {self.manifest_id}"


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
