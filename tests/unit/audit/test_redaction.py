"""What goes into the log: no secret, nothing too large, nothing that a database refuses."""

import json
from typing import Any

import pytest

from audit import redaction
from audit.redaction import MASK


def cleaned(details: dict[str, Any]) -> Any:
    encoded = redaction.details(details)
    assert encoded.isascii()
    assert encoded.isprintable()
    return json.loads(encoded)


@pytest.mark.parametrize(
    "name",
    [
        "password", "Password", "old_password", "passwd", "passphrase", "secret", "client_secret",
        "robot-secret", "token", "accessToken", "refresh_token", "credential", "credentials",
        "private_key", "privateKey", "PRIVATE KEY", "access_key", "api_key", "apikey",
        "Authorization", "Set-Cookie", "ldap_search_password", "X-Auth-Token",
    ],
)  # fmt: skip
def test_secrets_are_masked_by_their_name(name: str) -> None:
    assert cleaned({name: ["old canary", "new canary"]}) == {name: [MASK, MASK]}
    assert cleaned({name: "canary"}) == {name: MASK}
    assert cleaned({name: {"value": "canary"}}) == {name: MASK}
    assert cleaned({name: 12345}) == {name: MASK}
    assert cleaned({"deep": [{"er": {name: "canary"}}]}) == {"deep": [{"er": {name: MASK}}]}


@pytest.mark.parametrize(
    "name", ["key", "keys", "name", "token_duration", "secret_id", "tokenExpiration", "author"]
)
def test_what_is_no_secret_stays(name: str) -> None:
    assert cleaned({name: ["a", 1]}) == {name: ["a", 1]}


def test_whether_there_is_a_secret_may_be_known() -> None:
    given = {"password": [None, "x"], "has_secret": True, "token": ""}
    assert cleaned(given) == {"password": [None, MASK], "has_secret": True, "token": ""}


def test_changes_are_kept_as_they_are() -> None:
    given = {"is_public": [False, True], "limit": [-1, 2**40], "rate": 0.5, "none": None}
    assert cleaned(given) == given
    assert redaction.details({}) == "{}"


def test_broken_text_is_mended_and_controls_are_escaped() -> None:
    given = {"a\0b": "c\0d\ud800e", "lines": "a\r\nb\x1b[31m"}
    assert cleaned(given) == {"a\ufffdb": "c\ufffdd???e".replace("???", "\ufffd" * 3),
                              "lines": "a\r\nb\x1b[31m"}  # fmt: skip


def test_texts_are_cut_at_a_kibibyte_between_characters() -> None:
    assert redaction.text("a" * 5000) == "a" * 1024
    assert redaction.text("é" * 5000) == "é" * 512
    assert redaction.text("x" + "é" * 5000) == "x" + "é" * 511
    assert cleaned({"agent": "a" * 10_000_000}) == {"agent": "a" * 1024}


def test_numbers_that_not_every_reader_takes_become_text() -> None:
    given = {"large": 2**64, "odd": float("nan"), "endless": float("-inf")}
    assert cleaned(given) == {"large": str(2**64), "odd": "nan", "endless": "-inf"}


def test_many_items_and_deep_ones_are_cut_off() -> None:
    assert cleaned({"tags": list(range(300))})["tags"][-2:] == [199, "and 100 more"]
    many = cleaned({"map": {f"k{n}": n for n in range(300)}})["map"]
    assert (len(many), many["..."]) == (201, "and 100 more")
    deep: Any = "bottom"
    for _ in range(100):
        deep = [deep]
    assert len(redaction.details({"deep": deep})) < 1024


def test_details_are_bounded_as_a_whole() -> None:
    given = {f"field {n}": "x" * 1024 for n in range(100)}
    kept = cleaned(given)
    assert kept["too_large"] > redaction.LONGEST_DETAILS
    assert kept["fields"] == list(given)


def test_what_is_no_json_is_written_as_text() -> None:
    assert cleaned({"set": {1}, "other": object})["set"] == [1]
