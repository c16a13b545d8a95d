"""Many small images to another registry: a policy of ours beside `skopeo sync` from the same."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from bench import copied
from bench.cases.base import Case, Figure
from bench.copied import NAMESPACE, Images
from bench.registries import EMBEDDED, Ours, Registry
from bench.robots import robot
from bench.scale import Scale
from bench.wrk import Failed
from tests.functional.replication.moves import Moves
from tests.support.api import ApiClient
from tests.support.peers import DockerRegistry

RATE, THEIRS = Figure("images/s"), Figure("skopeo sync images/s")
RATIO = Figure("× skopeo sync")
TWICE = Figure("bytes sent twice", more_is_better=False)
SETTLE_SECONDS = 1.0
MOST_SECONDS = 1800.0
REPLACED = 2
"""How many parts of a repository's name the namespace there takes the place of."""


class Replication(Case):
    """P14. Who goes first changes from round to round; each finds an empty docker-registry."""

    key = "P14"
    group = "replication"
    goal = "≥ 1.5 × skopeo sync, bytes sent twice: 0"
    figures = (RATIO, RATE, THEIRS, TWICE)

    def __init__(self, repositories: int, scale: Scale) -> None:
        places = "1 repository" if repositories == 1 else f"{repositories:,} repositories"
        self.title = f"replication of {scale.copied:,} small images of {places}"
        self._repositories, self._count = repositories, scale.copied

    def takes(self, registry: Registry) -> bool:
        return isinstance(registry, Ours) and registry.key != EMBEDDED

    def prepare(self, registry: Registry) -> None:
        copied.images(registry, self._repositories, self._count)
        robot(registry)

    def measure(self, registry: Registry, seed: int) -> Mapping[str, float]:
        assert isinstance(registry, Ours)
        images = copied.images(registry, self._repositories, self._count)
        ways = {RATE.name: _replicate, THEIRS.name: _sync}
        found: dict[str, float] = {}
        for name in sorted(ways, reverse=bool(seed % 2)):
            seconds, twice = _copy(ways[name], registry, images)
            found[name] = self._count / seconds
            if name == RATE.name:
                found[TWICE.name] = twice
        return found | {RATIO.name: found[RATE.name] / found[THEIRS.name]}


Way = Callable[[Ours, Images, DockerRegistry], float]


def _copy(way: Way, registry: Ours, images: Images) -> tuple[float, int]:
    """How many seconds it took, and how many bytes were sent twice."""
    with DockerRegistry() as peer:
        os.sync()
        time.sleep(SETTLE_SECONDS)
        seconds = way(registry, images, peer)
        images.require_at(peer)
        return seconds, images.bytes_sent_twice(peer)


def _replicate(registry: Ours, images: Images, peer: DockerRegistry) -> float:
    """From the request that begins a run to its end."""
    with registry.api() as api:
        moves = Moves(api)
        there = moves.registry(peer)
        more = {"dest_namespace": NAMESPACE, "dest_namespace_replace_count": REPLACED}
        policy = moves.push_policy(there, f"{images.folder}/**", **more)
        began = time.monotonic()
        ran = moves.run(policy, within=MOST_SECONDS)
        seconds = time.monotonic() - began
        if ran.status != "Succeed" or ran.sent != sum(images.sizes.values()):
            raise Failed(f"the run ended as {ran.told}")
        _forget(api, f"/replication/policies/{policy}", f"/registries/{there}")
    return seconds


def _forget(api: ApiClient, *paths: str) -> None:
    """Else the registry that is gone is looked after in the next rounds."""
    for path in paths:
        api.delete(path).raise_for_status()


def _sync(registry: Ours, images: Images, peer: DockerRegistry) -> float:
    """One process for all repositories, which leaves manifests as they are."""
    username, secret = robot(registry)
    source = {
        "images": {name: [] for name in images.repositories},
        "tls-verify": False,
        "credentials": {"username": username, "password": secret},
    }
    with tempfile.TemporaryDirectory(prefix="bench-skopeo-") as folder:
        file = Path(folder) / "sync.yml"
        file.write_text(json.dumps({urlsplit(registry.url).netloc: source}))  # which is YAML too
        command = ["skopeo", "--insecure-policy", "sync", "--preserve-digests"]
        command += ["--src", "yaml", "--dest", "docker", "--dest-tls-verify=false"]
        command += ["--dest-creds", ":".join(peer.login), str(file)]
        command.append(f"{urlsplit(peer.url).netloc}/{NAMESPACE}")
        began = time.monotonic()
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.monotonic() - began
    if ran.returncode:
        raise Failed(f"skopeo ended with {ran.returncode}: {ran.stderr[-500:]}")
    return seconds
