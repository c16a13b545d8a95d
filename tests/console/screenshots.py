"""Pictures of every page in every look, for people to judge: `make screenshots`."""

import pytest

from tests.console.pages import LOOKS, PLACES, Place
from tests.console.visits import Look, Visit
from tests.support.server import REPOSITORY_ROOT

FOLDER = REPOSITORY_ROOT / "screenshots"


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_take(shown: Visit, place: Place, look: Look) -> None:
    shown.save_picture(FOLDER / str(place) / f"{look}.png", whole=True)
