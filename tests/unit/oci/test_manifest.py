"""Manifests: which are taken, as what, and which are refused with words that help."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci import media_types
from oci.digest import Digest
from oci.errors import DigestInvalid, DomainError, ManifestInvalid, ManifestTooLarge
from oci.manifest import MAX_DESCRIPTORS, MAX_MANIFEST_BYTES, Descriptor, Manifest, parse
from tests.support.timing import cpu_seconds

CUSTOM = "application/vnd.example.thing.v1+json"
EMPTY_DIGEST = Digest.of(b"")
ARBITRARY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def described(media_type: str = media_types.OCI_LAYER_GZIP, **fields: Any) -> dict[str, Any]:
    return {"mediaType": media_type, "digest": str(EMPTY_DIGEST), "size": 0, **fields}


def an_image(**changes: Any) -> dict[str, Any]:
    fields = {
        "schemaVersion": 2,
        "mediaType": media_types.OCI_MANIFEST,
        "config": described(media_types.OCI_CONFIG),
        "layers": [described()],
        **changes,
    }
    return {key: value for key, value in fields.items() if value is not ...}


def an_index(**changes: Any) -> dict[str, Any]:
    fields = {
        "schemaVersion": 2,
        "mediaType": media_types.OCI_INDEX,
        "manifests": [described(media_types.OCI_MANIFEST, platform={"os": "linux"})],
        **changes,
    }
    return {key: value for key, value in fields.items() if value is not ...}


def read(document: object, content_type: str | None = None) -> Manifest:
    return parse(json.dumps(document).encode(), content_type)


def test_an_image_manifest_is_read() -> None:
    body = json.dumps(an_image(annotations={"a": "b"}), indent=3).encode()
    manifest = parse(body, media_types.OCI_MANIFEST)
    assert manifest.media_type == media_types.OCI_MANIFEST
    assert not manifest.is_index
    assert manifest.config is not None
    assert manifest.config.media_type == media_types.OCI_CONFIG
    assert [layer.digest for layer in manifest.layers] == [EMPTY_DIGEST]
    assert manifest.manifests == ()
    assert manifest.subject is None
    assert manifest.annotations == {"a": "b"}
    assert manifest.body == body
    assert manifest.size == len(body)
    assert manifest.blobs == (manifest.config, *manifest.layers)


def test_an_index_is_read() -> None:
    manifest = read(an_index(subject=described(media_types.OCI_MANIFEST)))
    assert manifest.is_index
    assert manifest.config is None
    assert manifest.layers == ()
    assert manifest.blobs == ()
    assert manifest.artifact_type is None
    assert [child.platform for child in manifest.manifests] == [{"os": "linux"}]
    assert isinstance(manifest.subject, Descriptor)
    assert manifest.subject.digest == EMPTY_DIGEST


@pytest.mark.parametrize(
    ("document", "artifact_type"),
    [
        (an_image(), media_types.OCI_CONFIG),
        (an_image(artifactType="application/x"), "application/x"),
        (an_image(artifactType=""), media_types.OCI_CONFIG),
        (an_index(artifactType="application/x"), "application/x"),
        (an_index(), None),
    ],
)
def test_the_artifact_type_is_what_the_referrers_api_shows(
    document: dict[str, Any], artifact_type: str | None
) -> None:
    assert read(document).artifact_type == artifact_type


@pytest.mark.parametrize(
    ("document", "content_type", "media_type"),
    [
        (an_image(mediaType=...), None, media_types.OCI_MANIFEST),
        (an_image(mediaType=...), "", media_types.OCI_MANIFEST),
        (an_image(mediaType=""), None, media_types.OCI_MANIFEST),
        (an_image(mediaType=...), "application/json", media_types.OCI_MANIFEST),
        (an_image(mediaType=...), media_types.DOCKER_MANIFEST, media_types.DOCKER_MANIFEST),
        (an_image(mediaType=...), CUSTOM, CUSTOM),
        (an_image(mediaType=CUSTOM), None, CUSTOM),
        (an_image(mediaType=CUSTOM), CUSTOM, CUSTOM),
        (an_image(), media_types.OCI_MANIFEST.upper(), media_types.OCI_MANIFEST),
        (an_image(), media_types.OCI_MANIFEST + " ; charset=utf-8", media_types.OCI_MANIFEST),
        (an_index(mediaType=...), None, media_types.OCI_INDEX),
        (an_index(mediaType=...), media_types.DOCKER_LIST, media_types.DOCKER_LIST),
        (an_index(mediaType=CUSTOM), CUSTOM, CUSTOM),
    ],
)
def test_the_type_is_what_is_declared_or_else_what_it_looks_like(
    document: dict[str, Any], content_type: str | None, media_type: str
) -> None:
    manifest = read(document, content_type)
    assert manifest.media_type == media_type
    assert manifest.is_index == ("manifests" in document)


@pytest.mark.parametrize(
    ("document", "content_type", "words"),
    [
        (an_image(), media_types.DOCKER_MANIFEST, "differs from the manifest's mediaType"),
        (an_image(), media_types.OCI_INDEX, "differs"),
        (an_image(), "application/json", "differs"),
        (an_image(), "text/plain", "differs"),
        (an_image(mediaType=...), "text/plain", "not the media type of a manifest"),
        (an_image(mediaType=...), "application/octet-stream", "not the media type"),
        (an_image(mediaType=...), "application/x\n+json", "not the media type"),
        (an_image(mediaType=...), "*/*", "not the media type"),
        (an_image(mediaType="text/plain"), None, "not the media type"),
        (an_image(mediaType="text/plain"), "text/plain", "not the media type"),
        (an_image(mediaType="nonsense"), None, "is not a media type"),
        (an_image(mediaType=7), None, "must be a string"),
        (an_image(), media_types.DOCKER_SCHEMA1, "schema 1"),
        (an_image(mediaType=...), media_types.DOCKER_SCHEMA1_SIGNED, "schema 1"),
        (an_image(mediaType=media_types.DOCKER_SCHEMA1), None, "schema 1"),
        ({"schemaVersion": 1, "fsLayers": [{"blobSum": "md5:x"}]}, None, "schema 1"),
    ],
)
def test_pr_09_a_type_that_is_wrong_or_unknown_is_refused(
    document: dict[str, Any], content_type: str | None, words: str
) -> None:
    with pytest.raises(ManifestInvalid, match=words):
        read(document, content_type)


@pytest.mark.parametrize("version", [..., None, 1, 3, 2.0, True, "2", [2], 2**70])
def test_any_other_schema_version_is_refused(version: object) -> None:
    with pytest.raises(ManifestInvalid, match="schemaVersion"):
        read(an_image(schemaVersion=version))


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (an_image(config=...), "lacks its config"),
        (an_image(config=None), "lacks its config"),
        (an_image(config=[]), "config must be a JSON object"),
        (an_image(config={}), r"config\.mediaType is missing"),
        (an_image(layers=...), "list of layers"),
        (an_image(layers=None), "list of layers"),
        (an_image(layers={}), "list of layers"),
        (an_image(layers=[described(), 7]), r"layers\[1\] must be a JSON object"),
        (an_image(subject=[]), "subject must be a JSON object"),
        (an_image(subject={"digest": str(EMPTY_DIGEST)}), r"subject\.mediaType is missing"),
        (an_image(annotations={"a": 1}), r"manifest\.annotations"),
        (an_image(artifactType="nonsense"), r"manifest\.artifactType"),
        (an_index(manifests=...), "list of manifests"),
        (an_index(manifests=None), "list of manifests"),
        (an_index(manifests={"a": 1}), "list of manifests"),
        (an_index(manifests=[None]), r"manifests\[0\] must be a JSON object"),
        (an_index(mediaType=media_types.OCI_MANIFEST), "lacks its config"),
        (an_image(mediaType=media_types.OCI_INDEX), "list of manifests"),
        (an_image(mediaType=CUSTOM, layers=...), "list of layers"),
        (an_image(mediaType=CUSTOM, config=..., layers=...), "neither config and layers"),
        (an_image(mediaType=..., config=..., layers=...), "neither config and layers"),
    ],
)
def test_a_manifest_that_lacks_its_parts_is_refused(document: dict[str, Any], words: str) -> None:
    with pytest.raises(ManifestInvalid, match=words):
        read(document)


@pytest.mark.parametrize(
    "document",
    [
        an_image(manifests=[]),
        an_image(mediaType=..., manifests=[described(media_types.OCI_MANIFEST)]),
        an_image(mediaType=CUSTOM, manifests=[]),
        an_index(layers=[]),
        an_index(config=described(media_types.OCI_CONFIG)),
    ],
)
def test_a_manifest_that_could_be_read_both_ways_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(ManifestInvalid, match="ambiguous"):
        read(document)


@pytest.mark.parametrize("place", ["config", "subject"])
def test_pr_02_a_malformed_digest_anywhere_is_refused(place: str) -> None:
    bad = described(digest="sha256:../../x")
    with pytest.raises(DigestInvalid, match=rf"{place}\.digest"):
        read(an_image(**{place: bad}))
    with pytest.raises(DigestInvalid, match=r"layers\[1\]\.digest"):
        read(an_image(layers=[described(), bad]))
    with pytest.raises(DigestInvalid, match=r"manifests\[0\]\.digest"):
        read(an_index(manifests=[bad]))


def test_empty_lists_are_legal() -> None:
    assert read(an_image(layers=[])).layers == ()
    assert read(an_index(manifests=[])).manifests == ()


def test_a_descriptor_may_be_repeated() -> None:
    assert len(read(an_image(layers=[described()] * 3)).layers) == 3


def test_unknown_fields_are_ignored() -> None:
    extra = {"org.example.new": {"a": [1, 2.5, None]}, "Custom": "x"}
    assert read(an_image(**extra)).layers == read(an_image()).layers


def test_pr_11_a_foreign_layer_needs_no_blob() -> None:
    foreign = described(media_types.OCI_FOREIGN_LAYER_GZIP, urls=["https://example.com/layer"])
    manifest = read(an_image(layers=[foreign, described()]))
    assert manifest.layers[0].urls == ("https://example.com/layer",)
    assert manifest.blobs == (manifest.config, manifest.layers[1])


@pytest.mark.parametrize("size", [-1, 2**63, 1.5, None, True])
def test_pr_11_a_malformed_size_is_refused(size: object) -> None:
    with pytest.raises(ManifestInvalid, match=r"layers\[0\]\.size"):
        read(an_image(layers=[described(size=size)]))


def test_pr_11_embedded_data_must_match() -> None:
    good = described(data="Yg==", digest=str(Digest.of(b"b")), size=1)
    assert read(an_image(config=good)).blobs[0].data == b"b"
    with pytest.raises(ManifestInvalid, match=r"config\.data"):
        read(an_image(config={**good, "data": "Yw=="}))


@pytest.mark.parametrize(("key", "make"), [("layers", an_image), ("manifests", an_index)])
def test_no_more_parts_than_allowed_are_read(key: str, make: Any) -> None:
    part = {"mediaType": "a/b", "digest": str(EMPTY_DIGEST), "size": 0}
    assert len(getattr(read(make(**{key: [part] * MAX_DESCRIPTORS})), key)) == MAX_DESCRIPTORS
    with pytest.raises(ManifestInvalid, match=f"more than 10000 {key}"):
        read(make(**{key: [part] * (MAX_DESCRIPTORS + 1)}))


def padded(size: int) -> bytes:
    body = json.dumps(an_image()).encode()
    return body + b" " * (size - len(body))


def test_a_manifest_as_large_as_allowed_is_read() -> None:
    assert parse(padded(MAX_MANIFEST_BYTES), None).size == MAX_MANIFEST_BYTES


def test_a_manifest_full_of_small_annotations_is_read() -> None:
    annotations = {f"k{number}": "v" for number in range(250_000)}
    assert read(an_image(annotations=annotations)).annotations == annotations


def test_a_larger_manifest_is_refused_unread() -> None:
    with pytest.raises(ManifestTooLarge, match="larger than 4194304 bytes"):
        parse(b"[" * (MAX_MANIFEST_BYTES + 1), None)


@pytest.mark.parametrize(
    "planted",
    [
        b"[" * 100_000,
        b"1e999999",
        b"1" * (4 * 1024 * 1024 - 1000),
        b"NaN",
        b'"\xff"',
        rb'"\ud800"',
        rb'"\u0000"',
        b"1}trailing",
        b'1,"layers":[]',
    ],
    ids=range(9),
)
def test_pr_07_hostile_json_is_refused_at_once(planted: bytes) -> None:
    body = json.dumps(an_image(planted="HERE")).encode().replace(b'"HERE"', planted)

    def refuse() -> None:
        with pytest.raises(ManifestInvalid):
            parse(body, media_types.OCI_MANIFEST)

    assert cpu_seconds(refuse) < 0.1


@settings(max_examples=200, deadline=None)
@given(st.binary(), st.none() | st.text())
def test_pr_07_no_bytes_are_more_than_refused(body: bytes, content_type: str | None) -> None:
    with pytest.raises(DomainError):
        parse(body, content_type)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([an_image(), an_index()]),
    st.dictionaries(
        st.sampled_from([*an_image(), "manifests", "subject", "annotations", "artifactType", "x"]),
        ARBITRARY_JSON | st.lists(ARBITRARY_JSON.map(lambda value: described(data=value))),
        max_size=2,
    ),
)
def test_no_json_is_more_than_refused(base: dict[str, Any], changes: dict[str, Any]) -> None:
    body = json.dumps({**base, **changes}).encode()
    try:
        manifest = parse(body, None)
    except DomainError as refusal:
        assert str(refusal).isprintable()  # noqa: PT017 - accepting is just as well
    else:
        assert manifest.body == body
