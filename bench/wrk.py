"""Load by wrk, a token with each request; an answer that is no success fails a measurement."""

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.oci import Client
from bench.registries import Registry
from bench.stock import Target
from tests.support.images import OCI_INDEX

CONNECTIONS = 16
THREADS = 2
ACCEPT = f"{OCI_INDEX}, */*"
_SCRIPT = Path(__file__).with_suffix(".lua")
_ERRORS = ("connect", "read", "write", "status", "timeout")


class Failed(Exception):
    """What was measured did not do what it was asked for."""


@dataclass(frozen=True)
class Load:
    """How long, with how many connections, and where chance begins."""

    seconds: float
    seed: int
    connections: int = CONNECTIONS


def load(registry: Registry, targets: Sequence[Target], how: Load) -> Mapping[str, float]:
    """Ask for targets at random, after a second to warm up."""
    lines = [f"{path} {registry.token(scope)}\n" for path, scope in targets]
    path, scope = targets[0]
    client = Client(registry.url, registry.token(scope))
    client.ask("GET", path, 200, accept=ACCEPT)
    client.close()
    with tempfile.NamedTemporaryFile("w", prefix="bench-requests-") as file:
        file.writelines(lines)
        file.flush()
        _run(registry.url, file.name, Load(1, how.seed, how.connections))
        return _run(registry.url, file.name, how)


def _run(url: str, file: str, how: Load) -> Mapping[str, float]:
    command = ["wrk", f"-t{min(THREADS, how.connections)}", f"-c{how.connections}"]
    command += [f"-d{round(how.seconds)}s", "--timeout", "120s", "--script", str(_SCRIPT), url]
    command += ["--", file, ACCEPT, str(how.seed)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise Failed(f"wrk ended with {ran.returncode}: {ran.stderr.strip()}")
    told: dict[str, int] = json.loads(ran.stdout.splitlines()[-1])
    if errors := {name: told[name] for name in _ERRORS if told[name]}:
        raise Failed(f"of {told['requests']} requests some failed: {errors}")
    return figures(told["requests"], told["microseconds"] / 1e6, told)


def figures(requests: int, seconds: float, latency: Mapping[str, float]) -> Mapping[str, float]:
    """Name what a load brought; latencies come in microseconds."""
    if not requests:
        raise Failed(f"no request was answered within {seconds:.0f} s")
    in_ms = {f"{name} ms": latency[name] / 1e3 for name in ("p50", "p95", "p99")}
    return {"requests/s": requests / seconds, **in_ms}
