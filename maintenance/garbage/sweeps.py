"""The sweep: takes what a plan lists, kind by kind, in small transactions that can be repeated.

Each step asks again what the plan found; what is needed by now is kept, and said to be. A kill
between two steps costs nothing, and one in between costs what was not committed: an object that
went before its row is looked for once more, in vain.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from accounts import configuration
from accounts.errors import ReadOnly
from artifacts import collecting, stores, trash
from artifacts.models import Repository
from jobs import clock
from jobs.runs import Run
from maintenance.models import GarbageItem, ItemKind, Outcome
from oci.errors import DomainError
from oci.reference import RepositoryName
from projects import access
from projects.roles import Action
from storage import layout

AT_ONCE = 500
UNTAGGED_AT_ONCE = 20
"""Each is deleted as people delete artifacts: with what belongs to it, and a row in the log."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """A run that takes what *plan* lists: its own plan, or that of a dry run."""

    run: Run
    plan: int
    workers: int

    def items(self, kind: ItemKind, at_most: int) -> list[GarbageItem]:
        waiting = GarbageItem.objects.filter(execution_id=self.plan, kind=kind, outcome="")
        return list(waiting.order_by("pk")[:at_most])


def sweep(wanted: Sweep) -> None:
    for kind, at_most, take in (
        (ItemKind.UNTAGGED, UNTAGGED_AT_ONCE, _take_untagged),
        (ItemKind.MANIFEST, AT_ONCE, _take_manifests),
        (ItemKind.LINK, AT_ONCE, _take_links),
        (ItemKind.BLOB, AT_ONCE, _take_blobs),
    ):
        while items := wanted.items(kind, at_most):
            configuration.require_writable()
            take(wanted, items)


def _take_untagged(wanted: Sweep, items: Sequence[GarbageItem]) -> None:
    for item in items:
        with wanted.run.step():
            _settle(wanted, [item], [item.row] if _move_to_trash(item) else [])


def _move_to_trash(item: GarbageItem) -> bool:
    """Whether it went: a tag, an index, a rule or its project may keep it by now."""
    rows = Repository.objects.select_related("project").filter(pk=item.repository_id or 0)
    repository = rows.first()
    if repository is None:
        return False
    by = access.of_system(repository.project, Action.ARTIFACT_DELETE)
    try:
        return collecting.discard(
            manifest_id=item.row, name=RepositoryName.parse(repository.name), by=by
        )
    except ReadOnly:
        raise
    except DomainError:  # a rule, an index, a right that has gone: it stays, and so do the others
        return False


def _take_manifests(wanted: Sweep, items: Sequence[GarbageItem]) -> None:
    before = trash.kept_since(clock.now())
    _by_repository(
        wanted,
        items,
        lambda repository_id, ids: collecting.purge(
            repository_id=repository_id, ids=ids, before=before
        ),
    )


def _take_links(wanted: Sweep, items: Sequence[GarbageItem]) -> None:
    now = clock.now()
    _by_repository(
        wanted,
        items,
        lambda repository_id, ids: collecting.unlink(repository_id=repository_id, ids=ids, now=now),
    )


def _by_repository(
    wanted: Sweep,
    items: Sequence[GarbageItem],
    take: Callable[[int, Collection[int]], list[int]],
) -> None:
    """One transaction for each repository, so that nobody waits for locks of two."""
    found: dict[int, list[GarbageItem]] = {}
    for item in items:
        found.setdefault(item.repository_id or 0, []).append(item)
    for repository_id, theirs in found.items():
        with wanted.run.step():
            _settle(wanted, theirs, take(repository_id, [item.row for item in theirs]))


def _take_blobs(wanted: Sweep, items: Sequence[GarbageItem]) -> None:
    """Condemn, commit, delete the objects, forget the rows (R4): a crash leaves no row alone."""
    with wanted.run.step():
        condemned = set(collecting.condemn(ids=[item.row for item in items], now=clock.now()))
    going = [item for item in items if item.row in condemned]
    freed = _delete_objects(going, workers=wanted.workers)
    with wanted.run.step():
        collecting.forget([(item.row, item.generation) for item in going])
        wanted.run.checkpoint["freed"] += freed
        _settle(wanted, items, condemned)


def _delete_objects(items: Sequence[GarbageItem], *, workers: int) -> int:
    """Bytes that were there, as storage says."""
    keys = [layout.blob_key(item.digest, item.generation) for item in items]
    parts = [keys[start::workers] for start in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(stores.blob_store().delete_many, parts))


def _settle(wanted: Sweep, items: Sequence[GarbageItem], taken: Collection[int]) -> None:
    """Write down what became of the items, in the step's transaction."""
    by_outcome = {
        Outcome.TAKEN: [item.pk for item in items if item.row in taken],
        Outcome.KEPT: [item.pk for item in items if item.row not in taken],
    }
    for outcome, ids in by_outcome.items():
        if ids:
            GarbageItem.objects.filter(pk__in=ids).update(outcome=outcome)
    wanted.run.done += len(items)
