"""Budgets that ruff has no rule for."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APPS = (
    "accounts", "artifacts", "audit", "events", "harbor_py", "jobs", "maintenance", "oci",
    "outbound", "projects", "registry_api", "replication", "storage",
)  # fmt: skip
MODULES = [
    path
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
]
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "services.py", "signals.py", "managers.py"}


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_stay_small_and_say_what_they_are_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(ast.parse(text)) or not text.strip()
    assert path.name not in FORBIDDEN_NAMES
    for function in _functions(path):
        assert function.end_lineno is not None
        length = function.end_lineno - function.lineno + 1
        assert length <= 50, f"{function.name} has {length} lines"


def test_test_modules_stay_readable() -> None:
    long = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "tests").rglob("*.py")
    }
    assert {name: length for name, length in long.items() if length > 600} == {}
