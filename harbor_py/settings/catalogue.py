"""Reads the settings' own source for ``docs/configuration.md``: name, default and sentence."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from harbor_py.settings import env

_READERS = {name for name in vars(env) if name.islower()}


@dataclass(frozen=True, slots=True)
class Entry:
    topic: str
    name: str
    default: str
    meaning: str


def entries() -> Iterator[Entry]:
    """Every setting that some module reads, in order of topic."""
    for path in sorted(Path(__file__).parent.glob("*.py")):
        yield from _entries_of(path)


def _entries_of(path: Path) -> Iterator[Entry]:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    for statement, following in zip(body, [*body[1:], None], strict=True):
        for call in ast.walk(statement):
            name = _setting_of(call)
            if name is not None:
                assert isinstance(call, ast.Call)
                yield Entry(path.stem, name, _default(call), _docstring(following))


def _setting_of(node: ast.AST) -> str | None:
    is_reader = (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _READERS
        and node.args
    )
    if not is_reader:
        return None
    first = node.args[0]  # type: ignore[attr-defined]
    is_name = isinstance(first, ast.Constant) and str(first.value).startswith(env.PREFIX)
    return str(first.value) if is_name else None


def _default(call: ast.Call) -> str:
    for keyword in call.keywords:
        if keyword.arg == "default" and isinstance(keyword.value, ast.Constant):
            return str(keyword.value.value)
    return ""


def _docstring(statement: ast.stmt | None) -> str:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return " ".join(str(statement.value.value).split())
    return ""
