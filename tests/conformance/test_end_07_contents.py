"""end-7 again: every kind of content that a manifest may describe, and what a project may lack."""

import base64
import json
from typing import Any

import pytest

from tests.conformance.steps import (
    Descriptor,
    a_list_of,
    a_manifest,
    blob_path,
    descriptor_by,
    digest_by,
    has,
    manifest_path,
    pushed,
    put_manifest,
    refused,
    some_bytes,
    tags_of,
)
from tests.support.images import OCI_CONFIG, OCI_INDEX, OCI_LAYER, OCI_MANIFEST
from tests.support.registry import RegistryClient

EMPTY = "application/vnd.oci.empty.v1+json"
FOREIGN = (
    "application/vnd.oci.image.layer.nondistributable.v1.tar",
    "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
    "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd",
    "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
)


def comes_back(client: RegistryClient, repository: str, body: bytes) -> str:
    """Push a manifest by tag and digest, and insist on getting the same bytes under both."""
    digest = pushed(client, repository, body, "latest")
    media_type = json.loads(body)["mediaType"]
    for reference in ("latest", digest):
        answer = client.request("GET", manifest_path(repository, reference))
        assert answer.status_code == 200
        assert answer.content == body
        assert answer.headers["Content-Type"] == media_type
    return digest


@pytest.fixture
def blob(petra: RegistryClient, repository: str) -> bytes:
    """Give the bytes of a blob that was pushed, beside the empty config."""
    data = some_bytes()
    petra.push_blob(repository, b"{}")
    petra.push_blob(repository, data)
    return data


# --- kinds


def test_an_image_without_layers(petra: RegistryClient, repository: str, blob: bytes) -> None:
    comes_back(petra, repository, a_manifest())


def test_an_index_without_manifests(petra: RegistryClient, repository: str) -> None:
    comes_back(petra, repository, a_list_of())


def test_an_artifact(petra: RegistryClient, repository: str, blob: bytes) -> None:
    config = descriptor_by(b"{}", EMPTY)
    layer = descriptor_by(blob, "application/vnd.example.thing")
    more = {"artifactType": "application/vnd.example.thing.v1"}
    comes_back(petra, repository, a_manifest(layer, config=config, more=more))
    comes_back(petra, repository, a_manifest(config, config=config, more=more))


def test_the_same_layer_twice(petra: RegistryClient, repository: str, blob: bytes) -> None:
    comes_back(petra, repository, a_manifest(descriptor_by(blob), descriptor_by(blob)))


def test_an_index_of_indexes(petra: RegistryClient, repository: str, blob: bytes) -> None:
    image = a_manifest(descriptor_by(blob))
    pushed(petra, repository, image)
    body = image
    for depth in range(4):
        kind = OCI_INDEX if depth else OCI_MANIFEST
        body = a_list_of(descriptor_by(body, kind), more={"annotations": {"depth": str(depth)}})
        comes_back(petra, repository, body)


@pytest.mark.parametrize("media_type", ["application/vnd.example.odd", "text/x-odd", "a/b"])
def test_configs_and_layers_of_media_types_that_nobody_knows(
    petra: RegistryClient, repository: str, blob: bytes, media_type: str
) -> None:
    config, layer = descriptor_by(b"{}", media_type), descriptor_by(blob, media_type)
    comes_back(petra, repository, a_manifest(layer, config=config))


def test_manifests_of_media_types_that_nobody_knows(
    petra: RegistryClient, repository: str, blob: bytes
) -> None:
    odd = {"mediaType": "application/vnd.example.odd.v3+json"}
    comes_back(petra, repository, a_manifest(descriptor_by(blob), more=odd))
    comes_back(petra, repository, a_list_of(more=odd))
    refused(
        put_manifest(petra, repository, "v1", a_manifest(descriptor_by(some_bytes()), more=odd)),
        404,
        "MANIFEST_BLOB_UNKNOWN",
    )


def test_fields_that_nobody_knows(petra: RegistryClient, repository: str, blob: bytes) -> None:
    custom: dict[str, Any] = {
        "org.example.custom": "a text",
        "x": {"nested": [1, 2.5, None, True, {"deeper": "\u00fc"}]},
    }
    layer = descriptor_by(blob, **custom)
    image = a_manifest(layer, more=custom)
    comes_back(petra, repository, image)
    child = descriptor_by(image, OCI_MANIFEST, platform={"os": "linux", "x": 1}, **custom)
    comes_back(petra, repository, a_list_of(child, more=custom))


# --- data inside descriptors


def with_data(data: bytes, media_type: str = OCI_LAYER, **more: Any) -> Descriptor:
    return descriptor_by(data, media_type, data=base64.b64encode(data).decode(), **more)


@pytest.mark.parametrize("algorithm", ["sha256", "sha512"])
def test_data_that_is_the_content_is_kept(
    petra: RegistryClient, repository: str, algorithm: str
) -> None:
    config, layer = b"{}", some_bytes()
    for data in (config, layer):
        petra.push_blob(repository, data, digest=digest_by(data, algorithm))
    described = with_data(layer, algorithm=algorithm)
    comes_back(
        petra,
        repository,
        a_manifest(described, config=with_data(config, OCI_CONFIG, algorithm=algorithm)),
    )


def test_data_that_is_not_the_content_is_refused(petra: RegistryClient, repository: str) -> None:
    petra.push_blob(repository, b"{}")
    for data in ("", "e30", "e30=e30=", "W10=", "!!!!", 5, ["e30="]):
        body = a_manifest(config=descriptor_by(b"{}", OCI_CONFIG, data=data))
        refused(put_manifest(petra, repository, "v1", body), 400, "MANIFEST_INVALID")
    assert not has(petra, manifest_path(repository, "v1"))


def test_data_does_not_take_the_place_of_a_blob(petra: RegistryClient, repository: str) -> None:
    body = a_manifest(config=with_data(b"{}", OCI_CONFIG))
    refused(put_manifest(petra, repository, "v1", body), 404, "MANIFEST_BLOB_UNKNOWN")


# --- layers that live elsewhere


@pytest.mark.parametrize("media_type", FOREIGN)
def test_a_layer_that_lives_elsewhere_is_kept_as_described(
    petra: RegistryClient, repository: str, blob: bytes, media_type: str
) -> None:
    foreign = some_bytes()
    urls = ["http://127.0.0.1:1/never/asked", "https://layers.example.com/1"]
    layers = (descriptor_by(blob), descriptor_by(foreign, media_type, urls=urls))
    comes_back(petra, repository, a_manifest(*layers))
    assert not has(petra, blob_path(repository, digest_by(foreign)))


def test_a_layer_that_lives_elsewhere_may_be_pushed_all_the_same(
    petra: RegistryClient, repository: str, blob: bytes
) -> None:
    foreign = some_bytes()
    petra.push_blob(repository, foreign)
    comes_back(petra, repository, a_manifest(descriptor_by(foreign, FOREIGN[0], urls=["a:b"])))
    assert petra.get_blob(repository, digest_by(foreign)) == foreign


def test_a_layer_that_names_no_address_or_is_for_everybody_has_to_be_here(
    petra: RegistryClient, repository: str, blob: bytes
) -> None:
    absent = some_bytes()
    for layer in (
        descriptor_by(absent, FOREIGN[0]),
        descriptor_by(absent, FOREIGN[0], urls=[]),
        descriptor_by(absent, OCI_LAYER, urls=["https://layers.example.com/1"]),
    ):
        answer = put_manifest(petra, repository, "v1", a_manifest(layer))
        refused(answer, 404, "MANIFEST_BLOB_UNKNOWN")


# --- sparse content


def test_a_sparse_project_takes_an_image_without_its_blobs(
    root: RegistryClient, sparse_repository: str
) -> None:
    here, absent = some_bytes(), some_bytes()
    root.push_blob(sparse_repository, here)
    body = a_manifest(descriptor_by(here), descriptor_by(absent))
    comes_back(root, sparse_repository, body)
    assert root.get_blob(sparse_repository, digest_by(here)) == here
    answer = root.request("GET", blob_path(sparse_repository, digest_by(absent)))
    refused(answer, 404, "BLOB_UNKNOWN")


def test_a_sparse_project_takes_an_index_without_its_manifests(
    root: RegistryClient, sparse_repository: str
) -> None:
    root.push_blob(sparse_repository, b"{}")
    here, absent = a_manifest(), a_manifest(more={"annotations": {"platform": "another"}})
    pushed(root, sparse_repository, here)
    children = [descriptor_by(child, OCI_MANIFEST) for child in (here, absent)]
    comes_back(root, sparse_repository, a_list_of(*children))
    assert has(root, manifest_path(sparse_repository, digest_by(here)))
    answer = root.request("GET", manifest_path(sparse_repository, digest_by(absent)))
    refused(answer, 404, "MANIFEST_UNKNOWN")


def test_a_sparse_project_refuses_what_is_wrong_all_the_same(
    root: RegistryClient, sparse_repository: str
) -> None:
    here = some_bytes(32)
    root.push_blob(sparse_repository, here)
    body = a_manifest({**descriptor_by(here), "size": 33})
    refused(put_manifest(root, sparse_repository, "v1", body), 400, "MANIFEST_INVALID")
    body = a_manifest({**descriptor_by(here), "digest": "sha256:x"})
    refused(put_manifest(root, sparse_repository, "v1", body), 400, "DIGEST_INVALID")


def test_every_other_project_refuses_sparse_content(
    petra: RegistryClient, repository: str, blob: bytes
) -> None:
    child = a_manifest(descriptor_by(blob), descriptor_by(some_bytes()))
    refused(put_manifest(petra, repository, "v1", child), 404, "MANIFEST_BLOB_UNKNOWN")
    index = a_list_of(descriptor_by(child, OCI_MANIFEST))
    refused(put_manifest(petra, repository, "v1", index), 404, "MANIFEST_BLOB_UNKNOWN")
    pushed(petra, repository, a_manifest(descriptor_by(blob)), "whole")
    assert tags_of(petra, repository) == ["whole"]


def test_a_blob_that_came_after_its_manifest_is_in_use(
    root: RegistryClient, sparse_repository: str
) -> None:
    late = some_bytes()
    root.push_blob(sparse_repository, b"{}")
    pushed(root, sparse_repository, a_manifest(descriptor_by(late)))
    digest = root.push_blob(sparse_repository, late)
    answer = root.request("DELETE", blob_path(sparse_repository, digest))
    refused(answer, 405, "UNSUPPORTED")
    assert root.get_blob(sparse_repository, digest) == late


def test_a_manifest_that_came_after_its_index_is_in_use(
    root: RegistryClient, sparse_repository: str
) -> None:
    late = a_manifest(more={"annotations": {"came": "late"}})
    root.push_blob(sparse_repository, b"{}")
    pushed(root, sparse_repository, a_list_of(descriptor_by(late, OCI_MANIFEST)))
    digest = pushed(root, sparse_repository, late)
    answer = root.request("DELETE", manifest_path(sparse_repository, digest))
    refused(answer, 412, "DENIED")
    assert has(root, manifest_path(sparse_repository, digest))
