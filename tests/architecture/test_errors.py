"""Every fact a domain can state has its answer on both planes, and is raised, not just made."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import accounts.errors
import artifacts.errors
import audit.errors
import projects.errors
from harbor_py import rest_errors
from oci.errors import DomainError
from registry_api import errors as wire_errors

ROOT = Path(__file__).parents[2]
assert accounts.errors
assert artifacts.errors
assert audit.errors
assert projects.errors


def _all(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _all(child)


FACTS = sorted(_all(DomainError), key=lambda kind: kind.__qualname__)
CATEGORIES = {kind for kind in FACTS if kind.__subclasses__()}


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__qualname__)
@pytest.mark.parametrize("table", [wire_errors.WIRE, rest_errors.REST], ids=["wire", "rest"])
def test_every_domain_error_has_a_status(
    kind: type[DomainError], table: dict[type[Exception], object]
) -> None:
    assert any(ancestor in table for ancestor in kind.__mro__)


def test_no_error_is_made_and_then_forgotten() -> None:
    names = {kind.__name__ for kind in FACTS}
    forgotten = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for app in ("accounts", "artifacts", "audit", "oci", "projects", "registry_api")
        for path in (ROOT / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id in names
    ]
    assert forgotten == []
