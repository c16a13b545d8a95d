"""``/jobservice``: workers, queues and jobs, as Harbor's clients ask for them and as we do."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters
from accounts.api.endpoints import Endpoint
from accounts.api.errors import ParameterInvalid
from accounts.api.job_shapes import LOG, log_of
from accounts.api.operations import Parameter, operation
from accounts.api.serializers import Shape
from accounts.rights import SystemAction
from jobs import clock, queues, workers
from jobs.errors import TaskUnknown
from jobs.models import Status, Task
from maintenance import job_control
from maintenance.api.serializers import ActionWrite, JobRead, PoolRead, QueueRead, WorkerRead
from oci.errors import Invalid


class PoolsEndpoint(Endpoint):
    """``/jobservice/pools``: the processes that do jobs."""

    @operation(SystemAction.JOBSERVICE_MONITOR_LIST, answer=PoolRead, is_list=True)
    def get(self, request: Request) -> Response:
        return _whole(PoolRead, list(workers.every()))


class WorkersEndpoint(Endpoint):
    """``/jobservice/pools/<pool>/workers``: of one process, or of ``all``."""

    @operation(SystemAction.JOBSERVICE_MONITOR_LIST, answer=WorkerRead, is_list=True)
    def get(self, request: Request, pool_id: str) -> Response:
        pool = None if pool_id.lower() == queues.ALL else pool_id
        return _whole(WorkerRead, workers.slots(pool))


class QueuesEndpoint(Endpoint):
    """``/jobservice/queues``."""

    @operation(SystemAction.JOBSERVICE_MONITOR_LIST, answer=QueueRead, is_list=True)
    def get(self, request: Request) -> Response:
        return _whole(QueueRead, queues.every())


class QueueEndpoint(Endpoint):
    """``/jobservice/queues/<kind>``, or ``all``: stops what waits, pauses, resumes."""

    @operation(SystemAction.JOBSERVICE_MONITOR_STOP, body=ActionWrite)
    def put(self, request: Request, job_type: str) -> Response:
        act = job_control.ACTIONS.get(ActionWrite.parse(request)["action"].lower())
        if act is None:
            raise Invalid(f"action is one of {', '.join(job_control.ACTIONS)}")
        act(job_type, by=self.by)
        return Response()


class JobsEndpoint(Endpoint):
    """``/jobservice/jobs``: all tasks, newest first."""

    @operation(
        SystemAction.JOBSERVICE_MONITOR_LIST,
        answer=JobRead,
        is_list=True,
        parameters=(
            Parameter("kind", "Only those of this kind."),
            Parameter("status", f"Only these: {', '.join(Status.values)}."),
        ),
    )
    def get(self, request: Request) -> Response:
        kind, status = (parameters.text(request, name) for name in ("kind", "status"))
        if status and status not in Status.values:
            raise ParameterInvalid(f"status is one of {', '.join(Status.values)}")
        wanted = {"kind": kind.upper(), "status": status}
        given = {name: value for name, value in wanted.items() if value}
        return self.listing(_jobs().filter(**given), _shown)


class JobEndpoint(Endpoint):
    """``/jobservice/jobs/<id>``; a PUT stops it, whatever its body says."""

    @operation(SystemAction.JOBSERVICE_MONITOR_LIST, answer=JobRead)
    def get(self, request: Request, job_id: int) -> Response:
        row = _jobs().filter(pk=job_id).first()
        if row is None:
            raise TaskUnknown(job_id)
        return Response(_shown([row])[0])

    @operation(SystemAction.JOBSERVICE_MONITOR_STOP)
    def put(self, request: Request, job_id: int) -> Response:
        job_control.stop(job_id, by=self.by)
        return Response()


class RunningJobsEndpoint(Endpoint):
    """``/jobservice/jobs/all``: a PUT stops all that run."""

    @operation(SystemAction.JOBSERVICE_MONITOR_STOP)
    def put(self, request: Request) -> Response:
        job_control.stop_running(by=self.by)
        return Response()


class JobLogEndpoint(Endpoint):
    """``/jobservice/jobs/<id>/log``: from a byte on."""

    @operation(SystemAction.JOBSERVICE_MONITOR_LIST, **LOG)
    def get(self, request: Request, job_id: int) -> HttpResponse:
        return log_of(request, job_id)


class JobRetryEndpoint(Endpoint):
    """``/jobservice/jobs/<id>/retry``: one that failed or was stopped, from where it was."""

    @operation(SystemAction.JOBSERVICE_MONITOR_STOP)
    def post(self, request: Request, job_id: int) -> Response:
        job_control.retry(job_id, by=self.by)
        return Response()


def _whole(shape: type[Shape], rows: Sequence[object]) -> Response:
    """Harbor has no pages here: its clients take what they get for all there is."""
    return Response(shape.rows(rows), headers={"X-Total-Count": str(len(rows))})


def _jobs() -> QuerySet[Task]:
    rows = Task.objects.select_related("execution").prefetch_related("attempts")
    return rows.order_by("-pk")


def _shown(rows: list[Task]) -> list[dict[str, object]]:
    context = {"now": clock.now()}
    return [dict(JobRead(row, context=context).data) for row in rows]
