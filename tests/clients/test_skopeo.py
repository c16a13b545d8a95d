"""skopeo copies, synchronises, inspects, lists and deletes, and is refused, as people use it."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.support.api import ApiClient
from tests.support.containers import (
    NOT_THE_PASSWORD,
    Client,
    Machine,
    Received,
    exists,
    read_layout,
    received,
    small_image,
    small_index,
    write_layout,
)
from tests.support.images import DOCKER_LIST, DOCKER_MANIFEST, Image, Index
from tests.support.people import OUTSIDER, ROLE_OF, People, Person
from tests.support.registry import RegistryClient
from tests.support.server import Server

REFUSED = "denied: requested access to the resource is denied"

Skopeo = Callable[[Person | None], Client]


@pytest.fixture
def skopeo(machine: Machine) -> Skopeo:
    """Give a maker of people at skopeo: `skopeo(people["dora"])` is logged in."""
    return partial(machine.logged_in, "skopeo")


def on(client: Client, reference: str) -> str:
    return f"docker://{client.at(reference)}"


def person(people: People, name: str | None) -> Person | None:
    return people[name] if name else None


def test_the_right_password_logs_in_and_a_wrong_one_does_not(
    machine: Machine, people: People
) -> None:
    dora = machine.client("skopeo", people["dora"])
    logins = Path(dora.environment["REGISTRY_AUTH_FILE"])
    assert "invalid username/password" in dora.login_refused(NOT_THE_PASSWORD)
    assert json.loads(logins.read_text()) == {}
    dora.login()
    assert [*json.loads(logins.read_text())["auths"]] == [dora.registry]


def test_an_image_is_copied_there_and_back_byte_for_byte(
    skopeo: Skopeo, people: People, administrator: RegistryClient, tmp_path: Path
) -> None:
    image = small_image()
    dora, name = skopeo(people["dora"]), f"{people.project}/app:1.0"
    dora.does("copy", f"oci:{write_layout(tmp_path / 'out', it=image)}:it", on(dora, name))
    assert administrator.pull(name) == image
    dora.does("copy", on(dora, name), f"oci:{tmp_path / 'back'}:it")
    assert read_layout(tmp_path / "back", "it") == image


def test_an_index_is_copied_there_and_back_with_all_its_images(
    skopeo: Skopeo, people: People, administrator: RegistryClient, tmp_path: Path
) -> None:
    index = small_index()
    dora, name = skopeo(people["dora"]), f"{people.project}/many:1.0"
    layout = write_layout(tmp_path / "out", it=index)
    dora.does("copy", "--all", f"oci:{layout}:it", on(dora, name))
    assert administrator.pull(name) == index
    dora.does("copy", "--all", on(dora, name), f"oci:{tmp_path / 'back'}:it")
    assert read_layout(tmp_path / "back", "it") == index


def test_one_platform_of_an_index_is_copied(
    skopeo: Skopeo, people: People, administrator: RegistryClient, tmp_path: Path
) -> None:
    index = small_index()
    administrator.push(f"{people.project}/many:1.0", index)
    gus = skopeo(people["gus"])
    source = on(gus, f"{people.project}/many:1.0")
    gus.does("--override-arch=arm64", "copy", source, f"oci:{tmp_path}:it")
    assert read_layout(tmp_path, "it") == index.images[1]


def test_images_and_indexes_are_converted_to_the_docker_format(
    skopeo: Skopeo, people: People, administrator: RegistryClient
) -> None:
    image, index = small_image(), small_index()
    administrator.push(f"{people.project}/app:oci", image)
    administrator.push(f"{people.project}/app:many", index)
    dora = skopeo(people["dora"])
    for tag in ("oci", "many"):
        source, copy = (on(dora, f"{people.project}/app:{name}") for name in (tag, f"{tag}-docker"))
        dora.does("copy", "--all", "--format=v2s2", source, copy)
    converted = administrator.pull(f"{people.project}/app:oci-docker")
    assert isinstance(converted, Image)
    assert (converted.media_type, converted.blobs) == (DOCKER_MANIFEST, image.blobs)
    converted = administrator.pull(f"{people.project}/app:many-docker")
    assert isinstance(converted, Index)
    assert converted.media_type == DOCKER_LIST
    assert [one.blobs for one in converted.images] == [one.blobs for one in index.images]


def test_an_image_is_copied_by_its_digest(
    skopeo: Skopeo, people: People, administrator: RegistryClient, tmp_path: Path
) -> None:
    image = small_image()
    administrator.push(f"{people.project}/app:1.0", image)
    administrator.push(f"{people.project}/app:1.0", small_image())
    gus = skopeo(people["gus"])
    gus.does("copy", on(gus, f"{people.project}/app@{image.digest}"), f"oci:{tmp_path}:it")
    assert read_layout(tmp_path, "it") == image


def test_a_copy_in_another_repository_gets_the_layers_of_the_first(
    skopeo: Skopeo,
    people: People,
    server: Server,
    administrator: RegistryClient,
    tmp_path: Path,
) -> None:
    image = small_image()
    dora = skopeo(people["dora"])
    layout = write_layout(tmp_path, it=image)
    dora.does("copy", f"oci:{layout}:it", on(dora, f"{people.project}/app:1.0"))
    assert received(server, f"{people.project}/app", "1.0") == Received(sent=2, mounted=0)
    dora.does("copy", *(on(dora, f"{people.project}/{name}:1.0") for name in ("app", "copy")))
    config_is_sent = Received(sent=1, mounted=1)  # skopeo mounts layers only
    assert received(server, f"{people.project}/copy", "1.0") == config_is_sent
    assert administrator.pull(f"{people.project}/copy:1.0") == image


def test_a_second_tag_sends_nothing_again(
    skopeo: Skopeo, people: People, server: Server, administrator: RegistryClient
) -> None:
    image = small_image()
    administrator.push(f"{people.project}/app:1.0", image)
    before = received(server, f"{people.project}/app", "1.0")
    dora = skopeo(people["dora"])
    dora.does("copy", *(on(dora, f"{people.project}/app:{tag}") for tag in ("1.0", "2.0")))
    assert received(server, f"{people.project}/app", "2.0") == before
    assert administrator.pull(f"{people.project}/app:2.0") == image


def test_a_repository_is_synchronised_to_a_folder_and_from_there_to_another_project(
    skopeo: Skopeo,
    cast: Callable[..., People],
    administrator: RegistryClient,
    tmp_path: Path,
) -> None:
    here, there = cast(public=False), cast(public=False)
    images: dict[str, Image | Index] = {"1.0": small_image(), "2.0": small_index()}
    for tag, image in images.items():
        administrator.push(f"{here.project}/app:{tag}", image)
    mona = skopeo(here["mona"])
    sync = ("sync", "--all")
    source = mona.at(f"{here.project}/app")
    mona.does(*sync, "--src=docker", "--dest=dir", source, str(tmp_path))
    assert {folder.name for folder in tmp_path.iterdir()} == {"app:1.0", "app:2.0"}
    mona.does(*sync, "--src=dir", "--dest=docker", str(tmp_path), mona.at(there.project))
    assert_holds(administrator, f"{there.project}/app", images)


def test_a_repository_is_synchronised_from_project_to_project(
    skopeo: Skopeo, cast: Callable[..., People], administrator: RegistryClient
) -> None:
    here, there = cast(public=False), cast(public=False)
    images: dict[str, Image | Index] = {"1.0": small_image(), "2.0": small_index()}
    for tag, image in images.items():
        administrator.push(f"{here.project}/app:{tag}", image)
    mona = skopeo(here["mona"])
    places = mona.at(f"{here.project}/app"), mona.at(there.project)
    for _ in range(2):  # the second time there is nothing left to do
        mona.does("sync", "--all", "--src=docker", "--dest=docker", *places)
        assert_holds(administrator, f"{there.project}/app", images)


def assert_holds(
    administrator: RegistryClient, repository: str, images: dict[str, Image | Index]
) -> None:
    assert administrator.tags(repository) == [*images]
    for tag, image in images.items():
        assert administrator.pull(f"{repository}:{tag}") == image


def test_tags_are_listed(skopeo: Skopeo, people: People, administrator: RegistryClient) -> None:
    image = small_image()
    tags = sorted(f"1.{number}" for number in range(120))
    administrator.push(f"{people.project}/app:1.0", image)
    for tag in tags[1:]:
        administrator.push_manifest(f"{people.project}/app", tag, image.manifest)
    gus = skopeo(people["gus"])
    listed = json.loads(gus.does("list-tags", on(gus, f"{people.project}/app")))
    assert listed == {"Repository": gus.at(f"{people.project}/app"), "Tags": tags}


def test_an_image_is_inspected(
    skopeo: Skopeo, people: People, administrator: RegistryClient
) -> None:
    image = small_image("arm64")
    administrator.push(f"{people.project}/app:1.0", image)
    gus = skopeo(people["gus"])
    name = on(gus, f"{people.project}/app:1.0")
    told = json.loads(gus.does("inspect", name))
    assert (told["Digest"], told["Architecture"]) == (image.digest, "arm64")
    assert told["RepoTags"] == ["1.0"]
    assert gus.does("inspect", "--raw", name).encode() == image.manifest
    assert gus.does("inspect", "--raw", "--config", name).encode() == image.blobs[0]


@pytest.mark.parametrize("who", ["petra", "mona"])
def test_whose_role_allows_it_deletes(
    skopeo: Skopeo, people: People, administrator: RegistryClient, who: str
) -> None:
    gone, kept = small_image(), small_image()
    for tag, image in {"1.0": gone, "1.0.1": gone, "2.0": kept}.items():
        administrator.push(f"{people.project}/app:{tag}", image)
    client = skopeo(people[who])
    client.does("delete", on(client, f"{people.project}/app:1.0"))  # the image, not the tag only
    assert administrator.tags(f"{people.project}/app") == ["2.0"]
    assert administrator.pull(f"{people.project}/app:2.0") == kept
    assert "manifest unknown" in client.refused(
        "inspect", on(client, f"{people.project}/app@{gone.digest}")
    )


@pytest.mark.parametrize("who", ["dora", "gus", "lena", OUTSIDER, None])
def test_nobody_else_deletes(
    skopeo: Skopeo, people: People, administrator: RegistryClient, who: str | None
) -> None:
    image = small_image()
    administrator.push(f"{people.project}/app:1.0", image)
    client = skopeo(person(people, who))
    said = client.refused("delete", on(client, f"{people.project}/app:1.0"))
    assert "401 Unauthorized" in said
    assert administrator.pull(f"{people.project}/app:1.0") == image


@pytest.mark.parametrize("who", ["petra", "mona", "dora"])
def test_whose_role_allows_it_pushes(
    skopeo: Skopeo, people: People, administrator: RegistryClient, tmp_path: Path, who: str
) -> None:
    image = small_image()
    client, name = skopeo(people[who]), f"{people.project}/app:1.0"
    client.does("copy", f"oci:{write_layout(tmp_path, it=image)}:it", on(client, name))
    assert administrator.pull(name) == image


@pytest.mark.parametrize("who", ["gus", "lena", OUTSIDER, None])
def test_nobody_else_pushes(
    skopeo: Skopeo,
    people: People,
    administrator: RegistryClient,
    tmp_path: Path,
    who: str | None,
) -> None:
    client, name = skopeo(person(people, who)), f"{people.project}/app:1.0"
    layout = write_layout(tmp_path, it=small_image())
    assert REFUSED in client.refused("copy", f"oci:{layout}:it", on(client, name))
    assert not exists(administrator, f"{people.project}/app")


@pytest.mark.parametrize("who", [*ROLE_OF])
def test_every_member_pulls(
    skopeo: Skopeo, people: People, administrator: RegistryClient, tmp_path: Path, who: str
) -> None:
    image = small_image()
    administrator.push(f"{people.project}/app:1.0", image)
    member = skopeo(people[who])
    member.does("copy", on(member, f"{people.project}/app:1.0"), f"oci:{tmp_path}:it")
    assert read_layout(tmp_path, "it") == image


@pytest.mark.parametrize("who", [OUTSIDER, None])
def test_nobody_else_pulls_inspects_or_lists(
    skopeo: Skopeo,
    people: People,
    administrator: RegistryClient,
    tmp_path: Path,
    who: str | None,
) -> None:
    administrator.push(f"{people.project}/app:1.0", small_image())
    client = skopeo(person(people, who))
    name = on(client, f"{people.project}/app:1.0")
    assert REFUSED in client.refused("copy", name, f"oci:{tmp_path / 'back'}:it")
    assert REFUSED in client.refused("inspect", name)
    assert REFUSED in client.refused("list-tags", on(client, f"{people.project}/app"))


def test_synchronising_needs_a_role_at_both_ends(
    skopeo: Skopeo,
    people: People,
    api: ApiClient,
    administrator: RegistryClient,
) -> None:
    administrator.push(f"{people.project}/app:1.0", small_image())
    mine = f"{people.project}-mine"
    api.create_project(mine)
    api.add_member(mine, people[OUTSIDER].username, "developer")
    sync = ("sync", "--src=docker", "--dest=docker")
    for who in (OUTSIDER, "dora"):  # he may not read, she may not write
        client = skopeo(people[who])
        said = client.refused(*sync, client.at(f"{people.project}/app"), client.at(mine))
        assert REFUSED in said
    assert not exists(administrator, f"{mine}/app")


def test_after_logging_out_nothing_private_is_copied(
    skopeo: Skopeo, people: People, administrator: RegistryClient, tmp_path: Path
) -> None:
    administrator.push(f"{people.project}/app:1.0", small_image())
    dora = skopeo(people["dora"])
    copy = ("copy", on(dora, f"{people.project}/app:1.0"))
    dora.does(*copy, f"oci:{tmp_path / 'before'}:it")
    dora.logout()
    assert REFUSED in dora.refused(*copy, f"oci:{tmp_path / 'after'}:it")
