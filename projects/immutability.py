"""Immutable tags: a project's rules for which tags, once there, are neither moved nor deleted.

A rule has selectors of repositories and of tags. A name fits a list of selectors if one of those
that match describes it (or there are none that match) and none of those that exclude does. So all
selectors count, where Harbor looks at the first of each list alone.

Whoever changes tags asks in the transaction of the change, after ``access.confirm``; whoever
changes rules locks the project against that. So a rule holds for every change that began after it
was made, and no epoch has to move: what a token says, or a reader remembers, has no rules in it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from django.db import transaction
from django.db.models import QuerySet

import events
from oci import patterns
from oci.errors import quoted
from oci.patterns import Pattern, PatternInvalid
from oci.reference import RepositoryName
from projects import access
from projects.access import Access
from projects.errors import RuleExists, RuleInvalid, RuleUnknown, TagImmutable
from projects.events import ImmutableRuleCreated, ImmutableRuleDeleted, ImmutableRuleUpdated
from projects.models import ImmutableRule, Project

KIND = "doublestar"
RULES_AT_MOST = 100
SELECTORS_AT_MOST = 10
LONGEST_EXTRAS = 1024
SMALLEST_PRIORITY, LARGEST_PRIORITY = -(2**31), 2**31 - 1


class Decoration(StrEnum):
    """Harbor's words for what a selector does with the names that its pattern describes."""

    REPOSITORY_MATCHES = "repoMatches"
    REPOSITORY_EXCLUDES = "repoExcludes"
    TAG_MATCHES = "matches"
    TAG_EXCLUDES = "excludes"


OF_REPOSITORIES = (Decoration.REPOSITORY_MATCHES, Decoration.REPOSITORY_EXCLUDES)
OF_TAGS = (Decoration.TAG_MATCHES, Decoration.TAG_EXCLUDES)
_EXCLUDING = frozenset({Decoration.REPOSITORY_EXCLUDES, Decoration.TAG_EXCLUDES})


@dataclass(frozen=True, slots=True)
class Selector:
    decoration: str
    pattern: str
    kind: str = KIND
    extras: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a rule shall be; ``None`` leaves what it is."""

    repositories: Sequence[Selector] | None = None
    tags: Sequence[Selector] | None = None
    priority: int | None = None
    is_disabled: bool | None = None


class Protection:
    """What the rules say of one repository's tags, read once and only when it is asked.

    To be made anew in each transaction that changes tags.
    """

    def __init__(self, *, project_id: int, repository: str) -> None:
        self._project_id = project_id
        self._repository = repository

    @classmethod
    def of(cls, name: RepositoryName, project_id: int) -> Self:
        return cls(project_id=project_id, repository=name.path.partition("/")[2])

    def rule_for(self, tag: str) -> ImmutableRule | None:
        """The rule that protects the tag, should it be there."""
        return next((rule for rule, tags in self._rules if tags.has(tag)), None)

    def require_movable(self, tag: str) -> None:
        """Raise TagImmutable if a rule protects this tag, which is there."""
        self._require_unprotected([tag], "updated")

    def require_deletable(self, *tags: str) -> None:
        """Raise TagImmutable if a rule protects one of these tags, which are there."""
        self._require_unprotected(tags, "deleted")

    def _require_unprotected(self, tags: Sequence[str], deed: str) -> None:
        for tag in tags:
            rule = self.rule_for(tag)
            if rule is not None:
                raise TagImmutable(tag, describe(rule), deed)

    @cached_property
    def _rules(self) -> list[tuple[ImmutableRule, "Names"]]:
        rows = of_project(self._project_id).filter(is_disabled=False).order_by("priority", "pk")
        return [
            (rule, Names(rule.tag_selectors))
            for rule in rows
            if Names(rule.repository_selectors).has(self._repository)
        ]


def of_project(project_id: int) -> QuerySet[ImmutableRule]:
    return ImmutableRule.objects.filter(project_id=project_id)


def protecting(project_id: int, repository: str, tag: str) -> ImmutableRule | None:
    """The rule that protects a tag; *repository* is named without its project."""
    return Protection(project_id=project_id, repository=repository).rule_for(tag)


def immutable_among(project_id: int, repository: str, names: Collection[str]) -> set[str]:
    """Those of a repository's tags that are protected, in one query; of none, without one."""
    protection = Protection(project_id=project_id, repository=repository)
    return {name for name in names if protection.rule_for(name) is not None}


def describe(rule: ImmutableRule) -> str:
    """What people are told that a rule is called: rules have no name of their own."""
    repositories, tags = (
        ", ".join(
            f"{selector['decoration']} {quoted(selector['pattern'])}" for selector in selectors
        )
        for selectors in (rule.repository_selectors, rule.tag_selectors)
    )
    return f"immutable rule {rule.pk} ({repositories}: {tags})"


def add(*, wanted: Wanted, by: Access) -> ImmutableRule:
    """Make a rule. Raises RuleInvalid, PatternInvalid or RuleExists."""
    with transaction.atomic():
        project = _lock(by)
        rule = ImmutableRule(project=project)
        _apply(rule, wanted)
        others = list(of_project(project.pk))
        if len(others) >= RULES_AT_MOST:
            raise RuleInvalid(f"a project has at most {RULES_AT_MOST} immutable rules")
        _require_new(rule, others)
        rule.save()
        _publish(ImmutableRuleCreated, rule, by, _shown(rule))
    return rule


def update(*, rule_id: int, wanted: Wanted, by: Access) -> ImmutableRule:
    """Change what *wanted* has, all of it. Raises RuleUnknown besides what ``add`` raises."""
    with transaction.atomic():
        project = _lock(by)
        rule = _get(project, rule_id)
        before = _shown(rule)
        _apply(rule, wanted)
        _require_new(rule, of_project(project.pk).exclude(pk=rule.pk))
        rule.save()
        after = _shown(rule)
        changed = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
        _publish(ImmutableRuleUpdated, rule, by, changed)
    return rule


def delete(*, rule_id: int, by: Access) -> None:
    """Raises RuleUnknown."""
    with transaction.atomic():
        rule = _get(_lock(by), rule_id)
        _publish(ImmutableRuleDeleted, rule, by, _shown(rule))
        rule.delete()


class Names:
    """The names that a list of selectors selects."""

    def __init__(self, selectors: Sequence[Mapping[str, str]]) -> None:
        self._matching: list[Pattern] = []
        self._excluding: list[Pattern] = []
        for selector in selectors:
            is_excluding = selector["decoration"] in _EXCLUDING
            compiled = patterns.compile(selector["pattern"])
            (self._excluding if is_excluding else self._matching).append(compiled)

    def has(self, name: str) -> bool:
        if self._matching and not any(pattern.matches(name) for pattern in self._matching):
            return False
        return not any(pattern.matches(name) for pattern in self._excluding)


def _lock(by: Access) -> Project:
    """Have those who change tags of the project wait, and confirm that *by* may go on.

    In this order: two who both hold the weaker lock of ``confirm`` would wait for each other.
    """
    project = Project.objects.present().locked().filter(pk=by.project_id).first()
    access.confirm(by)
    assert project is not None, "confirmed"
    return project


def _get(project: Project, rule_id: int) -> ImmutableRule:
    """A rule through its project, never by its own id alone."""
    rule = of_project(project.pk).filter(pk=rule_id).select_related("project").first()
    if rule is None:
        raise RuleUnknown(rule_id)
    return rule


def _apply(rule: ImmutableRule, wanted: Wanted) -> None:
    if wanted.repositories is not None:
        rule.repository_selectors = [asdict(selector) for selector in wanted.repositories]
    if wanted.tags is not None:
        rule.tag_selectors = [asdict(selector) for selector in wanted.tags]
    if wanted.priority is not None:
        rule.priority = wanted.priority
    if wanted.is_disabled is not None:
        rule.is_disabled = wanted.is_disabled
    if not SMALLEST_PRIORITY <= rule.priority <= LARGEST_PRIORITY:
        raise RuleInvalid("the priority is a number of 32 bits")
    require_selectors(rule.repository_selectors, "scope_selectors.repository", OF_REPOSITORIES)
    require_selectors(rule.tag_selectors, "tag_selectors", OF_TAGS)


def require_selectors(
    selectors: Sequence[Mapping[str, str]], where: str, decorations: Sequence[Decoration]
) -> None:
    if not 1 <= len(selectors) <= SELECTORS_AT_MOST:
        raise RuleInvalid(f"{where} has 1 to {SELECTORS_AT_MOST} selectors")
    for selector in selectors:
        if selector["kind"] != KIND:
            raise RuleInvalid(f"{where}: the kind of a selector is {KIND}")
        if selector["decoration"] not in decorations:
            raise RuleInvalid(f"{where}: the decoration is {' or '.join(decorations)}")
        if len(selector["extras"]) > LONGEST_EXTRAS:
            raise RuleInvalid(f"{where}: extras has at most {LONGEST_EXTRAS} characters")
        if not selector["pattern"]:
            raise PatternInvalid(f"{where}: a pattern is not empty; ** stands for every name")
        patterns.compile(selector["pattern"])


def _require_new(rule: ImmutableRule, others: Iterable[ImmutableRule]) -> None:
    """Two rules are equal if they select the same, in whatever order and with what priority."""
    for other in others:
        if _selection(other) == _selection(rule):
            raise RuleExists(describe(other))


def _selection(rule: ImmutableRule) -> frozenset[tuple[str, str]]:
    selectors = (*rule.repository_selectors, *rule.tag_selectors)
    return frozenset((selector["decoration"], selector["pattern"]) for selector in selectors)


def _shown(rule: ImmutableRule) -> dict[str, Any]:
    return {
        "disabled": rule.is_disabled,
        "priority": rule.priority,
        "repositories": rule.repository_selectors,
        "tags": rule.tag_selectors,
    }


def _publish(
    kind: type[ImmutableRuleCreated | ImmutableRuleUpdated | ImmutableRuleDeleted],
    rule: ImmutableRule,
    by: Access,
    details: dict[str, Any],
) -> None:
    resource = f"{rule.project.name}: immutable rule {rule.pk}"
    events.publish(kind(by=by.by, resource=resource, project_id=rule.project_id, details=details))
