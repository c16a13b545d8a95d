"""Run the cases: `python -m bench --cases P1,P4 --rounds 3`."""

import argparse
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bench import cases, registries, report
from bench.cases import Case
from bench.registries import Registry
from bench.results import Measurement, Results
from bench.scale import QUICK, Scale

SETTLE_SECONDS = 1.0


class Run:
    """Registries that are started when first needed, and what was measured on them."""

    def __init__(self, found: Sequence[Registry], results: Results, held: ExitStack) -> None:
        self._found, self._results, self._held = found, results, held
        self._started: set[str] = set()

    def case(self, case: Case, rounds: int) -> None:
        """Measure one registry after the other, round by round, only one at a time."""
        self._held.callback(case.end)
        taken = [one for one in self._found if case.takes(one) and self._is_ready(case, one)]
        for number in range(1, rounds + 1):
            for registry in taken:
                seed = self._results.seed + number
                self._measure(case, registry, number, partial(case.measure, registry, seed))
            if case.limit:
                self._measure(case, None, number, case.measure_limit)

    def _is_ready(self, case: Case, registry: Registry) -> bool:
        if registry.key not in self._started:
            self._started.add(registry.key)
            registry.start()
        _say(f"{case.key} prepares {registry.name}")
        try:
            case.prepare(registry)
        except Exception as error:  # noqa: BLE001 - reported, and the exit code tells
            self._add(case, registry, 0, {}, error)
            return False
        return True

    def _measure(
        self,
        case: Case,
        registry: Registry | None,
        number: int,
        measure: Callable[[], Mapping[str, float]],
    ) -> None:
        """Start from a quiet disk, for not everybody writes back what they wrote by themselves."""
        os.sync()
        time.sleep(SETTLE_SECONDS)
        try:
            self._add(case, registry, number, measure())
        except Exception as error:  # noqa: BLE001 - reported, and the exit code tells
            self._add(case, registry, number, {}, error)

    def _add(
        self,
        case: Case,
        registry: Registry | None,
        number: int,
        figures: Mapping[str, float],
        error: Exception | None = None,
    ) -> None:
        subject = registry.name if registry else case.limit
        told = f"{type(error).__name__}: {error}" if error else ""
        is_ours = registry is not None and registry.is_ours
        self._results.measurements.append(
            Measurement(case.key, case.title, subject, is_ours, number, dict(figures), told)
        )
        shown = told or ", ".join(f"{name} {value:,.2f}" for name, value in figures.items())
        _say(f"{case.key} round {number}, {subject}: {shown}")


def main() -> int:
    asked = _arguments()
    scale = QUICK if asked.quick else Scale()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asked.out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        folder = Path(tempfile.mkdtemp(prefix="bench-"))
        held.callback(shutil.rmtree, folder)
        found = []
        for registry in registries.found(asked.subjects):
            held.callback(registry.remove)
            found.append(registry)
        results = Results(scale, asked.seed, [one.name for one in found])
        chosen = [
            case
            for case in cases.every(scale, folder, asked.seed)
            if not asked.cases or case.key in asked.cases
        ]
        _require(asked.subjects, (registry.key for registry in found))
        _require(asked.cases, (case.key for case in chosen))
        run = Run(found, results, held)
        for case in chosen:
            run.case(case, asked.rounds)
            results.write(asked.out / "results.json")
    tables = "\n".join(report.table(results, case) for case in chosen)
    (asked.out / "report.md").write_text(tables)
    report.draw(results, chosen, asked.out)
    sys.stdout.write(f"\n{tables}")
    return 1 if results.failures() else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--cases", type=_names, default=[], help="P1,P4: only these")
    parser.add_argument(
        "--subjects", type=_names, default=[], help="sqlite,distribution: only these"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    parser.add_argument("--quick", action="store_true", help="little of all: proves the cases work")
    return parser.parse_args()


def _require(asked: Sequence[str], there: Iterable[str]) -> None:
    if missing := set(asked) - set(there):
        raise SystemExit(f"not to be found: {', '.join(sorted(missing))}")


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
