"""What may go wrong with a request to a registry: each is told to a ``FaultyRegistry``."""

from collections.abc import Callable

from tests.support.faulty_registry import PIECE, Deed, Exchange, Reply, refused


def refusing(status: int, code: str = "UNKNOWN", **headers: str) -> Deed:
    """Take what is sent, do nothing with it, and say no: ``retry_after="1"`` is a header."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}

    def deed(exchange: Exchange) -> None:
        exchange.read()
        exchange.answer(refused(status, code, named))

    return deed


def resetting(exchange: Exchange) -> None:
    """End the connection as soon as a request comes."""
    exchange.reset()


def cutting(exchange: Exchange) -> None:
    """Hang up half-way through what comes in, or else through what goes out."""
    if exchange.length:
        exchange.read(exchange.length // 2)
        exchange.reset()
        return
    reply = exchange.performed()
    exchange.answer(reply, only=len(reply.body) // 2)


def falling_silent(exchange: Exchange) -> None:
    """Take half of what comes in, and never say a word again."""
    exchange.read(exchange.length // 2)
    hanging(exchange)


def hanging(exchange: Exchange) -> None:
    """Say nothing until the other side has had enough."""
    line = exchange.handler.connection
    line.settimeout(0.05)
    while not exchange.registry.closing.is_set():
        try:
            if not line.recv(PIECE):
                break
        except TimeoutError:
            continue
    exchange.hang_up()


def losing_the_answer(exchange: Exchange) -> None:
    """Do it, and say nothing."""
    exchange.performed()
    exchange.reset()


def crawling(rate: float) -> Deed:
    """Take and give so many bytes a second."""

    def deed(exchange: Exchange) -> None:
        exchange.rate = rate
        exchange.answer(exchange.performed())

    return deed


def changed(change: Callable[[Reply], Reply | None]) -> Deed:
    """Do it, and say something else."""

    def deed(exchange: Exchange) -> None:
        reply = exchange.performed()
        exchange.answer(change(reply) or reply)

    return deed


def with_header(name: str, value: str) -> Deed:
    return changed(lambda reply: reply.headers.update({name: value}))


def with_body(body: bytes) -> Deed:
    """Send other bytes, and say how many they are."""
    return changed(
        lambda reply: Reply(reply.status, reply.headers | {"Content-Length": str(len(body))}, body)
    )


def without_end(exchange: Exchange) -> None:
    """Send what was asked for, and then more and more."""
    reply = exchange.performed()
    reply.headers.pop("Content-Length", None)
    handler = exchange.handler
    handler.send_response(reply.status)
    for name, value in (reply.headers | {"Connection": "close"}).items():
        handler.send_header(name, value)
    handler.end_headers()
    exchange.hang_up()
    handler.wfile.write(reply.body)
    while not exchange.registry.closing.is_set():
        handler.wfile.write(b" " * PIECE)


def losing_the_blob(exchange: Exchange) -> None:
    """Take it, say so, and have it no more."""
    reply = exchange.performed()
    repository = exchange.path.removeprefix("/v2/").partition("/blobs/")[0]
    exchange.registry.blobs.pop((repository, exchange.query["digest"]))
    exchange.answer(reply)
