"""Other registries, the policies that move images between them and this one, and what was moved."""

from django.db import models
from django.utils import timezone

from jobs.models import Task
from projects.models import Project


class Health(models.TextChoices):
    """Harbor's words for what the last look at a registry showed."""

    HEALTHY = "healthy"
    UNHEALTHY = "unhealthy"
    UNKNOWN = "unknown"


class Direction(models.TextChoices):
    PUSH = "push"
    """From here to the other registry."""
    PULL = "pull"


class TriggerType(models.TextChoices):
    """Harbor's words for what begins a run."""

    MANUAL = "manual"
    SCHEDULED = "scheduled"
    EVENT_BASED = "event_based"


class RegistryQuerySet(models.QuerySet["Registry"]):
    def locked(self) -> "RegistryQuerySet":
        return self.select_for_update(of=("self",)).order_by("pk")


class Registry(models.Model):
    """Another registry, and how it is reached; of one project, or of the whole system.

    ``sealed_secret`` is encrypted, and bound to this row. While it is before ``rests_until``,
    nothing is asked of the registry: it failed ``failures`` times in a row, or asked for peace.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="registries"
    )
    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=32)
    url = models.CharField(max_length=2048)
    is_insecure = models.BooleanField(default=False)
    ca_certificate = models.TextField(blank=True)
    token_hosts = models.JSONField(default=list)
    """Hosts of token services that may be told the credentials, besides the registry's own."""
    access_key = models.CharField(max_length=255, blank=True)
    sealed_secret = models.BinaryField(default=b"")
    at_once = models.PositiveSmallIntegerField(default=2)
    """How many tasks may be at work with it."""
    health = models.CharField(max_length=9, choices=Health.choices, default=Health.UNKNOWN)
    health_cause = models.CharField(max_length=32, blank=True)
    health_told = models.TextField(blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True, blank=True)
    creation_time = models.DateTimeField(default=timezone.now)
    update_time = models.DateTimeField(auto_now=True)

    objects = RegistryQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("name",), condition=models.Q(project=None), name="registry_name"
            ),
            models.UniqueConstraint(fields=("project", "name"), name="registry_of_project"),
        )

    def __str__(self) -> str:
        return self.name


class PolicyQuerySet(models.QuerySet["Policy"]):
    def locked(self) -> "PolicyQuerySet":
        return self.select_for_update(of=("self",)).order_by("pk")


class Policy(models.Model):
    """What is copied between this registry and another one, to where, and when.

    One of a project is about that project alone.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="replications"
    )
    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    registry = models.ForeignKey(Registry, on_delete=models.PROTECT, related_name="policies")
    direction = models.CharField(max_length=4, choices=Direction.choices)
    filters = models.JSONField(default=list)
    dest_namespace = models.CharField(max_length=255, blank=True)
    dest_namespace_replace_count = models.SmallIntegerField(default=-1)
    trigger = models.CharField(
        max_length=11, choices=TriggerType.choices, default=TriggerType.MANUAL
    )
    cron = models.CharField(max_length=128, blank=True)
    """When it runs, also while it is disabled and has no schedule."""
    time_zone = models.CharField(max_length=64, default="UTC")
    replicate_deletion = models.BooleanField(default=False)
    override = models.BooleanField(default=True)
    is_enabled = models.BooleanField(default=True)
    is_mirror = models.BooleanField(default=False)
    """Whether tags that the source does not have are deleted from the destination."""
    speed = models.IntegerField(default=0)
    """KiB a second for each task; 0: as fast as it goes."""
    copy_by_chunk = models.BooleanField(default=False)
    single_active = models.BooleanField(default=False)
    creation_time = models.DateTimeField(default=timezone.now)
    update_time = models.DateTimeField(auto_now=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("name",), condition=models.Q(project=None), name="replication_name"
            ),
            models.UniqueConstraint(fields=("project", "name"), name="replication_of_project"),
        )
        indexes = (
            models.Index(
                fields=("id",),
                condition=models.Q(trigger=TriggerType.EVENT_BASED, is_enabled=True),
                name="replication_by_event",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Operation(models.TextChoices):
    """Harbor's words for what a task does."""

    COPY = "copy"
    DELETION = "deletion"


class Transfer(models.Model):
    """A task's repository at both ends, and how far it is."""

    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="transfer")
    operation = models.CharField(max_length=8, choices=Operation.choices, default=Operation.COPY)
    source = models.CharField(max_length=512)
    target = models.CharField(max_length=512)
    expected_bytes = models.BigIntegerField(default=0)
    """What the artifacts hold that were looked at so far; what is there already counts as well."""
    present_bytes = models.BigIntegerField(default=0)
    """How much of it the target had, or could link."""
    sent_bytes = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("task",)

    def __str__(self) -> str:
        return f"{self.source} to {self.target}"


class Verdict(models.TextChoices):
    """What is to be done about a tag."""

    COPY = "copy"
    """The target has no such tag, or not all signatures and the like that belong to it."""
    REPLACE = "replace"
    """The target's tag names something else."""
    PRESENT = "present"
    """The same is there already."""
    KEPT = "kept"
    """The target's tag names something else, and the policy overrides nothing."""
    DELETE = "delete"
    """The source does not have it, or not any more."""


class Outcome(models.TextChoices):
    """Empty: nothing was done about it yet, or nothing is to be."""

    DONE = "done"
    FAILED = "failed"
    GONE = "gone"
    """The source does not have it any more."""
    LEFT = "left"
    """It is not deleted: the source has it again, or the target's tag names something else now."""


class Item(models.Model):
    """A tag of a task's repository, or an artifact without any, and what became of it."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="items")
    tag = models.CharField(max_length=128, blank=True)
    digest = models.CharField(max_length=135, blank=True)
    """At the source; of what is deleted, at the target."""
    target_digest = models.CharField(max_length=135, blank=True)
    """What the target's tag named."""
    size = models.BigIntegerField(default=0)
    verdict = models.CharField(max_length=7, choices=Verdict.choices)
    outcome = models.CharField(max_length=6, choices=Outcome.choices, blank=True)
    cause = models.CharField(max_length=32, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("task", "tag", "digest"), name="item_once"),)
        indexes = (models.Index(fields=("task", "outcome", "verdict", "id"), name="item_waiting"),)

    def __str__(self) -> str:
        return self.tag or self.digest
