"""Asks axe-core what is wrong with a page for people who cannot see or point well."""

from functools import cache

from playwright.sync_api import Page

from tests.support.server import REPOSITORY_ROOT

_SOURCE = REPOSITORY_ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


@cache
def _script() -> str:
    return _SOURCE.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """One line for each element: the rule, what it is about, and what breaks it.

    The script comes in by the debugger's door, which no content security policy guards.
    """
    page.evaluate(_script())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {node['html'][:200]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
