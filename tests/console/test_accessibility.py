"""No page has anything that axe-core objects to, in any scheme or language."""

from collections.abc import Callable

import pytest

from tests.console import axe
from tests.console.pages import FEW_LOOKS, PLACES
from tests.console.visits import Visit


@pytest.mark.parametrize("look", FEW_LOOKS, ids=str)
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_flow_32_a_page_is_for_everybody_in_both_schemes(shown: Visit) -> None:
    assert axe.violations(shown.page) == []
    shown.change_scheme("dark")
    assert axe.violations(shown.page) == []


def test_what_axe_objects_to_is_found(visit: Callable[..., Visit]) -> None:
    page = visit().open("/ui/login")
    page.evaluate("document.querySelector('h1').after(document.createElement('input'))")
    assert any(one.startswith("label (critical)") for one in axe.violations(page))
