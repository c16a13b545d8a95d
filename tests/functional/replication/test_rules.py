"""What happens to tags that the target has: kept, replaced, pruned; and before that, shown."""

from tests.functional.replication.conftest import Twin
from tests.functional.replication.goods import an_own_image
from tests.functional.replication.moves import Moves, Ran
from tests.support.api import ApiClient
from tests.support.peers import DockerRegistry
from tests.support.registry import RegistryClient


def _lines(ran: Ran) -> dict[str, str]:
    """The verdict on each tag, by its repository and name; what lost its tag is there as well."""
    return {
        f"{one['source'].split('/', 1)[1]}:{one['tag']}": one["verdict"]
        for one in ran.items
        if one["tag"]
    }


def test_a_tag_that_names_something_else_is_kept_or_replaced(
    moves: Moves, distribution: DockerRegistry, here: RegistryClient, project: str, place: str
) -> None:
    new, old = an_own_image(), an_own_image()
    here.push(f"{project}/app:1", new)
    here.push(f"{project}/app:2", an_own_image())
    registry, names = moves.registry(distribution), f"{project}/**"
    with distribution.client() as there:
        there.push(f"{place}/app:1", old)
        kept = moves.run(moves.push_policy(registry, names, dest_namespace=place, override=False))
        assert _lines(kept.require_success()) == {"app:1": "kept", "app:2": "copy"}
        assert there.get_manifest(f"{place}/app", "1") == old.manifest
        replaced = moves.run(moves.push_policy(registry, names, dest_namespace=place))
        assert _lines(replaced.require_success()) == {"app:1": "replace", "app:2": "present"}
        assert there.get_manifest(f"{place}/app", "1") == new.manifest


def test_a_mirror_prunes_what_vanished_and_a_dry_run_shows_it_before(
    moves: Moves, twin: Twin, here: RegistryClient, api: ApiClient, project: str, place: str
) -> None:
    same, new = an_own_image(), an_own_image()
    for reference, image in {"app:same": same, "app:moved": an_own_image()}.items():
        here.push(f"{project}/{reference}", image)
    here.push(f"{project}/gone:1", an_own_image())
    here.push(f"{project}/gone:2", an_own_image())
    registry, names = moves.registry(twin), f"{project}/**"
    policy = moves.push_policy(registry, names, dest_namespace=place, mirror=True)
    moves.run(policy).require_success()
    twin.client.push(f"{place}/app:foreign", an_own_image())
    here.push(f"{project}/app:moved", new)
    here.push(f"{project}/app:new", new)
    assert api.delete(f"/projects/{project}/repositories/gone").status_code == 200

    expected = {
        "app:same": "present",
        "app:moved": "replace",
        "app:new": "copy",
        "app:foreign": "delete",
        "gone:1": "delete",
        "gone:2": "delete",
    }
    shown = moves.run(policy, dry_run=True).require_success()
    assert _lines(shown) == expected
    assert {item["outcome"] for item in shown.items} == {""}
    assert shown.sent == 0
    assert sorted(twin.client.tags(f"{place}/app")) == ["foreign", "moved", "same"]
    assert sorted(twin.client.tags(f"{place}/gone")) == ["1", "2"]

    ran = moves.run(policy).require_success()
    assert _lines(ran) == expected
    done = {item["tag"] for item in ran.items if item["outcome"] == "done"}
    assert done == {"moved", "new", "foreign", "1", "2"}
    assert sorted(twin.client.tags(f"{place}/app")) == ["moved", "new", "same"]
    assert twin.client.get_manifest(f"{place}/app", "moved") == new.manifest
    assert not _tags_of_gone(twin, f"{place}/gone")
    assert set(_lines(moves.run(policy).require_success()).values()) == {"present"}


def _tags_of_gone(twin: Twin, repository: str) -> list[str]:
    answer = twin.client.request("GET", f"/v2/{repository}/tags/list")
    return [] if answer.status_code == 404 else list(answer.json()["tags"] or [])


def test_a_mirror_prunes_at_docker_registry_which_deletes_no_tags(
    moves: Moves, distribution: DockerRegistry, here: RegistryClient, project: str, place: str
) -> None:
    """A manifest goes with the last of its tags; one that has another tag stays, and it is told."""
    here.push(f"{project}/app:1", an_own_image())
    shared = an_own_image()
    registry = moves.registry(distribution)
    policy = moves.push_policy(registry, f"{project}/**", dest_namespace=place, mirror=True)
    here.push(f"{project}/app:kept", shared)
    with distribution.client() as there:
        there.push(f"{place}/app:alone", an_own_image())
        moves.run(policy).require_success()
        assert sorted(there.tags(f"{place}/app")) == ["1", "kept"]
        there.push(f"{place}/app:second", shared)
        ran = moves.run(policy)
        assert sorted(there.tags(f"{place}/app")) == ["1", "kept", "second"]
    assert ran.status == "Failed"
    (failed,) = [item for item in ran.items if item["outcome"] == "failed"]
    assert (failed["tag"], failed["cause"]) == ("second", "unsupported")


def test_a_mirror_pulls_and_prunes_here(
    moves: Moves, distribution: DockerRegistry, here: RegistryClient, project: str, place: str
) -> None:
    registry = moves.registry(distribution)
    with distribution.client() as there:
        for tag in ("1", "2"):
            there.push(f"{place}/app:{tag}", an_own_image())
        policy = moves.pull_policy(registry, f"{place}/**", dest_namespace=project, mirror=True)
        moves.run(policy).require_success()
        here.push(f"{project}/app:foreign", an_own_image())
        ran = moves.run(policy).require_success()
    assert _lines(ran) == {"app:1": "present", "app:2": "present", "app:foreign": "delete"}
    assert sorted(here.tags(f"{project}/app")) == ["1", "2"]


def test_a_mirror_puts_no_two_repositories_into_one(
    moves: Moves, twin: Twin, here: RegistryClient, project: str, place: str
) -> None:
    """Each would prune what the other brought."""
    here.push(f"{project}/one/app:1", an_own_image())
    here.push(f"{project}/other/app:2", an_own_image())
    here.push(f"{project}/alone:1", an_own_image())
    twin.api.create_project(place)
    twin.client.push(f"{place}/app:kept", an_own_image())
    names = f"{project}/**"
    ran = moves.run(
        moves.push_policy(
            moves.registry(twin), names, dest_namespace=place, mirror=True,
            dest_namespace_replace_count=-1,
        )
    )  # fmt: skip
    assert ran.status == "Failed"
    assert f"several repositories into {place}/app" in ran.log
    assert _lines(ran) == {"alone:1": "copy"}
    assert twin.client.tags(f"{place}/app") == ["kept"]


def test_a_mirror_follows_a_repository_into_the_place_of_another_one(
    moves: Moves, twin: Twin, here: RegistryClient, api: ApiClient, project: str, place: str
) -> None:
    here.push(f"{project}/one/app:1", an_own_image())
    policy = moves.push_policy(
        moves.registry(twin), f"{project}/**", dest_namespace=place, mirror=True,
        dest_namespace_replace_count=-1,
    )  # fmt: skip
    moves.run(policy).require_success()
    assert api.delete(f"/projects/{project}/repositories/one%252Fapp").status_code == 200
    here.push(f"{project}/other/app:2", an_own_image())
    ran = moves.run(policy).require_success()
    assert _lines(ran) == {"other/app:1": "delete", "other/app:2": "copy"}
    assert twin.client.tags(f"{place}/app") == ["2"]
