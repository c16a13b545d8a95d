"""What a policy would do to a repository: read, judged, and with the bytes that would come free.

Nothing is changed here. A preview shows these lines, and a run begins by writing them down.
"""

import functools
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from artifacts import blobs, listing
from artifacts.models import Edge, Manifest, Repository, Tag
from jobs import clock
from maintenance.models import Verdict
from maintenance.retention import freed, rules, verdicts
from maintenance.retention.rules import Artifact, Rule
from maintenance.retention.verdicts import Contents, Judged
from oci.reference import RepositoryName
from projects import immutability
from projects.immutability import Protection
from projects.models import Project

TAGS_SHOWN = 100
"""How many names of an artifact's tags are told."""


@dataclass(frozen=True, slots=True)
class Line:
    """An artifact, what becomes of it and why, its size, and what the project holds less then."""

    judged: Judged
    size: int
    freed: int


@dataclass(frozen=True, slots=True)
class Plan:
    repository: Repository
    lines: list[Line]


def shown(repository: Repository, line: Line) -> dict[str, Any]:
    """A line as the fields of a RetentionVerdict; names are copied, as they may go."""
    judged = line.judged
    artifact = judged.artifact
    return {
        "repository_name": repository.name,
        "row": artifact.id,
        "digest": artifact.digest,
        "tags": list(artifact.tags[:TAGS_SHOWN]),
        "tag_count": len(artifact.tags),
        "push_time": artifact.push_time,
        "pull_time": artifact.pull_time,
        "verdict": judged.verdict,
        "rule_id": judged.rule_id,
        "reason": judged.reason,
        "size": line.size,
        "freed": line.freed,
    }


def of_project(project: Project, rules_: Sequence[Rule]) -> Iterator[Plan]:
    """A plan for each repository that the rules are about, by name."""
    now = clock.now()
    for repository, about in concerned(project.pk, rules_):
        yield Plan(repository, of_repository(repository, about, now=now))


def concerned(project_id: int, rules_: Sequence[Rule]) -> Iterator[tuple[Repository, list[Rule]]]:
    """The repositories that the rules are about, each with those rules."""
    for repository in Repository.objects.published().filter(project=project_id).order_by("name"):
        about = rules.about(rules_, short_name(repository))
        if about:
            yield repository, about


def of_repository(
    repository: Repository,
    about: Sequence[Rule],
    *,
    now: datetime,
    since: datetime | None = None,
    beat: Callable[[], None] = lambda: None,
) -> list[Line]:
    """In an order in which it can be done.

    What was deleted *since* counts as there when bytes are told: by the same run, elsewhere. *beat*
    is called half-way, by those who have to show life.
    """
    judged = judge(repository, about, now=now)
    beat()
    sizes = _sizes(repository)
    bytes_ = freed.by_artifact(
        project_id=repository.project_id,
        going=[(one.artifact.id, one.going) for one in judged if one.verdict == Verdict.DELETE],
        since=since or now,
    )
    return [
        Line(one, sizes.get(one.artifact.id, 0), bytes_.get(one.artifact.id, 0)) for one in judged
    ]


def judge(repository: Repository, about: Sequence[Rule], *, now: datetime) -> list[Judged]:
    """The verdicts on what the repository holds just now."""
    protection = Protection.of(RepositoryName.parse(repository.name), repository.project_id)

    @functools.cache
    def protected(tag: str) -> str | None:
        rule = protection.rule_for(tag)
        return None if rule is None else immutability.describe(rule)

    return verdicts.judge(
        contents_of(repository.pk), about, now=now, protected=protected, grace=blobs.lease()
    )


def contents_of(repository_id: int) -> Contents:
    """Four queries, however much there is."""
    found = Contents()
    times: dict[int, tuple[datetime, datetime | None]] = {}
    rows = Manifest.objects.present().filter(repository=repository_id).order_by("pk")
    columns = ("pk", "digest", "subject_digest", "push_time", "pull_time")
    for pk, digest, subject, pushed, pulled in rows.values_list(*columns):
        found.digests[pk] = digest
        if subject:
            found.subjects[pk] = subject
        times[pk] = (pushed, pulled)
    _add_tags(found, repository_id, times)
    edges = Edge.objects.filter(
        manifest__repository=repository_id, manifest__deleted_at=None, child__isnull=False
    )
    for parent, child in edges.order_by("pk").values_list("manifest_id", "child_id"):
        if parent in found.digests and child in found.digests:
            found.add_edge(parent, child)
    listed = listing.listed().filter(repository=repository_id).values_list("pk", flat=True)
    found.artifacts = [
        Artifact(pk, found.digests[pk], tuple(found.tags.get(pk, ())), *times[pk])
        for pk in listed.order_by("pk")
        if pk in found.digests
    ]
    return found


def latest(one: datetime | None, other: datetime | None) -> datetime | None:
    known = [moment for moment in (one, other) if moment is not None]
    return max(known, default=None)


def pulled(manifests: Collection[int]) -> dict[int, datetime | None]:
    """When each of them was pulled for the last time, by itself or by a tag."""
    found = dict(Manifest.objects.filter(pk__in=manifests).values_list("pk", "pull_time"))
    tags = Tag.objects.present().filter(manifest__in=manifests)
    for manifest_id, pull_time in tags.values_list("manifest_id", "pull_time"):
        found[manifest_id] = latest(found.get(manifest_id), pull_time)
    return found


def short_name(repository: Repository) -> str:
    """The repository's name without its project, as selectors have it."""
    return repository.name.partition("/")[2]


def _add_tags(
    found: Contents, repository_id: int, times: dict[int, tuple[datetime, datetime | None]]
) -> None:
    rows = Tag.objects.present().filter(repository=repository_id).order_by("name")
    columns = ("manifest_id", "name", "push_time", "pull_time")
    for manifest_id, name, pushed, pull_time in rows.values_list(*columns):
        if manifest_id not in found.digests:  # pushed since the manifests were read
            continue
        found.tags.setdefault(manifest_id, []).append(name)
        was_pushed, was_pulled = times[manifest_id]
        times[manifest_id] = (max(was_pushed, pushed), latest(was_pulled, pull_time))


def _sizes(repository: Repository) -> dict[int, int]:
    """The sizes of artifacts as lists show them."""
    rows: Any = listing.with_size(listing.listed().filter(repository=repository))
    return {pk: int(size) for pk, size in rows.order_by().values_list("pk", "size_total")}
