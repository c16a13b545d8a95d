"""What a peer may do wrong, and how much of it (SS-07): sizes, times, half answers, early ones."""

import socket
import ssl
import threading
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from outbound.client import Client, Trust
from outbound.errors import (
    AnswerMalformed,
    AnswerTooLarge,
    ConnectionLost,
    OutboundError,
    TimedOut,
)
from outbound.timeouts import Pace, Timeouts
from tests.support.authority import Authority
from tests.unit.outbound.peers import OK, SILENT_OK, Peer, for_ever, once, peer

Make = Callable[..., Client]
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
MIB = 1024 * 1024


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Content-Length: 10\r\n\r\nfour",
        OK + b"Content-Length: 10\r\n\r\n",
        CHUNKED + b"a\r\nfour",
        CHUNKED + b"4\r\nfour\r\n",
        CHUNKED + b"4\r\nfour\r\n0",
        CHUNKED,
    ],
)
@pytest.mark.parametrize("way", ["read", "blocks"])
def test_ss_07_half_an_answer_is_none(client: Client, answer: bytes, way: str) -> None:
    with (
        peer(once(answer)) as running,
        client.open("GET", running.url) as got,
        pytest.raises(ConnectionLost),
    ):
        assert got.read(100) if way == "read" else b"".join(got.blocks())


def test_ss_07_an_end_that_tls_did_not_announce_cuts_a_body(
    make: Make, authority: Authority
) -> None:
    def script(running: Peer, line: socket.socket) -> None:
        running.request(line)
        line.sendall(OK + b"\r\nhalf of")
        assert isinstance(line, ssl.SSLSocket)
        socket.socket.shutdown(line, socket.SHUT_WR)
        line.recv(1)

    with (
        peer(script, authority.context()) as running,
        make(trust=Trust(authority.pem)).open("GET", running.url) as answer,
        pytest.raises(ConnectionLost),
    ):
        answer.read(100)


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1", b"HTTP/1.1 200 OK\r\nX: y\r\n"])
def test_ss_07_nor_is_half_a_head(client: Client, answer: bytes) -> None:
    with peer(once(answer)) as running:
        with pytest.raises(ConnectionLost):
            client.open("GET", running.url)
        with pytest.raises(ConnectionLost):
            client.open("POST", running.url, body=b"x")


@pytest.mark.parametrize("beginning", [OK + b"Content-Length: 99999999999\r\n\r\n", OK + b"\r\n"])
def test_ss_07_an_endless_body_is_not_read_for_ever(client: Client, beginning: bytes) -> None:
    with peer(for_ever(beginning, b"x" * 65_536)) as running:
        with client.open("GET", running.url) as answer, pytest.raises(AnswerTooLarge):
            answer.read(at_most=5 * MIB)
        with client.open("GET", running.url) as answer, pytest.raises(AnswerTooLarge):
            list(answer.blocks(at_most=5 * MIB))
        with client.open("GET", running.url) as answer:
            assert len(next(answer.blocks(size=1000))) == 1000
    assert running.connections == 3


def test_ss_07_an_endless_body_in_chunks_is_not_read_for_ever(client: Client) -> None:
    with (
        peer(for_ever(CHUNKED, b"1\r\nx\r\n" * 1000)) as running,
        client.open("GET", running.url) as answer,
        pytest.raises(AnswerTooLarge),
    ):
        answer.read(at_most=20_000)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537])
def test_exactly_as_much_as_is_taken_in_is_taken_in(client: Client, size: int) -> None:
    body = b"x" * size
    with peer(OK + b"Content-Length: %d\r\n\r\n%b" % (size, body)) as running:
        with client.open("GET", running.url) as answer:
            assert (answer.length, answer.read(at_most=size)) == (size, body)
        if size:
            with client.open("GET", running.url) as answer, pytest.raises(AnswerTooLarge):
                answer.read(at_most=size - 1)
    with peer(once(OK + b"\r\n" + body)) as running, client.open("GET", running.url) as answer:
        assert (answer.length, answer.read(at_most=size)) == (None, body)


@pytest.mark.parametrize("beginning", [OK + b"Content-Length: 99\r\n\r\n", OK + b"\r\n", CHUNKED])
@pytest.mark.parametrize("way", ["read", "blocks"])
def test_ss_07_a_byte_at_a_time_ends(make: Make, beginning: bytes, way: str) -> None:
    client = make(deadline=0.3, slowest=10_000, window=0.3)
    piece = b"1\r\nx\r\n" if beginning is CHUNKED else b"x"
    with (
        peer(for_ever(beginning, piece, pause=0.01)) as running,
        client.open("GET", running.url) as answer,
        pytest.raises(TimedOut) as caught,
    ):
        assert answer.read(10**6) if way == "read" else list(answer.blocks(size=10))
    assert caught.value.cause == "timeout"


@pytest.mark.parametrize(
    ("beginning", "piece"),
    [(b"", b"H"), (b"", b"HTTP/1.1 100 Continue\r\n\r\n"), (OK, b"X: y\r\n"), (OK + b"X: ", b"y")],
)
def test_ss_07_a_head_that_drips_ends(make: Make, beginning: bytes, piece: bytes) -> None:
    client = make(deadline=0.3)
    with (
        peer(for_ever(beginning, piece, pause=0.01)) as running,
        pytest.raises((TimedOut, AnswerMalformed)),
    ):
        client.open("GET", running.url)


@pytest.mark.parametrize("beginning", [b"", OK, OK + b"Content-Length: 9\r\n\r\nx"])
def test_ss_07_silence_ends(make: Make, beginning: bytes) -> None:
    def script(running: Peer, line: socket.socket) -> None:
        running.request(line)
        line.sendall(beginning)
        line.recv(1)

    with peer(script) as running, pytest.raises(TimedOut):
        make(idle=0.2).open("GET", running.url).read(100)


def test_ss_07_who_takes_no_bytes_is_left(make: Make) -> None:
    gone = threading.Event()
    with peer(lambda running, line: gone.wait(30)) as running:
        with pytest.raises(TimedOut):
            make(idle=0.2).open("PUT", running.url, body=(b"x" * MIB for _ in range(64)))
        gone.set()


def test_ss_07_a_handshake_that_never_comes_ends(make: Make) -> None:
    with (
        peer(lambda running, line: line.recv(10_000) and line.recv(1)) as running,
        pytest.raises(TimedOut),
    ):
        make(connect=0.2).open("GET", running.url.replace("http:", "https:"))


def test_only_the_time_that_the_other_side_takes_counts() -> None:
    pace = Pace(Timeouts(slowest=100, window=10.0))
    for _ in range(5):
        pace.moved(1001)
        pace.waited(10.0)
    pace.moved(999)
    with pytest.raises(TimedOut):
        pace.waited(10.0)


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.9\r\n",
        b"\x15\x03\x03\x00\x02\x02\x16" * 3,
        b"HTTP/2 200 OK\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 20 OK\r\n\r\n",
        b"<html>SECRET</html>",
        OK + b"no colon SECRET\r\n\r\n",
        OK + b"Bad Name: SECRET\r\n\r\n",
        OK + b"X: SECRET\r\n folded\r\n\r\n",
        OK + b"X: SECRET\x00\r\n\r\n",
        OK + b"X: SECRET\rY: z\r\n\r\n",
        OK + b": SECRET\r\n\r\n",
        OK + b"Content-Length: SECRET\r\n\r\n",
        OK + b"Content-Length: -1\r\n\r\n",
        OK + b"Content-Length: +1\r\n\r\n",
        OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nSECRET",
        OK + b"Content-Length: 9999999999999999999999\r\n\r\n",
        OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n",
        OK + b"Transfer-Encoding: identity\r\n\r\n",
        OK + b"X: y\r\n" * 101 + b"\r\n",
        OK + b"X: " + b"y" * 65_536 + b"\r\n\r\n",
        OK + b"".join(b"X-%d: %b\r\n" % (n, b"y" * 1000) for n in range(90)) + b"\r\n",
        b"HTTP/1.1 100 Continue\r\n" + b"X: y\r\n" * 101 + b"\r\n",
    ],
    ids=lambda answer: ascii(answer[:40]),
)
def test_ss_07_what_is_no_http_is_not_guessed_at(client: Client, answer: bytes) -> None:
    with peer(once(answer)) as running, pytest.raises(AnswerMalformed) as caught:
        client.open("GET", running.url)
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize(
    "chunks",
    [
        b"SECRET\r\nx\r\n",
        b"-5\r\nx\r\n",
        b"\r\nx\r\n",
        b"1" * 70_000,
        b"1;" + b"x" * 70_000 + b"\r\nx\r\n",
    ],
    ids=lambda chunks: ascii(chunks[:10]),
)
def test_ss_07_nor_are_chunks_that_are_none(client: Client, chunks: bytes) -> None:
    with (
        peer(for_ever(CHUNKED + chunks, b"1")) as running,
        client.open("GET", running.url) as answer,
        pytest.raises(AnswerMalformed) as caught,
    ):
        answer.read(MIB)
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize(("beginning", "piece"), [
    (CHUNKED + b"0\r\n", b"X: y\r\n" * 100), (CHUNKED, b"x" * 65_536), (OK, b"X: y\r\n"),
    (b"HTTP/1.1 200 ", b"x" * 65_536),
])  # fmt: skip
def test_ss_07_nothing_between_data_is_endless(
    client: Client, beginning: bytes, piece: bytes
) -> None:
    with peer(for_ever(beginning, piece)) as running, pytest.raises(AnswerMalformed):
        client.open("GET", running.url).read(MIB)


class Pieces:
    """A body that counts how much of it was asked for."""

    def __init__(self, count: int, size: int = 65_536) -> None:
        self.count, self.size, self.taken = count, size, 0

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(self.count):
            self.taken += 1
            yield b"x" * self.size

    @property
    def length(self) -> int:
        return self.count * self.size


def _refuse(running: Peer, line: socket.socket, *, then: Callable[[socket.socket], None]) -> None:
    running.request(line)
    line.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 8\r\n\r\ntoo much")
    then(line)


def _wait(line: socket.socket) -> None:
    """Read nothing of the body, and stay until the client goes."""
    poll = threading.Event()
    while not poll.wait(0.01):
        if _is_gone(line):
            return


def _is_gone(line: socket.socket) -> bool:
    state = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)
    return state != b"\x01"  # established


def _hang_up(line: socket.socket) -> None:
    """With what was not read thrown away, which tells the client so (RST)."""


@pytest.mark.parametrize("then", [_wait, _hang_up])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_answer_that_comes_early_is_read(
    make: Make, authority: Authority, scheme: str, then: Callable[[socket.socket], None]
) -> None:
    context = authority.context() if scheme == "https" else None
    client = make(trust=Trust(authority.pem))
    body = Pieces(count=2048)
    with peer(lambda running, line: _refuse(running, line, then=then), context) as running:
        with client.open("PUT", running.url, body=body, length=body.length) as answer:
            assert (answer.status, answer.read(100)) == (413, b"too much")
        assert body.taken < body.count
        with client.open("PUT", running.url, body=b"x" * body.length) as answer:
            assert (answer.status, answer.read(100)) == (413, b"too much")
        assert running.connections == 2


def test_interim_answers_do_not_stop_a_body(client: Client) -> None:
    body = Pieces(count=64)

    def script(running: Peer, line: socket.socket) -> None:
        running.request(line)
        line.sendall(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
        left = body.length
        while left:
            left -= len(line.recv(left))
            if left % 7 == 0:
                line.sendall(b"HTTP/1.1 102 Processing\r\n\r\n")
        line.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 201 Created\r\n")
        line.sendall(b"Content-Length: 0\r\n\r\n")

    with (
        peer(script) as running,
        client.open("PUT", running.url, body=body, length=body.length) as answer,
    ):
        assert (answer.status, answer.read(0)) == (201, b"")
    assert body.taken == body.count


def test_memory_stays_flat_while_much_is_sent_and_read(client: Client) -> None:
    body = Pieces(count=1024)

    def script(running: Peer, line: socket.socket) -> None:
        running.request(line)
        left = body.length
        while left:
            left -= len(line.recv(min(left, MIB)))
        line.sendall(OK + b"Content-Length: %d\r\n\r\n" % body.length)
        for piece in body:
            line.sendall(piece)

    with peer(script) as running:
        tracemalloc.start()
        try:
            with client.open("PUT", running.url, body=body, length=body.length) as answer:
                assert sum(len(block) for block in answer.blocks()) == body.length
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 8 * MIB


def test_errors_say_nothing_of_what_was_sent(client: Client) -> None:
    secret = {"Authorization": "Bearer SECRET"}
    for script in (once(b""), once(b"nonsense SECRET\r\n\r\n"), once(OK)):
        with peer(script) as running, pytest.raises(OutboundError) as caught:
            client.open("GET", f"{running.url}/?token=SECRET", headers=secret)
        assert "SECRET" not in str(caught.value)


def test_a_rest_that_nobody_read_ends_the_connection_unless_it_is_small(client: Client) -> None:
    small, large = b"x" * 1000, b"x" * 100_000
    for body, connections in ((small, 1), (large, 3)):
        with peer(OK + b"Content-Length: %d\r\n\r\n%b" % (len(body), body)) as running:
            for _ in range(3):
                client.open("GET", running.url).close()
            assert running.connections == connections


def test_answers_without_a_body_keep_their_connection(client: Client) -> None:
    with peer(SILENT_OK) as running:
        for _ in range(3):
            with client.open("GET", running.url) as answer:
                assert answer.status == 200
        assert running.connections == 1
