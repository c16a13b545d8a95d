"""Programs in the cage: what they may do, how they end, and what hostile charts come to."""

import gzip
import io
import json
import re
import tarfile
import tempfile
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from math import inf
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from artifacts.inspection import cage, chart
from artifacts.inspection.cage import Cage, InspectionBusy, InspectionFailed, Limits

MEBIBYTE = 1024 * 1024
KINDS = ("readme.md", "values.yaml", "dependencies")


def a_tar(files: Mapping[str, bytes]) -> bytes:
    """A tar.gz of these files, named as they are."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


def a_chart(more: Mapping[str, bytes] | None = None, *, folder: str = "app") -> bytes:
    """A chart as `helm package` makes it, with a chart inside it."""
    files = {
        "Chart.yaml": b"apiVersion: v2\nname: app\nversion: 1.10\ndependencies:\n"
        b"- name: db\n  version: 1.10\n  repository: https://charts.example.org\n"
        b"- name: cache\n  version: ~2.0\n  repository: oci://example.org/charts\n  tags: [x]\n",
        "values.yaml": b"# settings\nreplicas: 1\n",
        "templates/README.md": b"not this one",
        "charts/db/Chart.yaml": b"name: db",
        "charts/db/values.yaml": b"inner: true",
        "README.md": "# App \u2603\n".encode(),
        **(more or {}),
    }
    return a_tar({f"{folder}/{name}": data for name, data in files.items()})


def look(packed: bytes, wanted: str) -> Any:
    with as_file(packed) as file:
        return cage.the_cage().run(cage.CHART, [wanted, cage.yaml_folder()], file)


@contextmanager
def as_file(data: bytes = b"bytes") -> Iterator[BinaryIO]:
    """A real file, as a store opens one."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        yield file


def test_a_readme_values_and_dependencies_are_found() -> None:
    packed = a_chart()
    assert look(packed, "readme.md") == "# App \u2603\n"
    assert look(packed, "values.yaml") == "# settings\nreplicas: 1\n"
    assert look(packed, "dependencies") == [
        {"name": "db", "version": "1.10", "repository": "https://charts.example.org"},
        {"name": "cache", "version": "~2.0", "repository": "oci://example.org/charts"},
    ]


def test_what_is_not_a_file_is_looked_into_just_as_well() -> None:
    found = cage.the_cage().run(cage.CHART, ["values.yaml", ""], io.BytesIO(a_chart()))
    assert found == "# settings\nreplicas: 1\n"


@pytest.mark.parametrize(
    ("files", "wanted", "found"),
    [
        ({"app/Chart.yaml": b"name: app"}, "readme.md", ""),
        ({"app/Chart.yaml": b"name: app"}, "values.yaml", ""),
        ({"app/Chart.yaml": b"name: app"}, "dependencies", []),
        ({"./app/readme.MD": b"\xef\xbb\xbfin any case"}, "readme.md", "in any case"),
        ({"app/README.md": b"a\xff\0b"}, "readme.md", "a\ufffd\0b"),
        ({"app/README.md": b"first", "b/README.md": b"second"}, "readme.md", "first"),
        ({"app/x" * 60 + "/y": b"", "app/README.md": b"long names"}, "readme.md", "long names"),
        ({"app/Chart.yaml": b"dependencies: {}"}, "dependencies", []),
        ({"app/Chart.yaml": b""}, "dependencies", []),
        ({"app/Chart.yaml": b"- a list"}, "dependencies", []),
        (
            {
                "app/Chart.yaml": b"apiVersion: v1",
                "app/requirements.yaml": b"dependencies: [{name: old, version: 1}]",
            },
            "dependencies",
            [{"name": "old", "version": "1", "repository": ""}],
        ),
        (
            {"app/Chart.yaml": b"v: &v 1.0\ndependencies: [{name: a, version: *v}]"},
            "dependencies",
            [{"name": "a", "version": "1.0", "repository": ""}],
        ),
        (
            {"app/Chart.yaml": b"dependencies: [{name: !!python/object:os.system x}]"},
            "dependencies",
            [{"name": "x", "version": "", "repository": ""}],
        ),
    ],
)
def test_charts_of_all_sorts_are_read(files: dict[str, bytes], wanted: str, found: object) -> None:
    assert look(a_tar(files), wanted) == found


def yaml_bomb() -> bytes:
    lines = [b"a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [b"a%d: &a%d [%s]" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 10)]
    return b"\n".join([*lines, b"dependencies: *a9"])


@pytest.mark.parametrize(
    ("yaml", "words"),
    [
        (yaml_bomb(), "aliases stand for more than one value"),
        (b"a: &a {b: c}\nd: {<<: *a}", "aliases stand for more than one value"),
        (b"a: &a [*a]", "aliases stand for more than one value"),
        (b"[" * 50_000, "too much memory"),
        (b"{" * 5_000, "too much memory"),
        (b"a: b: c", "Chart.yaml that is not sound YAML"),
        (b"a: \x00", "Chart.yaml that is not sound YAML"),
        (b"x" * (128 * 1024 + 1), "chart.yaml of more than 131072 bytes"),
        (b"dependencies: [{name: {}}]", "is no short text"),
        (b"dependencies: [{name: %s}]" % (b"x" * 2000), "is no short text"),
        (b"dependencies: [%s]" % (b"{}," * 1001), "more than 1000 dependencies"),
    ],
)
def test_do_05_yaml_that_is_a_trap_is_refused(yaml: bytes, words: str) -> None:
    with pytest.raises(InspectionFailed, match=words):
        look(a_tar({"app/Chart.yaml": yaml}), "dependencies")


def repeated(part: bytes, times: int, *, first: bytes = b"") -> bytes:
    """A small gzip of many members that unpack to the same."""
    member = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = member.compress(part) + member.flush()
    return (gzip.compress(first) if first else b"") + packed * times


def header(name: str, *, size: int = 0, kind: bytes = tarfile.REGTYPE, link: str = "") -> bytes:
    entry = tarfile.TarInfo(name)
    entry.size, entry.type, entry.linkname = size, kind, link
    return entry.tobuf(tarfile.GNU_FORMAT)


def links_only() -> bytes:
    kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE)
    names = ("app/README.md", "app/values.yaml", "app/Chart.yaml")
    entries = [header(name, kind=kind, link="/etc/passwd") for kind in kinds for name in names]
    return gzip.compress(b"".join(entries) + bytes(1024))


def pax_chain() -> bytes:
    record = b"20 path=app/README.md\n".ljust(512, b"\0")
    return repeated(header("x", size=20, kind=tarfile.XHDTYPE) + record, 20_000)


def sparse_claim() -> bytes:
    entry = tarfile.TarInfo("app/README.md")
    entry.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "size": "9" * 11}
    return gzip.compress(entry.tobuf(tarfile.PAX_FORMAT) + b"1\n0\n999999999999\n" + bytes(4096))


def negative_size() -> bytes:
    entry = tarfile.TarInfo("app/other")
    entry.pax_headers = {"size": "-1024"}
    return gzip.compress(entry.tobuf(tarfile.PAX_FORMAT) + bytes(4096))


def slow_pax() -> bytes:
    data = b"1" * (8 * MEBIBYTE)
    return gzip.compress(header("x", size=len(data), kind=tarfile.XHDTYPE) + data, 1)


def a_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("app/README.md", "zip")
    return packed.getvalue()


ZEROS = bytes(100 * MEBIBYTE)
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "10 GB of zeros": (
        lambda: repeated(ZEROS, 100, first=header("app/zeros", size=100 * len(ZEROS))),
        "unpacks to more than 104857600 bytes",
    ),
    "a readme of 10 GB": (
        lambda: repeated(ZEROS, 100, first=header("app/README.md", size=100 * len(ZEROS))),
        "unpacks to more than 104857600 bytes",
    ),
    "zeros and no entry": (lambda: repeated(ZEROS, 100), "no Chart.yaml"),
    "1 M entries": (lambda: repeated(header("app/x") * 10_000, 100), "more than 10000 entries"),
    "a long name of 1 GB": (
        lambda: repeated(ZEROS, 10, first=header("x", size=10**9, kind=tarfile.GNUTYPE_LONGNAME)),
        "unpacks to more|too much memory",
    ),
    "pax headers only": (pax_chain, "too much memory|cannot be looked into"),
    "a slow pax header": (slow_pax, "tar.gz|more time or memory|too much memory"),
    "a sparse file": (sparse_claim, "tar.gz"),
    "a negative size": (negative_size, "tar.gz|more time or memory"),
    "1 M members": (lambda: gzip.compress(b"") * 800_000, "tar.gz|more time or memory"),
    "cut short": (lambda: a_chart()[:-40], "tar.gz"),
    "no gzip": (lambda: b"plain text" * 1000, "tar.gz"),
    "gzip of no tar": (lambda: gzip.compress(b"plain text" * 1000), "tar.gz"),
    "a zip": (a_zip, "tar.gz"),
    "nothing": (lambda: b"", "tar.gz"),
    "zstd": (lambda: b"\x28\xb5\x2f\xfd" + bytes(100), "tar.gz"),
}


@pytest.mark.parametrize(("make", "words"), HOSTILE.values(), ids=HOSTILE)
def test_do_05_a_hostile_archive_is_given_up_cleanly(
    make: Callable[[], bytes], words: str, measured: Path
) -> None:
    packed = make()
    assert len(packed) < 20 * MEBIBYTE
    began = time.monotonic()
    refused, peak = outcome(packed, measured)
    assert re.search(words, refused), refused
    assert peak < 150 * MEBIBYTE
    assert time.monotonic() - began < chart.WALL_SECONDS + 2  # on a slow machine


@pytest.fixture
def measured(tmp_path: Path) -> Path:
    """The program for charts, which also tells what memory it took at most."""
    path = tmp_path / "measured.py"
    path.write_text(f"""
import io, json, re, runpy, sys
status = open("/proc/self/status")
output, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO())
runpy.run_path({str(cage.CHART)!r}, run_name="__main__")
peak = int(re.search("VmHWM:\\s*(\\d+) kB", status.read())[1]) * 1024
json.dump({{"found": [json.loads(sys.stdout.buffer.getvalue()), peak]}}, output)
""")
    return path


def outcome(packed: bytes, measured: Path) -> tuple[str, int]:
    """Why it was refused and the memory that took; a program that is ended tells no figure."""
    with as_file(packed) as file:
        try:
            found = cage.the_cage().run(measured, ["dependencies", cage.yaml_folder()], file)
        except InspectionFailed as failed:
            return str(failed), 0
    return found[0]["refused"], found[1]


def test_do_05_links_devices_and_strange_names_are_no_files() -> None:
    assert look(links_only(), "readme.md") == ""
    names = ("../README.md", "app/../README.md", "/README.md", "/app/README.md", "README.md")
    tar = a_tar({**dict.fromkeys(names, b"no"), "app/README.md": b"yes"})
    assert look(tar, "readme.md") == "yes"


def test_do_05_a_file_is_refused_by_the_size_it_claims() -> None:
    packed = repeated(ZEROS, 100, first=header("app/README.md", size=100 * len(ZEROS)))
    with pytest.raises(InspectionFailed, match=r"readme\.md of more than 1048576"):
        look(packed, "readme.md")


def test_do_05_nothing_is_read_behind_what_is_wanted() -> None:
    bomb = header("app/README.md", size=3) + b"yes".ljust(512, b"\0")
    assert look(repeated(ZEROS, 100, first=bomb), "readme.md") == "yes"


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], Path]:
    """Make a program that is locked in as the one for charts is, and then goes on."""

    def make(source: str) -> Path:
        path = tmp_path / "program.py"
        lock = f"import runpy\nrunpy.run_path({str(cage.CHART)!r})['lock']()\n"
        path.write_text(f"import json, os, socket, sys, time\n{lock}{source}\n")
        return path

    return make


@pytest.mark.parametrize(
    "deed",
    [
        "open('/etc/passwd')",
        "open('/dev/null', 'w')",
        "socket.socket()",
        "os.pipe()",
        "os.dup(0)",
        "os.write(os.memfd_create('x'), b'x')",
        "bytes(300 << 20)",
        "import resource as r; r.setrlimit(r.RLIMIT_NOFILE, (99, 99)); open('/etc/passwd')",
    ],
)
def test_do_05_in_the_cage_nothing_can_be_opened(deed: str, program: Callable[[str], Path]) -> None:
    tried = f"""
try:
    {deed}
except (OSError, MemoryError, ValueError) as error:
    print(json.dumps({{"found": type(error).__name__}}))
"""
    assert run(program(tried)) in ("OSError", "MemoryError", "ValueError")


def run(program: Path, inside: Cage | None = None) -> Any:
    with as_file() as file:
        return (inside or Cage(Limits())).run(program, [], file)


def test_the_program_has_no_environment(
    program: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HARBOR_SECRET", "x")
    found = run(program("print(json.dumps({'found': [sorted(os.environ), os.getcwd()]}))"))
    assert "HARBOR_SECRET" not in found[0]
    assert found[1] == "/"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("while True: sys.stdout.write('x' * 4096)", "more in this artifact than can be shown"),
        ("while True: sys.stderr.write('x' * 4096)", "more time or memory"),
        ("time.sleep(60)", "more time or memory"),
        ("os.close(1); time.sleep(60)", "more time or memory"),
        ("os.abort()", "more time or memory"),
        ("os._exit(3)", "cannot be looked into"),
        ("1 / 0", "cannot be looked into"),
        ("", "cannot be looked into"),
        ("print('{')", "cannot be looked into"),
        ("print('[' * 100_000)", "cannot be looked into"),
        ("print('[]')", "cannot be looked into"),
        ("print(json.dumps({'refused': 'no\\nline'}))", "cannot be looked into"),
        ("print(json.dumps({'refused': 'x' * 999}))", "cannot be looked into"),
        ("print(json.dumps({'refused': 'the chart is odd'}))", "the chart is odd"),
    ],
)
def test_however_a_program_ends_there_is_an_answer(
    source: str, words: str, program: Callable[[str], Path]
) -> None:
    limits = Limits(run_seconds=1, answer_bytes=MEBIBYTE)
    began = time.monotonic()
    with pytest.raises(InspectionFailed, match=words):
        run(program(source), Cage(limits))
    assert time.monotonic() - began < 3


def test_a_program_that_spins_is_ended_by_its_own_limit(program: Callable[[str], Path]) -> None:
    began = time.monotonic()
    with pytest.raises(InspectionFailed, match="more time or memory"):
        run(program("while True: pass"), Cage(Limits(run_seconds=60)))
    assert time.monotonic() - began < chart.WALL_SECONDS + 2


def test_few_run_at_once_few_wait_and_the_rest_are_told_to_come_again(
    program: Callable[[str], Path],
) -> None:
    slow = program("time.sleep(1); print(json.dumps({'found': time.monotonic()}))")
    shared = Cage(Limits(running=1, waiting=1))
    ended: list[Any] = []

    def look_in() -> None:
        try:
            ended.append(run(slow, shared))
        except InspectionBusy as busy:
            ended.append(str(busy))

    threads = [threading.Thread(target=look_in) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended[:2] == ["too many artifacts are being looked into just now"] * 2
    assert ended[3] - ended[2] >= 1


def test_who_waited_long_enough_is_told_to_come_again(program: Callable[[str], Path]) -> None:
    slow = program("time.sleep(2); print(json.dumps({'found': 1}))")
    shared = Cage(Limits(running=1, wait_seconds=0.1))
    first = threading.Thread(target=run, args=(slow, shared))
    first.start()
    time.sleep(0.5)
    with pytest.raises(InspectionBusy):
        run(slow, shared)
    first.join()


def test_a_program_starts_fast() -> None:
    packed = a_chart()

    def seconds(wanted: str) -> float:
        began = time.perf_counter()
        look(packed, wanted)
        return time.perf_counter() - began

    def quickest(wanted: str) -> float:
        """A busy machine may be slow now and then."""
        tries = (seconds(wanted) for _ in range(15))
        return next((taken for taken in tries if taken < 0.3), inf)

    taken = {wanted: quickest(wanted) for wanted in KINDS}
    assert max(taken.values()) < 0.3, json.dumps(taken)
