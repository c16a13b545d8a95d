"""Executions, their tasks, the attempts at these, their logs, and schedules."""

from django.db import models
from django.utils import timezone


class Status(models.TextChoices):
    """Harbor's words. ``Scheduled`` is a task that waits for its next attempt."""

    PENDING = "Pending"
    SCHEDULED = "Scheduled"
    RUNNING = "Running"
    STOPPED = "Stopped"
    ERROR = "Error"
    SUCCESS = "Success"


UNFINISHED = (Status.PENDING, Status.SCHEDULED, Status.RUNNING)
_OPEN = models.Q(status__in=UNFINISHED)


class Trigger(models.TextChoices):
    MANUAL = "MANUAL"
    SCHEDULE = "SCHEDULE"
    EVENT = "EVENT"


class QueueQuerySet(models.QuerySet["Queue"]):
    def locked(self) -> "QueueQuerySet":
        return self.select_for_update().order_by("pk")


class Queue(models.Model):
    """All tasks of one kind. Locked by whoever begins one, so that no more run than may."""

    kind = models.CharField(max_length=32, unique=True)
    is_paused = models.BooleanField(default=False)

    objects = QueueQuerySet.as_manager()

    def __str__(self) -> str:
        return self.kind


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    def locked(self) -> "ScheduleQuerySet":
        return self.select_for_update(of=("self",)).order_by("pk")


class Schedule(models.Model):
    """When executions of a kind begin by themselves. ``subject`` is what it is about, by id."""

    kind = models.CharField(max_length=32)
    subject = models.BigIntegerField(default=0)
    type = models.CharField(max_length=16)
    cron = models.CharField(max_length=128)
    time_zone = models.CharField(max_length=64, default="UTC")
    parameters = models.JSONField(default=dict)
    next_due = models.DateTimeField(null=True, blank=True)
    creation_time = models.DateTimeField(default=timezone.now)
    update_time = models.DateTimeField(auto_now=True)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("kind", "subject"), name="schedule_of_subject"),
        )
        indexes = (models.Index(fields=("next_due",), name="schedule_due"),)

    def __str__(self) -> str:
        return f"{self.kind} at {self.cron}"


class ExecutionQuerySet(models.QuerySet["Execution"]):
    def locked(self) -> "ExecutionQuerySet":
        return self.select_for_update(of=("self",)).order_by("pk")

    def open(self) -> "ExecutionQuerySet":
        return self.filter(_OPEN)


class Execution(models.Model):
    """One run of something, for somebody, or by a schedule at the moment *due*.

    Its status is that of its tasks, written in the transaction that changes theirs.
    """

    kind = models.CharField(max_length=32)
    subject = models.BigIntegerField(default=0)
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.PENDING)
    trigger = models.CharField(max_length=8, choices=Trigger.choices)
    started_by = models.CharField(max_length=255, blank=True)
    parameters = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    schedule = models.ForeignKey(
        Schedule, on_delete=models.SET_NULL, null=True, blank=True, related_name="executions"
    )
    due = models.DateTimeField(null=True, blank=True)
    creation_time = models.DateTimeField(default=timezone.now)
    update_time = models.DateTimeField(auto_now=True)
    start_time = models.DateTimeField(null=True, blank=True)
    end_time = models.DateTimeField(null=True, blank=True)

    objects = ExecutionQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("schedule", "due"), name="execution_when_due"),
        )
        indexes = (models.Index(fields=("kind", "subject", "-id"), name="execution_of_kind"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class TaskQuerySet(models.QuerySet["Task"]):
    def locked(self) -> "TaskQuerySet":
        return self.select_for_update(of=("self",)).order_by("pk")

    def open(self) -> "TaskQuerySet":
        return self.filter(_OPEN)


class Task(models.Model):
    """A part of an execution that one worker does at a time, from its checkpoint on.

    ``attempt`` is the fence of whoever works on it, until ``lease_until``. Of two unfinished tasks
    of a kind with the same key, there is one.
    """

    execution = models.ForeignKey(Execution, on_delete=models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=255)
    lane = models.CharField(max_length=64, blank=True, default="", db_default="")
    """What it is done with, of which there may be too little for all at once."""
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.PENDING)
    parameters = models.JSONField(default=dict)
    checkpoint = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    attempt = models.IntegerField(default=0)
    failures = models.IntegerField(default=0)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True, blank=True)
    log_size = models.BigIntegerField(default=0)
    is_stopping = models.BooleanField(default=False)
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    hinted_at = models.DateTimeField(null=True, blank=True)
    creation_time = models.DateTimeField(default=timezone.now)
    update_time = models.DateTimeField(auto_now=True)
    start_time = models.DateTimeField(null=True, blank=True)
    end_time = models.DateTimeField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("kind", "key"), condition=_OPEN, name="task_open_key"),
        )
        indexes = (
            models.Index(fields=("kind", "run_after"), condition=_OPEN, name="task_open"),
            models.Index(fields=("execution", "id"), name="task_of_execution"),
        )

    def __str__(self) -> str:
        return f"task {self.pk}: {self.kind}"


class Attempt(models.Model):
    """A worker's try at a task, and how it ended; without an end it is under way, or was lost."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="attempts")
    number = models.IntegerField()
    worker = models.CharField(max_length=255)
    start_time = models.DateTimeField()
    end_time = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=9, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ("task", "number")
        constraints = (models.UniqueConstraint(fields=("task", "number"), name="attempt_number"),)

    def __str__(self) -> str:
        return f"attempt {self.number} at task {self.task_id}"


class LogChunk(models.Model):
    """A piece of a task's log, and where in the whole of it, in bytes, the piece begins."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="log")
    offset = models.BigIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ("task", "offset")
        constraints = (models.UniqueConstraint(fields=("task", "offset"), name="log_offset"),)

    def __str__(self) -> str:
        return f"log of task {self.task_id} from {self.offset}"


class Worker(models.Model):
    """A process that does tasks, as long as it shows that it lives."""

    name = models.CharField(max_length=255, unique=True)
    started = models.DateTimeField()
    heartbeat = models.DateTimeField()
    concurrency = models.IntegerField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
