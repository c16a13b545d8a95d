"""Who owns registries and policies, the system or a project, and who acts upon what they own."""

from accounts.principals import Caller
from projects import access
from projects.access import Access

By = Caller | Access
"""Who acts: upon what a project has, with access to it; upon what the system has, anybody."""


def project_of(by: By) -> int | None:
    """The project upon which they act, if it is one."""
    return by.project_id if isinstance(by, Access) else None


def caller_of(by: By) -> Caller:
    return by.by if isinstance(by, Access) else by


def confirm(by: By) -> None:
    """In the transaction of what they do. Raises what ``access.confirm`` does."""
    if isinstance(by, Access):
        access.confirm(by)
