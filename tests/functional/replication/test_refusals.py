"""What the target refuses: told with its cause, at the tag that it is about, and at no other."""

from http import HTTPStatus

from tests.functional.api.test_immutable_rules import a_rule, add
from tests.functional.replication.conftest import Scene, Twin
from tests.functional.replication.goods import an_own_image, an_own_index, some_bytes
from tests.functional.replication.moves import Moves, Ran
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import Index
from tests.support.peers import DockerRegistry
from tests.support.registry import RegistryClient


def _failed(ran: Ran) -> dict[str, tuple[str, str]]:
    """Cause and words of what failed, by tag; the other items were done."""
    assert ran.status == "Failed", ran.told
    assert {item["outcome"] for item in ran.items} == {"failed", "done"}
    failed = [item for item in ran.items if item["outcome"] == "failed"]
    return {item["tag"]: (item["cause"], item["error"]) for item in failed}


def test_a_full_quota_at_the_target(scene: Scene, twin: Twin) -> None:
    """There, and here; what was there before stays whole."""
    moves, place, back = scene.moves, scene.place, f"{scene.project}-limited"
    scene.here.push(f"{scene.project}/app:small", an_own_image(some_bytes(100)))
    scene.here.push(f"{scene.project}/app:large", an_own_image(some_bytes(200_000)))
    twin.oracle.create_limited_project(place, 100_000)
    scene.oracle.create_limited_project(back, 100_000)
    registry, source = moves.registry(twin), f"{place}-source"
    names = f"{scene.project}/app"
    moves.run(moves.push_policy(registry, names, dest_namespace=source)).require_success()
    ran = [
        moves.run(moves.push_policy(registry, names, dest_namespace=place)),
        moves.run(moves.pull_policy(registry, f"{source}/app", dest_namespace=back)),
    ]
    for one, client, name in zip(ran, (twin.client, scene.here), (place, back), strict=True):
        ((tag, (cause, words)),) = _failed(one).items()
        assert (tag, cause) == ("large", "denied")
        assert "quota" in words
        assert [cause["count"] for cause in one.told["causes"]] == [1]
        assert client.tags(f"{name}/app") == ["small"]
    twin.oracle.require_clean()
    scene.require_sound()


def test_an_immutable_tag_at_the_target(
    moves: Moves, twin: Twin, api: ApiClient, here: RegistryClient, project: str, place: str
) -> None:
    back, old = f"{project}-back", an_own_image()
    here.push(f"{project}/app:v1", an_own_image())
    here.push(f"{project}/app:free", an_own_image())
    for end, client, name in ((twin.api, twin.client, place), (api, here, back)):
        end.create_project(name)
        client.push(f"{name}/app:v1", old)
        add(end, name, a_rule("v*"))
    registry = moves.registry(twin)
    source = f"{place}-source"
    moves.run(moves.push_policy(registry, f"{project}/*", dest_namespace=source)).require_success()
    ran = [
        moves.run(moves.push_policy(registry, f"{project}/*", dest_namespace=place)),
        moves.run(moves.pull_policy(registry, f"{source}/*", dest_namespace=back)),
    ]
    for one in ran:
        ((tag, (cause, words)),) = _failed(one).items()
        assert (tag, cause) == ("v1", "precondition")
        assert "immutable" in words
    for client, name in ((twin.client, place), (here, back)):
        assert client.get_manifest(f"{name}/app", "v1") == old.manifest
        assert sorted(client.tags(f"{name}/app")) == ["free", "v1"]


def test_an_index_of_which_a_part_is_missing(
    scene: Scene, twin: Twin, distribution: DockerRegistry
) -> None:
    """Those who take such indexes get it as it is; those who do not say so."""
    moves, here, project, place = scene.moves, scene.here, scene.project, scene.place
    there, missing = an_own_image(), an_own_image()
    index = an_own_index(there, missing)
    twin.api.create_project(place)
    for api, name in ((moves.api, project), (twin.api, place)):
        sparse = {"metadata": {"allow_sparse": "true"}}
        require(api.put(f"/projects/{name}", json=sparse), HTTPStatus.OK)
    here.push(f"{project}/sparse:1", Index(index.manifest, (there,)))
    here.push(f"{project}/sparse:whole", an_own_image())
    names = f"{project}/sparse"
    ran = moves.run(moves.push_policy(moves.registry(twin), names, dest_namespace=place))
    assert missing.digest in ran.require_success().log
    assert twin.client.get_manifest(f"{place}/sparse", "1") == index.manifest
    assert twin.client.get_manifest(f"{place}/sparse", there.digest) == there.manifest
    refused = moves.run(
        moves.push_policy(moves.registry(distribution), names, dest_namespace=place)
    )
    ((tag, (cause, _)),) = _failed(refused).items()
    assert (tag, cause) == ("1", "missing")
    with distribution.client() as client:
        assert client.tags(f"{place}/sparse") == ["whole"]


def test_a_secret_that_is_wrong_by_now(
    moves: Moves, here: RegistryClient, project: str, place: str
) -> None:
    """The run fails once, and says why, rather than to try again and again."""
    here.push(f"{project}/app:1", an_own_image())
    with DockerRegistry() as peer:
        policy = moves.push_policy(moves.registry(peer), f"{project}/app", dest_namespace=place)
        peer.forget_everybody()
        ran = moves.run(policy)
    assert ran.status == "Failed"
    assert "the user name or the secret is wrong" in ran.told["status_text"]
    assert [len(task["attempts"]) for task in ran.tasks] == [1]
