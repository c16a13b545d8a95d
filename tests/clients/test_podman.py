"""podman logs in, pushes, pulls, lists and runs, and is refused, as people use it."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.support.containers import (
    NOT_THE_PASSWORD,
    Client,
    Machine,
    Received,
    busybox_image,
    exists,
    load,
    received,
    small_image,
)
from tests.support.images import DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST, Index
from tests.support.people import OUTSIDER, ROLE_OF, People, Person
from tests.support.registry import RegistryClient
from tests.support.server import Server

REFUSED = "denied: requested access to the resource is denied"

Podman = Callable[[Person | None], Client]


@pytest.fixture
def podman(machine: Machine) -> Podman:
    """Give a maker of people at podman: `podman(people["dora"])` is logged in."""
    return partial(machine.logged_in, "podman")


def forget(client: Client, image_id: str) -> None:
    """Delete an image under all its names, so that the next pull has to fetch it."""
    client.does("rmi", "--force", image_id)
    client.refused("image", "exists", image_id)


def publish(podman: Podman, people: People, reference: str) -> str:
    """Push an image that is in no storage afterwards; returns its id."""
    petra = podman(people["petra"])
    image_id = load(petra, small_image())
    petra.does("push", image_id, petra.at(reference))
    forget(petra, image_id)
    return image_id


def person(people: People, name: str | None) -> Person | None:
    return people[name] if name else None


def test_the_right_password_logs_in(machine: Machine, people: People) -> None:
    dora = machine.client("podman", people["dora"])
    dora.login()
    kept = json.loads(Path(dora.environment["REGISTRY_AUTH_FILE"]).read_text())
    assert [*kept["auths"]] == [dora.registry]
    assert dora.does("login", "--get-login", dora.registry).strip() == "dora"


def test_a_wrong_password_does_not_log_in(machine: Machine, people: People) -> None:
    dora = machine.client("podman", people["dora"])
    assert "invalid username/password" in dora.login_refused(NOT_THE_PASSWORD)
    assert json.loads(Path(dora.environment["REGISTRY_AUTH_FILE"]).read_text()) == {}


@pytest.mark.parametrize(("form", "media_type"), [("oci", OCI_MANIFEST), ("v2s2", DOCKER_MANIFEST)])
def test_a_pushed_image_comes_back_the_same(
    podman: Podman, people: People, administrator: RegistryClient, form: str, media_type: str
) -> None:
    dora = podman(people["dora"])
    image_id = load(dora, small_image())
    name = dora.at(f"{people.project}/app:1.0")
    dora.does("push", "--format", form, image_id, name)
    forget(dora, image_id)
    assert dora.does("pull", "--quiet", name).strip() == image_id
    assert administrator.pull(f"{people.project}/app:1.0").media_type == media_type


def test_a_pulled_image_runs(podman: Podman, people: People) -> None:
    dora = podman(people["dora"])
    image_id = load(dora, busybox_image("it runs"))
    name = dora.at(f"{people.project}/app:1.0")
    dora.does("push", image_id, name)
    forget(dora, image_id)
    no_group_left = ("--cgroup-parent=/", "--cgroups=no-conmon")
    run = ("run", "--rm", "--network=none", "--pull=always", "--quiet", *no_group_left)
    assert podman(people["gus"]).does(*run, name, "busybox", "cat", "/etc/marker") == "it runs"


def test_an_image_is_pulled_by_its_digest(
    podman: Podman, people: People, tmp_path: Path, administrator: RegistryClient
) -> None:
    dora = podman(people["dora"])
    image_id = load(dora, small_image())
    repository = f"{people.project}/app"
    said = tmp_path / "digest"
    dora.does("push", "--digestfile", str(said), image_id, dora.at(f"{repository}:1.0"))
    forget(dora, image_id)
    digest = said.read_text().strip()
    assert administrator.pull(f"{repository}:1.0").digest == digest
    assert dora.does("pull", "--quiet", dora.at(f"{repository}@{digest}")).strip() == image_id


def test_a_second_repository_gets_the_layers_of_the_first(
    podman: Podman, people: People, server: Server
) -> None:
    dora = podman(people["dora"])
    image_id = load(dora, small_image())
    dora.does("push", image_id, dora.at(f"{people.project}/app:1.0"))
    assert received(server, f"{people.project}/app", "1.0") == Received(sent=2, mounted=0)
    dora.does("push", image_id, dora.at(f"{people.project}/copy:1.0"))
    config_is_sent = Received(sent=1, mounted=1)  # podman mounts layers only
    assert received(server, f"{people.project}/copy", "1.0") == config_is_sent
    forget(dora, image_id)
    assert dora.does("pull", "-q", dora.at(f"{people.project}/copy:1.0")).strip() == image_id


def test_an_index_is_pushed_with_its_images_and_each_platform_gets_its_own(
    podman: Podman, people: People, administrator: RegistryClient
) -> None:
    dora = podman(people["dora"])
    ids = {arch: load(dora, small_image(arch)) for arch in ("amd64", "arm64")}
    name = dora.at(f"{people.project}/many:1.0")
    dora.does("manifest", "create", "localhost/many:1.0")
    for image_id in ids.values():
        dora.does("manifest", "add", "localhost/many:1.0", f"containers-storage:{image_id}")
    dora.does("manifest", "push", "--all", "--rm", "localhost/many:1.0", f"docker://{name}")
    pushed = administrator.pull(f"{people.project}/many:1.0")
    assert isinstance(pushed, Index)
    assert pushed.media_type == OCI_INDEX
    for image_id in ids.values():
        forget(dora, image_id)
    for arch, image_id in ids.items():
        assert dora.does("pull", "--quiet", f"--arch={arch}", name).strip() == image_id


def test_tags_are_listed(podman: Podman, people: People, administrator: RegistryClient) -> None:
    dora = podman(people["dora"])
    image_id = load(dora, small_image())
    repository = f"{people.project}/app"
    for tag in ("1.0", "2.0", "latest"):
        dora.does("push", image_id, dora.at(f"{repository}:{tag}"))
    search = ("search", "--list-tags", "--format=json", dora.at(repository))
    (listed,) = json.loads(podman(people["gus"]).does(*search))
    assert listed == {"Name": dora.at(repository), "Tags": ["1.0", "2.0", "latest"]}
    assert "denied" in podman(people[OUTSIDER]).refused(*search)


def test_only_the_administrator_searches_among_all_repositories(
    podman: Podman, people: People, admin: Person
) -> None:
    publish(podman, people, f"{people.project}/app:1.0")
    administrator = podman(admin)
    search = ("search", "--format", "{{.Name}}", administrator.at(people.project))
    assert administrator.does(*search).split() == [administrator.at(f"{people.project}/app")]
    assert "for system administrators" in podman(people["petra"]).refused(*search)


@pytest.mark.parametrize("who", ["petra", "mona", "dora"])
def test_whose_role_allows_it_pushes(
    podman: Podman, people: People, administrator: RegistryClient, who: str
) -> None:
    client = podman(people[who])
    client.does("push", load(client, small_image()), client.at(f"{people.project}/a:1"))
    assert administrator.tags(f"{people.project}/a") == ["1"]


@pytest.mark.parametrize("who", ["gus", "lena", OUTSIDER, None])
def test_nobody_else_pushes(
    podman: Podman,
    people: People,
    administrator: RegistryClient,
    who: str | None,
) -> None:
    client = podman(person(people, who))
    image_id = load(client, small_image())
    assert REFUSED in client.refused("push", image_id, client.at(f"{people.project}/app:1.0"))
    assert not exists(administrator, f"{people.project}/app")


@pytest.mark.parametrize("who", [*ROLE_OF])
def test_every_member_pulls(podman: Podman, people: People, who: str) -> None:
    image_id = publish(podman, people, f"{people.project}/app:1.0")
    member = podman(people[who])
    assert member.does("pull", "-q", member.at(f"{people.project}/app:1.0")).strip() == image_id


@pytest.mark.parametrize("who", [OUTSIDER, None])
def test_nobody_else_pulls(podman: Podman, people: People, who: str | None) -> None:
    image_id = publish(podman, people, f"{people.project}/app:1.0")
    client = podman(person(people, who))
    assert REFUSED in client.refused("pull", client.at(f"{people.project}/app:1.0"))
    client.refused("image", "exists", image_id)


@pytest.mark.parametrize("who", [OUTSIDER, None])
def test_everybody_pulls_from_a_public_project(
    podman: Podman, cast: Callable[..., People], who: str | None
) -> None:
    people = cast(public=True)
    image_id = publish(podman, people, f"{people.project}/app:1.0")
    client = podman(person(people, who))
    assert client.does("pull", "-q", client.at(f"{people.project}/app:1.0")).strip() == image_id


def test_after_logging_out_nothing_private_is_pulled(podman: Podman, people: People) -> None:
    image_id = publish(podman, people, f"{people.project}/app:1.0")
    dora = podman(people["dora"])
    name = dora.at(f"{people.project}/app:1.0")
    dora.does("pull", name)
    forget(dora, image_id)
    dora.logout()
    assert REFUSED in dora.refused("pull", name)
    dora.refused("image", "exists", image_id)
