"""`docker compose`, version 2: a plugin of the docker command, of Debian's next release."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

_RELEASE = "trixie"
_PACKAGE = "docker-compose"
_PROGRAM = "usr/libexec/docker/cli-plugins/docker-compose"


def install(folder: Path, *, kept: Path) -> None:
    """Put it where the docker command with the configuration *folder* looks for it."""
    if not kept.exists():
        _fetch(kept)
    (folder / "cli-plugins").mkdir(exist_ok=True)
    (folder / "cli-plugins" / "docker-compose").symlink_to(kept)


def _fetch(place: Path) -> None:
    """A program that needs nothing but the C library runs on this release as well."""
    with TemporaryDirectory() as folder:
        command = ["mmdebstrap", "--variant=extract", f"--include={_PACKAGE}", _RELEASE]
        made = subprocess.run(
            [*command, f"{folder}/debian"], capture_output=True, text=True, check=False
        )
        if made.returncode:
            raise RuntimeError(f"{_PACKAGE} cannot be had:\n{made.stderr}")
        fresh = place.with_suffix(".new")
        shutil.move(f"{folder}/debian/{_PROGRAM}", fresh)
        fresh.rename(place)
