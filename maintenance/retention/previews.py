"""A preview: what a run by some rules would do just now, for whoever is still writing them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from maintenance.models import Verdict
from maintenance.retention import plans, rules
from projects.models import Project

EVERYTHING = range(2**62)


@dataclass(slots=True)
class Preview:
    """The sums of all verdicts, how many there are of the wanted kind, and a part of these."""

    sums: dict[str, int]
    count: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)


def make(
    project: Project,
    written: Sequence[Mapping[str, Any]],
    *,
    verdict: str = "",
    part: range = EVERYTHING,
) -> Preview:
    """Exactly the verdicts that a run would write, repository by repository in order of name.

    *written* are rules as ``rules.write`` gives them. Of one *verdict* alone, if it is given.
    """
    counts: Counter[str] = Counter()
    found = Preview({})
    for plan in plans.of_project(project, rules.read(written)):
        counts["repositories"] += 1
        for line in plan.lines:
            counts[line.judged.verdict] += 1
            counts["bytes"] += line.freed
            if verdict in ("", line.judged.verdict):
                if found.count in part:
                    found.rows.append(plans.shown(plan.repository, line))
                found.count += 1
    found.sums = _sums(counts)
    return found


def _sums(counts: Counter[str]) -> dict[str, int]:
    total = sum(counts[verdict] for verdict in Verdict.values)
    return {
        "repositories": counts["repositories"],
        "total": total,
        "retained": total - counts[Verdict.DELETE],
        "deleted": counts[Verdict.DELETE],
        "immutable": counts[Verdict.IMMUTABLE],
        "bytes": counts["bytes"],
    }
