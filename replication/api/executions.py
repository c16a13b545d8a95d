"""``/replication/executions``: runs of policies, their tasks, and what became of each tag."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters
from accounts.api.errors import ParameterInvalid
from accounts.api.job_shapes import LOG, log_of
from accounts.api.operations import Parameter, operation
from accounts.api.queries import Field, Kind
from accounts.rights import SystemAction
from jobs.errors import ExecutionUnknown, TaskUnknown
from jobs.models import Execution, Task
from replication import policies, runs
from replication.api import execution_shapes as shapes
from replication.api.owned import OwnedEndpoint
from replication.api.words import EXECUTIONS_IN, TASKS_IN, TRIGGERED_BY
from replication.filters import Resource
from replication.models import Item, Outcome, Verdict

WAITING = "waiting"
FIELDS = {
    "id": Field("pk", Kind.WHOLE),
    "policy_id": Field("subject", Kind.WHOLE),
    "started_by": Field("started_by"),
    "creation_time": Field("creation_time", Kind.TIME),
    "start_time": Field("start_time", Kind.TIME),
    "end_time": Field("end_time", Kind.TIME),
}
TASK_FIELDS = {
    "id": Field("pk", Kind.WHOLE),
    "operation": Field("transfer__operation"),
    "src_resource": Field("transfer__source"),
    "dst_resource": Field("transfer__target"),
    "start_time": Field("start_time", Kind.TIME),
    "end_time": Field("end_time", Kind.TIME),
    "sent": Field("transfer__sent_bytes", Kind.WHOLE),
}
ITEM_FIELDS = {
    "id": Field("pk", Kind.WHOLE),
    "source": Field("task__transfer__source"),
    "target": Field("task__transfer__target"),
    "tag": Field("tag"),
    "digest": Field("digest"),
    "size": Field("size", Kind.WHOLE),
    "cause": Field("cause"),
}
_OUTCOMES: Mapping[str, str] = {one: one for one in Outcome.values} | {WAITING: ""}
_VERDICTS: Mapping[str, str] = {one: one for one in Verdict.values}
_ITEM_PARAMETERS = (
    Parameter("verdict", f"Only these: {', '.join(_VERDICTS)}."),
    Parameter("outcome", f"Only these: {', '.join(_OUTCOMES)}; nothing was done about the last."),
)
ITEMS: Mapping[str, Any] = {
    "answer": shapes.ReplicationItemRead,
    "is_list": True,
    "fields": ITEM_FIELDS,
    "parameters": _ITEM_PARAMETERS,
}


class ExecutionsEndpoint(OwnedEndpoint):
    """``/replication/executions``: the newest first, unless asked otherwise."""

    @operation(
        SystemAction.REPLICATION_LIST,
        answer=shapes.ReplicationExecutionRead,
        is_list=True,
        fields=FIELDS,
        parameters=(
            Parameter("policy_id", "Only those of this policy.", int),
            Parameter("status", f"Only these: {', '.join(EXECUTIONS_IN)}."),
            Parameter("trigger", f"Only these: {', '.join(TRIGGERED_BY)}."),
        ),
    )
    def get(self, request: Request, **_: object) -> Response:
        rows = _owned(self.owner_id)
        if policy_id := parameters.whole(request, "policy_id", default=0, at_most=2**63 - 1):
            rows = rows.filter(subject=policy_id)
        if statuses := _chosen(request, "status", EXECUTIONS_IN):
            rows = rows.filter(status__in=statuses)
        if trigger := _chosen(request, "trigger", TRIGGERED_BY):
            rows = rows.filter(trigger=trigger)
        return self.listing(rows, shapes.shown_executions, FIELDS)

    @operation(
        SystemAction.REPLICATION_CREATE,
        body=shapes.ReplicationExecutionWrite,
        status=HTTPStatus.CREATED,
    )
    def post(self, request: Request, **_: object) -> Response:
        asked = shapes.ReplicationExecutionWrite.parse(request)
        policy = policies.get(asked["policy_id"], project_id=self.owner_id)
        begun = runs.start(policy, is_dry_run=asked["dry_run"], by=self.acting)
        headers = {"Location": self.address(f"executions/{begun.pk}")}
        return Response(status=HTTPStatus.CREATED, headers=headers)


class OfExecutionEndpoint(OwnedEndpoint):
    """A path below one run: what it names is found through the run (AZ-04)."""

    def execution(self) -> Execution:
        """One whose policy is there. Raises ExecutionUnknown."""
        execution_id = self.kwargs["replication_run_id"]
        found = _owned(self.owner_id).filter(pk=execution_id).first()
        if found is None:
            raise ExecutionUnknown(execution_id)
        return found

    def task(self) -> Task:
        """Raises ExecutionUnknown or TaskUnknown."""
        task_id = self.kwargs["replication_task_id"]
        found = self.execution().tasks.filter(pk=task_id).first()
        if found is None:
            raise TaskUnknown(task_id)
        return found

    def items(self, request: Request, rows: QuerySet[Item]) -> Response:
        rows = rows.select_related("task__transfer").order_by("pk")
        if verdict := _chosen(request, "verdict", _VERDICTS):
            rows = rows.filter(verdict=verdict)
        outcome = _chosen(request, "outcome", _OUTCOMES)
        if outcome is not None:
            rows = rows.filter(outcome=outcome)
        return self.listing(rows, shapes.ReplicationItemRead.rows, ITEM_FIELDS)


class ExecutionEndpoint(OfExecutionEndpoint):
    """``/replication/executions/<id>``; a PUT stops it, whatever its body says."""

    @operation(SystemAction.REPLICATION_READ, answer=shapes.OneReplicationExecutionRead)
    def get(self, request: Request, **_: object) -> Response:
        return Response(shapes.shown_execution(self.execution()))

    @operation(SystemAction.REPLICATION_CREATE)
    def put(self, request: Request, **_: object) -> Response:
        runs.stop(self.execution(), by=self.acting)
        return Response()


class RetryEndpoint(OfExecutionEndpoint):
    """``/replication/executions/<id>/retry-failed``."""

    @operation(SystemAction.REPLICATION_CREATE, answer=shapes.ReplicationRetriedRead)
    def post(self, request: Request, **_: object) -> Response:
        """Do all tasks again that failed; what is done already is not done twice."""
        retried = runs.retry_failed(self.execution(), by=self.acting)
        return Response(shapes.ReplicationRetriedRead.of({"retried": retried}))


class ItemsEndpoint(OfExecutionEndpoint):
    """``/replication/executions/<id>/items``: the difference of source and target, tag by tag."""

    @operation(SystemAction.REPLICATION_READ, **ITEMS)
    def get(self, request: Request, **_: object) -> Response:
        return self.items(request, Item.objects.filter(task__execution=self.execution()))


class TasksEndpoint(OfExecutionEndpoint):
    """``/replication/executions/<id>/tasks``: one for each repository."""

    @operation(
        SystemAction.REPLICATION_LIST,
        answer=shapes.ReplicationTaskRead,
        is_list=True,
        fields=TASK_FIELDS,
        parameters=(
            Parameter("status", f"Only these: {', '.join(TASKS_IN)}."),
            Parameter("resource_type", f"Only these: {', '.join(Resource)}."),
        ),
    )
    def get(self, request: Request, **_: object) -> Response:
        execution = self.execution()
        rows = execution.tasks.filter(transfer__isnull=False).order_by("pk")
        if statuses := _chosen(request, "status", TASKS_IN):
            rows = rows.filter(status__in=statuses)
        if parameters.text(request, "resource_type") not in ("", shapes.resource_of(execution)):
            rows = rows.none()
        rows = rows.select_related("transfer").prefetch_related("attempts")

        def shown(page: Sequence[Task]) -> list[dict[str, Any]]:
            return shapes.shown_tasks(execution, page)

        return self.listing(rows, shown, TASK_FIELDS)


class TaskLogEndpoint(OfExecutionEndpoint):
    """``/replication/executions/<id>/tasks/<tid>/log``: from a byte on."""

    @operation(SystemAction.REPLICATION_READ, **LOG)
    def get(self, request: Request, **_: object) -> HttpResponse:
        return log_of(request, self.task().pk)


class TaskItemsEndpoint(OfExecutionEndpoint):
    """``/replication/executions/<id>/tasks/<tid>/items``: its tags."""

    @operation(SystemAction.REPLICATION_READ, **ITEMS)
    def get(self, request: Request, **_: object) -> Response:
        return self.items(request, Item.objects.filter(task=self.task()))


class TaskRetryEndpoint(OfExecutionEndpoint):
    """``/replication/executions/<id>/tasks/<tid>/retry``."""

    @operation(SystemAction.REPLICATION_CREATE)
    def post(self, request: Request, **_: object) -> Response:
        runs.retry_task(self.execution(), self.task().pk, by=self.acting)
        return Response()


def _owned(project_id: int | None) -> QuerySet[Execution]:
    """The runs of one owner's policies, newest first; what a policy left is nobody's any more."""
    known = policies.owned(project_id).order_by().values("pk")
    return Execution.objects.filter(kind=policies.KIND, subject__in=known).order_by("-pk")


def _chosen(request: Request, name: str, choices: Mapping[str, Any]) -> Any:
    """What stands for the word that the client chose, if it did."""
    word = parameters.text(request, name)
    if word and word not in choices:
        raise ParameterInvalid(f"{name} is one of {', '.join(choices)}")
    return choices[word] if word else None
