"""One command runs all of it: it starts quickly, brings back what dies, and ends whole."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from http import HTTPStatus
from math import inf
from pathlib import Path

import httpx
import pytest

from tests.functional.registry.inside import Inside
from tests.support.images import an_image
from tests.support.processes import LOOPBACK, Process, descendants, free_port, wait_until
from tests.support.registry import RegistryClient
from tests.support.server import ADMIN, REPOSITORY_ROOT, Server

LONGEST_START = 3.0


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[tuple[str, Process]]:
    port = free_port()
    command = ["redis-server", "--bind", LOOPBACK, "--port", str(port), "--dir", str(tmp_path)]
    process = Process([*command, "--save", ""], log=tmp_path / "redis.log")
    yield f"redis://{LOOPBACK}:{port}/0", process
    process.kill()


def health(server: Server) -> dict[str, str]:
    answer = httpx.get(f"{server.base_url}/api/v2.0/health", timeout=20)
    assert answer.status_code == HTTPStatus.OK
    parts = {part["name"]: part["status"] for part in answer.json()["components"]}
    return {"all": answer.json()["status"], **parts}


def push_and_pull(server: Server, name: str) -> None:
    client = RegistryClient(server.base_url)
    try:
        admin = client.as_(ADMIN, server.admin_password)
        image = an_image([name.encode()])
        admin.push(f"library/{name}:1", image)
        assert admin.pull(f"library/{name}:1") == image
    finally:
        client.close()


def sweep_by_the_worker(server: Server) -> None:
    """Let an upload expire and have the worker, by a message, drop it."""
    with Inside(server) as inside:
        inside.run(
            "from datetime import timedelta\n"
            "from django.utils import timezone\n"
            "from accounts.principals import SYSTEM_CALLER\n"
            "from artifacts.models import Upload\n"
            "from artifacts import stores\n"
            "from projects.models import Project\n"
            "Upload.objects.create(id='0' * 32, project=Project.objects.get(name='library'),\n"
            "    repository='library/x', principal='user:1', algorithm='sha256',\n"
            "    state=stores.blob_store().begin_upload(),\n"
            "    expires_at=timezone.now() - timedelta(seconds=1))"
        )
        subprocess.run(
            [sys.executable, "-m", "celery", "-q", "-A", "harbor_py.celery", "call",
             "harbor_py.celery.tick"],
            cwd=REPOSITORY_ROOT, env=server.environment, check=True, capture_output=True,
        )  # fmt: skip
        wait_until(
            lambda: (
                inside.run("from artifacts.models import Upload\nanswer = Upload.objects.count()")
                == 0
            ),
            what="the worker swept the upload",
            within=20,
        )
    assert list((server.data_dir / "storage" / "uploads").iterdir()) == []


def test_the_worker_sweeps_expired_uploads_without_any_server(tmp_path: Path) -> None:
    with Server(tmp_path / "data") as server:
        assert health(server) == dict.fromkeys(("all", "core", "database", "registry"), "healthy")
        sweep_by_the_worker(server)


def test_redis_carries_hints_and_its_death_stops_neither_push_nor_pull(
    redis: tuple[str, Process], tmp_path: Path
) -> None:
    url, process = redis
    with Server(tmp_path / "data", redis_url=url) as server:
        assert health(server)["redis"] == "healthy"
        sweep_by_the_worker(server)
        process.kill()
        assert health(server)["redis"] == "unhealthy"
        assert health(server)["all"] == "unhealthy"
        push_and_pull(server, "without-redis")


def test_a_second_start_answers_within_three_seconds(tmp_path: Path) -> None:
    Server(tmp_path / "data").start().stop()
    taken = []
    while len(taken) < 8 and min(taken, default=inf) > LONGEST_START:  # the machine may be busy
        server = Server(tmp_path / "data")
        began = time.monotonic()
        server.start()
        taken.append(time.monotonic() - began)
        server.stop()
    assert min(taken) <= LONGEST_START, taken


def test_one_ctrl_c_ends_everything(tmp_path: Path) -> None:
    server = Server(tmp_path / "data").start()
    assert server._process is not None
    family = descendants(server._process.pid)
    assert len(family) >= 4
    server._process.stop(by=signal.SIGINT)
    assert not any(seen.alive for seen in family)


def test_children_end_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    server = Server(tmp_path / "data").start()
    assert server._process is not None
    family = descendants(server._process.pid)
    server._process._popen.kill()
    wait_until(lambda: not any(seen.alive for seen in family), what="the children end", within=10)
    with Server(tmp_path / "data", port=server.port) as again:
        push_and_pull(again, "after-the-kill")


def test_a_killed_web_process_comes_back(tmp_path: Path) -> None:
    with Server(tmp_path / "data") as server:
        for turn in range(3):
            server.kill_web()
            server.wait_healthy(within=20)
            push_and_pull(server, f"turn-{turn}")


def test_a_port_in_use_is_refused_with_words(tmp_path: Path) -> None:
    with Server(tmp_path / "data") as server:
        second = Server(tmp_path / "second", port=server.port)
        done = subprocess.run(
            [sys.executable, "manage.py", "serve"],
            cwd=REPOSITORY_ROOT,
            env=second.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
    assert done.returncode != 0
    assert str(server.port) in done.stderr
    assert "HARBOR_HTTP_PORT" in done.stderr
    assert "Traceback" not in done.stderr
