"""Descriptors: what they must say, and what may be said beside."""

import base64
from typing import Any

import pytest

from oci import descriptor, media_types
from oci.descriptor import Descriptor
from oci.digest import Digest
from oci.errors import DigestInvalid, ManifestInvalid

CONTENT = b"content"
DIGEST = Digest.of(CONTENT)
ENCODED = base64.b64encode(CONTENT).decode()


def described(**changes: Any) -> dict[str, Any]:
    fields = {"mediaType": "text/plain", "digest": str(DIGEST), "size": len(CONTENT), **changes}
    return {key: value for key, value in fields.items() if value is not ...}


def test_a_plain_descriptor_is_read() -> None:
    assert descriptor.parse(described(), "config") == Descriptor(
        media_type="text/plain",
        digest=DIGEST,
        size=len(CONTENT),
        annotations={},
        artifact_type=None,
        platform=None,
        urls=(),
        data=None,
    )


def test_a_descriptor_with_everything_is_read_and_the_unknown_ignored() -> None:
    platform = {"os": "linux", "architecture": "arm64", "variant": "v8", "os.features": ["x"]}
    fields = described(
        annotations={"key": "value"},
        artifactType="application/vnd.example+type",
        platform=platform,
        urls=["https://example.com/layer"],
        data=ENCODED,
        somethingNew={"a": [1]},
    )
    assert descriptor.parse(fields, "layers[0]") == Descriptor(
        media_type="text/plain",
        digest=DIGEST,
        size=len(CONTENT),
        annotations={"key": "value"},
        artifact_type="application/vnd.example+type",
        platform=platform,
        urls=("https://example.com/layer",),
        data=CONTENT,
    )


def test_null_is_as_good_as_absent_where_a_field_is_optional() -> None:
    optional = ["annotations", "artifactType", "platform", "urls", "data"]
    with_nulls = described(**dict.fromkeys(optional))
    assert descriptor.parse(with_nulls, "x") == descriptor.parse(described(), "x")


@pytest.mark.parametrize("size", [0, 1, 2**53 + 1, 2**63 - 1])
def test_a_size_may_be_anything_up_to_63_bits(size: int) -> None:
    assert descriptor.parse(described(size=size), "x").size == size


@pytest.mark.parametrize("size", [..., None, -1, 2**63, 1.0, 7.5, True, "7", [], {}])
def test_pr_11_a_malformed_size_is_refused(size: object) -> None:
    with pytest.raises(ManifestInvalid, match=r"config\.size"):
        descriptor.parse(described(size=size), "config")


@pytest.mark.parametrize(
    "digest",
    ["", "sha256:../../x", "sha256:" + "a" * 63, "md5:" + "a" * 32, str(DIGEST).upper(), "٣"],
)
def test_pr_02_a_malformed_digest_is_refused(digest: str) -> None:
    with pytest.raises(DigestInvalid, match=r"layers\[3\]\.digest"):
        descriptor.parse(described(digest=digest), "layers[3]")


@pytest.mark.parametrize("digest", [..., None, 7, [], {"sha256": "a"}])
def test_pr_02_a_digest_that_is_no_text_is_refused(digest: object) -> None:
    with pytest.raises(ManifestInvalid, match=r"config\.digest"):
        descriptor.parse(described(digest=digest), "config")


@pytest.mark.parametrize(
    "media_type",
    [
        "application/vnd.oci.image.config.v1+json",
        "text/spdx+json",
        "application/x.y_z-1!#$&^",
        "text/plain; charset=utf-8",
        "a/b",
        "a" * 127 + "/" + "b" * 127,
        "spdx+json",  # no type of RFC 6838, but cosign and ko push SBOMs as it
    ],
)
def test_a_media_type_may_be_of_any_kind(media_type: str) -> None:
    assert descriptor.parse(described(mediaType=media_type), "x").media_type == media_type


@pytest.mark.parametrize(
    "media_type",
    [
        ...,
        None,
        "",
        "json",
        "/",
        "a/",
        "/b",
        "a/b/c",
        "a b/c",
        "*/*",
        ".a/b",
        "text/plain\n",
        "text/plain\r\nX: y",
        'text/"plain"',
        "text/plain; charset=é",
        "tëxt/plain",
        "a" * 128 + "/b",
        "text/plain;" + "x" * 250,
        7,
        [],
        {},
    ],
)
def test_a_malformed_media_type_is_refused(media_type: object) -> None:
    with pytest.raises(ManifestInvalid, match=r"config\.mediaType"):
        descriptor.parse(described(mediaType=media_type), "config")


@pytest.mark.parametrize("artifact_type", ["nonsense", '"/%', 7, []])
def test_a_malformed_artifact_type_is_refused(artifact_type: object) -> None:
    with pytest.raises(ManifestInvalid, match=r"x\.artifactType"):
        descriptor.parse(described(artifactType=artifact_type), "x")


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_pr_11_embedded_data_is_verified(algorithm: str) -> None:
    fields = described(data=ENCODED, digest=str(Digest.of(CONTENT, algorithm)))
    assert descriptor.parse(fields, "x").data == CONTENT


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"data": base64.b64encode(b"another").decode()}, "does not match its digest"),
        ({"data": ENCODED, "size": 8}, "has 7 bytes, but size says 8"),
        ({"data": ""}, "has 0 bytes"),
        ({"data": ENCODED + "\n"}, "base64"),
        ({"data": ENCODED.rstrip("=")}, "base64"),
        ({"data": ENCODED + "===="}, "base64"),
        ({"data": " " + ENCODED}, "base64"),
        ({"data": "Y29udGVudA-_"}, "base64"),
        ({"data": "é"}, "base64"),
        ({"data": 7}, "must be a string"),
        ({"data": ["Y29udGVudA=="]}, "must be a string"),
    ],
)
def test_pr_11_embedded_data_that_is_not_the_content_is_refused(
    changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(ManifestInvalid, match=words):
        descriptor.parse(described(**changes), "x")


@pytest.mark.parametrize(
    "changes",
    [
        {"urls": "https://example.com"},
        {"urls": {}},
        {"urls": [7]},
        {"urls": [None]},
        {"annotations": []},
        {"annotations": "text"},
        {"annotations": {"a": 1}},
        {"annotations": {"a": None}},
        {"annotations": {"a": {"b": "c"}}},
        {"platform": "linux"},
        {"platform": []},
        {"platform": {"os": {"name": "linux"}}},
        {"platform": {"architecture": 64}},
    ],
)
def test_an_optional_field_of_the_wrong_type_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ManifestInvalid, match=r"^x\."):
        descriptor.parse(described(**changes), "x")


@pytest.mark.parametrize("value", [None, [], "text", 7, True])
def test_a_descriptor_that_is_no_object_is_refused(value: object) -> None:
    with pytest.raises(ManifestInvalid, match="config must be a JSON object"):
        descriptor.parse(value, "config")


@pytest.mark.parametrize(
    ("media_type", "urls", "is_foreign"),
    [
        (media_types.OCI_FOREIGN_LAYER_GZIP, ["https://example.com/x"], True),
        (media_types.DOCKER_FOREIGN_LAYER_GZIP, ["https://example.com/x"], True),
        (media_types.OCI_FOREIGN_LAYER_GZIP, [], False),
        (media_types.OCI_LAYER_GZIP, ["https://example.com/x"], False),
        (media_types.OCI_LAYER_GZIP, [], False),
    ],
)
def test_pr_11_a_layer_is_foreign_by_its_type_and_its_urls(
    *, media_type: str, urls: list[str], is_foreign: bool
) -> None:
    fields = described(mediaType=media_type, urls=urls)
    assert descriptor.parse(fields, "x").is_foreign is is_foreign
