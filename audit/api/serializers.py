"""The JSON shapes of the audit log: Harbor's two, and ours."""

from typing import Any

from rest_framework import serializers

from accounts.api.bodies import Body, Flag, Text, Whole
from accounts.api.serializers import Shape
from audit import purge
from audit.models import AuditLog


class AuditLogRead(Shape):
    """Harbor's older shape."""

    id = serializers.IntegerField()
    username = serializers.CharField()
    resource = serializers.CharField()
    resource_type = serializers.CharField()
    operation = serializers.CharField()
    op_time = serializers.DateTimeField()


class AuditLogExtRead(AuditLogRead):
    """Harbor's newer shape."""

    operation_description = serializers.SerializerMethodField()
    operation_result = serializers.BooleanField(source="succeeded")

    def get_operation_description(self, row: AuditLog) -> str:
        return f"{row.operation} {row.resource_type}: {row.resource}"


class EventTypeRead(Shape):
    event_type = serializers.CharField()


class RowRead(AuditLogRead):
    """Everything that a row has."""

    principal_id = serializers.IntegerField(allow_null=True)
    principal_kind = serializers.CharField()
    credential = serializers.CharField()
    project_id = serializers.IntegerField(allow_null=True)
    project_name = serializers.SerializerMethodField()
    succeeded = serializers.BooleanField()
    source_address = serializers.CharField()
    user_agent = serializers.CharField()
    request_id = serializers.CharField()
    details = serializers.JSONField()

    def get_project_name(self, row: AuditLog) -> str:
        names: dict[int, str] = self.context["project_names"]
        return "" if row.project_id is None else names.get(row.project_id, "")


class PieceRead(Shape):
    start = serializers.DateTimeField()
    kind = serializers.CharField()
    count = serializers.IntegerField()


class HistogramRead(Shape):
    since = serializers.DateTimeField()
    until = serializers.DateTimeField()
    seconds = serializers.IntegerField()
    counted_from = serializers.DateTimeField()
    pieces = PieceRead(many=True)


class HeadRead(Shape):
    sequence = serializers.IntegerField()
    hash = serializers.SerializerMethodField()
    time = serializers.DateTimeField()
    unsealed = serializers.IntegerField()

    def get_hash(self, head: dict[str, Any]) -> str:
        found: bytes = head["hash"]
        return found.hex()


class PurgeWrite(Body):
    hours = Whole(min_value=0, max_value=purge.LONGEST_HOURS)
    event_types = serializers.ListField(child=Text(max_length=64), default=list, max_length=100)
    dry_run = Flag(default=False)


class PurgeRead(Shape):
    """How many rows went, or would go. What is not *done* is for the next call."""

    purged = serializers.IntegerField()
    done = serializers.BooleanField()
    dry_run = serializers.BooleanField()
