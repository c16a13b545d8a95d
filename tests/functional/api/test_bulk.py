"""Many deeds in one request: each done or refused on its own, and told so."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import MEMBERS, Call, assert_error, cases, check
from tests.functional.api.test_tags import immutable
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.people import People
from tests.support.registry import RegistryClient, an_image, an_index

As = Callable[[str], ApiClient]
BULK = "/projects/{project}/repositories/app/bulk"
FIXED = an_image([b"always the same"])
KEEPERS = frozenset({"mona", "petra", "admin"})
TABLE = [
    Call("POST", f"{BULK}/delete-tags", KEEPERS, {"tags": ["1"]}),
    Call("POST", f"{BULK}/delete-artifacts", KEEPERS, {"digests": [FIXED.digest]}),
    Call(
        "POST", f"{BULK}/attach-label", MEMBERS - {"lena", "gus"},
        {"digests": [FIXED.digest], "label_id": 0},
    ),
]  # fmt: skip


@pytest.fixture
def dora(registry: RegistryClient, users: dict[str, Any]) -> RegistryClient:
    return registry.as_(*users["dora"])


def outcomes(answer: Any) -> dict[str, int]:
    body = answer.json()
    assert body["done"] + body["failed"] == len(body["results"])
    for result in body["results"]:
        assert (result["error"] is None) == (result["status"] == HTTPStatus.OK)
    return {result["item"]: result["status"] for result in body["results"]}


@pytest.mark.parametrize(("call", "who"), cases(TABLE))
def test_bulk_deeds_take_the_right_to_each(
    api: ApiClient, as_: As, people: People, dora: RegistryClient, call: Call, who: str
) -> None:
    dora.push(f"{people.project}/app:1", FIXED)
    path = f"/projects/{people.project}/repositories/app/artifacts?with_label=true"
    check(call, who, as_(who), lambda: api.get(path).json(), project=people.project)


def test_tags_are_deleted_as_far_as_they_may(
    as_: As, people: People, dora: RegistryClient, inside: Inside
) -> None:
    for tag in ("v1", "v2", "a", "b"):
        dora.push(f"{people.project}/app:{tag}", FIXED)
    immutable(as_("petra"), people.project, "v*")
    request_id = uuid.uuid4().hex
    answer = as_("mona").post(
        f"{BULK.format(project=people.project)}/delete-tags",
        json={"tags": ["a", "v1", "absent", "a", "b", "-x"]},
        headers={"X-Request-Id": request_id},
    )
    assert answer.status_code == HTTPStatus.OK
    assert answer.json()["results"][1]["error"]["code"] == "PRECONDITION"
    assert answer.json()["results"][2]["error"]["message"]
    assert outcomes(answer) == {"a": 200, "v1": 412, "absent": 404, "b": 200, "-x": 404}
    assert dora.tags(f"{people.project}/app") == ["v1", "v2"]
    rows = inside.audit(request_id=request_id, operation="delete", resource_type="tag")
    assert [row["resource"] for row in rows] == [f"{people.project}/app:{tag}" for tag in "ab"]


def test_artifacts_are_deleted_as_far_as_they_may(
    as_: As, people: People, dora: RegistryClient
) -> None:
    index, alone = an_index(), an_image([uuid.uuid4().bytes])
    dora.push(f"{people.project}/app:index", index)
    dora.push(f"{people.project}/app:child", index.images[0])
    dora.push(f"{people.project}/app:alone", alone)
    items = [index.images[0].digest, alone.digest, "sha256:" + "0" * 64, "latest"]
    answer = as_("mona").post(
        f"{BULK.format(project=people.project)}/delete-artifacts", json={"digests": items}
    )
    assert list(outcomes(answer).values()) == [412, 200, 404, 400]
    assert dora.tags(f"{people.project}/app") == ["child", "index"]


def test_a_label_is_attached_as_far_as_it_may(
    as_: As, people: People, dora: RegistryClient
) -> None:
    images = [an_image([uuid.uuid4().bytes]) for _ in range(2)]
    for number, image in enumerate(images):
        dora.push(f"{people.project}/app:{number}", image)
    petra = as_("petra")
    project_id = petra.get(f"/projects/{people.project}").json()["project_id"]
    label = {"name": "good", "scope": "p", "project_id": project_id}
    label_id = int(petra.post("/labels", json=label).headers["Location"].rpartition("/")[2])
    path = f"{BULK.format(project=people.project)}/attach-label"
    for expected in ([200, 200, 404], [409, 409, 404]):
        body = {"digests": [*(image.digest for image in images), "sha256:" + "0" * 64]}
        answer = as_("dora").post(path, json=body | {"label_id": label_id})
        assert list(outcomes(answer).values()) == expected


@pytest.mark.parametrize(
    "body",
    [{}, {"tags": []}, {"tags": "a"}, {"tags": [1]}, {"tags": [["a"]]}, {"tags": ["a\0"]},
     {"tags": [str(number) for number in range(101)]}, {"digests": ["a"]}],
    ids=lambda body: str(body)[:30],
)  # fmt: skip
def test_what_is_no_list_of_up_to_a_hundred_is_refused(
    as_: As, people: People, dora: RegistryClient, body: dict[str, Any]
) -> None:
    dora.push(f"{people.project}/app:a", FIXED)
    answer = as_("mona").post(f"{BULK.format(project=people.project)}/delete-tags", json=body)
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
    assert dora.tags(f"{people.project}/app") == ["a"]
