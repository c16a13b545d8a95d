"""Every page at every width: nothing beyond the edge, no name of a text in place of the text."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as Late

from tests.console.pages import PLACES, Place
from tests.console.visits import Look, Visit
from tests.console.world import World
from tests.support.people import Person
from tests.support.server import REPOSITORY_ROOT

WIDTHS = (320, 768, 1440)
"""The first is also what 1280 has left at 400 %."""
REST_MILLISECONDS = 5_000
_SOURCES = REPOSITORY_ROOT / "frontend" / "src"
_BEYOND = """
() => [...document.querySelectorAll('body *')].filter(one =>
  one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 200))
"""
_TEXTS = """
() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) found.push(walker.currentNode.textContent.trim());
  for (const one of document.querySelectorAll('[aria-label]')) found.push(one.ariaLabel);
  return found;
}
"""


@pytest.fixture(scope="module")
def names_of_texts() -> frozenset[str]:
    """Give what the sources call the texts, as far as no text could be the same."""
    files = _SOURCES.glob("**/locales/en.json")
    names = {name for file in files for name in json.loads(file.read_text(encoding="utf-8"))}
    found = frozenset(name for name in names if "." in name)
    assert len(found) > 100
    return found


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_flow_30_a_page_fits_every_width_and_is_translated(
    visit: Callable[..., Visit],
    everybody: dict[str, Person | None],
    filled: World,
    names_of_texts: frozenset[str],
    place: Place,
) -> None:
    visitor = visit(everybody[place.who], Look(language="zh-CN", width=WIDTHS[-1]))
    page = place.open(visitor, filled)
    assert names_of_texts.isdisjoint(page.evaluate(_TEXTS))
    for width in reversed(WIDTHS):
        page.set_viewport_size({"width": width, "height": 900})
        visitor.wait_settled()
        assert _fits(page), f"at {width}: {page.evaluate(_BEYOND)[:5]}"


def _fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways once all that moves has come to rest."""
    try:
        page.wait_for_function(
            "document.documentElement.scrollWidth <= innerWidth", timeout=REST_MILLISECONDS
        )
    except Late:
        return False
    return True
