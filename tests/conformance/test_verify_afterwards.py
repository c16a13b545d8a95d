"""After all that the modules before this one did to the registry, the oracle finds nothing."""

import subprocess
import sys

from tests.support.registry import RegistryClient, an_image
from tests.support.server import REPOSITORY_ROOT, Server


def test_the_oracle_finds_nothing(server: Server, petra: RegistryClient, repository: str) -> None:
    petra.push(f"{repository}:last", an_image())
    asked = subprocess.run(
        [sys.executable, "manage.py", "verify"],
        env=server.environment,
        cwd=REPOSITORY_ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert asked.returncode == 0, asked.stdout + asked.stderr
    assert asked.stdout.splitlines()[-1].endswith(" looked at, 0 violations")
