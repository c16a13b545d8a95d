"""The two ends of a run, opened as the policy has them."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, Self

from jobs.models import Execution
from jobs.runs import Run
from replication import registries
from replication.adapters import kinds
from replication.adapters.base import Limits, Source, Target
from replication.errors import RegistryUnknown
from replication.local import Local
from replication.models import Direction, Registry
from replication.plans import Rules

CHUNK_BYTES = 10 * 2**20
"""The size of pieces where a policy wants blobs to be copied by chunks, as in Harbor."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a task was told to do, by the policy as it was when the run began."""

    execution_id: int
    policy_id: int
    policy: dict[str, Any]
    is_dry_run: bool

    @classmethod
    def of(cls, run: Run) -> Self:
        told = Execution.objects.get(pk=run.execution_id)
        return cls(told.pk, told.subject, told.parameters["policy"], told.parameters["dry_run"])

    @property
    def registry_id(self) -> int:
        return int(self.policy["registry_id"])

    @property
    def is_push(self) -> bool:
        return bool(self.policy["direction"] == Direction.PUSH)

    @property
    def rules(self) -> Rules:
        return Rules.of(self.policy)

    @property
    def target_id(self) -> int:
        """The registry that is written to; 0 is this one."""
        return self.registry_id if self.is_push else 0


@contextmanager
def opened(asked: Asked, is_cancelled: Callable[[], bool]) -> Iterator[tuple[Source, Target]]:
    """Source and target. Raises RegistryUnknown or SecretForeign."""
    project_id = asked.policy["project_id"]
    registry = Registry.objects.filter(pk=asked.registry_id, project=project_id).first()
    if registry is None:
        raise RegistryUnknown(asked.registry_id)
    chunk = CHUNK_BYTES if asked.policy["copy_by_chunk"] else 0
    limits = Limits(chunk_bytes=chunk, is_cancelled=is_cancelled)
    about = f"replication policy {asked.policy['name']}, execution {asked.execution_id}"
    local = Local(about, project_id)
    connection = registries.connection_of(registry)
    with closing(kinds.open(registry.kind, connection, limits)) as remote:
        yield (local, remote) if asked.is_push else (remote, local)
