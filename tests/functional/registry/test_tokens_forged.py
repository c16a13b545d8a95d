"""Tokens that the server never issued (TK-01, TK-03, TK-08)."""

import base64
import hashlib
import hmac
import json
import time
from http import HTTPStatus
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.functional.registry.answers import ask
from tests.functional.registry.forge import Forge, now
from tests.support import raw
from tests.support.people import People
from tests.support.registry import RegistryClient, an_image, assert_error, challenge_of
from tests.support.server import Server

FAST = 0.1
"""Seconds; the case says 20 ms, this leaves room for a busy machine."""


def b64(data: bytes | object) -> str:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@pytest.fixture(scope="module")
def repository(dora: RegistryClient, home: People) -> str:
    name = f"{home.project}/forged"
    dora.push(f"{name}:1", an_image())
    return name


@pytest.fixture
def genuine(dora: RegistryClient, repository: str) -> str:
    return dora.token(f"repository:{repository}:pull,push")


def assert_refused(client: RegistryClient, repository: str, token: str) -> None:
    """Try the token everywhere; each time the answer is a challenge, and quick."""
    bearer = client.bearer(token)
    for method, path in (
        ("GET", "/v2/"),
        ("GET", f"/v2/{repository}/manifests/1"),
        ("POST", f"/v2/{repository}/blobs/uploads/"),
    ):
        quickest = float("inf")
        for _ in range(4):  # a busy machine may be slow now and then
            began = time.perf_counter()
            answer = bearer.request(method, path)
            quickest = min(quickest, time.perf_counter() - began)
            assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
            challenge = challenge_of(answer)
            assert challenge["error"] == "invalid_token"
            assert challenge["realm"]
            if quickest < FAST:
                break
        assert quickest < FAST


def assert_accepted(client: RegistryClient, repository: str, token: str) -> None:
    bearer = client.bearer(token)
    assert bearer.request("GET", f"/v2/{repository}/manifests/1").status_code == HTTPStatus.OK
    answer = bearer.request("POST", f"/v2/{repository}/blobs/uploads/")
    assert answer.status_code == HTTPStatus.ACCEPTED


def test_tk_01_what_the_forge_signs_with_the_servers_key_is_taken(
    registry: RegistryClient, repository: str, genuine: str, forge: Forge
) -> None:
    """Without this, all that follows could be refused for a reason of its own."""
    assert_accepted(registry, repository, genuine)
    assert_accepted(registry, repository, forge.sign(forge.claims(genuine)))


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", "", None])
@pytest.mark.parametrize("signature", ["", "genuine", "AAAA"])
def test_tk_01_alg_none(  # fixtures
    registry: RegistryClient,
    repository: str,
    genuine: str,
    forge: Forge,
    algorithm: str | None,
    signature: str,
) -> None:
    header = {"typ": "JWT", "kid": forge.kid}
    if algorithm is not None:
        header["alg"] = algorithm
    _, payload, real = genuine.split(".")
    end = real if signature == "genuine" else signature
    assert_refused(registry, repository, f"{b64(header)}.{payload}.{end}")


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
def test_tk_01_hmac_with_the_public_key_as_secret(
    registry: RegistryClient, repository: str, genuine: str, forge: Forge, algorithm: str
) -> None:
    payload = genuine.split(".")[1]
    signing = f"{b64({'typ': 'JWT', 'alg': algorithm, 'kid': forge.kid})}.{payload}"
    hash_name = f"sha{algorithm[2:]}"
    secrets = [forge.public_pem, forge.public_pem.strip(), forge.private_pem, forge.kid, ""]
    for secret in secrets:
        signature = hmac.new(secret.encode(), signing.encode(), hash_name).digest()
        assert_refused(registry, repository, f"{signing}.{b64(signature)}")


@pytest.mark.parametrize(
    "algorithm", ["es256", "Es256", "ES256 ", "ES384", "RS256", ["ES256"], 256]
)
def test_tk_01_an_algorithm_in_other_letters(
    registry: RegistryClient, repository: str, genuine: str, forge: Forge, algorithm: object
) -> None:
    good = forge.sign(forge.claims(genuine))
    _, payload, signature = good.split(".")
    header = b64({"typ": "JWT", "alg": algorithm, "kid": forge.kid})
    assert_refused(registry, repository, f"{header}.{payload}.{signature}")


@pytest.mark.parametrize("kind", ["p256", "p384", "rsa", "embedded"])
def test_tk_01_another_key(
    registry: RegistryClient, repository: str, genuine: str, forge: Forge, kind: str
) -> None:
    claims = forge.claims(genuine)
    headers: dict[str, Any] = {"kid": forge.kid}
    if kind == "rsa":
        key: Any = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        token = forge.sign(claims, key=key, algorithm="RS256", headers=headers)
    elif kind == "p384":
        key = ec.generate_private_key(ec.SECP384R1())
        token = forge.sign(claims, key=key, algorithm="ES384", headers=headers)
    else:
        key = ec.generate_private_key(ec.SECP256R1())
        if kind == "embedded":
            numbers = key.public_key().public_numbers()
            x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
            headers["jwk"] = {"kty": "EC", "crv": "P-256", "x": b64(x), "y": b64(y)}
            headers |= {"jku": "http://127.0.0.1:1/keys", "x5u": "http://127.0.0.1:1/x"}
        token = forge.sign(claims, key=key, headers=headers)
    assert_refused(registry, repository, token)


@pytest.mark.parametrize("part", [0, 1, 2])
def test_tk_01_one_changed_letter(
    registry: RegistryClient, repository: str, genuine: str, part: int
) -> None:
    parts = genuine.split(".")
    text = parts[part]
    middle = len(text) // 2
    parts[part] = text[:middle] + ("A" if text[middle] != "A" else "B") + text[middle + 1 :]
    assert_refused(registry, repository, ".".join(parts))


def test_tk_01_more_rights_than_were_signed(
    registry: RegistryClient, home: People, repository: str
) -> None:
    token = registry.as_(*home["gus"]).token(f"repository:{repository}:pull")
    head, payload, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    claims["access"][0]["actions"] = ["pull", "push", "delete"]
    assert_refused(registry, repository, f"{head}.{b64(claims)}.{signature}")
    claims["who"]["admin"] = True
    assert_refused(registry, repository, f"{head}.{b64(claims)}.{signature}")


@pytest.mark.parametrize(
    "signature",
    [b"", b"\0" * 64, b"\0" * 63, b"\xff" * 64, b"\0" * 32 + b"\x01" * 32, b"\0" * 5000],
)
def test_tk_01_signatures_that_mean_nothing(
    registry: RegistryClient, repository: str, genuine: str, signature: bytes
) -> None:
    head, payload, _ = genuine.split(".")
    assert_refused(registry, repository, f"{head}.{payload}.{b64(signature)}")


# TK-03


@pytest.mark.parametrize(
    "kid",
    [
        "../../x",
        "../../../../etc/passwd",
        "/dev/null",
        "' OR 1=1 --",
        "x" * 10_000,
        "x" * 6000,
        "",
        "\0",
        None,
        ...,
        0,
        True,
        [],
        {"a": 1},
        "\N{PILE OF POO}",
        "\ud800",
        ["kid"],
    ],
)
def test_tk_03_a_kid_that_is_nonsense(
    registry: RegistryClient, repository: str, genuine: str, forge: Forge, kid: object
) -> None:
    _, payload, signature = genuine.split(".")
    header: dict[str, object] = {"typ": "JWT", "alg": "ES256"}
    if kid is not ...:
        header["kid"] = kid
    assert_refused(registry, repository, f"{b64(header)}.{payload}.{signature}")


@pytest.mark.parametrize("size", [8 * 1024 + 1, 30_000, 50_000])
def test_tk_03_a_token_that_is_large(registry: RegistryClient, repository: str, size: int) -> None:
    assert_refused(registry, repository, "a" * size)
    assert_refused(registry, repository, "eyJhbGciOiJFUzI1NiJ9." + "a" * size + ".AAAA")


def test_tk_03_a_token_of_a_megabyte(
    server: Server, repository: str, registry: RegistryClient
) -> None:
    """Whether the HTTP server refuses it or we do: it is quick, and the next request is served."""
    began = time.perf_counter()
    for _ in range(3):
        head = f"GET /v2/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {'a' * 2**20}\r\n\r\n"
        try:
            answer = raw.exchange(server.base_url, head.encode())
        except OSError:
            continue
        assert answer.status in (HTTPStatus.UNAUTHORIZED, 431)
    assert time.perf_counter() - began < 3
    assert registry.bare().request("GET", "/v2/").status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("count", [1, 2, 4, 5, 100])
def test_tk_03_a_token_with_too_few_or_too_many_parts(
    registry: RegistryClient, repository: str, genuine: str, count: int
) -> None:
    parts = (genuine.split(".") * 40)[:count]
    assert_refused(registry, repository, ".".join(parts))


@pytest.mark.parametrize(
    "text",
    [
        "..",
        "...",
        "a.b.c",
        "=.=.=",
        "null",
        "\xe9.\xe9.\xe9",
        "e30.e30.",
        "W10.W10.W10",
        "bnVsbA.bnVsbA.bnVsbA",
        "!!.!!.!!",
        "eyJhbGciOiJFUzI1NiJ9..",
        "//8.//8.//8",
    ],
)
def test_tk_03_what_is_no_token(server: Server, repository: str, text: str) -> None:
    for path in ("/v2/", f"/v2/{repository}/manifests/1"):
        answer = ask(server.base_url, "GET", path, more=(
            b"Authorization: Bearer " + text.encode("latin-1") + b"\r\n\r\n"
        ))  # fmt: skip
        assert answer.status == HTTPStatus.UNAUTHORIZED
        assert "invalid_token" in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("where", ["header", "payload", "access", "unsigned payload"])
@pytest.mark.parametrize("depth", [500, 2000, 2900])
def test_tk_03_json_nested_deep(  # fixtures
    registry: RegistryClient, repository: str, genuine: str, forge: Forge, where: str, depth: int
) -> None:
    deep = b"[" * depth + b"]" * depth
    head, payload, signature = genuine.split(".")
    if where == "header":
        head = b64(b'{"alg":"ES256","kid":"' + forge.kid.encode() + b'","x":' + deep + b"}")
    elif where == "unsigned payload":
        payload = b64(deep)
    else:
        claims = json.dumps(forge.claims(genuine, access="DEEP")).encode()
        body = claims.replace(b'"DEEP"', deep) if where == "access" else deep
        token = jwt.api_jws.encode(body, forge.private_pem, "ES256", headers={"kid": forge.kid})
        assert_refused(registry, repository, token)
        return
    assert_refused(registry, repository, f"{head}.{payload}.{signature}")


@pytest.mark.parametrize("count", [10_000, 1000])
def test_tk_03_a_token_with_very_many_entries(
    registry: RegistryClient,
    server: Server,
    repository: str,
    genuine: str,
    forge: Forge,
    count: int,
) -> None:
    entries = forge.claims(genuine)["access"] * count
    token = forge.sign(forge.claims(genuine, access=entries))
    if len(token) < 60_000:
        assert_refused(registry, repository, token)
        return
    # The HTTP server itself may refuse what is that long.
    request = f"GET /v2/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n"
    answer = raw.exchange(server.base_url, request.encode())
    assert answer.status in (HTTPStatus.UNAUTHORIZED, 431)


@pytest.mark.parametrize(
    "access",
    [
        ...,
        None,
        {},
        "all",
        0,
        [None],
        [[]],
        [{}],
        ["repository"],
        [{"type": "repository"}],
        [{"type": "repository", "name": "library/app", "actions": None}],
        [{"type": "repository", "name": ["x"], "actions": [], "project": 1, "epoch": 1}],
        [{"type": "repository", "name": "a/b", "actions": [["pull"]], "project": 1, "epoch": 1}],
        [{"type": "repository", "name": "a/b", "actions": ["fly"], "project": 1, "epoch": 1}],
        [{"type": "repository", "name": "a/b", "actions": ["pull"], "project": {}, "epoch": []}],
    ],
)
def test_tk_03_rights_that_are_malformed_are_no_rights(
    registry: RegistryClient, repository: str, genuine: str, forge: Forge, access: object
) -> None:
    """Only our own key signs such; still nobody gets in with it."""
    token = forge.sign(forge.claims(genuine, access=access))
    answer = registry.bearer(token).request("GET", f"/v2/{repository}/manifests/1")
    assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")


@pytest.mark.parametrize(
    "who",
    [..., None, {}, [], "admin", {"id": None}, {"id": "1", "admin": True, "epoch": 1},
     {"id": 10**30, "admin": True, "epoch": 1}, {"id": -1, "admin": True, "epoch": 1},
     {"id": 2**63, "admin": True, "epoch": 1}, {"id": 1.5, "admin": True, "epoch": 1},
     {"id": True, "admin": True, "epoch": 1}, {"id": [1], "admin": True, "epoch": 1}],
)  # fmt: skip
def test_tk_03_a_bearer_that_is_malformed_is_nobody(
    registry: RegistryClient, repository: str, genuine: str, forge: Forge, who: object
) -> None:
    token = forge.sign(forge.claims(genuine, who=who))
    bearer = registry.bearer(token)
    if who != {"id": None}:
        assert bearer.request("GET", "/v2/").status_code == HTTPStatus.UNAUTHORIZED
        answer = bearer.request("GET", f"/v2/{repository}/manifests/1")
        assert answer.status_code == HTTPStatus.UNAUTHORIZED
    answer = bearer.request("POST", f"/v2/{repository}/blobs/uploads/")
    if who != {"id": None}:
        assert answer.status_code == HTTPStatus.UNAUTHORIZED


# TK-08


@pytest.mark.parametrize(
    "exp",
    [..., None, "", "string", "2999999999", 2999999999.5, 1e30, [], {}, True, -1, 0, 2**63, 2**64,
     10**400],
)  # fmt: skip
def test_tk_08_an_end_that_is_no_time(
    registry: RegistryClient, repository: str, genuine: str, forge: Forge, exp: object
) -> None:
    assert_refused(registry, repository, forge.sign(forge.claims(genuine, exp=exp)))


@pytest.mark.parametrize("ago", [0, 1, 30, 59, 61, 3600])
def test_tk_08_an_end_in_the_past_has_no_leeway(
    registry: RegistryClient, repository: str, genuine: str, forge: Forge, ago: int
) -> None:
    token = forge.sign(forge.claims(genuine, exp=now() - ago))
    answer = registry.bearer(token).request("POST", f"/v2/{repository}/blobs/uploads/")
    assert_error(answer, HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    assert_refused(registry, repository, token)


def test_tk_08_a_token_that_ends_is_refused_from_that_second_on(
    registry: RegistryClient, repository: str, genuine: str, forge: Forge
) -> None:
    end = now() + 2
    bearer = registry.bearer(forge.sign(forge.claims(genuine, exp=end)))
    path = f"/v2/{repository}/manifests/1"
    assert bearer.request("GET", path).status_code == HTTPStatus.OK
    time.sleep(max(end - time.time(), 0) + 0.05)
    assert bearer.request("GET", path).status_code == HTTPStatus.UNAUTHORIZED
    answer = bearer.request("POST", f"/v2/{repository}/blobs/uploads/")
    assert answer.status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("claim", ["nbf", "iat"])
def test_tk_08_a_clock_may_be_off_by_a_minute(
    registry: RegistryClient, repository: str, genuine: str, forge: Forge, claim: str
) -> None:
    token = forge.sign(forge.claims(genuine, **{claim: now() + 59}))
    assert_accepted(registry, repository, token)
    for ahead in (62, 3600, 2**40):
        token = forge.sign(forge.claims(genuine, **{claim: now() + ahead}))
        assert_refused(registry, repository, token)


@pytest.mark.parametrize("claim", ["nbf", "iat"])
@pytest.mark.parametrize("value", [..., None, "", "now", 1.5, [], True, 2**63, 10**400, "0"])
def test_tk_08_a_beginning_that_is_no_time(  # fixtures
    registry: RegistryClient,
    repository: str,
    genuine: str,
    forge: Forge,
    claim: str,
    value: object,
) -> None:
    assert_refused(registry, repository, forge.sign(forge.claims(genuine, **{claim: value})))


def test_tk_03_hashes_of_tokens_are_not_tokens(
    registry: RegistryClient, repository: str, genuine: str
) -> None:
    assert_refused(registry, repository, hashlib.sha256(genuine.encode()).hexdigest())
    assert_refused(registry, repository, genuine[:-1])
    assert_refused(registry, repository, genuine + "A")
