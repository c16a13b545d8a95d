"""The task of one repository: its plan, and then what the plan says, several artifacts at a time.

The task's own thread keeps the lease and writes down what was done; others copy. What is under way
when a worker is killed is asked for again, blob by blob, and goes on from there.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing, suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from jobs.logs import Level
from jobs.runs import Run
from replication import ends, plans
from replication.adapters.base import Artifact, Source, Target
from replication.ends import Asked
from replication.errors import RemoteBusy, RemoteFault, RemoteRefuses, TransferFailed
from replication.meters import Meter, Throttle
from replication.models import Item, Outcome, Verdict
from replication.models import Transfer as Row
from replication.plans import Pair
from replication.transfers import Route, SourceGone, Transfer

AT_ONCE = 6
"""How many artifacts of a repository are copied side by side."""
BEAT_SECONDS = 0.5
FAULTS_AT_MOST = 3
"""After so many artifacts in a row that nobody answered for, the attempt ends."""
CLOSING_SECONDS = 300.0
LINES_LOGGED = 2000
COPIED = (Verdict.COPY, Verdict.REPLACE)
Group = list[Item]
"""The tags of one artifact."""


def work(run: Run, asked: Asked) -> Mapping[str, Any]:
    """Raises RemoteFault for what another attempt may do, TransferFailed for what none will."""
    row = Row.objects.get(task=run.task_id)
    stop = threading.Event()
    with ends.opened(asked, stop.is_set) as (source, target):
        try:
            return _Course(run, asked, row, source, target, stop).take()
        finally:
            stop.set()


def counts(task_id: int) -> dict[str, int]:
    """How many tags of a task are, or were, to be copied and so on, and what became of them."""
    rows = Item.objects.filter(task=task_id)
    done = Q(outcome=Outcome.DONE)
    return rows.aggregate(
        total=Count("pk"),
        copied=Count("pk", filter=done & Q(verdict__in=COPIED)),
        deleted=Count("pk", filter=done & Q(verdict=Verdict.DELETE)),
        present=Count("pk", filter=Q(verdict=Verdict.PRESENT)),
        kept=Count("pk", filter=Q(verdict=Verdict.KEPT)),
        failed=Count("pk", filter=Q(outcome=Outcome.FAILED)),
        gone=Count("pk", filter=Q(outcome=Outcome.GONE)),
        left=Count("pk", filter=Q(outcome=Outcome.LEFT)),
    )


@dataclass(slots=True)
class _Course:
    """One attempt at the task."""

    run: Run
    asked: Asked
    row: Row
    source: Source
    target: Target
    stop: threading.Event
    throttle: Throttle = field(init=False)
    _sent: int = field(init=False)
    """Bytes, by this attempt and those before it: in no checkpoint, for they alone lead nowhere."""
    _flying: "dict[Future[None], tuple[Group, Meter]]" = field(default_factory=dict)
    _landed: "list[Future[None]]" = field(default_factory=list)
    _said: "SimpleQueue[str]" = field(default_factory=SimpleQueue)
    _beaten_at: float = field(default_factory=time.monotonic)
    _fault: RemoteFault | None = None
    _in_a_row: int = 0

    def __post_init__(self) -> None:
        self.throttle = Throttle(self.asked.policy["speed"], self.stop.is_set)
        self._sent = self.row.sent_bytes

    def take(self) -> Mapping[str, Any]:
        if "planned" not in self.run.checkpoint:
            self._plan()
        if not self.asked.is_dry_run:
            self._copy()
            self._delete()
        result = counts(self.run.task_id) | {"bytes": self.row.sent_bytes}
        if result["failed"]:
            raise TransferFailed(_failure(self.run.task_id, result))
        return result

    # The plan

    def _plan(self) -> None:
        pair = Pair(self.source, self.target, self.row.source, self.row.target)
        only = self.run.parameters.get("only")
        artifact = only and Artifact(tuple(only["tags"]), only["digest"])
        lines = plans.of_repository(pair, self.asked.rules, only=artifact or None)
        items = [
            Item(
                task_id=self.run.task_id,
                tag=line.tag,
                digest=line.digest,
                target_digest=line.target_digest,
                size=line.size,
                verdict=line.verdict,
            )
            for line in self.run.attend(lines, give_up=self.stop.set)
        ]
        going = [item for item in items if item.verdict in (*COPIED, Verdict.DELETE)]
        with self.run.step():
            Item.objects.bulk_create(items, batch_size=500)
            self.run.checkpoint["planned"] = True
            self.run.total = len(going)
            self.run.log(f"{len(items)} tags, {len(going)} of them to be copied or deleted")

    # Copies

    def _copy(self) -> None:
        waiting = deque(_groups(self.run.task_id))
        if not waiting:
            return
        threads = min(AT_ONCE, len(waiting))
        with ThreadPoolExecutor(threads, thread_name_prefix="replication") as pool:
            try:
                self._prepare(pool)
                while waiting or self._flying or self._landed:
                    self._launch(pool, waiting)
                    self._await()
            except BaseException:
                self.stop.set()  # before the pool waits for its threads
                raise
            finally:
                _close_connections(pool, threads)
        if self._fault is not None:
            raise self._fault

    def _prepare(self, pool: ThreadPoolExecutor) -> None:
        making = pool.submit(self._make_place)
        while not wait([making], timeout=BEAT_SECONDS).done:
            self.run.beat()
        making.result()

    def _make_place(self) -> None:
        """In a thread of the pool."""
        is_public = self.source.is_public(self.row.source)
        self.target.prepare(self.row.target, is_public=is_public)

    def _launch(self, pool: ThreadPoolExecutor, waiting: deque[Group]) -> None:
        if self._is_hopeless():
            waiting.clear()
        while waiting and len(self._flying) - len(self._landed) < AT_ONCE:
            group, meter = waiting.popleft(), Meter(self.throttle)
            self._flying[pool.submit(self._carry, group, meter)] = (group, meter)

    def _is_hopeless(self) -> bool:
        return isinstance(self._fault, RemoteBusy) or self._in_a_row >= FAULTS_AT_MOST

    def _carry(self, group: Group, meter: Meter) -> None:
        """In a thread of the pool."""
        route = Route(
            self.source,
            self.target,
            self.row.source,
            self.row.target,
            self.asked.target_id,
            self.asked.rules.overrides,
        )
        tags = [item.tag for item in group if item.tag and item.target_digest != item.digest]
        try:
            Transfer(route, meter, self._said.put).copy(group[0].digest, tags)
        except BaseException:
            connection.close()  # whatever it was: the next one begins with a new one
            raise

    def _await(self) -> None:
        aloft = self._flying.keys() - set(self._landed)
        if aloft:
            landed, _ = wait(aloft, timeout=BEAT_SECONDS, return_when=FIRST_COMPLETED)
            self._landed += landed
        is_time = time.monotonic() - self._beaten_at > BEAT_SECONDS
        if is_time or len(self._landed) == len(self._flying) or len(self._landed) >= AT_ONCE:
            self._write_down()

    def _write_down(self) -> None:
        """What has landed, and how far the rest is, in one step."""
        with self.run.step():
            for one in self._landed:
                group, meter = self._flying.pop(one)
                self._settle(group, meter, one.exception())
            self._landed.clear()
            self._tell_bytes()
            self._drain()
        self._beaten_at = time.monotonic()

    def _settle(self, group: Group, meter: Meter, error: BaseException | None) -> None:
        known = self.run.checkpoint.setdefault("bytes", [0, 0])
        self._sent += meter.sent
        if error is None or isinstance(error, SourceGone):
            known[0] += meter.expected
            known[1] += meter.present
            self._end(group, Outcome.DONE if error is None else Outcome.GONE)
            self._in_a_row = 0
        elif isinstance(error, RemoteRefuses):
            self._end(group, Outcome.FAILED, error)
        elif isinstance(error, RemoteFault):
            self._end(group, None, error)
            self._in_a_row += 1
            if not isinstance(self._fault, RemoteBusy):  # whose pause counts, whatever comes then
                self._fault = error
        else:
            raise error

    def _end(self, group: Group, outcome: Outcome | None, fault: RemoteFault | None = None) -> None:
        for item in group:
            item.outcome = outcome or ""
            item.cause = fault.cause if fault is not None else ""
            item.error = str(fault) if fault is not None else ""
        Item.objects.bulk_update(group, ["outcome", "cause", "error"])
        self.run.done += len(group) if outcome is not None else 0
        self._log(group, outcome, fault)

    def _log(self, group: Group, outcome: Outcome | None, fault: RemoteFault | None) -> None:
        named = f"{group[0].digest} {','.join(item.tag for item in group[:10])}"
        if fault is not None:
            again = "" if outcome is not None else ", to be tried again"
            self.run.log(f"failed {named}: {fault}{again}", Level.ERROR)
        elif self.run.done <= LINES_LOGGED:
            self.run.log(f"{outcome} {named}")

    def _tell_bytes(self) -> None:
        flying = [meter for _, meter in self._flying.values()]
        expected, present = self.run.checkpoint.get("bytes", [0, 0])
        self.row.expected_bytes = expected + sum(meter.expected for meter in flying)
        self.row.present_bytes = present + sum(meter.present for meter in flying)
        self.row.sent_bytes = self._sent + sum(meter.sent for meter in flying)
        self.row.save(update_fields=["expected_bytes", "present_bytes", "sent_bytes"])

    def _drain(self) -> None:
        while True:
            try:
                self.run.log(self._said.get_nowait(), Level.WARNING)
            except Empty:
                return

    # Deletions

    def _delete(self) -> None:
        """Only once all copies are made; and only what the target has as it was seen."""
        waiting = _waiting(self.run.task_id).filter(verdict=Verdict.DELETE)
        failed = Item.objects.filter(task=self.run.task_id, outcome=Outcome.FAILED)
        if failed.exclude(verdict=Verdict.DELETE).exists():
            return
        deletions = self.run.attend(self._deletions(waiting), give_up=self.stop.set)
        with closing(deletions):
            for item, outcome, fault in deletions:
                with self.run.step():
                    self._end([item], outcome, fault)
                    self._drain()

    def _deletions(self, waiting: Any) -> Iterator[tuple[Item, Outcome, RemoteFault | None]]:
        for item in list(waiting):
            if self.stop.is_set():
                return
            yield item, *self._delete_one(item)

    def _delete_one(self, item: Item) -> tuple[Outcome, RemoteFault | None]:
        reference = item.tag or item.digest
        if self._is_back(reference):
            self._said.put(f"{reference} stays: the source has it")
            return Outcome.LEFT, None
        named = self.target.resolve(self.row.target, reference)
        if named is not None and named.digest != item.digest:
            self._said.put(f"{reference} stays: it names something else by now")
            return Outcome.LEFT, None
        try:
            if named is not None:
                self.target.delete(self.row.target, item.tag, item.digest)
        except RemoteRefuses as refusal:
            return Outcome.FAILED, refusal
        return Outcome.DONE, None

    def _is_back(self, reference: str) -> bool:
        """Whether what was deleted, or not there, came meanwhile."""
        return self.source.resolve(self.row.source, reference) is not None


def _close_connections(pool: ThreadPoolExecutor, threads: int) -> None:
    """Those to the database, each in the thread that has it: nobody ends before all have begun."""
    together = threading.Barrier(threads)

    def close() -> None:
        with suppress(threading.BrokenBarrierError):
            together.wait(CLOSING_SECONDS)
        connection.close()

    for _ in range(threads):
        pool.submit(close)


def _waiting(task_id: int) -> Any:
    return Item.objects.filter(task=task_id, outcome="").order_by("pk")


def _groups(task_id: int) -> Iterator[Group]:
    """What is to be copied, by artifact, in the order of the plan."""
    groups: dict[str, Group] = {}
    for item in _waiting(task_id).filter(verdict__in=COPIED):
        groups.setdefault(item.digest, []).append(item)
    yield from groups.values()


def _failure(task_id: int, result: Mapping[str, int]) -> str:
    """Each cause with its words, that of the most tags first."""
    rows = Item.objects.filter(task=task_id, outcome=Outcome.FAILED).order_by()
    causes: Sequence[tuple[str, int]] = sorted(
        rows.values_list("error").annotate(Count("pk")), key=lambda pair: -pair[1]
    )
    told = "; ".join(f"{count}: {words}" for words, count in causes[:5])
    return f"{result['failed']} of {result['total']} tags failed: {told}"
