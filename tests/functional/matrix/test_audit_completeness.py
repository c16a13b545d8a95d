"""Whatever changes something leaves a row in the audit log: asked of each operation there is."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

import httpx
import pytest

from tests.functional.matrix import routes
from tests.functional.matrix.rows import (
    ARTIFACT,
    OWN_REPLICATION,
    OWN_RUN,
    OWN_TASK,
    PROJECT,
    REPLICATION,
    REPLICATION_RUN,
    REPLICATION_TASK,
    REPOSITORY,
    RETENTION,
    RETENTION_RUN,
    ROOT,
    WIRE,
)
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.connection import connection, require
from tests.support.images import OCI_MANIFEST, an_image, digest_of
from tests.support.people import Person
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient
from tests.support.server import Server

PASSWORD = "Of-Some-Use-1"


class Scene:
    """A project with one of everything, made anew for each operation."""

    def __init__(self, server: Server, api: ApiClient, admin: Person) -> None:
        self.api, self.admin = api, admin
        self.http = connection(server.base_url)
        self.registry = RegistryClient(server.base_url).as_(*admin)

    def close(self) -> None:
        self.http.close()
        self.registry.close()

    def names(self) -> dict[str, Any]:
        """Names of things that are there."""
        project, user = f"deeds-{uuid.uuid4().hex[:8]}", f"deeds-{uuid.uuid4().hex[:8]}"
        project_id = self.api.create_project(project)
        image = an_image()
        for tag in ("v1", "v2"):
            self.registry.push(f"{project}/app:{tag}", image)
        blob = uuid.uuid4().bytes
        self.registry.push_blob(f"{project}/app", blob, "put")
        user_id = self.api.create_user(user, PASSWORD)
        label_id = self.made("/labels", {"name": user, "scope": "p", "project_id": project_id})
        artifact = f"/projects/{project}/repositories/app/artifacts/v1"
        require(self.api.post(f"{artifact}/labels", json={"id": label_id}), HTTPStatus.OK)
        return {
            "project": project,
            "project_id": project_id,
            "repository": "app",
            "name": f"{project}/app",
            "reference": image.digest,
            "digest": digest_of(blob),
            "tag": "v2",
            "user": user,
            "user_id": user_id,
            "member_id": self.api.add_member(project, self._another_user(), "guest"),
            "label_id": label_id,
            "rule_id": self.made(f"/projects/{project}/immutabletagrules", RULE),
            "policy_id": self.made("/retentions", _policy(project_id)),
            "robot_id": self.made("/robots", _robot(project)),
            "quota_id": self._quota(project_id),
            "registry_id": self.made("/registries", self.registry_of_its_own()),
            "key": "public",
        }

    def made(self, path: str, body: Any) -> int:
        return _id_of(self.api.post(path, json=body))

    def token(self, login: tuple[str, str]) -> int:
        body = {"name": uuid.uuid4().hex, "scope": "read"}
        made = self.api.as_(*login).post("/users/current/tokens", json=body)
        return int(require(made, HTTPStatus.CREATED).json()["id"])

    def empty_project(self) -> str:
        project = f"deeds-{uuid.uuid4().hex[:8]}"
        self.api.create_project(project)
        return project

    def session(self) -> str:
        form = {"principal": self.admin.username, "password": self.admin.password}
        return require(self.http.post("/c/login", data=form), HTTPStatus.OK).headers["Set-Cookie"]

    def upload(self, repository: str) -> str:
        return self.registry.begin_upload(repository).rpartition("/")[2].partition("?")[0]

    def jobs(self, status: str) -> list[dict[str, Any]]:
        query = {"kind": "PURGE_AUDIT_LOG", "status": status}
        found = require(self.api.get("/jobservice/jobs", params=query), HTTPStatus.OK).json()
        return list(found)

    def registry_of_its_own(self) -> dict[str, Any]:
        """The server itself, as another registry: one that answers, and takes credentials."""
        username, password = self.admin
        credential = {"type": "basic", "access_key": username, "access_secret": password}
        body = {"name": f"deeds-{uuid.uuid4().hex[:8]}", "type": "docker-registry"}
        return body | {"url": str(self.http.base_url), "credential": credential}

    def _another_user(self) -> str:
        name = f"deeds-{uuid.uuid4().hex[:8]}"
        self.api.create_user(name, PASSWORD)
        return name

    def _quota(self, project_id: int) -> int:
        query = {"reference": "project", "reference_id": str(project_id)}
        return int(require(self.api.get("/quotas", params=query), HTTPStatus.OK).json()[0]["id"])


def _id_of(made: httpx.Response) -> int:
    require(made, HTTPStatus.CREATED)
    return int(made.headers["Location"].rpartition("/")[2])


def _selector(decoration: str, pattern: str) -> dict[str, str]:
    return {"kind": "doublestar", "decoration": decoration, "pattern": pattern}


def _rule(pattern: str) -> dict[str, Any]:
    return {
        "action": "immutable",
        "template": "immutable_template",
        "disabled": False,
        "scope_selectors": {"repository": [_selector("repoMatches", "**")]},
        "tag_selectors": [_selector("matches", pattern)],
    }


def _policy(project_id: int) -> dict[str, Any]:
    rule = _rule("v*") | {"action": "retain", "template": "always"}
    return {"scope": {"level": "project", "ref": project_id}, "rules": [rule]}


def _robot(project: str) -> dict[str, Any]:
    access = [{"resource": "repository", "action": "pull"}]
    return {
        "name": f"r{uuid.uuid4().hex[:10]}",
        "level": "project",
        "duration": -1,
        "permissions": [{"kind": "project", "namespace": project, "access": access}],
    }


RULE = _rule("never-*")

Names = dict[str, Any]
Request = dict[str, Any]
Maker = Callable[[Scene, Names], Request]


def _json(body: Any) -> Maker:
    return lambda scene, names: {"json": _filled(body, names)}


def _filled(body: Any, names: Names) -> Any:
    if isinstance(body, dict):
        return {key: _filled(value, names) for key, value in body.items()}
    if isinstance(body, list):
        return [_filled(value, names) for value in body]
    return names[body[1:]] if isinstance(body, str) and body.startswith("$") else body


def _empty(scene: Scene, names: Names) -> Request:
    return {}


def _new_user(scene: Scene, names: Names) -> Request:
    name = f"deeds-{uuid.uuid4().hex[:8]}"
    body = {"username": name, "email": f"{name}@example.com", "password": PASSWORD}
    return {"json": body | {"realname": "", "comment": ""}}


def _own_token(scene: Scene, names: Names) -> Request:
    names["token_id"] = scene.token(scene.admin)
    return {}


def _others_token(scene: Scene, names: Names) -> Request:
    names["token_id"] = scene.token((names["user"], PASSWORD))
    return {}


def _empty_project(scene: Scene, names: Names) -> Request:
    names["project"] = scene.empty_project()
    return {}


def _cookie(scene: Scene, names: Names) -> Request:
    return {"headers": {"Cookie": scene.session().partition(";")[0]}, "auth": None}


def _password(scene: Scene, names: Names) -> Request:
    form = {"principal": scene.admin.username, "password": scene.admin.password}
    return {"data": form, "auth": None}


def _manifest(scene: Scene, names: Names) -> Request:
    body = scene.registry.get_manifest(names["name"], names["reference"])
    names["reference"] = "another"
    return {"content": body, "headers": {"Content-Type": OCI_MANIFEST}}


def _open_upload(scene: Scene, names: Names) -> Request:
    names["upload"] = scene.upload(names["name"])
    return {}


def _last_of_upload(scene: Scene, names: Names) -> Request:
    names["upload"] = scene.upload(names["name"])
    data = uuid.uuid4().bytes
    return {"content": data, "params": {"digest": digest_of(data)}}


def _another_label(scene: Scene, names: Names) -> int:
    body = {"name": uuid.uuid4().hex, "scope": "p", "project_id": names["project_id"]}
    return scene.made("/labels", body)


def _deleted_tag(scene: Scene, names: Names) -> Request:
    scene.registry.delete(f"{names['name']}:{names['tag']}")
    return {"json": {"digest": names["reference"]}}


def _thrown_away(scene: Scene, names: Names) -> dict[str, str]:
    """An artifact in the trash, as a request to bring it back names it."""
    path = f"/projects/{names['project']}/repositories/app/artifacts/{names['reference']}"
    require(scene.api.delete(path), HTTPStatus.OK)
    repository = f"{names['project']}/app"
    return {"type": "artifact", "repository": repository, "digest": names["reference"]}


def _project_without_policy(scene: Scene, names: Names) -> Request:
    project = scene.api.get(f"/projects/{scene.empty_project()}").json()
    return {"json": _policy(project["project_id"])}


def _begun_retention(scene: Scene, names: Names) -> Request:
    path = f"/retentions/{names['policy_id']}/executions"
    names["execution_id"] = scene.made(path, {"dry_run": True})
    return {"json": {"action": "stop"}}


def _begun_removal(scene: Scene, names: Names) -> Request:
    path = f"/projects/{names['project']}/repositories/app/bulk/delete-matching-tags"
    begun = require(scene.api.post(path, json={"q": "name=v1"}), HTTPStatus.ACCEPTED)
    names["removal_id"] = begun.json()["id"]
    return {}


def _absent_metadata(scene: Scene, names: Names) -> Request:
    gone = scene.api.delete(f"/projects/{names['project']}/metadatas/allow_sparse")
    require(gone, HTTPStatus.OK)
    return {"json": {"allow_sparse": "true"}}


def _copied(scene: Scene, names: Names) -> Request:
    source = f"{names['project']}/app:v1"
    names["repository"] = "copy"
    return {"params": {"from": source}}


def _all_queues(scene: Scene, names: Names) -> Request:
    names["job_type"] = "all"
    return {"json": {"action": "resume"}}


def _waiting_job(scene: Scene, names: Names) -> Request:
    """A purge that waits; one that was left by another operation is stopped."""
    for waiting in scene.jobs("Pending"):
        require(scene.api.put(f"/jobservice/jobs/{waiting['id']}"), HTTPStatus.OK)
    body = {"schedule": {"type": "Manual"}, "parameters": NO_PURGE}
    names["purge_id"] = scene.made("/system/purgeaudit/schedule", body)
    (job,) = scene.jobs("Pending")
    names["job_id"] = job["id"]
    return {}


def _stopped_job(scene: Scene, names: Names) -> Request:
    _waiting_job(scene, names)
    require(scene.api.put(f"/jobservice/jobs/{names['job_id']}"), HTTPStatus.OK)
    return {}


def _new_replication(scene: Scene, names: Names) -> Request:
    """A policy that cannot do what it is to do: the names have too few parts.

    Here and below, of the project whose registry it uses, or of the system.
    """
    body = {"name": f"deeds-{uuid.uuid4().hex[:8]}", "enabled": True}
    ends = {"dest_registry": {"id": names["registry_id"]}, "dest_namespace": "deeds"}
    names_of_all = {"type": "name", "value": f"{names['project']}/*"}
    return {"json": body | ends | {"dest_namespace_replace_count": 9, "filters": [names_of_all]}}


def _replication(scene: Scene, names: Names) -> Request:
    made = _new_replication(scene, names)
    names["replication_id"] = scene.made(f"{_owner(names)}/replication/policies", made["json"])
    return {"json": made["json"] | {"description": "changed"}}


def _begin_replication(scene: Scene, names: Names) -> Request:
    _replication(scene, names)
    return {"json": {"policy_id": names["replication_id"]}}


def _begun_replication(scene: Scene, names: Names) -> Request:
    begun = _begin_replication(scene, names)
    path = f"{_owner(names)}/replication/executions"
    names["replication_run_id"] = scene.made(path, begun["json"])
    return {}


def _failed_replication(scene: Scene, names: Names) -> Request:
    _begun_replication(scene, names)
    path = f"{_owner(names)}/replication/executions/{names['replication_run_id']}"
    wait_until(
        lambda: scene.api.get(path).json()["status"] == "Failed",
        what=f"{path} fails",
        within=60,
    )
    names["replication_task_id"] = scene.api.get(path).json()["list_task_id"]
    return {}


def _own_registry(scene: Scene, names: Names) -> Request:
    path = f"/projects/{names['project']}/registries"
    names["registry_id"] = scene.made(path, scene.registry_of_its_own())
    names["owner"] = f"/projects/{names['project']}"
    return {"json": {"description": "of a project"}}


def _owned(make: Maker) -> Maker:
    """The same of a project."""

    def made(scene: Scene, names: Names) -> Request:
        _own_registry(scene, names)
        return make(scene, names)

    return made


def _owner(names: Names) -> str:
    return str(names.get("owner", ""))


def _waiting_collection(scene: Scene, names: Names) -> Request:
    names["run_id"] = scene.made("/system/gc/schedule", {"schedule": {"type": "Manual"}})
    return {}


NO_PURGE = {"audit_retention_hour": 240_000, "include_event_types": ""}
NEVER = {"schedule": {"type": "None"}}

DEEDS: Mapping[str, Maker] = {
    "POST /c/login": _password,
    "GET /c/log_out": _cookie,
    "POST /c/log_out": _cookie,
    f"PUT {ROOT}/configurations": _json({"banner_message": "Of no account."}),
    f"POST {ROOT}/audit/purge": _json({"hours": 240_000}),
    f"POST {ROOT}/system/gc/schedule": _json(NEVER),
    f"PUT {ROOT}/system/gc/schedule": _json(NEVER),
    f"PUT {ROOT}/system/gc/{{run_id}}": _waiting_collection,
    f"POST {ROOT}/system/purgeaudit/schedule": _json(NEVER),
    f"PUT {ROOT}/system/purgeaudit/schedule": _json(NEVER),
    f"PUT {ROOT}/system/purgeaudit/{{purge_id}}": _waiting_job,
    f"PUT {ROOT}/jobservice/queues/{{job_type}}": _all_queues,
    f"PUT {ROOT}/jobservice/jobs/all": _empty,
    f"PUT {ROOT}/jobservice/jobs/{{job_id}}": _waiting_job,
    f"POST {ROOT}/jobservice/jobs/{{job_id}}/retry": _stopped_job,
    f"POST {ROOT}/users": _new_user,
    f"PUT {ROOT}/users/{{user_id}}": _json({"email": "other@example.org", "comment": "x"}),
    f"DELETE {ROOT}/users/{{user_id}}": _empty,
    f"PUT {ROOT}/users/{{user_id}}/active": _json({"active": False}),
    f"PUT {ROOT}/users/{{user_id}}/sysadmin": _json({"sysadmin_flag": True}),
    f"PUT {ROOT}/users/{{user_id}}/password": _json({"new_password": "Another-One-1"}),
    f"POST {ROOT}/users/current/tokens": _json({"name": "$user", "scope": "read"}),
    f"DELETE {ROOT}/users/current/tokens/{{token_id}}": _own_token,
    f"DELETE {ROOT}/users/{{user_id}}/tokens/{{token_id}}": _others_token,
    f"PUT {ROOT}/quotas/{{quota_id}}": _json({"hard": {"storage": 10**9}}),
    f"POST {ROOT}/robots": lambda scene, names: {"json": _robot(names["project"])},
    f"PUT {ROOT}/robots/{{robot_id}}": lambda scene, names: {
        "json": scene.api.get(f"/robots/{names['robot_id']}").json() | {"disable": True}
    },
    f"PATCH {ROOT}/robots/{{robot_id}}": _json({"secret": ""}),
    f"DELETE {ROOT}/robots/{{robot_id}}": _empty,
    f"POST {ROOT}/labels": _json({"name": "$project", "scope": "p", "project_id": "$project_id"}),
    f"PUT {ROOT}/labels/{{label_id}}": _json({"name": "$project", "color": "#00FF00"}),
    f"DELETE {ROOT}/labels/{{label_id}}": _empty,
    f"POST {ROOT}/projects": lambda scene, names: {
        "json": {"project_name": f"deeds-{uuid.uuid4().hex[:8]}"}
    },
    f"PUT {PROJECT}": _json({"metadata": {"public": "true"}}),
    f"DELETE {PROJECT}": _empty_project,
    f"POST {PROJECT}/members": _json({"role_id": 2, "member_user": {"user_id": "$user_id"}}),
    f"PUT {PROJECT}/members/{{member_id}}": _json({"role_id": 1}),
    f"DELETE {PROJECT}/members/{{member_id}}": _empty,
    f"PUT {PROJECT}/metadatas/{{key}}": _json({"public": "true"}),
    f"DELETE {PROJECT}/metadatas/{{key}}": _empty,
    f"POST {PROJECT}/metadatas": _absent_metadata,
    f"POST {PROJECT}/immutabletagrules": _json(_rule("another-*")),
    f"PUT {PROJECT}/immutabletagrules/{{rule_id}}": _json(_rule("changed-*")),
    f"DELETE {PROJECT}/immutabletagrules/{{rule_id}}": _empty,
    f"POST {ROOT}/registries": lambda scene, names: {"json": scene.registry_of_its_own()},
    f"PUT {ROOT}/registries/{{registry_id}}": _json({"description": "of the system"}),
    f"DELETE {ROOT}/registries/{{registry_id}}": _empty,
    f"POST {PROJECT}/registries": lambda scene, names: {"json": scene.registry_of_its_own()},
    f"PUT {PROJECT}/registries/{{registry_id}}": _own_registry,
    f"DELETE {PROJECT}/registries/{{registry_id}}": _own_registry,
    f"POST {REPLICATION}": _new_replication,
    f"PUT {REPLICATION}/{{replication_id}}": _replication,
    f"DELETE {REPLICATION}/{{replication_id}}": _replication,
    f"POST {ROOT}/replication/executions": _begin_replication,
    f"PUT {REPLICATION_RUN}": _begun_replication,
    f"POST {REPLICATION_RUN}/retry-failed": _failed_replication,
    f"POST {REPLICATION_TASK}/retry": _failed_replication,
    f"POST {OWN_REPLICATION}": _owned(_new_replication),
    f"PUT {OWN_REPLICATION}/{{replication_id}}": _owned(_replication),
    f"DELETE {OWN_REPLICATION}/{{replication_id}}": _owned(_replication),
    f"POST {PROJECT}/replication/executions": _owned(_begin_replication),
    f"PUT {OWN_RUN}": _owned(_begun_replication),
    f"POST {OWN_RUN}/retry-failed": _owned(_failed_replication),
    f"POST {OWN_TASK}/retry": _owned(_failed_replication),
    f"POST {ROOT}/retentions": _project_without_policy,
    f"PUT {RETENTION}": _json({"rules": []}),
    f"DELETE {RETENTION}": _empty,
    f"POST {RETENTION}/executions": _json({"dry_run": True}),
    f"PATCH {RETENTION_RUN}": _begun_retention,
    f"POST {PROJECT}/trash/restore": lambda scene, names: {"json": _thrown_away(scene, names)},
    f"POST {PROJECT}/bulk/restore": lambda scene, names: {
        "json": {"items": [_thrown_away(scene, names)]}
    },
    f"PUT {REPOSITORY}": _json({"description": "What it is for."}),
    f"DELETE {REPOSITORY}": _empty,
    f"POST {REPOSITORY}/artifacts": _copied,
    f"POST {REPOSITORY}/bulk/attach-label": lambda scene, names: {
        "json": {"digests": [names["reference"]], "label_id": _another_label(scene, names)}
    },
    f"POST {REPOSITORY}/bulk/delete-artifacts": _json({"digests": ["$reference"]}),
    f"POST {REPOSITORY}/bulk/delete-tags": _json({"tags": ["$tag"]}),
    f"POST {REPOSITORY}/bulk/delete-matching-tags": _json({"q": "name=v2"}),
    f"PUT {REPOSITORY}/bulk/delete-matching-tags/{{removal_id}}": _begun_removal,
    f"POST {REPOSITORY}/tags/{{tag}}/restore": _deleted_tag,
    f"DELETE {ARTIFACT}": _empty,
    f"POST {ARTIFACT}/labels": lambda scene, names: {"json": {"id": _another_label(scene, names)}},
    f"DELETE {ARTIFACT}/labels/{{label_id}}": _empty,
    f"POST {ARTIFACT}/tags": _json({"name": "v3"}),
    f"DELETE {ARTIFACT}/tags/{{tag}}": _empty,
    f"PUT {WIRE}/manifests/{{reference}}": _manifest,
    f"DELETE {WIRE}/manifests/{{reference}}": _empty,
    f"POST {WIRE}/blobs/uploads/": _empty,
    f"POST {WIRE}/blobs/uploads": _empty,
    f"PUT {WIRE}/blobs/uploads/{{upload}}": _last_of_upload,
    f"DELETE {WIRE}/blobs/uploads/{{upload}}": _open_upload,
    f"DELETE {WIRE}/blobs/{{digest}}": _empty,
}

NO_DEEDS = {
    f"PATCH {WIRE}/blobs/uploads/{{upload}}": "an upload's beginning and its end are written",
}


@pytest.fixture(scope="module")
def scene(server: Server, api: ApiClient, admin: Person) -> Iterator[Scene]:
    scene = Scene(server, api, admin)
    yield scene
    scene.close()


@pytest.fixture(scope="module")
def inside(server: Server) -> Iterator[Inside]:
    with Inside(server) as shell:
        yield shell


def test_every_operation_that_changes_something_is_here() -> None:
    assert routes.deeds() - DEEDS.keys() - NO_DEEDS.keys() == set()
    assert (DEEDS.keys() | NO_DEEDS.keys()) - routes.deeds() == set()


@pytest.mark.parametrize("name", DEEDS)
def test_what_changes_something_leaves_a_row(scene: Scene, inside: Inside, name: str) -> None:
    method, path = name.split(" ")
    names = scene.names()
    request = {"auth": httpx.BasicAuth(*scene.admin)} | DEEDS[name](scene, names)
    asked = f"deed-{uuid.uuid4().hex[:16]}"
    request["headers"] = {**request.get("headers", {}), "X-Request-Id": asked}
    answer = scene.http.request(method, path.format(**names), **request)
    require(answer, HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED, HTTPStatus.NO_CONTENT)
    rows = inside.run(
        "from audit.models import AuditLog\n"
        "answer = list(AuditLog.objects.filter(request_id=asked).values("
        "'username', 'operation', 'resource_type', 'resource', 'succeeded', 'source_address'))",
        asked=asked,
    )
    deeds = [row for row in rows if row["operation"] != "login" or "/c/login" in path]
    assert deeds, f"{name} left no row"
    assert {row["username"] for row in deeds} == {scene.admin.username}
    assert all(row["succeeded"] and row["resource"] and row["source_address"] for row in deeds)
