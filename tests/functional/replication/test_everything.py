"""One of each thing that registries hold goes to another registry, and comes back from there."""

import pytest

from tests.functional.replication.conftest import Scene, Twin
from tests.functional.replication.goods import Goods, a_signed_index, one_of_each, referrers_of
from tests.support.peers import DockerRegistry
from tests.support.registry import RegistryClient


def _assert_arrived(goods: Goods, client: RegistryClient, place: str) -> None:
    goods.assert_arrived(client, lambda name: f"{place}/{name}")
    assert goods.signed is not None
    expected = {one.digest for one in goods.loose["signed"]}
    assert referrers_of(client, f"{place}/signed", goods.signed.digest) == expected


def test_all_goes_to_docker_registry_and_comes_back(
    scene: Scene, distribution: DockerRegistry
) -> None:
    moves, place, back = scene.moves, scene.place, f"{scene.project}-back"
    goods = one_of_each()
    goods.push(scene.here, scene.project)
    registry = moves.registry(distribution, concurrency=3)
    policy = moves.push_policy(registry, f"{scene.project}/**", dest_namespace=place)
    moves.run(policy).require_success()
    with distribution.client() as there:
        _assert_arrived(goods, there, place)
    goods.loose.pop("loose")  # what has no tag is in no list there
    policy = moves.pull_policy(registry, f"{place}/**", dest_namespace=back)
    moves.run(policy).require_success()
    _assert_arrived(goods, scene.here, back)
    again = moves.run(policy).require_success()
    assert set(again.verdicts) == {"present"}
    assert again.sent == 0
    scene.require_sound(back)


@pytest.mark.parametrize("kind", ["tokens_distribution", "tls_distribution"])
def test_other_doors_of_docker_registry(
    kind: str, scene: Scene, request: pytest.FixtureRequest
) -> None:
    """By tokens of another service; and in TLS with an authority of its own."""
    peer: DockerRegistry = request.getfixturevalue(kind)
    moves, place, back = scene.moves, scene.place, f"{scene.project}-back"
    goods = a_signed_index()
    goods.push(scene.here, scene.project)
    registry = moves.registry(peer)
    policy = moves.push_policy(registry, f"{scene.project}/**", dest_namespace=place)
    moves.run(policy).require_success()
    with peer.client() as there:
        _assert_arrived(goods, there, place)
    policy = moves.pull_policy(registry, f"{place}/**", dest_namespace=back)
    moves.run(policy).require_success()
    _assert_arrived(goods, scene.here, back)


def test_all_goes_to_another_one_of_these_and_comes_back(scene: Scene, twin: Twin) -> None:
    moves, place, back = scene.moves, scene.place, f"{scene.project}-back"
    goods = one_of_each()
    goods.push(scene.here, scene.project)
    registry = moves.registry(twin, concurrency=3)
    policy = moves.push_policy(registry, f"{scene.project}/**", dest_namespace=place)
    moves.run(policy).require_success()
    _assert_arrived(goods, twin.client, place)
    again = moves.run(policy).require_success()
    assert set(again.verdicts) == {"present"}
    assert again.sent == 0
    policy = moves.pull_policy(registry, f"{place}/**", dest_namespace=back)
    moves.run(policy).require_success()
    _assert_arrived(goods, scene.here, back)
    scene.require_sound(back)
    twin.oracle.require_clean()
