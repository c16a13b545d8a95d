"""containerd's ctr pushes and pulls, and is refused, as people use it; it keeps no logins."""

import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.containers import (
    NOT_THE_PASSWORD,
    Client,
    Received,
    exists,
    read_layout,
    received,
    small_image,
    small_index,
    write_layout,
)
from tests.support.docker import DockerEngine
from tests.support.images import Image, Index
from tests.support.people import OUTSIDER, ROLE_OF, People, Person
from tests.support.registry import RegistryClient
from tests.support.server import Server

PULL_REFUSED = "pull access denied"
PUSH_REFUSED = "insufficient_scope: authorization failed"


class Ctr(Client):
    """Somebody at ctr, who says who they are with each command."""

    def load(self, reference: str, image: Image | Index, folder: Path) -> None:
        """Give containerd an image under the name it is to have in the registry."""
        repository, _, tag = reference.rpartition(":")
        layout = write_layout(folder / image.digest[-12:], **{tag: image})
        archive = layout.with_suffix(".tar")
        with tarfile.open(archive, "w") as tar:
            tar.add(layout, ".")
        whole = ("--all-platforms", "--no-unpack")
        name = self.at(repository)
        self.does("images", "import", *whole, "--base-name", name, str(archive))

    def push(self, reference: str) -> str:
        return self.does("images", "push", *self._who, self.at(reference))

    def push_refused(self, reference: str) -> str:
        return self.refused("images", "push", *self._who, self.at(reference))

    def pull(self, reference: str) -> str:
        return self.does("images", "pull", "--all-platforms", *self._who, self.at(reference))

    def pull_refused(self, reference: str) -> str:
        return self.refused("images", "pull", *self._who, self.at(reference))

    @property
    def _who(self) -> tuple[str, ...]:
        return ("--plain-http", *(("-u", ":".join(self.person)) if self.person else ()))

    def names(self) -> list[str]:
        return self.does("images", "ls", "-q").split()

    def forget(self, reference: str, image: Image | Index) -> None:
        """Delete an image, so that the next pull has to fetch it."""
        self.does("images", "rm", "--sync", self.at(reference))
        assert image.digest not in self.does("content", "ls", "-q").split()

    def content(self, reference: str, folder: Path) -> Image | Index:
        """Read from containerd what it has under a name, every digest checked."""
        archive = folder / "export.tar"
        self.does("images", "export", "--all-platforms", str(archive), self.at(reference))
        with tarfile.open(archive) as tar:
            tar.extractall(folder / "export", filter="data")
        return read_layout(folder / "export", reference.rpartition(":")[2])


CtrOf = Callable[[Person | None], Ctr]


@pytest.fixture(scope="module")
def socket() -> Iterator[Path]:
    """Give the socket of the containerd that a docker engine brings along."""
    engine = DockerEngine()
    try:
        engine.start()
        yield engine.folder / "exec/containerd/containerd.sock"
    finally:
        engine.stop()


@pytest.fixture
def ctr(socket: Path, server: Server) -> CtrOf:
    """Give a maker of people at ctr: `ctr(people["dora"])`."""
    command = ("ctr", "--address", str(socket), "--namespace", "tests")
    return lambda person: Ctr(command, {}, server.registry, person)


def person(people: People, name: str | None) -> Person | None:
    return people[name] if name else None


@pytest.mark.parametrize("make", [small_image, small_index])
def test_what_is_pushed_comes_back_the_same(
    ctr: CtrOf,
    people: People,
    administrator: RegistryClient,
    tmp_path: Path,
    make: Callable[[], Image | Index],
) -> None:
    image = make()
    dora, name = ctr(people["dora"]), f"{people.project}/app:1.0"
    dora.load(name, image, tmp_path)
    dora.push(name)
    assert administrator.pull(name) == image
    dora.forget(name, image)
    dora.pull(name)
    assert dora.at(name) in dora.names()
    assert dora.content(name, tmp_path) == image


def test_an_image_is_pulled_by_its_digest(
    ctr: CtrOf, people: People, administrator: RegistryClient
) -> None:
    image = small_image()
    administrator.push(f"{people.project}/app:1.0", image)
    administrator.push(f"{people.project}/app:1.0", small_image())
    gus = ctr(people["gus"])
    gus.pull(f"{people.project}/app@{image.digest}")
    assert gus.at(f"{people.project}/app@{image.digest}") in gus.names()
    assert gus.does("content", "get", image.digest).encode() == image.manifest


def test_a_second_push_sends_nothing_again(
    ctr: CtrOf, people: People, server: Server, tmp_path: Path
) -> None:
    dora, name = ctr(people["dora"]), f"{people.project}/app:1.0"
    dora.load(name, small_image(), tmp_path)
    dora.push(name)
    before = received(server, f"{people.project}/app", "1.0")
    assert before == Received(sent=2, mounted=0)
    dora.does("images", "tag", dora.at(name), dora.at(f"{people.project}/app:2.0"))
    dora.push(f"{people.project}/app:2.0")
    assert received(server, f"{people.project}/app", "2.0") == before


def test_a_second_repository_gets_the_blobs_of_the_first(
    ctr: CtrOf, people: People, server: Server, administrator: RegistryClient
) -> None:
    image = small_image()
    name, copy = f"{people.project}/app:1.0", f"{people.project}/copy:1.0"
    administrator.push(name, image)
    dora = ctr(people["dora"])
    dora.pull(name)
    dora.does("images", "tag", dora.at(name), dora.at(copy))
    dora.push(copy)
    assert received(server, f"{people.project}/copy", "1.0") == Received(sent=0, mounted=2)
    assert administrator.pull(copy) == image


def test_a_wrong_password_neither_pushes_nor_pulls(
    ctr: CtrOf, people: People, administrator: RegistryClient, tmp_path: Path
) -> None:
    administrator.push(f"{people.project}/app:1.0", small_image())
    dora = ctr(Person("dora", NOT_THE_PASSWORD))
    assert "401 Unauthorized" in dora.pull_refused(f"{people.project}/app:1.0")
    dora.load(f"{people.project}/new:1.0", small_image(), tmp_path)
    assert "401 Unauthorized" in dora.push_refused(f"{people.project}/new:1.0")
    assert not exists(administrator, f"{people.project}/new")


@pytest.mark.parametrize("who", ["petra", "mona", "dora"])
def test_whose_role_allows_it_pushes(
    ctr: CtrOf, people: People, administrator: RegistryClient, tmp_path: Path, who: str
) -> None:
    image = small_image()
    client, name = ctr(people[who]), f"{people.project}/app:1.0"
    client.load(name, image, tmp_path)
    client.push(name)
    assert administrator.pull(name) == image


@pytest.mark.parametrize("who", ["gus", "lena", OUTSIDER, None])
def test_nobody_else_pushes(
    ctr: CtrOf,
    people: People,
    administrator: RegistryClient,
    tmp_path: Path,
    who: str | None,
) -> None:
    client, name = ctr(person(people, who)), f"{people.project}/app:1.0"
    client.load(name, small_image(), tmp_path)
    assert PUSH_REFUSED in client.push_refused(name)
    assert not exists(administrator, f"{people.project}/app")


@pytest.mark.parametrize("who", [*ROLE_OF])
def test_every_member_pulls(
    ctr: CtrOf, people: People, administrator: RegistryClient, tmp_path: Path, who: str
) -> None:
    image, name = small_image(), f"{people.project}/app:1.0"
    administrator.push(name, image)
    member = ctr(people[who])
    member.pull(name)
    assert member.content(name, tmp_path) == image


@pytest.mark.parametrize("who", [OUTSIDER, None])
def test_nobody_else_pulls(
    ctr: CtrOf, people: People, administrator: RegistryClient, who: str | None
) -> None:
    name = f"{people.project}/app:1.0"
    administrator.push(name, small_image())
    client = ctr(person(people, who))
    assert PULL_REFUSED in client.pull_refused(name)
    assert client.at(name) not in client.names()


@pytest.mark.parametrize("who", [OUTSIDER, None])
def test_everybody_pulls_from_a_public_project(
    ctr: CtrOf,
    cast: Callable[..., People],
    administrator: RegistryClient,
    tmp_path: Path,
    who: str | None,
) -> None:
    people = cast(public=True)
    image, name = small_image(), f"{people.project}/app:1.0"
    administrator.push(name, image)
    client = ctr(person(people, who))
    client.pull(name)
    assert client.content(name, tmp_path) == image
