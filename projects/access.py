"""Access: what a caller may do in one project, and the epochs at which that was decided.

The data plane decides from a token and remembered state; whoever writes confirms the epochs in
the transaction of the write, so that no decision outlives a change of rights.
"""

from dataclasses import dataclass

from django.db import connection

from accounts import configuration
from accounts.principals import SYSTEM_CALLER, Caller, Kind, Principal
from projects import policy
from projects.errors import RightsLost, TokenInvalid
from projects.models import Project
from projects.roles import Action


@dataclass(frozen=True, slots=True)
class Access:
    by: Caller
    project_id: int
    project_epoch: int
    actions: frozenset[Action]
    kid: str = ""
    """The key of the token that said so, where there was one."""
    needs: Action | None = None
    """What is going to be done."""


def rights_of(principal: Principal, project_id: int) -> tuple[int, frozenset[Action]]:
    """The project's epoch and what *principal* may do there now; nothing once it is deleted."""
    project = Project.objects.present().filter(pk=project_id).first()
    if project is None:
        return 0, frozenset()
    return project.epoch, policy.allowed_actions(principal, project)


def of(by: Caller, action: Action, project: Project) -> Access:
    """Access to do *action* in *project* as it was just read. Raises what ``policy.require`` does.

    Rights are decided after the epoch was read: should they change in between, it has moved.
    """
    policy.require(by, action, project)
    return Access(by, project.pk, project.epoch, frozenset({action}), needs=action)


def of_system(project: Project, action: Action) -> Access:
    """That of the registry itself, which does *action* on nobody's behalf."""
    return Access(SYSTEM_CALLER, project.pk, project.epoch, frozenset(Action), needs=action)


_EPOCHS = {
    Kind.USER: "SELECT u.epoch FROM accounts_user u"
    " WHERE u.id = %s AND u.is_active AND u.deleted_at IS NULL",
    Kind.ROBOT: "SELECT r.epoch FROM projects_robot r"
    " WHERE r.id = %s AND NOT r.is_disabled AND r.deleted_at IS NULL",
}


def confirm(access: Access) -> None:
    """Read both epochs, and whether the token's key was revoked, in this transaction.

    Raises ReadOnly, or TokenInvalid if any has moved since, unless what is going to be done is
    still allowed in the project. Whoever changes rights in it, or deletes it, waits until the
    transaction has ended.
    """
    principal = access.by.principal
    lock = " FOR SHARE OF p" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.epoch, ({_EPOCHS[principal.kind]}),"  # noqa: S608  # constants
            " EXISTS(SELECT 1 FROM projects_signingkey k"
            " WHERE k.kid = %s AND k.revoked_at IS NOT NULL)"
            f" FROM projects_project p WHERE p.id = %s AND p.deleted_at IS NULL{lock}",
            [principal.id, access.kid, access.project_id],
        )
        row = cursor.fetchone()
    known_epoch = None if principal.is_anonymous else principal.epoch
    if row is None or row[1] != known_epoch or row[2]:
        raise TokenInvalid(_CHANGED)
    if row[0] != access.project_epoch:
        _, present = rights_of(principal, access.project_id)
        if access.needs not in present:
            raise RightsLost(_CHANGED)
    configuration.require_writable()  # not before: the lock may have been long in coming


_CHANGED = "rights have changed since the credentials were checked; try again"
