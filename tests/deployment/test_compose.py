"""docker-compose.yml as it is: up by one command, whole again after anything in it was killed."""

import os
import ssl
import tomllib
import uuid
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus

import httpx
import pytest
import yaml

from tests.deployment import images
from tests.deployment.composed import (
    REGISTRY,
    SETTINGS,
    URL,
    Installation,
    get,
    read_log,
    write_certificate,
)
from tests.deployment.engine import DeploymentEngine
from tests.support.connection import connection
from tests.support.processes import LOOPBACK, free_port, wait_until
from tests.support.registry import RegistryClient, digest_of
from tests.support.server import ADMIN, ADMIN_PASSWORD, REPOSITORY_ROOT

LASTING = ("web", "worker", "beat", "redis", "postgres", "nginx")
FIRST_PART = 16 * 2**20
SEEN_EARLY = 4 * 2**20
TLS_PORT = 8443
LOCAL_URL = "http://localhost:8080"
KILOBYTES_AT_MOST = 200_000


@pytest.fixture(scope="module")
def engine() -> Iterator[DeploymentEngine]:
    with DeploymentEngine() as engine:
        images.make_all(engine)
        with engine.in_own_network():
            yield engine


@pytest.fixture(scope="module")
def installation(engine: DeploymentEngine) -> Iterator[Installation]:
    installation = Installation(engine)
    try:
        installation.up()
        yield installation
    finally:
        installation.remove()


@pytest.fixture
def administrator(installation: Installation) -> Iterator[RegistryClient]:
    client = RegistryClient(URL)
    yield client.as_(ADMIN, ADMIN_PASSWORD)
    client.close()


def push_and_pull(installation: Installation, registry: str = REGISTRY) -> str:
    """Have the engine push an image like no other, forget it and fetch it; returns its name."""
    name = f"library/app:{uuid.uuid4().hex[:12]}"
    image_id = installation.engine.import_busybox("small:1", os.urandom(2048))
    user = installation.administrator(registry)
    user.push(image_id, name)
    installation.engine.forget(image_id)
    assert user.pull(name) == image_id
    return name


def wait_well(installation: Installation, service: str, within: float = 90) -> None:
    for container in installation.containers(service):
        wait_until(
            partial(installation.is_well, container),
            what=f"{service} is well",
            within=within,
        )


def test_every_app_gets_into_the_image() -> None:
    described = tomllib.loads((REPOSITORY_ROOT / "pyproject.toml").read_text())
    allowed = (REPOSITORY_ROOT / ".dockerignore").read_text().splitlines()
    apps = described["tool"]["importlinter"]["root_packages"]
    assert [app for app in apps if f"!{app}" not in allowed] == []


def test_every_image_has_a_version() -> None:
    versions = {name.partition(":")[2] for name in images.names().values()}
    assert not versions & {"", "latest"}


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


def test_what_is_due_is_done_by_beat_and_worker(
    installation: Installation, administrator: RegistryClient
) -> None:
    """After all the kills: beat tells Redis, Redis the worker, and the worker sweeps."""
    administrator.begin_upload("library/abandoned")

    def ask(statement: str) -> str:
        asked = ("psql", "-h", LOOPBACK, "-U", "harbor", "-d", "harbor", "-Atc", statement)
        secret = f"PGPASSWORD={SETTINGS['POSTGRES_PASSWORD']}"
        return installation.execute("postgres", "env", secret, *asked).strip()

    assert ask("UPDATE artifacts_upload SET expires_at = now()") != "UPDATE 0"
    wait_until(
        lambda: ask("SELECT count(*) FROM artifacts_upload") == "0",
        what="the abandoned upload is swept",
        within=120,
    )


def test_two_web_containers_serve_as_one(installation: Installation) -> None:
    installation.up("--scale", "web=2", "--no-recreate")
    wait_well(installation, "web")
    push_and_pull(installation)
    for container in installation.containers("web"):
        installation.kill(container)
        push_and_pull(installation)
        wait_well(installation, "web")
    installation.up()


def test_what_was_pushed_outlives_down_and_up(installation: Installation) -> None:
    name = push_and_pull(installation)
    image_id = installation.engine.image_id(f"{REGISTRY}/{name}")
    installation.engine.forget(image_id)
    installation.compose("down")
    installation.up()
    assert installation.administrator().pull(name) == image_id


def test_nginx_takes_a_certificate(installation: Installation) -> None:
    folder = write_certificate(installation.folder / "certificates")
    registry = f"{LOOPBACK}:{TLS_PORT}"
    url = f"https://{registry}"
    settings = {"HARBOR_EXTERNAL_URL": url, "TLS_FOLDER": str(folder), "LISTEN_TLS": registry}
    with installation.changed("deploy/tls.yml", **settings):
        installation.up()
        trusted = ssl.create_default_context(cafile=folder / "fullchain.pem")
        with httpx.Client(verify=trusted, trust_env=False) as client:
            answer = client.get(f"{url}/v2/")
        push_and_pull(installation, registry)
    assert f'realm="{url}/service/token"' in answer.headers["WWW-Authenticate"]
    assert "max-age" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("name", ["HARBOR_SECRET_KEY", "POSTGRES_PASSWORD"])
def test_without_a_secret_nothing_starts(installation: Installation, name: str) -> None:
    with installation.changed(**{name: ""}):
        done = installation.run("up", "--detach", "--no-build")
    assert done.returncode
    assert name in done.stdout
    assert ".env must have it" in done.stdout


def test_the_example_names_what_the_compose_file_needs() -> None:
    example = (REPOSITORY_ROOT / ".env.example").read_text()
    given = {line.partition("=")[0] for line in example.splitlines() if "=" in line}
    needed = {"HARBOR_SECRET_KEY", "POSTGRES_PASSWORD", "HARBOR_ADMIN_PASSWORD", "LISTEN"}
    assert needed <= given


def test_the_processes_are_those_of_one_command() -> None:
    described = yaml.safe_load((REPOSITORY_ROOT / "docker-compose.yml").read_text())
    commands = {name: described["services"][name]["command"] for name in ("web", "worker", "beat")}
    assert commands == {name: ["run", name] for name in commands}
