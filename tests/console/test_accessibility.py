"""No page has anything that axe-core objects to, in any scheme or language."""

from collections.abc import Callable

import pytest

from tests.console import axe
from tests.console.pages import FEW_LOOKS, PLACES, Place
from tests.console.visits import Look, Visit
from tests.console.world import World
from tests.support.people import Person


@pytest.mark.parametrize("look", FEW_LOOKS, ids=str)
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_flow_32_a_page_is_for_everybody_in_both_schemes(
    visit: Callable[..., Visit],
    everybody: dict[str, Person | None],
    filled: World,
    place: Place,
    look: Look,
) -> None:
    visitor = visit(everybody[place.who], look)
    page = place.open(visitor, filled)
    assert axe.violations(page) == []
    visitor.change_scheme("dark")
    assert axe.violations(page) == []


def test_what_axe_objects_to_is_found(visit: Callable[..., Visit]) -> None:
    page = visit().open("/ui/login")
    page.evaluate("document.querySelector('h1').after(document.createElement('input'))")
    assert any(one.startswith("label (critical)") for one in axe.violations(page))
