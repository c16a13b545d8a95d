"""After all that the modules before this one did to the registry, the oracle finds nothing."""

import json
import subprocess
import sys
import time
from pathlib import Path

from tests.conformance.steps import some_bytes
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient, an_image
from tests.support.server import REPOSITORY_ROOT, Server


def start(server: Server, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "manage.py", "verify", *options],
        env=server.environment,
        cwd=REPOSITORY_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_the_oracle_finds_nothing(server: Server, petra: RegistryClient, repository: str) -> None:
    petra.push(f"{repository}:last", an_image())
    asked = start(server)
    told, _ = asked.communicate(timeout=120)
    assert asked.returncode == 0, told
    assert told.splitlines()[-1].endswith(" looked at, 0 violations")


def test_a_run_that_is_killed_keeps_its_position(
    server: Server, petra: RegistryClient, repository: str, tmp_path: Path
) -> None:
    for _ in range(2):
        petra.push_blob(repository, some_bytes(2**20))
    kept = tmp_path / "progress.json"
    asked = start(server, "--rate", "1", "--progress", str(kept))
    try:
        wait_until(
            lambda: kept.exists() and "quotas" in json.loads(kept.read_text())["done"],
            what="the oracle reads blobs",
            within=30,
        )
        time.sleep(1)
        asked.kill()
        asked.communicate(timeout=20)
        progress = json.loads(kept.read_text())
        assert progress["position"] or "blobs" in progress["done"], progress
    finally:
        asked.kill()
