"""The images that docker-compose.yml names, made of Debian's packages alone."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from tests.deployment.engine import DeploymentEngine
from tests.support.docker import DEBIAN
from tests.support.server import REPOSITORY_ROOT

_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
_FOR_PYTHON = ("python3", "python3-venv", "ca-certificates")
_FOR_SERVICES = ("nginx", "redis-server", "postgresql", "curl")
_OF_THE_REGISTRIES = ("PIP_CERT", "PIP_INDEX_URL", "NODE_EXTRA_CA_CERTS", "NPM_CONFIG_REGISTRY")
"""How this machine reaches the registries of packages, where that needs a word."""


def make_all(engine: DeploymentEngine) -> None:
    """Have every image that the compose file names."""
    named = names()
    python, services = _base(engine, _FOR_PYTHON), _base(engine, _FOR_SERVICES)
    engine.build(_connected(engine, python), "connected")
    engine.build(REPOSITORY_ROOT, named["web"], "--build-arg", "BASE=connected")
    engine.cli("tag", services, "services")
    engine.build(Path(__file__).parent / "postgres", named["postgres"])
    for service in ("nginx", "redis"):
        engine.cli("tag", services, named[service])


def names() -> Mapping[str, str]:
    """Give the image of each service, as the compose file names it."""
    described = yaml.safe_load((REPOSITORY_ROOT / "docker-compose.yml").read_text())
    return {name: service["image"] for name, service in described["services"].items()}


def _base(engine: DeploymentEngine, packages: Sequence[str]) -> str:
    """Give the name of an image of Debian with *packages*; the engine keeps it."""
    image = f"{DEBIAN}:{'-'.join(packages)}"
    if not engine.has_image(image):
        archive = engine.folder / "debian.tar"
        included = f"--include={','.join(packages)}"
        command = ["mmdebstrap", "--variant=minbase", included, DEBIAN, str(archive)]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        if made.returncode:
            raise RuntimeError(f"mmdebstrap failed:\n{made.stderr}")
        engine.cli("import", str(archive), image)
        archive.unlink()
    return image


def _connected(engine: DeploymentEngine, base: str) -> Path:
    """Describe the base with this machine's certificates, and its way to the registries."""
    folder = engine.folder / "connected"
    folder.mkdir()
    shutil.copy(_CERTIFICATES, folder / "certificates")
    told = [f"ENV {name}={os.environ[name]}" for name in _OF_THE_REGISTRIES if name in os.environ]
    lines = [f"FROM {base}", f"COPY certificates {_CERTIFICATES}", *told]
    (folder / "Dockerfile").write_text("\n".join(lines))
    return folder
