"""A real docker engine logs in, pushes and pulls, and is refused, as people use it."""

import json
import os
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus

import pytest

from tests.support import people as cast_of
from tests.support.api import ApiClient
from tests.support.docker import DockerEngine, DockerUser
from tests.support.people import OUTSIDER, ROLE_OF, People, Person
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server

WRITERS = ["petra", "mona", "dora"]
READERS = [*ROLE_OF]
PUSH_REFUSED = "denied: requested access to the resource is denied"
PULL_REFUSED = "pull access denied"


@dataclass(frozen=True)
class Site:
    """A registry, an engine, and people who use both."""

    server: Server
    engine: DockerEngine
    api: ApiClient
    users: dict[str, Person]

    def new_project(self, *, public: bool = False) -> People:
        return cast_of.in_new_project(self.api, self.users, public=public)

    def user(self, name: str | None) -> DockerUser:
        """Sit a member of the cast down, logged in; None is somebody who never logs in."""
        person = self.users[name] if name else None
        user = DockerUser(self.engine, self.server.registry, person)
        if person:
            user.login()
        return user

    def small_image(self) -> str:
        """Make an image like no other and return its local id."""
        return self.engine.import_busybox(f"small:{uuid.uuid4().hex[:12]}", os.urandom(2048))

    def debian_image(self) -> str:
        return self.engine.import_debian("debian:bookworm")


@pytest.fixture(scope="module")
def engine() -> Iterator[DockerEngine]:
    engine = DockerEngine()
    try:
        engine.start()
        yield engine
    finally:
        engine.stop()


@pytest.fixture(scope="module")
def site(engine: DockerEngine) -> Iterator[Site]:
    with Server() as server:
        api = ApiClient(server.base_url, (ADMIN, server.admin_password))
        try:
            yield Site(server, engine, api, cast_of.create(api))
        finally:
            api.close()


@pytest.fixture
def people(site: Site) -> People:
    return site.new_project()


@dataclass(frozen=True)
class Published:
    """An image that a registry holds and no engine."""

    project: str
    reference: str
    image_id: str


def publish(site: Site, people: People) -> Published:
    image_id = site.small_image()
    reference = f"{people.project}/app:1.0"
    site.user("petra").push(image_id, reference)
    site.engine.forget(image_id)
    return Published(people.project, reference, image_id)


@pytest.fixture
def private(site: Site, people: People) -> Published:
    return publish(site, people)


@pytest.fixture
def public(site: Site) -> Published:
    return publish(site, site.new_project(public=True))


def has_repository(site: Site, repository: str) -> bool:
    """Ask as the administrator, who sees everything."""
    registry = RegistryClient(site.server.base_url)
    try:
        admin = registry.as_(ADMIN, site.server.admin_password)
        status = admin.request("GET", f"/v2/{repository}/tags/list").status_code
    finally:
        registry.close()
    assert status in {HTTPStatus.OK, HTTPStatus.NOT_FOUND}
    return status == HTTPStatus.OK


def test_the_right_password_logs_in(site: Site) -> None:
    user = DockerUser(site.engine, site.server.registry, site.users["dora"])
    assert "Login Succeeded" in user.login()
    assert site.server.registry in json.loads((user.config / "config.json").read_text())["auths"]


def test_a_wrong_password_does_not_log_in(site: Site) -> None:
    user = DockerUser(site.engine, site.server.registry, site.users["dora"])
    said = user.login_refused("Not-Her-Password-1")
    assert "unauthorized" in said
    assert "Login Succeeded" not in said
    assert not (user.config / "config.json").exists()


@pytest.mark.parametrize("make", [Site.debian_image, Site.small_image], ids=["debian", "small"])
def test_a_pushed_image_comes_back_the_same(
    site: Site, people: People, make: Callable[[Site], str]
) -> None:
    image_id = make(site)
    dora = site.user("dora")
    dora.push(image_id, f"{people.project}/base:1.0")
    site.engine.forget(image_id)
    assert dora.pull(f"{people.project}/base:1.0") == image_id


def test_a_pulled_image_runs(site: Site, private: Published) -> None:
    name = f"{site.server.registry}/{private.reference}"
    site.user("gus").pull(private.reference)
    said = site.engine.cli("run", "--rm", "--network=none", name, "/bin/sh", "-c", "echo it runs")
    assert said == "it runs\n"


def test_a_second_tag_sends_no_layer_again(site: Site, people: People) -> None:
    image_id = site.small_image()
    dora = site.user("dora")
    assert "Pushed" in dora.push(image_id, f"{people.project}/app:1.0")
    assert "Layer already exists" in dora.push(image_id, f"{people.project}/app:latest")
    site.engine.forget(image_id)
    assert dora.pull(f"{people.project}/app:latest") == image_id


def test_a_second_repository_gets_the_layers_of_the_first(site: Site, people: People) -> None:
    image_id = site.small_image()
    dora = site.user("dora")
    dora.push(image_id, f"{people.project}/app:1.0")
    said = dora.push(image_id, f"{people.project}/copy:1.0")
    assert f"Mounted from {people.project}/app" in said or "Layer already exists" in said
    site.engine.forget(image_id)
    assert dora.pull(f"{people.project}/copy:1.0") == image_id


@pytest.mark.parametrize("who", WRITERS)
def test_whose_role_allows_it_pushes(site: Site, people: People, who: str) -> None:
    image_id = site.small_image()
    assert "Pushed" in site.user(who).push(image_id, f"{people.project}/app:1.0")
    assert has_repository(site, f"{people.project}/app")


@pytest.mark.parametrize("who", ["gus", "lena", OUTSIDER, None])
def test_nobody_else_pushes(site: Site, people: People, who: str | None) -> None:
    said = site.user(who).push_refused(site.small_image(), f"{people.project}/app:1.0")
    assert PUSH_REFUSED in said
    assert not has_repository(site, f"{people.project}/app")


@pytest.mark.parametrize("who", READERS)
def test_every_member_pulls(site: Site, private: Published, who: str) -> None:
    assert site.user(who).pull(private.reference) == private.image_id


@pytest.mark.parametrize("who", [OUTSIDER, None])
def test_nobody_else_pulls(site: Site, private: Published, who: str | None) -> None:
    assert PULL_REFUSED in site.user(who).pull_refused(private.reference)
    assert not site.engine.has_image(private.image_id)


@pytest.mark.parametrize("who", [OUTSIDER, None])
def test_everybody_pulls_from_a_public_project(
    site: Site, public: Published, who: str | None
) -> None:
    assert site.user(who).pull(public.reference) == public.image_id


@pytest.mark.parametrize("who", ["gus", OUTSIDER, None])
def test_a_public_project_is_not_open_to_pushes(
    site: Site, public: Published, who: str | None
) -> None:
    said = site.user(who).push_refused(site.small_image(), f"{public.project}/mine:1.0")
    assert PUSH_REFUSED in said
    assert not has_repository(site, f"{public.project}/mine")


def test_after_logging_out_nothing_private_is_pulled(site: Site, private: Published) -> None:
    dora = site.user("dora")
    assert dora.pull(private.reference) == private.image_id
    site.engine.forget(private.image_id)
    dora.logout()
    assert PULL_REFUSED in dora.pull_refused(private.reference)
    assert not site.engine.has_image(private.image_id)


def test_two_people_push_and_pull_at_once(site: Site, people: People) -> None:
    def works(who: str) -> bool:
        user = site.user(who)
        for number in range(4):
            image_id = site.small_image()
            reference = f"{people.project}/of-{who}:{number}"
            user.push(image_id, reference)
            site.engine.forget(image_id)
            if user.pull(reference) != image_id:
                return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(works, ["dora", "mona"])) == [True, True]


def test_two_people_push_into_one_repository_at_once(site: Site, people: People) -> None:
    def pushed(who: str) -> str:
        image_id = site.small_image()
        site.user(who).push(image_id, f"{people.project}/shared:of-{who}")
        site.engine.forget(image_id)
        return image_id

    with ThreadPoolExecutor(2) as pool:
        dora, mona = pool.map(pushed, ["dora", "mona"])
    gus = site.user("gus")
    assert gus.pull(f"{people.project}/shared:of-dora") == dora
    assert gus.pull(f"{people.project}/shared:of-mona") == mona


def test_an_image_is_pulled_by_its_digest(site: Site, people: People) -> None:
    image_id = site.small_image()
    repository = f"{people.project}/app"
    dora = site.user("dora")
    dora.push(image_id, f"{repository}:1.0")
    digest = site.engine.digest_in(f"{site.server.registry}/{repository}", image_id)
    site.engine.forget(image_id)
    assert dora.pull(f"{repository}@{digest}") == image_id
