"""The program that reads one thing out of a Helm chart; it runs in the cage, never in the server.

The chart, a tar.gz, is the standard input. The first argument says what is wanted; the second is
where PyYAML is installed. Writes a JSON object to the standard output: {"found": …}, or
{"refused": "the chart …"} with the reason. Nothing is ever written to a disk.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import signal
import sys
import tarfile
import zlib
from contextlib import suppress
from typing import IO, Any

MEBIBYTE = 1024 * 1024
MAX_FILE_BYTES = MEBIBYTE
MAX_YAML_BYTES = 128 * 1024  # takes about a second at worst
MAX_UNPACKED_BYTES = 100 * MEBIBYTE  # as much as Helm unpacks
MAX_ENTRIES = 10_000
MAX_DEPENDENCIES = 1_000
MAX_TEXT = 1_024
MAX_MEMORY_BYTES = 256 * MEBIBYTE
NOBODY = 65_534  # root could take back what it gives up
CPU_SECONDS = 4
WALL_SECONDS = 10

PATH_PARTS = 2  # the folder of the chart, and a file in it; charts inside it lie deeper
CHART, REQUIREMENTS = "chart.yaml", "requirements.yaml"
BROKEN = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, OverflowError)

Found = dict[str, bytes]


class Refused(Exception):
    """What the chart is or does that keeps it from being read."""


class Unpacked(gzip.GzipFile):
    """The bytes of the archive, as far as they are read at all."""

    left = MAX_UNPACKED_BYTES
    is_over = False

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        if self.is_over:
            raise EOFError  # or tarfile reads on for as long as an entry claims to be
        self.is_over = not data
        self.left -= len(data)
        if self.left < 0:
            raise Refused(f"unpacks to more than {MAX_UNPACKED_BYTES} bytes")
        return data


def main() -> None:
    wanted, packages = sys.argv[1:]
    if wanted == "dependencies":
        sys.path.append(packages)
        import yaml  # noqa: F401, PLC0415  # slow, and impossible once the cage is locked
    lock()
    try:
        answer = {"found": READERS[wanted](sys.stdin.buffer)}
    except Refused as refusal:
        answer = {"refused": f"the chart {refusal}"}
    except (MemoryError, RecursionError):
        answer = {"refused": "the chart takes too much memory to be read"}
    except BROKEN:
        answer = {"refused": "the chart is not a tar.gz that can be read"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def lock() -> None:
    """Give up for good what reading needs not: files, sockets, processes, time and memory.

    The three open descriptors are all there will ever be, so nothing can be opened or connected.
    """
    if os.geteuid() == 0:
        with suppress(OSError):  # a container may have no other user
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
    signal.alarm(WALL_SECONDS)
    for kind, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MAX_MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(kind, (most, most))


def readme(archive: IO[bytes]) -> str:
    return text_of("readme.md", archive)


def values(archive: IO[bytes]) -> str:
    return text_of("values.yaml", archive)


def text_of(name: str, archive: IO[bytes]) -> str:
    """The file's text; none where the chart has no such file, as Harbor answers it."""
    return files(archive, {name: MAX_FILE_BYTES}).get(name, b"").decode(errors="replace")


def dependencies(archive: IO[bytes]) -> list[dict[str, str]]:
    """What the chart needs, by Chart.yaml or else, as charts of Helm 2 do, requirements.yaml."""
    found = files(archive, {CHART: MAX_YAML_BYTES, REQUIREMENTS: MAX_YAML_BYTES})
    if CHART not in found:
        raise Refused("has no Chart.yaml")
    listed = listed_in(found[CHART], "Chart.yaml")
    if not listed and REQUIREMENTS in found:
        listed = listed_in(found[REQUIREMENTS], "requirements.yaml")
    if len(listed) > MAX_DEPENDENCIES:
        raise Refused(f"has more than {MAX_DEPENDENCIES} dependencies")
    return [dependency(entry) for entry in listed]


def files(archive: IO[bytes], wanted: dict[str, int]) -> Found:
    """The wanted files of the chart's own folder, each of at most so many bytes.

    Names count in any case, the first of several files counts, and nothing is read that comes
    after the last one wanted. Links and devices are no files.
    """
    found: Found = {}
    with tarfile.open(fileobj=Unpacked(fileobj=archive), mode="r|") as tar:
        for number, entry in enumerate(tar):
            if number == MAX_ENTRIES:
                raise Refused(f"has more than {MAX_ENTRIES} entries")
            name = name_of(entry)
            if name in wanted and name not in found:
                found[name] = content(tar, entry, wanted[name])
            if len(found) == len(wanted):
                break
    return found


def name_of(entry: tarfile.TarInfo) -> str | None:
    parts = entry.name.removeprefix("./").split("/")
    is_file = entry.type in (tarfile.REGTYPE, tarfile.AREGTYPE)
    if len(parts) != PATH_PARTS or parts[0] in ("", ".", "..") or not is_file:
        return None
    return parts[1].lower()


def content(tar: tarfile.TarFile, entry: tarfile.TarInfo, most: int) -> bytes:
    if entry.size > most:
        raise Refused(f"has a {name_of(entry)} of more than {most} bytes")
    reader = tar.extractfile(entry)
    assert reader is not None
    return reader.read(most).removeprefix(b"\xef\xbb\xbf")


def listed_in(data: bytes, name: str) -> list[Any]:
    document = parsed(data, name)
    listed = document.get("dependencies") if isinstance(document, dict) else None
    return listed if isinstance(listed, list) else []


def parsed(data: bytes, name: str) -> Any:
    """Read YAML in which every value is text, and nothing stands for more than it shows."""
    import yaml  # noqa: PLC0415  # imported by main, for those who need it

    class Loader(yaml.BaseLoader):
        def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
            if self.check_event(yaml.AliasEvent):
                alias = self.peek_event()  # type: ignore[no-untyped-call]
                meant = self.anchors.get(alias.anchor)
                if not isinstance(meant, yaml.ScalarNode):
                    raise Refused(f"has a {name} whose aliases stand for more than one value")
            return super().compose_node(parent, index)

    try:
        return Loader(data.decode(errors="replace")).get_single_data()
    except yaml.YAMLError:
        raise Refused(f"has a {name} that is not sound YAML") from None


def dependency(entry: Any) -> dict[str, str]:
    fields = entry if isinstance(entry, dict) else {}
    texts = {key: fields.get(key, "") for key in ("name", "version", "repository")}
    if not all(isinstance(text, str) and len(text) <= MAX_TEXT for text in texts.values()):
        raise Refused("lists a dependency whose name, version or repository is no short text")
    return texts


READERS = {"readme.md": readme, "values.yaml": values, "dependencies": dependencies}

if __name__ == "__main__":
    main()
