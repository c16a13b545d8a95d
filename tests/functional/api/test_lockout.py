"""Guessing passwords comes to an end, and keeps nobody else out (AN-05)."""

import itertools
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, Self

import httpx
import pytest

from accounts import throttle
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.connection import connection
from tests.support.console import Browser, a_server_behind_a_proxy
from tests.support.people import Person
from tests.support.postgresql import database_of
from tests.support.registry import RegistryClient, an_image
from tests.support.server import ADMIN, Server
from tests.support.wire import SERVICE, TOKEN_PATH

TRIES, AT_ONCE = 1000, 32
IN_FLIGHT = 2 * (8 + 4)
"""Threads of two processes that look at passwords: each may have one in hand at the last failure
that counts. More can never be looked at, however many are sent.
"""
_hosts = itertools.count(1)


@pytest.fixture(scope="module")
def front(request: pytest.FixtureRequest) -> Iterator[Server]:
    with a_server_behind_a_proxy(database_of(request)) as server:
        yield server


@pytest.fixture(scope="module")
def within(front: Server) -> Iterator[Inside]:
    with Inside(front) as shell:
        yield shell


@pytest.fixture(scope="module")
def manager(front: Server) -> Iterator[ApiClient]:
    client = ApiClient(front.base_url, (ADMIN, front.admin_password))
    yield client
    client.close()


@pytest.fixture
def person(manager: ApiClient) -> Person:
    person = Person(f"user-{uuid.uuid4().hex[:10]}", f"Knows-{uuid.uuid4().hex[:8]}A1")
    manager.create_user(*person)
    return person


@pytest.fixture
def place() -> dict[str, str]:
    """Give the headers of a client at an address of its own."""
    return {"X-Forwarded-For": f"192.0.2.{next(_hosts)}"}


def doors(base_url: str, place: dict[str, str], name: str, password: str) -> list[Any]:
    """Every way in, as functions of an open connection."""
    form = {"principal": name, "password": password}
    grant = {"grant_type": "password", "service": SERVICE, "username": name, "password": password}
    basic = httpx.BasicAuth(name, password)
    return [
        lambda http: http.post(f"{base_url}/c/login", data=form, headers=place),
        lambda http: http.get(f"{base_url}/api/v2.0/users/current", auth=basic, headers=place),
        lambda http: http.get(f"{base_url}/v2/", auth=basic, headers=place),
        lambda http: http.post(f"{base_url}{TOKEN_PATH}", data=grant, headers=place),
        lambda http: http.get(
            f"{base_url}{TOKEN_PATH}?service={SERVICE}", auth=basic, headers=place
        ),
    ]


def knock(front: Server, place: dict[str, str], name: str, password: str) -> list[httpx.Response]:
    """Try each door once."""
    with connection(front.base_url) as http:
        return [door(http) for door in doors(front.base_url, place, name, password)]


def lock(front: Server, place: dict[str, str], name: str) -> None:
    for _ in range(2):
        answers = knock(front, place, name, "Wrong-One-1")
        assert {answer.status_code for answer in answers} == {HTTPStatus.UNAUTHORIZED}


def is_locked(answer: httpx.Response) -> bool:
    if answer.status_code != HTTPStatus.TOO_MANY_REQUESTS:
        return False
    assert 1 <= int(answer.headers["Retry-After"]) <= 900
    (error,) = answer.json()["errors"]
    assert error["code"] in ("TOO_MANY_REQUEST", "TOOMANYREQUESTS")
    assert "too many" in error["message"]
    return True


class Puller:
    """Somebody who pulls on and on, each time over a new connection."""

    def __init__(self, front: Server, manifest: str, login: tuple[str, str], address: str) -> None:
        self._url = f"{front.base_url}{manifest}"
        self._auth = httpx.BasicAuth(*login)
        self._headers = {"X-Forwarded-For": address}
        self._stop = threading.Event()
        self.statuses: Counter[int] = Counter()
        self.slowest = 0.0

    def pull(self, *_: object) -> int:
        with connection(self._url) as http:
            answer = http.get(self._url, auth=self._auth, headers=self._headers)
        return int(answer.status_code)

    def get_known(self) -> None:
        """Have every process check the password once."""
        with ThreadPoolExecutor(8) as pool:
            while set(pool.map(self.pull, range(32))) != {HTTPStatus.OK}:
                time.sleep(0.1)

    def go_on(self) -> None:
        while not self._stop.is_set():
            began = time.monotonic()
            self.statuses[self.pull()] += 1
            self.slowest = max(self.slowest, time.monotonic() - began)

    def __enter__(self) -> Self:
        self.get_known()
        self._thread = threading.Thread(target=self.go_on)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()


@pytest.fixture
def manifest(front: Server, manager: ApiClient, person: Person) -> str:
    """Give the path of a manifest in a project that the person may pull from."""
    project = f"project-{uuid.uuid4().hex[:10]}"
    manager.create_project(project)
    manager.add_member(project, person.username, "developer")
    registry = RegistryClient(front.base_url)
    registry.as_(ADMIN, front.admin_password).push(f"{project}/app:1", an_image([b"layer"]))
    registry.close()
    return f"/v2/{project}/app/manifests/1"


def guess(front: Server, place: dict[str, str], name: str) -> list[httpx.Response]:
    """Try a thousand passwords, many at once and by every door."""

    def one(number: int) -> httpx.Response:
        tries = doors(front.base_url, place, name, f"Wrong-{number}")
        with connection(front.base_url) as http:
            answer: httpx.Response = tries[number % len(tries)](http)
        return answer

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(TRIES)))


def test_an_05_a_thousand_guesses_stop_at_ten_and_stop_nobody(
    front: Server,
    manager: ApiClient,
    within: Inside,
    person: Person,
    place: dict[str, str],
    manifest: str,
) -> None:
    body = {"name": "ci", "scope": "read"}
    token = manager.as_(*person).post("/users/current/tokens", json=body).json()["token"]
    user = Puller(front, manifest, person, "198.51.100.1")
    program = Puller(front, manifest, (person.username, token), "198.51.100.2")
    with user, program:
        answers = guess(front, place, person.username)
    looked_at = [answer for answer in answers if not is_locked(answer)]
    assert {answer.status_code for answer in looked_at} == {HTTPStatus.UNAUTHORIZED}
    assert throttle.OF_ACCOUNT <= len(looked_at) <= throttle.OF_ACCOUNT + IN_FLIGHT
    for one in (user, program):
        assert set(one.statuses) == {HTTPStatus.OK}
        assert one.statuses.total() >= 5
        assert one.slowest < 5
    rows = within.audit(resource=person.username, operation="login", succeeded=False)
    assert len(rows) == throttle.OF_ACCOUNT
    locks = [row["details"] for row in rows if row["details"] not in ("{}", {})]
    assert locks in ([{"locked_minutes": 15}], ['{"locked_minutes": 15}'])


@pytest.mark.parametrize("who", ["known", "unknown"])
def test_an_03_whoever_is_locked_looks_the_same(
    front: Server, person: Person, place: dict[str, str], who: str
) -> None:
    name = person.username if who == "known" else f"nobody-{uuid.uuid4().hex}"
    lock(front, place, name)
    for password in ("Wrong-One-1", person.password, ""):
        assert all(map(is_locked, knock(front, place, name, password)))


def test_an_05_the_real_user_gets_in_from_elsewhere_meanwhile(
    front: Server, person: Person, place: dict[str, str]
) -> None:
    lock(front, place, person.username)
    elsewhere = {"X-Forwarded-For": "198.51.100.77"}
    answers = knock(front, elsewhere, *person)
    assert {answer.status_code for answer in answers} == {HTTPStatus.OK}
    assert all(map(is_locked, knock(front, place, *person)))


def test_an_05_tokens_and_sessions_go_on_at_the_same_place(
    front: Server, manager: ApiClient, person: Person, place: dict[str, str]
) -> None:
    body = {"name": "ci", "scope": "read"}
    made = manager.as_(*person).post("/users/current/tokens", json=body).json()
    with Browser(front.base_url, place) as browser:
        browser.login(*person)
        lock(front, place, person.username)
        assert browser.api("GET", "/users/current").status_code == HTTPStatus.OK
    with connection(front.base_url) as http:
        for door in doors(front.base_url, place, person.username, made["token"])[1:]:
            assert door(http).status_code == HTTPStatus.OK


def test_an_05_a_success_starts_the_count_anew(
    front: Server, person: Person, place: dict[str, str]
) -> None:
    with Browser(front.base_url, place) as browser:
        for password in ["Wrong-One-1"] * (throttle.OF_ACCOUNT - 1) + [person.password]:
            answer = browser.try_login(person.username, password)
        assert answer.status_code == HTTPStatus.OK
        for _ in range(2):
            answer = browser.try_login(person.username, "Wrong-One-1")
            assert answer.status_code == HTTPStatus.UNAUTHORIZED


def test_an_05_a_lock_ends_by_itself(
    front: Server, within: Inside, person: Person, place: dict[str, str]
) -> None:
    lock(front, place, person.username)
    within.run(
        "from datetime import timedelta\n"
        "from django.db.models import F\n"
        "from accounts.models import LoginFailure\n"
        "ago = timedelta(minutes=15)\n"
        "LoginFailure.objects.update(first_at=F('first_at') - ago, last_at=F('last_at') - ago)"
    )
    with Browser(front.base_url, place) as browser:
        browser.login(*person)


def test_an_05_an_address_is_one_however_many_proxies_it_makes_up(
    front: Server, person: Person, place: dict[str, str]
) -> None:
    for number in range(throttle.OF_ACCOUNT):
        told = {"X-Forwarded-For": f"203.0.113.{number}, {place['X-Forwarded-For']}"}
        with Browser(front.base_url, told) as browser:
            answer = browser.try_login(person.username, "Wrong-One-1")
            assert answer.status_code == HTTPStatus.UNAUTHORIZED
    with Browser(front.base_url, place) as browser:
        assert is_locked(browser.try_login(*person))


def test_wb_08_a_session_is_known_to_every_process(front: Server, person: Person) -> None:
    with Browser(front.base_url) as browser:
        browser.login(*person)
        for _ in range(20):
            with Browser(front.base_url) as tab:  # a connection of its own
                tab.cookie = browser.cookie
                assert tab.api("GET", "/users/current").status_code == HTTPStatus.OK
                assert tab.csrf == browser.csrf


def test_wb_08_a_session_outlives_a_restart(front: Server, person: Person) -> None:
    with Browser(front.base_url) as browser:
        browser.login(*person)
        csrf = browser.csrf
    front.kill_web()
    front.wait_healthy()
    with Browser(front.base_url) as tab:
        tab.cookie = browser.cookie
        assert tab.api("GET", "/users/current").status_code == HTTPStatus.OK
        assert tab.csrf == csrf
