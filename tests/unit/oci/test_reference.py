"""Names, tags and references."""

from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci.digest import Digest
from oci.errors import DomainError, NameInvalid, TagInvalid
from oci.reference import RepositoryName, parse_reference, parse_tag, project_name
from tests.support.timing import cpu_seconds

COMPONENT = st.from_regex(r"[a-z0-9]{1,4}((\.|_|__|-{1,3})[a-z0-9]{1,4}){0,3}", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "project"),
    [
        ("acme/app", "acme"),
        ("acme/app/x", "acme"),
        ("a/0", "a"),
        ("a.b_c-d/e__f---g", "a.b_c-d"),
        ("acme/blobs/uploads/x", "acme"),
        ("acme/tags/list", "acme"),
        ("v2/manifests", "v2"),
        ("a/" + "b" * 253, "a"),
    ],
)
def test_the_first_component_of_a_name_is_the_project(text: str, project: str) -> None:
    name = RepositoryName.parse(text)
    assert name == RepositoryName(project=project, path=text)
    assert str(name) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "acme",
        "acme/",
        "/app",
        "acme//app",
        "acme/app/",
        "../app",
        "acme/..",
        "acme/../other",
        "acme/./app",
        "acme/.git",
        "acme/app.",
        "acme/-app",
        "acme/app_",
        "acme/a..b",
        "acme/a___b",
        "acme/a._b",
        "acme/App",
        "Acme/app",
        "acme\\app",
        "acme/a\\b",
        "acme/app\0",
        "acme/app\n",
        "acme/app\r\nX: y",
        "acme/a b",
        "acme/a%2fb",
        "acme/%2e%2e",
        "acme/%252e",
        "acme/a%2f%2fb",
        'acme/"app"',
        "acme/a,b",
        "acme/app:1.0",
        "acme/app@sha256",
        "host:5000/acme/app",
        "acme/שלום",
        "acme/\u202eppa",
        "acme/\uff41pp",
        "acme/ap\u017f",
        "acme/٣",
        "acme/\ud800",
        "a/" + "b" * 254,
        "a/" * 128 + "b",
    ],
)
def test_pr_01_a_malformed_name_is_refused(text: str) -> None:
    with pytest.raises(NameInvalid):
        RepositoryName.parse(text)


@pytest.mark.parametrize("raw", ["acme/%2e%2e", "acme%2f%2fapp", "acme/%2egit", "acme/app%00"])
def test_pr_01_a_decoded_path_is_held_to_the_grammar(raw: str) -> None:
    with pytest.raises(NameInvalid):
        RepositoryName.parse(unquote(raw))


def test_a_name_without_a_project_is_refused_with_words_that_help() -> None:
    with pytest.raises(NameInvalid, match=r"'app' lacks a project.*<project>/<repository>"):
        RepositoryName.parse("app")


@settings(max_examples=100, deadline=None)
@given(st.lists(COMPONENT, min_size=2, max_size=5).map("/".join))
def test_a_name_made_by_the_grammar_is_accepted(text: str) -> None:
    assert RepositoryName.parse(text).path == text


@pytest.mark.parametrize("text", ["library", "a", "0", "a.b", "a-b_c.d9", "a" * 255])
def test_a_project_name_is_given_back(text: str) -> None:
    assert project_name(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A",
        "a__b",
        "a--b",
        "a..b",
        "a.-b",
        "-a",
        "a-",
        ".git",
        "..",
        "a/b",
        "a b",
        "a\n",
        "a\0",
        "é",
        "٣",
        "a" * 256,
    ],
)
def test_pr_01_a_malformed_project_name_is_refused(text: str) -> None:
    with pytest.raises(NameInvalid):
        project_name(text)


@pytest.mark.parametrize("text", ["latest", "1.0", "_x", "A-b.C_d", "v" * 128, "0"])
def test_a_tag_is_given_back(text: str) -> None:
    assert parse_tag(text) == text


@pytest.mark.parametrize(
    "text", ["", ".x", "-x", "a b", "a/b", "a\n", "a+b", "é", "٣", "a\0", "..", "v" * 129]
)
def test_a_malformed_tag_is_refused(text: str) -> None:
    with pytest.raises(TagInvalid):
        parse_tag(text)


def test_a_reference_with_a_colon_is_a_digest_and_any_other_a_tag() -> None:
    digest = Digest.of(b"content")
    assert parse_reference(str(digest)) == digest
    assert parse_reference("sha256") == "sha256"


@settings(max_examples=300, deadline=None)
@given(st.text() | st.text(alphabet="a0._-/:\n"))
def test_no_text_is_more_than_refused(text: str) -> None:
    for parse in (RepositoryName.parse, project_name, parse_tag, parse_reference):
        try:
            parse(text)
        except DomainError as refusal:
            assert str(refusal).isprintable()  # noqa: PT017 - accepting is just as well


@pytest.mark.parametrize("text", ["a-" * 50_000, "a" * 100_000 + "!", "-" * 100_000, "a/" * 50_000])
def test_endless_names_are_refused_at_once(text: str) -> None:
    def refuse() -> None:
        for parse in (RepositoryName.parse, project_name, parse_tag, parse_reference):
            with pytest.raises(DomainError):
                parse(text)

    assert cpu_seconds(refuse) < 0.1
