"""Policies of a project: its admins move what is in it, to and from registries of its own."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import pytest

from tests.faults.oracle import Oracle
from tests.functional.api.rights import Call, assert_error, cases, check
from tests.functional.replication.goods import an_own_image, some_bytes
from tests.functional.replication.moves import SECONDS, Moves
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.peers import DockerRegistry
from tests.support.people import People
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient

OWNERS = frozenset({"petra", "admin"})
POLICIES = "/projects/{project}/replication/policies"
RUNS = "/projects/{project}/replication/executions"
SCHEDULED = {"type": "scheduled", "trigger_settings": {"cron": "0 30 2 * * *"}}
MOVE = """
from replication.models import Policy
answer = Policy.objects.filter(pk=policy).update(dest_namespace=namespace)
"""
DUE = """
from jobs import clock
from jobs.models import Schedule
answer = Schedule.objects.filter(kind="REPLICATION", subject=policy).update(next_due=clock.now())
"""
LOSE = """
from jobs import clock
from projects.models import Project
Project.objects.filter(name=project).update(deleted_at=clock.now())
answer = None
"""
LEFT = """
from jobs.models import Execution, Schedule
from replication.models import Policy, Registry
answer = {
    "policies": Policy.objects.filter(pk=policy).count(),
    "registries": Registry.objects.filter(pk=registry).count(),
    "schedules": Schedule.objects.filter(kind="REPLICATION", subject=policy).count(),
    "runs": Execution.objects.filter(kind="REPLICATION", subject=policy).count(),
}
"""
NOTHING = {"policies": 0, "registries": 0, "schedules": 0, "runs": 0}


@dataclass(frozen=True)
class Stage:
    """A project and its admin, another one, and a name that is of no project anywhere."""

    own: Moves
    system: Moves
    theirs: Moves
    here: RegistryClient
    oracle: Oracle
    project: str
    elsewhere: str

    @property
    def copies(self) -> str:
        return f"{self.project}-copies"


@pytest.fixture
def stage(
    api: ApiClient, moves: Moves, here: RegistryClient, oracle: Oracle, people: People
) -> Stage:
    """Give petra what she does below the path of her project; in the other one she is nobody."""
    elsewhere = f"other-{uuid.uuid4().hex[:10]}"
    api.create_project(elsewhere)
    own = Moves(api.as_(*people["petra"]), f"/projects/{people.project}")
    theirs = Moves(api, f"/projects/{elsewhere}")
    return Stage(own, moves, theirs, here, oracle, people.project, elsewhere)


def _read(api: ApiClient, path: str, **query: Any) -> Any:
    return require(api.get(path, params=query), HTTPStatus.OK).json()


def _policy(registry: int, **more: Any) -> dict[str, Any]:
    body = {"name": f"policy-{uuid.uuid4().hex[:10]}", "enabled": True}
    return body | {"dest_registry": {"id": registry}, "filters": []} | more


def _tags(client: RegistryClient, repository: str) -> list[str]:
    answer = client.request("GET", f"/v2/{repository}/tags/list")
    return sorted(answer.json()["tags"] or []) if answer.status_code == HTTPStatus.OK else []


def test_its_admin_pushes_what_is_in_it_and_nothing_else(
    stage: Stage, distribution: DockerRegistry
) -> None:
    stage.here.push(f"{stage.project}/app:1", an_own_image())
    stage.here.push(f"{stage.elsewhere}/secret:1", an_own_image())
    policy = stage.own.push_policy(
        stage.own.registry(distribution), "**", dest_namespace=stage.copies
    )
    ran = stage.own.run(policy).require_success()
    assert [task["src_resource"] for task in ran.tasks] == [f"{stage.project}/app"]
    assert ran.verdicts == {"copy": 1}
    assert ran.log
    with distribution.client() as there:
        assert there.tags(f"{stage.copies}/app") == ["1"]
        assert _tags(there, f"{stage.copies}/secret") == []


def test_its_admin_pulls_into_it(stage: Stage, distribution: DockerRegistry) -> None:
    image = an_own_image()
    with distribution.client() as there:
        there.push(f"{stage.copies}/app:1", image)
    policy = stage.own.pull_policy(
        stage.own.registry(distribution),
        f"{stage.copies}/**",
        dest_namespace=f"{stage.project}/deep",
    )
    stage.own.run(policy).require_success()
    assert stage.here.get_manifest(f"{stage.project}/deep/app", "1") == image.manifest


@pytest.mark.parametrize("namespace", ["", "{elsewhere}", "{project}-copies", "{elsewhere}/a"])
def test_what_would_be_pulled_out_of_it_is_refused(
    stage: Stage, distribution: DockerRegistry, namespace: str
) -> None:
    place = namespace.format(project=stage.project, elsewhere=stage.elsewhere)
    ends = {"dest_registry": None, "src_registry": {"id": stage.own.registry(distribution)}}
    body = _policy(0, **ends, dest_namespace=place)
    for path in ("policies", "policies/preview"):
        answer = stage.own.api.post(f"{stage.own.owner}/replication/{path}", json=body)
        words = assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
        assert stage.project in words
    kept = body | {"dest_namespace": stage.project}
    policy = stage.own.pull_policy(ends["src_registry"]["id"], "**", dest_namespace=stage.project)
    path = f"{stage.own.owner}/replication/policies/{policy}"
    require(stage.own.api.put(path, json=kept), HTTPStatus.OK)
    assert_error(stage.own.api.put(path, json=body), HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert _read(stage.own.api, path)["dest_namespace"] == stage.project


def test_a_filter_that_names_another_project_is_refused(
    stage: Stage, distribution: DockerRegistry
) -> None:
    registry = stage.own.registry(distribution)
    for pattern in (f"{stage.elsewhere}/**", f"{stage.elsewhere}/secret"):
        body = _policy(registry, filters=[{"type": "name", "value": pattern}])
        answer = stage.own.api.post(f"{stage.own.owner}/replication/policies", json=body)
        assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")


def test_only_its_own_registries_serve_it(stage: Stage, distribution: DockerRegistry) -> None:
    """What the system or another project keeps has credentials of somebody else's."""
    others = stage.theirs
    strange = [stage.system.registry(distribution), others.registry(distribution)]
    for registry in strange:
        answer = stage.own.api.post(
            f"{stage.own.owner}/replication/policies", json=_policy(registry)
        )
        words = assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
        assert words == f"there is no registry {registry}"
    mine = stage.own.registry(distribution)
    for path in ("/replication/policies", f"{others.owner}/replication/policies"):
        assert_error(
            stage.system.api.post(path, json=_policy(mine)), HTTPStatus.BAD_REQUEST, "BAD_REQUEST"
        )


@pytest.mark.parametrize("is_mirror", [False, True])
def test_a_run_writes_and_prunes_nowhere_else_whatever_its_row_says(
    stage: Stage, distribution: DockerRegistry, *, is_mirror: bool
) -> None:
    stage.here.push(f"{stage.elsewhere}/app:theirs", an_own_image())
    with distribution.client() as there:
        there.push(f"{stage.copies}/app:1", an_own_image())
    policy = stage.own.pull_policy(
        stage.own.registry(distribution),
        f"{stage.copies}/**",
        dest_namespace=stage.project,
        mirror=is_mirror,
    )
    for place in (stage.elsewhere, stage.copies):
        assert stage.oracle.run(MOVE, policy=policy, namespace=place) == 1
        ran = stage.own.run(policy)
        assert ran.status == "Failed"
        assert f"no project {place}" in ran.log
    assert stage.here.tags(f"{stage.elsewhere}/app") == ["theirs"]
    assert stage.system.api.get(f"/projects/{stage.copies}").status_code == HTTPStatus.NOT_FOUND


def test_a_mirror_prunes_within_it(stage: Stage, distribution: DockerRegistry) -> None:
    stage.here.push(f"{stage.project}/app:foreign", an_own_image())
    stage.here.push(f"{stage.elsewhere}/app:foreign", an_own_image())
    with distribution.client() as there:
        there.push(f"{stage.copies}/app:1", an_own_image())
    policy = stage.own.pull_policy(
        stage.own.registry(distribution),
        f"{stage.copies}/**",
        dest_namespace=stage.project,
        mirror=True,
    )
    stage.own.run(policy).require_success()
    assert stage.here.tags(f"{stage.project}/app") == ["1"]
    assert stage.here.tags(f"{stage.elsewhere}/app") == ["foreign"]


def test_what_happens_in_it_is_followed_and_nothing_else(
    stage: Stage, distribution: DockerRegistry
) -> None:
    policy = stage.own.push_policy(
        stage.own.registry(distribution),
        "**",
        dest_namespace=stage.copies,
        trigger={"type": "event_based"},
        replicate_deletion=True,
    )
    stage.here.push(f"{stage.elsewhere}/app:theirs", an_own_image())
    theirs = f"/projects/{stage.elsewhere}/repositories/app/artifacts/theirs"
    require(stage.system.api.delete(theirs), HTTPStatus.OK)
    stage.here.push(f"{stage.project}/app:1", an_own_image())
    ran = stage.own.next_run_of(policy).require_success()
    assert ran.told["trigger"] == "event_based"
    assert len(stage.own.runs_of(policy)) == 1
    with distribution.client() as there:
        assert there.tags(f"{stage.copies}/app") == ["1"]


def test_its_schedule_runs_for_it_alone_and_its_log_has_it(
    stage: Stage, distribution: DockerRegistry
) -> None:
    stage.here.push(f"{stage.project}/app:1", an_own_image())
    policy = stage.own.push_policy(
        stage.own.registry(distribution), "**", dest_namespace=stage.copies, trigger=SCHEDULED
    )
    assert stage.oracle.run(DUE, policy=policy) == 1
    ran = stage.own.next_run_of(policy).require_success()
    assert (ran.told["trigger"], ran.told["started_by"]) == ("scheduled", "system")
    assert stage.system.runs_of(policy) == []
    rows = _read(stage.own.api, f"{stage.own.owner}/auditlog-exts", page_size=100)
    done = [(row["operation"], row["resource_type"]) for row in rows]
    for deed in [
        ("create", "replication-policy"),
        ("start", "replication"),
        ("end", "replication"),
    ]:
        assert done.count(deed) == 1, done


def test_names_are_its_own(stage: Stage, distribution: DockerRegistry) -> None:
    name = f"nightly-{uuid.uuid4().hex[:10]}"
    registry = stage.own.registry(distribution)
    stage.own.push_policy(registry, "**", name=name)
    others = stage.theirs
    for owner in (stage.system, others):
        owner.push_policy(owner.registry(distribution), "**", name=name)
    again = stage.own.api.post(
        f"{stage.own.owner}/replication/policies", json=_policy(registry, name=name)
    )
    assert_error(again, HTTPStatus.CONFLICT, "CONFLICT")


@pytest.fixture
def as_(api: ApiClient, people: People) -> Callable[[str], ApiClient]:
    def client(who: str) -> ApiClient:
        if who == "anonymous":
            return api.anonymous()
        return api if who == "admin" else api.as_(*people[who])

    return client


@pytest.mark.parametrize(
    ("call", "who"),
    cases(
        [
            Call("GET", POLICIES, OWNERS),
            Call("GET", f"{POLICIES}/{{policy}}", OWNERS),
            Call("DELETE", f"{POLICIES}/{{policy}}", OWNERS),
            Call("GET", RUNS, OWNERS),
        ]
    ),
)
def test_it_is_for_its_admins(
    stage: Stage,
    as_: Callable[[str], ApiClient],
    distribution: DockerRegistry,
    call: Call,
    who: str,
) -> None:
    policy = stage.own.push_policy(stage.own.registry(distribution), "**")
    path = POLICIES.format(project=stage.project)
    state = lambda: _read(stage.system.api, path)  # noqa: E731
    check(call, who, as_(who), state, project=stage.project, policy=policy)


@pytest.mark.parametrize("who", ["mona", "dora"])
def test_nobody_else_changes_or_runs_one(
    stage: Stage, as_: Callable[[str], ApiClient], distribution: DockerRegistry, who: str
) -> None:
    registry = stage.own.registry(distribution)
    policy = stage.own.push_policy(registry, "**")
    somebody, body = as_(who), _policy(registry)
    path = f"{stage.own.owner}/replication"
    for answer in (
        somebody.post(f"{path}/policies", json=body),
        somebody.post(f"{path}/policies/preview", json=body),
        somebody.put(f"{path}/policies/{policy}", json=body),
        somebody.post(f"{path}/executions", json={"policy_id": policy}),
    ):
        assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert [row["id"] for row in _read(stage.own.api, f"{path}/policies")] == [policy]
    assert stage.own.runs_of(policy) == []


@dataclass(frozen=True)
class Kept:
    """A policy, a run of it and one of the run's tasks, through their owner."""

    moves: Moves
    registry: int
    policy: int
    run: int
    task: int

    @classmethod
    def of(cls, moves: Moves, peer: DockerRegistry, place: str) -> "Kept":
        registry = moves.registry(peer)
        policy = moves.push_policy(registry, "none-*", dest_namespace=place)
        told = moves.run(policy, dry_run=True).told
        return cls(moves, registry, policy, told["id"], told["list_task_id"])

    def paths(self, moves: Moves) -> list[str]:
        """What reads any of it, as another one's path would."""
        base = f"{moves.owner}/replication"
        run = f"{base}/executions/{self.run}"
        task = f"{run}/tasks/{self.task}"
        below = [run, f"{run}/items", f"{run}/tasks", f"{task}/log", f"{task}/items"]
        return [f"{base}/policies/{self.policy}", *below]

    def state(self) -> list[Any]:
        path = f"{self.moves.owner}/replication/policies/{self.policy}"
        return [_read(self.moves.api, path), self.moves.runs_of(self.policy)]


def test_az_04_what_is_anothers_is_absent(stage: Stage, distribution: DockerRegistry) -> None:
    """Of the system, of a project and of another one, each sees what it has itself."""
    admin = stage.system.api
    owners = [stage.system, Moves(admin, stage.own.owner), stage.theirs]
    all_of_it = [Kept.of(owner, distribution, stage.copies) for owner in owners]
    for mine in all_of_it:
        for path in mine.paths(mine.moves):
            require(admin.get(path), HTTPStatus.OK)
        for theirs in all_of_it:
            if theirs is not mine:
                _assert_absent(mine, theirs)
        _assert_listed(mine, all_of_it)


def _assert_listed(mine: Kept, all_of_it: list[Kept]) -> None:
    """Insist that of all of them the lists have the own ones."""
    api, path = mine.moves.api, f"{mine.moves.owner}/replication/policies"
    listed = {row["id"] for row in _read(api, path, page_size=100)}
    assert {one.policy for one in all_of_it} & listed == {mine.policy}
    runs = {row["id"] for row in _read(api, mine.moves.runs, page_size=100)}
    assert {one.run for one in all_of_it} & runs == {mine.run}


def _assert_absent(mine: Kept, theirs: Kept) -> None:
    """Insist that nothing of theirs is seen, changed or begun through the own path."""
    before, base = theirs.state(), f"{mine.moves.owner}/replication"
    run, body = f"{base}/executions/{theirs.run}", _policy(mine.registry)
    asked: list[tuple[str, str, Any]] = [
        *(("GET", path, None) for path in theirs.paths(mine.moves)),
        ("PUT", f"{base}/policies/{theirs.policy}", body),
        ("DELETE", f"{base}/policies/{theirs.policy}", None),
        ("POST", f"{base}/executions", {"policy_id": theirs.policy}),
        ("PUT", run, None),
        ("POST", f"{run}/retry-failed", None),
        ("POST", f"{run}/tasks/{theirs.task}/retry", None),
        ("POST", f"{mine.moves.owner}/registries/ping", {"id": theirs.registry}),
    ]
    for method, path, sent in asked:
        answer = mine.moves.api.request(method, path, **({} if sent is None else {"json": sent}))
        assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert theirs.state() == before


def test_its_kinds_of_registries_are_those_of_the_system(stage: Stage) -> None:
    for path in ("replication/adapters", "replication/adapterinfos"):
        assert _read(stage.own.api, f"{stage.own.owner}/{path}") == _read(
            stage.system.api, f"/{path}"
        )


def test_a_run_is_stopped_and_taken_up_again_by_its_admin(
    stage: Stage, distribution: DockerRegistry
) -> None:
    stage.here.push(f"{stage.project}/app:1", an_own_image(some_bytes(2**20)))
    slow = stage.own.push_policy(
        stage.own.registry(distribution), "**", dest_namespace=stage.copies, speed=1
    )
    begun = stage.own.begin(slow)
    _wait_for_bytes(stage, begun)
    require(stage.own.api.put(f"{stage.own.runs}/{begun}"), HTTPStatus.OK)
    ran = stage.own.end_of(begun)
    assert ran.status == "Stopped"
    (task,) = ran.tasks
    path = f"{stage.own.runs}/{begun}"
    assert _read(stage.own.api, f"{path}/tasks/{task['id']}/items")
    require(stage.own.api.post(f"{path}/tasks/{task['id']}/retry"), HTTPStatus.OK)
    assert _read(stage.own.api, path)["status"] == "InProgress"
    require(stage.own.api.put(path), HTTPStatus.OK)
    assert stage.own.end_of(begun).status == "Stopped"
    answer = require(stage.own.api.post(f"{path}/retry-failed"), HTTPStatus.OK)
    assert answer.json() == {"retried": 0}


def _wait_for_bytes(stage: Stage, run: int) -> None:
    wait_until(
        lambda: _read(stage.own.api, f"{stage.own.runs}/{run}")["bytes"]["sent"] > 0,
        what="it is under way",
        within=SECONDS,
        every=0.1,
    )


def test_what_a_deleted_project_had_ends_and_is_taken_away(
    stage: Stage, distribution: DockerRegistry
) -> None:
    """Also what is under way, and the credentials of its registries."""
    with distribution.client() as there:
        there.push(f"{stage.copies}/app:1", an_own_image(some_bytes(2**20)))
    registry = stage.own.registry(distribution)
    policy = stage.own.pull_policy(
        registry, f"{stage.copies}/**", dest_namespace=stage.project, speed=1, trigger=SCHEDULED
    )
    begun = stage.own.begin(policy)
    _wait_for_bytes(stage, begun)
    api = stage.system.api
    project_id = _read(api, stage.own.owner)["project_id"]
    require(api.delete(stage.own.owner), HTTPStatus.OK)
    assert_error(api.get(f"{stage.own.runs}/{begun}"), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    wait_until(
        lambda: stage.oracle.run(LEFT, policy=policy, registry=registry) == NOTHING,
        what="all of it is gone",
        within=SECONDS,
        every=0.5,
    )
    rows = [
        (row["operation"], row["resource_type"], row["username"])
        for row in stage.oracle.audit(project_id=project_id)
    ]
    for deed in (
        ("stop", "replication", "system"),
        ("end", "replication", "system"),
        ("delete", "replication-policy", "system"),
        ("delete", "registry", "system"),
    ):
        assert rows.count(deed) == 1, rows


def test_a_policy_of_a_project_that_is_gone_is_not_due_any_more(
    stage: Stage, distribution: DockerRegistry
) -> None:
    registry = stage.own.registry(distribution)
    policy = stage.own.push_policy(registry, "**", trigger=SCHEDULED)
    stage.oracle.run(LOSE, project=stage.project)
    assert stage.oracle.run(DUE, policy=policy) == 1
    wait_until(
        lambda: stage.oracle.run(LEFT, policy=policy, registry=registry)["schedules"] == 0,
        what="it has no schedule any more",
        within=SECONDS,
        every=0.2,
    )
    assert stage.oracle.run(LEFT, policy=policy, registry=registry)["runs"] == 0
