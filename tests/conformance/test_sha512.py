"""PR-05: content under sha512 digests, alone and mixed with sha256."""

import pytest

from tests.conformance.steps import (
    ALGORITHMS,
    Descriptor,
    a_list_of,
    a_manifest,
    append,
    begin,
    blob_path,
    descriptor_by,
    digest_by,
    finish,
    has,
    manifest_path,
    put_manifest,
    refused,
    some_bytes,
    tags_of,
    uploads_path,
)
from tests.functional.registry.inside import Inside
from tests.support.images import OCI_CONFIG, OCI_INDEX, OCI_LAYER, OCI_MANIFEST
from tests.support.people import People
from tests.support.registry import RegistryClient


def push_blob(client: RegistryClient, repository: str, data: bytes, algorithm: str) -> Descriptor:
    client.push_blob(repository, data, digest=digest_by(data, algorithm))
    return descriptor_by(data, OCI_LAYER, algorithm)


def push_manifest(
    client: RegistryClient, repository: str, body: bytes, algorithm: str, **query: list[str]
) -> str:
    digest = digest_by(body, algorithm)
    answer = put_manifest(client, repository, digest, body, **query)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Docker-Content-Digest"] == digest
    return digest


def an_image(
    client: RegistryClient, repository: str, config_by: str, *layers_by: str
) -> tuple[bytes, list[bytes]]:
    """Push the blobs of an image, each under a digest of the algorithm given for it."""
    config = push_blob(client, repository, b"{}", config_by) | {"mediaType": OCI_CONFIG}
    layers = [some_bytes() for _ in layers_by]
    parts = [
        push_blob(client, repository, layer, algorithm)
        for layer, algorithm in zip(layers, layers_by, strict=True)
    ]
    return a_manifest(*parts, config=config), layers


@pytest.mark.parametrize("config_by", ALGORITHMS)
@pytest.mark.parametrize("manifest_by", ALGORITHMS)
def test_pr_05_an_image_of_both_algorithms_is_pushed_and_pulled(
    petra: RegistryClient, repository: str, config_by: str, manifest_by: str
) -> None:
    body, layers = an_image(petra, repository, config_by, "sha256", "sha512")
    digest = push_manifest(petra, repository, body, manifest_by, tag=["1"])
    for reference in ("1", digest):
        answer = petra.request("GET", manifest_path(repository, reference))
        assert answer.content == body
        assert answer.headers["Docker-Content-Digest"] == digest
        head = petra.request("HEAD", manifest_path(repository, reference))
        assert head.headers["Docker-Content-Digest"] == digest
    for layer, algorithm in zip(layers, ALGORITHMS, strict=True):
        path = blob_path(repository, digest_by(layer, algorithm))
        answer = petra.request("GET", path)
        assert answer.content == layer
        assert answer.headers["Docker-Content-Digest"] == digest_by(layer, algorithm)


def test_pr_05_a_part_is_known_by_the_digest_it_was_pushed_with(
    petra: RegistryClient, repository: str
) -> None:
    data = some_bytes()
    config = push_blob(petra, repository, b"{}", "sha512") | {"mediaType": OCI_CONFIG}
    push_blob(petra, repository, data, "sha512")
    assert not has(petra, blob_path(repository, digest_by(data, "sha256")))
    body = a_manifest(descriptor_by(data, OCI_LAYER, "sha256"), config=config)
    refused(put_manifest(petra, repository, "1", body), 404, "MANIFEST_BLOB_UNKNOWN")
    body = a_manifest(descriptor_by(data, OCI_LAYER, "sha512"), config=config)
    assert put_manifest(petra, repository, "1", body).status_code == 201


def test_pr_05_an_index_of_both_algorithms(petra: RegistryClient, repository: str) -> None:
    children = []
    for algorithm in ALGORITHMS:
        body, _ = an_image(petra, repository, "sha512", algorithm)
        push_manifest(petra, repository, body, algorithm)
        children.append(descriptor_by(body, OCI_MANIFEST, algorithm))
    index = a_list_of(*children)
    push_manifest(petra, repository, index, "sha512", tag=["index"])
    outer = a_list_of(descriptor_by(index, OCI_INDEX, "sha512"))
    push_manifest(petra, repository, outer, "sha256", tag=["outer"])
    for child in (*children, descriptor_by(index, OCI_INDEX, "sha512")):
        path = manifest_path(repository, child["digest"])
        refused(petra.request("DELETE", path), 412, "DENIED")
    wrong = a_list_of(descriptor_by(index, OCI_INDEX, "sha256"))
    refused(put_manifest(petra, repository, "1", wrong), 404, "MANIFEST_BLOB_UNKNOWN")


def test_pr_05_the_same_bytes_under_both_digests_are_two_things(
    petra: RegistryClient, repository: str
) -> None:
    body, layers = an_image(petra, repository, "sha256", "sha256")
    push_blob(petra, repository, layers[0], "sha512")
    for algorithm in ALGORITHMS:
        push_manifest(petra, repository, body, algorithm, tag=[algorithm])
    for algorithm in ALGORITHMS:
        answer = petra.request("HEAD", manifest_path(repository, algorithm))
        assert answer.headers["Docker-Content-Digest"] == digest_by(body, algorithm)
    path = manifest_path(repository, digest_by(body, "sha512"))
    assert petra.request("DELETE", path).status_code == 202
    assert tags_of(petra, repository) == ["sha256"]
    path = blob_path(repository, digest_by(layers[0], "sha512"))
    assert petra.request("DELETE", path).status_code == 202
    path = blob_path(repository, digest_by(layers[0], "sha256"))
    refused(petra.request("DELETE", path), 405, "UNSUPPORTED")
    assert petra.request("GET", path).content == layers[0]


def test_pr_05_a_tag_moves_between_algorithms(petra: RegistryClient, repository: str) -> None:
    body, _ = an_image(petra, repository, "sha512")
    for algorithm in (*ALGORITHMS, *ALGORITHMS):
        digest = push_manifest(petra, repository, body, algorithm, tag=["moving"])
        answer = petra.request("GET", manifest_path(repository, "moving"))
        assert answer.headers["Docker-Content-Digest"] == digest
        assert answer.content == body


@pytest.mark.parametrize("subject_by", ALGORITHMS)
@pytest.mark.parametrize("referrer_by", ALGORITHMS)
def test_pr_05_referrers_of_either_algorithm(
    petra: RegistryClient, repository: str, subject_by: str, referrer_by: str
) -> None:
    body, _ = an_image(petra, repository, "sha256")
    push_manifest(petra, repository, body, subject_by)
    subject = descriptor_by(body, OCI_MANIFEST, subject_by)
    referrer = a_manifest(more={"subject": subject, "artifactType": "application/vnd.x"})
    answer = put_manifest(petra, repository, digest_by(referrer, referrer_by), referrer)
    assert answer.headers["OCI-Subject"] == subject["digest"]
    for algorithm in ALGORITHMS:
        path = f"/v2/{repository}/referrers/{digest_by(body, algorithm)}"
        found = [one["digest"] for one in petra.request("GET", path).json()["manifests"]]
        expected = [digest_by(referrer, referrer_by)] if algorithm == subject_by else []
        assert found == expected


def test_pr_05_chunks_resumed_and_mounted(
    petra: RegistryClient, repository: str, elsewhere: str
) -> None:
    data = some_bytes(5000)
    digest = digest_by(data, "sha512")
    location = begin(petra, repository, **{"digest-algorithm": "sha512"})
    assert append(petra, location, data[:2000], "0-1999").status_code == 202
    assert append(petra, location, data[3000:], "3000-4999").status_code == 416
    assert append(petra, location, data[2000:3000], "2000-2999").status_code == 202
    assert finish(petra, location, digest, data[3000:], "3000-4999").status_code == 201
    query = {"mount": digest, "from": repository}
    answer = petra.request("POST", uploads_path(elsewhere), params=query)
    assert answer.status_code == 201
    assert answer.headers["Docker-Content-Digest"] == digest
    assert petra.request("GET", blob_path(elsewhere, digest)).content == data


@pytest.mark.parametrize("announced", ALGORITHMS)
def test_pr_05_wrong_bytes_are_refused(
    petra: RegistryClient, repository: str, announced: str
) -> None:
    data = some_bytes()
    digest = digest_by(some_bytes(), "sha512")
    location = begin(petra, repository, **{"digest-algorithm": announced})
    refused(finish(petra, location, digest, data), 400, "DIGEST_INVALID")
    assert not has(petra, blob_path(repository, digest))
    assert not has(petra, blob_path(repository, digest_by(data, "sha512")))


def test_pr_05_the_quota_counts_each_object_once(
    inside: Inside, petra: RegistryClient, home: People, repository: str
) -> None:
    def used() -> int:
        return int(
            inside.run(
                "from projects.models import Quota\n"
                "answer = Quota.objects.get(project__name=name).used",
                name=home.project,
            )
        )

    petra.push_blob(repository, b"{}")
    data = some_bytes(1000)
    before = used()
    for name in (repository, f"{repository}/2"):
        for algorithm in ALGORITHMS:
            push_blob(petra, name, data, algorithm)
    assert used() - before == 2000
    body = a_manifest(descriptor_by(data, OCI_LAYER, "sha512"))
    for algorithm in ALGORITHMS:
        push_manifest(petra, repository, body, algorithm)
    assert used() - before == 2000 + 2 * len(body)
    for algorithm in ALGORITHMS:
        path = manifest_path(repository, digest_by(body, algorithm))
        assert petra.request("DELETE", path).status_code == 202
    for name in (repository, f"{repository}/2"):
        for algorithm in ALGORITHMS:
            path = blob_path(name, digest_by(data, algorithm))
            assert petra.request("DELETE", path).status_code == 202
    assert used() == before
