"""How bytes go over: no faster than they may, in pieces, and each of them once."""

from datetime import datetime
from urllib.parse import unquote

import pytest

from tests.functional.replication.conftest import Scene, Twin
from tests.functional.replication.goods import an_own_image, assert_whole, some_bytes
from tests.functional.replication.moves import Moves, Ran
from tests.support.api import ApiClient
from tests.support.images import digest_of
from tests.support.peers import DockerRegistry
from tests.support.registry import RegistryClient

MIB = 2**20


def _seconds(ran: Ran) -> float:
    (task,) = ran.tasks
    begun, ended = (datetime.fromisoformat(task[name]) for name in ("start_time", "end_time"))
    return (ended - begun).total_seconds()


@pytest.mark.parametrize("direction", ["push", "pull"])
def test_a_policy_goes_no_faster_than_it_may(
    direction: str, scene: Scene, distribution: DockerRegistry
) -> None:
    """How near it comes to that is looked at where nothing else takes time (test_meters)."""
    moves, kib = scene.moves, 512
    registry = moves.registry(distribution)
    name = f"{scene.project}/app"
    with distribution.client() as there:
        source = scene.here if direction == "push" else there
        source.push(f"{name}:1", an_own_image(some_bytes(MIB), some_bytes(MIB // 2)))
    make = moves.push_policy if direction == "push" else moves.pull_policy
    ran = moves.run(make(registry, name, dest_namespace=scene.place, speed=kib)).require_success()
    assert ran.sent >= 1.5 * MIB
    assert _seconds(ran) >= ran.sent / kib / 1024


def test_large_blobs_go_in_pieces_if_a_policy_wants_it(
    scene: Scene, distribution: DockerRegistry, twin: Twin
) -> None:
    moves, place = scene.moves, scene.place
    image = an_own_image(some_bytes(21 * MIB), some_bytes(1000))
    scene.here.push(f"{scene.project}/app:1", image)
    policies = [
        moves.push_policy(
            moves.registry(peer), f"{scene.project}/app", dest_namespace=place, copy_by_chunk=True
        )
        for peer in (distribution, twin)
    ]
    for execution in [moves.begin(policy) for policy in policies]:
        moves.end_of(execution).require_success()
    mine = [one for one in distribution.requests() if f"/v2/{place}/" in one.path]
    assert [one.status for one in mine if one.method == "PATCH"] == [202] * 3
    with distribution.client() as there:
        assert_whole(there, f"{place}/app", image)
    assert_whole(twin.client, f"{place}/app", image)


def test_a_layer_of_many_repositories_is_sent_once(
    moves: Moves, distribution: DockerRegistry, here: RegistryClient, project: str, place: str
) -> None:
    """Whichever of them comes first; the others link it, though they go at the same time."""
    layer = some_bytes(4 * MIB)
    for name in ("a", "b", "c", "d"):
        here.push(f"{project}/{name}:1", an_own_image(layer, some_bytes(1000)))
    registry = moves.registry(distribution, concurrency=3)
    policy = moves.push_policy(registry, f"{project}/**", dest_namespace=place)
    ran = moves.run(policy).require_success()
    assert ran.sent < 1.1 * len(layer)
    digest = digest_of(layer)
    sent = [
        one
        for one in distribution.requests()
        if one.method == "PUT" and f"/v2/{place}/" in one.path and digest in unquote(one.path)
    ]
    assert len(sent) == 1


def test_a_layer_of_many_repositories_is_fetched_once(
    moves: Moves, distribution: DockerRegistry, here: RegistryClient, project: str, place: str
) -> None:
    layer = some_bytes(4 * MIB)
    with distribution.client() as there:
        for name in ("a", "b", "c", "d"):
            there.push(f"{place}/{name}:1", an_own_image(layer, some_bytes(1000)))
    registry = moves.registry(distribution, concurrency=3)
    policy = moves.pull_policy(registry, f"{place}/**", dest_namespace=project)
    assert moves.run(policy).require_success().sent < 1.1 * len(layer)
    for name in ("a", "b", "c", "d"):
        assert here.get_blob(f"{project}/{name}", digest_of(layer)) == layer


def test_a_project_that_is_made_is_public_only_if_the_source_is(
    moves: Moves, twin: Twin, api: ApiClient, here: RegistryClient, place: str
) -> None:
    registry = moves.registry(twin)
    for word in ("true", "false"):
        project, there, back = f"{place}-{word}", f"{place}-{word}-there", f"{place}-{word}-back"
        api.create_project(project, public=word == "true")
        here.push(f"{project}/app:1", an_own_image())
        pushes = moves.push_policy(registry, f"{project}/app", dest_namespace=there)
        moves.run(pushes).require_success()
        pulls = moves.pull_policy(registry, f"{there}/app", dest_namespace=back)
        moves.run(pulls).require_success()
        for end, name in ((twin.api, there), (api, back)):
            assert end.get(f"/projects/{name}").json()["metadata"]["public"] == word
