"""Keys that change while the registry works, that are damaged, and that are not the right ones."""

import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from typing import Any, Self

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.functional.api.test_robots import make, permission
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.connection import UnexpectedAnswer
from tests.support.postgresql import database_of
from tests.support.registry import RegistryClient, an_image
from tests.support.server import ADMIN, REPOSITORY_ROOT, Server

FRESH_SECONDS = 5.0
PUBLISHED_FIRST = 10.0
SLACK = 1.0
REPOSITORY = "library/rotated"
OTHER_SECRET = "another-secret-that-this-installation-never-had"


@pytest.fixture(scope="module")
def url(request: pytest.FixtureRequest) -> str | None:
    return database_of(request)


@pytest.fixture(scope="module")
def node(url: str | None) -> Iterator[Server]:
    """Give two web processes, which read the keys each for itself."""
    with Server(database_url=url, web_workers="2") as server:
        yield server


@pytest.fixture
def within(node: Server) -> Iterator[Inside]:
    with Inside(node) as shell:
        yield shell


@pytest.fixture
def client(node: Server) -> Iterator[RegistryClient]:
    with closing(RegistryClient(node.base_url)) as client:
        yield client.as_(ADMIN, node.admin_password)


def command(server: Server, *words: str, **env: str) -> tuple[int, str]:
    """Run a management command as an operator would; answers its status and all that it said."""
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        env={**server.environment, **env},
        cwd=REPOSITORY_ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def rotate(server: Server, *words: str, **env: str) -> str:
    """Make a new key and give its kid."""
    status, said = command(server, "rotate_key", *words, **env)
    assert status == 0, said
    return said.split()[2]


def kid_of(token: str) -> str:
    return str(jwt.get_unverified_header(token)["kid"])


def status_of(client: RegistryClient, token: str) -> int:
    path = f"/v2/{REPOSITORY}/manifests/1"
    return client.bearer(token).request("HEAD", path).status_code


class Load:
    """Clients that push and pull in a circle, each time with a new token."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._stopping = threading.Event()
        self.failures: list[str] = []
        self.kids: set[str] = set()
        self.rounds = 0
        self._threads = [threading.Thread(target=self._run) for _ in range(2)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive()

    def _run(self) -> None:
        with closing(RegistryClient(self._server.base_url)) as client:
            admin = client.as_(ADMIN, self._server.admin_password)
            while not self._stopping.is_set():
                try:
                    self._round(admin)
                except (UnexpectedAnswer, OSError) as failure:
                    self.failures.append(str(failure))
                time.sleep(0.05)

    def _round(self, admin: RegistryClient) -> None:
        token = admin.token(f"repository:{REPOSITORY}:pull,push")
        self.kids.add(kid_of(token))
        mine, tag = admin.bearer(token), f"{REPOSITORY}:{uuid.uuid4().hex}"
        image = an_image([uuid.uuid4().bytes])
        mine.push(tag, image)
        assert mine.pull(tag) == image
        self.rounds += 1


def test_se_05_a_rotation_under_load_fails_nobody(node: Server, client: RegistryClient) -> None:
    """Every process can read a key before it signs, and what the old one signed still counts."""
    client.push(f"{REPOSITORY}:1", an_image([b"layer"]))
    scope = f"repository:{REPOSITORY}:pull"
    before = client.token(scope)
    with Load(node) as load:
        new = rotate(node)
        time.sleep(PUBLISHED_FIRST + FRESH_SECONDS + SLACK)
        assert status_of(client, before) == HTTPStatus.OK
    assert load.failures == []
    assert load.rounds > 10
    assert load.kids == {kid_of(before), new}
    assert kid_of(client.token(scope)) == new


def test_se_05_a_key_that_ends_in_haste_fails_only_its_own_tokens(
    node: Server, client: RegistryClient
) -> None:
    """Its tokens are refused in every process within five seconds; new ones are to be had."""
    client.push(f"{REPOSITORY}:1", an_image([b"layer"]))
    scope = f"repository:{REPOSITORY}:pull"
    old = client.token(scope)
    assert status_of(client, old) == HTTPStatus.OK
    rotate(node, "--revoke", kid_of(old))
    time.sleep(FRESH_SECONDS + SLACK)
    for _ in range(10):
        with closing(RegistryClient(node.base_url)) as another:  # of either process
            assert status_of(another, old) == HTTPStatus.UNAUTHORIZED
            fresh = another.as_(ADMIN, node.admin_password).token(scope)
            assert kid_of(fresh) != kid_of(old)
            assert status_of(another, fresh) == HTTPStatus.OK


_ROTATE_NINE_TIMES = """
from accounts.principals import SYSTEM_CALLER
from projects import keys
answer = [keys.rotate(by=SYSTEM_CALLER) for _ in range(9)]
"""
_KEYS = """
from cryptography.hazmat.primitives import serialization as s
from projects import keys
from projects.models import SigningKey
answer = {}
for row in SigningKey.objects.filter(revoked_at=None):
    key = keys._decrypt(row.kid, bytes(row.private_key))
    pem = key.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption())
    answer[row.kid] = [pem.decode(), bytes(row.private_key).hex()]
"""
_WRITE = """
from projects.models import SigningKey
for kid, stored in rows.items():
    SigningKey.objects.filter(kid=kid).update(private_key=bytes.fromhex(stored))
"""


def _flipped(stored: str, place: int) -> str:
    damaged = bytearray.fromhex(stored)
    damaged[place] ^= 1
    return damaged.hex()


def _plain(pem: str) -> str:
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).hex()


def test_se_01_what_is_not_the_sealed_key_of_its_row_is_no_key(
    node: Server, client: RegistryClient, within: Inside
) -> None:
    """Changed, exchanged, cut, or in clear: no token of it counts, and the others go on."""
    client.push(f"{REPOSITORY}:1", an_image([b"layer"]))
    kids = within.run(_ROTATE_NINE_TIMES)
    time.sleep(PUBLISHED_FIRST + FRESH_SECONDS)
    token = client.token(f"repository:{REPOSITORY}:pull")
    claims = jwt.decode(token, options={"verify_signature": False})
    found: dict[str, Any] = within.run(_KEYS)
    (a, b, nonce, middle, tag, short, empty, plain, whole) = kids
    pems = {kid: found[kid][0] for kid in kids}
    sealed = {kid: found[kid][1] for kid in kids}
    ours = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    forged = {kid: _signed(claims, pems[kid], kid) for kid in kids}
    assert {status_of(client, token) for token in forged.values()} == {HTTPStatus.OK}
    damaged = {
        a: sealed[b],
        b: sealed[a],
        nonce: _flipped(sealed[nonce], 0),
        middle: _flipped(sealed[middle], 60),
        tag: _flipped(sealed[tag], -1),
        short: sealed[short][:10],
        empty: "",
        plain: _plain(ours.decode()),
    }
    within.run(_WRITE, rows=damaged)
    time.sleep(FRESH_SECONDS + SLACK)
    forged["attacker's"] = _signed(claims, ours.decode(), plain)
    refused = {kid for kid, token in forged.items() if status_of(client, token) == 401}
    assert refused == {*damaged, "attacker's"}
    assert status_of(client, forged[whole]) == HTTPStatus.OK
    fresh = client.token(f"repository:{REPOSITORY}:pull")
    assert kid_of(fresh) == whole
    assert status_of(client, fresh) == HTTPStatus.OK


def _signed(claims: dict[str, Any], pem: str, kid: str) -> str:
    named = {**claims, "jti": uuid.uuid4().hex}
    return jwt.encode(named, pem, algorithm="ES256", headers={"kid": kid})


def test_se_05_the_secret_is_not_dropped_while_keys_rest_on_it(
    node: Server, client: RegistryClient, url: str | None
) -> None:
    """Another one stops the start, and changes nothing; who lost it can go on without it."""
    with closing(ApiClient(node.base_url, (ADMIN, node.admin_password))) as api:
        robot = make(api, permission("library", "repository:pull"))
    client.push(f"{REPOSITORY}:1", an_image([b"layer"]))
    token = client.token(f"repository:{REPOSITORY}:pull")
    node.stop()
    for _ in range(2):
        status, said = command(node, "serve", HARBOR_SECRET_KEY=OTHER_SECRET)
        assert status != 0
        assert "HARBOR_SECRET_KEY" in said
        assert "rotate_key" in said
        assert "Traceback" not in said
        assert OTHER_SECRET not in said
    node.start()
    assert status_of(client, token) == HTTPStatus.OK
    secret = client.basic(robot["name"], robot["secret"])
    assert secret.request("GET", "/v2/").status_code == HTTPStatus.OK
    node.stop()
    rotate(node, HARBOR_SECRET_KEY=OTHER_SECRET)
    with (
        Server(node.data_dir, url, node.port, secret_key=OTHER_SECRET),
        closing(RegistryClient(node.base_url)) as other,
    ):
        assert status_of(other, token) == HTTPStatus.UNAUTHORIZED
        answer = other.basic(robot["name"], robot["secret"]).request("GET", "/v2/")
        assert answer.status_code == HTTPStatus.UNAUTHORIZED
        people = other.as_(ADMIN, node.admin_password)
        assert status_of(other, people.token(f"repository:{REPOSITORY}:pull")) == HTTPStatus.OK
