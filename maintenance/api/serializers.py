"""The JSON shapes of garbage collection and of background jobs, whatever their kind."""

import json
from datetime import datetime
from typing import Any

from rest_framework import serializers

from accounts.api.bodies import Body, Flag, Text, Whole
from accounts.api.job_shapes import RunRead, WhenWrite
from accounts.api.serializers import Shape
from jobs.models import Execution, Status, Task
from jobs.progress import pace
from jobs.runs import lease
from jobs.workers import Slot
from maintenance.garbage import runs


class CollectionRead(RunRead):
    """Harbor's ``GCHistory``. *progress* counts what the plan lists and what of it is done."""

    def get_job_parameters(self, row: Execution) -> str:
        """As Harbor has it: what was asked for and what came of it, in one text."""
        return json.dumps(row.parameters | {"freed_space": row.result.get("freed_space", 0)})


class OptionsWrite(Body):
    """What Harbor's clients send besides is passed over."""

    delete_untagged = Flag(default=False)
    dry_run = Flag(default=False)
    workers = Whole(min_value=1, max_value=runs.MOST_WORKERS, default=1)
    plan = Whole(min_value=1, required=False)


class GarbageWrite(Body):
    schedule = WhenWrite()
    parameters = OptionsWrite(default=dict)


class ItemRead(Shape):
    """One line of a plan. ``repository_name`` is empty for bytes, and for what is gone."""

    id = serializers.IntegerField(source="pk")
    kind = serializers.CharField()
    digest = serializers.CharField()
    size = serializers.IntegerField()
    outcome = serializers.CharField()
    repository_name = serializers.SerializerMethodField()

    def get_repository_name(self, row: Any) -> str:
        names: dict[int, str] = self.context["names"]
        return names.get(row.repository_id, "")


class HolderRead(Shape):
    reason = serializers.CharField()
    repository = serializers.CharField()
    name = serializers.CharField()
    until = serializers.DateTimeField(allow_null=True)


class ExplanationRead(Shape):
    digest = serializers.CharField()
    is_known = serializers.BooleanField()
    state = serializers.CharField()
    size = serializers.IntegerField()
    holders = HolderRead(many=True)


class DueRead(Shape):
    day = serializers.DateField()
    count = serializers.IntegerField()


class UntaggedRead(Shape):
    """``bytes`` is empty where it would take too long to tell."""

    run_id = serializers.IntegerField()
    found_at = serializers.DateTimeField()
    count = serializers.IntegerField()
    bytes = serializers.IntegerField(allow_null=True)


class UploadsRead(Shape):
    count = serializers.IntegerField()
    bytes = serializers.IntegerField()
    oldest = serializers.DateTimeField(allow_null=True)


class WaitingRead(Shape):
    """``due`` manifests of the trash may be taken now, those of ``days`` from then on."""

    due = serializers.IntegerField()
    days = DueRead(many=True)
    untagged = UntaggedRead(allow_null=True)
    uploads = UploadsRead()


class PoolRead(Shape):
    """Harbor's ``WorkerPool``: a process with its threads."""

    worker_pool_id = serializers.CharField(source="name")
    host = serializers.SerializerMethodField()
    pid = serializers.SerializerMethodField()
    start_at = serializers.DateTimeField(source="started")
    heartbeat_at = serializers.DateTimeField(source="heartbeat")
    concurrency = serializers.IntegerField()

    def get_host(self, row: Any) -> str:
        return str(row.name.rpartition(":")[0])

    def get_pid(self, row: Any) -> int:
        return int(row.name.rpartition(":")[2])


class WorkerRead(Shape):
    """Harbor's ``Worker``. ``job_id`` is empty while there is nothing to do."""

    id = serializers.CharField(source="name")
    pool_id = serializers.CharField(source="worker.name")
    job_name = serializers.SerializerMethodField()
    job_id = serializers.SerializerMethodField()
    start_at = serializers.SerializerMethodField()
    check_in = serializers.SerializerMethodField()
    checkin_at = serializers.SerializerMethodField()

    def get_job_name(self, slot: Slot) -> str:
        return slot.attempt.task.kind if slot.attempt else ""

    def get_job_id(self, slot: Slot) -> str:
        return str(slot.attempt.task.pk) if slot.attempt else ""

    def get_start_at(self, slot: Slot) -> datetime | None:
        return slot.attempt.start_time if slot.attempt else None

    def get_check_in(self, slot: Slot) -> str:
        """How far the task was when it last said so."""
        if slot.attempt is None:
            return ""
        task = slot.attempt.task
        return f"{task.done}" if task.total is None else f"{task.done}/{task.total}"

    def get_checkin_at(self, slot: Slot) -> datetime | None:
        """When its lease was renewed for the last time, by the clock that leases are told by."""
        until = slot.attempt.task.lease_until if slot.attempt else None
        return until - lease() if until else None


class QueueRead(Shape):
    """Harbor's ``JobQueue``."""

    job_type = serializers.CharField(source="kind")
    count = serializers.IntegerField()
    latency = serializers.IntegerField()
    paused = serializers.BooleanField(source="is_paused")


class ActionWrite(Body):
    action = Text(max_length=16)


class AttemptRead(Shape):
    """``outcome`` is empty while it is under way."""

    number = serializers.IntegerField()
    worker = serializers.CharField()
    outcome = serializers.CharField()
    error = serializers.CharField()
    start_time = serializers.DateTimeField()
    end_time = serializers.DateTimeField(allow_null=True)


class ProgressRead(Shape):
    """``rate`` is what is done in a second; ``eta`` is when all will be; each where it is known."""

    done = serializers.IntegerField()
    total = serializers.IntegerField(allow_null=True)
    rate = serializers.SerializerMethodField()
    eta = serializers.SerializerMethodField()

    def get_rate(self, row: Task) -> float | None:
        return pace(row, self.context["now"]).rate

    def get_eta(self, row: Task) -> datetime | None:
        return pace(row, self.context["now"]).eta


class JobRead(Shape):
    """A task of any kind. ``next_attempt_time`` is when it is tried again, if it waits for that."""

    id = serializers.IntegerField(source="pk")
    execution_id = serializers.IntegerField()
    kind = serializers.CharField()
    key = serializers.CharField()
    status = serializers.CharField()
    trigger = serializers.CharField(source="execution.trigger")
    started_by = serializers.CharField(source="execution.started_by")
    subject = serializers.IntegerField(source="execution.subject")
    parameters = serializers.JSONField()
    result = serializers.JSONField()
    is_stopping = serializers.BooleanField()
    error = serializers.CharField()
    progress = ProgressRead(source="*")
    attempts = AttemptRead(many=True)
    creation_time = serializers.DateTimeField()
    update_time = serializers.DateTimeField()
    start_time = serializers.DateTimeField(allow_null=True)
    end_time = serializers.DateTimeField(allow_null=True)
    next_attempt_time = serializers.SerializerMethodField()

    def get_next_attempt_time(self, row: Task) -> datetime | None:
        return row.run_after if row.status == Status.SCHEDULED else None


class ScheduleTaskRead(Shape):
    """Harbor's ``ScheduleTask``, and when it runs next. ``vendor_id`` is what it is about."""

    id = serializers.IntegerField(source="pk")
    vendor_type = serializers.CharField(source="kind")
    vendor_id = serializers.IntegerField(source="subject")
    type = serializers.CharField()
    cron = serializers.CharField()
    time_zone = serializers.CharField()
    next_scheduled_time = serializers.DateTimeField(source="next_due", allow_null=True)
    update_time = serializers.DateTimeField()


class SchedulerRead(Shape):
    """Harbor's ``SchedulerStatus``."""

    paused = serializers.BooleanField()
