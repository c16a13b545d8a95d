"""Paths of garbage collection, of background jobs, of retention and of removals."""

from accounts.api.endpoints import routes
from maintenance.api import garbage, jobservice, removals, retention, schedules

_EXECUTIONS = "retentions/<int:policy_id>/executions"
_REMOVALS = "projects/<str:project>/repositories/<str:repository>/bulk/delete-matching-tags"
_EXECUTION = f"{_EXECUTIONS}/<int:execution_id>"

urlpatterns = routes(
    {
        "system/gc": garbage.RunsEndpoint.as_view(),
        "system/gc/schedule": garbage.ScheduleEndpoint.as_view(),
        "system/gc/explanation": garbage.ExplanationEndpoint.as_view(),
        "system/gc/waiting": garbage.WaitingEndpoint.as_view(),
        "system/gc/<int:run_id>": garbage.RunEndpoint.as_view(),
        "system/gc/<int:run_id>/log": garbage.RunLogEndpoint.as_view(),
        "system/gc/<int:run_id>/items": garbage.ItemsEndpoint.as_view(),
        "system/gc/<int:run_id>/export": garbage.ExportEndpoint.as_view(),
        "jobservice/pools": jobservice.PoolsEndpoint.as_view(),
        "jobservice/pools/<str:pool_id>/workers": jobservice.WorkersEndpoint.as_view(),
        "jobservice/queues": jobservice.QueuesEndpoint.as_view(),
        "jobservice/queues/<str:job_type>": jobservice.QueueEndpoint.as_view(),
        "jobservice/jobs": jobservice.JobsEndpoint.as_view(),
        "jobservice/jobs/all": jobservice.RunningJobsEndpoint.as_view(),
        "jobservice/jobs/<int:job_id>": jobservice.JobEndpoint.as_view(),
        "jobservice/jobs/<int:job_id>/log": jobservice.JobLogEndpoint.as_view(),
        "jobservice/jobs/<int:job_id>/retry": jobservice.JobRetryEndpoint.as_view(),
        "schedules": schedules.SchedulesEndpoint.as_view(),
        "schedules/<str:job_type>/paused": schedules.PausedEndpoint.as_view(),
        _REMOVALS: removals.RemovalsEndpoint.as_view(),
        f"{_REMOVALS}/<int:removal_id>": removals.RemovalEndpoint.as_view(),
        "retentions": retention.PoliciesEndpoint.as_view(),
        "retentions/metadatas": retention.OfferEndpoint.as_view(),
        "retentions/preview": retention.PreviewEndpoint.as_view(),
        "retentions/<int:policy_id>": retention.PolicyEndpoint.as_view(),
        _EXECUTIONS: retention.ExecutionsEndpoint.as_view(),
        _EXECUTION: retention.ExecutionEndpoint.as_view(),
        f"{_EXECUTION}/verdicts": retention.VerdictsEndpoint.as_view(),
        f"{_EXECUTION}/tasks": retention.TasksEndpoint.as_view(),
        f"{_EXECUTION}/tasks/<int:task_id>": retention.TaskLogEndpoint.as_view(),
    }
)
