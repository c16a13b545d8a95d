"""What policies let through, and the names that they give it (filters and namespaces)."""

import uuid
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.replication.conftest import Twin
from tests.functional.replication.goods import a_chart, an_own_image
from tests.functional.replication.moves import Moves
from tests.support.api import ApiClient, _made
from tests.support.connection import require
from tests.support.peers import DockerRegistry
from tests.support.registry import RegistryClient

EXCLUDES = {"decoration": "excludes"}
Expected = dict[str, list[str]]


def _filter(type_: str, value: Any, **more: str) -> dict[str, Any]:
    return {"type": type_, "value": value, **more}


def _label(api: ApiClient, path: str) -> str:
    """A label of the system, on an artifact; answers its name."""
    name = f"label-{uuid.uuid4().hex[:8]}"
    label = _made(api.post("/labels", json={"name": name, "scope": "g"}))
    require(api.post(f"{path}/labels", json={"id": label}), HTTPStatus.OK)
    return name


def _there(client: RegistryClient, namespace: str) -> Expected:
    """Repositories below a namespace, with their tags."""
    names = [name for name in client.repositories() if name.startswith(f"{namespace}/")]
    return {name.removeprefix(f"{namespace}/"): sorted(client.tags(name)) for name in names}


def _fill(api: ApiClient, client: RegistryClient, project: str) -> str:
    """Images of several tags, a chart, and one of them with a label, whose name is the answer."""
    for tag in ("v1", "v2", "dev"):
        client.push(f"{project}/app:{tag}", an_own_image())
    client.push(f"{project}/team/api:v1", an_own_image())
    client.push(f"{project}/chart:v1", a_chart())
    return _label(api, f"/projects/{project}/repositories/app/artifacts/v2")


def _cases(project: str, label: str) -> dict[str, tuple[str, list[dict[str, Any]], Expected]]:
    app, api, chart = ["dev", "v1", "v2"], ["v1"], ["v1"]
    deep = f"{project}/**"
    return {
        "some": (f"{project}/{{app,team/*}}", [], {"app": app, "team/api": api}),
        "tags": (
            deep,
            [_filter("tag", "v*")],
            {"app": ["v1", "v2"], "team/api": api, "chart": chart},
        ),
        "other-tags": (deep, [_filter("tag", "v*", **EXCLUDES)], {"app": ["dev"]}),
        "label": (deep, [_filter("label", [label])], {"app": ["v2"]}),
        "other-labels": (
            deep,
            [_filter("label", [label], **EXCLUDES)],
            {"app": ["dev", "v1"], "team/api": api, "chart": chart},
        ),
        "images": (deep, [_filter("resource", "image")], {"app": app, "team/api": api}),
        "artifacts": (deep, [_filter("resource", "artifact")], {"chart": chart}),
    }


def test_filters_of_what_is_pushed(
    moves: Moves, twin: Twin, here: RegistryClient, project: str, place: str
) -> None:
    cases = _cases(project, _fill(moves.api, here, project))
    registry = moves.registry(twin, concurrency=10)
    begun = {
        key: moves.begin(
            moves.push_policy(registry, names, filters=filters, dest_namespace=f"{place}-{key}")
        )
        for key, (names, filters, _) in cases.items()
    }
    for key, (_, _, expected) in cases.items():
        moves.end_of(begun[key]).require_success()
        assert _there(twin.client, f"{place}-{key}") == expected, key


def test_filters_of_what_is_pulled(
    moves: Moves, twin: Twin, here: RegistryClient, place: str
) -> None:
    """The other one of these tells labels and kinds as Harbor does."""
    project = f"{place}-source"
    twin.api.create_project(project)
    cases = _cases(project, _fill(twin.api, twin.client, project))
    del cases["some"], cases["tags"]
    registry = moves.registry(twin, concurrency=10)
    begun = {
        key: moves.begin(
            moves.pull_policy(registry, names, filters=filters, dest_namespace=f"{place}-{key}")
        )
        for key, (names, filters, _) in cases.items()
    }
    for key, (_, _, expected) in cases.items():
        moves.end_of(begun[key]).require_success()
        assert _there(here, f"{place}-{key}") == expected, key


@pytest.mark.parametrize("direction", ["push", "pull"])
def test_names_at_the_other_end(
    direction: str,
    moves: Moves,
    distribution: DockerRegistry,
    here: RegistryClient,
    project: str,
    place: str,
) -> None:
    registry = moves.registry(distribution, concurrency=10)
    with distribution.client() as there:
        source, target = (here, there) if direction == "push" else (there, here)
        source.push(f"{project}/a/b/app:1", an_own_image())
        make = moves.push_policy if direction == "push" else moves.pull_policy
        expected = {-1: "app", 0: f"{project}/a/b/app", 1: "a/b/app", 2: "b/app"}
        begun = {
            count: moves.begin(
                make(
                    registry,
                    f"{project}/**",
                    dest_namespace=f"{place}/n{count + 1}",
                    dest_namespace_replace_count=count,
                )
            )
            for count in expected
        }
        for count, name in expected.items():
            moves.end_of(begun[count]).require_success()
            assert target.tags(f"{place}/n{count + 1}/{name}") == ["1"]


def test_a_name_of_too_few_parts_is_told_and_holds_up_no_other(
    moves: Moves, distribution: DockerRegistry, here: RegistryClient, project: str, place: str
) -> None:
    here.push(f"{project}/flat:1", an_own_image())
    here.push(f"{project}/a/deep:1", an_own_image())
    registry = moves.registry(distribution)
    names = f"{project}/**"
    policy = moves.push_policy(
        registry, names, dest_namespace=place, dest_namespace_replace_count=2
    )
    ran = moves.run(policy)
    assert ran.status == "Failed"
    assert f"{project}/flat" in ran.told["status_text"]
    with distribution.client() as there:
        assert _there(there, place) == {"deep": ["1"]}
