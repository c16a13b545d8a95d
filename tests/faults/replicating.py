"""Runs of replication in this process: what they move, who works on them, and what they say.

Workers here do in threads what those of the product do; each look at the rows in between insists
that nothing that was final is taken back.
"""

import itertools
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from accounts.principals import SYSTEM_CALLER
from artifacts.models import Tag
from audit.models import AuditLog
from jobs import attempts, clock, kinds, leases, waiting
from jobs.models import UNFINISHED, Attempt, Execution, Status, Task
from oci.reference import RepositoryName
from projects import projects
from projects.access import Access
from projects.models import Project
from projects.roles import Action
from replication import policies, registries, runs
from replication.models import Health, Item, Outcome, Policy, Registry, Transfer
from tests.support.faulty_registry import FaultyRegistry
from tests.support.images import Image, Index, an_image, digest_of
from tests.support.threads import start
from tests.unit.artifacts.test_push import push, push_manifest

PATIENCE = 1.0
"""Seconds for which the other side may say nothing."""
REST = timedelta(milliseconds=400)
"""The first rest of a registry that does not answer."""
SECRET = "Canary-of-replication-1"
LOGIN = ("mover", SECRET)
PIECE = 2**20
HERE, THERE = "acme", "mirror"
_numbers = itertools.count()


def registry_at(far: FaultyRegistry, url: str = "", **more: Any) -> Registry:
    """Have the rows know it, with its credentials."""
    name, secret = far.login or ("", "")
    row = Registry.objects.create(
        name=f"far-{next(_numbers)}",
        kind="docker-registry",
        url=url or far.url,
        access_key=name,
        health=Health.HEALTHY,
        **more,
    )
    registries._seal(row, secret)
    row.save()
    return row


def push_to(registry: Registry, **more: Any) -> Policy:
    wanted = {"filters": [{"type": "name", "value": f"{HERE}/**"}], "dest_namespace": THERE}
    return _policy(**{"destination": registry.pk, **wanted, **more})


def pull_from(registry: Registry, **more: Any) -> Policy:
    wanted = {"filters": [{"type": "name", "value": f"{THERE}/**"}], "dest_namespace": HERE}
    return _policy(**{"source": registry.pk, **wanted, **more})


def _policy(**wanted: Any) -> Policy:
    more = {"name": f"policy-{next(_numbers)}", "dest_namespace_replace_count": 1}
    settings = {"is_enabled": True, "override": True, **more, **wanted}
    return policies.create(wanted=policies.Wanted(**settings), by=SYSTEM_CALLER)


def an_image_of(size: int, seed: int = 0, *layers: bytes) -> Image:
    """Make one with a layer of that size that no other has."""
    return an_image([random.Random(seed).randbytes(size), *layers], f'{{"seed": {seed}}}'.encode())


class Home:
    """The project that images come from, or go to."""

    def __init__(self) -> None:
        wanted = projects.Wanted(name=HERE, is_public=False)
        self.project: Project = projects.create(wanted=wanted, by=SYSTEM_CALLER)
        every = frozenset(Action)
        self.access = Access(SYSTEM_CALLER, self.project.pk, self.project.epoch, every)

    def put(self, repository: str, tag: str, image: Image | Index) -> None:
        name = RepositoryName.parse(f"{HERE}/{repository}")
        if isinstance(image, Index):
            for one in image.images:
                push(name, one, self.access, tag=None)
            push_manifest(name, image.manifest, self.access, tag=tag)
            return
        push(name, image, self.access, tag=tag or None)


@dataclass
class Watch:
    """What rows said of themselves; whoever was final stays what it was."""

    execution: Execution
    final: dict[tuple[str, int], str] = field(default_factory=dict)

    def look(self) -> str:
        """Answers what the execution says."""
        pk = self.execution.pk
        for name, rows in (
            ("task", Task.objects.filter(execution=pk).values_list("pk", "status")),
            ("item", Item.objects.filter(task__execution=pk).values_list("pk", "outcome")),
            ("attempt", Attempt.objects.filter(task__execution=pk).values_list("pk", "outcome")),
        ):
            for row, said in rows:
                self._note((name, row), said)
        said = Execution.objects.values_list("status", flat=True).get(pk=pk)
        self._note(("execution", pk), said)
        return said

    def _note(self, key: tuple[str, int], said: str) -> None:
        if said and said not in UNFINISHED:
            assert self.final.setdefault(key, said) == said, key


def begin(policy: Policy) -> Execution:
    return runs.start(policy, is_dry_run=False, by=SYSTEM_CALLER)


def hand() -> None:
    """Do once what a worker does all the time."""
    kind = kinds.get(policies.KIND)
    assert kind is not None
    leases.give_up_lost()
    for task_id in waiting.take(kind):
        attempts.make(task_id)


def work_off(
    execution: Execution,
    *,
    hands: int = 1,
    within: float = 60.0,
    until: Callable[[], bool] = lambda: False,
) -> Execution:
    """Have the run worked at until it has ended, or *until* something is."""
    watch, over = Watch(execution), threading.Event()

    def work() -> None:
        while not over.is_set():
            hand()
            over.wait(0.01)

    finish = start(*[work] * hands)
    deadline = time.monotonic() + within
    try:
        while watch.look() in UNFINISHED and not until():
            assert time.monotonic() < deadline, told(execution)
            time.sleep(0.02)
    finally:
        over.set()
        errors = finish()
    assert errors == []
    watch.look()
    execution.refresh_from_db()
    return execution


def let_time_pass(execution: Execution) -> None:
    """Have what waits for its next attempt wait no longer, and what is held be lost."""
    past = clock.now() - timedelta(seconds=1)
    tasks = Task.objects.filter(execution=execution)
    tasks.filter(status=Status.SCHEDULED).update(run_after=past, hinted_at=None)
    tasks.filter(status=Status.PENDING).update(hinted_at=None)
    tasks.filter(status=Status.RUNNING).update(lease_until=past)


def told(execution: Execution) -> str:
    tasks = Task.objects.filter(execution=execution)
    return "\n".join(
        f"{task.pk} {task.status} {task.error!r} attempts {task.attempt} {task.parameters}\n"
        + "".join(chunk.text for chunk in task.log.all())
        for task in tasks
    )


def require_honest(execution: Execution) -> None:
    """Whatever has ended says how and why, and nobody can begin it once more."""
    execution.refresh_from_db()
    assert execution.end_time is not None
    for task in execution.tasks.all():
        assert task.status not in UNFINISHED
        assert task.end_time is not None
        assert task.lease_until is None
        assert bool(task.error) == (task.status == Status.ERROR), task.error
        made = list(task.attempts.order_by("number"))
        assert [one.number for one in made] == list(range(1, task.attempt + 1))
        assert all(one.end_time is not None and one.outcome for one in made)
        assert all(one.error for one in made if one.outcome not in (Status.SUCCESS, Status.STOPPED))
        assert made[-1].outcome == task.status
        assert leases.begin(task.pk) is None
        _require_counts(task)
    ends = AuditLog.objects.filter(operation="end", resource_type="replication")
    assert ends.filter(resource__endswith=f"execution {execution.pk}").count() == 1
    assert not any(SECRET in chunk for chunk in _everything_said(execution))


def _require_counts(task: Task) -> None:
    items = list(task.items.all())
    assert all(bool(item.cause) == bool(item.error) for item in items)
    assert all(item.cause for item in items if item.outcome == Outcome.FAILED)
    assert not any(item.cause for item in items if item.outcome == Outcome.DONE)
    outcomes = Counter(item.outcome for item in items)
    assert task.done == outcomes.total() - outcomes[""]
    if task.status == Status.SUCCESS:
        assert task.done == (task.total or 0)
        moved = Transfer.objects.filter(task=task).first()
        if moved is not None:
            assert moved.present_bytes + moved.sent_bytes >= moved.expected_bytes


def _everything_said(execution: Execution) -> list[str]:
    errors = Item.objects.filter(task__execution=execution).values_list("error", flat=True)
    return [told(execution), *errors]


def items_of(execution: Execution) -> dict[str, tuple[str, str]]:
    """The outcome and the cause of each tag."""
    rows = Item.objects.filter(task__execution=execution)
    return {
        tag: (outcome, cause) for tag, outcome, cause in rows.values_list("tag", "outcome", "cause")
    }


def outcomes_of(execution: Execution) -> list[str]:
    """Those of the attempts at its repositories."""
    rows = Attempt.objects.filter(task__execution=execution, task__transfer__isnull=False)
    return list(rows.order_by("pk").values_list("outcome", flat=True))


def tags_here() -> dict[str, str]:
    """All tags of this registry, and the digests that they name."""
    rows = Tag.objects.present().values_list("repository__name", "name", "manifest__digest")
    return {f"{repository}:{tag}": digest for repository, tag, digest in rows}


LARGE = an_image_of(2 * PIECE + 1000, 1, b"a common layer")
SMALL = [an_image_of(2000, seed, b"a common layer") for seed in range(2, 6)]
IMAGES = {"large": LARGE} | {f"small-{number}": image for number, image in enumerate(SMALL)}


def blob_of(tag: str) -> str:
    """The digest of the layer that this image alone has."""
    return digest_of(IMAGES[tag].blobs[1])
