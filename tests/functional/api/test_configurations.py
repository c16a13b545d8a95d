"""``/configurations``: seen and set by administrators, and what it says happens."""

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import ADMIN, Call, assert_error, cases, check
from tests.functional.api.test_quotas import quota_of
from tests.functional.api.test_robots import login, make, permission, read
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.people import People
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient, an_image

As = Callable[[str], ApiClient]
Configured = Callable[..., AbstractContextManager[None]]

DEFAULTS = {
    "banner_message": "",
    "project_creation_restriction": "everyone",
    "pull_audit_log_disable": False,
    "pull_count_update_disable": False,
    "pull_time_update_disable": False,
    "read_only": False,
    "robot_name_prefix": "robot$",
    "robot_token_duration": 30,
    "session_timeout": 60,
    "storage_per_project": -1,
}
FIXED = {
    "auth_mode": "db_auth",
    "notification_enable": False,
    "primary_auth_mode": False,
    "quota_per_project_enable": True,
    "self_registration": False,
    "token_expiration": 30,
}
TABLE = [
    Call("GET", "/configurations", ADMIN),
    Call("PUT", "/configurations", ADMIN, {"session_timeout": 61}),
]


def configuration(api: ApiClient) -> dict[str, Any]:
    answer = api.get("/configurations")
    assert answer.status_code == HTTPStatus.OK
    return {key: entry["value"] for key, entry in answer.json().items()}


@pytest.fixture
def configured(api: ApiClient) -> Configured:
    """Set what is given for as long as the block lasts."""

    @contextmanager
    def change(**wanted: Any) -> Iterator[None]:
        before = configuration(api)
        answer = api.put("/configurations", json=wanted)
        assert answer.status_code == HTTPStatus.OK, answer.text
        try:
            yield
        finally:
            api.put("/configurations", json={key: before[key] for key in wanted})

    return change


@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_the_configuration_is_an_administrators(
    api: ApiClient, as_: As, configured: Configured, shared: People, call: Call, who: str
) -> None:
    with configured(session_timeout=60):
        check(call, who, as_(who), lambda: configuration(api))


def test_each_setting_is_told_with_whether_it_can_be_set(api: ApiClient) -> None:
    told = api.get("/configurations").json()
    assert told == {
        key: {"value": value, "editable": key in DEFAULTS}
        for key, value in (DEFAULTS | FIXED).items()
    }


def test_a_change_is_part_of_the_map_and_is_audited(
    api: ApiClient, configured: Configured, inside: Inside
) -> None:
    before = configuration(api)
    banner = uuid.uuid4().hex
    with configured(banner_message=banner, session_timeout=5):
        after = configuration(api)
        assert after == before | {"banner_message": banner, "session_timeout": 5}
        row = inside.audit(resource_type="configuration")[-1]
        assert (row["operation"], row["username"]) == ("update", "admin")
        assert row["details"] == {"banner_message": ["", banner], "session_timeout": [60, 5]}
    assert configuration(api) == before


def test_what_cannot_be_set_is_passed_over(api: ApiClient) -> None:
    """Clients send the whole map back, and Harbor's have keys that are none of ours."""
    before = configuration(api)
    body = before | {"auth_mode": "ldap_auth", "self_registration": True, "ldap_url": "ldap://x"}
    assert api.put("/configurations", json=body).status_code == HTTPStatus.OK
    assert configuration(api) == before


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "read_only",
        {"read_only": None},
        {"read_only": "true"},
        {"read_only": 1},
        {"session_timeout": 0},
        {"session_timeout": -1},
        {"session_timeout": 43_201},
        {"session_timeout": "60"},
        {"session_timeout": True},
        {"session_timeout": 1.5},
        {"robot_token_duration": 0},
        {"robot_token_duration": 2**70},
        {"storage_per_project": 0},
        {"storage_per_project": -2},
        {"storage_per_project": 1024 * 2**40 + 1},
        {"storage_per_project": True},
        {"project_creation_restriction": "nobody"},
        {"project_creation_restriction": ["everyone"]},
        {"banner_message": "x" * 4097},
        {"banner_message": "nul\0"},
        {"banner_message": "\ud800"},
        {"banner_message": 5},
        {"robot_name_prefix": ""},
        {"robot_name_prefix": "robot"},
        {"robot_name_prefix": "ro bot$"},
        {"robot_name_prefix": "robot:$"},
        {"robot_name_prefix": "röbot$"},
        {"robot_name_prefix": "robot$\n"},
        {"robot_name_prefix": "$" * 65},
    ],
    ids=ascii,
)
def test_all_or_nothing_is_set(api: ApiClient, body: Any) -> None:
    before = configuration(api)
    is_map = isinstance(body, dict) and body and None not in body.values()
    sent = json.dumps({"banner_message": "also sent"} | body if is_map else body)
    headers = {"Content-Type": "application/json"}
    answer = api.put("/configurations", content=sent, headers=headers)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert configuration(api) == before


def test_only_administrators_may_be_let_make_projects(
    api: ApiClient, as_: As, configured: Configured, shared: People
) -> None:
    robot = make(api, permission("/", "project:create"), level="system")
    body = {"project_name": f"made-{uuid.uuid4().hex[:8]}"}
    with configured(project_creation_restriction="adminonly"):
        answer = as_("petra").post("/projects", json=body)
        assert_error(answer, HTTPStatus.FORBIDDEN, "FORBIDDEN")
        assert answer.json()["errors"][0]["message"] == "only system admin can create project"
        assert api.post("/projects", json=body).status_code == HTTPStatus.CREATED
        client = api.as_(robot["name"], robot["secret"])
        by_robot = {"project_name": f"made-{uuid.uuid4().hex[:8]}"}
        assert client.post("/projects", json=by_robot).status_code == HTTPStatus.CREATED
    body = {"project_name": f"made-{uuid.uuid4().hex[:8]}"}
    assert as_("petra").post("/projects", json=body).status_code == HTTPStatus.CREATED


def test_new_projects_get_the_limit(api: ApiClient, as_: As, configured: Configured) -> None:
    names = [f"limited-{uuid.uuid4().hex[:8]}" for _ in range(3)]
    with configured(storage_per_project=12_345):
        as_("petra").post("/projects", json={"project_name": names[0], "storage_limit": 7})
        api.post("/projects", json={"project_name": names[1], "storage_limit": 0})
        api.post("/projects", json={"project_name": names[2], "storage_limit": -1})
    limits = [quota_of(api, name)["hard"]["storage"] for name in names]
    assert limits == [12_345, 12_345, -1]


def test_a_new_prefix_renames_no_robot(
    api: ApiClient, configured: Configured, people: People
) -> None:
    old = make(api, permission(people.project, "repository:pull"))
    with configured(robot_name_prefix="bot~"):
        new = make(api, permission(people.project, "repository:pull"))
        assert new["name"].startswith(f"bot~{people.project}+")
        assert [login(api, one).status_code for one in (old, new)] == [HTTPStatus.OK] * 2
        whole = read(api, old["id"])
        assert whole["name"] == old["name"]
        assert api.put(f"/robots/{old['id']}", json=whole).status_code == HTTPStatus.OK
    assert [login(api, one).status_code for one in (old, new)] == [HTTPStatus.OK] * 2


def test_robots_live_as_long_as_is_usual(
    api: ApiClient, configured: Configured, people: People
) -> None:
    with configured(robot_token_duration=3):
        usual = make(api, permission(people.project, "repository:pull"), duration=None)
        chosen = make(api, permission(people.project, "repository:pull"), duration=-1)
    assert read(api, usual["id"])["duration"] == 3
    assert (read(api, chosen["id"])["duration"], chosen["expires_at"]) == (-1, -1)


@pytest.mark.parametrize("what", ["audit_log", "count_update", "time_update"])
def test_pulls_are_not_kept_where_nobody_wants_them(  # fixtures
    api: ApiClient,
    configured: Configured,
    people: People,
    registry: RegistryClient,
    inside: Inside,
    what: str,
) -> None:
    """All that is kept of a pull is written at once: what came with the rest is there."""
    dora, repository = registry.as_(*people["dora"]), f"{people.project}/app"
    dora.push(f"{repository}:1", an_image([b"1"]))
    dora.push(f"{repository}:2", an_image([b"2"]))
    with configured(**{f"pull_{what}_disable": True}):
        dora.get_manifest(repository, "1")
        kept = settled(inside, repository)
    dora.get_manifest(repository, "2")
    after = wait_for_pull(inside, repository, "2")
    assert kept == {
        "rows": 0 if what == "audit_log" else 1,
        "pulls": 0 if what == "count_update" else 1,
        "times": 0 if what == "time_update" else 1,
    }
    assert after == {key: number + 1 for key, number in kept.items()}


def pulls_of(inside: Inside, repository: str) -> dict[str, int]:
    return dict(
        inside.run(
            "from artifacts.models import Manifest, Repository\n"
            "from audit.models import AuditLog\n"
            "mine = Manifest.objects.filter(repository__name=name)\n"
            "answer = {\n"
            "    'rows': AuditLog.objects.filter(\n"
            "        operation='pull', resource__startswith=name + ':').count(),\n"
            "    'pulls': Repository.objects.get(name=name).pull_count,\n"
            "    'times': mine.filter(pull_time__isnull=False).count()}",
            name=repository,
        )
    )


def settled(inside: Inside, repository: str) -> dict[str, int]:
    """What is kept of one pull, at least two of the three, once it was written."""
    wait_until(
        lambda: sum(pulls_of(inside, repository).values()) >= 2, what="a pull is kept", within=20
    )
    return pulls_of(inside, repository)


def wait_for_pull(inside: Inside, repository: str, tag: str) -> dict[str, int]:
    wait_until(
        lambda: bool(inside.audit(operation="pull", resource=f"{repository}:{tag}")),
        what="the last pull is kept",
        within=20,
    )
    return pulls_of(inside, repository)
