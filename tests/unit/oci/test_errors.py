"""What clients are told of their own input."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci import errors
from oci.errors import DomainError, RangeNotSatisfiable, quoted

CATEGORY_OF = {
    errors.NameInvalid: errors.Invalid,
    errors.DigestInvalid: errors.Invalid,
    errors.TagInvalid: errors.Invalid,
    errors.ManifestInvalid: errors.Invalid,
    errors.RangeInvalid: errors.Invalid,
    errors.SizeInvalid: errors.Invalid,
    errors.ScopeInvalid: errors.Invalid,
    errors.ManifestTooLarge: errors.TooLarge,
    errors.RangeNotSatisfiable: DomainError,
}


@pytest.mark.parametrize(("fact", "category"), CATEGORY_OF.items())
def test_every_fact_stands_in_its_category(
    fact: type[DomainError], category: type[DomainError]
) -> None:
    assert fact.__base__ is category


def test_every_category_is_a_domain_error() -> None:
    assert {category.__name__ for category in DomainError.__subclasses__()} >= {
        "Invalid",
        "Unknown",
        "Conflict",
        "Denied",
        "Unauthenticated",
        "PreconditionFailed",
        "TooLarge",
        "Unsupported",
        "Overloaded",
    }


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("acme/app", "'acme/app'"),
        ("", "''"),
        ("it's", '"it\'s"'),
        ("a\r\nb\0", r"'a\r\nb\x00'"),
        ("\u202eevil", r"'\u202eevil'"),
        ("\ud800", r"'\ud800'"),
    ],
)
def test_input_is_quoted_with_its_control_characters_escaped(text: str, shown: str) -> None:
    assert quoted(text) == shown


def test_long_input_is_quoted_in_part() -> None:
    assert quoted("x" * 1_000_000) == "'" + "x" * (errors.QUOTE_LIMIT - 1) + "..."


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_quoted_input_is_short_and_printable(text: str) -> None:
    shown = quoted(text)
    assert len(shown) <= 200
    assert shown.isascii()
    assert shown.isprintable()


def test_an_unsatisfiable_range_knows_the_size_of_the_content() -> None:
    error = RangeNotSatisfiable(10)
    assert error.size == 10
    assert str(error) == "The range lies outside the content, which has 10 bytes."
