"""What belongs to a project, or to the system where it belongs to none, and who acts upon it."""

from accounts.principals import Caller
from projects import access
from projects.access import Access

By = Caller | Access
"""Who acts: upon what a project has, with access to it; upon what the system has, anybody.

Neither reaches what the other has, nor what another project has.
"""


def caller_of(by: By) -> Caller:
    return by.by if isinstance(by, Access) else by


def project_of(by: By) -> int | None:
    """The project upon which they act, if it is one."""
    return by.project_id if isinstance(by, Access) else None


def confirm(by: By) -> tuple[Caller, int | None]:
    """Who acts, and in which project, in the transaction of what they do.

    Raises what ``access.confirm`` does; of the system, whoever asks has checked the right.
    """
    if isinstance(by, Access):
        access.confirm(by)
    return caller_of(by), project_of(by)
