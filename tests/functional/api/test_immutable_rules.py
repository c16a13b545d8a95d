"""``/projects/<project>/immutabletagrules``: kept by maintainers, through their project."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import Call, assert_error, cases, check
from tests.support.api import ApiClient, _made
from tests.support.people import People

As = Callable[[str], ApiClient]
KEEPERS = frozenset({"mona", "petra", "admin"})
PATH = "/projects/{project}/immutabletagrules"


def a_rule(tags: str = "v*", repositories: str = "**", **more: Any) -> dict[str, Any]:
    """Give what Harbor's console sends."""
    return {
        "disabled": False,
        "action": "immutable",
        "template": "immutable_template",
        "priority": 0,
        "params": {},
        "scope_selectors": {
            "repository": [
                {"kind": "doublestar", "decoration": "repoMatches", "pattern": repositories}
            ]
        },
        "tag_selectors": [{"kind": "doublestar", "decoration": "matches", "pattern": tags}],
        **more,
    }


TABLE = [
    Call("GET", PATH, KEEPERS),
    Call("POST", PATH, KEEPERS, a_rule("new"), HTTPStatus.CREATED),
    Call("PUT", f"{PATH}/{{rule}}", KEEPERS, a_rule("changed", disabled=True)),
    Call("DELETE", f"{PATH}/{{rule}}", KEEPERS),
]


def add(api: ApiClient, project: str, body: dict[str, Any]) -> int:
    return _made(api.post(PATH.format(project=project), json=body))


def rules(api: ApiClient, project: str) -> list[dict[str, Any]]:
    answer = api.get(PATH.format(project=project), params={"page_size": 100})
    assert answer.status_code == HTTPStatus.OK, answer.text
    return list(answer.json())


@pytest.mark.parametrize("public", [False, True], ids=["private", "public"])
@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_rules_are_for_those_who_keep_the_project(  # fixtures
    api: ApiClient,
    as_: As,
    cast: Callable[..., People],
    call: Call,
    who: str,
    public: bool,  # noqa: FBT001  # a parameter of the table
) -> None:
    people = cast(public=public)
    rule = add(api, people.project, a_rule())
    state = lambda: rules(api, people.project)  # noqa: E731  # read twice
    check(call, who, as_(who), state, project=people.project, rule=rule)


def test_a_rule_reads_as_harbors_does(api: ApiClient, people: People) -> None:
    project_id = api.get(f"/projects/{people.project}").json()["project_id"]
    body = a_rule("{v*,release-?}", "app/**", priority=3)
    answer = api.post(PATH.format(project=people.project), json={**body, "id": 7})
    assert (answer.status_code, answer.content) == (HTTPStatus.CREATED, b"")
    path, _, rule = answer.headers["Location"].rpartition("/")
    assert path == f"/api/v2.0/projects/{project_id}/immutabletagrules"
    expected = {**body, "id": int(rule)}
    for selector in (*body["tag_selectors"], *body["scope_selectors"]["repository"]):
        selector["extras"] = ""
    assert rules(api, people.project) == [expected]
    answer = api.delete(f"{PATH.format(project=people.project)}/{rule}")
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    answer = api.delete(f"{PATH.format(project=people.project)}/{rule}")
    assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")


def test_a_toggle_keeps_what_else_was_changed_with_it(api: ApiClient, people: People) -> None:
    path = PATH.format(project=people.project)
    rule = add(api, people.project, a_rule("v1"))
    change = a_rule("v2", "app", disabled=True, priority=5)
    assert api.put(f"{path}/{rule}", json=change).status_code == HTTPStatus.OK
    (read,) = rules(api, people.project)
    assert (read["disabled"], read["priority"]) == (True, 5)
    assert read["tag_selectors"][0]["pattern"] == "v2"
    assert read["scope_selectors"]["repository"][0]["pattern"] == "app"
    assert api.put(f"{path}/{rule}", json={"disabled": False}).status_code == HTTPStatus.OK
    assert rules(api, people.project) == [read | {"disabled": False}]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"tag_selectors": None}, "tag_selectors"),
        ({"tag_selectors": []}, "tag_selectors"),
        ({"tag_selectors": {}}, "tag_selectors"),
        ({"tag_selectors": ["v*"]}, "tag_selectors"),
        ({"tag_selectors": [{"decoration": "matches"}]}, "pattern"),
        ({"tag_selectors": [{"pattern": "v*"}]}, "decoration"),
        ({"tag_selectors": [{"decoration": "repoMatches", "pattern": "v*"}]}, "decoration"),
        ({"tag_selectors": [{"decoration": "matches", "pattern": "v["}]}, "v["),
        ({"tag_selectors": [{"decoration": "matches", "pattern": ""}]}, "pattern"),
        ({"tag_selectors": [{"decoration": "matches", "pattern": "nul\0"}]}, "pattern"),
        ({"tag_selectors": [{"kind": "x", "decoration": "matches", "pattern": "v"}]}, "kind"),
        ({"scope_selectors": {}}, "scope_selectors"),
        ({"scope_selectors": {"repository": []}}, "scope_selectors"),
        ({"scope_selectors": {"repository": "x"}}, "scope_selectors"),
        (
            {
                "scope_selectors": {
                    "repository": [{"decoration": "repoMatches", "pattern": "**"}],
                    "project": [{"decoration": "repoMatches", "pattern": "**"}],
                }
            },
            "project",
        ),
        ({"disabled": "yes"}, "disabled"),
        ({"priority": 2**40}, "priority"),
        ({"priority": "1"}, "priority"),
        ({"action": "retain"}, "action"),
        ({"template": "always"}, "template"),
    ],
    ids=str,
)
def test_what_is_no_rule_is_refused_with_words(
    api: ApiClient, shared: People, changed: dict[str, Any], words: str
) -> None:
    path = PATH.format(project=shared.project)
    answer = api.post(path, json=a_rule() | changed)
    message = assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert words in message
    assert rules(api, shared.project) == []


def test_the_same_rule_is_not_made_twice(api: ApiClient, people: People) -> None:
    first = add(api, people.project, a_rule("v*"))
    answer = api.post(
        PATH.format(project=people.project), json=a_rule("v*", priority=9, disabled=True)
    )
    message = assert_error(answer, HTTPStatus.CONFLICT, "CONFLICT")
    assert f"rule {first} " in message
    other = add(api, people.project, a_rule("w*"))
    answer = api.put(f"{PATH.format(project=people.project)}/{other}", json=a_rule("v*"))
    assert_error(answer, HTTPStatus.CONFLICT, "CONFLICT")
    assert [rule["id"] for rule in rules(api, people.project)] == [first, other]


def test_az_04_a_rule_belongs_to_its_project(
    api: ApiClient, as_: As, people: People, shared: People, cast: Callable[..., People]
) -> None:
    other = cast(public=False)
    foreign = add(api, other.project, a_rule())
    before = rules(api, other.project)
    for rule in (foreign, 999_999, 2**70):
        for method in ("PUT", "DELETE"):
            path = f"{PATH.format(project=people.project)}/{rule}"
            answer = as_("petra").request(method, path, json=a_rule("stolen", disabled=True))
            assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")
    assert rules(api, other.project) == before


def test_lists_have_pages_and_an_order(api: ApiClient, people: People) -> None:
    made = [add(api, people.project, a_rule(f"v{n}", priority=9 - n)) for n in range(3)]
    answer = api.get(
        PATH.format(project=people.project), params={"sort": "priority", "page_size": 2}
    )
    assert [rule["id"] for rule in answer.json()] == [made[2], made[1]]
    assert answer.headers["X-Total-Count"] == "3"
    answer = api.get(PATH.format(project=people.project), params={"q": "disabled=true"})
    assert answer.json() == []
