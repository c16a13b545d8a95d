"""Scopes of token requests."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci.errors import ScopeInvalid
from oci.scopes import MAX_SCOPES, MAX_SCOPES_LENGTH, Scope, parse_scopes

WORD = st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True)
SCOPES = st.builds(
    Scope,
    type=WORD | WORD.map("repository({})".format),
    name=st.from_regex(r"[a-z0-9.:/*_-]{1,20}", fullmatch=True),
    actions=st.lists(st.sampled_from(["pull", "push", "delete", "*"]), max_size=3, unique=True).map(
        tuple
    ),
)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("repository:acme/app:pull", Scope("repository", "acme/app", ("pull",))),
        ("repository:acme/app:pull,push", Scope("repository", "acme/app", ("pull", "push"))),
        ("registry:catalog:*", Scope("registry", "catalog", ("*",))),
        (
            "repository:host.example:5000/acme/app:pull",
            Scope("repository", "host.example:5000/acme/app", ("pull",)),
        ),
        ("repository(plugin):acme/p:pull", Scope("repository(plugin)", "acme/p", ("pull",))),
        ("repository:acme/app:", Scope("repository", "acme/app", ())),
        ("repository:acme/app:pull,", Scope("repository", "acme/app", ("pull",))),
        ("repository:acme/app:pull,pull", Scope("repository", "acme/app", ("pull",))),
        ("repository:acme/app:scanner-pull", Scope("repository", "acme/app", ("scanner-pull",))),
    ],
)
def test_a_scope_is_read(text: str, scope: Scope) -> None:
    assert parse_scopes([text]) == [scope]


def test_no_scope_is_no_scope() -> None:
    assert parse_scopes([]) == []
    assert parse_scopes(["", "  "]) == []


def test_a_value_may_hold_several_scopes() -> None:
    assert parse_scopes(["repository:a/b:pull  repository:a/c:push", "registry:catalog:*"]) == [
        Scope("repository", "a/b", ("pull",)),
        Scope("repository", "a/c", ("push",)),
        Scope("registry", "catalog", ("*",)),
    ]


def test_scopes_of_one_resource_are_merged_in_order_of_first_appearance() -> None:
    assert parse_scopes(["repository:a/b:push,pull", "x:y:z", "repository:a/b:pull,delete"]) == [
        Scope("repository", "a/b", ("push", "pull", "delete")),
        Scope("x", "y", ("z",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "repository",
        "repository:",
        "repository:acme/app",
        "repository::pull",
        ":acme/app:pull",
        "::",
        "Repository:acme/app:pull",
        "repository(:acme/app:pull",
        "repository():acme/app:pull",
        "repository(a)(b):acme/app:pull",
        "repository:acme/app:PULL",
        "repository:acme/app:pull;push",
        "repository:acme/app:**",
        "repository:acme/app:pull\n",
        "repository:acme/app:pull\t",
        "repository:acme/app\tx:y:pull",
        "repository:acme/app:pull\u00a0registry:catalog:*",
    ],
)
def test_a_malformed_scope_is_refused(text: str) -> None:
    with pytest.raises(ScopeInvalid):
        parse_scopes([text])


@pytest.mark.parametrize("nasty", ['"', "\r", "\n", "\r\n", ",", "\\", "\0", "\x1f", "\x7f", "é"])
def test_tk_10_a_name_that_could_leave_the_challenge_header_is_refused(nasty: str) -> None:
    for text in (f"repository:acme/a{nasty}b:pull", f"repository:acme/app{nasty}:pull"):
        with pytest.raises(ScopeInvalid) as refusal:
            parse_scopes([text])
        assert str(refusal.value).isprintable()


def test_as_many_scopes_as_allowed_are_read_and_no_more() -> None:
    texts = [f"repository:a/{number}:pull" for number in range(MAX_SCOPES)]
    assert len(parse_scopes(texts)) == MAX_SCOPES
    assert len(parse_scopes([" ".join(texts)])) == MAX_SCOPES
    with pytest.raises(ScopeInvalid, match="at most 100"):
        parse_scopes([*texts, texts[0]])


def test_scopes_of_all_values_together_are_bounded_in_length() -> None:
    filling = "x" * (MAX_SCOPES_LENGTH - len("repository::pull"))
    assert parse_scopes([f"repository:{filling}:pull"])[0].name == filling
    with pytest.raises(ScopeInvalid, match="longer than"):
        parse_scopes([f"repository:{filling}:pull", " "])


@settings(max_examples=100, deadline=None)
@given(SCOPES)
def test_a_scope_survives_being_written_and_read(scope: Scope) -> None:
    assert parse_scopes([str(scope)]) == [scope]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text() | st.text(alphabet='abc:,* ()"\n'), max_size=4))
def test_no_text_is_more_than_refused(values: list[str]) -> None:
    try:
        scopes = parse_scopes(values)
    except ScopeInvalid as refusal:
        assert str(refusal).isprintable()  # noqa: PT017 - accepting is just as well
    else:
        assert parse_scopes(map(str, scopes)) == scopes
