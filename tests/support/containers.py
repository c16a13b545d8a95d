"""Clients at a command line besides docker: their configuration, their machine, their images."""

import gzip
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from tests.support import docker
from tests.support.images import INDEXES, Image, Index, an_image, an_index, descriptor, digest_of
from tests.support.people import Person
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient
from tests.support.server import Server

NOT_THE_PASSWORD = "Not-The-Password-1"
_REFERENCE = "org.opencontainers.image.ref.name"


class ClientFailed(AssertionError):
    """A client's command did not end as it should have."""


@dataclass(frozen=True)
class Client:
    """A program at one person's command line, with their configuration and one registry."""

    command: Sequence[str]
    environment: Mapping[str, str]
    registry: str
    person: Person | None = None

    def at(self, reference: str) -> str:
        """Put the registry before `project/repository:tag`."""
        return f"{self.registry}/{reference}"

    def does(self, *args: str, stdin: str = "") -> str:
        """Run a command that must succeed and return its standard output."""
        done = self._run(args, stdin)
        if done.returncode:
            raise ClientFailed(f"{' '.join(args)} failed:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def refused(self, *args: str, stdin: str = "") -> str:
        """Run a command that must fail and return all it printed."""
        done = self._run(args, stdin)
        said = f"{done.stdout}\n{done.stderr}"
        if not done.returncode:
            raise ClientFailed(f"{' '.join(args)} should have failed:\n{said}")
        return said

    def _run(self, args: Sequence[str], stdin: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.command, *args],
            env={"PATH": os.environ["PATH"], **self.environment},
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def login(self) -> None:
        self.does(*self._login_command(), stdin=self._person.password)

    def login_refused(self, password: str) -> str:
        return self.refused(*self._login_command(), stdin=password)

    def logout(self) -> None:
        self.does("logout", self.registry)

    def _login_command(self) -> Sequence[str]:
        return ("login", "-u", self._person.username, "--password-stdin", self.registry)

    @property
    def _person(self) -> Person:
        assert self.person is not None, "whoever is nobody cannot log in"
        return self.person


class Machine:
    """What podman, buildah and skopeo find on their machine, in a short folder of the tests' own.

    Each command runs in a mount namespace in which that folder's parts take the place of the
    machine's; nothing stays mounted when it ends, and what one command leaves the next one finds.
    """

    _PLACES = ("/etc/containers", "/run", "/dev/shm", "/var/cache", "/var/lib")
    _ENTER = (
        'machine=$1; places=$2; shift 2; for place in $places; do mount --bind "$machine$place"'
        ' "$place" || exit 125; done; exec "$@"'
    )

    def __init__(self, registry: str) -> None:
        if os.geteuid() != 0:
            raise PermissionError("the machine of podman, buildah and skopeo needs root")
        self.registry = registry
        self.folder = Path("/tmp") / f"pm-{uuid.uuid4().hex[:8]}"  # ends up in names of images
        for place in (*self._PLACES, "/home", "/tmp"):
            (self.folder / place[1:]).mkdir(parents=True)
        for name, text in _configuration(registry).items():
            (self.folder / "etc/containers" / name).write_text(text)

    def client(self, program: str, person: Person | None = None) -> Client:
        """Sit a person down, not yet logged in."""
        enter = ("unshare", "--mount", "sh", "-c", self._ENTER, "sh")
        logins = self.folder / "home" / f"{uuid.uuid4().hex}.json"
        logins.write_text("{}")
        environment = {
            "HOME": str(logins.parent),
            "TMPDIR": str(self.folder / "tmp"),
            "REGISTRY_AUTH_FILE": str(logins),
        }
        places = " ".join(self._PLACES)
        command = (*enter, str(self.folder), places, program)
        return Client(command, environment, self.registry, person)

    def logged_in(self, program: str, person: Person | None) -> Client:
        """Sit a person down, logged in; None is somebody who never logs in."""
        client = self.client(program, person)
        if person:
            client.login()
        return client

    def remove(self) -> None:
        shutil.rmtree(self.folder)


def _configuration(registry: str) -> dict[str, str]:
    """Give the files below /etc/containers.

    The limits are below any hard limit of a machine. runc knows all versions of control groups.
    """
    policy = {"default": [{"type": "insecureAcceptAnything"}]}
    return {
        "policy.json": json.dumps(policy),
        "registries.conf": f'[[registry]]\nlocation = "{registry}"\ninsecure = true\n',
        "storage.conf": '[storage]\ndriver = "vfs"\nrunroot = "/run/containers/storage"\n'
        'graphroot = "/var/lib/containers/storage"\n',
        "containers.conf": '[containers]\ndefault_ulimits = ["nofile=1024:4096",'
        ' "nproc=1024:4096"]\n[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\n'
        'events_logger = "none"\n[network]\nnetwork_config_dir = "/run/networks"\n',
    }


def small_image(architecture: str = "amd64") -> Image:
    """Make an image like no other, of one layer with one small file."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        entry = tarfile.TarInfo("etc/marker")
        entry.size = 2048
        tar.addfile(entry, io.BytesIO(os.urandom(entry.size)))
    return _image_of(archive.getvalue(), architecture)


def small_index() -> Index:
    """Make an index like no other, of images for two platforms."""
    return an_index([small_image("amd64"), small_image("arm64")])


def busybox_image(marker: str) -> Image:
    """Make an image with a shell; *marker* can be read in its /etc/marker."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "busybox.tar"
        docker._write_busybox(archive, marker.encode())
        return _image_of(archive.read_bytes(), "amd64")


def _image_of(layer: bytes, architecture: str) -> Image:
    config = {
        "architecture": architecture,
        "os": "linux",
        "config": {"Cmd": ["/bin/sh"]},
        "rootfs": {"type": "layers", "diff_ids": [digest_of(layer)]},
    }
    return an_image([gzip.compress(layer, 1, mtime=0)], json.dumps(config).encode())


def write_layout(folder: Path, **tagged: Image | Index) -> Path:
    """Write an OCI image layout that holds these under these tags; returns the folder."""
    blobs = folder / "blobs/sha256"
    blobs.mkdir(parents=True, exist_ok=True)
    for blob in (blob for image in tagged.values() for blob in _blobs_of(image)):
        (blobs / digest_of(blob).removeprefix("sha256:")).write_bytes(blob)
    manifests = [
        descriptor(image.manifest, image.media_type) | {"annotations": {_REFERENCE: tag}}
        for tag, image in tagged.items()
    ]
    (folder / "index.json").write_text(json.dumps({"schemaVersion": 2, "manifests": manifests}))
    (folder / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0"}')
    return folder


def _blobs_of(image: Image | Index) -> Iterator[bytes]:
    yield image.manifest
    if isinstance(image, Image):
        yield from image.blobs
    else:
        for child in image.images:
            yield from _blobs_of(child)


def read_layout(folder: Path, tag: str) -> Image | Index:
    """Read what an OCI image layout holds under *tag*, every digest checked."""
    listed = json.loads((folder / "index.json").read_text())["manifests"]
    (digest,) = (item["digest"] for item in listed if item["annotations"][_REFERENCE] == tag)
    return _read(folder, digest)


def _read(folder: Path, digest: str) -> Image | Index:
    manifest = _read_blob(folder, digest)
    parsed = json.loads(manifest)
    if parsed["mediaType"] in INDEXES:
        children = [_read(folder, part["digest"]) for part in parsed["manifests"]]
        return Index(manifest, tuple(child for child in children if isinstance(child, Image)))
    parts = [parsed["config"], *parsed["layers"]]
    return Image(manifest, tuple(_read_blob(folder, part["digest"]) for part in parts))


def _read_blob(folder: Path, digest: str) -> bytes:
    data = (folder / "blobs" / digest.replace(":", "/")).read_bytes()
    assert digest_of(data) == digest
    return data


def load(client: Client, image: Image) -> str:
    """Put an image into the storage of podman and buildah and return its id there."""
    layout = write_layout(Path(client.environment["HOME"]) / image.digest[-12:], it=image)
    image_id = client.does("pull", "--quiet", f"oci:{layout}:it").strip()
    assert f"sha256:{image_id}" == digest_of(image.blobs[0])
    return image_id


def exists(administrator: RegistryClient, repository: str) -> bool:
    """Ask as somebody who sees everything."""
    status = administrator.request("GET", f"/v2/{repository}/tags/list").status_code
    assert status in {HTTPStatus.OK, HTTPStatus.NOT_FOUND}
    return status == HTTPStatus.OK


class Received(NamedTuple):
    """How many blobs came into a repository, and by which way."""

    sent: int
    mounted: int


def received(server: Server, repository: str, tag: str) -> Received:
    """Read from the server's log what came into *repository* until *tag* was last pushed."""
    closing = f"PUT /v2/{repository}/manifests/{tag} 201"
    requests = wait_until(
        lambda: _requests_until(server, closing), what=f"the log has {closing}", within=10
    )
    opened = f"/v2/{repository}/blobs/uploads/"
    sent = [line for line in requests if line.startswith(f"PUT {opened}") and line.endswith(" 201")]
    return Received(len(sent), requests.count(f"POST {opened} 201"))


def _requests_until(server: Server, closing: str) -> list[str]:
    """Give the requests up to the last *closing* one; none when that has not come."""
    lines = [line for line in server.log.read_text().splitlines() if line.startswith("{")]
    requests = [
        f"{fields['method']} {fields['path']} {fields['status']}"
        for fields in map(json.loads, lines)
        if fields["message"] == "request"
    ]
    last = max((number for number, line in enumerate(requests) if line == closing), default=-1)
    return requests[: last + 1]
