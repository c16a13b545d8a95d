"""Tokens for robots: what each ``docker pull`` of a pipeline asks for first."""

import json
import subprocess
import tempfile
from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import urlencode

from bench import wrk
from bench.cases.base import P50, P95, RATE, Case
from bench.registries import PROJECT, Registry
from bench.robots import robot
from bench.scale import Scale
from bench.wrk import Failed
from tests.support.wire import SERVICE, TOKEN_PATH

CONNECTIONS = 8
_SCRIPT = """
function done(summary, latency)
   local errors = summary.errors
   io.write(string.format(
      '\\n{"requests": %d, "microseconds": %d, "p50": %d, "p95": %d, "p99": %d, "failed": %d}\\n',
      summary.requests, summary.duration,
      latency:percentile(50), latency:percentile(95), latency:percentile(99),
      errors.connect + errors.read + errors.write + errors.status + errors.timeout
   ))
end
"""
"""Every request is the same one: wrk needs no script to make it."""


class Tokens(Case):
    """P9: a robot's secret for a token of one repository, on a new connection each time."""

    key, title, group = "P9", "token for a robot, a new connection each", "tokens"
    goal = "≥ 1,000/s"
    figures = (RATE, P50, P95)

    def __init__(self, scale: Scale) -> None:
        self._seconds = scale.seconds

    def takes(self, registry: Registry) -> bool:
        """The other registries believe tokens, and make none."""
        return registry.is_ours

    def prepare(self, registry: Registry) -> None:
        robot(registry)

    def measure(self, registry: Registry, seed: int) -> Mapping[str, float]:
        self._load(registry, 1)
        return self._load(registry, self._seconds)

    def _load(self, registry: Registry, seconds: int) -> Mapping[str, float]:
        query = urlencode({"service": SERVICE, "scope": f"repository:{PROJECT}/app:pull"})
        headers = {"Authorization": f"Basic {_credential(registry)}", "Connection": "close"}
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write(_SCRIPT)
            script.flush()
            command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script.name]
            for name, value in headers.items():
                command += ["-H", f"{name}: {value}"]
            command.append(f"{registry.url}{TOKEN_PATH}?{query}")
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise Failed(f"wrk ended with {ran.returncode}: {ran.stderr.strip()}")
        told: dict[str, int] = json.loads(ran.stdout.splitlines()[-1])
        if told["failed"]:
            raise Failed(f"of {told['requests']} requests {told['failed']} failed")
        return wrk.figures(told["requests"], told["microseconds"] / 1e6, told)


def _credential(registry: Registry) -> str:
    return b64encode(":".join(robot(registry)).encode()).decode()
