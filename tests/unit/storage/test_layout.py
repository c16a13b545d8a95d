"""Keys of objects: what they are made of, and what is refused."""

import pytest

from storage.layout import blob_key, parse_blob_key

SHA256 = "sha256:" + "0123456789abcdef" * 4
SHA512 = "sha512:" + "fedcba9876543210" * 8
GENERATION = "00ff00ff00ff00ff"


@pytest.mark.parametrize("digest", [SHA256, SHA512])
def test_a_key_names_algorithm_shard_digest_and_generation(digest: str) -> None:
    algorithm, encoded = digest.split(":")
    key = blob_key(digest, GENERATION)
    assert key == f"blobs/{algorithm}/{encoded[:2]}/{encoded}/{GENERATION}"
    assert parse_blob_key(key) == (digest, GENERATION)


def test_r3_each_generation_has_a_key_of_its_own() -> None:
    generations = {f"{number:016x}" for number in range(100)}
    assert len({blob_key(SHA256, generation) for generation in generations}) == 100


@pytest.mark.parametrize(
    "digest",
    [
        "",
        "sha256:",
        SHA256.removeprefix("sha256:"),
        SHA256.upper(),
        "sha256:" + "ABCDEF0123456789" * 4,
        SHA256[:-1],
        SHA256 + "0",
        SHA256 + "\n",
        "sha256:" + "../" * 21 + "x",
        "sha256:" + "٣" * 64,
        "sha512:" + "0" * 64,
        "sha256:" + "0" * 128,
        "md5:" + "0" * 32,
        "SHA256:" + "0" * 64,
    ],
)
def test_a_malformed_digest_makes_no_key(digest: str) -> None:
    with pytest.raises(ValueError, match="digest"):
        blob_key(digest, GENERATION)


@pytest.mark.parametrize("generation", ["", "0" * 15, "0" * 17, "0" * 15 + "G", "../../../../etc0"])
def test_a_malformed_generation_makes_no_key(generation: str) -> None:
    with pytest.raises(ValueError, match="generation"):
        blob_key(SHA256, generation)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "uploads/" + "0" * 32,
        blob_key(SHA256, GENERATION) + "/",
        "/" + blob_key(SHA256, GENERATION),
        blob_key(SHA256, GENERATION).replace("/01/", "/02/"),
        blob_key(SHA256, GENERATION).replace("blobs/", "clobs/"),
        blob_key(SHA256, GENERATION).replace("sha256", "sha512"),
        blob_key(SHA256, GENERATION).removesuffix(GENERATION) + "tmp",
    ],
)
def test_what_is_no_blob_key_is_not_taken_for_one(key: str) -> None:
    assert parse_blob_key(key) is None
