"""AN-02: the first start, and settings that are wrong; each with a server of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.support.processes import LOOPBACK, free_port, wait_until
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, REPOSITORY_ROOT, Server

CASES: dict[str, tuple[dict[str, str], str]] = {
    "Harbor's default": ({"HARBOR_ADMIN_PASSWORD": "Harbor12345"}, "HARBOR_ADMIN_PASSWORD"),
    "weak": ({"HARBOR_ADMIN_PASSWORD": "short1A"}, "HARBOR_ADMIN_PASSWORD"),
    "no file": ({"HARBOR_ADMIN_PASSWORD_FILE": "/nonexistent"}, "HARBOR_ADMIN_PASSWORD_FILE"),
    "misspelt": ({"HARBOR_ADMIN_PASWORD": "Chosen-Pass-1"}, "HARBOR_ADMIN_PASWORD"),
    "unknown": ({"HARBOR_FLY": ""}, "HARBOR_FLY"),
    "port": ({"HARBOR_HTTP_PORT": "http"}, "HARBOR_HTTP_PORT"),
    "url": ({"HARBOR_EXTERNAL_URL": "registry.example.com"}, "HARBOR_EXTERNAL_URL"),
    "proxies": ({"HARBOR_TRUSTED_PROXIES": "10.0.0.0/99"}, "HARBOR_TRUSTED_PROXIES"),
    "database": ({"HARBOR_DATABASE_URL": "mysql://x/y"}, "HARBOR_DATABASE_URL"),
    "storage": ({"HARBOR_STORAGE_DRIVER": "tape"}, "HARBOR_STORAGE_DRIVER"),
    "folder": ({"HARBOR_DATA_DIR": "/etc/passwd"}, "HARBOR_DATA_DIR"),
}


def try_to_start(folder: Path, settings: dict[str, str]) -> tuple[int, str]:
    """Run `manage.py serve` until it gives up; return its exit status and all it said."""
    outer = {name: text for name, text in os.environ.items() if not name.startswith("HARBOR_")}
    outer.pop("DJANGO_SETTINGS_MODULE", None)
    own = {
        "HARBOR_DATA_DIR": str(folder / "data"),
        "HARBOR_HTTP_HOST": LOOPBACK,
        "HARBOR_HTTP_PORT": str(free_port()),
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        env=outer | own | settings,
        cwd=REPOSITORY_ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def tries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """Try all cases, two at a time."""
    folders = [tmp_path_factory.mktemp("start") for _ in CASES]
    with ThreadPoolExecutor(2) as pool:
        done = pool.map(try_to_start, folders, [settings for settings, _ in CASES.values()])
        return dict(zip(CASES, done, strict=True))


@pytest.mark.parametrize("case", [*CASES])
def test_an_02_a_wrong_setting_stops_the_start_and_is_named(
    tries: dict[str, tuple[int, str]], case: str
) -> None:
    settings, named = CASES[case]
    status, said = tries[case]
    assert status != 0
    assert re.search(rf"\b{named}\b", said), said
    assert "ready at" not in said
    if "ADMIN_PASSWORD" in named:
        for value in settings.values():
            assert value.strip() not in said or value.startswith("/"), "secrets are not repeated"
    assert "Traceback" not in said, said


@pytest.fixture(scope="module")
def unset() -> Iterator[Server]:
    """Give a server for which no password was chosen."""
    with Server(admin_password="", begins_empty=True) as server:
        yield server


def shown(server: Server, starts: int = 1) -> list[str]:
    """Wait for what is said when the server is ready, and find the passwords in it."""

    def is_ready() -> bool:
        return server.log.read_text().count("Ctrl-C stops everything") == starts

    wait_until(is_ready, what="the server says that it is ready", within=20)
    return re.findall(r"^  password +(\S+)", server.log.read_text(), re.MULTILINE)


def test_an_02_a_random_password_is_made_and_shown_once(unset: Server) -> None:
    (password,) = shown(unset)
    assert len(password) >= 16
    client = RegistryClient(unset.base_url)
    assert client.basic(ADMIN, password).request("GET", "/v2/").status_code == HTTPStatus.OK
    for wrong in ("Harbor12345", "", "admin", password[:-1]):
        answer = client.basic(ADMIN, wrong).request("GET", "/v2/")
        assert answer.status_code == HTTPStatus.UNAUTHORIZED
    unset.stop()
    unset.start()
    assert shown(unset, starts=2) == [password]
    assert client.basic(ADMIN, password).request("GET", "/v2/").status_code == HTTPStatus.OK
    client.close()
    for path in unset.data_dir.rglob("*"):
        if path.is_file():
            assert password.encode() not in path.read_bytes(), path


def test_an_02_what_must_be_secret_is_readable_by_its_owner_only(unset: Server) -> None:
    assert unset.data_dir.stat().st_mode & 0o077 == 0
