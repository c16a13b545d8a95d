"""Bytes as they are told: once for each object, and unique as far as nothing else needs it."""

import pytest

from accounts.models import User
from artifacts import manifests, storage_figures
from artifacts.models import Manifest, Repository
from artifacts.storage_figures import Figures, Scope
from oci.digest import Digest
from oci.reference import RepositoryName
from projects.access import Access
from projects.models import Project
from projects.roles import Action
from tests.support.domain import a_project, caller
from tests.support.images import Image, an_image, an_index
from tests.unit.artifacts.test_push import push, push_manifest

pytestmark = pytest.mark.usefixtures("storage")

SHARED, OWN = b"shared" * 50, b"own" * 30


def of_artifact(image_digest: str, project: Project, scope: Scope = Scope.PROJECT) -> Figures:
    manifest = Manifest.objects.get(digest=image_digest, repository__project=project)
    return storage_figures.of_artifact(manifest, project.pk, scope)


def size_of(image: Image) -> int:
    return len(image.manifest) + sum(map(len, image.blobs))


def test_a_layer_that_is_named_twice_is_kept_once(
    name: RepositoryName, access: Access, project: Project
) -> None:
    image = an_image([OWN, OWN])
    push(name, image, access)
    figures = of_artifact(image.digest, project)
    assert (figures.logical, figures.stored) == (size_of(image), size_of(image) - len(OWN))
    assert figures.unique == figures.stored


def test_an_index_frees_the_children_that_it_alone_holds(
    name: RepositoryName, access: Access, project: Project
) -> None:
    one, two = an_image([SHARED]), an_image([OWN])
    push(name, one, access, tag=None)
    push(name, two, access, tag="tagged")
    index = an_index([one, two])
    push_manifest(name, index.manifest, access, tag="index")
    figures = of_artifact(index.digest, project)
    assert figures.unique == figures.stored == len(index.manifest) + size_of(one)
    assert of_artifact(two.digest, project).unique == size_of(two)


def test_what_other_projects_hold_is_unique_within_this_one(
    name: RepositoryName, access: Access, project: Project, root: User
) -> None:
    image = an_image([SHARED])
    push(name, image, access)
    other = a_project("other")
    there = Access(caller(root), other.pk, other.epoch, frozenset(Action))
    push(RepositoryName.parse("other/app"), image, there)
    blobs = sum(map(len, image.blobs))
    figures = {scope: of_artifact(image.digest, project, scope) for scope in Scope}
    assert figures[Scope.PROJECT].shared == 0
    assert figures[Scope.REGISTRY].shared == blobs
    trees = {scope: storage_figures.of_project(project, scope) for scope in Scope}
    assert trees[Scope.PROJECT].figures.shared == 0
    assert trees[Scope.REGISTRY].figures.shared == blobs
    assert dict(storage_figures.of_registry())["other"].shared == blobs
    manifests.delete(
        name=RepositoryName.parse("other/app"), digest=Digest.parse(image.digest), by=there
    )
    assert of_artifact(image.digest, project, Scope.REGISTRY).shared == 0


def test_a_deleted_repository_shares_nothing(
    name: RepositoryName, access: Access, project: Project
) -> None:
    push(name, an_image([SHARED]), access)
    push(RepositoryName.parse(f"{project.name}/other"), an_image([SHARED]), access)
    one, two = Repository.objects.order_by("pk")
    before = storage_figures.of_repositories(project, Scope.PROJECT)
    assert before[one.pk].shared == before[two.pk].shared > 0
    Repository.objects.filter(pk=two.pk).update(deleted_at="2026-01-01T00:00:00Z")
    after = storage_figures.of_repositories(project, Scope.PROJECT)
    assert list(after) == [one.pk]
    assert after[one.pk].shared == 0
    assert storage_figures.of_repositories(project, Scope.PROJECT, []) == {}
