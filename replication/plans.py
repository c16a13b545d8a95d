"""Plans: what is to be done about each tag of a repository, as both ends are at present."""

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Self

from oci.digest import Digest
from oci.reference import parse_tag
from replication import mapping
from replication.adapters.base import Artifact, Source, Target
from replication.adapters.oci import links
from replication.errors import NameUnmappable
from replication.filters import Filters
from replication.models import Verdict

PREVIEW_SECONDS = 15.0
"""How long a preview may look around; what it found by then is shown as a part."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What of a policy decides about tags."""

    filters: Filters
    namespace: str = ""
    replaced: int = mapping.FLATTEN
    overrides: bool = True
    mirrors: bool = False

    @classmethod
    def of(cls, snapshot: dict[str, Any]) -> Self:
        """From a policy as ``policies.snapshot`` tells it."""
        return cls(
            filters=Filters.read(snapshot["filters"]),
            namespace=snapshot["dest_namespace"],
            replaced=snapshot["dest_namespace_replace_count"],
            overrides=snapshot["override"],
            mirrors=snapshot["is_mirror"],
        )

    def target_name(self, source: str) -> str:
        """Raises NameUnmappable."""
        return mapping.target_name(source, namespace=self.namespace, replaced=self.replaced)


@dataclass(frozen=True, slots=True)
class Line:
    """One tag, or an artifact without any, and what is to be done about it."""

    verdict: Verdict
    tag: str
    digest: str
    target_digest: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """A repository at both ends."""

    source: Source
    target: Target
    source_name: str
    target_name: str


def of_repository(pair: Pair, rules: Rules, *, only: Artifact | None = None) -> Iterator[Line]:
    """What is to be done, tag by tag; *only* one artifact where it is given. Raises RemoteFault."""
    there = frozenset(pair.target.tags(pair.target_name))
    listed = [only] if only is not None else pair.source.artifacts(pair.source_name, rules.filters)
    seen: set[str] = set()
    for artifact in listed:
        seen.update(artifact.tags)
        yield from _lines(pair, rules, artifact, there)
    if rules.mirrors and only is None:
        yield from _vanished(pair, rules, there - seen)


def _vanished(pair: Pair, rules: Rules, tags: Collection[str]) -> Iterator[Line]:
    """Of those that were not listed, which the source does not have: a list may be incomplete."""
    for tag in sorted(tags):
        if not rules.filters.has_tag(tag) or links.is_accessory(tag):
            continue
        if pair.source.resolve(pair.source_name, tag) is not None:
            continue
        found = pair.target.resolve(pair.target_name, tag)
        if found is not None:
            yield Line(Verdict.DELETE, tag, found.digest, found.digest)


def _lines(pair: Pair, rules: Rules, artifact: Artifact, there: frozenset[str]) -> Iterator[Line]:
    """Raises DigestInvalid or TagInvalid for what is none, whoever says it."""
    digest, size = artifact.digest, artifact.size
    if not digest:
        found = pair.source.resolve(pair.source_name, artifact.tags[0])
        if found is None:
            return  # it went since the list was made
        digest, size = found.digest, found.size
    Digest.parse(digest)
    for tag in artifact.tags or ("",):
        if tag:
            parse_tag(tag)
        known = (
            pair.target.resolve(pair.target_name, tag or digest)
            if (tag in there or not tag)
            else None
        )
        target_digest = str(Digest.parse(known.digest)) if known is not None else ""
        verdict = _verdict(digest, target_digest, rules)
        if verdict is Verdict.PRESENT and _lacks_belonging(pair, rules, digest, there):
            verdict = Verdict.COPY
        yield Line(verdict, tag, digest, target_digest, size)


def _lacks_belonging(pair: Pair, rules: Rules, digest: str, there: frozenset[str]) -> bool:
    """Whether signatures and the like came to it at the source, and are not at the target yet."""
    source, target = pair.source, pair.target
    for referrer in source.referrers(pair.source_name, digest):
        is_there = target.resolve(pair.target_name, referrer) is not None
        if not is_there and source.resolve(pair.source_name, referrer) is not None:
            return True
    for tag in source.companions(pair.source_name, digest):
        if tag not in there:
            return True
        if rules.overrides and _named(source, pair.source_name, tag) != _named(
            target, pair.target_name, tag
        ):
            return True
    return False


def _named(end: Source | Target, repository: str, tag: str) -> str:
    found = end.resolve(repository, tag)
    return "" if found is None else found.digest


def _verdict(digest: str, target_digest: str, rules: Rules) -> Verdict:
    if not target_digest:
        return Verdict.COPY
    if target_digest == digest:
        return Verdict.PRESENT
    return Verdict.REPLACE if rules.overrides else Verdict.KEPT


@dataclass(slots=True)
class Matches:
    """What the filters let through, of which some is shown."""

    repositories: int = 0
    tags: int = 0
    bytes: int = 0
    is_complete: bool = True
    items: list[dict[str, Any]] | None = None


def preview(source: Source, rules: Rules, *, at_most: int) -> Matches:
    """What would be copied, and where to, as far as a look of some seconds tells.

    Bytes are counted where the source tells them in its list. Raises RemoteFault.
    """
    found, until = Matches(items=[]), time.monotonic() + PREVIEW_SECONDS
    assert found.items is not None
    for name in source.repositories(rules.filters):
        tags: list[str] = []
        size = count = 0
        for artifact in source.artifacts(name, rules.filters):
            tags += artifact.tags
            size += artifact.size
            count += 1
            if time.monotonic() > until:
                break
        if not count:
            continue
        found.repositories += 1
        found.tags += len(tags)
        found.bytes += size
        if len(found.items) < at_most:
            found.items.append(_shown(name, rules, tags[:at_most], len(tags), size))
        if time.monotonic() > until:
            found.is_complete = False
            break
    return found


def _shown(name: str, rules: Rules, tags: list[str], count: int, size: int) -> dict[str, Any]:
    try:
        target, error = rules.target_name(name), ""
    except NameUnmappable as fault:
        target, error = "", str(fault)
    return {
        "source": name,
        "target": target,
        "tags": tags,
        "tag_count": count,
        "size": size,
        "error": error,
    }
