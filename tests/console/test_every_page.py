"""Every page: it fits every width, is translated, and axe has nothing to say, in any look.

One visit a page, changed in place: to open a window costs more than all the rest.
"""

import json
from collections.abc import Callable

import pytest

from tests.console import axe
from tests.console.pages import PLACES, Place
from tests.console.visits import NARROW, WIDE, Look, Scheme, Visit
from tests.console.world import World
from tests.support.people import Person
from tests.support.server import REPOSITORY_ROOT

WIDTHS = (1440, 768, NARROW, 320)
"""The last is also what 1280 has left at 400 %."""
REST_MILLISECONDS = 5_000
"""How long what moves may take to come to rest."""
_SOURCES = REPOSITORY_ROOT / "frontend" / "src"
_FITS = "document.documentElement.scrollWidth <= innerWidth"
_BEYOND = """
() => [...document.querySelectorAll('body *')].filter(one =>
  one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 200))
"""
_CUT_OFF = """
() => [...document.querySelectorAll('table')].filter(one =>
  getComputedStyle(one.parentElement).overflowX === 'clip' &&
  one.offsetWidth > one.parentElement.clientWidth).map(one => one.caption?.textContent)
"""
"""Tables that lose their last columns: nobody can move them sideways."""
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
def test_flows_30_and_32_a_page_fits_is_translated_and_for_everybody(
    visit: Callable[..., Visit],
    everybody: dict[str, Person | None],
    filled: World,
    names_of_texts: frozenset[str],
    place: Place,
) -> None:
    visitor = visit(everybody[place.who], Look(language="zh-CN", width=WIDTHS[0]))
    page = place.open(visitor, filled)
    assert names_of_texts.isdisjoint(page.evaluate(_TEXTS))
    for width in WIDTHS:
        visitor.change_width(width)
        assert visitor.becomes_true(_FITS, REST_MILLISECONDS), (
            f"at {width}: {page.evaluate(_BEYOND)[:5]}"
        )
    visitor.change_width(NARROW)
    _require_access(visitor, "light", "dark")
    visitor.change_language("en")
    visitor.change_width(WIDE)
    assert page.evaluate(_CUT_OFF) == []
    _require_access(visitor, "dark", "light")


def _require_access(visitor: Visit, *schemes: Scheme) -> None:
    for scheme in schemes:
        visitor.change_scheme(scheme)
        assert axe.violations(visitor.page) == [], scheme


def test_what_axe_objects_to_is_found(visit: Callable[..., Visit]) -> None:
    page = visit().open("/ui/login")
    page.evaluate("document.querySelector('h1').after(document.createElement('input'))")
    assert any(one.startswith("label (critical)") for one in axe.violations(page))
