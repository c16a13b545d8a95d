"""What pages may cost in requests, counted in the browser that shows them."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.console import measures
from tests.console.visits import Visit
from tests.support.people import People

REQUESTS = 4


def test_flow_34_a_long_list_takes_one_request_and_few_beside_it(
    visit: Callable[..., Visit], stocked: People, record_property: Callable[..., None]
) -> None:
    visitor = visit(stocked["gus"])
    visitor.open("/ui/projects")
    asked = measures.Asked(visitor.page)
    visitor.page.goto(_tags(stocked))
    expect(visitor.page.get_by_text("100 of 20,000 shown")).to_be_visible()
    visitor.wait_settled()
    paths = asked.stop()
    record_property("requests", paths)
    assert len([path for path in paths if "/tags?" in path]) == 1
    assert len(paths) <= REQUESTS


def _tags(people: People) -> str:
    return f"/ui/projects/{people.project}/repos/many-tags/-/tags"
