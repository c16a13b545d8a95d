"""Kinds with a service beside the registry, which lists names and lends credentials.

The services are played by this machine, after their makers' documents: Docker Hub's API of
namespaces, and Amazon's of ECR, which real boto3 signs and reads.
"""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pytest_django import Settings

from outbound.addresses import Allowed
from replication.adapters import kinds
from replication.adapters.base import Connection, Remote
from replication.adapters.dockerhub import remote as dockerhub
from replication.errors import RemoteFault, RemoteRefuses, RemoteUnreachable
from replication.filters import Filters
from tests.support.small_registry import LOOPBACK

Answer = tuple[int, Any]
KEYS = ("AKIDEXAMPLE", "Canary-of-the-service-1")
ECR = "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com"


class Service:
    """Answers JSON as it is told to, and notes what it was asked, with whose credentials."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[Any], Answer]] = {}
        self.asked: list[tuple[str, Any, str]] = []
        self._http = ThreadingHTTPServer((LOOPBACK, 0), _handler(self))
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        self.url = f"http://{LOOPBACK}:{self._http.server_address[1]}"

    def names(self) -> list[str]:
        return [name for name, _, _ in self.asked]

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def _handler(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = json.loads(data) if data else None
            name = self.headers.get("X-Amz-Target", "").rpartition(".")[2] or self.path
            service.asked.append((name, body, self.headers.get("Authorization", "")))
            status, told = service.answers[name](body)
            data = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def log_message(self, *args: object) -> None: ...

    return Handler


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    settings.OUTBOUND_ALLOWED = Allowed.parse(LOOPBACK)
    running = Service()
    yield running
    running.close()


def names_of(remote: Remote, *filters: dict[str, str]) -> list[str]:
    return list(remote.repositories(Filters.read([*filters])))


# Docker Hub


@pytest.fixture
def hub(service: Service, monkeypatch: pytest.MonkeyPatch) -> Service:
    monkeypatch.setattr(dockerhub, "HUB", service.url)
    monkeypatch.setattr(dockerhub, "REGISTRY", service.url)
    first, second = (f"/v2/namespaces/acme/repositories?page_size=100&page={n}" for n in (1, 2))
    service.answers = {
        "/v2/auth/token": lambda _: (200, {"access_token": "lent"}),
        first: lambda _: (200, {"results": [{"name": "app"}, {"name": "web"}], "next": second}),
        second: lambda _: (200, {"results": [{"name": "worker"}], "next": None}),
        "/v2/namespaces/nobody/repositories?page_size=100&page=1": lambda _: (404, {}),
    }
    return service


def open_hub(key: str = "", secret: str = "") -> Remote:
    return kinds.open("docker-hub", Connection("https://hub.docker.com", key, secret))


def test_the_hub_lists_a_namespace_page_by_page(hub: Service) -> None:
    assert names_of(open_hub(), {"type": "name", "value": "acme/**"}) == [
        "acme/app", "acme/web", "acme/worker",
    ]  # fmt: skip
    assert names_of(open_hub(), {"type": "name", "value": "acme/w*"}) == ["acme/web", "acme/worker"]
    assert names_of(open_hub(), {"type": "name", "value": "nobody/**"}) == []
    assert {credentials for _, _, credentials in hub.asked} == {""}


def test_the_hub_shows_private_names_to_whom_it_lends_a_token(hub: Service) -> None:
    names_of(open_hub(*KEYS), {"type": "name", "value": "acme/**"})
    asked, *pages = hub.asked
    assert asked == ("/v2/auth/token", {"identifier": KEYS[0], "secret": KEYS[1]}, "")
    assert [credentials for _, _, credentials in pages] == ["Bearer lent"] * 2


def test_one_name_of_the_hub_is_not_looked_for(hub: Service) -> None:
    assert names_of(open_hub(), {"type": "name", "value": "acme/app"}) == ["acme/app"]
    assert names_of(open_hub(), {"type": "name", "value": "debian"}) == ["library/debian"]
    assert hub.asked == []


@pytest.mark.parametrize("filters", [(), ({"type": "name", "value": "**"},)])
def test_the_hub_is_not_asked_for_everything(hub: Service, filters: Any) -> None:
    with pytest.raises(RemoteRefuses, match="one namespace at a time"):
        names_of(open_hub(), *filters)
    assert hub.asked == []


# Amazon's


@pytest.fixture
def amazon(service: Service, monkeypatch: pytest.MonkeyPatch) -> Service:
    monkeypatch.setenv("AWS_ENDPOINT_URL_ECR", service.url)
    login = base64.b64encode(b"AWS:lent-for-hours").decode()
    service.answers = {
        "GetAuthorizationToken": lambda _: (
            200, {"authorizationData": [{"authorizationToken": login}]},
        ),
        "DescribeRepositories": _pages,
        "CreateRepository": lambda _: (200, {"repository": {}}),
    }  # fmt: skip
    return service


def _pages(asked: Any) -> Answer:
    if "nextToken" in asked:
        return 200, {"repositories": [{"repositoryName": "other/app"}]}
    named = [{"repositoryName": f"acme/{name}"} for name in ("app", "web")]
    return 200, {"repositories": named, "nextToken": "more"}


def refused(code: str) -> Callable[[Any], Answer]:
    return lambda _: (400, {"__type": code, "message": "a message that is not shown"})


def open_ecr(url: str = ECR, keys: tuple[str, str] = KEYS) -> Remote:
    return kinds.open("aws-ecr", Connection(url, *keys))


def test_keys_of_amazon_are_traded_for_a_login(amazon: Service) -> None:
    remote: Any = open_ecr()
    own = remote.wire.connection
    assert (own.url, own.access_key, own.secret) == (ECR, "AWS", "lent-for-hours")
    ((name, _, signed),) = amazon.asked
    assert name == "GetAuthorizationToken"
    assert f"Credential={KEYS[0]}/" in signed
    assert "/eu-west-1/ecr/aws4_request" in signed
    assert KEYS[1] not in signed


def test_amazon_lists_page_by_page(amazon: Service) -> None:
    assert names_of(open_ecr(), {"type": "name", "value": "acme/**"}) == ["acme/app", "acme/web"]
    assert names_of(open_ecr()) == ["acme/app", "acme/web", "other/app"]
    amazon.asked.clear()
    assert names_of(open_ecr(), {"type": "name", "value": "acme/app"}) == ["acme/app"]
    assert "DescribeRepositories" not in amazon.names()


def test_a_repository_of_amazons_is_made_once_before_a_push(amazon: Service) -> None:
    remote = open_ecr()
    remote.prepare("acme/new", is_public=False)
    remote.prepare("acme/new", is_public=False)
    assert amazon.names().count("CreateRepository") == 1
    amazon.answers["CreateRepository"] = refused("RepositoryAlreadyExistsException")
    remote.prepare("acme/old", is_public=False)


@pytest.mark.parametrize(
    ("code", "kind", "cause"),
    [
        ("UnrecognizedClientException", RemoteRefuses, "unauthorized"),
        ("InvalidSignatureException", RemoteRefuses, "unauthorized"),
        ("AccessDeniedException", RemoteRefuses, "denied"),
        ("LimitExceededException", RemoteUnreachable, "aws"),
    ],
)
def test_what_amazon_refuses_is_told_in_our_words(
    amazon: Service, code: str, kind: type[RemoteFault], cause: str
) -> None:
    amazon.answers["GetAuthorizationToken"] = refused(code)
    with pytest.raises(kind) as refusal:
        open_ecr()
    assert refusal.value.cause == cause
    assert "not shown" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "keys", "cause"),
    [
        ("https://example.com", KEYS, "malformed"),
        ("https://123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example", KEYS, "malformed"),
        (ECR, ("", ""), "unauthorized"),
        (ECR, (KEYS[0], ""), "unauthorized"),
    ],
)
def test_amazon_is_asked_for_its_own_addresses_and_with_given_keys_alone(
    amazon: Service, url: str, keys: tuple[str, str], cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "of-this-machine")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "of-this-machine")
    with pytest.raises(RemoteRefuses) as refusal:
        open_ecr(url, keys)
    assert refusal.value.cause == cause
    assert amazon.asked == []
