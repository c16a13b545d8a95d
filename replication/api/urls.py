"""Paths of other registries, and of what moves images between them and this one."""

from accounts.api.endpoints import routes
from replication.api import executions, policies, project_registries, registries

_EXECUTION = "replication/executions/<int:replication_run_id>"
_TASK = f"{_EXECUTION}/tasks/<int:replication_task_id>"
_OWN_REGISTRY = "projects/<str:project>/registries/<int:registry_id>"

urlpatterns = routes(
    {
        "registries": registries.RegistriesEndpoint.as_view(),
        "registries/ping": registries.PingEndpoint.as_view(),
        "registries/<int:registry_id>": registries.RegistryEndpoint.as_view(),
        "registries/<int:registry_id>/info": registries.InfoEndpoint.as_view(),
        "projects/<str:project>/registries": project_registries.OwnRegistriesEndpoint.as_view(),
        "projects/<str:project>/registries/ping": project_registries.OwnPingEndpoint.as_view(),
        _OWN_REGISTRY: project_registries.OwnRegistryEndpoint.as_view(),
        "replication/adapters": registries.AdaptersEndpoint.as_view(),
        "replication/adapterinfos": registries.AdapterInfosEndpoint.as_view(),
        "replication/policies": policies.PoliciesEndpoint.as_view(),
        "replication/policies/preview": policies.PreviewEndpoint.as_view(),
        "replication/policies/<int:replication_id>": policies.PolicyEndpoint.as_view(),
        "replication/executions": executions.ExecutionsEndpoint.as_view(),
        _EXECUTION: executions.ExecutionEndpoint.as_view(),
        f"{_EXECUTION}/retry-failed": executions.RetryEndpoint.as_view(),
        f"{_EXECUTION}/items": executions.ItemsEndpoint.as_view(),
        f"{_EXECUTION}/tasks": executions.TasksEndpoint.as_view(),
        f"{_TASK}/log": executions.TaskLogEndpoint.as_view(),
        f"{_TASK}/items": executions.TaskItemsEndpoint.as_view(),
        f"{_TASK}/retry": executions.TaskRetryEndpoint.as_view(),
    }
)
