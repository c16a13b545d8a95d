"""Rules of retention: read from what people want, written as Harbor has them, asked what they keep.

A rule selects artifacts, by their repository and their tags, and keeps those of them that its
template describes: the N with the latest push, pull or both, those of the last days, or all.
Whatever was never pulled counts as pulled when it was pushed.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from maintenance.errors import PolicyInvalid, RulesEqual
from oci.errors import quoted
from projects import immutability
from projects.immutability import (
    LARGEST_PRIORITY,
    OF_REPOSITORIES,
    OF_TAGS,
    SMALLEST_PRIORITY,
    Decoration,
    Names,
    Selector,
)

ACTION = "retain"
RULES_AT_MOST = 15
MOST = 2**31 - 1
"""The largest number that a rule may have, of artifacts or of days."""
_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)


class Unit(StrEnum):
    COUNT = "COUNT"
    DAYS = "DAYS"


class Template(StrEnum):
    """Harbor's. Each is also the name of its own parameter."""

    LATEST_PUSHED = "latestPushedK"
    LATEST_PULLED = "latestPulledN"
    SINCE_PUSH = "nDaysSinceLastPush"
    SINCE_PULL = "nDaysSinceLastPull"
    ALWAYS = "always"
    LATEST_ACTIVE = "latestActiveK"
    LAST_DAYS = "lastXDays"


@dataclass(frozen=True, slots=True)
class Artifact:
    """A plain row: times are the latest of the artifact's own and those of its tags."""

    id: int
    digest: str
    tags: tuple[str, ...]
    push_time: datetime
    pull_time: datetime | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a template keeps: the first ones, or those not too old, by a time."""

    text: str
    unit: Unit | None
    time: Callable[[Artifact], datetime]


def _pushed(artifact: Artifact) -> datetime:
    return artifact.push_time


def _pulled(artifact: Artifact) -> datetime:
    return artifact.pull_time or artifact.push_time


def _active(artifact: Artifact) -> datetime:
    return max(_pushed(artifact), _pulled(artifact))


MEANINGS: Mapping[Template, Meaning] = {
    Template.LATEST_PUSHED: Meaning("the most recently pushed # artifacts", Unit.COUNT, _pushed),
    Template.LATEST_PULLED: Meaning("the most recently pulled # artifacts", Unit.COUNT, _pulled),
    Template.SINCE_PUSH: Meaning("pushed within the last # days", Unit.DAYS, _pushed),
    Template.SINCE_PULL: Meaning("pulled within the last # days", Unit.DAYS, _pulled),
    Template.ALWAYS: Meaning("always", None, _pushed),
    Template.LATEST_ACTIVE: Meaning("the most recently active # artifacts", Unit.COUNT, _active),
    Template.LAST_DAYS: Meaning("pushed within the last # days", Unit.DAYS, _pushed),
}
HIDDEN = frozenset({Template.LATEST_ACTIVE, Template.LAST_DAYS})
"""Accepted, and offered to nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a rule shall be."""

    template: str
    repositories: Sequence[Selector]
    tags: Sequence[Selector]
    params: Mapping[str, Any]
    priority: int = 0
    is_disabled: bool = False
    action: str = ACTION


class Rule:
    """A rule that was written before, ready to be asked."""

    def __init__(self, written: Mapping[str, Any]) -> None:
        self.id: int = written["id"]
        self.is_disabled: bool = written["disabled"]
        self._template = Template(written["template"])
        self._count: int = written["params"].get(self._template, 0)
        self._repositories = written["scope_selectors"]["repository"]
        self._tags = written["tag_selectors"]
        self._repository_names, self._tag_names = Names(self._repositories), Names(self._tags)
        self._has_untagged = _has_untagged(self._tags)

    def __str__(self) -> str:
        what = f"{self._template} {self._count}" if self._count else str(self._template)
        of = ", ".join(f"{one['decoration']} {quoted(one['pattern'])}" for one in self._tags)
        return f"rule {self.id} ({what}: {of})"

    def is_about(self, repository: str) -> bool:
        """Whether it has a say in the repository, which is named without its project."""
        return not self.is_disabled and self._repository_names.has(repository)

    def selects(self, artifact: Artifact) -> bool:
        """By any of its tags; one without any, if the selectors want such."""
        if not artifact.tags:
            return self._has_untagged
        return any(self._tag_names.has(tag) for tag in artifact.tags)

    def kept(self, artifacts: Iterable[Artifact], now: datetime) -> set[int]:
        """The ids of those that it keeps, of all artifacts of one repository."""
        selected = [artifact for artifact in artifacts if self.selects(artifact)]
        meaning = MEANINGS[self._template]
        if meaning.unit is Unit.DAYS:
            since = _days_before(now, self._count)
            selected = [artifact for artifact in selected if meaning.time(artifact) >= since]
        elif meaning.unit is Unit.COUNT:
            selected.sort(key=lambda artifact: (meaning.time(artifact), artifact.id), reverse=True)
            selected = selected[: self._count]
        return {artifact.id for artifact in selected}


def write(wanted: Sequence[Wanted]) -> list[dict[str, Any]]:
    """Rules as Harbor shows them, numbered from 1.

    Raises PolicyInvalid, RuleInvalid, PatternInvalid or RulesEqual.
    """
    if len(wanted) > RULES_AT_MOST:
        raise PolicyInvalid(f"a policy has at most {RULES_AT_MOST} rules")
    written = [_written(rule, number) for number, rule in enumerate(wanted, start=1)]
    known: dict[object, int] = {}
    for rule in written:
        other = known.setdefault(_essence(rule), rule["id"])
        if other != rule["id"]:
            raise RulesEqual(other, rule["id"])
    return written


def read(written: Iterable[Mapping[str, Any]]) -> list[Rule]:
    return [Rule(rule) for rule in written]


def about(rules: Iterable[Rule], repository: str) -> list[Rule]:
    """Those that have a say in the repository, which is named without its project."""
    return [rule for rule in rules if rule.is_about(repository)]


def _written(rule: Wanted, number: int) -> dict[str, Any]:
    where = f"rule {number}"
    if rule.action != ACTION:
        raise PolicyInvalid(f"{where}: the action is {ACTION}")
    if rule.template not in set(Template):
        raise PolicyInvalid(f"{where}: the template is one of {', '.join(Template)}")
    if not SMALLEST_PRIORITY <= rule.priority <= LARGEST_PRIORITY:
        raise PolicyInvalid(f"{where}: the priority is a number of 32 bits")
    repositories = [asdict(selector) for selector in rule.repositories]
    tags = [asdict(selector) for selector in rule.tags]
    immutability.require_selectors(
        repositories, f"{where}: scope_selectors.repository", OF_REPOSITORIES
    )
    immutability.require_selectors(tags, f"{where}: tag_selectors", OF_TAGS)
    for selector in tags:
        _require_extras(selector["extras"], where)
    return {
        "id": number,
        "priority": rule.priority,
        "disabled": rule.is_disabled,
        "action": ACTION,
        "template": rule.template,
        "params": _params(Template(rule.template), rule.params, where),
        "tag_selectors": tags,
        "scope_selectors": {"repository": repositories},
    }


def _params(template: Template, given: Mapping[str, Any], where: str) -> dict[str, int]:
    """The template's own parameter; what else is there is passed over."""
    unit = MEANINGS[template].unit
    if unit is None:
        return {}
    count = given.get(template)
    if type(count) is not int or not 1 <= count <= MOST:
        of = "artifacts" if unit is Unit.COUNT else "days"
        raise PolicyInvalid(
            f"{where}: params has {template}, a whole number of {of} from 1 to {MOST}"
        )
    return {template: count}


def _require_extras(extras: str, where: str) -> None:
    if not extras:
        return
    try:
        said = json.loads(extras)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or not isinstance(said.get("untagged", False), bool):
        raise PolicyInvalid(
            f'{where}: extras of tag_selectors is empty, or such as {{"untagged": true}}'
        )


def _has_untagged(selectors: Sequence[Mapping[str, str]]) -> bool:
    """Whether artifacts without a tag are among the selected, as for a name: see Names."""
    matching = [one for one in selectors if one["decoration"] == Decoration.TAG_MATCHES]
    excluding = [one for one in selectors if one["decoration"] == Decoration.TAG_EXCLUDES]
    is_matched = not matching or any(_untagged(one, usually=True) for one in matching)
    return is_matched and not any(_untagged(one, usually=False) for one in excluding)


def _untagged(selector: Mapping[str, str], *, usually: bool) -> bool:
    """What a selector says of them; where it says nothing, they are selected, as in Harbor."""
    said = json.loads(selector["extras"] or "{}")
    return bool(said.get("untagged", usually))


def _essence(rule: Mapping[str, Any]) -> object:
    """What two rules have in common that keep the same, in whatever order and priority."""
    tags = frozenset(
        (one["decoration"], one["pattern"], one["extras"].replace(" ", ""))
        for one in rule["tag_selectors"]
    )
    repositories = frozenset(
        (one["decoration"], one["pattern"]) for one in rule["scope_selectors"]["repository"]
    )
    return rule["template"], tuple(rule["params"].items()), tags, repositories


def _days_before(now: datetime, days: int) -> datetime:
    """So long ago, or the beginning of the calendar."""
    try:
        return now - timedelta(days=days)
    except OverflowError:
        return _BEGINNING
