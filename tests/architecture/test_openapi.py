"""The committed OpenAPI document is what the code says, and is whole."""

import json
from pathlib import Path
from typing import Any

from harbor_py import openapi

DOCUMENT = Path(__file__).parents[2] / "docs" / "openapi.json"


def test_the_document_is_what_make_docs_writes() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == openapi.generate(), "run `make docs`"


def test_operations_have_names_of_their_own_and_say_what_they_answer() -> None:
    found = list(_operations())
    names = [operation["operationId"] for operation in found]
    assert len(names) == len(set(names)) >= 20
    assert [name for name, operation in zip(names, found, strict=True) if _is_mute(operation)] == []


def _operations() -> list[dict[str, Any]]:
    paths = json.loads(openapi.generate())["paths"].values()
    return [operation for methods in paths for operation in methods.values()]


def _is_mute(operation: dict[str, Any]) -> bool:
    """Whether a read does not say what comes of it."""
    good = operation["responses"].get("200", {})
    is_read = operation["operationId"].endswith(("_list", "_retrieve"))
    return is_read and not good.get("content") and operation["operationId"] != "c_log_out_retrieve"
