"""The sweep of one repository: has the artifacts go that a plan says, into the trash.

In each step the repository is judged anew, under the lock of pushes: what a rule keeps by now, for
it was pulled or has a new tag, stays, and is said to. Nothing goes that the plan did not say. A
kill between two steps costs nothing, and one in between costs what was not committed.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from artifacts import manifests
from artifacts.errors import ManifestInUse, ManifestUnknown
from artifacts.models import Manifest, Repository
from jobs.runs import Run
from maintenance.errors import PolicyChanged
from maintenance.models import Outcome, RetentionVerdict, Verdict
from maintenance.retention import plans, policies, rules
from maintenance.retention.rules import Rule
from maintenance.retention.verdicts import Judged
from oci.digest import Digest
from oci.errors import DomainError
from oci.reference import RepositoryName
from projects import access
from projects.access import Access
from projects.errors import TagImmutable
from projects.roles import Action

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Target:
    """The repository, and what to judge it by: rules as they were written when the run began."""

    policy_id: int
    repository_id: int
    rules: Sequence[Mapping[str, Any]]
    now: datetime

    def about(self, repository: Repository) -> list[Rule]:
        """The rules that have a say in it."""
        return rules.about(rules.read(self.rules), plans.short_name(repository))


@dataclass(slots=True)
class Known:
    """The verdicts as they were, which hold while the repository's version is this one.

    But for pulls, which raise no version: what is going to be deleted is looked at once more.
    """

    judged: Mapping[int, Judged]
    version: int


def sweep(run: Run, target: Target) -> None:
    """Raises PolicyUnknown, or PolicyChanged once the policy is not what the run began with."""
    known: Known | None = None
    while items := _waiting(run, target):
        with run.step(), _held(target) as (repository, by):
            if repository is None:
                _forsake(run, target)
                return
            if known is None or not _holds(known, repository, items):
                known = _judge(repository, target)
            for item in items:
                _settle(item, _take(item, known, repository, by))
            known.version = Repository.objects.values_list("version", flat=True).get(
                pk=repository.pk
            )
            run.done += len(items)


def _waiting(run: Run, target: Target) -> list[RetentionVerdict]:
    rows = RetentionVerdict.objects.filter(
        execution_id=run.execution_id,
        repository_id=target.repository_id,
        verdict=Verdict.DELETE,
        outcome="",
    )
    return list(rows.order_by("pk")[:AT_ONCE])


@contextmanager
def _held(target: Target) -> Iterator[tuple[Repository | None, Access]]:
    """The repository under its lock, after the project under its own; none if it was deleted."""
    policy = policies.get(target.policy_id)
    by = access.of_system(policy.project, Action.ARTIFACT_DELETE)
    access.confirm(by)
    if policies.get(target.policy_id).rules != target.rules:
        raise PolicyChanged(target.policy_id)
    rows = Repository.objects.present().locked().filter(project=policy.project)
    yield rows.filter(pk=target.repository_id).first(), by


def _judge(repository: Repository, target: Target) -> Known:
    judged = plans.judge(repository, target.about(repository), now=target.now)
    return Known({one.artifact.id: one for one in judged}, repository.version)


def _holds(known: Known, repository: Repository, items: Sequence[RetentionVerdict]) -> bool:
    if known.version != repository.version:
        return False
    pulled = plans.pulled([item.row for item in items])
    return all(
        pulled[item.row] == known.judged[item.row].artifact.pull_time
        for item in items
        if item.row in pulled and item.row in known.judged
    )


@dataclass(frozen=True, slots=True)
class _Taken:
    """What became of an artifact: gone, or kept for a reason."""

    outcome: Outcome
    verdict: Verdict = Verdict.DELETE
    reason: str = ""
    rule_id: int | None = None


def _take(item: RetentionVerdict, known: Known, repository: Repository, by: Access) -> _Taken:
    judged = known.judged.get(item.row)
    if judged is None and not Manifest.objects.present().filter(pk=item.row).exists():
        return _Taken(Outcome.TAKEN)  # with something else, or by somebody else
    if judged is None:
        return _Taken(Outcome.KEPT, Verdict.RETAIN, "it belongs to another artifact by now")
    if judged.verdict != Verdict.DELETE:
        return _Taken(Outcome.KEPT, judged.verdict, judged.reason, judged.rule_id)
    return _delete(item, repository, by)


def _delete(item: RetentionVerdict, repository: Repository, by: Access) -> _Taken:
    try:
        manifests.delete_artifact(
            name=RepositoryName.parse(repository.name),
            reference=Digest.parse(item.digest),
            by=by,
        )
    except ManifestUnknown:
        return _Taken(Outcome.TAKEN)  # with something else that it belongs to
    except ManifestInUse as error:
        return _Taken(Outcome.KEPT, Verdict.RETAIN, str(error))
    except TagImmutable as error:
        return _Taken(Outcome.KEPT, Verdict.IMMUTABLE, str(error))
    except DomainError as error:
        return _Taken(Outcome.KEPT, Verdict.ERROR, str(error))
    return _Taken(Outcome.TAKEN)


def _settle(item: RetentionVerdict, taken: _Taken) -> None:
    """Write down what became of it, in the step's transaction."""
    item.outcome = taken.outcome
    if taken.outcome == Outcome.KEPT:
        item.verdict, item.reason, item.rule_id = taken.verdict, taken.reason, taken.rule_id
    item.save(update_fields=["outcome", "verdict", "reason", "rule_id"])


def _forsake(run: Run, target: Target) -> None:
    """The repository is gone with all that was in it."""
    waiting = RetentionVerdict.objects.filter(
        execution_id=run.execution_id,
        repository_id=target.repository_id,
        verdict=Verdict.DELETE,
        outcome="",
    )
    run.done += waiting.update(outcome=Outcome.TAKEN)
    run.log("the repository was deleted meanwhile")
