"""``/retentions``: Harbor's API of tag retention, its rights, and the runs of a real worker."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import SIGNED_IN, Call, assert_error, cases, check
from tests.functional.api.test_tags import immutable
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient, _made
from tests.support.connection import require
from tests.support.images import Image, an_image, an_index
from tests.support.people import People
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient

As = Callable[[str], ApiClient]
KEEPERS = frozenset({"dora", "mona", "petra", "admin"})
POLICY = "/retentions/{policy}"
RUN = f"{POLICY}/executions/{{run}}"
SELECTOR = {"kind": "doublestar", "decoration": "matches", "pattern": "kept*"}
EVERYWHERE = {"kind": "doublestar", "decoration": "repoMatches", "pattern": "**"}


def a_rule(template: str = "always", count: int | None = None, **more: Any) -> dict[str, Any]:
    """Give what Harbor's console sends."""
    return {
        "disabled": False,
        "action": "retain",
        "template": template,
        "params": {} if count is None else {template: count},
        "scope_selectors": {"repository": [EVERYWHERE]},
        "tag_selectors": [{**SELECTOR, "extras": '{"untagged":false}'}],
        **more,
    }


def a_policy(project_id: int, *rules: dict[str, Any], cron: str = "") -> dict[str, Any]:
    return {
        "algorithm": "or",
        "rules": list(rules or [a_rule()]),
        "trigger": {"kind": "Schedule", "references": {}, "settings": {"cron": cron}},
        "scope": {"level": "project", "ref": project_id},
    }


def id_of(api: ApiClient, people: People) -> int:
    return int(api.get(f"/projects/{people.project}").json()["project_id"])


def make(api: ApiClient, people: People, *rules: dict[str, Any], cron: str = "") -> int:
    return _made(api.post("/retentions", json=a_policy(id_of(api, people), *rules, cron=cron)))


def read(api: ApiClient, path: str, **query: Any) -> Any:
    return require(api.get(path, params=query), HTTPStatus.OK).json()


def finished(api: ApiClient, policy: int, run: int) -> dict[str, Any]:
    """Wait for the worker; the run must have gone well."""

    def find() -> dict[str, Any]:
        found = read(api, f"/retentions/{policy}/executions", page_size=100)
        return next(row for row in found if row["id"] == run)

    wait_until(
        lambda: find()["status"] not in ("Pending", "Running"),
        what=f"run {run} of the retention policy {policy} ends",
        within=120,
    )
    assert find()["status"] == "Success"
    return find()


def run(api: ApiClient, policy: int, *, dry_run: bool = False) -> dict[str, Any]:
    answer = api.post(f"/retentions/{policy}/executions", json={"dry_run": dry_run})
    return finished(api, policy, _made(answer))


@pytest.fixture
def pushed(registry: RegistryClient, users: dict[str, Any], people: People) -> dict[str, Image]:
    """Give images of the project by their tags; some are kept by the usual rule."""
    dora = registry.as_(*users["dora"])
    images = {tag: an_image([uuid.uuid4().bytes]) for tag in ("kept", "old-1", "old-2", "v1")}
    for tag, image in images.items():
        dora.push(f"{people.project}/app:{tag}", image)
    return images


TABLE = [
    Call("GET", POLICY, KEEPERS),
    Call("PUT", POLICY, KEEPERS, {"rules": [a_rule("latestPushedK", 3)]}),
    Call("DELETE", POLICY, KEEPERS),
    Call("GET", f"{POLICY}/executions", KEEPERS),
    Call("POST", f"{POLICY}/executions", KEEPERS, {"dry_run": True}, HTTPStatus.CREATED),
    Call("GET", RUN, KEEPERS),
    Call("PATCH", RUN, KEEPERS, {"action": "stop"}),
    Call("GET", f"{RUN}/verdicts", KEEPERS),
    Call("GET", f"{RUN}/tasks", KEEPERS),
]


@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_developers_and_above_keep_a_projects_policy(
    api: ApiClient, as_: As, people: People, call: Call, who: str
) -> None:
    """Members with less are told that they may not; to all others there is no policy."""
    policy = make(api, people)
    run_ = run(api, policy, dry_run=True)["id"]
    state = lambda: [read(api, f"/retentions/{policy}"), rows(api, policy)]  # noqa: E731
    if who == "nobody":
        before = state()
        more = {} if call.body is None else {"json": call.body}
        answer = as_(who).request(call.method, call.path.format(policy=policy, run=run_), **more)
        assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
        assert state() == before
        return
    check(call, who, as_(who), state, policy=policy, run=run_)


def rows(api: ApiClient, policy: int) -> Any:
    return read(api, f"/retentions/{policy}/executions")


@pytest.mark.parametrize("path", ["/retentions", "/retentions/preview"])
@pytest.mark.parametrize(
    ("call", "who"),
    cases([Call("POST", "{path}", KEEPERS, {})]),
)
def test_developers_and_above_make_one(
    api: ApiClient, as_: As, people: People, path: str, call: Call, who: str
) -> None:
    answer = as_(who).post(path, json=a_policy(id_of(api, people)))
    if who in KEEPERS:
        good = HTTPStatus.CREATED if path == "/retentions" else HTTPStatus.OK
        assert answer.status_code == good, answer.text
        return
    unknown = who == "anonymous"
    status = HTTPStatus.UNAUTHORIZED if unknown else HTTPStatus.FORBIDDEN
    assert_error(answer, status, "UNAUTHORIZED" if unknown else "FORBIDDEN")
    assert "retention_id" not in read(api, f"/projects/{people.project}")["metadata"]


@pytest.mark.parametrize(("call", "who"), cases([Call("GET", "/retentions/metadatas", SIGNED_IN)]))
def test_everybody_signed_in_sees_what_rules_can_be_made_of(as_: As, call: Call, who: str) -> None:
    check(call, who, as_(who), lambda: None)


def test_what_rules_can_be_made_of_is_harbors(api: ApiClient) -> None:
    found = read(api, "/retentions/metadatas")
    assert [one["rule_template"] for one in found["templates"]] == [
        "latestPushedK",
        "latestPulledN",
        "nDaysSinceLastPush",
        "nDaysSinceLastPull",
        "always",
    ]
    assert found["templates"][0]["params"] == [{"type": "int", "unit": "COUNT", "required": True}]
    assert found["templates"][3]["params"] == [{"type": "int", "unit": "DAYS", "required": True}]
    assert found["templates"][4]["params"] == []
    assert {one["action"] for one in found["templates"]} == {"retain"}
    assert [one["decorations"] for one in found["scope_selectors"]] == [
        ["repoMatches", "repoExcludes"]
    ]
    assert [one["decorations"] for one in found["tag_selectors"]] == [["matches", "excludes"]]


def test_a_policy_reads_as_harbors_does(api: ApiClient, people: People) -> None:
    project_id = id_of(api, people)
    body = a_policy(project_id, a_rule("latestPushedK", 10), a_rule(), cron="0 0 3 * * *")
    answer = api.post("/retentions", json={**body, "id": 7})
    assert (answer.status_code, answer.content) == (HTTPStatus.CREATED, b"")
    path, _, policy = answer.headers["Location"].rpartition("/")
    assert path == "/api/v2.0/retentions"
    found = read(api, f"/retentions/{policy}")
    trigger = found["trigger"]
    first = trigger["settings"].pop("next_scheduled_time")
    assert first.endswith("T03:00:00.000000Z")
    assert (len(found["coming"]), found["coming"][0]) == (5, first)
    assert trigger == {
        "kind": "Schedule",
        "settings": {"cron": "0 0 3 * * *", "time_zone": "UTC"},
        "references": {},
    }
    assert (found["id"], found["algorithm"]) == (int(policy), "or")
    assert found["scope"] == {"level": "project", "ref": project_id}
    for number, (rule, given) in enumerate(zip(found["rules"], body["rules"], strict=True), 1):
        (repository,) = rule["scope_selectors"]["repository"]
        assert repository.pop("extras") == ""
        assert rule == {**given, "id": number, "priority": 0}
    metadata = read(api, f"/projects/{people.project}")["metadata"]
    assert metadata["retention_id"] == policy
    key = f"/projects/{people.project}/metadatas/retention_id"
    assert read(api, key) == {"retention_id": policy}


def test_a_policy_is_changed_in_parts_and_deleted(api: ApiClient, people: People) -> None:
    policy = make(api, people, cron="0 0 3 * * *")
    path = f"/retentions/{policy}"
    before = read(api, path)
    answer = api.put(path, json={"rules": [a_rule("nDaysSinceLastPull", 30)]})
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    after = read(api, path)
    assert after["rules"][0]["params"] == {"nDaysSinceLastPull": 30}
    assert after["trigger"] == before["trigger"]
    whole = a_policy(id_of(api, people))  # as consoles send it back: without a schedule
    require(api.put(path, json=whole | {"id": policy}), HTTPStatus.OK)
    assert read(api, path)["trigger"]["settings"] == {"cron": "", "time_zone": "UTC"}
    assert read(api, path)["coming"] == []
    answer = api.put(path, json=whole | {"scope": {"level": "project", "ref": 1}})
    assert "stays with its project" in assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    require(api.delete(path), HTTPStatus.OK)
    for method in ("GET", "DELETE"):
        assert_error(api.request(method, path), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert "retention_id" not in read(api, f"/projects/{people.project}")["metadata"]


def test_a_project_has_one_policy_until_it_lets_it_go(
    api: ApiClient, as_: As, people: People
) -> None:
    policy = make(api, people)
    answer = api.post("/retentions", json=a_policy(id_of(api, people)))
    message = assert_error(answer, HTTPStatus.CONFLICT, "CONFLICT")
    assert f"policy {policy} already" in message
    metadata = f"/projects/{people.project}/metadatas/retention_id"
    answer = as_("petra").put(metadata, json={"retention_id": "1"})
    assert "/retentions" in assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    require(as_("petra").delete(metadata), HTTPStatus.OK)
    assert_error(api.get(f"/retentions/{policy}"), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert_error(api.get(metadata), HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert make(api, people) != policy


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"rules": "none"}, "rules"),
        ({"rules": [{}]}, "template"),
        ({"rules": [a_rule("latest")]}, "rule 1: the template is one of latestPushedK"),
        ({"rules": [a_rule("latestPushedK")]}, "latestPushedK, a whole number of artifacts"),
        ({"rules": [a_rule(), a_rule("latestPulledN", 0)]}, "rule 2: params has latestPulledN"),
        ({"rules": [a_rule(params={"always": None})] * 16}, "at most 15 rules"),
        ({"rules": [a_rule(params=[])]}, "params"),
        ({"rules": [a_rule(action="delete")]}, "the action is retain"),
        ({"rules": [a_rule(disabled="no")]}, "disabled"),
        ({"rules": [a_rule(tag_selectors=[])]}, "tag_selectors has 1 to"),
        ({"rules": [a_rule(tag_selectors=None)]}, "tag_selectors"),
        ({"rules": [a_rule(tag_selectors=[SELECTOR | {"pattern": "v["}])]}, "v["),
        ({"rules": [a_rule(tag_selectors=[SELECTOR | {"pattern": ""}])]}, "pattern"),
        ({"rules": [a_rule(tag_selectors=[SELECTOR | {"kind": "label"}])]}, "kind"),
        ({"rules": [a_rule(tag_selectors=[SELECTOR | {"decoration": "has"}])]}, "decoration"),
        ({"rules": [a_rule(tag_selectors=[SELECTOR | {"extras": "{"}])]}, "extras"),
        ({"rules": [a_rule(scope_selectors={})]}, "scope_selectors.repository has 1 to"),
        ({"rules": [a_rule(scope_selectors={"project": [EVERYWHERE]})]}, "not project"),
        ({"algorithm": "and"}, "algorithm"),
        ({"trigger": {"kind": "Event"}}, "Schedule"),
        ({"trigger": {"settings": {"cron": "0 0 * * *"}}}, "six fields"),
        ({"trigger": {"settings": {"cron": "5 0 0 * * *"}}}, "seconds"),
        ({"trigger": {"settings": {"cron": "0 0 0 * * *", "time_zone": "X"}}}, "time zone"),
        ({"scope": {"level": "system", "ref": 1}}, "scope"),
        ({"scope": {"level": "project", "ref": 0}}, "scope"),
        ({"scope": {"level": "project"}}, "ref"),
        ({"scope": None}, "scope"),
    ],
    ids=str,
)
def test_what_is_no_policy_is_refused_with_words(
    api: ApiClient, shared: People, changed: dict[str, Any], words: str
) -> None:
    answer = api.post("/retentions", json=a_policy(id_of(api, shared)) | changed)
    message = assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert words in message
    assert "retention_id" not in read(api, f"/projects/{shared.project}")["metadata"]


def test_rules_that_say_the_same_are_a_conflict(api: ApiClient, shared: People) -> None:
    twins = [a_rule("latestPushedK", 3), a_rule(), a_rule("latestPushedK", 3, priority=4)]
    for path in ("/retentions", "/retentions/preview"):
        answer = api.post(path, json=a_policy(id_of(api, shared), *twins))
        assert "rules 1 and 3" in assert_error(answer, HTTPStatus.CONFLICT, "CONFLICT")


def test_a_run_deletes_what_its_preview_said_and_tells_of_each(
    api: ApiClient, as_: As, people: People, pushed: dict[str, Image]
) -> None:
    immutable(api, people.project, "v*")
    dora = as_("dora")
    policy = make(dora, people)
    body = a_policy(id_of(api, people))
    answer = require(dora.post("/retentions/preview", json=body), HTTPStatus.OK)
    seen = answer.json()
    assert answer.headers["X-Total-Count"] == "4"
    sums = {key: seen["sums"][key] for key in ("repositories", "total", "retained", "deleted")}
    assert sums == {"repositories": 1, "total": 4, "retained": 2, "deleted": 2}
    dry = run(dora, policy, dry_run=True)
    assert dry["dry_run"] is True
    assert len(tags_of(api, people)) == 4
    real = run(dora, policy)
    assert tags_of(api, people) == {"kept", "v1"}
    for key in ("total", "retained", "deleted", "immutable", "bytes"):
        assert dry[key] == real[key] == seen["sums"][key]
    for run_ in (dry, real):
        told = read(api, f"/retentions/{policy}/executions/{run_['id']}/verdicts")
        ours = [{k: v for k, v in row.items() if k not in ("id", "outcome")} for row in told]
        assert ours == seen["rows"]
    by_digest = {row["digest"]: row for row in told}
    assert by_digest[pushed["kept"].digest]["rule_id"] == 1
    assert by_digest[pushed["v1"].digest]["verdict"] == "IMMUTABLE"
    assert by_digest[pushed["old-1"].digest]["outcome"] == "taken"
    assert by_digest[pushed["old-1"].digest]["freed"] > 0


def tags_of(api: ApiClient, people: People) -> set[str]:
    rows = read(api, f"/projects/{people.project}/repositories/app/tags", page_size=100)
    return {row["name"] for row in rows}


def test_a_run_is_listed_with_its_tasks_their_logs_and_its_verdicts(
    api: ApiClient, people: People, pushed: dict[str, Image]
) -> None:
    policy = make(api, people)
    found = run(api, policy, dry_run=True)
    assert (found["policy_id"], found["trigger"], found["status"]) == (policy, "MANUAL", "Success")
    path = f"/retentions/{policy}/executions/{found['id']}"
    (task,) = read(api, f"{path}/tasks")
    assert (task["repository"], task["execution_id"]) == ("app", found["id"])
    assert (task["total"], task["retained"], task["status_code"]) == (4, 1, 3)
    assert (task["deleted"], task["bytes"]) == (3, found["bytes"])
    log = api.get(f"{path}/tasks/{task['id']}")
    assert log.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert log.headers["X-Log-Complete"] == "true"
    assert f"RETAIN    {pushed['kept'].digest} tags kept" in log.text
    rows_ = read(api, f"{path}/verdicts", q="verdict=DEL", sort="-size,digest", page_size=2)
    assert [row["verdict"] for row in rows_] == ["DEL", "DEL"]
    assert {row["outcome"] for row in rows_} == {""}


def test_a_preview_is_seen_in_pages_and_by_verdict(
    api: ApiClient, people: People, pushed: dict[str, Image]
) -> None:
    def page(**query: Any) -> Any:
        body = a_policy(id_of(api, people))
        answer = api.post("/retentions/preview", json=body, params=query)
        return require(answer, HTTPStatus.OK)

    first, second = page(verdict="DEL", page_size=2), page(verdict="DEL", page_size=2, page=2)
    assert first.headers["X-Total-Count"] == second.headers["X-Total-Count"] == "3"
    assert [len(one.json()["rows"]) for one in (first, second)] == [2, 1]
    assert first.json()["sums"] == page().json()["sums"]
    assert first.json()["sums"]["total"] == 4
    body = a_policy(id_of(api, people))
    answer = api.post("/retentions/preview", json=body, params={"verdict": "GONE"})
    assert_error(answer, HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY")


def test_a_run_tells_of_the_rules_that_it_went_by(
    api: ApiClient, people: People, pushed: dict[str, Image]
) -> None:
    policy = make(api, people, a_rule("latestPushedK", 3), a_rule())
    found = run(api, policy, dry_run=True)
    rules = read(api, f"/retentions/{policy}")["rules"]
    require(api.put(f"/retentions/{policy}", json={"rules": []}), HTTPStatus.OK)
    assert read(api, f"/retentions/{policy}/executions/{found['id']}") == found | {"rules": rules}
    answer = api.get(f"/retentions/{policy}/executions/{found['id'] + 1}")
    assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")


def test_an_index_that_stays_keeps_its_tagged_parts(
    api: ApiClient, registry: RegistryClient, users: dict[str, Any], people: People
) -> None:
    dora = registry.as_(*users["dora"])
    index = an_index([an_image([uuid.uuid4().bytes]) for _ in range(2)])
    dora.push(f"{people.project}/app:kept", index)
    dora.push(f"{people.project}/app:old-amd64", index.images[0])
    policy = make(api, people)
    found = run(api, policy)
    assert (found["total"], found["deleted"]) == (2, 0)
    assert dora.pull(f"{people.project}/app:kept") == index


def test_az_04_nothing_is_reached_through_another_policy(
    api: ApiClient, cast: Callable[..., People], pushed: dict[str, Image], people: People
) -> None:
    policy, other = make(api, people), make(api, cast(public=False))
    found = run(api, policy, dry_run=True)
    run_ = f"executions/{found['id']}"
    (task,) = read(api, f"/retentions/{policy}/{run_}/tasks")
    for path in (run_, f"{run_}/tasks", f"{run_}/verdicts", f"{run_}/tasks/{task['id']}"):
        answer = api.get(f"/retentions/{other}/{path}")
        assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
    answer = api.request("PATCH", f"/retentions/{other}/{run_}", json={"action": "stop"})
    assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
    again = run(api, policy, dry_run=True)
    path = f"/retentions/{policy}/executions/{again['id']}/tasks/{task['id']}"
    assert_error(api.get(path), HTTPStatus.NOT_FOUND, "NOT_FOUND")


@pytest.mark.parametrize("body", [{"action": "start"}, {}, {"action": 1}])
def test_a_run_can_only_be_stopped(api: ApiClient, people: People, body: dict[str, Any]) -> None:
    policy = make(api, people)
    found = run(api, policy, dry_run=True)
    answer = api.request("PATCH", f"/retentions/{policy}/executions/{found['id']}", json=body)
    assert "action" in assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")


def test_what_is_done_to_a_policy_is_in_the_projects_log(
    api: ApiClient, inside: Inside, people: People, pushed: dict[str, Image]
) -> None:
    policy = make(api, people)
    run(api, policy)
    require(api.put(f"/retentions/{policy}", json={"rules": []}), HTTPStatus.OK)
    require(api.delete(f"/retentions/{policy}"), HTTPStatus.OK)
    rows_ = inside.audit(project_id=id_of(api, people), resource_type="tag-retention")
    assert [row["operation"] for row in rows_] == ["create", "start", "update", "delete"]
    assert {row["username"] for row in rows_} == {"admin"}
    gone = inside.audit(project_id=id_of(api, people), resource_type="artifact", operation="delete")
    assert [row["username"] for row in gone] == ["system"] * 3
