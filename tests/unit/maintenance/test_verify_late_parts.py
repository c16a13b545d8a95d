"""Parts that come after the manifest that names them: filled in, and looked at from then on."""

import json
from typing import Any

import pytest

from artifacts import manifests
from artifacts.models import Edge
from oci.digest import Digest
from oci.reference import RepositoryName
from projects import projects
from projects.access import Access
from tests.support.images import OCI_INDEX, OCI_MANIFEST, Image, an_image, descriptor, digest_of
from tests.unit.artifacts.test_push import push, push_blob, push_manifest
from tests.unit.maintenance.oracle import assert_clean, assert_finds

pytestmark = pytest.mark.usefixtures("storage")

LATE = b"a layer that comes late"
FOREIGN = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"


@pytest.fixture
def sparse(access: Access) -> Access:
    """Give the rights in a project that admits manifests without their parts."""
    project = projects.update(
        project_id=access.project_id, metadata={"allow_sparse": "true"}, by=access.by
    )
    return Access(access.by, project.pk, project.epoch, access.actions)


def with_layer(**changed: Any) -> bytes:
    """Write a manifest of an empty config and the late layer, described as told."""
    layer = {**descriptor(LATE, "application/vnd.oci.image.layer.v1.tar"), **changed}
    document = json.loads(an_image([], config=b"{}").manifest)
    return json.dumps({**document, "layers": [layer]}).encode()


def an_index_of(child: Image, **changed: Any) -> bytes:
    described = {**descriptor(child.manifest, OCI_MANIFEST), **changed}
    index = {"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": [described]}
    return json.dumps(index).encode()


def test_a_blob_that_came_late_is_looked_at(name: RepositoryName, sparse: Access) -> None:
    push_blob(name, b"{}", sparse)
    body = with_layer()
    push_manifest(name, body, sparse, tag="1")
    assert_clean()
    push_blob(name, LATE, sparse)
    assert_clean()
    edges = Edge.objects.filter(digest=digest_of(LATE))
    assert edges.get().blob is not None
    edges.update(blob=None)
    assert_finds("V1", f"manifest {name.path}@{digest_of(body)}", "missing")


def test_a_child_that_came_late_is_looked_at(name: RepositoryName, sparse: Access) -> None:
    child = an_image([b"a layer"])
    index = an_index_of(child)
    push_manifest(name, index, sparse, tag="index")
    assert_clean()
    push(name, child, sparse, tag=None)
    assert_clean()
    edges = Edge.objects.filter(digest=child.digest)
    assert edges.get().child is not None
    edges.update(child=None)
    assert_finds("V1", f"manifest {name.path}@{digest_of(index)}", "missing")


def test_what_came_late_elsewhere_is_not_meant(name: RepositoryName, sparse: Access) -> None:
    push_blob(name, b"{}", sparse)
    push_manifest(name, with_layer(), sparse, tag="1")
    push_blob(RepositoryName.parse(f"{name.project}/elsewhere"), LATE, sparse)
    assert Edge.objects.get(digest=digest_of(LATE)).blob is None
    assert_clean()


@pytest.mark.parametrize("difference", [-1, 1])
def test_a_late_blob_of_another_size_than_described_is_no_fault_of_the_registry(
    name: RepositoryName, sparse: Access, difference: int
) -> None:
    push_blob(name, b"{}", sparse)
    push_manifest(name, with_layer(size=len(LATE) + difference), sparse, tag="1")
    push_blob(name, LATE, sparse)
    assert_clean()


def test_a_late_child_of_another_size_than_described_is_no_fault_of_the_registry(
    name: RepositoryName, sparse: Access
) -> None:
    child = an_image([b"a layer"])
    push_manifest(name, an_index_of(child, size=7), sparse, tag="index")
    push(name, child, sparse, tag=None)
    assert_clean()


@pytest.mark.parametrize("size", [len(LATE), 7])
def test_a_foreign_layer_that_is_pushed_after_all_is_no_fault_of_the_registry(
    name: RepositoryName, access: Access, size: int
) -> None:
    push_blob(name, b"{}", access)
    urls = ["https://layers.example.com/1"]
    push_manifest(name, with_layer(mediaType=FOREIGN, urls=urls, size=size), access, tag="1")
    push_blob(name, LATE, access)
    assert_clean()


def test_a_part_that_is_gone_when_its_index_comes_back_is_absent_again(
    name: RepositoryName, sparse: Access
) -> None:
    child = an_image([b"a layer"])
    push(name, child, sparse, tag=None)
    index = an_index_of(child)
    push_manifest(name, index, sparse, tag="index")
    for body in (index, child.manifest):
        manifests.delete(name=name, digest=Digest.of(body), by=sparse)
    push_manifest(name, index, sparse, tag="index")
    assert_clean()
    push(name, child, sparse, tag=None)
    assert_clean()
