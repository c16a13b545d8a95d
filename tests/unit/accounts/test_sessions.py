"""Sessions end by themselves, with their user and by hand; only a hash of a cookie is kept."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import configuration, personal_tokens, sessions, users
from accounts.models import Session, User
from accounts.principals import SYSTEM_CALLER, Source, of_user
from audit.models import AuditLog
from tests.support.domain import a_user

SOURCE = Source("192.0.2.7", "Browser/1.0", "request-1")


@pytest.fixture
def dora(root: User) -> User:
    return a_user("dora")


@pytest.fixture
def cookie(dora: User) -> str:
    return sessions.begin(principal=of_user(dora), source=SOURCE)


@pytest.fixture
def timeout(root: User) -> Iterator[timedelta]:
    """Have sessions end after a few minutes."""
    configuration.change({"session_timeout": 5}, by=SYSTEM_CALLER)
    yield timedelta(minutes=5)
    configuration.forget()


def leave_idle(cookie: str, time: timedelta) -> None:
    row = Session.objects.get(key_hash=sessions.hashes.of(cookie))
    row.last_used = timezone.now() - time
    row.save()


def writes(asked: CaptureQueriesContext) -> list[str]:
    return [one["sql"] for one in asked if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_a_cookie_stands_for_its_user(dora: User, cookie: str) -> None:
    assert sessions.find(cookie) == of_user(dora)
    for other in (
        "",
        "x",
        cookie[:-1],
        cookie + "x",
        "\0",
        "\udcff" * 9,
        sessions.hashes.of(cookie),
    ):
        assert sessions.find(other) is None


def test_cookies_are_long_different_and_kept_as_hashes(dora: User) -> None:
    cookies = {sessions.begin(principal=of_user(dora), source=SOURCE) for _ in range(50)}
    assert len(cookies) == 50
    assert all(len(cookie) == 43 for cookie in cookies)
    stored = repr(list(Session.objects.values()))
    assert "192.0.2.7" in stored
    assert not any(cookie in stored for cookie in cookies)


def test_a_login_takes_the_place_of_the_browsers_session(dora: User, cookie: str) -> None:
    other = sessions.begin(principal=of_user(dora), source=SOURCE)
    new = sessions.begin(principal=of_user(dora), source=SOURCE, replaced=cookie)
    assert new != cookie
    assert sessions.find(cookie) is None
    assert sessions.find(new)
    assert sessions.find(other)


@pytest.mark.parametrize("end", ["password", "disabled", "deleted", "rights"])
def test_an_07_a_session_ends_with_what_its_user_was(dora: User, cookie: str, end: str) -> None:
    if end == "password":
        users.change_password(user_id=dora.pk, password="Another-One-1", by=SYSTEM_CALLER)
    elif end == "disabled":
        users.set_active(user_id=dora.pk, is_active=False, by=SYSTEM_CALLER)
    elif end == "deleted":
        users.delete(user_id=dora.pk, by=SYSTEM_CALLER)
    else:
        users.set_admin(user_id=dora.pk, is_admin=True, by=SYSTEM_CALLER)
    assert sessions.find(cookie) is None
    if end == "disabled":
        users.set_active(user_id=dora.pk, is_active=True, by=SYSTEM_CALLER)
    assert sessions.find(cookie) is None


def test_an_07_a_login_checked_before_the_change_makes_no_session(dora: User) -> None:
    checked = of_user(dora)
    users.set_active(user_id=dora.pk, is_active=False, by=SYSTEM_CALLER)
    users.set_active(user_id=dora.pk, is_active=True, by=SYSTEM_CALLER)
    assert sessions.find(sessions.begin(principal=checked, source=SOURCE)) is None


def test_a_session_outlives_the_end_of_a_token(dora: User, cookie: str) -> None:
    wanted = personal_tokens.Wanted(name="ci", scope="read")
    token, _ = personal_tokens.create(user_id=dora.pk, wanted=wanted, by=SYSTEM_CALLER)
    stale = sessions.begin(principal=of_user(dora), source=SOURCE)
    Session.objects.filter(key_hash=sessions.hashes.of(stale)).update(epoch=dora.epoch - 1)
    with sessions.surviving(dora.pk):
        personal_tokens.delete(user_id=dora.pk, token_id=token.pk, by=SYSTEM_CALLER)
    found = sessions.find(cookie)
    assert found is not None
    assert found.epoch == dora.epoch + 1
    assert sessions.find(stale) is None


def test_an_idle_session_has_ended(cookie: str, timeout: timedelta) -> None:
    leave_idle(cookie, timeout - timedelta(seconds=2))
    assert sessions.find(cookie, is_use=False)
    leave_idle(cookie, timeout)
    assert sessions.find(cookie) is None


def test_use_keeps_a_session_alive(cookie: str, timeout: timedelta) -> None:
    for _ in range(3):
        leave_idle(cookie, timeout - timedelta(seconds=2))
        assert sessions.find(cookie)
        assert timezone.now() - Session.objects.get().last_used < timedelta(seconds=2)


def test_polling_does_not_keep_a_session_alive(cookie: str, timeout: timedelta) -> None:
    leave_idle(cookie, timeout / 2)
    before = Session.objects.get().last_used
    with CaptureQueriesContext(connection) as asked:
        assert sessions.find(cookie, is_use=False)
    assert writes(asked) == []
    assert Session.objects.get().last_used == before


def test_use_is_written_down_once_a_minute(cookie: str) -> None:
    configuration.forget()
    for idle, expected in ((59, 0), (61, 1), (0, 0)):
        leave_idle(cookie, timedelta(seconds=idle))
        with CaptureQueriesContext(connection) as asked:
            assert sessions.find(cookie)
        assert len(writes(asked)) == expected


def test_a_request_costs_one_query(cookie: str) -> None:
    sessions.find(cookie)
    with CaptureQueriesContext(connection) as asked:
        assert sessions.find(cookie)
    assert len(asked) == 1


def test_a_logout_ends_one_session_and_leaves_one_row(dora: User, cookie: str) -> None:
    other = sessions.begin(principal=of_user(dora), source=SOURCE)
    for _ in range(2):
        sessions.end(cookie, source=SOURCE)
    assert sessions.find(cookie) is None
    assert sessions.find(other)
    row = AuditLog.objects.get(operation="logout")
    assert (row.username, row.resource, row.credential) == ("dora", "dora", "session")
    assert row.source_address == "192.0.2.7"


def test_all_sessions_of_a_user_end_together(root: User, dora: User, cookie: str) -> None:
    others = sessions.begin(principal=of_user(root), source=SOURCE)
    sessions.begin(principal=of_user(dora), source=SOURCE)
    sessions.end_all(dora)
    assert not dora.sessions.exists()
    assert sessions.find(others)


def test_the_sweep_takes_idle_sessions_only(dora: User, timeout: timedelta) -> None:
    cookies = [sessions.begin(principal=of_user(dora), source=SOURCE) for _ in range(5)]
    for cookie in cookies[:3]:
        leave_idle(cookie, timeout + timedelta(seconds=1))
    now = timezone.now()
    assert [sessions.sweep(now=now, at_most=2) for _ in range(3)] == [2, 1, 0]
    assert all(sessions.find(cookie) for cookie in cookies[3:])
    assert Session.objects.count() == 2


def test_wb_01_the_token_against_forgery_is_the_sessions_own(dora: User, cookie: str) -> None:
    other = sessions.begin(principal=of_user(dora), source=SOURCE)
    token = sessions.csrf_token(cookie)
    assert sessions.is_csrf_token(token, cookie)
    assert token not in (cookie, sessions.hashes.of(cookie))
    wrong = (
        "",
        " ",
        token[:-1],
        token.upper(),
        cookie,
        "\xff",
        "\udcff",
        sessions.csrf_token(other),
    )
    assert not any(sessions.is_csrf_token(text, cookie) for text in wrong)
    assert sessions.find(token) is None
