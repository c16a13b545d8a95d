"""Credentials of programs and people: who is behind a name and what was sent with it.

Three kinds look alike on the wire: a password, a personal token, a robot's secret. The latter two
are random, so that their check is fast and nothing of it is remembered.
"""

from collections.abc import Callable

from accounts import personal_tokens, users
from accounts.errors import CredentialsInvalid
from accounts.models import TokenScope
from accounts.principals import Caller, Credential, Principal, Source, of_user
from accounts.rights import Ceiling, SystemAction
from projects import robots
from projects.roles import Action

READING = ("read", "list", "pull")
_READ = frozenset(action for action in Action if action.partition(":")[2] in READING)
_WRITE = _READ | frozenset(
    {
        Action.REPOSITORY_PUSH,
        Action.REPOSITORY_CREATE,
        Action.ARTIFACT_CREATE,
        Action.TAG_CREATE,
        Action.ARTIFACT_LABEL_CREATE,
        Action.ARTIFACT_LABEL_DELETE,
    }
)
_SYSTEM_READ = frozenset(action for action in SystemAction if action.partition(":")[2] in READING)
_ACTIONS: dict[str, tuple[frozenset[SystemAction], frozenset[Action]]] = {
    TokenScope.READ: (_SYSTEM_READ, _READ),
    TokenScope.WRITE: (_SYSTEM_READ, _WRITE),
    TokenScope.FULL: (frozenset(SystemAction), frozenset(Action)),
}


def recall(
    *, username: str, password: str, source: Source, is_login: bool = False
) -> Caller | None:
    """Check what is checked fast; ``None`` where a password has to be hashed first.

    Raises CredentialsInvalid. Writes an audit row for an explicit login, and for each failure.
    """
    check: Callable[[str, str, Source], Principal]
    if robots.is_login(username):
        kind, check = Credential.ROBOT_SECRET, robots.authenticate
    elif personal_tokens.is_one(password):
        kind, check = Credential.PERSONAL_TOKEN, _by_token
    else:
        known = users.recall(username=username, password=password, source=source, is_login=is_login)
        return None if known is None else Caller(known, Credential.PASSWORD, source)
    try:
        by = Caller(check(username, password, source), kind, source)
    except CredentialsInvalid:
        users.record_failure(name=username, credential=kind, source=source)
        raise
    if is_login:
        users.record_login(by)
    return by


def authenticate(*, username: str, password: str, source: Source) -> Caller:
    """Hash the password and check it. Raises CredentialsInvalid or LoginBusy."""
    known = users.authenticate(username=username, password=password, source=source)
    return Caller(known, Credential.PASSWORD, source)


def _by_token(username: str, text: str, source: Source) -> Principal:
    """The token's user, within what the token is for."""
    token = personal_tokens.redeem(username, text, source)
    system, actions = _ACTIONS[token.scope]
    ceiling = (
        Ceiling(projects=dict.fromkeys(token.project_ids, actions))
        if token.project_ids
        else Ceiling(system, everywhere=actions)
    )
    user = of_user(token.user)
    return Principal(
        user.id,
        user.name,
        user.is_admin,
        user.epoch,
        ceiling=ceiling,
        expires_at=token.expires_at,
    )
