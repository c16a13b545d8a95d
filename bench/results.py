"""What a run found, and on what: kept as JSON, so that a figure can be looked at again."""

import json
import os
import platform
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.cases import Case, Figure
from bench.scale import Scale
from tests.support.server import REPOSITORY_ROOT


@dataclass(frozen=True)
class Measurement:
    """One round of one case on one registry, or on the machine itself."""

    key: str
    title: str
    subject: str
    is_ours: bool
    round: int
    figures: Mapping[str, float] = field(default_factory=dict)
    error: str = ""


@dataclass(frozen=True)
class Spread:
    least: float
    median: float
    most: float


@dataclass
class Results:
    """All measurements of a run, in the order in which they were made."""

    scale: Scale
    seed: int
    subjects: Sequence[str]
    measurements: list[Measurement] = field(default_factory=list)

    def of(self, case: Case) -> list[Measurement]:
        return [one for one in self.measurements if (one.key, one.title) == (case.key, case.title)]

    def failures(self) -> list[Measurement]:
        return [one for one in self.measurements if one.error]

    def spread(self, case: Case, figure: Figure, subject: str) -> Spread | None:
        """None when the subject was not measured, or failed in any round."""
        of_subject = [one for one in self.of(case) if one.subject == subject]
        if not of_subject or any(one.error for one in of_subject):
            return None
        values = [one.figures[figure.name] for one in of_subject]
        return Spread(min(values), statistics.median(values), max(values))

    def write(self, file: Path) -> None:
        found = {
            "commit": commit(),
            "subjects": self.subjects,
            "versions": {
                "wrk": _first_line("wrk", "--version"),
                "curl": _first_line("curl", "-V"),
                "skopeo": _first_line("skopeo", "--version"),
            },
            "machine": machine(),
            "scale": asdict(self.scale),
            "seed": self.seed,
            "measurements": [asdict(one) for one in self.measurements],
        }
        file.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")


def commit() -> str:
    """The commit that is checked out, and whether files differ from it."""
    git = ["git", "-C", str(REPOSITORY_ROOT)]
    head = _output(*git, "rev-parse", "HEAD").strip()
    return f"{head} with changes" if _output(*git, "status", "--porcelain").strip() else head


def machine() -> dict[str, Any]:
    """What figures depend on; the disk is the one that blobs are written to."""
    model = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return {
        "cores": os.cpu_count(),
        "processor": model[0] if model else platform.machine(),
        "memory_mb": os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1_000_000,
        "kernel": platform.release(),
        "python": platform.python_version(),
        "filesystem": _output("stat", "-f", "-c", "%T", tempfile.gettempdir()).strip(),
        "free_disk_mb": shutil.disk_usage(tempfile.gettempdir()).free // 1_000_000,
    }


def _first_line(*command: str) -> str:
    return _output(*command).partition("\n")[0]


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
