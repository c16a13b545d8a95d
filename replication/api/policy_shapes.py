"""The JSON shapes of replication policies: Harbor's, and what we know besides."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, Sum, Window
from django.db.models.functions import Coalesce, RowNumber
from rest_framework import serializers

from accounts.api.bodies import Body, Flag, Text, Whole
from accounts.api.serializers import Shape
from jobs import clock, cron
from jobs.models import UNFINISHED, Execution, Schedule, Status
from replication import mapping
from replication.api.words import STATUS_OF_EXECUTION, TRIGGERS
from replication.drafts.policies import HERE, Wanted
from replication.models import Direction, Health, Policy, Transfer, TriggerType
from replication.policies import KIND

RECENT = 10
COMING = 5
MONTH = timedelta(days=30)
PREVIEWED = 100
_ENDED = (Status.SUCCESS, Status.ERROR)


class ReplicationEndRead(Shape):
    """One end of a policy, without its credentials; this registry has the id 0."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    type = serializers.CharField(source="kind")
    url = serializers.CharField()
    description = serializers.CharField()
    insecure = serializers.BooleanField(source="is_insecure")
    status = serializers.CharField(source="health")
    creation_time = serializers.DateTimeField(allow_null=True)
    update_time = serializers.DateTimeField(allow_null=True)


class CronShape(Shape):
    cron = serializers.CharField()


class ReplicationTriggerShape(Shape):
    type = serializers.CharField()
    trigger_settings = CronShape()
    time_zone = serializers.CharField()


class ReplicationFilterShape(Shape):
    type = serializers.CharField()
    value = serializers.JSONField()
    decoration = serializers.CharField(required=False)


class RecentRunShape(Shape):
    """A run in short; its own path has the rest."""

    id = serializers.IntegerField(source="pk")
    status = serializers.SerializerMethodField()
    trigger = serializers.SerializerMethodField()
    dry_run = serializers.SerializerMethodField()
    start_time = serializers.SerializerMethodField()
    end_time = serializers.DateTimeField(allow_null=True)

    def get_status(self, row: Execution) -> str:
        return STATUS_OF_EXECUTION[Status(row.status)]

    def get_trigger(self, row: Execution) -> str:
        return TRIGGERS[row.trigger]

    def get_dry_run(self, row: Execution) -> bool:
        return bool(row.parameters.get("dry_run"))

    def get_start_time(self, row: Execution) -> datetime:
        return row.start_time or row.creation_time


class RunsSuccessShape(Shape):
    """Of the runs that ended in the last 30 days, without dry runs and those that were stopped."""

    total = serializers.IntegerField()
    succeeded = serializers.IntegerField()
    rate = serializers.FloatField(allow_null=True)
    """The part of all that succeeded, from 0 to 1; null where there were none."""


class ReplicationPolicyRead(Shape):
    """Harbor's ``ReplicationPolicy``, when it runs, and how its last runs went."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    description = serializers.CharField()
    project_id = serializers.IntegerField(allow_null=True)
    src_registry = ReplicationEndRead()
    dest_registry = ReplicationEndRead()
    dest_namespace = serializers.CharField()
    dest_namespace_replace_count = serializers.IntegerField()
    trigger = ReplicationTriggerShape()
    filters = ReplicationFilterShape(many=True)
    replicate_deletion = serializers.BooleanField()
    deletion = serializers.BooleanField()
    override = serializers.BooleanField()
    enabled = serializers.BooleanField()
    mirror = serializers.BooleanField()
    speed = serializers.IntegerField()
    copy_by_chunk = serializers.BooleanField()
    single_active_replication = serializers.BooleanField()
    creation_time = serializers.DateTimeField()
    update_time = serializers.DateTimeField()
    next_run_time = serializers.DateTimeField(allow_null=True)
    coming = serializers.ListField(child=serializers.DateTimeField())
    last_execution = RecentRunShape(allow_null=True)
    recent = RecentRunShape(many=True)
    success = RunsSuccessShape()


class OneReplicationPolicyRead(ReplicationPolicyRead):
    """With the bytes that it sent in the last 30 days."""

    sent_bytes = serializers.IntegerField()


class ReplicationEndWrite(serializers.Serializer[Any]):
    """A registry by its id, whatever else is said of it; 0, or none at all, is this one."""

    id = Whole(default=HERE, allow_null=True)


class CronWrite(serializers.Serializer[Any]):
    cron = Text(default="", max_length=128, allow_null=True)


class ReplicationTriggerWrite(serializers.Serializer[Any]):
    type = Text(default="", allow_null=True)
    trigger_settings = CronWrite(required=False, allow_null=True)
    time_zone = Text(default="", max_length=64, allow_null=True)


class ReplicationFilterWrite(serializers.Serializer[Any]):
    type = Text()
    value = serializers.JSONField(default=None, allow_null=True)
    decoration = Text(default="", allow_null=True)


class ReplicationPolicyWrite(Body):
    """All of a policy: what is left out is off, empty, or as Harbor has it by default."""

    name = Text()
    description = Text(default="", max_length=4096)
    src_registry = ReplicationEndWrite(required=False)
    dest_registry = ReplicationEndWrite(required=False)
    dest_namespace = Text(default="")
    dest_namespace_replace_count = Whole(default=mapping.FLATTEN)
    trigger = ReplicationTriggerWrite(required=False)
    filters = ReplicationFilterWrite(many=True, default=list)
    replicate_deletion = Flag(default=False)
    deletion = Flag(default=False)
    override = Flag(default=False)
    enabled = Flag(default=False)
    mirror = Flag(default=False)
    speed = Whole(default=0)
    copy_by_chunk = Flag(default=False)
    single_active_replication = Flag(default=False)


class ReplicationDraftWrite(ReplicationPolicyWrite):
    """One that is still being written, and may have no name yet."""

    name = Text(default="draft")


class ReplicationPreviewItem(Shape):
    """A repository at both ends, and some of its tags; ``error`` if it can have no such name."""

    source = serializers.CharField()  # type: ignore[assignment]  # the metaclass takes it away
    target = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    tag_count = serializers.IntegerField()
    size = serializers.IntegerField()
    error = serializers.CharField()


class ReplicationPreviewRead(Shape):
    """What a policy describes at its source now; more than that where it is not complete."""

    repositories = serializers.IntegerField()
    tags = serializers.IntegerField()
    bytes = serializers.IntegerField()
    is_complete = serializers.BooleanField()
    items = ReplicationPreviewItem(many=True)


def wanted(given: Mapping[str, Any]) -> Wanted:
    """What a policy's body asks for."""
    trigger = given.get("trigger") or {}
    return Wanted(
        name=given["name"],
        description=given["description"],
        source=_id_of(given.get("src_registry")),
        destination=_id_of(given.get("dest_registry")),
        filters=given["filters"],
        dest_namespace=given["dest_namespace"],
        dest_namespace_replace_count=given["dest_namespace_replace_count"],
        trigger=trigger.get("type") or TriggerType.MANUAL,
        cron=(trigger.get("trigger_settings") or {}).get("cron") or "",
        time_zone=trigger.get("time_zone") or "UTC",
        replicate_deletion=given["replicate_deletion"] or given["deletion"],
        override=given["override"],
        is_enabled=given["enabled"],
        is_mirror=given["mirror"],
        speed=given["speed"],
        copy_by_chunk=given["copy_by_chunk"],
        single_active=given["single_active_replication"],
    )


def shown_policies(rows: Sequence[Policy]) -> list[dict[str, Any]]:
    """A page of policies, in the same number of queries however long it is."""
    ids = [row.pk for row in rows]
    due = dict(
        Schedule.objects.filter(kind=KIND, subject__in=ids).values_list("subject", "next_due")
    )
    recent, success = _recent(ids), _success(ids)
    return [
        ReplicationPolicyRead.of(
            _shown(row, due.get(row.pk), recent[row.pk]) | {"success": success[row.pk]}
        )
        for row in rows
    ]


def shown_policy(row: Policy) -> dict[str, Any]:
    (shown,) = shown_policies([row])
    return shown | {"sent_bytes": _sent_bytes(row)}


def _id_of(end: Mapping[str, Any] | None) -> int:
    return int((end or {}).get("id") or HERE)


def _shown(row: Policy, due: datetime | None, recent: Sequence[Execution]) -> dict[str, Any]:
    here, there = _local_end(), row.registry
    is_push = row.direction == Direction.PUSH
    return {
        "id": row.pk,
        "name": row.name,
        "description": row.description,
        "project_id": row.project_id,
        "src_registry": here if is_push else there,
        "dest_registry": there if is_push else here,
        "dest_namespace": row.dest_namespace,
        "dest_namespace_replace_count": row.dest_namespace_replace_count,
        "trigger": {
            "type": row.trigger,
            "trigger_settings": {"cron": row.cron},
            "time_zone": row.time_zone,
        },
        "filters": row.filters,
        "replicate_deletion": row.replicate_deletion,
        "deletion": row.replicate_deletion,
        "override": row.override,
        "enabled": row.is_enabled,
        "mirror": row.is_mirror,
        "speed": row.speed,
        "copy_by_chunk": row.copy_by_chunk,
        "single_active_replication": row.single_active,
        "creation_time": row.creation_time,
        "update_time": row.update_time,
        "next_run_time": due,
        "coming": _coming(row) if due else [],
        "last_execution": recent[0] if recent else None,
        "recent": recent,
    }


def _local_end() -> dict[str, Any]:
    """This registry, in the names of the columns of one."""
    return {
        "pk": HERE,
        "name": "Local",
        "kind": "harbor",
        "url": settings.EXTERNAL_URL or "",
        "description": "",
        "is_insecure": False,
        "health": Health.HEALTHY,
        "creation_time": None,
        "update_time": None,
    }


def _coming(row: Policy) -> list[datetime]:
    return cron.coming(row.cron, row.time_zone, after=clock.now(), count=COMING)


def _recent(policy_ids: Collection[int]) -> dict[int, list[Execution]]:
    """The last runs of each policy, newest first, in one query."""
    number = Window(RowNumber(), partition_by=F("subject"), order_by=F("pk").desc())
    rows = Execution.objects.filter(kind=KIND, subject__in=policy_ids)
    found: dict[int, list[Execution]] = defaultdict(list)
    for row in rows.annotate(number=number).filter(number__lte=RECENT).order_by("-pk"):
        found[row.subject].append(row)
    return found


def _success(policy_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """How the runs of the last 30 days ended, in one query."""
    rows = Execution.objects.filter(
        kind=KIND, subject__in=policy_ids, status__in=_ENDED, end_time__gte=clock.now() - MONTH
    ).exclude(parameters__dry_run=True)
    counted = (
        rows.order_by()
        .values("subject")
        .annotate(total=Count("pk"), succeeded=Count("pk", filter=Q(status=Status.SUCCESS)))
    )
    found = {pk: {"total": 0, "succeeded": 0, "rate": None} for pk in policy_ids}
    for row in counted:
        total, succeeded = row["total"], row["succeeded"]
        found[row["subject"]] = {
            "total": total,
            "succeeded": succeeded,
            "rate": round(succeeded / total, 4),
        }
    return found


def _sent_bytes(row: Policy) -> int:
    since = clock.now() - MONTH
    runs = Execution.objects.filter(
        Q(end_time__gte=since) | Q(status__in=UNFINISHED), kind=KIND, subject=row.pk
    )
    sent = Transfer.objects.filter(task__execution__in=runs)
    return int(sent.aggregate(sum=Coalesce(Sum("sent_bytes"), 0))["sum"])
