"""The table: what each operation needs. An operation that has no row here fails the build."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ROOT = "/api/v2.0"
PROJECT = f"{ROOT}/projects/{{project}}"
REPOSITORY = f"{PROJECT}/repositories/{{repository}}"
ARTIFACT = f"{REPOSITORY}/artifacts/{{reference}}"
RETENTION = f"{ROOT}/retentions/{{policy_id}}"
RETENTION_RUN = f"{RETENTION}/executions/{{execution_id}}"
REPLICATION = f"{ROOT}/replication/policies"
REPLICATION_RUN = f"{ROOT}/replication/executions/{{replication_run_id}}"
REPLICATION_TASK = f"{REPLICATION_RUN}/tasks/{{replication_task_id}}"
OWN_REPLICATION = f"{PROJECT}/replication/policies"
OWN_RUN = f"{PROJECT}/replication/executions/{{replication_run_id}}"
OWN_TASK = f"{OWN_RUN}/tasks/{{replication_task_id}}"
WIRE = "/v2/{name}"


@dataclass(frozen=True)
class Row:
    """What an operation needs: a right in a project or in the system, or one that names neither.

    The request is one that fails, with something else than a denial, for whoever may: so that a
    caller who should be denied and is not leaves no doubt, and nothing changes under the others.
    """

    needs: str
    where: str = "system"
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    for_people: bool = False
    by_child: bool = False
    """Whether the project is not in the path: it is found through something else."""
    seen_with: str = ""
    """What it takes to see the thing that the path names; it looks absent to all others.

    `anything`: whoever has any right in the project.
    """
    consumes: bool = False
    """Whether the request takes away what it names, if it is allowed."""
    only: frozenset[str] | None = None
    """Who may, where that depends on what else they are."""


def _project(needs: str, **more: Any) -> Row:
    return Row(needs, "project", **more)


def _retention(action: str, **more: Any) -> Row:
    return _project(f"tag-retention:{action}", by_child=True, seen_with="anything", **more)


def _wire(needs: str) -> Row:
    return Row(needs, "wire")


_NO_OBJECT: list[Any] = []
"""A body that every operation refuses with 400."""
_PETRA = ("petra", "token-read", "token-write", "token-full", "token-open")
_ROBOTS = ("robot-many", "robot-other", "robot-above")
_LABEL = {"name": "", "scope": "p", "project_id": "{project_id}"}
_POLICY = {"scope": {"level": "project", "ref": "{project_id}"}, "rules": "none"}
_ROBOT = {
    "name": "",
    "level": "project",
    "duration": -1,
    "permissions": [{"kind": "project", "namespace": "{project}", "access": []}],
}

ROWS: Mapping[str, Row] = {
    "GET /api/version": Row("nothing"),
    f"GET {ROOT}/ping": Row("nothing"),
    f"GET {ROOT}/health": Row("nothing"),
    f"GET {ROOT}/session": Row("user"),
    f"GET {ROOT}/systeminfo": Row("nothing"),
    f"GET {ROOT}/systeminfo/getcert": Row("nothing"),
    f"GET {ROOT}/systeminfo/volumes": Row("system-volumes:read"),
    f"GET {ROOT}/storage": Row("system-volumes:read"),
    f"GET {ROOT}/activity": Row("system-volumes:read"),
    f"GET {ROOT}/statistics": Row("login"),
    f"GET {ROOT}/search": Row("nothing", query={"q": "a"}),
    f"GET {ROOT}/search/all": Row("nothing", query={"q": "a"}),
    f"GET {ROOT}/configurations": Row("configuration:read"),
    f"PUT {ROOT}/configurations": Row("configuration:update", body=_NO_OBJECT),
    f"GET {ROOT}/permissions": Row("login", only=frozenset({*_PETRA, *_ROBOTS, "admin"})),
    f"GET {ROOT}/users": Row("user:list"),
    f"POST {ROOT}/users": Row("user:create", body=_NO_OBJECT),
    f"GET {ROOT}/users/current": Row("user"),
    f"GET {ROOT}/users/current/permissions": Row("login"),
    f"GET {ROOT}/users/current/tokens": Row("user"),
    f"POST {ROOT}/users/current/tokens": Row("person", body=_NO_OBJECT),
    f"GET {ROOT}/users/current/tokens/{{token_id}}": Row("user"),
    f"DELETE {ROOT}/users/current/tokens/{{token_id}}": Row("person"),
    f"GET {ROOT}/users/search": Row("login", query={"username": "a"}),
    f"GET {ROOT}/users/{{user_id}}": Row("user:read"),
    f"PUT {ROOT}/users/{{user_id}}": Row("user:update", body=_NO_OBJECT),
    f"DELETE {ROOT}/users/{{user_id}}": Row("user:delete", consumes=True),
    f"PUT {ROOT}/users/{{user_id}}/active": Row("user:update", body=_NO_OBJECT, for_people=True),
    f"PUT {ROOT}/users/{{user_id}}/sysadmin": Row("user:update", body=_NO_OBJECT, for_people=True),
    f"PUT {ROOT}/users/{{user_id}}/password": Row("user:update", body=_NO_OBJECT, for_people=True),
    f"GET {ROOT}/users/{{user_id}}/tokens": Row("user:read"),
    f"GET {ROOT}/users/{{user_id}}/tokens/{{token_id}}": Row("user:read"),
    f"DELETE {ROOT}/users/{{user_id}}/tokens/{{token_id}}": Row("user:update", for_people=True),
    f"GET {ROOT}/quotas": Row("quota:list"),
    f"GET {ROOT}/quotas/{{quota_id}}": Row("quota:read"),
    f"PUT {ROOT}/quotas/{{quota_id}}": Row("quota:update", body=_NO_OBJECT),
    f"GET {ROOT}/robots": _project(
        "robot:list", query={"q": "Level=project,ProjectID={project_id}"}, by_child=True
    ),
    f"POST {ROOT}/robots": _project("robot:create", body=_ROBOT, by_child=True),
    f"GET {ROOT}/robots/{{robot_id}}": _project(
        "robot:read", by_child=True, seen_with="robot:read"
    ),
    f"PUT {ROOT}/robots/{{robot_id}}": _project(
        "robot:update", body=_NO_OBJECT, by_child=True, seen_with="robot:read"
    ),
    f"PATCH {ROOT}/robots/{{robot_id}}": _project(
        "robot:update", body=_NO_OBJECT, by_child=True, seen_with="robot:read"
    ),
    f"DELETE {ROOT}/robots/{{robot_id}}": _project(
        "robot:delete", by_child=True, seen_with="robot:read", consumes=True
    ),
    f"GET {ROOT}/labels": _project(
        "label:list", query={"scope": "p", "project_id": "{project_id}"}, by_child=True
    ),
    f"POST {ROOT}/labels": _project("label:create", body=_LABEL, by_child=True),
    f"GET {ROOT}/labels/{{label_id}}": _project("label:read", by_child=True, seen_with="anything"),
    f"PUT {ROOT}/labels/{{label_id}}": _project(
        "label:update", body=_NO_OBJECT, by_child=True, seen_with="anything"
    ),
    f"DELETE {ROOT}/labels/{{label_id}}": _project(
        "label:delete", by_child=True, seen_with="anything", consumes=True
    ),
    f"GET {ROOT}/projects": Row("nothing"),
    f"HEAD {ROOT}/projects": Row("login", query={"project_name": "library"}),
    f"POST {ROOT}/projects": Row("login", body=_NO_OBJECT),
    f"GET {ROOT}/repositories": Row("nothing"),
    f"GET {PROJECT}": _project("project:read"),
    f"PUT {PROJECT}": _project("project:update", body=_NO_OBJECT),
    f"DELETE {PROJECT}": _project("project:delete"),
    f"GET {PROJECT}/_deletable": _project("project:delete"),
    f"GET {PROJECT}/summary": _project("project:read"),
    f"GET {PROJECT}/activity": _project("repository:list"),
    f"GET {PROJECT}/storage": _project("quota:read"),
    f"GET {PROJECT}/trash": _project("artifact:delete"),
    f"POST {PROJECT}/trash/restore": _project("artifact:delete", body=_NO_OBJECT),
    f"POST {PROJECT}/bulk/restore": _project("artifact:delete", body=_NO_OBJECT),
    f"GET {PROJECT}/artifacts": _project("artifact:list"),
    f"GET {PROJECT}/logs": _project("log:list"),
    f"GET {PROJECT}/auditlog-exts": _project("log:list"),
    f"GET {ROOT}/audit-logs": Row("login"),
    f"GET {ROOT}/auditlog-exts": Row("login"),
    f"GET {ROOT}/auditlog-exts/events": Row("login"),
    f"GET {ROOT}/audit/rows": Row("login"),
    f"GET {ROOT}/audit/rows/{{row_id}}": Row("login"),
    f"GET {ROOT}/audit/histogram": Row("login"),
    f"GET {ROOT}/audit/export": Row("login", query={"format": "csv", "resource": "none"}),
    f"GET {ROOT}/audit/head": Row("audit-log:list"),
    f"POST {ROOT}/audit/purge": Row("purge-audit:create", body=_NO_OBJECT),
    f"GET {ROOT}/system/gc": Row("garbage-collection:list"),
    f"GET {ROOT}/system/gc/schedule": Row("garbage-collection:read"),
    f"POST {ROOT}/system/gc/schedule": Row("garbage-collection:create", body=_NO_OBJECT),
    f"PUT {ROOT}/system/gc/schedule": Row("garbage-collection:update", body=_NO_OBJECT),
    f"GET {ROOT}/system/gc/explanation": Row("garbage-collection:read"),
    f"GET {ROOT}/system/gc/waiting": Row("garbage-collection:read"),
    f"GET {ROOT}/system/gc/{{run_id}}": Row("garbage-collection:read"),
    f"PUT {ROOT}/system/gc/{{run_id}}": Row("garbage-collection:stop"),
    f"GET {ROOT}/system/gc/{{run_id}}/log": Row("garbage-collection:read"),
    f"GET {ROOT}/system/gc/{{run_id}}/items": Row("garbage-collection:read"),
    f"GET {ROOT}/system/gc/{{run_id}}/export": Row("garbage-collection:read"),
    f"GET {ROOT}/system/purgeaudit": Row("purge-audit:list"),
    f"GET {ROOT}/system/purgeaudit/schedule": Row("purge-audit:read"),
    f"POST {ROOT}/system/purgeaudit/schedule": Row("purge-audit:create", body=_NO_OBJECT),
    f"PUT {ROOT}/system/purgeaudit/schedule": Row("purge-audit:update", body=_NO_OBJECT),
    f"GET {ROOT}/system/purgeaudit/{{purge_id}}": Row("purge-audit:read"),
    f"PUT {ROOT}/system/purgeaudit/{{purge_id}}": Row("purge-audit:stop"),
    f"GET {ROOT}/system/purgeaudit/{{purge_id}}/log": Row("purge-audit:read"),
    f"GET {ROOT}/jobservice/pools": Row("jobservice-monitor:list"),
    f"GET {ROOT}/jobservice/pools/{{pool_id}}/workers": Row("jobservice-monitor:list"),
    f"GET {ROOT}/jobservice/queues": Row("jobservice-monitor:list"),
    f"PUT {ROOT}/jobservice/queues/{{job_type}}": Row("jobservice-monitor:stop", body=_NO_OBJECT),
    f"GET {ROOT}/jobservice/jobs": Row("jobservice-monitor:list"),
    f"PUT {ROOT}/jobservice/jobs/all": Row("jobservice-monitor:stop"),
    f"GET {ROOT}/jobservice/jobs/{{job_id}}": Row("jobservice-monitor:list"),
    f"PUT {ROOT}/jobservice/jobs/{{job_id}}": Row("jobservice-monitor:stop"),
    f"GET {ROOT}/jobservice/jobs/{{job_id}}/log": Row("jobservice-monitor:list"),
    f"POST {ROOT}/jobservice/jobs/{{job_id}}/retry": Row("jobservice-monitor:stop"),
    f"GET {ROOT}/schedules": Row("jobservice-monitor:list"),
    f"GET {ROOT}/schedules/{{job_type}}/paused": Row("login"),
    f"GET {PROJECT}/members": _project("member:list"),
    f"POST {PROJECT}/members": _project("member:create", body=_NO_OBJECT),
    f"GET {PROJECT}/members/{{member_id}}": _project("member:read"),
    f"PUT {PROJECT}/members/{{member_id}}": _project("member:update", body=_NO_OBJECT),
    f"DELETE {PROJECT}/members/{{member_id}}": _project("member:delete"),
    f"GET {PROJECT}/metadatas": _project("metadata:list"),
    f"POST {PROJECT}/metadatas": _project("metadata:create", body=_NO_OBJECT),
    f"GET {PROJECT}/metadatas/{{key}}": _project("metadata:read"),
    f"PUT {PROJECT}/metadatas/{{key}}": _project("metadata:update", body=_NO_OBJECT),
    f"DELETE {PROJECT}/metadatas/{{key}}": _project("metadata:delete"),
    f"GET {PROJECT}/immutabletagrules": _project("immutable-tag:list"),
    f"POST {PROJECT}/immutabletagrules": _project("immutable-tag:create", body=_NO_OBJECT),
    f"PUT {PROJECT}/immutabletagrules/{{rule_id}}": _project(
        "immutable-tag:update", body=_NO_OBJECT
    ),
    f"DELETE {PROJECT}/immutabletagrules/{{rule_id}}": _project("immutable-tag:delete"),
    f"GET {ROOT}/registries": Row("registry:list"),
    f"POST {ROOT}/registries": Row("registry:create", body=_NO_OBJECT),
    f"POST {ROOT}/registries/ping": Row("registry:read", body=_NO_OBJECT),
    f"GET {ROOT}/registries/{{registry_id}}": Row("registry:read"),
    f"PUT {ROOT}/registries/{{registry_id}}": Row("registry:update", body=_NO_OBJECT),
    f"DELETE {ROOT}/registries/{{registry_id}}": Row("registry:delete"),
    f"GET {ROOT}/registries/{{registry_id}}/info": Row("registry:read"),
    f"GET {ROOT}/replication/adapters": Row("replication-adapter:list"),
    f"GET {ROOT}/replication/adapterinfos": Row("replication-adapter:list"),
    f"GET {REPLICATION}": Row("replication-policy:list"),
    f"POST {REPLICATION}": Row("replication-policy:create", body=_NO_OBJECT),
    f"POST {REPLICATION}/preview": Row("replication-policy:create", body=_NO_OBJECT),
    f"GET {REPLICATION}/{{replication_id}}": Row("replication-policy:read"),
    f"PUT {REPLICATION}/{{replication_id}}": Row("replication-policy:update", body=_NO_OBJECT),
    f"DELETE {REPLICATION}/{{replication_id}}": Row("replication-policy:delete"),
    f"GET {ROOT}/replication/executions": Row("replication:list"),
    f"POST {ROOT}/replication/executions": Row("replication:create", body=_NO_OBJECT),
    f"GET {REPLICATION_RUN}": Row("replication:read"),
    f"PUT {REPLICATION_RUN}": Row("replication:create"),
    f"POST {REPLICATION_RUN}/retry-failed": Row("replication:create"),
    f"GET {REPLICATION_RUN}/items": Row("replication:read"),
    f"GET {REPLICATION_RUN}/tasks": Row("replication:list"),
    f"GET {REPLICATION_TASK}/log": Row("replication:read"),
    f"GET {REPLICATION_TASK}/items": Row("replication:read"),
    f"POST {REPLICATION_TASK}/retry": Row("replication:create"),
    f"GET {PROJECT}/registries": _project("replication-registry:list"),
    f"POST {PROJECT}/registries": _project("replication-registry:create", body=_NO_OBJECT),
    f"POST {PROJECT}/registries/ping": _project("replication-registry:read", body=_NO_OBJECT),
    f"GET {PROJECT}/registries/{{registry_id}}": _project("replication-registry:read"),
    f"PUT {PROJECT}/registries/{{registry_id}}": _project(
        "replication-registry:update", body=_NO_OBJECT
    ),
    f"DELETE {PROJECT}/registries/{{registry_id}}": _project("replication-registry:delete"),
    f"GET {PROJECT}/replication/adapters": _project("replication-registry:list"),
    f"GET {PROJECT}/replication/adapterinfos": _project("replication-registry:list"),
    f"GET {OWN_REPLICATION}": _project("replication-policy:list"),
    f"POST {OWN_REPLICATION}": _project("replication-policy:create", body=_NO_OBJECT),
    f"POST {OWN_REPLICATION}/preview": _project("replication-policy:create", body=_NO_OBJECT),
    f"GET {OWN_REPLICATION}/{{replication_id}}": _project("replication-policy:read"),
    f"PUT {OWN_REPLICATION}/{{replication_id}}": _project(
        "replication-policy:update", body=_NO_OBJECT
    ),
    f"DELETE {OWN_REPLICATION}/{{replication_id}}": _project("replication-policy:delete"),
    f"GET {PROJECT}/replication/executions": _project("replication:list"),
    f"POST {PROJECT}/replication/executions": _project("replication:create", body=_NO_OBJECT),
    f"GET {OWN_RUN}": _project("replication:read"),
    f"PUT {OWN_RUN}": _project("replication:create"),
    f"POST {OWN_RUN}/retry-failed": _project("replication:create"),
    f"GET {OWN_RUN}/items": _project("replication:read"),
    f"GET {OWN_RUN}/tasks": _project("replication:list"),
    f"GET {OWN_TASK}/log": _project("replication:read"),
    f"GET {OWN_TASK}/items": _project("replication:read"),
    f"POST {OWN_TASK}/retry": _project("replication:create"),
    f"GET {PROJECT}/repositories": _project("repository:list"),
    f"GET {ROOT}/retentions/metadatas": Row("login"),
    f"POST {ROOT}/retentions": _project("tag-retention:create", body=_POLICY, by_child=True),
    f"POST {ROOT}/retentions/preview": _project("tag-retention:read", body=_POLICY, by_child=True),
    f"GET {RETENTION}": _retention("read"),
    f"PUT {RETENTION}": _retention("update", body=_NO_OBJECT),
    f"DELETE {RETENTION}": _retention("delete", consumes=True),
    f"GET {RETENTION}/executions": _retention("list"),
    f"POST {RETENTION}/executions": _retention("update", body=_NO_OBJECT),
    f"GET {RETENTION_RUN}": _retention("list"),
    f"PATCH {RETENTION_RUN}": _retention("update", body=_NO_OBJECT),
    f"GET {RETENTION_RUN}/verdicts": _retention("list"),
    f"GET {RETENTION_RUN}/tasks": _retention("list"),
    f"GET {RETENTION_RUN}/tasks/{{task_id}}": _retention("read"),
    f"GET {REPOSITORY}": _project("repository:read"),
    f"PUT {REPOSITORY}": _project("repository:update", body=_NO_OBJECT),
    f"DELETE {REPOSITORY}": _project("repository:delete"),
    f"GET {REPOSITORY}/activity": _project("repository:list"),
    f"GET {REPOSITORY}/storage": _project("repository:list"),
    f"GET {REPOSITORY}/artifacts": _project("artifact:list"),
    f"POST {REPOSITORY}/artifacts": _project("artifact:create"),
    f"POST {REPOSITORY}/bulk/attach-label": _project("artifact-label:create", body=_NO_OBJECT),
    f"POST {REPOSITORY}/bulk/delete-artifacts": _project("artifact:delete", body=_NO_OBJECT),
    f"POST {REPOSITORY}/bulk/delete-tags": _project("tag:delete", body=_NO_OBJECT),
    f"GET {REPOSITORY}/bulk/delete-matching-tags": _project("tag:delete"),
    f"POST {REPOSITORY}/bulk/delete-matching-tags": _project("tag:delete", body=_NO_OBJECT),
    f"GET {REPOSITORY}/bulk/delete-matching-tags/{{removal_id}}": _project("tag:delete"),
    f"PUT {REPOSITORY}/bulk/delete-matching-tags/{{removal_id}}": _project("tag:delete"),
    f"GET {REPOSITORY}/tags": _project("tag:list"),
    f"GET {REPOSITORY}/tags/{{tag}}/history": _project("tag:list"),
    f"POST {REPOSITORY}/tags/{{tag}}/restore": _project("tag:create", body=_NO_OBJECT),
    f"GET {ARTIFACT}": _project("artifact:read"),
    f"DELETE {ARTIFACT}": _project("artifact:delete"),
    f"GET {ARTIFACT}/accessories": _project("accessory:list"),
    f"GET {ARTIFACT}/additions/{{addition}}": _project("artifact-addition:read"),
    f"GET {ARTIFACT}/layers": _project("artifact-addition:read"),
    f"GET {ARTIFACT}/manifest": _project("artifact-addition:read"),
    f"GET {ARTIFACT}/config": _project("artifact-addition:read"),
    f"GET {ARTIFACT}/storage": _project("artifact:read"),
    f"POST {ARTIFACT}/labels": _project("artifact-label:create", body=_NO_OBJECT),
    f"DELETE {ARTIFACT}/labels/{{label_id}}": _project("artifact-label:delete"),
    f"GET {ARTIFACT}/tags": _project("tag:list"),
    f"POST {ARTIFACT}/tags": _project("tag:create", body=_NO_OBJECT),
    f"DELETE {ARTIFACT}/tags/{{tag}}": _project("tag:delete"),
    f"GET {WIRE}/manifests/{{reference}}": _wire("repository:pull"),
    f"PUT {WIRE}/manifests/{{reference}}": _wire("repository:push"),
    f"DELETE {WIRE}/manifests/{{reference}}": _wire("repository:delete"),
    f"GET {WIRE}/referrers/{{digest}}": _wire("repository:pull"),
    f"GET {WIRE}/tags/list": _wire("repository:pull"),
    f"POST {WIRE}/blobs/uploads/": _wire("repository:push"),
    f"POST {WIRE}/blobs/uploads": _wire("repository:push"),
    f"GET {WIRE}/blobs/uploads/{{upload}}": _wire("repository:push"),
    f"PATCH {WIRE}/blobs/uploads/{{upload}}": _wire("repository:push"),
    f"PUT {WIRE}/blobs/uploads/{{upload}}": _wire("repository:push"),
    f"DELETE {WIRE}/blobs/uploads/{{upload}}": _wire("repository:push"),
    f"GET {WIRE}/blobs/{{digest}}": _wire("repository:pull"),
    f"DELETE {WIRE}/blobs/{{digest}}": _wire("repository:delete"),
}

ELSEWHERE = {
    "POST /c/login": "takes credentials as its body: test_sessions.py",
    "GET /c/log_out": "ends what the cookie names: test_sessions.py",
    "POST /c/log_out": "ends what the cookie names: test_sessions.py",
}
"""Operations that the table does not fit, and which tests they have instead."""
