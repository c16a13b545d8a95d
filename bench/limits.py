"""What the machine can do at best, measured beside the registries."""

import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path

from bench.oci import MIB, BigFile
from tests.support.processes import LOOPBACK, Process, free_port, wait_until


class Nginx:
    """A web server that sends one file by sendfile and checks nothing."""

    def __init__(self, file: BigFile) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="bench-nginx-"))
        port = free_port()
        self.url = f"http://{LOOPBACK}:{port}/{file.path.name}"
        user = "user root;" if os.geteuid() == 0 else ""  # the folders of the bench are private
        temporary = "".join(
            f"{kind}_temp_path {self._folder}/{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        configuration = self._folder / "nginx.conf"
        configuration.write_text(
            f"daemon off; {user} pid {self._folder}/pid; error_log {self._folder}/errors;"
            f"worker_processes auto; events {{}} http {{ access_log off; sendfile on; {temporary}"
            f"server {{ listen {LOOPBACK}:{port}; root {file.path.parent}; }} }}\n"
        )
        command = [_nginx(), "-e", f"{self._folder}/errors", "-c", str(configuration)]
        self._process = Process(command, log=self._folder / "log")
        pid = self._folder / "pid"
        wait_until(pid.exists, what="nginx is up", within=10, process=self._process)

    def remove(self) -> None:
        self._process.stop()
        shutil.rmtree(self._folder)


def _nginx() -> str:
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"


def write_and_hash(file: BigFile) -> float:
    """Copy the file to disk in one thread, hash it on the way, and make it durable."""
    target = file.path.with_suffix(".copy")
    began = time.monotonic()
    digest = hashlib.sha256()
    with file.path.open("rb") as source, target.open("wb", buffering=0) as copy:
        while block := source.read(MIB):
            digest.update(block)
            copy.write(block)
        os.fsync(copy.fileno())
    seconds = time.monotonic() - began
    target.unlink()
    return seconds
