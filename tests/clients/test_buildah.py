"""buildah logs in, builds upon what the registry has, pushes and pulls, and is refused."""

import json
import uuid
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
from tests.support.people import OUTSIDER, ROLE_OF, People, Person
from tests.support.registry import RegistryClient
from tests.support.server import Server

REFUSED = "denied: requested access to the resource is denied"

Buildah = Callable[[Person | None], Client]


@pytest.fixture
def buildah(machine: Machine) -> Buildah:
    """Give a maker of people at buildah: `buildah(people["dora"])` is logged in."""
    return partial(machine.logged_in, "buildah")


@pytest.fixture
def base(people: People, administrator: RegistryClient) -> str:
    """Give the name of an image with a shell that the project of `people` has."""
    administrator.push(f"{people.project}/base:1.0", busybox_image("the base"))
    return f"{people.project}/base:1.0"


def forget(client: Client, image_id: str) -> None:
    """Delete an image under all its names, so that the next pull has to fetch it."""
    client.does("rmi", "--force", image_id)
    client.refused("inspect", "--type=image", image_id)


def said_in(client: Client, image: str, *command: str) -> str:
    """Run a command in a container of an image and return what it printed."""
    container = client.does("from", image).strip()
    try:
        return client.does("run", "--isolation=chroot", container, "--", *command)
    finally:
        client.does("rm", container)


def person(people: People, name: str | None) -> Person | None:
    return people[name] if name else None


def test_the_right_password_logs_in_and_a_wrong_one_does_not(
    machine: Machine, people: People
) -> None:
    dora = machine.client("buildah", people["dora"])
    logins = Path(dora.environment["REGISTRY_AUTH_FILE"])
    assert "invalid username/password" in dora.login_refused(NOT_THE_PASSWORD)
    assert json.loads(logins.read_text()) == {}
    dora.login()
    assert dora.does("login", "--get-login", dora.registry).strip() == "dora"


def test_a_pushed_image_comes_back_the_same(buildah: Buildah, people: People) -> None:
    dora = buildah(people["dora"])
    image_id = load(dora, small_image())
    name = dora.at(f"{people.project}/app:1.0")
    dora.does("push", image_id, f"docker://{name}")
    forget(dora, image_id)
    assert dora.does("pull", "--quiet", name).strip() == image_id


def test_an_image_is_pulled_by_its_digest(
    buildah: Buildah, people: People, administrator: RegistryClient
) -> None:
    image, repository = small_image(), f"{people.project}/app"
    administrator.push(f"{repository}:1.0", image)
    administrator.push(f"{repository}:1.0", small_image())
    gus = buildah(people["gus"])
    pulled = gus.does("pull", "--quiet", gus.at(f"{repository}@{image.digest}")).strip()
    assert pulled == load(gus, image)


def test_a_build_starts_from_the_registry_and_sends_only_what_it_added(
    buildah: Buildah, people: People, server: Server, base: str, tmp_path: Path
) -> None:
    dora = buildah(people["dora"])
    marker = uuid.uuid4().hex
    (tmp_path / "marker").write_text(marker)
    recipe = tmp_path / "Containerfile"
    recipe.write_text(f"FROM {dora.at(base)}\nCOPY marker /etc/marker\nRUN echo ran > /etc/ran\n")
    name = dora.at(f"{people.project}/built:1.0")
    build = ("bud", "--isolation=chroot", "--quiet", "--tag", name, str(tmp_path))
    built = dora.does(*build).strip()
    dora.does("push", name)
    received_parts = received(server, f"{people.project}/built", "1.0")
    assert received_parts == Received(sent=2, mounted=1)  # sent: the new layer and the config
    forget(dora, built)
    gus = buildah(people["gus"])
    show = ("busybox", "cat", "/etc/marker", "/etc/ran")
    assert said_in(gus, name, *show) == f"{marker}ran\n"


def test_a_container_is_committed_straight_to_the_registry(
    buildah: Buildah, people: People, base: str
) -> None:
    dora = buildah(people["dora"])
    container = dora.does("from", dora.at(base)).strip()
    word = uuid.uuid4().hex
    script = f"echo {word} > /etc/word"
    dora.does("run", "--isolation=chroot", container, "--", "/bin/sh", "-c", script)
    name = dora.at(f"{people.project}/committed:1.0")
    dora.does("commit", "--rm", "--tls-verify=false", container, f"docker://{name}")
    assert said_in(dora, name, "busybox", "cat", "/etc/word") == f"{word}\n"


def test_a_build_upon_a_private_image_needs_a_login(
    buildah: Buildah, people: People, base: str, tmp_path: Path
) -> None:
    (tmp_path / "Containerfile").write_text(f"FROM {buildah(None).at(base)}\n")
    build = ("bud", "--isolation=chroot", "--pull-always", str(tmp_path))
    for who in (OUTSIDER, None):
        assert REFUSED in buildah(person(people, who)).refused(*build)
    buildah(people["gus"]).does(*build)


@pytest.mark.parametrize("who", ["petra", "mona", "dora"])
def test_whose_role_allows_it_pushes(
    buildah: Buildah, people: People, administrator: RegistryClient, who: str
) -> None:
    client = buildah(people[who])
    name = client.at(f"{people.project}/app:1.0")
    client.does("push", load(client, small_image()), f"docker://{name}")
    assert administrator.tags(f"{people.project}/app") == ["1.0"]


@pytest.mark.parametrize("who", ["gus", "lena", OUTSIDER, None])
def test_nobody_else_pushes(
    buildah: Buildah, people: People, administrator: RegistryClient, who: str | None
) -> None:
    client = buildah(person(people, who))
    name = client.at(f"{people.project}/app:1.0")
    image_id = load(client, small_image())
    assert REFUSED in client.refused("push", image_id, f"docker://{name}")
    assert not exists(administrator, f"{people.project}/app")


@pytest.mark.parametrize("who", [*ROLE_OF])
def test_every_member_pulls(
    buildah: Buildah, people: People, administrator: RegistryClient, who: str
) -> None:
    image, name = small_image(), f"{people.project}/app:1.0"
    administrator.push(name, image)
    member = buildah(people[who])
    assert member.does("pull", "--quiet", member.at(name)).strip() == load(member, image)


@pytest.mark.parametrize("who", [OUTSIDER, None])
def test_nobody_else_pulls(
    buildah: Buildah, people: People, administrator: RegistryClient, who: str | None
) -> None:
    name = f"{people.project}/app:1.0"
    administrator.push(name, small_image())
    client = buildah(person(people, who))
    assert REFUSED in client.refused("pull", client.at(name))
    client.refused("inspect", "--type=image", client.at(name))


def test_after_logging_out_nothing_private_is_pulled(
    buildah: Buildah, people: People, administrator: RegistryClient
) -> None:
    name = f"{people.project}/app:1.0"
    administrator.push(name, small_image())
    dora = buildah(people["dora"])
    forget(dora, dora.does("pull", "--quiet", dora.at(name)).strip())
    dora.logout()
    assert REFUSED in dora.refused("pull", dora.at(name))
    dora.refused("inspect", "--type=image", dora.at(name))
