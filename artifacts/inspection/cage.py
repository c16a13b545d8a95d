"""The cage: hostile bytes are read by a small program in a process of its own, never in ours (R19).

The program gets the bytes, no environment and no file but itself; it limits its own memory, time
and descriptors before it reads the first byte. Whatever becomes of it, there is an answer of
bounded length in bounded time, and few of them run at once.
"""

import functools
import importlib.util
import io
import json
import logging
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO

from oci.errors import Invalid, Overloaded

CHART = Path(__file__).with_name("chart.py")
MAX_REASON_LENGTH = 200

_log = logging.getLogger("harbor.inspection")


class InspectionFailed(Invalid):
    """The bytes cannot be looked into; the artifact can be pulled as ever."""


class InspectionBusy(Overloaded):
    """As many programs run and wait as may."""

    def __init__(self) -> None:
        super().__init__("too many artifacts are being looked into just now")


@dataclass(frozen=True, slots=True)
class Limits:
    """What this process spends on programs in its cage.

    Who runs one or waits holds a thread of those that answer people, which are eight: half of them
    stay free.
    """

    running: int = 2
    waiting: int = 2
    wait_seconds: float = 5
    run_seconds: float = 10
    answer_bytes: int = 8 * 1024 * 1024
    complaint_bytes: int = 4 * 1024


@dataclass(frozen=True, slots=True)
class _Outcome:
    code: int
    answer: bytes
    complaint: bytes


class Cage:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._places = threading.BoundedSemaphore(limits.running + limits.waiting)
        self._turns = threading.BoundedSemaphore(limits.running)

    def run(self, program: Path, arguments: Sequence[str], source: BinaryIO) -> Any:
        """Have *program* look into *source*; answers what it found.

        Raises InspectionBusy, or InspectionFailed with the program's reason or ours.
        """
        with self._turn(), _as_file(source) as file:
            command = [sys.executable, "-I", "-S", str(program), *arguments]
            process = subprocess.Popen(  # noqa: S603  # the program is ours, its input is not
                command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={}, cwd="/"
            )
            outcome = self._outcome(process)
        if outcome.code != 0:
            _log.warning("%s ended with %s: %r", program.name, outcome.code, outcome.complaint)
        return self._found(outcome)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise InspectionBusy
        try:
            if not self._turns.acquire(timeout=self._limits.wait_seconds):
                raise InspectionBusy
            try:
                yield
            finally:
                self._turns.release()
        finally:
            self._places.release()

    def _outcome(self, process: subprocess.Popen[bytes]) -> _Outcome:
        """Read what the program says until it ends, or is ended for its time or its length."""
        assert process.stdout is not None
        assert process.stderr is not None
        timer = threading.Timer(self._limits.run_seconds, process.kill)
        timer.start()
        try:
            with process:  # leaving it waits for the end
                answer = process.stdout.read(self._limits.answer_bytes + 1)
                if len(answer) > self._limits.answer_bytes:
                    process.kill()
                complaint = process.stderr.read(self._limits.complaint_bytes)
        finally:
            process.kill()
            timer.cancel()
        return _Outcome(process.returncode, answer, complaint)

    def _found(self, outcome: _Outcome) -> Any:
        if len(outcome.answer) > self._limits.answer_bytes:
            raise InspectionFailed("there is more in this artifact than can be shown")
        if outcome.code < 0:
            raise InspectionFailed(
                "looking into this artifact takes more time or memory than it may"
            )
        try:
            answer = json.loads(outcome.answer)
        except (ValueError, RecursionError):
            raise InspectionFailed("this artifact cannot be looked into") from None
        if not isinstance(answer, dict) or "found" not in answer:
            raise InspectionFailed(_reason(answer))
        return answer["found"]


@functools.cache
def the_cage() -> Cage:
    """The one cage of this process."""
    return Cage(Limits())


@functools.cache
def yaml_folder() -> str:
    """Where PyYAML is installed, for programs that read YAML: they start without such folders."""
    spec = importlib.util.find_spec("yaml")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("PyYAML is not installed")
    return str(Path(spec.origin).parents[1])


def _reason(answer: object) -> str:
    """The program's words, as far as they can be passed on."""
    reason = answer.get("refused") if isinstance(answer, dict) else None
    if isinstance(reason, str) and reason.isprintable() and len(reason) <= MAX_REASON_LENGTH:
        return reason
    return "this artifact cannot be looked into"


@contextmanager
def _as_file(source: BinaryIO) -> Iterator[IO[bytes]]:
    """The source itself if it is a file, or else a copy, so that no thread has to feed a pipe."""
    if _is_file(source):
        yield source
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(source, copy)
        copy.seek(0)
        yield copy


def _is_file(source: BinaryIO) -> bool:
    try:
        source.fileno()
    except io.UnsupportedOperation:
        return False
    return True
