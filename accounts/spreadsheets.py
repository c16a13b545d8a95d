"""CSV for people who open it in a spreadsheet: cells are shown there, never computed (CWE-1236)."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def head(columns: Sequence[str], *, with_mark: bool) -> bytes:
    """The first line. *with_mark* is for Excel, which guesses."""
    return f"{_BYTE_ORDER_MARK if with_mark else ''}{','.join(columns)}\r\n".encode()


def lines(rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it, rather than computes it."""
    return f"'{text}" if text.startswith(_FORMULAS) else text
