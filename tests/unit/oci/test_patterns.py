"""Patterns of names: what they describe, what is refused, and that no pattern takes long."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oci import patterns
from oci.patterns import MAX_ALTERNATIVES, MAX_DEPTH, MAX_LENGTH, PatternInvalid
from tests.support.timing import cpu_seconds


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        ("latest", ["latest"], ["", "lates", "latest2", "xlatest", "LATEST"]),
        ("*", ["", "a", "v1.2-rc_3"], ["a/b", "/"]),
        ("v*", ["v", "v1", "v1.2"], ["1v", "v1/x"]),
        ("*-rc", ["-rc", "1-rc", "-rc-rc"], ["1-rc1", "a/1-rc"]),
        ("a*/b", ["a/b", "abc/b"], ["a/c/b", "ab"]),
        ("?", ["a", "☺"], ["", "ab", "/"]),
        ("v?.?", ["v1.2"], ["v1.", "v1.22", "v/.2"]),
        ("***", ["", "ab"], ["a/b"]),
        ("", ["", "a", "a/b"], []),
        ("**", ["", "a", "a/b", "a/b/c", "/", "a/"], []),
        ("a/**", ["a/b", "a/b/c", "a/"], ["a", "ab", "b/a/c"]),
        ("library/**", ["library/x", "library/x/y"], ["library", "librarys/x", "x/library/y"]),
        ("**/x", ["x", "a/x", "a/b/x"], ["ax", "a/bx", "x/a", ""]),
        ("a/**/b", ["a/b", "a/x/b", "a/x/y/b", "a//b"], ["ab", "a/xb", "a/b/c", "a"]),
        ("a/**/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb"]),
        ("**/a/**", ["a/b", "x/a/b/c"], ["a", "x/a", "xa/b"]),
        ("**/*.lock", ["a.lock", "x/y/.lock"], ["x/a.locks"]),
        ("a**", ["a", "abc"], ["a/b"]),
        ("**a", ["a", "bca"], ["b/a"]),
        ("[a-c]x", ["ax", "cx"], ["dx", "x", "Ax", "aax"]),
        ("[ac_0-9]", ["a", "c", "_", "7"], ["b", "-"]),
        ("[^a-c]", ["d", "-", "☺"], ["a", "c", "/", ""]),
        ("[!a-c]", ["d", "!"], ["a", "/"]),
        ("a[+-9]b", ["a.b", "a7b"], ["a/b"]),
        ("[a-ζ]", ["β", "b"], ["A"]),
        (r"[\]\-]", ["]", "-"], ["\\"]),
        ("[*?{,}]", list("*?{,}"), ["a"]),
        ("{a,b}", ["a", "b"], ["", "c", "ab", "a,b", "{a,b}"]),
        ("{v1,v2}.*", ["v1.0", "v2."], ["v3.0", "v1"]),
        ("a{,bc}", ["a", "abc"], ["ab", "abcbc"]),
        ("{}", [""], ["a"]),
        ("{a,{b,c}{1,2}}", ["a", "b1", "c2"], ["a1", "b", "12"]),
        ("x/{a/b,c}", ["x/a/b", "x/c"], ["x/a", "x/a/c"]),
        ("{a,b}/**", ["a/x", "b/x/y"], ["a", "c/x"]),
        ("{**,a}/b", ["b", "x/b", "x/y/b"], ["xb"]),
        ("{a/,}**", ["a/b", "b/c", "x"], []),
        ("a{/**,b}", ["a/x/y", "ab"], ["a", "ac", "ab/x"]),
        ("a{**,b}c", ["ac", "axxc", "abc"], ["a/c"]),
        (r"\*", ["*"], ["a", r"\*"]),
        (r"a\{b\,c\}", ["a{b,c}"], ["ab"]),
        (r"{a\,b,c}", ["a,b", "c"], ["a", "b"]),
        (r"\\\a", [r"\a"], ["a"]),
        ("a,b}]", ["a,b}]"], ["a"]),
        ("שלום-*", ["שלום-1"], ["שלו-1"]),
    ],
)
def test_a_pattern_describes_these_and_not_those(
    pattern: str, matching: list[str], other: list[str]
) -> None:
    compiled = patterns.compile(pattern)
    assert [name for name in matching if not compiled.matches(name)] == []
    assert [name for name in other if compiled.matches(name)] == []


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("[", r"has a \[ that no \] closes"),
        ("[^", r"has a \[ that no \] closes"),
        ("[ab", r"has a \[ that no \] closes"),
        ("[a-]", r"ends in the middle of a range"),
        ("[]", r"has \[\] with nothing in it"),
        ("[^]", r"has \[\] with nothing in it"),
        ("[]a]", r"has \[\] with nothing in it"),
        ("[-a]", r"has a - that is not between"),
        ("[a-b-c]", r"has a - that is not between"),
        ("[z-a]", r"the range z-a, which is empty"),
        ("[a/b]", r"has a / in a class"),
        ("[+-/]", r"has a / in a class"),
        ("{a,b", r"has a \{ that no \} closes"),
        ("{a,{b}", r"has a \{ that no \} closes"),
        ("a\\", r"ends in a lone \\"),
        ("[\\", r"ends in a lone \\"),
        ("a\0b", r"has a character that no name has"),
        ("a\nb", r"has a character that no name has"),
        ("\ud800", r"has a character that no name has"),
        ("{" * (MAX_DEPTH + 1), "nested deeper than 8 levels"),
        ("{" + "," * MAX_ALTERNATIVES + "}", "more than 100 alternatives"),
        ("{a,b}" * 51, "more than 100 alternatives"),
        ("a" * (MAX_LENGTH + 1), "longer than 512 characters"),
    ],
)
def test_do_06_what_is_no_pattern_is_refused_with_words_that_help(pattern: str, words: str) -> None:
    with pytest.raises(PatternInvalid, match=words) as refused:
        patterns.compile(pattern)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    "pattern",
    [
        "a" * MAX_LENGTH,
        "{" * MAX_DEPTH + "a" + "}" * MAX_DEPTH,
        "{" + "," * (MAX_ALTERNATIVES - 1) + "}",
    ],
)
def test_patterns_as_large_as_may_be_are_accepted(pattern: str) -> None:
    assert patterns.compile(pattern).text == pattern


def test_a_pattern_is_read_once() -> None:
    assert patterns.compile("v*") is patterns.compile("v*")


Tokens = tuple[str, ...]
_TOKEN = re.compile(r"\*{3,}|\*\*|\\.|\[[^\]]*\]|.")


def written_out(tokens: Tokens) -> Iterator[Tokens]:
    """Every choice of alternatives, the innermost last brace first."""
    if "{" not in tokens:
        yield tokens
        return
    start = len(tokens) - 1 - tokens[::-1].index("{")
    end = tokens.index("}", start)
    options: list[Tokens] = [()]
    for token in tokens[start + 1 : end]:
        if token == ",":
            options.append(())
        else:
            options[-1] += (token,)
    for option in options:
        yield from written_out(tokens[:start] + option + tokens[end + 1 :])


def segments_of(tokens: Tokens) -> list[Tokens]:
    segments: list[Tokens] = [()]
    for token in tokens:
        if token == "/":
            segments.append(())
        else:
            segments[-1] += (token,)
    return segments


def is_path(pattern: list[Tokens], name: list[str]) -> bool:
    if not pattern:
        return not name
    if pattern == [("**",)]:
        return bool(name)
    if pattern[0] == ("**",):
        return any(is_path(pattern[1:], name[start:]) for start in range(len(name)))
    return bool(name) and is_segment(pattern[0], name[0]) and is_path(pattern[1:], name[1:])


def is_segment(pattern: Tokens, name: str) -> bool:
    if not pattern:
        return not name
    token, rest = pattern[0], pattern[1:]
    if token.startswith("*"):
        return any(is_segment(rest, name[start:]) for start in range(len(name) + 1))
    return bool(name) and is_character(token, name[0]) and is_segment(rest, name[1:])


def is_character(token: str, character: str) -> bool:
    if token.startswith("["):
        return re.fullmatch(token.replace("[!", "[^"), character) is not None
    return token in ("?", character, f"\\{character}")


def naively(pattern: str, name: str) -> bool:
    """The definition itself: write the alternatives out, compare segment by segment."""
    tokens = tuple(_TOKEN.findall(pattern))
    path = name.split("/")
    return any(is_path(segments_of(choice), path) for choice in written_out(tokens))


PIECES = st.sampled_from(
    ["a", "b", "/", "/", "*", "**", "**/", "/**", "***", "?", "[ab]", "[^a]", "[!b]", r"\*", r"\a"]
)
PATTERNS = st.recursive(
    st.lists(PIECES, max_size=6).map("".join),
    lambda inner: st.lists(
        st.one_of(
            PIECES, st.lists(inner, min_size=1, max_size=3).map(lambda o: f"{{{','.join(o)}}}")
        ),
        max_size=5,
    ).map("".join),
    max_leaves=6,
)


@settings(max_examples=1000, deadline=None)
@given(PATTERNS.filter(bool), st.lists(st.text("ab/*", max_size=7), min_size=1, max_size=8))
@example("{**,a}{/,b}", ["", "/", "b", "ab", "a/", "x/y/"])
@example("**{/**,}/a", ["a", "/a", "b/a", "b/c/a", "ba"])
@example("{a,*}{**,/**}{/b,}", ["a", "a/b", "ab", "a/x/b"])
def test_matching_agrees_with_the_definition(pattern: str, names: list[str]) -> None:
    compiled = patterns.compile(pattern)
    for name in names:
        assert compiled.matches(name) is naively(pattern, name), (pattern, name)


@settings(max_examples=500, deadline=None)
@given(st.text() | st.text(alphabet="ab/*?[]{},\\-^!"), st.text(max_size=20))
def test_no_text_is_more_than_refused(pattern: str, name: str) -> None:
    try:
        patterns.compile(pattern).matches(name)
    except PatternInvalid as refusal:
        assert str(refusal).isprintable()  # noqa: PT017 - accepting is just as well


CATASTROPHIC = {
    "few stars": "*a*a*a*a*b",
    "many stars": "*a" * 255 + "b",
    "stars and characters": "?*" * 255 + "b",
    "equal alternatives": "{a,a}" * 50 + "b",
    "alternatives or nothing": "{a,}" * 50 + "b",
    "stars or nothing": "*{,a}" * 50 + "b",
    "nested stars": "{*,{*,{*,{*,{*,{*,{*,*}}}}}}}" * 6 + "b",
    "double stars": "**/" * 170 + "b",
    "double stars with names": "**/a/" * 100 + "b",
    "double stars or stars": "{**,*}" * 50 + "b",
    "classes": "[a]*" * 127 + "b",
    "large classes": f"[{'a-y' * 168}]*b",
    "deep braces": "{" * 8 + "*a," * 80 + "b" + "}" * 8,
}
NAMES = ("a" * 255, "a/" * 127 + "a", "".join(map(chr, range(0x100, 0x1FF))))


@pytest.mark.parametrize("pattern", CATASTROPHIC.values(), ids=CATASTROPHIC)
def test_do_06_no_pattern_takes_long(pattern: str) -> None:
    def read_and_match() -> None:
        patterns.compile.cache_clear()
        compiled = patterns.compile(pattern)
        for name in NAMES:
            compiled.matches(name)

    assert cpu_seconds(read_and_match) < 0.05
