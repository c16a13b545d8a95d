"""Personal tokens: random, hashed, limited, and ended alone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts import personal_tokens, users
from accounts.errors import (
    CredentialsInvalid,
    PasswordWrong,
    PersonRequired,
    TokenExists,
    TokenRefused,
    TokenUnknown,
)
from accounts.models import PersonalToken, User
from accounts.personal_tokens import Wanted
from accounts.principals import SYSTEM_CALLER, Caller, Credential, Source, of_user, require
from accounts.rights import Need, SystemAction
from audit.models import AuditLog
from projects import credentials, policy
from projects.models import Project
from projects.roles import Action
from tests.support.domain import PASSWORD, a_project, a_user

SOURCE = Source("192.0.2.7", "docker/27", "request-1")
Make = Callable[..., tuple[PersonalToken, str]]


@pytest.fixture
def dora(root: User) -> User:
    return a_user("dora")


@pytest.fixture
def make(dora: User) -> Make:
    """Give a maker of dora's tokens: `make(scope="write", project_ids=[1])`."""

    def make(owner: User = dora, **wanted: Any) -> tuple[PersonalToken, str]:
        given = Wanted(**{"name": "ci", "scope": "read"} | wanted)
        return personal_tokens.create(user_id=owner.pk, wanted=given, by=SYSTEM_CALLER)

    return make


def get_in(username: str, text: str) -> Caller:
    found = credentials.recall(username=username, password=text, source=SOURCE)
    assert found is not None
    return found


def test_a_token_stands_for_its_user(make: Make, dora: User) -> None:
    row, text = make()
    by = get_in("dora", text)
    assert (by.principal.id, by.principal.name) == (dora.pk, "dora")
    assert by.credential is Credential.PERSONAL_TOKEN
    assert personal_tokens.get(user_id=dora.pk, token_id=row.pk) == row


def test_tokens_are_long_marked_different_and_kept_as_hashes(make: Make) -> None:
    texts = {make(name=f"ci-{number}")[1] for number in range(20)}
    assert len(texts) == 20
    assert all(text.startswith("hpat_") and len(text) == 48 for text in texts)
    stored = repr(list(PersonalToken.objects.values())) + repr(list(AuditLog.objects.values()))
    assert not any(text.removeprefix("hpat_") in stored for text in texts)


def test_it_is_of_no_use_under_another_name(make: Make, root: User) -> None:
    _, text = make()
    for name in ("admin", "DORA", "", "dora\0", "nobody"):
        with pytest.raises(CredentialsInvalid):
            get_in(name, text)


def test_it_is_no_password(make: Make) -> None:
    _, text = make()
    with pytest.raises(CredentialsInvalid):
        users.log_in(username="dora", password=text, source=SOURCE)


@pytest.mark.parametrize("end", ["disabled", "deleted"])
def test_an_07_it_ends_with_its_user(make: Make, dora: User, end: str) -> None:
    _, text = make()
    if end == "disabled":
        users.set_active(user_id=dora.pk, is_active=False, by=SYSTEM_CALLER)
    else:
        users.delete(user_id=dora.pk, by=SYSTEM_CALLER)
    with pytest.raises(CredentialsInvalid):
        get_in("dora", text)


def test_an_08_it_ends_to_the_moment(make: Make) -> None:
    start = datetime(2026, 1, 5, 12, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        _, text = make(expires_at=start + timedelta(seconds=10))
        clock.shift(9.999)
        assert get_in("dora", text).principal.expires_at == start + timedelta(seconds=10)
        clock.shift(0.001)
        with pytest.raises(CredentialsInvalid):
            get_in("dora", text)


@pytest.mark.parametrize(
    ("scope", "allowed", "refused"),
    [
        ("read", Action.REPOSITORY_PULL, Action.REPOSITORY_PUSH),
        ("write", Action.REPOSITORY_PUSH, Action.REPOSITORY_DELETE),
        ("full", Action.REPOSITORY_DELETE, None),
    ],
)
def test_its_scope_is_the_most_it_can_do(
    make: Make, root: User, project: Project, scope: str, allowed: Action, refused: Action | None
) -> None:
    _, text = make(owner=root, scope=scope)
    actions = policy.allowed_actions(get_in("admin", text).principal, project)
    assert allowed in actions
    assert refused is None or refused not in actions


def test_it_is_for_its_projects_only(make: Make, root: User, project: Project) -> None:
    other = a_project("other")
    _, text = make(owner=root, scope="full", project_ids=[project.pk])
    principal = get_in("admin", text).principal
    assert Action.REPOSITORY_PUSH in policy.allowed_actions(principal, project)
    assert not policy.allowed_actions(principal, other)
    assert not principal.may(SystemAction.USER_LIST)


def test_it_gives_nothing_that_its_user_may_not(make: Make, project: Project) -> None:
    _, text = make(scope="full", project_ids=[project.pk])
    assert not policy.allowed_actions(get_in("dora", text).principal, project)


def test_it_is_no_person(make: Make) -> None:
    by = get_in("dora", make(scope="full")[1])
    require(by, Need.USER)
    with pytest.raises(PersonRequired):
        require(by, Need.PERSON)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": " x"},
        {"name": "-x"},
        {"name": "x" * 256},
        {"name": "x\n"},
        {"name": "x\0"},
        {"scope": ""},
        {"scope": "READ"},
        {"scope": "admin"},
        {"expires_at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"project_ids": range(1, 102)},
    ],
    ids=repr,
)
def test_what_is_no_token_is_refused(make: Make, wrong: dict[str, Any]) -> None:
    with pytest.raises(TokenRefused):
        make(**wrong)
    assert not PersonalToken.objects.exists()


def test_a_name_is_taken_once_for_each_user(make: Make, root: User) -> None:
    make()
    make(owner=root)
    with pytest.raises(TokenExists):
        make()
    assert PersonalToken.objects.count() == 2


def test_a_user_has_so_many_tokens_only(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(personal_tokens, "AT_MOST", 3)
    for number in range(3):
        make(name=f"ci-{number}")
    with pytest.raises(TokenRefused):
        make(name="one-more")


def test_the_end_of_one_is_the_end_of_what_was_got_with_it(make: Make, dora: User) -> None:
    (row, text), (_, other) = make(), make(name="other")
    before = get_in("dora", other).principal.epoch
    personal_tokens.delete(user_id=dora.pk, token_id=row.pk, by=SYSTEM_CALLER)
    with pytest.raises(CredentialsInvalid):
        get_in("dora", text)
    assert get_in("dora", other).principal.epoch == before + 1
    for _ in range(2):
        with pytest.raises(TokenUnknown):
            personal_tokens.delete(user_id=dora.pk, token_id=row.pk, by=SYSTEM_CALLER)


def test_nobody_reaches_the_token_of_another_user(make: Make, root: User, dora: User) -> None:
    row, _ = make()
    with pytest.raises(TokenUnknown):
        personal_tokens.delete(user_id=root.pk, token_id=row.pk, by=SYSTEM_CALLER)
    assert PersonalToken.objects.filter(pk=row.pk).exists()


def test_use_is_noted_once_a_minute(make: Make) -> None:
    row, text = make()
    get_in("dora", text)
    row.refresh_from_db()
    first = row.last_used
    assert first is not None
    assert timezone.now() - first < timedelta(seconds=5)
    assert row.last_address == "192.0.2.7"
    get_in("dora", text)
    row.refresh_from_db()
    assert row.last_used == first
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        get_in("dora", text)
    row.refresh_from_db()
    assert row.last_used is not None
    assert row.last_used > first


def test_ones_own_new_password_leaves_tokens_alone_and_a_reset_ends_them(
    make: Make, dora: User
) -> None:
    _, text = make()
    users.change_password(user_id=dora.pk, password="Another-One-1", old=PASSWORD, by=SYSTEM_CALLER)
    assert get_in("dora", text)
    users.change_password(user_id=dora.pk, password="Yet-Another-1", by=SYSTEM_CALLER)
    assert PersonalToken.objects.count() == 0


def test_who_was_let_in_before_a_reset_undoes_nothing(dora: User) -> None:
    late = Caller(of_user(dora), Credential.PASSWORD, SOURCE)
    users.change_password(user_id=dora.pk, password="Another-One-1", by=SYSTEM_CALLER)
    with pytest.raises(PasswordWrong):
        users.change_password(user_id=dora.pk, password=PASSWORD, old="Another-One-1", by=late)
    with pytest.raises(CredentialsInvalid):
        personal_tokens.create(user_id=dora.pk, wanted=Wanted(name="ci", scope="full"), by=late)
    assert PersonalToken.objects.count() == 0


def test_what_is_done_to_tokens_is_written_down(make: Make, dora: User) -> None:
    row, _ = make(scope="write", project_ids=[7, 3])
    personal_tokens.delete(user_id=dora.pk, token_id=row.pk, by=SYSTEM_CALLER)
    rows = AuditLog.objects.filter(resource_type="personal-token").order_by("pk")
    assert [(row.operation, row.resource) for row in rows] == [
        ("create", "dora/ci"),
        ("delete", "dora/ci"),
    ]
    assert rows[0].details == {"scope": "write", "projects": [7, 3], "expires_at": None}
