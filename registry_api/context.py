"""What the handlers of one process share."""

from dataclasses import dataclass, field

from registry_api.activity import Activity
from registry_api.auth import Gate
from registry_api.memory import Memory


@dataclass(frozen=True, slots=True)
class Context:
    memory: Memory = field(default_factory=Memory)
    activity: Activity = field(default_factory=Activity)
    gate: Gate = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "gate", Gate(self.memory))
