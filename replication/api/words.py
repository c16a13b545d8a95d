"""Harbor's words for what goes on in replication, which differ from those of other jobs."""

from jobs.models import UNFINISHED, Status, Trigger
from replication.models import TriggerType

STATUS_OF_EXECUTION = {
    Status.PENDING: "InProgress",
    Status.SCHEDULED: "InProgress",
    Status.RUNNING: "InProgress",
    Status.STOPPED: "Stopped",
    Status.ERROR: "Failed",
    Status.SUCCESS: "Succeed",
}
STATUS_OF_TASK = STATUS_OF_EXECUTION | {Status.PENDING: "Pending", Status.SCHEDULED: "Pending"}
EXECUTIONS_IN = {
    "InProgress": UNFINISHED,
    "Stopped": (Status.STOPPED,),
    "Failed": (Status.ERROR,),
    "Succeed": (Status.SUCCESS,),
}
"""Which rows a client asks for by one of Harbor's words."""
TASKS_IN = EXECUTIONS_IN | {
    "Pending": (Status.PENDING, Status.SCHEDULED),
    "InProgress": (Status.RUNNING,),
}
TRIGGERS: dict[str, str] = {
    Trigger.MANUAL: TriggerType.MANUAL.value,
    Trigger.SCHEDULE: TriggerType.SCHEDULED.value,
    Trigger.EVENT: TriggerType.EVENT_BASED.value,
}
TRIGGERED_BY = {word: trigger for trigger, word in TRIGGERS.items()}
STATES = {
    Status.PENDING: "queued",
    Status.SCHEDULED: "retrying",
    Status.RUNNING: "running",
    Status.STOPPED: "stopped",
    Status.ERROR: "failed",
    Status.SUCCESS: "succeeded",
}
"""A task's state in more detail than Harbor's words have."""
SKIPPED = "skipped"
"""One that succeeded, for there was nothing to do."""
