"""What runs over artifacts found, item by item: garbage, retention, tags that match a filter."""

from django.db import models
from django.utils import timezone

from jobs.models import Execution
from projects.models import Project


class ItemKind(models.TextChoices):
    """In the order in which they are taken."""

    UNTAGGED = "untagged"
    """A manifest without a tag, which goes to the trash."""
    MANIFEST = "manifest"
    """A manifest whose time in the trash is over."""
    LINK = "link"
    """A blob that no manifest of a repository names: the repository loses it."""
    BLOB = "blob"
    """A blob that nothing needs: its bytes go."""


class Outcome(models.TextChoices):
    """Empty: it is still to be taken, or was only to be listed."""

    TAKEN = "taken"
    KEPT = "kept"
    """Something needed it again by the time that it was to be taken."""


class GarbageItem(models.Model):
    """One thing that a run of garbage collection found to be of no use, and what became of it.

    ``row`` is the id of the manifest, link or blob; names and sizes are copied, as it goes.
    """

    execution = models.ForeignKey(Execution, on_delete=models.CASCADE, related_name="garbage")
    kind = models.CharField(max_length=8, choices=ItemKind.choices)
    row = models.BigIntegerField()
    repository_id = models.BigIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=135)
    generation = models.CharField(max_length=16, blank=True)
    size = models.BigIntegerField()
    outcome = models.CharField(max_length=5, choices=Outcome.choices, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("execution", "kind", "row"), name="garbage_once"),
        )
        indexes = (
            models.Index(fields=("execution", "kind", "outcome", "id"), name="garbage_waiting"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.digest}"


class RetentionPolicy(models.Model):
    """Which artifacts of a project are kept. Its schedule is that of the job, by this row's id.

    ``rules`` are Harbor's, with ids that number them. The policy is in force while the project
    names it.
    """

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="retention")
    rules = models.JSONField(default=list)
    creation_time = models.DateTimeField(default=timezone.now)
    update_time = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"retention policy {self.pk}"


class Verdict(models.TextChoices):
    """Harbor's words for what becomes of an artifact."""

    RETAIN = "RETAIN"
    DELETE = "DEL"
    IMMUTABLE = "IMMUTABLE"
    ERROR = "ERR"
    """It was to go, and could not be deleted."""


class RetentionVerdict(models.Model):
    """What a run of retention decided of one artifact, why, and what became of it.

    ``row`` is the manifest's id; names and times are copied, as it may go. ``rule_id`` is the
    number of the rule that decided, where it was one of the policy's. ``freed`` is what the
    project holds less once it has gone. ``outcome`` is empty unless it is, or was, to go.
    """

    execution = models.ForeignKey(Execution, on_delete=models.CASCADE, related_name="verdicts")
    repository_id = models.BigIntegerField()
    repository_name = models.CharField(max_length=255)
    row = models.BigIntegerField()
    digest = models.CharField(max_length=135)
    tags = models.JSONField(default=list)
    tag_count = models.IntegerField()
    push_time = models.DateTimeField()
    pull_time = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=9, choices=Verdict.choices)
    rule_id = models.IntegerField(null=True, blank=True)
    reason = models.TextField()
    size = models.BigIntegerField()
    freed = models.BigIntegerField()
    outcome = models.CharField(max_length=5, choices=Outcome.choices, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("execution", "row"), name="retention_verdict_once"),
        )
        indexes = (
            models.Index(
                fields=("execution", "repository_id", "verdict", "outcome", "id"),
                name="retention_waiting",
            ),
            models.Index(fields=("execution", "verdict", "id"), name="retention_verdict"),
        )

    def __str__(self) -> str:
        return f"{self.verdict} {self.digest}"


class Skipped(models.TextChoices):
    """Why a tag that was to go is where it was."""

    IMMUTABLE = "immutable"
    """A rule protects it."""
    CHANGED = "changed"
    """It was pushed since, whatever it names."""
    GONE = "gone"
    """Somebody else has deleted it."""


class RemovedTag(models.Model):
    """A tag that matched when a removal began, and what became of it.

    ``row`` is the tag's id, ``manifest_row`` and ``push_time`` tell whether it is still the tag
    that was looked at. ``told`` is what a refusal said.
    """

    execution = models.ForeignKey(Execution, on_delete=models.CASCADE, related_name="removed")
    row = models.BigIntegerField()
    name = models.CharField(max_length=128)
    manifest_row = models.BigIntegerField()
    push_time = models.DateTimeField()
    outcome = models.CharField(max_length=5, choices=Outcome.choices, blank=True)
    skipped = models.CharField(max_length=9, choices=Skipped.choices, blank=True)
    told = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("execution", "row"), name="removed_tag_once"),
        )
        indexes = (
            models.Index(fields=("execution", "outcome", "skipped", "id"), name="removed_waiting"),
        )

    def __str__(self) -> str:
        return self.name
