"""Failed logins are counted by account and place: who fails elsewhere keeps nobody out."""

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import passwords, throttle, users
from accounts.errors import CredentialsInvalid, LoginLocked, PasswordWrong
from accounts.models import LoginFailure, User
from accounts.principals import Caller, Credential, Source, of_user
from audit.models import AuditLog
from tests.support.domain import PASSWORD, a_user

WRONG = "Wrong-4321"
HERE, ELSEWHERE = Source("192.0.2.7"), Source("198.51.100.9")
_numbers = itertools.count()


@pytest.fixture
def name(root: User) -> str:
    """Give a user that no other test has logged in as."""
    name = f"dora{next(_numbers)}"
    a_user(name)
    return name


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 1, 5, 12, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count what is hashed, and hash it."""
    asked: list[str] = []
    real = passwords.verify

    def verify(password: str, encoded: str) -> bool:
        asked.append(password)
        return real(password, encoded)

    monkeypatch.setattr(passwords, "verify", verify)
    return asked


def fail(name: str, source: Source = HERE, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(CredentialsInvalid):
            users.log_in(username=name, password=WRONG, source=source)


def succeed(name: str, source: Source = HERE) -> None:
    assert users.log_in(username=name, password=PASSWORD, source=source).name == name


def locked_for(name: str, source: Source = HERE, password: str = PASSWORD) -> int:
    with pytest.raises(LoginLocked) as refusal:
        users.log_in(username=name, password=password, source=source)
    assert str(refusal.value.retry_after) in str(refusal.value)
    return int(refusal.value.retry_after)


def forget_passwords() -> None:
    passwords._remembered.clear()


@pytest.mark.parametrize("who", ["known", "unknown"])
def test_an_05_ten_failures_lock_and_nothing_is_hashed_any_more(
    name: str, hashed: list[str], who: str
) -> None:
    name = name if who == "known" else f"{name}-unknown"
    fail(name, times=throttle.OF_ACCOUNT)
    assert len(hashed) == throttle.OF_ACCOUNT
    for password in (WRONG, PASSWORD, "", "another"):
        assert 890 <= locked_for(name, password=password) <= 900
    assert len(hashed) == throttle.OF_ACCOUNT


def test_an_05_the_real_user_gets_in_from_elsewhere(name: str) -> None:
    fail(name, times=throttle.OF_ACCOUNT)
    succeed(name, ELSEWHERE)
    locked_for(name, HERE)
    succeed(name, ELSEWHERE)


def test_an_05_others_get_in_from_the_same_place(name: str, root: User) -> None:
    fail(name, times=throttle.OF_ACCOUNT)
    succeed(root.username)


def test_an_05_a_remembered_password_is_let_in_where_it_got_in_before(
    name: str, hashed: list[str]
) -> None:
    succeed(name, HERE)
    for _ in range(throttle.OF_ACCOUNT):
        fail(name, HERE)
    count = len(hashed)
    for _ in range(3):
        assert users.recall(username=name, password=PASSWORD, source=HERE)
    assert len(hashed) == count
    with pytest.raises(LoginLocked):
        users.authenticate(username=name, password=WRONG, source=HERE)


def test_an_05_a_guess_that_is_right_at_last_stays_refused(name: str) -> None:
    succeed(name, ELSEWHERE)  # this process remembers the password now
    fail(name, HERE, times=throttle.OF_ACCOUNT)
    locked_for(name, HERE)


def test_an_05_trust_ends_with_the_password(name: str) -> None:
    succeed(name, HERE)
    user = users.get_by_name(name)
    users.change_password(user_id=user.pk, password="Another-One-1", by=_by(user))
    users.log_in(username=name, password="Another-One-1", source=ELSEWHERE)
    fail(name, HERE, times=throttle.OF_ACCOUNT)
    assert locked_for(name, HERE, "Another-One-1")


def test_a_success_forgets_what_failed_before(name: str) -> None:
    for _ in range(3):
        fail(name, times=throttle.OF_ACCOUNT - 1)
        forget_passwords()
        succeed(name)
    fail(name, times=throttle.OF_ACCOUNT - 1)
    succeed(name)  # remembered, and a login: it forgets as well
    fail(name, times=throttle.OF_ACCOUNT)


def test_failures_count_for_a_quarter_of_an_hour(name: str, clock: time_machine.Traveller) -> None:
    fail(name, times=throttle.OF_ACCOUNT - 1)
    clock.shift(throttle.WINDOW + timedelta(seconds=1))
    fail(name, times=throttle.OF_ACCOUNT)
    assert locked_for(name) == 900
    clock.shift(throttle.WINDOW - timedelta(milliseconds=1500))
    assert locked_for(name) == 2
    clock.shift(timedelta(seconds=2))
    fail(name, times=throttle.OF_ACCOUNT)
    locked_for(name)


def test_a_place_locks_after_a_hundred_whatever_the_accounts(name: str, root: User) -> None:
    for number in range(throttle.OF_PLACE):
        users.record_failure(name=f"{name}-{number}", credential=Credential.PASSWORD, source=HERE)
    locked_for(f"{name}-new")
    locked_for(name)
    succeed(name, ELSEWHERE)


def test_ones_own_success_does_not_free_the_place(name: str) -> None:
    for number in range(throttle.OF_PLACE - 1):
        users.record_failure(name=f"{name}-{number}", credential=Credential.PASSWORD, source=HERE)
    succeed(name)
    fail(f"{name}-new")
    locked_for(f"{name}-newer")


@pytest.mark.parametrize("address", ["127.0.0.1", "127.3.2.1", "::1", ""])
def test_this_machine_is_no_place_that_locks_everybody_out(name: str, address: str) -> None:
    here = Source(address)
    for number in range(throttle.OF_PLACE):
        users.record_failure(name=f"{name}-{number}", credential=Credential.PASSWORD, source=here)
    succeed(name, here)
    fail(f"{name}-x", here, times=throttle.OF_ACCOUNT)
    locked_for(f"{name}-x", here)


def test_a_network_of_ipv6_is_one_place(name: str) -> None:
    for number in range(throttle.OF_ACCOUNT):
        fail(name, Source(f"2001:db8::{number:x}"))
    locked_for(name, Source("2001:db8::ffff"))
    succeed(name, Source("2001:db8:0:1::1"))


@pytest.mark.parametrize("credential", [Credential.ROBOT_SECRET, Credential.PERSONAL_TOKEN])
def test_robots_and_tokens_lock_nobody_out(name: str, credential: Credential) -> None:
    for _ in range(throttle.OF_PLACE + 1):
        users.record_failure(name=name, credential=credential, source=HERE)
    succeed(name)


@pytest.mark.parametrize("credential", [Credential.ROBOT_SECRET, Credential.PASSWORD])
def test_do_09_failures_beyond_the_last_that_counts_are_not_written_down(
    name: str, credential: Credential
) -> None:
    for _ in range(3 * throttle.OF_ACCOUNT):
        users.record_failure(name=name, credential=credential, source=HERE)
    rows = AuditLog.objects.filter(resource=name, operation="login", succeeded=False)
    details = [row.details for row in rows.order_by("pk")]
    what = "locked_minutes" if credential is Credential.PASSWORD else "unrecorded_minutes"
    assert details == [{}] * (throttle.OF_ACCOUNT - 1) + [{what: 15}]


def test_do_09_what_is_locked_leaves_no_row(name: str) -> None:
    fail(name, times=throttle.OF_ACCOUNT)
    rows = AuditLog.objects.count()
    for _ in range(20):
        locked_for(name)
    assert AuditLog.objects.count() == rows


def test_an_old_password_cannot_be_guessed_in_an_open_browser(name: str, hashed: list[str]) -> None:
    user = users.get_by_name(name)
    new = "Another-One-1"

    def guess(old: str) -> None:
        users.change_password(user_id=user.pk, password=new, old=old, by=_by(user))

    for _ in range(throttle.OF_ACCOUNT):
        with pytest.raises(PasswordWrong):
            guess(WRONG)
    hashed.clear()
    with pytest.raises(LoginLocked):
        guess(PASSWORD)
    assert hashed == []


def _by(user: User) -> Caller:
    return Caller(of_user(user), Credential.SESSION, HERE)


def statements(do: Callable[[], object], table: str = "loginfailure") -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        do()
    return [one["sql"].split()[0] for one in asked if table in one["sql"]]


def test_a_failure_costs_one_select_and_one_upsert(name: str) -> None:
    for _ in range(2):
        assert statements(lambda: fail(name)) == ["SELECT", "INSERT"]
    forget_passwords()
    assert statements(lambda: succeed(name)) == ["SELECT", "DELETE"]


def test_a_remembered_password_costs_nothing_after_the_first_time(name: str) -> None:
    succeed(name)

    def recall(source: Source) -> None:
        assert users.recall(username=name, password=PASSWORD, source=source)

    assert statements(lambda: recall(HERE)) == []
    assert statements(lambda: recall(ELSEWHERE)) == ["SELECT"]
    assert statements(lambda: recall(ELSEWHERE)) == []


def test_what_is_stored_tells_neither_name_nor_address(name: str) -> None:
    fail(name)
    stored = repr(list(LoginFailure.objects.values()))
    assert name not in stored
    assert HERE.address not in stored


@pytest.mark.parametrize("strange", ["", "nul\0", "\N{SNOWMAN}", "x" * 100_000, "a of b", "'; --"])
def test_any_name_is_counted(name: str, strange: str) -> None:
    fail(strange, times=throttle.OF_ACCOUNT)
    locked_for(strange)
    succeed(name)


def test_the_sweep_takes_what_counts_no_more(name: str, clock: time_machine.Traveller) -> None:
    fail(name)
    clock.shift(throttle.WINDOW / 2)
    fail(f"{name}-later", ELSEWHERE)
    clock.shift(throttle.WINDOW / 2 + timedelta(seconds=1))
    taken = [throttle.sweep(now=timezone.now(), at_most=1) for _ in range(3)]
    assert taken == [1, 1, 0]
    assert LoginFailure.objects.count() == 2


def test_trust_is_bounded(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(throttle, "TRUSTED_AT_MOST", 10)
    monkeypatch.setattr(throttle, "_trusted", type(throttle._trusted)())
    for number in range(30):
        throttle.trust(name=name, address=f"192.0.2.{number}", epoch=1)
    assert len(throttle._trusted) == 10
