"""Pictures of every page in every look, for people to judge: `make screenshots`."""

from collections.abc import Callable

import pytest

from tests.console.pages import LOOKS, PLACES, Place
from tests.console.visits import Look, Visit
from tests.console.world import World
from tests.support.people import Person
from tests.support.server import REPOSITORY_ROOT

FOLDER = REPOSITORY_ROOT / "screenshots"


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_take(
    visit: Callable[..., Visit],
    everybody: dict[str, Person | None],
    filled: World,
    place: Place,
    look: Look,
) -> None:
    one = visit(everybody[place.who], look)
    place.open(one, filled)
    one.save_picture(FOLDER / str(place) / f"{look}.png", whole=True)
