"""A program: many connections that are as slow as they can be, and what becomes of them.

Reads one JSON object (url, seconds, and how many of each kind), prints "ready" once all are
connected, and at the end how many of each kind the server closed and how many it did not.
"""

import asyncio
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

PACE = 1.0
CONNECT_SECONDS = 30.0


@dataclass
class Crowd:
    """All connections of one run, and how they fared."""

    host: str
    port: int
    until: float
    fared: Counter[str] = field(default_factory=Counter)
    awaited: int = 0
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    def arrived(self) -> None:
        self.awaited -= 1
        if not self.awaited:
            self.ready.set()

    async def join(self, kind: str, visit: "Visit", request: bytes) -> None:
        """Connect, send what the visit begins with, and be slow until the time is over."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                connection = await asyncio.open_connection(self.host, self.port, limit=4096)
        except (OSError, TimeoutError):
            self.fared[f"{kind} not connected"] += 1
            return
        finally:
            self.arrived()
        reader, writer = connection
        try:
            async with asyncio.timeout(max(self.until - time.monotonic(), 0)):
                await visit(reader, writer, request)
            self.fared[f"{kind} closed"] += 1
        except TimeoutError:
            self.fared[f"{kind} open"] += 1
        except OSError:
            self.fared[f"{kind} closed"] += 1
        finally:
            writer.transport.abort()


Visit = Callable[[asyncio.StreamReader, asyncio.StreamWriter, bytes], Awaitable[None]]


async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    """Send all but the headers' end, then header after header, until the server hangs up."""
    writer.write(request.removesuffix(b"\r\n"))
    ended = asyncio.create_task(reader.read())
    number = 0
    while not ended.done():
        number += 1
        writer.write(b"X-Slow-%d: and slower\r\n" % number)
        await writer.drain()
        await asyncio.wait([ended], timeout=PACE)


async def trickle(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> None:
    """Announce a long body and send a byte of it now and then."""
    writer.write(request)
    ended = asyncio.create_task(reader.read())
    while not ended.done():
        writer.write(b"x")
        await writer.drain()
        await asyncio.wait([ended], timeout=PACE)


async def sip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    """Ask for a large answer and read a little of it now and then."""
    writer.write(request)
    while True:
        if not await reader.read(1024):
            return
        await asyncio.sleep(PACE)


async def wait(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    """Say that a body comes once it is wanted, and never send it."""
    writer.write(request)
    while await reader.read(1024):
        pass


VISITS: dict[str, Visit] = {"headers": drip, "body": trickle, "read": sip, "expect": wait}


async def run(asked: dict[str, Any]) -> Counter[str]:
    url = urlsplit(asked["url"])
    crowd = Crowd(url.hostname or "", url.port or 80, time.monotonic() + asked["seconds"])
    visits = [
        asyncio.create_task(crowd.join(kind, VISITS[kind], request.encode("latin-1")))
        for kind, requests in asked["kinds"].items()
        for request in requests
    ]
    crowd.awaited = len(visits)
    await crowd.ready.wait()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.gather(*visits)
    return crowd.fared


def main() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    sys.stdout.write(json.dumps(asyncio.run(run(json.load(sys.stdin)))) + "\n")


if __name__ == "__main__":
    main()
