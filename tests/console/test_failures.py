"""What people see when their rights, their session, the server or the way to it are gone."""

import json
from collections.abc import Callable, Iterator
from http import HTTPStatus

import pytest
from playwright.sync_api import Route, expect

from tests.console.visits import WITHIN, Visit
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.people import People, Person
from tests.support.server import Server

_EXPIRE = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import Session
long_ago = timezone.now() - timedelta(days=9)
answer = Session.objects.filter(user__username=name).update(last_used=long_ago)
"""


@pytest.fixture
def read_only(api: ApiClient) -> Iterator[None]:
    """Have the registry take no changes, as an administrator sets it."""
    _set(api, read_only=True)
    yield
    _set(api, read_only=False)


def test_flow_33_an_expired_session_leads_back_to_where_it_ended(
    visit: Callable[..., Visit], users: dict[str, Person], inside: Inside
) -> None:
    visitor = visit(users["mona"])
    page = visitor.open("/ui/projects")
    assert inside.run(_EXPIRE, name="mona") >= 1
    page.get_by_role("columnheader", name="Owner").get_by_role("button").click()
    page.wait_for_url("**/ui/login?**")
    expect(page.get_by_role("status").filter(has_text="Your session has ended")).to_be_visible()
    visitor.sign_in(users["mona"])
    page.wait_for_url("**/ui/projects?sort=owner_name")
    visitor.wait_settled()


def test_flow_33_a_session_that_ended_under_a_change_changes_nothing(
    visit: Callable[..., Visit], users: dict[str, Person], inside: Inside, api: ApiClient
) -> None:
    visitor = visit(users["lena"])
    page = visitor.open("/ui/projects")
    page.get_by_role("button", name="New project").click()
    form = page.get_by_role("dialog", name="New project")
    form.get_by_role("textbox", name="Name").fill("lenas-own")
    inside.run(_EXPIRE, name="lena")
    visitor.expect_fault("401 POST .*/projects$")
    form.get_by_role("button", name="Create project").click()
    page.wait_for_url("**/ui/login?**")
    assert api.head("/projects", params={"project_name": "lenas-own"}).status_code == 404
    visitor.sign_in(users["lena"])
    page.wait_for_url("**/ui/projects")
    visitor.wait_settled()


@pytest.mark.parametrize("status", [500, 503])
def test_flow_33_a_failure_says_what_failed_and_is_tried_again(
    visit: Callable[..., Visit], admin: Person, status: int
) -> None:
    visitor = visit(admin)
    page = visitor.page
    visitor.expect_fault(f"{status} GET .*/projects")
    page.route("**/api/v2.0/projects?**", lambda route: _refuse(route, status))
    visitor.open("/ui/projects")
    alert = page.get_by_role("alert").filter(has_text="That did not work")
    expect(alert).to_contain_text("the store is away", timeout=WITHIN)
    expect(alert).to_contain_text("req-of-the-test")
    page.unroute_all()
    alert.get_by_role("button", name="Try again").click()
    expect(alert).to_be_hidden()
    expect(page.get_by_role("table", name="Projects")).to_be_visible()


def test_flow_33_without_a_connection_it_says_so_and_goes_on_afterwards(
    visit: Callable[..., Visit], admin: Person
) -> None:
    visitor = visit(admin)
    page = visitor.open("/ui/projects")
    visitor.expect_fault("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.get_by_role("columnheader", name="Owner").get_by_role("button").click()
    alert = page.get_by_role("alert").filter(has_text="The registry cannot be reached")
    expect(alert).to_be_visible(timeout=2 * WITHIN)
    page.context.set_offline(False)
    alert.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("table", name="Projects")).to_be_visible()


def test_flow_33_a_page_that_could_not_be_loaded_is_there_on_the_next_try(
    visit: Callable[..., Visit], admin: Person
) -> None:
    visitor = visit(admin)
    page = visitor.open("/ui/")
    visitor.expect_fault("ERR_INTERNET_DISCONNECTED|preload CSS|dynamically imported")
    page.context.set_offline(True)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Projects").click()
    alert = page.get_by_role("alert").filter(has_text="The registry cannot be reached")
    expect(alert).to_be_visible()
    page.context.set_offline(False)
    alert.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("table", name="Projects")).to_be_visible()


def test_flow_33_a_slow_answer_keeps_the_old_rows_until_it_comes(
    visit: Callable[..., Visit], admin: Person, people: People
) -> None:
    page = visit(admin).open(f"/ui/projects?q={people.project}")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/v2.0/projects?**", hold)
    page.get_by_role("columnheader", name="Owner").get_by_role("button").click()
    page.wait_for_url("**&sort=owner_name")
    rows = page.get_by_role("table", name="Projects").get_by_role("rowheader")
    expect(rows).to_have_text([people.project])
    while not held:
        page.wait_for_timeout(20)
    held.pop().continue_()
    page.unroute_all()
    expect(page.get_by_role("columnheader", name="Owner")).to_have_attribute(
        "aria-sort", "ascending"
    )
    expect(rows).to_have_text([people.project])


@pytest.mark.usefixtures("read_only")
def test_flow_33_a_registry_that_is_read_only_says_so(
    visit: Callable[..., Visit], admin: Person
) -> None:
    visitor = visit(admin)
    page = visitor.open("/ui/projects")
    expect(page.get_by_role("alert").filter(has_text="The registry is read-only")).to_be_visible()
    page.get_by_role("button", name="New project").click()
    form = page.get_by_role("dialog", name="New project")
    form.get_by_role("textbox", name="Name").fill("not-now")
    visitor.expect_fault("50. POST .*/projects$|403 POST .*/projects$")
    form.get_by_role("button", name="Create project").click()
    expect(form.get_by_role("alert")).to_contain_text("read-only")


def test_flow_33_a_restarted_server_finds_everybody_signed_in(
    visit: Callable[..., Visit], users: dict[str, Person], server: Server
) -> None:
    visitor = visit(users["petra"])
    page = visitor.open("/ui/projects")
    server.stop()
    visitor.expect_fault("ERR_CONNECTION_REFUSED")
    page.get_by_role("columnheader", name="Owner").get_by_role("button").click()
    alert = page.get_by_role("alert").filter(has_text="The registry cannot be reached")
    expect(alert).to_be_visible(timeout=2 * WITHIN)
    server.start()
    alert.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("columnheader", name="Owner")).to_have_attribute(
        "aria-sort", "ascending"
    )
    page.reload()
    visitor.wait_settled()
    expect(page.get_by_role("button", name="Account of petra")).to_be_visible()


def test_flow_29_a_role_that_was_taken_away_closes_the_project(
    visit: Callable[..., Visit], people: People, api: ApiClient
) -> None:
    visitor = visit(people["dora"])
    page = visitor.open(f"/ui/projects/{people.project}")
    expect(page.get_by_role("navigation", name="Pages of the project")).to_be_visible()
    _remove_member(api, people.project, "dora")
    visitor.expect_fault(f"(403|404) GET .*/projects/{people.project}")
    page.reload()
    visitor.wait_settled()
    expect(page.get_by_role("heading", level=1)).to_have_text(people.project)
    expect(page.get_by_role("main")).to_contain_text("You may not see this")
    expect(page.get_by_role("navigation", name="Pages of the project")).to_have_count(0)


def _remove_member(api: ApiClient, project: str, name: str) -> None:
    path = f"/projects/{project}/members"
    found = require(api.get(path, params={"entityname": name}), HTTPStatus.OK).json()
    require(api.delete(f"{path}/{found[0]['id']}"), HTTPStatus.OK)


def _refuse(route: Route, status: int) -> None:
    told = {"errors": [{"code": "UNKNOWN", "message": "the store is away"}]}
    route.fulfill(
        status=status,
        content_type="application/json",
        headers={"X-Request-Id": "req-of-the-test"},
        body=json.dumps(told),
    )


def _set(api: ApiClient, **settings: object) -> None:
    require(api.put("/configurations", json=settings), HTTPStatus.OK)
