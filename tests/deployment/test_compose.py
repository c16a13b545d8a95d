"""docker-compose.yml as it is: up by one command, whole again after anything in it was killed."""

import os
import tomllib
import uuid
from collections.abc import Iterator
from http import HTTPStatus

import pytest
import yaml

from tests.deployment import images
from tests.deployment.composed import (
    URL,
    Installation,
    get,
    push_and_pull,
    read_log,
    wait_well,
)
from tests.deployment.engine import DeploymentEngine
from tests.support.connection import connection
from tests.support.processes import LOOPBACK, free_port, wait_until
from tests.support.registry import RegistryClient, digest_of
from tests.support.server import ADMIN_PASSWORD, REPOSITORY_ROOT

LASTING = ("web", "worker", "beat", "redis", "postgres", "nginx")
FIRST_PART = 16 * 2**20
SEEN_EARLY = 4 * 2**20
LOCAL_URL = "http://localhost:8080"
KILOBYTES_AT_MOST = 200_000


def test_every_app_gets_into_the_image() -> None:
    described = tomllib.loads((REPOSITORY_ROOT / "pyproject.toml").read_text())
    allowed = (REPOSITORY_ROOT / ".dockerignore").read_text().splitlines()
    apps = described["tool"]["importlinter"]["root_packages"]
    assert [app for app in apps if f"!{app}" not in allowed] == []


def test_every_image_has_a_version() -> None:
    versions = {name.partition(":")[2] for name in images.names().values()}
    assert not versions & {"", "latest"}


def test_one_service_builds_the_image_of_all_the_others() -> None:
    described = yaml.safe_load((REPOSITORY_ROOT / "docker-compose.yml").read_text())["services"]
    builders = [service["image"] for service in described.values() if "build" in service]
    assert builders == [described["web"]["image"]]


def test_what_is_pushed_through_nginx_comes_back_the_same(installation: Installation) -> None:
    push_and_pull(installation)


def test_all_that_lasts_is_well_and_the_migration_has_ended(installation: Installation) -> None:
    for service in LASTING:
        wait_well(installation, service)
    migration = installation.state(installation.container("migrate"))
    assert (migration["Status"], migration["ExitCode"]) == ("exited", 0)


def test_the_console_is_in_the_image(installation: Installation) -> None:
    answer = get("/ui/")
    assert answer.status_code == HTTPStatus.OK
    assert "/ui/assets/" in answer.text


def test_the_registry_runs_with_no_more_than_it_needs(installation: Installation) -> None:
    def said(command: str) -> str:
        return installation.execute("web", "sh", "-c", command).strip()

    assert said("id -u") == "10001"
    assert said("touch /app/x 2>&1 || true").endswith("Read-only file system")
    assert said("command -v gcc cc make node npm pip || true") == ""
    assert said("ls -A /app/frontend") == "dist"
    assert "tests" not in said("ls -A /app").split()
    assert int(said("du -s /app").split()[0]) < KILOBYTES_AT_MOST


def test_the_image_alone_is_the_one_command(engine: DeploymentEngine) -> None:
    """It needs no more than a port, and keeps all in its volume."""
    port = free_port()
    published = f"{LOOPBACK}:{port}:8080"
    image = images.names()["web"]
    container = engine.cli("run", "--detach", "--publish", published, image).strip()
    try:
        wait_until(
            lambda: f"The registry is ready at {LOCAL_URL}" in engine.cli("logs", container),
            what="the banner is there",
            within=60,
        )
        with connection(f"http://{LOOPBACK}:{port}") as client:
            assert client.get("/api/v2.0/health").json()["status"] == "healthy"
    finally:
        engine.cli("rm", "--force", "--volumes", container)


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_only_the_migration_knows_the_first_password(
    installation: Installation, service: str
) -> None:
    environment = installation.inspect(installation.container(service))["Config"]["Env"]
    assert [entry for entry in environment if ADMIN_PASSWORD in entry] == []


def test_bytes_go_through_nginx_as_they_come(
    installation: Installation, administrator: RegistryClient
) -> None:
    """The registry has some of an upload on its disk before the client has sent the rest."""
    first, rest = os.urandom(FIRST_PART), os.urandom(1024)
    location = administrator.begin_upload("library/early")

    def has_some() -> bool:
        listed = "find /data/storage/uploads -type f -printf '%s\\n'"
        sizes = installation.execute("web", "sh", "-c", listed).split()
        return any(int(size) >= SEEN_EARLY for size in sizes)

    def parts() -> Iterator[bytes]:
        yield first
        wait_until(has_some, what="the registry holds what was sent", within=30)
        yield rest

    sent = administrator.request("PATCH", location, content=parts())
    assert sent.status_code == HTTPStatus.ACCEPTED
    assert sent.headers["Range"] == f"0-{FIRST_PART + len(rest) - 1}"
    digest = digest_of(first + rest)
    done = administrator.finish_upload(sent.headers["Location"], digest)
    assert done.status_code == HTTPStatus.CREATED
    assert administrator.get_blob("library/early", digest) == first + rest


def test_nobody_makes_up_an_address(installation: Installation) -> None:
    told = uuid.uuid4().hex
    headers = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https", "User-Agent": told}
    get("/v2/", headers)
    (line,) = (line for line in read_log(installation, "web") if line.get("user_agent") == told)
    networks = installation.inspect(installation.container("nginx"))["NetworkSettings"]["Networks"]
    (network,) = networks.values()
    assert line["address"] == network["Gateway"]  # where connections of this machine come from


def test_clients_are_sent_to_the_url_that_was_set(installation: Installation) -> None:
    answer = get("/v2/", {"Host": "somewhere.example.org"})
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert f'realm="{URL}/service/token"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("service", LASTING)
def test_what_is_killed_comes_back(installation: Installation, service: str) -> None:
    container = installation.container(service)
    before = installation.inspect(container)["RestartCount"]
    installation.kill(container)
    wait_well(installation, service)
    assert installation.inspect(container)["RestartCount"] > before
    wait_until(installation.is_healthy, what="the registry is healthy", within=60)
    push_and_pull(installation)


def test_the_example_names_what_the_compose_file_needs() -> None:
    example = (REPOSITORY_ROOT / ".env.example").read_text()
    given = {line.partition("=")[0] for line in example.splitlines() if "=" in line}
    needed = {"HARBOR_SECRET_KEY", "POSTGRES_PASSWORD", "HARBOR_ADMIN_PASSWORD", "LISTEN"}
    assert needed <= given


def test_the_processes_are_those_of_one_command() -> None:
    described = yaml.safe_load((REPOSITORY_ROOT / "docker-compose.yml").read_text())
    commands = {name: described["services"][name]["command"] for name in ("web", "worker", "beat")}
    assert commands == {name: ["run", name] for name in commands}
