"""``/replication/policies``: Harbor's API of policies, their schedules, what they would copy."""

import uuid
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import httpx
import pytest

from tests.functional.api.rights import ADMIN, Call, assert_error, cases, check
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient, _made
from tests.support.connection import require
from tests.support.images import an_image
from tests.support.people import People
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient

As = Callable[[str], ApiClient]
POLICIES = "/replication/policies"
MAKE_REGISTRY = """
from tests.functional.api.replicated import a_registry
answer = a_registry(kind).pk
"""
MAKE_RUNS = """
from datetime import timedelta
from jobs.models import Status, Trigger
from replication import policies
from tests.functional.api.replicated import DONE, Moved, a_run
policy = policies.get(policy_id)
old = timedelta(days=40)
a_run(policy, Moved("acme/app", Status.ERROR), ago=old)
for number in range(11):
    status = Status.ERROR if number == 3 else Status.SUCCESS
    a_run(policy, Moved("acme/app", status, DONE, sent=100), trigger=Trigger.SCHEDULE)
a_run(policy, Moved("acme/app", Status.ERROR, DONE), is_dry_run=True)
a_run(policy, Moved("acme/app", Status.STOPPED, DONE))
answer = a_run(policy, Moved("acme/app", Status.RUNNING, DONE, sent=7)).pk
"""
END_RUNS = """
from jobs.models import Execution, Status, Task, UNFINISHED
mine = Execution.objects.filter(kind="REPLICATION", subject=policy_id)
Task.objects.filter(execution__in=mine, status__in=UNFINISHED).update(status=Status.STOPPED)
mine.filter(status__in=UNFINISHED).update(status=Status.STOPPED)
"""
COUNT_RUNS = """
from jobs.models import Execution
answer = Execution.objects.filter(kind="REPLICATION", subject=policy_id).count()
"""
SCHEDULE = """
from jobs import schedules
found = schedules.find("REPLICATION", policy_id)
answer = found and [found.cron, found.time_zone, found.next_due is not None]
"""
NIGHTLY = {"type": "scheduled", "trigger_settings": {"cron": "0 30 2 * * *"}}


def a_name() -> str:
    return f"policy-{uuid.uuid4().hex[:10]}"


@pytest.fixture(scope="session")
def registry_id(inside: Inside) -> int:
    return int(inside.run(MAKE_REGISTRY, kind="docker-registry"))


@pytest.fixture
def push(registry_id: int) -> dict[str, Any]:
    """Give what Harbor's console sends for a policy that pushes."""
    return {
        "name": a_name(),
        "description": "Of the tests.",
        "src_registry": None,
        "dest_registry": {"id": registry_id, "name": "of no account", "type": "harbor"},
        "dest_namespace": "mirror",
        "dest_namespace_replace_count": 1,
        "trigger": {"type": "manual", "trigger_settings": {"cron": ""}},
        "filters": [
            {"type": "name", "value": "acme/**"},
            {"type": "tag", "value": "v*", "decoration": "excludes"},
            {"type": "resource", "value": ""},
        ],
        "deletion": False,
        "override": True,
        "enabled": True,
        "speed": -1,
        "copy_by_chunk": None,
        "single_active_replication": True,
    }


@pytest.fixture
def policy(api: ApiClient, push: dict[str, Any]) -> Iterator[int]:
    made = make(api, push)
    yield made
    api.delete(f"{POLICIES}/{made}")


def make(api: ApiClient, body: dict[str, Any]) -> int:
    return _made(api.post(POLICIES, json=body))


def read(api: ApiClient, path: str, **query: Any) -> Any:
    return require(api.get(path, params=query), HTTPStatus.OK).json()


def settings(found: Any) -> Any:
    """What was read, without how the registries are: they are looked at now and then."""
    if isinstance(found, list):
        return [settings(row) for row in found]
    ends = {name: found[name]["id"] for name in ("src_registry", "dest_registry")}
    return {**found, **ends}


def answered(answer: httpx.Response) -> tuple[int, bytes]:
    return answer.status_code, answer.content


TABLE = [
    Call("GET", POLICIES, ADMIN),
    Call("GET", f"{POLICIES}/{{policy}}", ADMIN),
    Call("PUT", f"{POLICIES}/{{policy}}", ADMIN, {"name": "changed", "speed": 5}),
    Call("DELETE", f"{POLICIES}/{{policy}}", ADMIN),
    Call("POST", POLICIES, ADMIN, {"name": "made"}, HTTPStatus.CREATED),
    Call("POST", f"{POLICIES}/preview", ADMIN, {"filters": []}),
]


@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_policies_are_for_administrators(
    api: ApiClient, as_: As, policy: int, registry_id: int, call: Call, who: str
) -> None:
    body = call.body and {**call.body, "dest_registry": {"id": registry_id}}
    if body and "name" in body:
        body["name"] = a_name()
    asked = Call(call.method, call.path, call.allowed, body, call.success)
    check(asked, who, as_(who), lambda: settings(read(api, f"{POLICIES}/{policy}")), policy=policy)


def test_a_policy_reads_as_harbors_does(
    api: ApiClient, push: dict[str, Any], registry_id: int
) -> None:
    answer = api.post(POLICIES, json={**push, "id": 7, "creation_time": "2020-01-01T00:00:00Z"})
    assert answered(answer) == (HTTPStatus.CREATED, b"")
    path, _, policy = answer.headers["Location"].rpartition("/")
    assert path == "/api/v2.0/replication/policies"
    found = read(api, f"{POLICIES}/{policy}")
    here, there = found.pop("src_registry"), found.pop("dest_registry")
    assert (here["id"], here["name"], here["type"]) == (0, "Local", "harbor")
    assert (there["id"], there["type"]) == (registry_id, "docker-registry")
    assert there["status"] in {"healthy", "unhealthy"}
    assert "credential" not in there
    assert found.pop("creation_time") <= found.pop("update_time")
    assert found == {
        "id": int(policy),
        "name": push["name"],
        "description": "Of the tests.",
        "project_id": None,
        "dest_namespace": "mirror",
        "dest_namespace_replace_count": 1,
        "trigger": {"type": "manual", "trigger_settings": {"cron": ""}, "time_zone": "UTC"},
        "filters": [
            {"type": "name", "value": "acme/**"},
            {"type": "tag", "value": "v*", "decoration": "excludes"},
        ],
        "replicate_deletion": False,
        "deletion": False,
        "override": True,
        "enabled": True,
        "mirror": False,
        "speed": 0,
        "copy_by_chunk": False,
        "single_active_replication": True,
        "next_run_time": None,
        "coming": [],
        "last_execution": None,
        "recent": [],
        "success": {"total": 0, "succeeded": 0, "rate": None},
        "sent_bytes": 0,
    }
    listed = next(row for row in read(api, POLICIES) if row["id"] == int(policy))
    assert listed["dest_registry"]["name"] == there["name"]


def test_what_is_left_out_is_off(api: ApiClient, registry_id: int) -> None:
    """Clients in Go leave out whatever is false."""
    policy = make(api, {"name": a_name(), "src_registry": {"id": registry_id}})
    found = read(api, f"{POLICIES}/{policy}")
    assert (found["src_registry"]["id"], found["dest_registry"]["id"]) == (registry_id, 0)
    off = ("enabled", "override", "deletion", "mirror", "copy_by_chunk")
    assert [found[name] for name in off] == [False] * 5
    assert found["dest_namespace_replace_count"] == -1
    assert (found["trigger"]["type"], found["filters"]) == ("manual", [])


def test_a_change_replaces_all(
    api: ApiClient, policy: int, push: dict[str, Any], registry_id: int
) -> None:
    answer = api.put(f"{POLICIES}/{policy}", json=push | {"dest_namespace": ""})
    assert answered(answer) == (HTTPStatus.OK, b"")
    assert read(api, f"{POLICIES}/{policy}")["dest_namespace"] == ""
    little = {"name": push["name"], "src_registry": {"id": registry_id}}
    require(api.put(f"{POLICIES}/{policy}", json=little), HTTPStatus.OK)
    found = read(api, f"{POLICIES}/{policy}")
    assert (found["src_registry"]["id"], found["filters"]) == (registry_id, [])
    assert (found["enabled"], found["description"]) == (False, "")
    # As consoles do: what was read, sent back.
    require(api.put(f"{POLICIES}/{policy}", json=found), HTTPStatus.OK)
    again = read(api, f"{POLICIES}/{policy}")
    assert {**settings(again), "update_time": ""} == {**settings(found), "update_time": ""}


def test_a_schedule_is_made_changed_and_taken_away(
    api: ApiClient, inside: Inside, push: dict[str, Any]
) -> None:
    timed = push | {"trigger": NIGHTLY | {"time_zone": "Europe/Berlin"}}
    policy = make(api, timed)
    path = f"{POLICIES}/{policy}"
    kept = lambda: inside.run(SCHEDULE, policy_id=policy)  # noqa: E731
    assert kept() == ["0 30 2 * * *", "Europe/Berlin", True]
    found = read(api, path)
    assert found["trigger"] == timed["trigger"]
    assert (len(found["coming"]), found["coming"][0]) == (5, found["next_run_time"])
    require(api.put(path, json=timed | {"enabled": False}), HTTPStatus.OK)
    off = read(api, path)
    assert (kept(), off["next_run_time"], off["coming"]) == (None, None, [])
    assert off["trigger"] == timed["trigger"]
    require(api.put(path, json=push | {"trigger": NIGHTLY}), HTTPStatus.OK)
    assert kept() == ["0 30 2 * * *", "UTC", True]
    require(api.put(path, json=push), HTTPStatus.OK)
    assert kept() is None
    require(api.put(path, json=timed), HTTPStatus.OK)
    require(api.delete(path), HTTPStatus.OK)
    assert kept() is None


def test_what_happens_here_can_start_a_policy(
    api: ApiClient, push: dict[str, Any], registry_id: int
) -> None:
    event = {"type": "event_based"}
    for twin in ("deletion", "replicate_deletion"):
        body = push | {"name": a_name(), "trigger": event, twin: True}
        found = read(api, f"{POLICIES}/{make(api, body)}")
        assert (found["deletion"], found["replicate_deletion"]) == (True, True)
    ends = {"src_registry": {"id": registry_id}, "dest_registry": {"id": 0}}
    answer = api.post(POLICIES, json=push | {"trigger": event} | ends)
    message = assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert "what goes out from here" in message


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": None}, "name"),
        ({"name": ""}, "1 to 255 characters"),
        ({"name": 5}, "name"),
        ({"dest_registry": None}, "one of src_registry and dest_registry"),
        ({"src_registry": {"id": 1}}, "one of src_registry and dest_registry"),
        ({"dest_registry": {"id": 10**9}}, "there is no registry 1000000000"),
        ({"dest_registry": {"id": "1"}}, "dest_registry.id"),
        ({"filters": [{"value": "a"}]}, "filters"),
        ({"filters": [{"type": "size", "value": "a"}]}, "a filter is of the type name, tag"),
        ({"filters": [{"type": "name", "value": ["a"]}]}, "is a pattern"),
        ({"filters": [{"type": "label", "value": "a"}]}, "a list of their names"),
        ({"filters": [{"type": "name", "value": "a"}] * 2}, "one filter of the type name"),
        ({"filters": [{"type": "tag", "value": "[", "decoration": "matches"}]}, "["),
        ({"filters": [{"type": "tag", "value": "a", "decoration": "has"}]}, "decoration"),
        ({"filters": [{"type": "resource", "value": "chart"}]}, "image or artifact"),
        ({"dest_namespace": "Upper"}, "namespace 'Upper' is malformed"),
        ({"dest_namespace_replace_count": 128}, "from 0 to 127"),
        ({"trigger": {"type": "hourly"}}, "a trigger is manual"),
        ({"trigger": {"type": "scheduled"}}, "has a cron line"),
        ({"trigger": NIGHTLY | {"trigger_settings": {"cron": "0 0 * * *"}}}, "six fields"),
        ({"trigger": NIGHTLY | {"trigger_settings": {"cron": "1 0 0 * * *"}}}, "seconds"),
        ({"trigger": NIGHTLY | {"trigger_settings": {"cron": "0 * 0 * * *"}}}, "every minute"),
        ({"trigger": NIGHTLY | {"time_zone": "Mars"}}, "time zone"),
        ({"deletion": True}, "goes with the trigger event_based"),
        ({"mirror": True, "trigger": {"type": "event_based"}}, "a mirror compares"),
        ({"enabled": "yes"}, "enabled"),
        ({"speed": -2}, "speed is 0"),
    ],
    ids=str,
)
def test_what_is_no_policy_is_refused_with_words(
    api: ApiClient, policy: int, push: dict[str, Any], changed: dict[str, Any], words: str
) -> None:
    before = settings(read(api, POLICIES))
    for answer in (
        api.post(POLICIES, json=push | {"name": a_name()} | changed),
        api.put(f"{POLICIES}/{policy}", json=push | changed),
    ):
        message = assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
        assert words in message
    assert settings(read(api, POLICIES)) == before


def test_what_comes_from_a_registry_is_filtered_by_what_its_kind_knows(
    api: ApiClient, inside: Inside, push: dict[str, Any], registry_id: int
) -> None:
    labels = [{"type": "label", "value": ["release"], "decoration": "matches"}]
    body = push | {"filters": labels, "dest_registry": None}
    answer = api.post(POLICIES, json=body | {"src_registry": {"id": registry_id}})
    message = assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert "does not tell labels apart" in message
    harbor = inside.run(MAKE_REGISTRY, kind="harbor")
    made = make(api, body | {"src_registry": {"id": harbor}})
    assert read(api, f"{POLICIES}/{made}")["filters"] == labels


def test_names_for_the_hub_have_two_parts(
    api: ApiClient, inside: Inside, push: dict[str, Any]
) -> None:
    hub = inside.run(MAKE_REGISTRY, kind="docker-hub")
    answer = api.post(
        POLICIES, json=push | {"dest_registry": {"id": hub}, "dest_namespace_replace_count": 0}
    )
    message = assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert "names of 2 parts at most" in message


def test_a_name_is_taken_once(api: ApiClient, policy: int, push: dict[str, Any]) -> None:
    message = assert_error(api.post(POLICIES, json=push), HTTPStatus.CONFLICT, "CONFLICT")
    assert push["name"] in message
    other = make(api, push | {"name": a_name()})
    answer = api.put(f"{POLICIES}/{other}", json=push)
    assert_error(answer, HTTPStatus.CONFLICT, "CONFLICT")
    for method, more in (("GET", {}), ("PUT", {"json": push}), ("DELETE", {})):
        answer = api.request(method, f"{POLICIES}/999999999", **more)
        assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")


def test_policies_are_searched_sorted_and_counted(api: ApiClient, push: dict[str, Any]) -> None:
    mark = uuid.uuid4().hex[:8]
    ids = [make(api, push | {"name": f"{mark}-{letter}"}) for letter in "bca"]
    answer = api.get(POLICIES, params={"name": mark, "page_size": 2})
    assert answer.headers["X-Total-Count"] == "3"
    assert [row["id"] for row in answer.json()] == [ids[2], ids[1]]
    for query, expected in (
        ({"q": f"name=~{mark}", "sort": "name"}, "abc"),
        ({"q": f"name=~{mark}", "sort": "-name"}, "cba"),
        ({"q": f"name={mark}-b"}, "b"),
        ({"q": f"name=~{mark},enabled=false"}, ""),
    ):
        assert [row["name"][-1] for row in read(api, POLICIES, **query)] == list(expected)


def test_a_list_says_how_the_last_runs_went(api: ApiClient, inside: Inside, policy: int) -> None:
    newest = inside.run(MAKE_RUNS, policy_id=policy)
    found = next(row for row in read(api, POLICIES) if row["id"] == policy)
    assert len(found["recent"]) == 10
    assert found["recent"][0] == found["last_execution"]
    last = found["last_execution"]
    assert (last["id"], last["status"], last["end_time"]) == (newest, "InProgress", None)
    words = [row["status"] for row in found["recent"]]
    assert words == ["InProgress", "Stopped", "Failed", *["Succeed"] * 7]
    assert [row["dry_run"] for row in found["recent"]].index(True) == 2
    assert [row["trigger"] for row in found["recent"]] == ["manual"] * 3 + ["scheduled"] * 7
    # Neither the dry run, nor that which was stopped, nor the one of last month.
    assert found["success"] == {"total": 11, "succeeded": 10, "rate": 0.9091}
    assert read(api, f"{POLICIES}/{policy}")["sent_bytes"] == 1107
    inside.run(END_RUNS, policy_id=policy)


def test_a_policy_goes_when_it_does_not_run_and_takes_its_history_along(
    api: ApiClient, inside: Inside, push: dict[str, Any]
) -> None:
    policy = make(api, push | {"trigger": NIGHTLY})
    inside.run(MAKE_RUNS, policy_id=policy)
    message = assert_error(
        api.delete(f"{POLICIES}/{policy}"), HTTPStatus.PRECONDITION_FAILED, "PRECONDITION"
    )
    assert "stop it first" in message
    assert read(api, f"{POLICIES}/{policy}")["next_run_time"] is not None
    inside.run(END_RUNS, policy_id=policy)
    require(api.delete(f"{POLICIES}/{policy}"), HTTPStatus.OK)
    assert_error(api.get(f"{POLICIES}/{policy}"), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert read(api, "/replication/executions", policy_id=policy) == []
    wait_until(
        lambda: inside.run(COUNT_RUNS, policy_id=policy) == 0,
        what=f"the runs of the policy {policy} are cleared away",
        within=60,
    )


def test_deeds_tell_what_changed(api: ApiClient, push: dict[str, Any]) -> None:
    policy = make(api, push)
    require(api.put(f"{POLICIES}/{policy}", json=push | {"speed": 9}), HTTPStatus.OK)
    require(api.delete(f"{POLICIES}/{policy}"), HTTPStatus.OK)
    rows = read(api, "/audit/rows", resource=push["name"])
    told = {row["operation"]: row["details"] for row in rows}
    assert told.keys() == {"create", "update", "delete"}
    assert {row["resource_type"] for row in rows} == {"replication-policy"}
    assert told["update"] == {"speed": [0, 9]}
    assert told["create"]["dest_namespace"] == told["delete"]["dest_namespace"] == "mirror"


def test_a_draft_says_what_it_would_copy(
    api: ApiClient, registry: RegistryClient, people: People, push: dict[str, Any]
) -> None:
    dora = registry.as_(*people["dora"])
    for repository, tag in (("app", "1.0"), ("app", "v1"), ("deep/er", "1.1")):
        dora.push(f"{people.project}/{repository}:{tag}", an_image([uuid.uuid4().bytes]))
    before = settings(read(api, POLICIES))
    names = {"type": "name", "value": f"{people.project}/**"}
    draft = push | {"filters": [names, push["filters"][1]], "name": None}
    found = require(api.post(f"{POLICIES}/preview", json=draft), HTTPStatus.OK).json()
    assert (found["repositories"], found["tags"], found["is_complete"]) == (2, 2, True)
    first, second = found["items"]
    assert (first["source"], first["target"]) == (f"{people.project}/app", "mirror/app")
    assert (first["tags"], first["error"]) == (["1.0"], "")
    assert second["target"] == "mirror/deep/er"
    assert found["bytes"] == first["size"] + second["size"] > 0
    flat = require(
        api.post(
            f"{POLICIES}/preview",
            json=draft | {"dest_namespace_replace_count": -1},
            params={"limit": 1},
        ),
        HTTPStatus.OK,
    ).json()
    assert (flat["repositories"], len(flat["items"])) == (2, 1)
    assert settings(read(api, POLICIES)) == before


def test_a_preview_of_a_registry_that_does_not_answer_says_so(
    api: ApiClient, push: dict[str, Any], registry_id: int
) -> None:
    ends = {"src_registry": {"id": registry_id}, "dest_registry": {"id": 0}}
    answer = api.post(f"{POLICIES}/preview", json=push | ends)
    (error,) = require(answer, HTTPStatus.BAD_REQUEST).json()["errors"]
    assert (error["code"], error["cause"]) == ("BAD_REQUEST", "refused")
    assert error["message"]
