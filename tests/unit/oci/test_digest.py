"""Digests: what is one, and what it says about bytes."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci.digest import Digest, hasher
from oci.errors import DigestInvalid

EMPTY = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@settings(max_examples=50, deadline=None)
@given(st.binary(), st.sampled_from(["sha256", "sha512"]))
def test_a_digest_survives_being_written_and_read(data: bytes, algorithm: str) -> None:
    digest = Digest.of(data, algorithm)
    assert Digest.parse(str(digest)) == digest
    assert digest.matches(data)
    assert not digest.matches(data + b".")


def test_a_digest_is_sha256_when_nothing_is_said() -> None:
    assert str(Digest.of(b"")) == EMPTY


@pytest.mark.parametrize(
    "text",
    [
        "",
        ":",
        "sha256",
        "sha256:",
        "sha256:../../x",
        "sha256:" + "a" * 63,
        "sha256:" + "a" * 65,
        "sha512:" + "a" * 64,
        "sha256:" + "a" * 128,
        "sha256:" + "A" * 64,
        "SHA256:" + "a" * 64,
        "sha256:" + "g" * 64,
        "sha256:" + "٣" * 64,
        "sha256:" + "\uff11" * 64,
        "sha256:" + "²" * 64,
        "sha256:" + "a" * 64 + "\n",
        "sha256:" + "a" * 63 + "\n",
        "sha256:" + "a" * 63 + "\0",
        " sha256:" + "a" * 64,
        "sha256 :" + "a" * 64,
        "sha256::" + "a" * 63,
        "md5:" + "a" * 32,
        "sha1:" + "a" * 40,
        "sha384:" + "a" * 96,
        "blake3:" + "a" * 64,
        "sha256+b64:" + "a" * 64,
        "multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8",
        "sha256:" + "a" * 1_000_000,
        "x" * 1_000_000 + ":" + "a" * 64,
    ],
)
def test_pr_02_a_malformed_digest_is_refused(text: str) -> None:
    with pytest.raises(DigestInvalid) as refusal:
        Digest.parse(text)
    assert len(str(refusal.value)) < 400


def test_a_digest_with_upper_case_hex_is_refused_with_words_that_help() -> None:
    with pytest.raises(DigestInvalid, match="must have 64 lower-case hexadecimal digits"):
        Digest.parse(EMPTY.upper().replace("SHA256", "sha256"))


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_pr_02_no_text_is_more_than_refused(text: str) -> None:
    with pytest.raises(DigestInvalid):
        Digest.parse(text)


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_a_hasher_computes_what_a_digest_says(algorithm: str) -> None:
    digester = hasher(algorithm)
    digester.update(b"first ")
    digester.update(b"second")
    assert digester.hexdigest() == Digest.of(b"first second", algorithm).encoded
    assert digester.hexdigest() == hashlib.new(algorithm, b"first second").hexdigest()


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "SHA256", "", "shake_128", "sha256\n"])
def test_pr_02_there_is_no_hasher_for_other_algorithms(algorithm: str) -> None:
    with pytest.raises(DigestInvalid, match="not supported"):
        hasher(algorithm)


def test_digests_are_values() -> None:
    first, second = Digest.of(b"first"), Digest.of(b"second")
    assert {first, Digest.of(b"first")} == {first}
    assert sorted([first, second]) == sorted([second, first])
