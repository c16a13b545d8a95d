"""Secrets that occur nowhere else, and the search for them in all forms that they could leak in."""

import base64
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.functional.registry.inside import Inside
from tests.support.processes import descendants
from tests.support.server import Server

SHORTEST = 20


class Canaries:
    """Every secret has a name, which is all that a failed test shows of it."""

    def __init__(self) -> None:
        self._forms: dict[bytes, str] = {}

    def __len__(self) -> int:
        return len(set(self._forms.values()))

    def make(self, name: str) -> str:
        """Make a secret that any rule for passwords takes."""
        return self.add(name, f"Canary1{secrets.token_hex(12)}")

    def add(self, name: str, secret: str | bytes) -> str:
        """Add a secret that somebody else made."""
        plain = secret.encode() if isinstance(secret, str) else secret
        assert len(plain) >= SHORTEST, f"{name} could be found by chance"
        for form in _forms(plain):
            self._forms[form] = name
        return secret if isinstance(secret, str) else ""

    def found_in(self, haystacks: Iterable[tuple[str, bytes]]) -> set[str]:
        """Tell which secrets are where."""
        return {
            f"{name} in {where}"
            for where, text in haystacks
            for form, name in self._forms.items()
            if form in text
        }


def _forms(plain: bytes) -> Iterator[bytes]:
    """As it is, in hexadecimal digits, and in base64 at each of the three places in a group."""
    yield plain
    yield plain.hex().encode()
    yield plain.hex().upper().encode()
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + plain)
        middle = encoded[4 if shift else 0 : len(encoded) - 4]
        yield middle
        yield middle.translate(bytes.maketrans(b"+/", b"-_"))


_TABLES = """
from django.db import connection
answer = {}
with connection.cursor() as cursor:
    for table in connection.introspection.table_names():
        columns = connection.introspection.get_table_description(cursor, table)
        quoted = connection.ops.quote_name(table)
        cursor.execute(f"SELECT * FROM {quoted}")
        answer[table] = [
            [bytes(v).hex() if isinstance(v, (bytes, memoryview)) else str(v) for v in row]
            for row in cursor.fetchall()
        ]
"""


def database(inside: Inside) -> Iterator[tuple[str, bytes]]:
    """Dump the database, as whoever may read all of it can."""
    tables: dict[str, Any] = inside.run(_TABLES)
    assert "accounts_user" in tables
    for table, rows in tables.items():
        yield f"table {table}", "\n".join(" ".join(row) for row in rows).encode()


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Give all files below the folder: the database of SQLite, with what it does not use, blobs."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"file {path.relative_to(folder)}", path.read_bytes()


def arguments(server: Server) -> Iterator[tuple[str, bytes]]:
    """Give the arguments of the server's processes, which everybody on the machine can read."""
    assert server._process
    family = [server._process.pid, *(seen.pid for seen in descendants(server._process.pid))]
    assert len(family) > len(("serve", "web", "worker"))
    for pid in family:
        yield f"arguments of {pid}", Path(f"/proc/{pid}/cmdline").read_bytes()
