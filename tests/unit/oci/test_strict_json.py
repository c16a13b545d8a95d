"""JSON that two parsers might read differently is refused, soon."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci.errors import ManifestInvalid
from oci.strict_json import MAX_DEPTH, MAX_VALUES, read_object
from tests.support.timing import cpu_seconds

MIB = 1024 * 1024
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(
        alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=10
    )
    | st.text(alphabet='\\"[]{},:u08d', max_size=10)
)
KEYS = st.text(alphabet='ab\\"[{,é😀', max_size=4)
OBJECTS = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
        max_leaves=10,
    ),
    max_size=4,
)


def nested(depth: int) -> bytes:
    return b'{"a":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


@settings(max_examples=200, deadline=None)
@given(OBJECTS, st.booleans())
def test_what_json_writes_is_read(document: dict[str, Any], ensure_ascii: bool) -> None:  # noqa: FBT001
    body = json.dumps(document, ensure_ascii=ensure_ascii).encode()
    assert read_object(body) == document


@pytest.mark.parametrize(
    ("body", "document"),
    [
        (b"{}", {}),
        (b' \r\n\t{"a" : 1 }\n', {"a": 1}),
        (rb'{"a":"\ud83d\ude00"}', {"a": "\U0001f600"}),
        (rb'{"a":"\\ud800 \\u0000"}', {"a": r"\ud800 \u0000"}),
        (rb'{"a":"\\\"[[[{{{"}', {"a": '\\"[[[{{{'}),
        (b'{"a":1e308}', {"a": 1e308}),
        (b'{"a":{"x":1},"b":{"x":1}}', {"a": {"x": 1}, "b": {"x": 1}}),
    ],
)
def test_legal_json_is_read(body: bytes, document: dict[str, Any]) -> None:
    assert read_object(body) == document


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "not valid JSON"),
        (b" ", "not valid JSON"),
        (b"[]", "must be a JSON object"),
        (b"null", "must be a JSON object"),
        (b'"text"', "must be a JSON object"),
        (b"7", "must be a JSON object"),
        (b"{'a':1}", "not valid JSON"),
        (b'{"a":1,}', "not valid JSON"),
        (b'{"a":1} // comment', "Extra data"),
        (b"{}{}", "Extra data"),
        (b"{}\0", "Extra data"),
        (b"{}]", "Extra data"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        ("{}".encode("utf-16"), "not valid UTF-8"),
        ("{}".encode("utf-16-le"), "not valid JSON"),
        (b'{"a":"\xff"}', "not valid UTF-8"),
        (b'{"a":"\xc0\xaf"}', "not valid UTF-8"),
        (b'{"a":"\xed\xa0\x80"}', "not valid UTF-8"),
        (b'{"a":"\xe2\x82', "not valid UTF-8"),
        (rb'{"a":"\ud800"}', "surrogate"),
        (rb'{"a":"\uD800x\uDC00"}', "surrogate"),
        (rb'{"a":"\udc00\ud800"}', "surrogate"),
        (rb'{"a":"\ud800\ud800\udc00"}', "surrogate"),
        (rb'{"a":"\ud800\udc00\udc00"}', "surrogate"),
        (rb'{"a":"\ud800\\\udc00"}', "surrogate"),
        (rb'{"a":"\\\ud800"}', "surrogate"),
        (rb'{"\udfff":1}', "surrogate"),
        (b'{"a":"\0"}', "Invalid control character"),
        (rb'{"a":"\u0000"}', "NUL"),
        (rb'{"a":"\\\u0000"}', "NUL"),
        (rb'{"\u0000":1}', "NUL"),
        (b'{"a":"\n"}', "Invalid control character"),
        (b'{"a":1,"a":1}', "'a' twice"),
        (rb'{"a":1,"\u0061":1}', "'a' twice"),
        (b'{"x":[{"y":{"b":1,"c":2,"b":3}}]}', "'b' twice"),
        (b'{"a":NaN}', "NaN"),
        (b'{"a":Infinity}', "Infinity"),
        (b'{"a":-Infinity}', "-Infinity"),
        (b'{"a":1e999999}', "out of range"),
        (b'{"a":-1e999999}', "out of range"),
        (b'{"a":01}', "not valid JSON"),
        (b'{"a":+1}', "not valid JSON"),
        (b'{"a":.5}', "not valid JSON"),
        (b'{"a":0x10}', "not valid JSON"),
        (b'{"a":' + b"1" * 101 + b"}", "number of 101 characters"),
        (nested(MAX_DEPTH + 1), "nested deeper than 100"),
    ],
)
def test_pr_07_json_that_is_not_strict_is_refused(body: bytes, words: str) -> None:
    with pytest.raises(ManifestInvalid, match=words):
        read_object(body)


def test_nesting_as_deep_as_allowed_is_read() -> None:
    assert read_object(nested(MAX_DEPTH))


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b"[" * 4 * MIB,
        b'{"a":' * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' + b"1" * 4 * MIB + b"}",
        b'{"a":0.' + b"1" * 4 * MIB + b"}",
        b'{"a":1e' + b"9" * 4 * MIB + b"}",
        b'{"a":[' + b"1," * 2 * MIB + b"1]}",
        b'{"a":[' + b"[]," * MIB + b"1]}",
        b'{"a":"' + b"\xff" * 4 * MIB + b'"}',
        b"{" + b'"a":1,' * 20_000 + b'"a":1}',
        b"\\" * 4 * MIB,
        b'{"a":"' + rb"\ud800" * 700_000 + b'"}',
    ],
    ids=range(13),
)
def test_pr_07_hostile_json_is_refused_at_once(body: bytes) -> None:
    def refuse() -> None:
        with pytest.raises(ManifestInvalid):
            read_object(body)

    assert cpu_seconds(refuse) < 0.1


def test_pr_07_deep_nesting_that_looks_flat_is_refused_all_the_same() -> None:
    with pytest.raises(ManifestInvalid):
        read_object(b'{"a":' + b"[" * 50 + b'"' + b"[" * 100_000)


def test_brackets_in_strings_are_no_nesting() -> None:
    text = "[{," * MAX_VALUES
    assert read_object(json.dumps({"a": text}).encode()) == {"a": text}


@settings(max_examples=300, deadline=None)
@given(st.binary() | st.text(alphabet='{}[]",:\\u0d8e1.-naN').map(str.encode))
def test_pr_07_no_bytes_are_more_than_refused(body: bytes) -> None:
    try:
        document = read_object(body)
    except ManifestInvalid as refusal:
        assert str(refusal).isprintable()  # noqa: PT017 - accepting is just as well
    else:
        assert json.loads(body) == document
