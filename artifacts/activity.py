"""How often repositories are pulled from and pushed to, and when artifacts were last pulled.

Gathered by those who serve pulls, and written here in batches: a pull itself writes nothing.
"""

import time
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction

import events
from accounts import configuration
from accounts.principals import Caller, Credential, Principal, Source
from artifacts import sql
from artifacts.events import ArtifactPulled
from jobs import clock


class Pull(NamedTuple):
    """What pulls have in common that are counted together. ``tag`` is empty for one by digest."""

    project_id: int
    repository_id: int
    repository: str
    digest: str
    tag: str
    principal: Principal
    credential: Credential
    address: str
    user_agent: str

    @property
    def resource(self) -> str:
        return f"{self.repository}:{self.tag}" if self.tag else f"{self.repository}@{self.digest}"


@dataclass(slots=True)
class Times:
    """How often it happened, and when for the last time, by the monotonic clock, in which request.

    The database's clock tells when that was, once it is written: a node's own may be wrong (F-26).
    """

    count: int = 0
    last: float = 0.0
    request_id: str = ""

    def add(self, count: int, last: float, request_id: str) -> None:
        self.count += count
        if last >= self.last:
            self.last, self.request_id = last, request_id


@dataclass(frozen=True, slots=True)
class Batch:
    pulls: dict[Pull, Times] = field(default_factory=dict)
    pushes: Counter[int] = field(default_factory=Counter)
    """Repository → how many manifests were pushed."""

    def __bool__(self) -> bool:
        return bool(self.pulls or self.pushes)

    def add(self, other: "Batch") -> None:
        for pull, times in other.pulls.items():
            kept = self.pulls.setdefault(pull, Times())
            kept.add(times.count, times.last, times.request_id)
        self.pushes.update(other.pushes)


def record(batch: Batch, *, waits: bool = False) -> Batch:
    """Count what was gathered, and write the pulls into the audit log: one transaction.

    Answers what has to be written later, unless it *waits*: that of repositories which somebody is
    just changing. A manifest that was pulled by its digest and is
    part of an index counts for itself, but not once more for its repository: one ``docker pull``
    of an image for several platforms is one pull.
    """
    with transaction.atomic():
        busy = _lock({pull.repository_id for pull in batch.pulls} | batch.pushes.keys(), waits)
        batch, later = _split(batch, busy)
        parts = _parts_of_indexes([pull for pull in batch.pulls if not pull.tag])
        is_counted = not configuration.flag("pull_count_update_disable")
        is_timed = not configuration.flag("pull_time_update_disable")
        zero = _zero()
        _touch_manifests(batch.pulls, zero, is_counted=is_counted, is_timed=is_timed)
        if is_timed:
            _touch_tags(batch.pulls, zero)
        pulls: Counter[int] = Counter()
        for pull, times in batch.pulls.items() if is_counted else ():
            if pull.tag or (pull.repository_id, pull.digest) not in parts:
                pulls[pull.repository_id] += times.count
        _count(pulls, batch.pushes)
        if not configuration.flag("pull_audit_log_disable"):
            events.publish(*(_event(pull, times, zero) for pull, times in batch.pulls.items()))
    return later


def _event(pull: Pull, times: Times, zero: datetime) -> ArtifactPulled:
    return ArtifactPulled(
        by=Caller(
            pull.principal,
            pull.credential,
            Source(pull.address, pull.user_agent, times.request_id),
        ),
        resource=pull.resource,
        project_id=pull.project_id,
        at=zero + timedelta(seconds=times.last),
        details={"digest": pull.digest, "count": times.count},
    )


def _lock(repositories: Collection[int], waits: bool) -> set[int]:  # noqa: FBT001  # named above
    """Lock the rows in order of id; answers those that are left, since they are locked."""
    if not connection.features.has_select_for_update:
        return set()
    ids = list(repositories)
    found = "SELECT id FROM artifacts_repository WHERE id = ANY(%s) ORDER BY id"
    skip = "" if waits else " SKIP LOCKED"
    there = sql.rows(found, ids)
    locked = sql.rows(f"{found} FOR NO KEY UPDATE{skip}", ids)
    return {id_ for (id_,) in there} - {id_ for (id_,) in locked}


def _split(batch: Batch, busy: Collection[int]) -> tuple[Batch, Batch]:
    """What can be written now, and what cannot."""
    now, later = Batch(), Batch()
    for pull, times in batch.pulls.items():
        (later if pull.repository_id in busy else now).pulls[pull] = times
    for repository_id, count in batch.pushes.items():
        (later if repository_id in busy else now).pushes[repository_id] = count
    return now, later


def _parts_of_indexes(pulls: Sequence[Pull]) -> set[tuple[int, str]]:
    pairs = {(pull.repository_id, pull.digest) for pull in pulls}
    rows = sql.over(
        "WITH pulled(repository_id, digest) AS (VALUES {})"
        " SELECT m.repository_id, m.digest FROM artifacts_manifest m"
        " JOIN pulled ON m.repository_id = pulled.repository_id AND m.digest = pulled.digest"
        " WHERE m.deleted_at IS NULL AND EXISTS(SELECT 1 FROM artifacts_edge e"
        " JOIN artifacts_manifest parent ON parent.id = e.manifest_id"
        " WHERE e.child_id = m.id AND parent.deleted_at IS NULL)",
        sorted(pairs),
    )
    return {(repository_id, digest) for repository_id, digest in rows}


def _touch_manifests(
    pulls: Mapping[Pull, Times], zero: datetime, *, is_counted: bool, is_timed: bool
) -> None:
    count = "pull_count + pulled.count" if is_counted else "pull_count"
    last = "CASE WHEN pull_time > pulled.last THEN pull_time ELSE pulled.last END"
    seen: dict[tuple[int, str], Times] = {}
    for pull, times in pulls.items():
        _merge(seen, (pull.repository_id, pull.digest), times)
    sql.over(
        "WITH pulled(repository_id, digest, count, last) AS (VALUES {})"  # noqa: S608  # constants
        f" UPDATE artifacts_manifest SET pull_count = {count},"
        f" pull_time = {last if is_timed else 'pull_time'} FROM pulled"
        " WHERE artifacts_manifest.repository_id = pulled.repository_id"
        " AND artifacts_manifest.digest = pulled.digest AND deleted_at IS NULL",
        [
            (*key, times.count, sql.moment(zero + timedelta(seconds=times.last)))
            for key, times in sorted(seen.items(), key=_key)
        ],
    )


def _touch_tags(pulls: Mapping[Pull, Times], zero: datetime) -> None:
    seen: dict[tuple[int, str], Times] = {}
    for pull, times in pulls.items():
        if pull.tag:
            _merge(seen, (pull.repository_id, pull.tag), times)
    sql.over(
        "WITH pulled(repository_id, name, last) AS (VALUES {})"
        " UPDATE artifacts_tag SET"
        " pull_time = CASE WHEN pull_time > pulled.last THEN pull_time ELSE pulled.last END"
        " FROM pulled"
        " WHERE artifacts_tag.repository_id = pulled.repository_id"
        " AND artifacts_tag.name = pulled.name AND deleted_at IS NULL",
        [
            (*key, sql.moment(zero + timedelta(seconds=times.last)))
            for key, times in sorted(seen.items(), key=_key)
        ],
    )


def _count(pulls: Counter[int], pushes: Counter[int]) -> None:
    sql.over(
        "WITH pulled(id, count) AS (VALUES {})"
        " UPDATE artifacts_repository SET pull_count = pull_count + pulled.count FROM pulled"
        " WHERE artifacts_repository.id = pulled.id",
        sorted(pulls.items()),
    )
    today = connection.ops.adapt_datefield_value(_today())
    sql.over(
        "WITH counted(id, day, pulls, pushes) AS (VALUES {})"
        " INSERT INTO artifacts_repositoryday (repository_id, day, pulls, pushes)"
        " SELECT counted.id, counted.day, counted.pulls, counted.pushes FROM counted"
        " JOIN artifacts_repository r ON r.id = counted.id WHERE true"
        " ON CONFLICT (repository_id, day) DO UPDATE SET"
        " pulls = artifacts_repositoryday.pulls + excluded.pulls,"
        " pushes = artifacts_repositoryday.pushes + excluded.pushes",
        [(id_, today, pulls[id_], pushes[id_]) for id_ in sorted(pulls.keys() | pushes.keys())],
    )


def _merge(seen: dict[tuple[int, str], Times], key: tuple[int, str], times: Times) -> None:
    seen.setdefault(key, Times()).add(times.count, times.last, times.request_id)


def _key(item: tuple[tuple[int, str], Times]) -> tuple[int, str]:
    return item[0]


def _today() -> date:
    return clock.now().date()


def _zero() -> datetime:
    """When the monotonic clock was at zero, by the database's."""
    return clock.now() - timedelta(seconds=time.monotonic())
