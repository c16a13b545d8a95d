"""What every test may ask for: a server, its clients, the cast, a database of the chosen kind."""

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Generator, Iterator
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import django
import pytest
from django.conf import settings

from tests.support import people as cast_of
from tests.support.api import ApiClient
from tests.support.people import People, Person
from tests.support.postgresql import Databases, PostgresCluster, database_of
from tests.support.processes import LOOPBACK
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, Server

SETTINGS_MODULE = "harbor_py.settings"
_FOLDER = pytest.StashKey[Path]()
_CLUSTER = pytest.StashKey[PostgresCluster]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="what the server and the domain tests keep their rows in",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Prepare the environment once for the run, then let Django read its settings.

    The workers of xdist inherit what the first process prepared.
    """
    if not hasattr(config, "workerinput"):
        signal.signal(signal.SIGTERM, _interrupt)
        _prepare_environment(config)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)
    django.setup()
    config.pluginmanager.import_plugin("tests.support.domain")
    config.addinivalue_line("markers", "sqlite: about SQLite's own file; PostgreSQL has none")
    config.addinivalue_line("markers", "postgresql: about many writers at once; SQLite has one")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    other = "postgresql" if config.getoption("--database") == "sqlite" else "sqlite"
    about_other = [item for item in items if item.get_closest_marker(other)]
    items[:] = [item for item in items if item not in about_other]
    config.hook.pytest_deselected(items=about_other)


def _interrupt(number: int, frame: FrameType | None) -> None:
    """Treat SIGTERM as Ctrl-C, so that a run that is ended stops what it started."""
    raise KeyboardInterrupt


def _prepare_environment(config: pytest.Config) -> None:
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        raise pytest.UsageError(
            "leave DJANGO_SETTINGS_MODULE out of the environment and of pyproject.toml, or Django"
            " reads its settings before tests/conftest.py has chosen the database and the folder"
        )
    for name in [name for name in os.environ if name.startswith("HARBOR_")]:
        del os.environ[name]
    config.stash[_FOLDER] = folder = Path(tempfile.mkdtemp(prefix="harbor-tests-"))
    os.environ["HARBOR_DATA_DIR"] = _make(folder / "data")
    if config.getoption("--database") == "postgresql":
        config.stash[_CLUSTER] = cluster = PostgresCluster()
        cluster.start()
        os.environ["HARBOR_DATABASE_URL"] = cluster.create_database()


def _make(folder: Path) -> str:
    folder.mkdir()
    return str(folder)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config, specs: list[Any]) -> None:
    """Give each worker a data folder of its own."""
    for number, spec in enumerate(specs):
        spec.env["HARBOR_DATA_DIR"] = _make(config.stash[_FOLDER] / f"data-{number}")


def pytest_unconfigure(config: pytest.Config) -> None:
    if cluster := config.stash.get(_CLUSTER, None):
        cluster.remove()
    if folder := config.stash.get(_FOLDER, None):
        shutil.rmtree(folder)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the end of the server's log with a test that failed."""
    report = yield
    if report.failed:
        for server in getattr(item, "funcargs", {}).values():
            if isinstance(server, Server):
                report.sections.append(("end of the server's log", server.tail()))
    return report


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """Keep the domain tests' SQLite in a file, as the product does: in memory it locks otherwise.

    Overrides what pytest-django does by default, and then goes on with it.
    """
    for database in settings.DATABASES.values():
        if "sqlite" in database["ENGINE"]:
            file = Path(os.environ["HARBOR_DATA_DIR"]) / "test.sqlite3"
            database.setdefault("TEST", {})["NAME"] = str(file)
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(autouse=True)
def clock_was_asked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for the database's clock first: it is once a minute, and where queries are counted."""
    asks = {"db", "transactional_db"} & set(request.fixturenames)
    if asks or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_django_db_helper")
        from jobs import clock  # noqa: PLC0415  # settings are read by now

        monkeypatch.setattr(clock, "_answer", None)
        clock.now()


@pytest.fixture(scope="session")
def postgres(pytestconfig: pytest.Config) -> Iterator[Databases]:
    """Give the cluster of the run, or with SQLite one started now."""
    if url := os.environ.get("HARBOR_DATABASE_URL"):
        yield Databases(url)
        return
    cluster = PostgresCluster()
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Give the server that the functional tests share, on the database of --database.

    It may call the other registries of the tests, and no other address of this machine.
    """
    with Server(database_url=database_of(request), outbound_allow=LOOPBACK) as running:
        yield running


@pytest.fixture(scope="session")
def admin(server: Server) -> Person:
    return Person(ADMIN, server.admin_password)


@pytest.fixture(scope="session")
def api(server: Server, admin: Person) -> Iterator[ApiClient]:
    """Give the REST API as the system administrator sees it; `api.as_(*people["dora"])`."""
    client = ApiClient(server.base_url, admin)
    yield client
    client.close()


@pytest.fixture
def registry(server: Server) -> Iterator[RegistryClient]:
    """Give an anonymous registry client; `registry.as_(*people["dora"])`."""
    client = RegistryClient(server.base_url)
    yield client
    client.close()


@pytest.fixture(scope="session")
def users(api: ApiClient) -> dict[str, Person]:
    return cast_of.create(api)


@pytest.fixture
def cast(api: ApiClient, users: dict[str, Person]) -> Callable[..., People]:
    """Give a maker of projects with the cast in them: `cast(public=True)`."""
    return partial(cast_of.in_new_project, api, users)


@pytest.fixture
def people(cast: Callable[..., People]) -> People:
    """Give the cast in a new private project."""
    return cast(public=False)
