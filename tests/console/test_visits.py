"""What the other tests of the console rest on: a visit in which something goes wrong fails."""

from collections.abc import Callable

import pytest

from tests.console.visits import Visit


@pytest.mark.parametrize(
    ("attempt", "fault"),
    [
        ("console.error('a complaint')", "message: a complaint"),
        ("setTimeout(() => { throw new Error('forgotten') })", "exception: .*forgotten"),
        ("Promise.reject(new Error('forgotten'))", "exception: .*forgotten"),
        ("fetch('/api/v2.0/nothing')", "answer: 404 GET .*/api/v2.0/nothing"),
        ("eval('1')", "Content Security Policy|unsafe-eval|exception"),
    ],
)
def test_a_fault_fails_a_test_that_does_not_expect_it(
    visit: Callable[..., Visit], attempt: str, fault: str
) -> None:
    visitor = visit()
    page = visitor.open("/ui/login")
    visitor.require_flawless()
    page.evaluate(f"() => {{ setTimeout(() => {{ {attempt} }}) }}")
    visitor.wait_fault(fault)
    with pytest.raises(AssertionError, match=fault):
        visitor.require_flawless()
    visitor.expect_fault(fault)


def test_a_fault_that_is_expected_must_occur(visit: Callable[..., Visit]) -> None:
    visitor = visit()
    page = visitor.open("/ui/login")
    visitor.expect_fault("message: late")
    with pytest.raises(AssertionError, match="did not occur"):
        visitor.require_flawless(within=100)
    page.evaluate("console.error('late')")


def test_a_browser_reaches_this_machine_alone(visit: Callable[..., Visit]) -> None:
    visitor = visit()
    page = visitor.page
    visitor.expect_fault("ERR_NAME_NOT_RESOLVED")
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://registry.example.org/")
