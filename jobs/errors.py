"""What can be wrong with what is asked of jobs, and how an attempt ends early."""

from datetime import timedelta

from oci.errors import Conflict, Invalid, Unknown


class ExecutionUnknown(Unknown):
    def __init__(self, execution_id: int) -> None:
        super().__init__(f"there is no execution {execution_id}")


class TaskUnknown(Unknown):
    def __init__(self, task_id: int) -> None:
        super().__init__(f"there is no task {task_id}")


class AlreadyRunning(Conflict):
    """One of this kind is not finished, and there can be only one."""

    def __init__(self, execution_id: int) -> None:
        super().__init__(f"execution {execution_id} is still under way")
        self.execution_id = execution_id


class NothingToRetry(Conflict):
    """The task has not failed."""


class CronInvalid(Invalid):
    """The words say what is wrong with it."""


class StopRequested(Exception):  # no error: somebody wants the attempt to end here
    """The attempt is to end at this step; what it did so far stays."""


class NotNow(Exception):  # no failure: what the attempt needs wants to be left alone
    """The attempt cannot get on at present; another one shall be made when *after* is over."""

    def __init__(self, words: str, after: timedelta) -> None:
        super().__init__(words)
        self.after = after


class LeaseLost(Exception):  # said of the attempt, which has to end
    """Another attempt has begun, or the task has ended: this one must not write any more."""
