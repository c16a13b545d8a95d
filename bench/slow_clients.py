"""A program: many clients that are slow; tells how many are connected whenever that changes.

Arguments: `reads` or `uploads`, host, port, and a file with the head of a request for each client.
"""

import asyncio
import json
import resource
import socket
import sys
from pathlib import Path

PACE = 1.0
READ_BYTES = 4096
SEND_BYTES = 16 * 1024
BURST_BYTES = 1 << 20
AT_ONCE = 50


class Crowd:
    """All clients of one run."""

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._connecting = asyncio.Semaphore(AT_ONCE)
        self._open = 0

    def _changed(self, by: int) -> None:
        self._open += by
        sys.stdout.write(f"{self._open}\n")
        sys.stdout.flush()

    async def _connect(self, head: str) -> socket.socket:
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, READ_BYTES)
        connection.setblocking(False)  # noqa: FBT003 - the name says what is false
        loop = asyncio.get_running_loop()
        await loop.sock_connect(connection, self._address)
        await loop.sock_sendall(connection, head.encode())
        return connection

    async def read(self, head: str, _: float) -> None:
        """Ask for a large blob and read a little of it each second."""
        loop = asyncio.get_running_loop()
        async with self._connecting:
            connection = await self._connect(head)
            part = await loop.sock_recv(connection, READ_BYTES)
        if not part.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"a slow client was answered {part[:300]!r}")
        self._changed(+1)
        while part:
            await asyncio.sleep(PACE)
            part = await loop.sock_recv(connection, READ_BYTES)
        self._changed(-1)

    async def upload(self, head: str, share: float) -> None:
        """Send a share of a MiB at once, for uploads are anywhere, then a little each second."""
        loop = asyncio.get_running_loop()
        async with self._connecting:
            connection = await self._connect(head)
            await loop.sock_sendall(connection, _chunk(int(share * BURST_BYTES)))
        self._changed(+1)
        answer = asyncio.ensure_future(loop.sock_recv(connection, READ_BYTES))
        while not answer.done():
            await asyncio.wait([answer], timeout=PACE)
            await loop.sock_sendall(connection, _chunk(SEND_BYTES))
        self._changed(-1)


def _chunk(size: int) -> bytes:
    return b"%x\r\n%s\r\n" % (size, bytes(size)) if size else b""


async def main(crowd: Crowd, kind: str, heads: list[str]) -> None:
    client = crowd.read if kind == "reads" else crowd.upload
    await asyncio.gather(*(client(head, number / len(heads)) for number, head in enumerate(heads)))


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    kind, host, port, file = sys.argv[1:]
    asyncio.run(main(Crowd(host, int(port)), kind, json.loads(Path(file).read_text())))
