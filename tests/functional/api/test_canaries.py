"""Secrets are where they belong and nowhere else: each is a canary, looked for everywhere.

A server of its own is given, told and asked for every secret there is, in the right places and in
wrong ones; then its log, rows, files, answers, exports and arguments are searched for them.
"""

import uuid
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.functional.api import canaries as birds
from tests.functional.api.canaries import Canaries
from tests.functional.api.redis_server import Redis
from tests.functional.matrix import routes
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.console import CSRF, Browser
from tests.support.people import Person
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient, an_image
from tests.support.server import ADMIN, Server

PROJECT = "canaries"
ROOT = "/api/v2.0"
WIRE_NAME = f"{PROJECT}/app"
FIELDS = (
    "password", "new_password", "old_password", "secret", "token", "access_token", "refresh_token",
    "authorization", "cookie", "api_key", "private_key", "credential", "passphrase",
)  # fmt: skip


class Scene:
    """One server, all that it answered, and the secrets that it knows."""

    def __init__(self, server: Server, redis: Redis, inside: Inside, canaries: Canaries) -> None:
        self.server, self.redis, self.inside, self.canaries = server, redis, inside, canaries
        self.admin = Person(ADMIN, server.admin_password)
        self.answers: list[httpx.Response] = []
        self.in_redis = b""
        self.user_id = self.robot_id = self.token_id = 0
        self._api, self._registry = ApiClient(server.base_url), RegistryClient(server.base_url)
        for client in (self._api, self._registry):
            client._http.event_hooks["response"].append(self._keep)

    def close(self) -> None:
        self._api.close()
        self._registry.close()

    def api(self, login: tuple[str, str]) -> ApiClient:
        return self._api.as_(*login)

    def registry(self) -> RegistryClient:
        return self._registry.bare()

    def _keep(self, answer: httpx.Response) -> None:
        answer.read()
        self.answers.append(answer)

    def handed(self, name: str, secret: str, answer: httpx.Response) -> str:
        """Take a secret that an answer gave on purpose, to whom it is for."""
        assert secret in answer.text or secret in str(answer.headers)
        if answer in self.answers:
            self.answers.remove(answer)
        return self.canaries.add(name, secret)

    def told(self) -> Iterator[tuple[str, bytes]]:
        """Give all answers; a link to the next page repeats its own request's query, and may."""
        for answer in self.answers:
            asked = f"answer {answer.status_code} to {answer.request.method} {answer.url.path}"
            pairs = [pair for pair in answer.headers.multi_items() if pair[0] != "link"]
            head = "\n".join(f"{name}: {value}" for name, value in pairs)
            yield asked, head.encode() + b"\n" + answer.content


@pytest.fixture(scope="module")
def scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    """Give the server after all of it has happened."""
    canaries = Canaries()
    more: dict[str, Any] = {}
    for name in ("admin_password", "secret_key"):
        more[name] = canaries.make(name)
    if request.config.getoption("--database") == "postgresql":
        more["database_url"] = url = request.getfixturevalue("postgres").create_database()
        canaries.add("password of the database", f"{urlsplit(url).password}@")
    with (
        Redis(canaries.make("password of Redis")) as redis,
        Server(redis_url=redis.url, **more) as server,
        Inside(server) as inside,
        closing(Scene(server, redis, inside, canaries)) as found,
    ):
        _live(found)
        yield found


def _live(scene: Scene) -> None:
    require(
        scene.api(scene.admin).post("/projects", json={"project_name": PROJECT}),
        HTTPStatus.CREATED,
    )
    _passwords(scene)
    _robots(scene)
    _tokens(scene)
    _sessions(scene)
    _guesses(scene)
    _every_route(scene)
    _faults(scene)
    scene.in_redis = scene.redis.dump()
    position = scene.server.log.stat().st_size
    scene.redis.stop()  # what cannot reach it says so in the log
    wait_until(
        lambda: b"redis" in scene.server.log.read_bytes()[position:].lower(),
        what="the worker misses Redis",
        within=30,
    )


def _passwords(scene: Scene) -> None:
    """Chosen, changed, reset, guessed, and refused for what they are."""
    make, admin = scene.canaries.make, scene.api(scene.admin)
    first, second, third = (make(f"password {number}") for number in range(3))
    scene.user_id = admin.create_user("petra", first)
    admin.add_member(PROJECT, "petra", "projectAdmin")
    path = f"/users/{scene.user_id}/password"
    mine = scene.api(("petra", first))
    wrong = {"old_password": make("wrong old password"), "new_password": second}
    assert mine.put(path, json=wrong).status_code == HTTPStatus.FORBIDDEN
    right = {"old_password": first, "new_password": second}
    assert mine.put(path, json=right).status_code == HTTPStatus.OK
    assert admin.put(path, json={"new_password": third}).status_code == HTTPStatus.OK
    weak = make("weak password").lower()
    for body in (
        {"new_password": scene.canaries.add("weak password", weak)},
        {"new_password": [make("password in a list")]},
        {"new_password": {"value": make("password in an object")}},
        {"password": make("password under another name")},
        make("password instead of an object"),
    ):
        assert admin.put(path, json=body).status_code >= HTTPStatus.BAD_REQUEST
    for text in (f'{{"new_password": "{make("broken body")}', f"\x00{make('no JSON')}"):
        headers = {"Content-Type": "application/json"}
        answer = admin.put(path, content=text, headers=headers)
        assert answer.status_code == HTTPStatus.BAD_REQUEST
    user = {"username": "petra", "email": "p@example.com", "password": make("taken user")}
    assert admin.post("/users", json=user).status_code == HTTPStatus.CONFLICT


def _robots(scene: Scene) -> None:
    make, admin = scene.canaries.make, scene.api(scene.admin)
    access = [{"resource": "repository", "action": "pull"}]
    body = {
        "name": "ci",
        "level": "project",
        "duration": -1,
        "secret": make("secret that nobody asked for"),
        "permissions": [{"kind": "project", "namespace": PROJECT, "access": access}],
    }
    made = require(admin.post("/robots", json=body), HTTPStatus.CREATED)
    scene.robot_id = made.json()["id"]
    path = f"/robots/{scene.robot_id}"
    scene.handed("secret of a robot", made.json()["secret"], made)
    renewed = require(admin.request("PATCH", path, json={}), HTTPStatus.OK)
    scene.handed("second secret of a robot", renewed.json()["secret"], renewed)
    chosen = make("chosen secret of a robot") + make("chosen secret of a robot")
    assert admin.request("PATCH", path, json={"secret": chosen}).status_code == HTTPStatus.OK
    assert scene.api((made.json()["name"], chosen)).get("/projects").status_code == HTTPStatus.OK
    for wrong in ("x" * 500 + make("long secret"), make("weak secret").lower(), [make("list")]):
        answer = admin.request("PATCH", path, json={"secret": wrong})
        assert answer.status_code == HTTPStatus.BAD_REQUEST
    guess = scene.api((made.json()["name"], make("guessed secret of a robot")))
    assert guess.get("/projects").status_code == HTTPStatus.UNAUTHORIZED


def _tokens(scene: Scene) -> None:
    """Personal ones, those of the registry, and what `docker login` keeps."""
    admin, registry = scene.api(scene.admin), scene.registry()
    body = {"name": "ci", "scope": "full", "token": scene.canaries.make("token of one's own")}
    made = require(admin.post("/users/current/tokens", json=body), HTTPStatus.CREATED)
    text = scene.handed("personal token", made.json()["token"], made)
    scene.token_id = made.json()["id"]
    mine = registry.basic(ADMIN, text)
    bearer = mine.ask_token([f"repository:{WIRE_NAME}:pull,push"])
    scene.handed("registry token", bearer.json()["token"], bearer)
    pushed = registry.bearer(bearer.json()["token"])
    pushed.push(f"{WIRE_NAME}:1", an_image([uuid.uuid4().bytes]))
    pushed.pull(f"{WIRE_NAME}:1")
    offline = registry.basic(*scene.admin).ask_token((), offline_token="true")
    scene.handed("another registry token", offline.json()["token"], offline)
    refresh = scene.handed("refresh token", offline.json()["refresh_token"], offline)
    grant = {"service": "harbor-registry", "grant_type": "refresh_token", "refresh_token": refresh}
    renewed = require(registry.request("POST", "/service/token", data=grant), HTTPStatus.OK)
    scene.handed("renewed registry token", renewed.json()["token"], renewed)


def _sessions(scene: Scene) -> None:
    with Browser(scene.server.base_url) as browser:
        assert browser.try_login(*scene.admin).status_code == HTTPStatus.OK
        answer = browser.api("GET", "/users/current")
        scene.canaries.add("cookie", browser.cookie.partition("=")[2])
        scene.canaries.add("token against forgery", answer.headers[CSRF])
        for forged in (scene.canaries.make("forged token"), ""):
            answer = browser.api("POST", "/projects", headers={CSRF: forged}, json={})
            assert answer.status_code == HTTPStatus.FORBIDDEN


def _guesses(scene: Scene) -> None:
    """Wrong secrets at every door."""
    make = scene.canaries.make
    registry, form = scene.registry(), {"service": "harbor-registry"}
    password = form | {"grant_type": "password", "username": ADMIN, "password": make("grant")}
    refresh = form | {"grant_type": "refresh_token", "refresh_token": make("no refresh token")}
    none = form | {"grant_type": make("no grant"), "password": make("no grant's password")}
    for fields in (password, refresh, none):
        answer = registry.request("POST", "/service/token", data=fields)
        assert HTTPStatus.BAD_REQUEST <= answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    wrong = registry.basic(ADMIN, make("wrong password"))
    assert wrong.ask_token(password=make("query")).status_code == HTTPStatus.UNAUTHORIZED
    assert wrong.request("GET", "/v2/").status_code == HTTPStatus.UNAUTHORIZED
    for header in (
        f"Bearer {make('no token')}",
        f"Basic {make('no Basic')}",
        f"Digest {make('no scheme')}",
        make("header without a scheme"),
    ):
        for path in ("/v2/", f"/v2/{WIRE_NAME}/tags/list", f"{ROOT}/users", "/service/token"):
            answer = registry.bare().request("GET", path, headers={"Authorization": header})
            assert answer.status_code in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED)
    with Browser(scene.server.base_url) as browser:
        browser.cookie = f"sid={make('no cookie')}"
        assert browser.api("GET", "/users").status_code == HTTPStatus.UNAUTHORIZED
        answer = browser.try_login(ADMIN, make("wrong password of a form"))
        assert answer.status_code == HTTPStatus.UNAUTHORIZED


def _every_route(scene: Scene) -> None:
    """Each operation, by who may and by who may not, with secrets where none belongs."""
    secret = scene.canaries.make("secret in the query and in the body of every route")
    query, body = dict.fromkeys(FIELDS, secret), dict.fromkeys(FIELDS, secret)
    names: dict[str, Any] = {
        "project": PROJECT, "repository": "app", "reference": "1", "tag": "1",
        "user_id": scene.user_id, "robot_id": scene.robot_id, "token_id": scene.token_id,
        "name": WIRE_NAME, "addition": "build_history", "key": "public", "upload": "0" * 32,
        "digest": f"sha256:{'0' * 64}",
    }  # fmt: skip
    callers: list[dict[str, Any]] = [
        {"auth": httpx.BasicAuth(*scene.admin)},
        {"auth": httpx.BasicAuth("nobody-knows", secret)},
        {"headers": {"Authorization": f"Bearer {secret}"}},
        {"headers": {"Cookie": f"sid={secret}", CSRF: secret}},
    ]
    http = scene.registry()
    tried = 0
    for operation in sorted({*routes.of_api(), *routes.of_wire()}):
        method, _, path = operation.partition(" ")
        mapping = _Names(names if method != "DELETE" else {"name": WIRE_NAME})
        for caller in callers:
            answer = http.request(
                method, path.format_map(mapping), params=query, json=body, **caller
            )
            assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, operation
            tried += 1
    assert tried > len(callers) * 90


class _Names(dict[str, Any]):
    """What fills a path; things without a name of theirs are not there."""

    def __missing__(self, name: str) -> int:
        return 999_999


_RENAME = "from django.db import connection\nconnection.cursor().execute(statement)"


def _faults(scene: Scene) -> None:
    """Secrets on their way while the database fails: what is logged then is the whole error."""
    make, registry = scene.canaries.make, scene.registry()
    for table in ("accounts_user", "accounts_personaltoken", "projects_robotsecret"):
        scene.inside.run(_RENAME, statement=f"ALTER TABLE {table} RENAME TO away")
        try:
            secret = make(f"secret without {table}")
            for login in ((ADMIN, secret), (ADMIN, f"hpat_{secret}"), ("robot$x+y", secret)):
                client = registry.basic(*login)
                for path in (
                    "/v2/",
                    f"/v2/{WIRE_NAME}/tags/list",
                    "/service/token",
                    f"{ROOT}/users",
                ):
                    client.request("GET", path, params={"service": "harbor-registry"})
                with Browser(scene.server.base_url) as browser:
                    browser.try_login(*login)
        finally:
            scene.inside.run(_RENAME, statement=f"ALTER TABLE away RENAME TO {table}")
    assert any(answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE for answer in scene.answers)
    assert b"Traceback" in scene.server.log.read_bytes()


def test_se_03_there_are_canaries_to_be_found(scene: Scene) -> None:
    """The search finds what is there: in the log, in a row, in base64, in hexadecimal digits."""
    assert len(scene.canaries) > 40
    some = scene.admin.password
    for text in (some, httpx.BasicAuth(*scene.admin)._auth_header, some.encode().hex()):
        for around in ("{}", '{{"a": "{}"}}', "x{}x"):
            assert scene.canaries.found_in([("here", around.format(text).encode())])
    assert len(scene.answers) > 400


def test_se_03_no_secret_is_in_the_log(scene: Scene) -> None:
    log = scene.server.log.read_bytes()
    assert b"/c/login" in log
    assert scene.canaries.found_in([("the log", log)]) == set()


def test_se_03_no_secret_is_in_redis(scene: Scene) -> None:
    assert b"harbor_py.celery.tick" in scene.in_redis or b"_kombu" in scene.in_redis
    assert scene.canaries.found_in([("Redis", scene.in_redis)]) == set()


def test_se_03_no_secret_is_in_an_answer(scene: Scene) -> None:
    assert scene.canaries.found_in(scene.told()) == set()


def test_se_03_no_secret_is_in_the_audit_log(scene: Scene) -> None:
    admin = scene.api(scene.admin)
    texts = []
    for path, query in (
        ("/audit/export", {"format": "csv"}),
        ("/audit/export", {"format": "ndjson"}),
        ("/auditlog-exts", {"page_size": "100"}),
        ("/audit/rows", {"page_size": "100"}),
    ):
        answer = require(admin.get(path, params=query), HTTPStatus.OK)
        texts.append((f"{path} {query}", answer.content))
    assert b"petra" in texts[0][1]
    assert scene.canaries.found_in(texts) == set()


def test_se_03_no_secret_is_in_an_argument_of_a_process(scene: Scene) -> None:
    assert scene.canaries.found_in(birds.arguments(scene.server)) == set()


def test_se_01_no_secret_is_in_the_database_or_in_a_file(scene: Scene) -> None:
    """A dump of it all is of no use to whoever has no key."""
    rows = list(birds.database(scene.inside))
    assert scene.canaries.found_in(rows) == set()
    assert scene.canaries.found_in(birds.files(scene.server.data_dir)) == set()


_PRIVATE_KEYS = """
from cryptography.hazmat.primitives import serialization as s
from projects import keys
key = keys.ring().signing
der = key.private_bytes(s.Encoding.DER, s.PrivateFormat.PKCS8, s.NoEncryption())
number = key.private_numbers().private_value.to_bytes(32, "big")
answer = {"key": der.hex(), "number of the key": number.hex()}
"""


def test_se_01_signing_keys_are_kept_encrypted(scene: Scene) -> None:
    private = Canaries()
    for name, digits in scene.inside.run(_PRIVATE_KEYS).items():
        private.add(name, bytes.fromhex(digits))
    places = [
        *birds.database(scene.inside),
        *birds.files(scene.server.data_dir),
        *scene.told(),
        ("the log", scene.server.log.read_bytes()),
    ]
    assert private.found_in(places) == set()


_HASHES = """
from accounts.models import PersonalToken, RefreshToken, Session, User
from projects.models import RobotSecret, SigningKey
answer = {
    "hash of a password": [hash for hash in User.objects.values_list("password", flat=True)],
    "hash of a personal token": list(PersonalToken.objects.values_list("token_hash", flat=True)),
    "hash of a refresh token": list(RefreshToken.objects.values_list("token_hash", flat=True)),
    "hash of a cookie": list(Session.objects.values_list("key_hash", flat=True)),
    "hash of a secret": list(RobotSecret.objects.values_list("secret_hash", flat=True)),
    "sealed key": [bytes(key.private_key).hex() for key in SigningKey.objects.all()],
}
"""


def test_se_02_no_answer_and_no_export_tells_a_hash(scene: Scene) -> None:
    hashes = Canaries()
    for name, values in scene.inside.run(_HASHES).items():
        assert values, name
        for value in values:
            hashes.add(name, value)
            salt, _, digest = value.rpartition("$")
            if salt:
                hashes.add(f"{name}, its end", digest)
    admin = scene.api(scene.admin)
    export = require(admin.get("/audit/export"), HTTPStatus.OK).content
    log = scene.server.log.read_bytes()
    assert hashes.found_in([*scene.told(), ("export", export)]) == set()
    assert hashes.found_in([("the log", log)]) == set()
