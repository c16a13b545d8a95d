"""A real docker engine of the tests' own, and images to feed it."""

import contextlib
import fcntl
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path

from tests.support.people import Person
from tests.support.processes import DidNotHappen, Process, wait_until
from tests.support.server import REPOSITORY_ROOT

DEBIAN = "bookworm"
_BUSYBOX = Path("/bin/busybox")
_DRIVERS = ("overlay2", "vfs")


class DockerFailed(AssertionError):
    """A docker command ended with an error."""


class DockerEngine:
    """dockerd below a short folder in /tmp; the path of a socket may not be long."""

    def __init__(self, folder: Path | None = None) -> None:
        if os.geteuid() != 0:
            raise PermissionError("the docker engine must be started by root")
        self.folder = folder or Path(tempfile.mkdtemp(prefix="dk-"))
        self.log = self.folder / "log"
        self.host = f"unix://{self.folder}/dk.sock"
        self.driver = ""
        self._process: Process | None = None

    def start(self) -> None:
        """Start with the first storage driver that works here."""
        for driver in _DRIVERS:
            self._process = self._launch(driver)
            try:
                wait_until(self._answers, what="dockerd answers", within=60, process=self._process)
            except DidNotHappen:
                self._process.kill()
                if driver == _DRIVERS[-1]:
                    raise
            else:
                self.driver = driver
                return

    def _launch(self, driver: str) -> Process:
        places = {
            "--host": self.host,
            "--data-root": f"{self.folder}/data",
            "--exec-root": f"{self.folder}/exec",
            "--pidfile": f"{self.folder}/pid",
            "--storage-driver": driver,
            "--bridge": "none",
            "--iptables": "false",
            "--ip6tables": "false",
        }
        return Process(
            ["dockerd", *(f"{name}={value}" for name, value in places.items())], log=self.log
        )

    def _answers(self) -> bool:
        return self.run("version").returncode == 0

    def stop(self) -> None:
        """Stop and delete everything the engine kept."""
        try:
            if self._process:
                self._process.stop(within=60)
        finally:
            self._process = None
            _unmount_below(self.folder)
            shutil.rmtree(self.folder)

    def login_folder(self, name: str) -> Path:
        """Make a place for the logins of one user (a DOCKER_CONFIG)."""
        folder = self.folder / "logins" / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def run(
        self, *args: str, config: Path | None = None, stdin: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a docker command and return how it went, standard error mixed into the output."""
        environment = os.environ | {
            "DOCKER_HOST": self.host,
            "DOCKER_CONFIG": str(config or self.login_folder("nobody-logged-in")),
        }
        given = {"input": stdin} if stdin is not None else {"stdin": subprocess.DEVNULL}
        return subprocess.run(
            ["docker", *args],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=240,
            **given,
        )

    def cli(self, *args: str, config: Path | None = None, stdin: str | None = None) -> str:
        """Run a docker command that must succeed and return what it printed."""
        done = self.run(*args, config=config, stdin=stdin)
        if done.returncode:
            raise DockerFailed(f"docker {' '.join(args)} failed:\n{done.stdout}")
        return done.stdout

    def refused(self, *args: str, config: Path | None = None, stdin: str | None = None) -> str:
        """Run a docker command that must fail and return what it printed."""
        done = self.run(*args, config=config, stdin=stdin)
        if not done.returncode:
            raise DockerFailed(f"docker {' '.join(args)} should have failed:\n{done.stdout}")
        return done.stdout

    def image_id(self, reference: str) -> str:
        return self.cli("image", "inspect", "--format", "{{.Id}}", reference).strip()

    def has_image(self, reference: str) -> bool:
        return self.run("image", "inspect", reference).returncode == 0

    def digest_in(self, repository: str, reference: str) -> str:
        """Tell the digest under which *reference* is known in *repository* of a registry."""
        known = json.loads(
            self.cli("image", "inspect", "--format", "{{json .RepoDigests}}", reference)
        )
        (digest,) = (name for name in known if name.startswith(f"{repository}@"))
        return str(digest).partition("@")[2]

    def forget(self, image_id: str) -> None:
        """Delete an image under all its names, so that the next pull has to fetch it."""
        self.cli("image", "rm", "--force", image_id)
        assert not self.has_image(image_id)

    def import_busybox(self, reference: str, content: bytes) -> str:
        """Make a small image with a shell and a file of *content*; returns its id."""
        archive = self.folder / f"{reference.replace('/', '_')}.tar"
        _write_busybox(archive, content)
        return self._import(archive, reference, 'CMD ["/bin/sh"]')

    def import_debian(self, reference: str) -> str:
        """Make an image of a minimal Debian; returns its id."""
        return self._import(debian_tarball(), reference, 'CMD ["/bin/bash"]')

    def _import(self, archive: Path, reference: str, change: str) -> str:
        return self.cli("import", "-c", change, str(archive), reference).strip()


class DockerUser:
    """One person at a docker command line of their own, using one registry."""

    def __init__(self, engine: DockerEngine, registry: str, person: Person | None) -> None:
        self._engine = engine
        self._registry = registry
        self._person = person
        self.config = engine.login_folder(uuid.uuid4().hex[:12])

    def login(self) -> str:
        return self._engine.cli(*self._login_command(), config=self.config, stdin=self._password)

    def login_refused(self, password: str) -> str:
        return self._engine.refused(*self._login_command(), config=self.config, stdin=password)

    def _login_command(self) -> tuple[str, ...]:
        assert self._person is not None, "whoever is nobody cannot log in"
        return ("login", self._registry, "-u", self._person.username, "--password-stdin")

    @property
    def _password(self) -> str:
        assert self._person is not None
        return self._person.password

    def logout(self) -> str:
        return self._engine.cli("logout", self._registry, config=self.config)

    def push(self, local: str, reference: str) -> str:
        """Give the local image the name *reference* in the registry, and push it."""
        return self._engine.cli("push", self._tagged(local, reference), config=self.config)

    def push_refused(self, local: str, reference: str) -> str:
        return self._engine.refused("push", self._tagged(local, reference), config=self.config)

    def _tagged(self, local: str, reference: str) -> str:
        name = f"{self._registry}/{reference}"
        self._engine.cli("tag", local, name)
        return name

    def pull(self, reference: str) -> str:
        """Pull and return the id of the image."""
        name = f"{self._registry}/{reference}"
        self._engine.cli("pull", name, config=self.config)
        return self._engine.image_id(name)

    def pull_refused(self, reference: str) -> str:
        return self._engine.refused("pull", f"{self._registry}/{reference}", config=self.config)


def _write_busybox(archive: Path, content: bytes) -> None:
    with tarfile.open(archive, "w") as tar:
        for folder in ("bin", "etc"):
            entry = tarfile.TarInfo(folder)
            entry.type, entry.mode = tarfile.DIRTYPE, 0o755
            tar.addfile(entry)
        tar.add(_BUSYBOX, "bin/busybox", filter=_owned_by_root)
        shell = tarfile.TarInfo("bin/sh")
        shell.type, shell.linkname = tarfile.SYMTYPE, "busybox"
        tar.addfile(shell)
        marker = tarfile.TarInfo("etc/marker")
        marker.size, marker.mode = len(content), 0o644
        tar.addfile(marker, io.BytesIO(content))


def _owned_by_root(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


def debian_tarball() -> Path:
    """Give the archive of a minimal Debian, made when it is not there yet."""
    return _kept(f"debian-{DEBIAN}.tar", _make_debian)


def _make_debian(archive: Path) -> None:
    command = ["mmdebstrap", "--variant=minbase", "--format=tar", DEBIAN, str(archive)]
    made = subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)
    if made.returncode:
        raise RuntimeError(f"mmdebstrap failed:\n{made.stderr}")


def _kept(name: str, make: Callable[[Path], None]) -> Path:
    """Keep what is slow to make in the repository's cache; of two runs the first makes it."""
    kept = REPOSITORY_ROOT / ".cache" / name
    kept.parent.mkdir(exist_ok=True)
    with kept.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            fresh = kept.with_name(f"{name}.{os.getpid()}")
            try:
                make(fresh)
                fresh.rename(kept)
            finally:
                fresh.unlink(missing_ok=True)
    return kept


def _unmount_below(folder: Path) -> None:
    mounts = [line.split()[1] for line in Path("/proc/self/mounts").read_text().splitlines()]
    for place in reversed(mounts):
        if place.startswith(f"{folder}/"):
            with contextlib.suppress(subprocess.CalledProcessError):
                subprocess.run(["umount", place], check=True, capture_output=True)
