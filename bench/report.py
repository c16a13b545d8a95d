"""Tables for people, and a chart for each group of cases."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from bench.cases import Case, Figure
from bench.results import Results, Spread

BIG = 100
COLOURS = ("#2457a6", "#6b9be0", "#c8642c", "#e0a070", "#8c8c8c", "#bdbdbd")


def table(results: Results, case: Case) -> str:
    """One case as markdown; in the row of a peer, how many times better ours are."""
    measured = results.of(case)
    ours = list(dict.fromkeys(one.subject for one in measured if one.is_ours))
    head = ["figure", "registry", "min", "median", "max", *(f"{name} is" for name in ours)]
    lines = [f"### {case.key} {case.title}", f"Goal: {case.goal}", "", _row(head)]
    lines.append(_row(["---", "---", *["--:"] * (len(head) - 2)]))
    subjects = dict.fromkeys((one.subject, one.is_ours) for one in measured)
    for figure in case.figures:
        for subject, is_ours in subjects:
            spread = results.spread(case, figure, subject)
            peers = [_ratio(results, case, figure, (our, subject)) for our in ours]
            ratios = [""] * len(ours) if is_ours else peers
            lines.append(_row([figure.name, subject, *_cells(spread), *ratios]))
    failed = [one for one in measured if one.error]
    lines += ["", *(f"* FAILED: {one.subject}, round {one.round}: {one.error}" for one in failed)]
    return "\n".join(lines) + "\n"


def _cells(spread: Spread | None) -> Sequence[str]:
    if spread is None:
        return ["failed"] * 3
    return [_number(value) for value in (spread.least, spread.median, spread.most)]


def _ratio(results: Results, case: Case, figure: Figure, pair: tuple[str, str]) -> str:
    """The ratio of two medians, more than 1 where the first one is the better."""
    ours, theirs = (results.spread(case, figure, subject) for subject in pair)
    if not ours or not theirs or not ours.median or not theirs.median:
        return ""
    ratio = ours.median / theirs.median
    return f"{ratio if figure.more_is_better else 1 / ratio:.2f} ×"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= BIG else f"{value:.3g}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def draw(results: Results, cases: Sequence[Case], folder: Path) -> None:
    """One SVG a group: the first figure of each case, medians with their spread."""
    mpl.rcParams["svg.hashsalt"] = "bench"
    for group, members in groupby(cases, key=lambda case: case.group):
        shown = [case for case in members if any(one.figures for one in results.of(case))]
        if not shown:
            continue
        drawing = Drawing(figsize=(8, 2.2 * len(shown)), layout="constrained")
        for axes, case in zip(
            drawing.subplots(len(shown), squeeze=False)[:, 0], shown, strict=True
        ):
            _bars(axes, results, case)
        drawing.savefig(folder / f"{group}.svg", metadata={"Date": None})


def _bars(axes: Axes, results: Results, case: Case) -> None:
    figure = case.figures[0]
    colour = dict(zip(results.subjects, COLOURS, strict=False))
    subjects = list(dict.fromkeys(one.subject for one in results.of(case)))
    for subject in reversed(subjects):
        if spread := results.spread(case, figure, subject):
            whiskers = [[spread.median - spread.least], [spread.most - spread.median]]
            hue = colour.get(subject, COLOURS[-1])
            bar = axes.barh(subject, spread.median, xerr=whiskers, color=hue, ecolor="#404040")
            axes.bar_label(bar, [f" {_number(spread.median)}"], fontsize=8)
    axes.set_title(f"{case.key} {case.title}: {figure.name}", fontsize=9, loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8)
    axes.margins(x=0.12)
