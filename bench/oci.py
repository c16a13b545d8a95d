"""What a client of a registry does, with as little work of its own as possible."""

import hashlib
import random
import secrets
import subprocess
import time
from collections.abc import Iterable
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from bench.registries import Registry
from tests.support.images import Image, digest_of

MIB = 1 << 20


class Refused(Exception):
    """A registry did not do what was asked of it."""


class Answer(NamedTuple):
    headers: HTTPMessage
    body: bytes


class Client:
    """One connection that is kept alive, with one token."""

    def __init__(self, url: str, token: str) -> None:
        self._http = HTTPConnection(urlsplit(url).netloc, timeout=300)
        self._authorization = {"Authorization": f"Bearer {token}"}

    def close(self) -> None:
        self._http.close()

    def ask(
        self,
        method: str,
        target: str,
        *expected: int,
        body: bytes | Iterable[bytes] = b"",
        content_type: str = "application/octet-stream",
        accept: str = "*/*",
    ) -> Answer:
        """Send a request (its body in chunks, if it is no bytes) and insist on the status."""
        parts = urlsplit(target)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        headers = self._authorization | {"Content-Type": content_type, "Accept": accept}
        self._http.request(method, path, body, headers)
        response = self._http.getresponse()
        content = response.read()
        if response.status not in expected:
            raise Refused(f"{method} {path} answered {response.status}: {content[:500]!r}")
        return Answer(response.headers, content)

    def begin(self, repository: str) -> str:
        answer = self.ask("POST", f"/v2/{repository}/blobs/uploads/", 202)
        return answer.headers["Location"]

    def finish(self, location: str, digest: str) -> None:
        mark = "&" if "?" in location else "?"
        self.ask("PUT", f"{location}{mark}digest={digest}", 201)

    def push_blob(self, repository: str, data: bytes) -> str:
        """Push as docker does: ask whether it is there, then send it in chunks."""
        digest = digest_of(data)
        self.ask("HEAD", f"/v2/{repository}/blobs/{digest}", 200, 404)
        location = self.begin(repository)
        sent = self.ask("PATCH", location, 202, body=iter([data]))
        self.finish(sent.headers["Location"], digest)
        return digest

    def push_manifest(self, repository: str, tag: str, manifest: bytes, media_type: str) -> None:
        path = f"/v2/{repository}/manifests/{tag}"
        self.ask("PUT", path, 201, body=manifest, content_type=media_type)

    def push(self, repository: str, tag: str, image: Image) -> None:
        for blob in image.blobs:
            self.push_blob(repository, blob)
        self.push_manifest(repository, tag, image.manifest, image.media_type)


class BigFile:
    """Random bytes of which the first block can be made new, so that nobody has seen them."""

    def __init__(self, path: Path, mib: int, seed: int) -> None:
        self.path, self.size = path, mib * MIB
        source = random.Random(seed)
        with path.open("wb") as file:
            for _ in range(mib):
                file.write(source.randbytes(MIB))
        self.digest = self._digest()

    def _digest(self) -> str:
        with self.path.open("rb") as file:
            return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"

    def renew(self) -> None:
        with self.path.open("r+b") as file:
            file.write(secrets.token_bytes(4096))
        self.digest = self._digest()


def upload(registry: Registry, repository: str, file: BigFile) -> float:
    """Upload as docker does, POST, PATCH in chunks, PUT; answers the seconds it took."""
    token = registry.token(f"repository:{repository}:pull,push")
    client = Client(registry.url, token)
    began = time.monotonic()
    location = urljoin(registry.url, client.begin(repository))
    sending = curl(
        location, token, "%header{location}", "--request", "PATCH", "--upload-file", str(file.path),
        "--header", "Transfer-Encoding: chunked", "--header", "Expect:",
        "--header", "Content-Type: application/octet-stream",
    )  # fmt: skip
    client.finish(told_by(sending), file.digest)
    seconds = time.monotonic() - began
    client.close()
    return seconds


def download(url: str, token: str, *, size: int, clients: int) -> float:
    """Download with so many clients at once; answers the seconds until the last one has it."""
    began = time.monotonic()
    fetching = [curl(url, token, "%{size_download}") for _ in range(clients)]
    sizes = [int(told_by(process)) for process in fetching]
    seconds = time.monotonic() - began
    if sizes != [size] * clients:
        raise Refused(f"GET {url} brought {sizes} bytes of {size}")
    return seconds


def curl(url: str, token: str, tell: str, *options: str) -> subprocess.Popen[str]:
    """Start a curl that throws away what it gets and tells one thing about it."""
    command = ["curl", "--fail", "--silent", "--show-error", "--output", "/dev/null"]
    command += ["--header", f"Authorization: Bearer {token}", "--write-out", tell, *options, url]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told_by(process: subprocess.Popen[str]) -> str:
    told, errors = process.communicate()
    if process.returncode:
        raise Refused(f"curl ended with {process.returncode}: {errors.strip()}")
    return told
