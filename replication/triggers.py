"""What happens elsewhere: pushes and deletions that policies follow, and the end of a project.

It is decided in the transaction of what happened, so that nothing is forgotten whatever is killed;
what it costs a push is the one query that finds no such policy.
"""

import logging
import re
from collections.abc import Sequence

import events
from accounts.events import Deed
from artifacts import closures
from artifacts.events import (
    ArtifactCopied,
    ArtifactDeleted,
    ArtifactPushed,
    ArtifactRestored,
    TagCreated,
    TagDeleted,
    TagRestored,
)
from projects.events import ProjectDeleted
from replication import policies, runs
from replication.errors import NameUnmappable
from replication.filters import Filters
from replication.local import Local
from replication.models import Direction, Policy, TriggerType

_COMING: Sequence[type[Deed]] = (
    ArtifactPushed,
    ArtifactCopied,
    ArtifactRestored,
    TagCreated,
    TagRestored,
)
_GOING: Sequence[type[Deed]] = (ArtifactDeleted, TagDeleted)
_RESOURCE = re.compile(r"(?P<repository>[^:@]+)(?::(?P<tag>[^@]+)|@(?P<digest>.+))")
_log = logging.getLogger("harbor.replication")


def subscribe() -> None:
    """Hear of what happens to artifacts, and to projects."""
    for kind in _COMING:
        events.in_transaction(kind, _came)
    for kind in _GOING:
        events.in_transaction(kind, _went)
    events.in_transaction(ProjectDeleted, _lost_project)


def _came(happened: Sequence[Deed]) -> None:
    for policy in _following():
        for event in happened:
            _follow(policy, event)


def _went(happened: Sequence[Deed]) -> None:
    for policy in _following():
        for event in happened if policy.replicate_deletion else ():
            _follow_deletion(policy, event)


def _lost_project(happened: Sequence[ProjectDeleted]) -> None:
    """What it had does nothing from now on, and is taken away by a job."""
    for event in happened:
        assert event.project_id is not None, "it is about a project"
        policies.leave(event.project_id, by=event.by)


def _following() -> list[Policy]:
    rows = Policy.objects.filter(
        trigger=TriggerType.EVENT_BASED, is_enabled=True, direction=Direction.PUSH
    )
    return list(rows.select_related("registry"))


def _follow(policy: Policy, event: Deed) -> None:
    filters = Filters.read(policy.filters)
    named = _RESOURCE.fullmatch(event.resource)
    if named is None or not _is_about(policy, filters, event, named["repository"]):
        return
    repository, local = named["repository"], Local(project_id=policy.project_id)
    digest = named["digest"] or _named_by(named["tag"], repository, local)
    artifact = local.artifact(repository, digest, filters)
    if artifact is None:
        return
    told = {"digest": artifact.digest, "tags": list(artifact.tags)}
    try:
        runs.follow(policy, repository, told, by=event.by)
    except NameUnmappable as error:
        _log.warning("policy %s does not follow a push: %s", policy.name, error)


def _named_by(tag: str, repository: str, local: Local) -> str:
    """A digest; of a tag that is derived from one, that: what has the tag goes along with it."""
    if (subject := closures.subject_of_tag(tag)) is not None:
        return subject
    found = local.resolve(repository, tag)
    return found.digest if found is not None else ""


def _follow_deletion(policy: Policy, event: Deed) -> None:
    filters = Filters.read(policy.filters)
    named = _RESOURCE.fullmatch(event.resource)
    if named is None or not _is_about(policy, filters, event, named["repository"]):
        return
    gone = [one for one in _gone(event, named) if filters.has_tag(one["tag"])]
    if not gone:
        return
    try:
        runs.follow_deletion(policy, named["repository"], gone, by=event.by)
    except NameUnmappable as error:
        _log.warning("policy %s does not follow a deletion: %s", policy.name, error)


def _gone(event: Deed, named: re.Match[str]) -> list[dict[str, str]]:
    """The tags that went, and the artifact last, if it did."""
    if isinstance(event, TagDeleted):
        return [{"tag": named["tag"], "digest": str(event.details["digest"])}]
    digest = named["digest"]
    tags = [{"tag": str(tag), "digest": digest} for tag in event.details.get("tags") or ()]
    return [*tags, {"tag": "", "digest": digest}]


def _is_about(policy: Policy, filters: Filters, event: Deed, repository: str) -> bool:
    if policy.project_id not in (None, event.project_id):
        return False
    return filters.has_repository(repository)
