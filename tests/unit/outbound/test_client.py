"""What is sent and what comes back: the wire, connections used again, redirects, TLS."""

import base64
import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from outbound.client import Client, Trust
from outbound.errors import (
    AddressRefused,
    BodyMismatch,
    ConnectionLost,
    ConnectRefused,
    HeaderInvalid,
    OutboundError,
    RedirectRefused,
    TlsFailed,
    UrlInvalid,
)
from tests.support.authority import Authority
from tests.unit.outbound.conftest import Resolver
from tests.unit.outbound.peers import LOOPBACK, OK, SILENT_OK, Peer, once, peer

Make = Callable[..., Client]
SECRETS = {"Authorization": "Basic c2VjcmV0", "Cookie": "sid=secret", "X-Api-Key": "secret"}


def redirect(location: str, status: int = 302) -> bytes:
    return (
        f"HTTP/1.1 {status} Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"
    ).encode()


def test_a_request_is_sent_as_it_should_be(client: Client) -> None:
    with peer(OK + b"X-One: 1\r\nx-one: 2\r\nContent-Length: 2\r\n\r\nok") as running:
        url = f"{running.url}/v2/?n=1&last=%0d"
        with client.open("GET", url, headers={"Accept": "a/b"}) as answer:
            assert (answer.status, answer.read(2)) == (200, b"ok")
            assert answer.headers["X-ONE"] == "1, 2"
            assert answer.url == url
    lines = running.heads[0].decode().split("\r\n")
    assert lines[0] == "GET /v2/?n=1&last=%0d HTTP/1.1"
    assert sorted(line for line in lines[1:] if line) == [
        "Accept-Encoding: identity",
        "Accept: a/b",
        f"Host: {LOOPBACK}:{running.port}",
        "User-Agent: harbor-registry-client",
    ]


def test_a_connection_is_used_again_once_its_answer_was_read(client: Client) -> None:
    with peer(SILENT_OK) as running:
        for _ in range(3):
            with client.open("GET", running.url) as answer:
                assert b"".join(answer.blocks()) == b"ok"
        client.open("GET", running.url).close()
        assert running.connections == 1
        with client.open("GET", running.url), client.open("GET", running.url):
            pass
        assert running.connections == 2


@pytest.mark.parametrize("head", [b"HTTP/1.1 204 No Content\r\n\r\n", SILENT_OK[:-2]])
def test_an_answer_without_a_body_has_none(client: Client, head: bytes) -> None:
    with peer(head) as running:
        for _ in range(2):
            with client.open("HEAD", running.url) as answer:
                assert answer.read(0) == b""
        assert running.connections == 1


def test_what_comes_unasked_is_no_part_of_the_next_answer(client: Client) -> None:
    with peer(SILENT_OK + b"HTTP/1.1 200 Forged\r\nContent-Length: 3\r\n\r\nbad") as running:
        for method, body in (("GET", b"ok"), ("HEAD", b""), ("GET", b"ok")):
            with client.open(method, running.url) as answer:
                assert answer.read(10) == body
        assert running.connections == 3


def test_bodies_are_as_they_were_sent(client: Client) -> None:
    packed = gzip.compress(b"text" * 100)
    head = b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed)
    with peer(OK + head + packed) as running, client.open("GET", running.url) as answer:
        assert answer.read(1000) == packed


def test_a_body_in_chunks_is_put_together(client: Client) -> None:
    chunks = b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nT: 1\r\n\r\n"
    with peer(OK + chunks) as running:
        for _ in range(2):
            with client.open("GET", running.url) as answer:
                assert list(answer.blocks(size=2)) == [b"ab", b"cd", b"ef", b"g"]
        assert running.connections == 1


def test_a_body_may_end_with_the_connection(client: Client) -> None:
    with peer(once(OK + b"\r\nall of it")) as running:
        for _ in range(2):
            with client.open("GET", running.url) as answer:
                assert answer.read(9) == b"all of it"
        assert running.connections == 2


@pytest.mark.parametrize(
    ("body", "length", "framing", "sent"),
    [
        (b"abc", None, b"Content-Length: 3\r\n", b"abc"),
        (b"", None, b"Content-Length: 0\r\n", b""),
        (None, None, b"Content-Length: 0\r\n", b""),
        ([b"ab", b"", b"c"], 3, b"Content-Length: 3\r\n", b"abc"),
        ([b"ab", b"c"], None, b"Transfer-Encoding: chunked\r\n", b"2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"),
    ],
)
def test_bodies_are_sent_whole(
    client: Client,
    body: bytes | list[bytes] | None,
    length: int | None,
    framing: bytes,
    sent: bytes,
) -> None:
    came: list[bytes] = []

    def script(running: Peer, line: socket.socket) -> None:
        running.request(line)
        received = b""
        while len(received) < len(sent):
            received += line.recv(100)
        came.append(received)
        line.sendall(SILENT_OK)

    with peer(script) as running, client.open("PUT", running.url, body=body, length=length) as got:
        assert got.status == 200
    assert framing in running.heads[0]
    assert running.heads[0].count(b"Content-Length") + running.heads[0].count(b"Transfer-") == 1
    assert came == [sent]


@pytest.mark.parametrize("pieces", [[b"ab"], [b"ab", b"cd"], []])
def test_a_body_of_another_length_is_never_taken_for_whole(
    client: Client, pieces: list[bytes]
) -> None:
    came: list[bytes] = []

    def script(running: Peer, line: socket.socket) -> None:
        running.request(line)
        while piece := line.recv(100):
            came.append(piece)

    with peer(script) as running, pytest.raises(BodyMismatch):
        client.open("PUT", running.url, body=pieces, length=3)
    assert len(b"".join(came)) < 3
    for body, length in ((b"ab", 3), (None, 3), ([b""], -1)):
        with pytest.raises(BodyMismatch):
            client.open("PUT", running.url, body=body, length=length)


def _listen(running: Peer, line: socket.socket) -> None:
    """Say nothing until the client goes."""
    running.request(line)
    while line.recv(100):
        pass


def test_what_fails_in_the_middle_of_a_body_is_what_the_caller_hears(client: Client) -> None:
    def body() -> Iterator[bytes]:
        yield b"ab"
        raise ZeroDivisionError

    with (
        peer(_listen) as running,
        pytest.raises(ZeroDivisionError),
    ):
        client.open("PUT", running.url, body=body(), length=4)


def test_an_idle_connection_that_ended_unheard_is_replaced_once(client: Client) -> None:
    def script(running: Peer, line: socket.socket) -> None:
        running.request(line)
        line.sendall(SILENT_OK)
        running.request(line)  # and hang up

    with peer(script) as running:
        for _ in range(2):
            with client.open("GET", running.url) as answer:
                assert answer.read(2) == b"ok"
        assert running.connections == 2
        with pytest.raises(ConnectionLost):
            client.open("POST", running.url)
        assert running.connections == 2
        assert len(running.heads) == 4


def test_a_connection_that_was_closed_while_idle_is_not_tried(client: Client) -> None:
    gone = threading.Event()

    def script(running: Peer, line: socket.socket) -> None:
        running.request(line)
        line.sendall(SILENT_OK)
        line.shutdown(socket.SHUT_RDWR)
        gone.set()

    with peer(script) as running:
        for _ in range(3):
            gone.clear()
            client.open("POST", running.url, body=b"x").close()
            assert gone.wait(20)
        assert running.connections == 3


def test_threads_share_a_client(client: Client) -> None:
    def ask(number: int) -> bytes:
        with client.open("GET", f"{running.url}/{number}") as answer:
            return answer.read(100)

    def script(running: Peer, line: socket.socket) -> None:
        while head := running.request(line):
            path = head.split()[1]
            line.sendall(OK + b"Content-Length: %d\r\n\r\n%b" % (len(path), path))

    with peer(script) as running, ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(200))) == [b"/%d" % n for n in range(200)]
        assert running.connections <= 8


@pytest.mark.parametrize("header", [
    {"X": "a\r\nHost: other"}, {"X": "a\nb"}, {"X": "a\r b"}, {"X": "a\x00"}, {"X": "a\r\n b"},
    {"X\r\nY": "a"}, {"X:": "a"}, {"": "a"}, {"X ": "a"}, {"X": "\u2028"}, {"\xe4": "a"},
    {"Host": "other"}, {"content-length": "1"}, {"Transfer-Encoding": "chunked"},
    {"Connection": "close"}, {"Proxy-Authorization": "x"},
])  # fmt: skip
def test_ss_08_headers_cannot_forge_others(
    client: Client, dialed: list[str], header: dict[str, str]
) -> None:
    with peer(SILENT_OK) as running, pytest.raises(HeaderInvalid):
        client.open("GET", running.url, headers=header)
    assert dialed == []


@pytest.mark.parametrize("method", ["GET /other HTTP/1.1\r\nX:", "get", "", "G T", "CONNECT\n"])
def test_ss_08_nor_can_methods(client: Client, dialed: list[str], method: str) -> None:
    with peer(SILENT_OK) as running, pytest.raises(HeaderInvalid):
        client.open(method, running.url)
    assert dialed == []


def test_ss_08_proxies_of_the_environment_are_not_asked(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with peer(SILENT_OK) as trap, peer(SILENT_OK) as running:
        for name in ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy"):
            monkeypatch.setenv(name, trap.url)
            monkeypatch.setenv(name.upper(), trap.url)
        monkeypatch.setenv("NO_PROXY", "")
        client.open("GET", running.url).close()
    assert (trap.connections, running.connections) == (0, 1)


def test_ss_02_a_connection_is_made_to_the_address_that_was_checked(
    make: Make, dialed: list[str], resolver: Resolver
) -> None:
    """What the name means later is checked for the next connection."""
    with peer(OK + b"Connection: close\r\nContent-Length: 0\r\n\r\n") as running:
        resolver.tell("registry.example", [LOOPBACK], ["127.0.0.2"])
        client = make(LOOPBACK)
        url = f"http://registry.example:{running.port}/"
        client.open("GET", url).close()
        with pytest.raises(AddressRefused):
            client.open("POST", url)
    assert dialed == [LOOPBACK]
    assert f"Host: registry.example:{running.port}\r\n".encode() in running.heads[0]


def test_redirects_are_answers_unless_they_are_to_be_followed(client: Client) -> None:
    with peer(redirect("/other")) as running:
        with client.open("GET", running.url) as answer:
            assert (answer.status, answer.headers["location"]) == (302, "/other")
        with client.open("POST", running.url, follow=5) as answer:
            assert answer.status == 302
        with client.open("GET", running.url, body=b"x", follow=5) as answer:
            assert answer.status == 302
        with pytest.raises(RedirectRefused):
            client.open("GET", running.url, follow=3)
        assert len(running.heads) == 3 + 4


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_ss_02_redirects_take_no_secrets_to_another_origin(client: Client, status: int) -> None:
    """Nor back to the first, which may be told of it by the other."""
    headers = {**SECRETS, "Accept": "a/b", "Range": "bytes=0-"}
    with peer(SILENT_OK) as first, peer(redirect(f"{first.url}/end", status)) as other:
        begin = redirect(f"{other.url}/there?signed=1#part", status)
        with (
            peer(begin) as running,
            client.open("GET", running.url, headers=headers, follow=2) as answer,
        ):
            assert answer.url == f"{first.url}/end"
            assert answer.read(2) == b"ok"
    assert b"secret" in running.heads[0]
    assert other.heads[0].startswith(b"GET /there?signed=1 HTTP/1.1\r\n")
    for told in (*other.heads, *first.heads):
        assert b"secret" not in told
        assert b"Accept: a/b\r\n" in told
        assert b"Range: bytes=0-\r\n" in told
        assert base64.b64encode(b"secret") not in told


def test_redirects_at_the_same_origin_keep_what_was_sent(client: Client) -> None:
    def script(running: Peer, line: socket.socket) -> None:
        while head := running.request(line):
            line.sendall(SILENT_OK if b"/end" in head else redirect("/end"))

    with peer(script) as running:
        client.open("HEAD", running.url, headers=SECRETS, follow=1).close()
    assert running.heads[1].startswith(b"HEAD /end HTTP")
    assert all(f"{name}: {value}".encode() in running.heads[1] for name, value in SECRETS.items())


@pytest.mark.parametrize("location", [
    "http://127.0.0.2/", "http://169.254.169.254/latest/meta-data/", "http://localhost/",
    "//127.0.0.2/", "http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://2130706433/",
    "http://bound.example/", "file:///etc/passwd", "gopher://127.0.0.1/", "http://a@127.0.0.2/",
    "http://127.1/", "unix:/run/docker.sock", "http:/\\127.0.0.2/", "\thttp://127.0.0.2/",
    "http://127.0.0.\t2/", "http://[::1", "/a b", "javascript:alert(1)",
])  # fmt: skip
def test_ss_01_redirects_lead_to_nothing_that_is_forbidden(
    client: Client, dialed: list[str], resolver: Resolver, location: str
) -> None:
    resolver.tell("bound.example", ["127.0.0.3"])
    with peer(redirect(location)) as running:
        with pytest.raises((AddressRefused, UrlInvalid)):
            client.open("GET", running.url, follow=3)
        assert set(dialed) == {LOOPBACK}
        assert running.connections == 1


def test_https_never_becomes_http(make: Make, authority: Authority) -> None:
    client = make(trust=Trust(authority.pem))
    with peer(SILENT_OK) as plain, peer(redirect(plain.url), authority.context()) as running:
        with pytest.raises(RedirectRefused):
            client.open("GET", running.url, follow=3)
        assert plain.connections == 0


def test_tls_speaks_to_the_name_and_connects_to_the_address(
    make: Make, authority: Authority, resolver: Resolver
) -> None:
    resolver.tell("registry.example", [LOOPBACK])
    asked: list[str | None] = []
    context = authority.context("registry.example")
    context.sni_callback = lambda line, name, context: asked.append(name)
    with peer(SILENT_OK, context) as running:
        client = make(trust=Trust(authority.pem))
        for _ in range(2):
            with client.open("GET", f"https://registry.example:{running.port}/") as answer:
                assert answer.read(2) == b"ok"
        assert running.connections == 1
    assert asked == ["registry.example"]


@pytest.mark.parametrize(
    ("name", "days", "reason", "word"),
    [
        (LOOPBACK, (-2, -1), "expired", "expired"),
        (LOOPBACK, (1, 2), "expired", "not valid yet"),
        ("127.0.0.2", (-1, 1), "name", "another host"),
        ("registry.example", (-1, 1), "name", "another host"),
    ],
)
def test_a_certificate_that_does_not_hold_is_refused_with_its_reason(
    make: Make,
    authority: Authority,
    name: str,
    days: tuple[float, float],
    reason: str,
    word: str,
) -> None:
    with peer(SILENT_OK, authority.context(name, days=days)) as running:
        with pytest.raises(TlsFailed, match=word) as caught:
            make(trust=Trust(authority.pem)).open("GET", running.url)
        assert (caught.value.cause, caught.value.reason) == ("tls", reason)
        assert running.heads == []
        trust = Trust(authority.pem, is_insecure=True)
        with make(trust=trust).open("GET", running.url) as answer:
            assert answer.read(2) == b"ok"


def test_an_authority_that_nobody_named_is_not_believed(make: Make, authority: Authority) -> None:
    with peer(SILENT_OK, authority.context()) as running:
        with pytest.raises(TlsFailed, match="authority") as caught:
            make().open("GET", running.url)
        assert caught.value.reason == "authority"
        assert running.heads == []
    with pytest.raises(TlsFailed, match="PEM"):
        make(trust=Trust("no certificate")).open("GET", running.url)


def test_who_speaks_no_tls_is_told_apart(make: Make) -> None:
    with peer(lambda running, line: line.sendall(b"SSH-2.0-x\r\n")) as running:
        with pytest.raises(TlsFailed) as caught:
            make().open("GET", running.url.replace("http:", "https:"))
        assert caught.value.reason == "protocol"


def test_old_versions_of_tls_are_not_spoken() -> None:
    assert Trust().context().minimum_version == ssl.TLSVersion.TLSv1_2
    assert Trust(is_insecure=True).context().minimum_version == ssl.TLSVersion.TLSv1_2


def test_nobody_there_is_refused(client: Client) -> None:
    with peer(SILENT_OK) as running:
        pass
    with pytest.raises(ConnectRefused) as caught:
        client.open("GET", running.url)
    assert caught.value.cause == "refused"


def test_every_error_has_a_word_to_group_by() -> None:
    causes = [kind.cause for kind in OutboundError.__subclasses__()]
    assert "other" not in causes
    assert len(causes) == len(set(causes)) >= 12
