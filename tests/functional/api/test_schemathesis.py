"""Every operation of the OpenAPI document, asked in many ways, answers as the document says."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import requests
import schemathesis
from schemathesis import Case, CheckContext, Response, checks, config
from schemathesis.openapi.checks import UndefinedStatusCode
from schemathesis.schemas import BaseSchema

from tests.functional.api.test_immutable_rules import a_rule
from tests.functional.api.test_robots import permission, wanted
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import an_image
from tests.support.postgresql import database_of
from tests.support.processes import LOOPBACK
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server

DOCUMENT = Path(__file__).parents[3] / "docs" / "openapi.json"
EXAMPLES = 5
"""Of each operation by chance; what each parameter may be is gone through besides."""
ADMINS_ID = 1
PASSWORD = "Knows-It-1"
WORDS = {"password": PASSWORD, "comment": "", "realname": ""}
NO_LIMITS = {"projects": [], "duration": None, "expires_at": None}
NO_WISHES = dict.fromkeys(("access_key", "access_secret", "ca_certificate", "insecure"))
REPLICATION_IN_FULL = {
    "description": "",
    "dest_namespace": "",
    "dest_namespace_replace_count": -1,
    "replicate_deletion": False,
    "deletion": False,
    "mirror": False,
    "speed": 0,
}
NO_PURGE = {"audit_retention_hour": 240_000, "include_event_types": ""}
ARTIFACT = "/projects/{project}/repositories/{repository}/artifacts/{reference}"
OF_PROJECT = "/projects/{project}/"
REMOVALS = "/projects/{project}/repositories/{repository}/bulk/delete-matching-tags"

CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
]
"""Left out, because Harbor's API is not made so:

- negative_data_rejection: what a body or a query does not declare is passed over, and null is as
  good as absent, for Harbor's clients send whole objects back;
- positive_data_acceptance: the document does not say which names are good, or what is there;
- ignored_auth: answers to nobody are the matrix's, in tests/functional/matrix;
- missing_required_header: no operation requires one;
- use_after_free, ensure_resource_availability: about chains of requests, which are not made here.
"""


def document(**phases: Any) -> BaseSchema:
    """The document, asked the same in every run, without credentials of Schemathesis's own."""
    how = config.GenerationConfig(
        deterministic=True,
        max_examples=EXAMPLES,
        no_shrink=True,
        with_security_parameters=False,
        database="none",
    )
    project = config.ProjectConfig(generation=how, phases=config.PhasesConfig(**phases))
    whole = config.SchemathesisConfig(seed=1, projects=config.ProjectsConfig(default=project))
    return schemathesis.openapi.from_path(DOCUMENT, config=whole)


def would_end_it(case: Case) -> bool:
    """Whether nothing more could be asked afterwards; hooks see but a part of the cases.

    The administrator, who asks, keeps its password, its rights and its account; the registry stays
    writable, and new projects without a limit, for more is to be made.
    """
    if case.method == "GET":
        return False
    sent = case.body if isinstance(case.body, dict) else {}
    if case.operation.path.endswith("/configurations"):
        limit = sent.get("storage_per_project")
        return sent.get("read_only") is True or (isinstance(limit, int) and limit > 0)
    return str((case.path_parameters or {}).get("user_id")) == str(ADMINS_ID)


def a_name() -> str:
    return f"name-{uuid.uuid4().hex[:10]}"


ANYTHING = document(coverage=config.CoveragePhaseConfig(unexpected_methods={"options", "trace"}))
EXISTING = document(coverage=config.CoveragePhaseConfig(enabled=False))


class There:
    """One of each thing that a path may name, made when it is first asked for."""

    key = "public"
    addition = "build_history"
    repository = "deep%2Fapp"
    tag = "1.0"
    pool_id = "all"
    job_type = "all"
    owner = ""
    """Below which path registries and what needs them are: those of the system, unless it is told.
    """

    def __init__(self, api: ApiClient, registry: RegistryClient, url: str) -> None:
        self._api, self._registry, self._url = api, registry, url

    @cached_property
    def project(self) -> str:
        name = a_name()
        self._api.create_project(name)
        self._registry.push(f"{name}/deep/app:{self.tag}", an_image([uuid.uuid4().bytes]))
        return name

    @cached_property
    def reference(self) -> str:
        return self.tag

    @cached_property
    def user_id(self) -> int:
        return self._api.create_user(a_name(), PASSWORD)

    @cached_property
    def member_id(self) -> int:
        body = {"role_id": 1, "member_user": {"user_id": self.user_id}}
        return self._made(f"/projects/{self.project}/members", body)

    @cached_property
    def label_id(self) -> int:
        body = {"name": "label", "scope": "p", "project_id": self._project_id}
        return self._made("/labels", body)

    @cached_property
    def rule_id(self) -> int:
        return self._made(f"/projects/{self.project}/immutabletagrules", a_rule("release-*"))

    @cached_property
    def policy_id(self) -> int:
        return self._made("/retentions", self.policy())

    def policy(self) -> dict[str, Any]:
        rule = a_rule("release-*") | {"action": "retain", "template": "always"}
        return {"scope": {"level": "project", "ref": self._project_id}, "rules": [rule]}

    @cached_property
    def execution_id(self) -> int:
        return self._made(f"/retentions/{self.policy_id}/executions", {"dry_run": True})

    @cached_property
    def task_id(self) -> int:
        path = f"/retentions/{self.policy_id}/executions/{self.execution_id}/tasks"
        return int(self._api.get(path).json()[0]["id"])

    @cached_property
    def registry_id(self) -> int:
        return self._made(f"{self.owner}/registries", self.another_registry())

    def another_registry(self) -> dict[str, Any]:
        """The server itself, which answers as any other one does."""
        assert self._api.login is not None
        credential = dict(zip(("access_key", "access_secret"), self._api.login, strict=True))
        told = {"name": a_name(), "type": "docker-registry", "url": self._url}
        return told | {"credential": credential, **NO_WISHES}

    @cached_property
    def replication_id(self) -> int:
        return self._made(f"{self.owner}/replication/policies", self.replication())

    @cached_property
    def replication_run_id(self) -> int:
        path = f"{self.owner}/replication/executions"
        return self._made(path, {"policy_id": self.replication_id})

    @cached_property
    def replication_task_id(self) -> int:
        path = f"{self.owner}/replication/executions/{self.replication_run_id}"
        return int(self._api.get(path).json()["list_task_id"])

    def replication(self) -> dict[str, Any]:
        """A policy that pushes what is in the project to the server itself."""
        names = {"type": "name", "value": f"{self.project}/**", "decoration": ""}
        told = {"name": a_name(), "filters": [names], "enabled": True, "trigger": None}
        ends = {"src_registry": None, "dest_registry": {"id": self.registry_id}}
        return told | ends | REPLICATION_IN_FULL

    @cached_property
    def robot_id(self) -> int:
        return self._made("/robots", wanted(permission(self.project, "repository:pull")))

    @cached_property
    def token_id(self) -> int:
        return self._made("/users/current/tokens", {"name": a_name(), "scope": "read"})

    @cached_property
    def quota_id(self) -> int:
        query = {"reference_id": str(self._project_id)}
        return int(self._api.get("/quotas", params=query).json()[0]["id"])

    @cached_property
    def row_id(self) -> int:
        return int(self._api.get("/audit-logs").json()[0]["id"])

    @cached_property
    def run_id(self) -> int:
        return self._run("/system/gc")

    @cached_property
    def purge_id(self) -> int:
        return self._run("/system/purgeaudit")

    @cached_property
    def removal_id(self) -> int:
        path = REMOVALS.format(project=self.project, repository=quote(self.repository))
        found = self._api.get(path).json()
        begun = found[0] if found else require(self._api.post(path, json={"q": ""}), 202).json()
        return int(begun["id"])

    @cached_property
    def job_id(self) -> int:
        assert self.purge_id
        return int(self._api.get("/jobservice/jobs").json()[0]["id"])

    def _run(self, path: str) -> int:
        """The newest; of each kind there is one at a time."""
        if not (found := self._api.get(path).json()):
            body = {"schedule": {"type": "Manual"}, "parameters": NO_PURGE}
            return self._made(f"{path}/schedule", body)
        return int(found[0]["id"])

    @property
    def _project_id(self) -> int:
        return int(self._api.get(f"/projects/{self.project}").json()["project_id"])

    def _made(self, path: str, body: dict[str, Any]) -> int:
        answer = require(self._api.post(path, json=body), 201)
        return int(answer.headers["Location"].rpartition("/")[2])


class OfProject(There):
    """The registry, and what needs it, are the project's own."""

    @cached_property
    def owner(self) -> str:  # type: ignore[override]  # known once the project is made
        return f"/projects/{self.project}"


OWNED: Mapping[str, Callable[[There], dict[str, Any]]] = {
    "registries": lambda there: there.another_registry(),
    "registries/ping": lambda there: there.another_registry() | {"id": None},
    "registries/{registry_id}": lambda there: there.another_registry(),
    "replication/policies": lambda there: there.replication(),
    "replication/policies/preview": lambda there: there.replication(),
    "replication/policies/{replication_id}": lambda there: there.replication(),
    "replication/executions": lambda there: {"policy_id": there.replication_id},
}
"""What the system has, and each project too."""

GOOD: Mapping[str, Callable[[There], dict[str, Any]]] = {
    "/jobservice/queues/{job_type}": lambda _: {"action": "resume"},
    "/labels": lambda _: {"name": a_name(), "scope": "g"},
    "/labels/{label_id}": lambda _: {"name": a_name(), "color": ""},
    "/projects": lambda _: {"project_name": a_name(), "storage_limit": -1},
    "/projects/{project}/immutabletagrules": lambda _: a_rule(a_name()),
    "/projects/{project}/members": lambda there: {
        "role_id": 1,
        "member_user": {"user_id": there.user_id},
        "member_group": None,
    },
    "/projects/{project}/members/{member_id}": lambda _: {"role_id": 2},
    "/projects/{project}/metadatas/{key}": lambda there: {there.key: "true"},
    **{f"/{tail}": body for tail, body in OWNED.items()},
    **{f"{OF_PROJECT}{tail}": body for tail, body in OWNED.items()},
    "/retentions": lambda there: there.policy(),
    "/retentions/preview": lambda there: there.policy(),
    "/robots": lambda there: wanted(permission(there.project, "repository:pull"), disable=False),
    "/system/purgeaudit/schedule": lambda _: {
        "schedule": {"type": "Daily"},
        "parameters": NO_PURGE,
    },
    "/users": lambda _: {"username": (name := a_name()), "email": f"{name}@x.org"} | WORDS,
    "/users/current/tokens": lambda _: {"name": a_name(), "scope": "read"} | NO_LIMITS,
    "/users/{user_id}/password": lambda _: {"new_password": f"Knows-{a_name()}"},
    REMOVALS: lambda _: {"q": "", "expected": 1},
    f"{ARTIFACT}/labels": lambda there: {"id": there.label_id},
    f"{ARTIFACT}/tags": lambda _: {"name": a_name()},
}
"""What makes a body that is well formed one that is accepted, by the path it is posted to."""


class Asker:
    """The administrator, who sends cases and looks at the answers."""

    def __init__(self, server: Server) -> None:
        self.server, self.login = server, (ADMIN, server.admin_password)
        self.api, self.session = ApiClient(server.base_url, self.login), requests.Session()
        self.session.trust_env = False  # no proxy of the environment
        self.registry = RegistryClient(server.base_url)
        self._there: dict[str, There] = {}

    def close(self) -> None:
        for client in (self.api, self.session, self.registry):
            client.close()

    def there(self, case: Case) -> There:
        """Things for whoever reads, and others for each operation that may change them."""
        path = case.operation.path.removeprefix("/api/v2.0")
        is_own = path.startswith((f"{OF_PROJECT}registries", f"{OF_PROJECT}replication"))
        kind = OfProject if is_own else There
        who = kind.__name__ if case.method == "GET" else case.operation.label
        return self._there.setdefault(who, self._things(kind))

    def _things(self, kind: type[There]) -> There:
        return kind(self.api, self.registry.as_(*self.login), self.server.base_url)

    def ask(self, case: Case) -> None:
        if would_end_it(case):
            return
        case.call_and_validate(
            base_url=self.server.base_url,
            session=self.session,
            auth=self.login,
            timeout=60,
            checks=[*CHECKS, success_is_declared],
        )


def success_is_declared(ctx: CheckContext, response: Response, case: Case) -> None:
    """The document's default response is what failures look like; a success has a number."""
    declared = [*case.operation.definition.raw["responses"]]
    if response.status_code < 400 and str(response.status_code) not in declared:
        raise UndefinedStatusCode(
            operation=case.operation.label,
            status_code=response.status_code,
            defined_status_codes=declared,
            allowed_status_codes=[],
            message=f"{response.status_code} is not among {declared}",
        )


@pytest.fixture(scope="module")
def asker(request: pytest.FixtureRequest) -> Iterator[Asker]:
    """Ask a server of its own, for much is made and deleted; it must not log an error."""
    with Server(database_url=database_of(request), outbound_allow=LOOPBACK) as server:
        asker = Asker(server)
        yield asker
        asker.close()
        assert errors_in(server.log) == []


def errors_in(log: Path) -> list[str]:
    """Lines at the level of errors; a traceback that nobody caught is not JSON."""
    bad = ('"level":"error"', '"level":"critical"', "Traceback (most recent call last)")
    lines = log.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if any(one in line for one in bad)]


@ANYTHING.parametrize()
def test_whatever_is_asked_is_answered_as_documented(case: Case, asker: Asker) -> None:
    asker.ask(case)


@EXISTING.parametrize()
def test_what_is_there_is_answered_as_documented(case: Case, asker: Asker) -> None:
    there = asker.there(case)
    case.path_parameters = {name: getattr(there, name) for name in case.path_parameters or {}}
    good = GOOD.get(case.operation.path.removeprefix("/api/v2.0"))
    if good and isinstance(case.body, dict):
        case.body |= good(there)
    asker.ask(case)
