"""A hash for every try, few at once, and none twice for what is known to be right."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import make_password

from accounts import passwords, users
from accounts.errors import CredentialsInvalid, LoginBusy, PasswordWeak
from accounts.principals import SYSTEM_CALLER, Source

RIGHT, WRONG = "Right-Password-1", "Wrong-Password-1"
WAIT = 10


class Verifier:
    """Stands at the place of `verify`: counts, and can hold callers up or answer by itself."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.now = self.most = 0
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Semaphore(0)
        self._real = passwords.verify
        self._mutex = threading.Lock()

    def __call__(self, password: str, encoded: str) -> bool:
        with self._mutex:
            self.calls.append(password)
            self.now += 1
            self.most = max(self.most, self.now)
        self.entered.release()
        try:
            assert self.gate.wait(WAIT)
            return self._real(password, encoded)
        finally:
            with self._mutex:
                self.now -= 1


@pytest.fixture
def verifier(monkeypatch: pytest.MonkeyPatch) -> Verifier:
    found = Verifier()
    monkeypatch.setattr(passwords, "verify", found)
    return found


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    remembered = passwords._remembered.copy()
    passwords._remembered.clear()
    passwords._unknown_hash()  # made at the first question for a name nobody has
    yield
    passwords._remembered.clear()
    passwords._remembered.update(remembered)


@pytest.fixture(scope="module")
def stored() -> str:
    return make_password(RIGHT, hasher=passwords.Hasher())


def test_what_a_guess_costs_is_what_rfc_9106_recommends(stored: str) -> None:
    assert stored.startswith("argon2$argon2id$v=19$m=65536,t=3,p=4$")


# The rule


@pytest.mark.parametrize(
    "default", [*sorted(passwords.PUBLISHED_DEFAULTS), "Harbor12345", "HARBOR12345x"[:11]]
)
def test_an_02_published_defaults_are_refused_in_any_letters(default: str) -> None:
    for text in (default, default.upper(), default.lower(), default.title(), default.swapcase()):
        with pytest.raises(PasswordWeak):
            passwords.require_strong(text)


@pytest.mark.parametrize(
    "weak",
    ["", "Aa1", "Aa1Aa1A", "aaaaaaa1", "AAAAAAA1", "Aaaaaaaa", "12345678", "Aa1" * 43, "Aa1aaaa\0"],
)
def test_weak_passwords_are_refused(weak: str) -> None:
    with pytest.raises(PasswordWeak):
        passwords.require_strong(weak)


@pytest.mark.parametrize(
    "strong", ["Aa1aaaaa", "Aa1" + "a" * 125, "Ünï1 cödé", "Aa1 \N{SNOWMAN}xxx"]
)
def test_strong_passwords_are_taken(strong: str) -> None:
    passwords.require_strong(strong)


def test_random_passwords_meet_the_rule_and_differ() -> None:
    made = {passwords.random_password() for _ in range(100)}
    assert len(made) == 100
    for password in made:
        passwords.require_strong(password)


def test_the_hash_is_memory_hard(stored: str) -> None:
    assert stored.startswith("argon2$argon2id$")
    assert "m=65536" in stored
    assert RIGHT not in stored


# AN-03


@pytest.fixture
def authenticate(db: None) -> Callable[..., None]:
    def try_to(username: str, password: str) -> None:
        with pytest.raises(CredentialsInvalid):
            users.authenticate(username=username, password=password, source=Source())

    return try_to


@pytest.mark.parametrize(
    "who", ["unknown", "wrong password", "disabled", "deleted", "unusable password", "empty"]
)
def test_an_03_one_hash_is_computed_for_everybody_who_is_refused(
    authenticate: Callable[..., None], verifier: Verifier, who: str
) -> None:
    user = users.create(
        username="known", email="known@example.com", password=RIGHT, by=SYSTEM_CALLER
    )
    name, password = "known", RIGHT
    if who == "unknown":
        name = "nobody"
    elif who == "wrong password":
        password = WRONG
    elif who == "empty":
        password = ""
    elif who == "disabled":
        users.set_active(user_id=user.pk, is_active=False, by=SYSTEM_CALLER)
    elif who == "deleted":
        users.delete(user_id=user.pk, by=SYSTEM_CALLER)
    else:
        user.set_unusable_password()
        user.save()
    for attempt in range(1, 4):
        authenticate(name, password)
        extra = attempt if who == "unusable password" else 0  # verify calls itself for these
        assert len(verifier.calls) == attempt + extra


def test_an_03_a_disabled_user_is_refused_although_the_password_is_remembered(
    authenticate: Callable[..., None], verifier: Verifier
) -> None:
    user = users.create(
        username="known", email="known@example.com", password=RIGHT, by=SYSTEM_CALLER
    )
    users.authenticate(username="known", password=RIGHT, source=Source())
    users.set_active(user_id=user.pk, is_active=False, by=SYSTEM_CALLER)
    authenticate("known", RIGHT)
    assert len(verifier.calls) == 2


def test_an_unusable_password_never_matches(verifier: Verifier) -> None:
    assert not passwords.matches(RIGHT, make_password(None))
    assert not passwords.matches("!", "!")
    assert verifier.calls


# What is remembered


def test_a_right_password_is_computed_once(verifier: Verifier, stored: str) -> None:
    assert not passwords.is_remembered(RIGHT, stored)
    for _ in range(5):
        assert passwords.matches(RIGHT, stored)
    assert verifier.calls == [RIGHT]
    assert passwords.is_remembered(RIGHT, stored)


def test_a_wrong_password_is_computed_each_time_and_never_remembered(
    verifier: Verifier, stored: str
) -> None:
    for _ in range(3):
        assert not passwords.matches(WRONG, stored)
    assert verifier.calls == [WRONG] * 3
    assert not passwords.is_remembered(WRONG, stored)


def test_an_unknown_user_is_never_remembered(verifier: Verifier) -> None:
    for _ in range(3):
        assert not passwords.matches(RIGHT, None)
    assert verifier.calls == [RIGHT] * 3


def test_a_changed_password_counts_at_once(verifier: Verifier, stored: str) -> None:
    assert passwords.matches(RIGHT, stored)
    changed = make_password(WRONG, hasher=passwords.Hasher())
    assert not passwords.matches(RIGHT, changed)
    assert passwords.matches(WRONG, changed)
    assert verifier.calls == [RIGHT, RIGHT, WRONG]


def test_the_same_password_of_another_user_is_computed_again(
    verifier: Verifier, stored: str
) -> None:
    assert passwords.matches(RIGHT, stored)
    other = make_password(RIGHT, hasher=passwords.Hasher())
    assert passwords.matches(RIGHT, other)
    assert verifier.calls == [RIGHT, RIGHT]


def test_what_is_remembered_is_bounded_and_holds_no_password(
    monkeypatch: pytest.MonkeyPatch, stored: str
) -> None:
    monkeypatch.setattr(passwords, "verify", lambda *_: True)
    monkeypatch.setattr(passwords, "REMEMBERED_AT_MOST", 10)
    for number in range(30):
        assert passwords.matches(f"{RIGHT}{number}", stored)
    assert len(passwords._remembered) == 10
    assert passwords.is_remembered(f"{RIGHT}29", stored)
    assert not passwords.is_remembered(f"{RIGHT}0", stored)
    assert not any(RIGHT.encode() in key for key in passwords._remembered)


# Many at once


def at_once(count: int, ask: Callable[[int], bool]) -> list[bool | type[BaseException]]:
    """Ask from *count* threads together; errors come back as their classes."""

    def safely(number: int) -> bool | type[BaseException]:
        barrier.wait(WAIT)
        try:
            return ask(number)
        except LoginBusy as error:
            return type(error)

    barrier = threading.Barrier(count)
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(safely, range(count)))


def test_twenty_threads_with_one_password_compute_it_once(
    verifier: Verifier, stored: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "WAITING_AT_MOST", 100)
    assert at_once(20, lambda _: passwords.matches(RIGHT, stored)) == [True] * 20
    assert verifier.calls == [RIGHT]


def test_no_more_hashes_are_computed_together_than_there_are_cores(
    verifier: Verifier, stored: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "WAITING_AT_MOST", 100)
    answers = at_once(12, lambda number: passwords.matches(f"{WRONG}{number}", stored))
    assert answers == [False] * 12
    assert len(verifier.calls) == 12
    assert verifier.most <= passwords.HASHES_AT_ONCE


def test_who_comes_when_too_many_wait_is_told_to_come_again(
    verifier: Verifier, stored: str
) -> None:
    room = passwords.WAITING_AT_MOST + passwords.HASHES_AT_ONCE
    verifier.gate.clear()
    with ThreadPoolExecutor(room) as pool:
        asked = [
            pool.submit(passwords.matches, f"{WRONG}{number}", stored) for number in range(room)
        ]
        for _ in range(passwords.HASHES_AT_ONCE):
            assert verifier.entered.acquire(timeout=WAIT)
        deadline = threading.Event()
        while sum(count for _, count in passwords._queue.values()) < room:
            assert not deadline.wait(0.01)
        for _ in range(3):
            with pytest.raises(LoginBusy):
                passwords.matches(RIGHT, stored)
        assert verifier.now == passwords.HASHES_AT_ONCE
        verifier.gate.set()
        assert [one.result(WAIT) for one in asked] == [False] * room
    assert passwords.matches(RIGHT, stored)
    assert not passwords._queue


def test_who_is_remembered_gets_in_however_many_wait(verifier: Verifier, stored: str) -> None:
    assert passwords.matches(RIGHT, stored)
    room = passwords.WAITING_AT_MOST + passwords.HASHES_AT_ONCE
    verifier.gate.clear()
    with ThreadPoolExecutor(room) as pool:
        for number in range(room):
            pool.submit(passwords.matches, f"{WRONG}{number}", stored)
        try:
            assert passwords.matches(RIGHT, stored)
        finally:
            verifier.gate.set()


def test_an_error_in_a_check_lets_the_next_one_in(
    monkeypatch: pytest.MonkeyPatch, stored: str
) -> None:
    def broken(password: str, encoded: str) -> bool:
        raise OSError("out of memory")

    with monkeypatch.context() as patch:
        patch.setattr(passwords, "verify", broken)
        for _ in range(passwords.HASHES_AT_ONCE + passwords.WAITING_AT_MOST + 1):
            with pytest.raises(OSError, match="out of memory"):
                passwords.matches(RIGHT, stored)
    assert not passwords._queue
    assert passwords.matches(RIGHT, stored)
