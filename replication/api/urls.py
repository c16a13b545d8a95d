"""Paths of other registries, and of what moves images between them and this one."""

from accounts.api.endpoints import routes
from replication.api import executions, policies, project_registries, registries
from replication.api.owned import of_project

_PROJECT = "projects/<str:project>"
_EXECUTION = "executions/<int:replication_run_id>"
_TASK = f"{_EXECUTION}/tasks/<int:replication_task_id>"
_OWNED = {
    "policies": policies.PoliciesEndpoint,
    "policies/preview": policies.PreviewEndpoint,
    "policies/<int:replication_id>": policies.PolicyEndpoint,
    "executions": executions.ExecutionsEndpoint,
    _EXECUTION: executions.ExecutionEndpoint,
    f"{_EXECUTION}/retry-failed": executions.RetryEndpoint,
    f"{_EXECUTION}/items": executions.ItemsEndpoint,
    f"{_EXECUTION}/tasks": executions.TasksEndpoint,
    f"{_TASK}/log": executions.TaskLogEndpoint,
    f"{_TASK}/items": executions.TaskItemsEndpoint,
    f"{_TASK}/retry": executions.TaskRetryEndpoint,
}
"""What the system has below ``replication``, and each project has too."""

urlpatterns = routes(
    {
        "registries": registries.RegistriesEndpoint.as_view(),
        "registries/ping": registries.PingEndpoint.as_view(),
        "registries/<int:registry_id>": registries.RegistryEndpoint.as_view(),
        "registries/<int:registry_id>/info": registries.InfoEndpoint.as_view(),
        f"{_PROJECT}/registries": project_registries.OwnRegistriesEndpoint.as_view(),
        f"{_PROJECT}/registries/ping": project_registries.OwnPingEndpoint.as_view(),
        f"{_PROJECT}/registries/<int:registry_id>": (
            project_registries.OwnRegistryEndpoint.as_view()
        ),
        "replication/adapters": registries.AdaptersEndpoint.as_view(),
        "replication/adapterinfos": registries.AdapterInfosEndpoint.as_view(),
        f"{_PROJECT}/replication/adapters": project_registries.OwnAdaptersEndpoint.as_view(),
        f"{_PROJECT}/replication/adapterinfos": (
            project_registries.OwnAdapterInfosEndpoint.as_view()
        ),
        **{f"replication/{tail}": each.as_view() for tail, each in _OWNED.items()},
        **{
            f"{_PROJECT}/replication/{tail}": of_project(each).as_view()
            for tail, each in _OWNED.items()
        },
    }
)
