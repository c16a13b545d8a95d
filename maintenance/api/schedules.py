"""``/schedules``: what begins by itself, and whether anything does at present."""

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.endpoints import Endpoint
from accounts.api.operations import operation
from accounts.rights import Need, SystemAction
from jobs import queues
from jobs.models import Schedule
from maintenance.api.serializers import SchedulerRead, ScheduleTaskRead
from oci.errors import Invalid


class SchedulesEndpoint(Endpoint):
    """``/schedules``."""

    @operation(SystemAction.JOBSERVICE_MONITOR_LIST, answer=ScheduleTaskRead, is_list=True)
    def get(self, request: Request) -> Response:
        return self.listing(Schedule.objects.order_by("pk"), ScheduleTaskRead.rows)


class PausedEndpoint(Endpoint):
    """``/schedules/<kind>/paused``, which Harbor answers for ``all`` only, and for everybody."""

    @operation(Need.LOGIN, answer=SchedulerRead)
    def get(self, request: Request, job_type: str) -> Response:
        if job_type.lower() != queues.ALL:
            raise Invalid(f"the type of jobs can only be {queues.ALL}")
        return Response(SchedulerRead.of({"paused": queues.SCHEDULER in queues.paused_kinds()}))
