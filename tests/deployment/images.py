"""The images that docker-compose.yml names, made of Debian's packages alone."""

import os
import shutil
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import yaml

from tests.deployment.composed import Installation
from tests.deployment.engine import DeploymentEngine
from tests.support.server import REPOSITORY_ROOT

_HERE = Path(__file__).parent
_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
_OF_THE_REGISTRIES = ("PIP_CERT", "PIP_INDEX_URL", "NODE_EXTRA_CA_CERTS", "NPM_CONFIG_REGISTRY")
"""How this machine reaches the registries of packages, where that needs a word."""


def make_all(engine: DeploymentEngine) -> None:
    """Have every image that the compose file names. Much of the time is spent on the network."""
    with ThreadPoolExecutor() as pool:
        compose = pool.submit(engine.fetch_compose)
        if not engine.has_image("debian"):
            engine.import_debian("debian")
        registry = pool.submit(_make_registry, engine, compose)
        pool.submit(_make_services, engine).result()
        registry.result()
    engine.cli("image", "prune", "--force")  # what these took the names of


def names() -> Mapping[str, str]:
    """Give the image of each service, as the compose file names it."""
    return {name: service["image"] for name, service in _services().items()}


def _services() -> Mapping[str, Any]:
    services = yaml.safe_load((REPOSITORY_ROOT / "docker-compose.yml").read_text())["services"]
    return dict(services)


def _make_registry(engine: DeploymentEngine, compose: Future[None]) -> None:
    """Build as operators do, but on a base that is here, and with the machine's network."""
    engine.build(_HERE / "python", "python", network="host")
    engine.build(_connected(engine), "connected")
    compose.result()
    build = {"build": {"context": str(REPOSITORY_ROOT), "network": "host"}}
    services = {name: build for name, service in _services().items() if "build" in service}
    builder = Installation(engine, "builder")
    (builder.folder / "here.yml").write_text(yaml.safe_dump({"services": services}))
    with builder.changed("here.yml", BASE="connected"):
        builder.compose("build")


def _make_services(engine: DeploymentEngine) -> None:
    named = names()
    engine.build(_HERE / "services", "services", network="host")
    engine.build(_HERE / "postgres", named["postgres"])
    for service in ("nginx", "redis"):
        engine.cli("tag", "services", named[service])


def _connected(engine: DeploymentEngine) -> Path:
    """Describe the base with this machine's certificates, and its way to the registries."""
    folder = engine.folder / "connected"
    folder.mkdir()
    shutil.copy(_CERTIFICATES, folder / "certificates")
    told = [f"ENV {name}={os.environ[name]}" for name in _OF_THE_REGISTRIES if name in os.environ]
    lines = ["FROM python", f"COPY certificates {_CERTIFICATES}", *told]
    (folder / "Dockerfile").write_text("\n".join(lines))
    return folder
