"""What maintenance refuses, and why."""

from oci.errors import Conflict, Invalid, Unknown


class WorkersInvalid(Invalid):
    def __init__(self, most: int) -> None:
        super().__init__(f"workers is a whole number from 1 to {most}")


class PlanUnusable(Conflict):
    def __init__(self, plan: int) -> None:
        super().__init__(f"run {plan} is no finished dry run with something left to take")


class GarbageHeld(Conflict):
    """The brake holds the run; its plan can be looked at, and run exactly."""

    def __init__(self, going: int, there: int, percent: int) -> None:
        super().__init__(
            f"{going} of {there} blobs would go, more than {percent} % at once: look at what was"
            " found, and run exactly that if it is right"
        )


class PolicyUnknown(Unknown):
    def __init__(self, policy_id: object) -> None:
        super().__init__(f"there is no retention policy {policy_id}")


class PolicyExists(Conflict):
    def __init__(self, policy_id: int) -> None:
        super().__init__(
            f"the project has the retention policy {policy_id} already; change that instead"
        )


class PolicyInvalid(Invalid):
    """A field of a retention policy does not hold what it must."""


class RulesEqual(Conflict):
    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"the rules {one} and {other} retain the same; leave one of them out")


class PolicyChanged(Conflict):
    def __init__(self, policy_id: int) -> None:
        super().__init__(
            f"the rules of the retention policy {policy_id} are not those that the run began with;"
            " start another one"
        )


class OrphansHeld(Conflict):
    def __init__(self, going: int, there: int) -> None:
        super().__init__(
            f"{going} of {there} objects have no row: too many to be what a crash left behind. Is"
            " this the database of this storage?"
        )


class ScrubHeld(Conflict):
    def __init__(self, rotten: int, read: int) -> None:
        super().__init__(
            f"{rotten} of {read} blobs are not there as they should be: too many to be single"
            " faults. Is this the storage of this database, and is its disk mounted?"
        )


class NothingMatches(Conflict):
    def __init__(self) -> None:
        super().__init__("no tag matches the filter")


class OthersMatch(Conflict):
    """What was confirmed is not what would go."""

    def __init__(self, expected: int, found: int) -> None:
        super().__init__(f"{found} tags match the filter by now, not {expected}; look again")
