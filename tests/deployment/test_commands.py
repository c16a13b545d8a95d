"""What a container runs: one command prepares, others become one process each."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.processes import Process, wait_until
from tests.support.server import ADMIN, REPOSITORY_ROOT, Server


@pytest.fixture
def node() -> Iterator[Server]:
    """Give the settings of a server that is never started whole, with no password chosen."""
    node = Server(admin_password="")
    node.data_dir.mkdir()
    yield node
    node.remove()


def manage(node: Server, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *args],
        cwd=REPOSITORY_ROOT,
        env=node.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def prepare(node: Server) -> str:
    done = manage(node, "prepare")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_preparing_shows_a_password_once_and_may_be_repeated(node: Server) -> None:
    first, again = prepare(node), prepare(node)
    assert f"user      {ADMIN}" in first
    assert "password" in first
    assert again == "The registry is prepared.\n"


def test_a_web_process_alone_serves_what_was_prepared(node: Server) -> None:
    (password,) = (line.split()[1] for line in prepare(node).splitlines() if "  password" in line)
    command = [sys.executable, "manage.py", "run", "web"]
    web = Process(command, log=node.log, env=node.environment, cwd=REPOSITORY_ROOT)
    try:
        wait_until(node._is_healthy, what="web answers", within=60, process=web)
        answer = httpx.get(
            f"{node.base_url}/api/v2.0/users/current", auth=(ADMIN, password), trust_env=False
        )
        assert answer.json()["username"] == ADMIN
    finally:
        web.stop()


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_the_others_run_until_they_are_told_to_end(node: Server, name: str) -> None:
    prepare(node)
    command = [sys.executable, "manage.py", "run", name]
    process = Process(command, log=node.log, env=node.environment, cwd=REPOSITORY_ROOT)

    def is_celery() -> bool:
        words = Path(f"/proc/{process.pid}/cmdline").read_bytes().split(b"\0")
        return b"harbor_py.celery" in words

    wait_until(is_celery, what=f"the command became {name}", within=60, process=process)
    process.stop()


def test_only_the_known_processes_can_be_run(node: Server) -> None:
    done = manage(node, "run", "everything")
    assert done.returncode
    assert "invalid choice: 'everything' (choose from 'web', 'worker', 'beat')" in done.stderr


def test_preparing_says_what_stands_in_the_way() -> None:
    node = Server(database_url="postgresql://nobody@127.0.0.1:9/none")
    try:
        done = manage(node, "prepare")
    finally:
        node.remove()
    assert done.returncode == 1
    assert "HARBOR_DATABASE_URL: cannot be used" in done.stderr
