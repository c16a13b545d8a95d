"""Robots: made with rights that were chosen, a secret shown once, and renewed."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.visits import Visit
from tests.support.connection import UnexpectedAnswer
from tests.support.images import an_image
from tests.support.people import People
from tests.support.registry import RegistryClient


def test_flow_18_a_robot_is_made_logs_in_and_gets_a_new_secret(
    visit: Callable[..., Visit], people: People, registry: RegistryClient
) -> None:
    registry.as_(*people["petra"]).push(f"{people.project}/app:1", an_image())
    page = visit(people["petra"]).open(f"/ui/projects/{people.project}/robots")
    page.get_by_role("button", name="New robot").first.click()
    _fill_in(page.get_by_role("dialog", name="New robot"))
    shown = page.get_by_role("dialog", name="Secret of")
    name, old = _told(shown)
    expect(shown.get_by_role("button", name="Done")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(shown).to_be_visible()
    shown.get_by_role("checkbox", name="I have stored the secret").check()
    shown.get_by_role("button", name="Done").click()
    expect(shown).to_be_hidden()
    assert old not in page.content()

    robot = registry.as_(name, old)
    robot.pull(f"{people.project}/app:1")
    with pytest.raises(UnexpectedAnswer) as refused:
        robot.push(f"{people.project}/app:2", an_image([b"other"]))
    assert refused.value.response.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)

    new = _renew(page, name, grace="For 1 hour")
    for secret in (old, new):
        registry.as_(name, secret).pull(f"{people.project}/app:1")
    newest = _renew(page, name, grace="Not at all")
    registry.as_(name, newest).pull(f"{people.project}/app:1")
    for secret in (old, new):
        with pytest.raises(UnexpectedAnswer):
            registry.as_(name, secret).pull(f"{people.project}/app:1")


def test_flow_18_a_robot_is_switched_off_and_on(
    visit: Callable[..., Visit], people: People, registry: RegistryClient
) -> None:
    registry.as_(*people["petra"]).push(f"{people.project}/app:1", an_image())
    page = visit(people["petra"]).open(f"/ui/projects/{people.project}/robots?open=new")
    form = page.get_by_role("dialog", name="New robot")
    form.get_by_role("textbox", name="Name").fill("deploy")
    form.get_by_role("button", name="Create robot").click()
    name, secret = _close_secret(page)
    robot = registry.as_(name, secret)
    robot.pull(f"{people.project}/app:1")
    _choose(page, name, "Disable")
    page.get_by_role("dialog").get_by_role("button", name="Disable").click()
    expect(_row(page, name)).to_contain_text("Disabled")
    with pytest.raises(UnexpectedAnswer):
        robot.pull(f"{people.project}/app:1")
    _choose(page, name, "Enable")
    page.get_by_role("dialog").get_by_role("button", name="Enable").click()
    expect(_row(page, name)).to_contain_text("Enabled")
    robot.pull(f"{people.project}/app:1")


def test_flow_29_who_may_not_make_robots_only_looks(
    visit: Callable[..., Visit], people: People
) -> None:
    page = visit(people["mona"]).open(f"/ui/projects/{people.project}/robots")
    expect(page.get_by_text("No robot yet")).to_be_visible()
    expect(page.get_by_role("button", name="New robot")).to_have_count(0)


def _fill_in(form: Locator) -> None:
    """Begin with rights to pull and push, and take the second away."""
    form.get_by_role("textbox", name="Name").fill("ci")
    preset = form.get_by_role("radio", name="Pull and push", exact=True)
    preset.press("Space")
    form.get_by_text("Choose rights one by one").click()
    push = form.get_by_role("group", name="repository", exact=True).get_by_role(
        "checkbox", name="push", exact=True
    )
    expect(push).to_be_checked()
    push.uncheck()
    expect(preset).not_to_be_checked()
    form.get_by_role("button", name="Create robot").click()


def _told(shown: Locator) -> tuple[str, str]:
    """Read the name and the secret, which stand in this order."""
    codes = shown.get_by_role("code")
    expect(codes.nth(1)).to_be_visible()
    return codes.nth(0).inner_text(), codes.nth(1).inner_text()


def _close_secret(page: Page) -> tuple[str, str]:
    shown = page.get_by_role("dialog", name="Secret of")
    told = _told(shown)
    shown.get_by_role("checkbox", name="I have stored the secret").check()
    shown.get_by_role("button", name="Done").click()
    expect(shown).to_be_hidden()
    return told


def _renew(page: Page, name: str, grace: str) -> str:
    _choose(page, name, "New secret")
    asked = page.get_by_role("dialog", name="New secret")
    asked.get_by_role("combobox", name="The old secret lives on").click()
    page.get_by_role("option", name=grace).click()
    asked.get_by_role("button", name="Make a new secret").click()
    return _close_secret(page)[1]


def _choose(page: Page, name: str, deed: str) -> None:
    page.get_by_role("button", name=f"Actions on {name}").click()
    page.get_by_role("menuitem", name=deed, exact=True).click()


def _row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has_text=name)
