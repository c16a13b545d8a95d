"""What becomes of each artifact of a repository, by the rules and by what belongs together.

Rows are plain, and nothing is asked of a database: whoever has them judges them, for a preview or
under a lock. Verdicts come in an order in which they can be carried out: an index before its parts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from graphlib import TopologicalSorter

from artifacts import closures
from maintenance.models import Verdict
from maintenance.retention.rules import Artifact, Rule

NO_RULE = "no rule keeps it"
YOUNG = "it was pushed a short while ago, and may be a part of what is still being pushed"


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on an artifact. ``going`` is what goes with it, by id; itself is among it."""

    artifact: Artifact
    verdict: Verdict
    reason: str
    rule_id: int | None = None
    going: frozenset[int] = frozenset()


@dataclass(slots=True)
class Contents:
    """All manifests that a repository has, by id, and how they hang together.

    ``artifacts`` are those that lists show and rules judge. Tags are by manifest.
    """

    artifacts: list[Artifact] = field(default_factory=list)
    digests: dict[int, str] = field(default_factory=dict)
    subjects: dict[int, str] = field(default_factory=dict)
    tags: dict[int, list[str]] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=dict)
    parents: dict[int, list[int]] = field(default_factory=dict)

    def add_edge(self, parent: int, child: int) -> None:
        self.children.setdefault(parent, []).append(child)
        self.parents.setdefault(child, []).append(parent)


Protected = Callable[[str], str | None]
"""Answers what protects a tag, in words."""


def judge(
    contents: Contents,
    rules: Sequence[Rule],
    *,
    now: datetime,
    protected: Protected,
    grace: timedelta = timedelta(0),
) -> list[Judged]:
    """The verdicts on a repository that the *rules*, one at least, are about.

    What has no tag may be a part of something that is just being pushed: it stays for the *grace*.
    """
    kept: dict[int, Rule] = {}
    for rule in reversed(rules):
        kept |= dict.fromkeys(rule.kept(contents.artifacts, now), rule)
    found = {
        artifact.id: _by_rules(artifact, kept.get(artifact.id), protected, since=now - grace)
        for artifact in contents.artifacts
    }
    return list(_by_belongings(contents, found, protected))


def _by_rules(
    artifact: Artifact, rule: Rule | None, protected: Protected, *, since: datetime
) -> Judged:
    if rule is not None:
        return Judged(artifact, Verdict.RETAIN, str(rule), rule.id)
    for tag in artifact.tags:
        protection = protected(tag)
        if protection is not None:
            return Judged(artifact, Verdict.IMMUTABLE, f"the tag {tag} is protected: {protection}")
    if not artifact.tags and artifact.push_time > since:
        return Judged(artifact, Verdict.RETAIN, YOUNG)
    return Judged(artifact, Verdict.DELETE, NO_RULE)


def _by_belongings(
    contents: Contents, found: Mapping[int, Judged], protected: Protected
) -> Iterator[Judged]:
    """The same verdicts, but that what something needs stays, whatever the rules say of it."""
    wanted = frozenset(pk for pk, judged in found.items() if judged.verdict != Verdict.DELETE)
    belongings = _Belongings(contents, protected)
    for pk in _parents_first(contents, found):
        judged = found[pk]
        if judged.verdict == Verdict.DELETE:
            judged = _carried_out(judged, belongings, wanted)
        yield judged


def _carried_out(judged: Judged, belongings: "_Belongings", wanted: frozenset[int]) -> Judged:
    artifact = judged.artifact
    if artifact.id in belongings.gone:  # with something else that it belongs to
        return Judged(artifact, Verdict.DELETE, judged.reason)
    parent = belongings.parent_of(artifact.id)
    if parent is not None:
        return Judged(artifact, Verdict.RETAIN, f"the index {parent} stays, and names it")
    going = belongings.of(artifact.id)
    if going & wanted:
        return Judged(artifact, Verdict.RETAIN, "something that belongs to it stays")
    belongings.gone |= going
    return Judged(artifact, Verdict.DELETE, judged.reason, going=going)


def _parents_first(contents: Contents, found: Mapping[int, Judged]) -> Iterator[int]:
    """Else the latest push first."""
    order = sorted(found.values(), key=lambda one: (one.artifact.push_time, one.artifact.id))
    sorter: TopologicalSorter[int] = TopologicalSorter()
    for judged in reversed(order):
        parents = contents.parents.get(judged.artifact.id, ())
        sorter.add(judged.artifact.id, *(parent for parent in parents if parent in found))
    return iter(sorter.static_order())


class _Belongings:
    """What goes with an artifact when it is deleted, by then: as ``closures.doomed`` has it.

    That is for one deletion, by queries; here thousands are gone through that nobody has made.
    """

    def __init__(self, contents: Contents, protected: Protected) -> None:
        self.gone: set[int] = set()
        self._contents = contents
        self._ids = {digest: pk for pk, digest in contents.digests.items()}
        self._accessories = _accessories(contents)
        self._held = {
            pk
            for pk, tags in contents.tags.items()
            if _is_held(contents.subjects.get(pk, ""), tags, protected)
        }

    def parent_of(self, pk: int) -> str | None:
        """The digest of a manifest that is still there by then, and names it."""
        parents = self._contents.parents.get(pk, ())
        return next((self._contents.digests[one] for one in parents if one not in self.gone), None)

    def of(self, root: int) -> frozenset[int]:
        """The root and all that goes with it."""
        found = {root}
        level = {root}
        for _ in range(closures.DEEPEST):
            reached = {pk for one in level for pk in self._loose_parts(one, found)}
            for one in level:
                reached.update(self._accessories.get(self._contents.digests[one], ()))
            level = {pk for pk in reached - found - self.gone if not self._is_needed(pk, found)}
            found |= level
            if not level:
                break
        return frozenset(found)

    def _loose_parts(self, pk: int, found: set[int]) -> Iterator[int]:
        """Parts of an index without a tag, and without a subject that is there and stays."""
        for child in self._contents.children.get(pk, ()):
            subject = self._ids.get(self._contents.subjects.get(child, ""))
            is_needed = subject is not None and subject not in found and subject not in self.gone
            if not (is_needed or self._contents.tags.get(child)):
                yield child

    def _is_needed(self, pk: int, going: set[int]) -> bool:
        parents = self._contents.parents.get(pk, ())
        return pk in self._held or any(one not in going and one not in self.gone for one in parents)


def _accessories(contents: Contents) -> dict[str, list[int]]:
    """Accessories by the digest of what they belong to, by subject or by cosign's tags."""
    found: dict[str, list[int]] = {}
    for pk, subject in contents.subjects.items():
        found.setdefault(subject, []).append(pk)
    for pk, tags in contents.tags.items():
        for tag in tags:
            subject_of_tag = closures.subject_of_tag(tag)
            if subject_of_tag is not None:
                found.setdefault(subject_of_tag, []).append(pk)
    return found


def _is_held(subject: str, tags: Sequence[str], protected: Protected) -> bool:
    """Whether it stays for a tag of its own, or for a protected one."""
    is_own = not subject and any(closures.subject_of_tag(tag) is None for tag in tags)
    return is_own or any(protected(tag) is not None for tag in tags)
