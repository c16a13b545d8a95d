"""Lists ask the database the same number of questions however long their pages are."""

import base64
import itertools

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import users
from accounts.models import User
from accounts.principals import SYSTEM_CALLER
from artifacts.models import (
    ArtifactLabel,
    Blob,
    Edge,
    Label,
    Manifest,
    Repository,
    RepositoryBlob,
    Tag,
    TagMove,
)
from projects import members, projects
from projects.models import ImmutableRule, Project
from projects.roles import Role
from tests.support.images import OCI_CONFIG, OCI_INDEX, OCI_MANIFEST, digest_of

PASSWORD = "Right-Length-1"
_numbers = itertools.count()


@pytest.fixture
def owner(db: None) -> User:
    return users.create(
        username="owner", email="owner@example.com", password=PASSWORD, is_admin=True,
        by=SYSTEM_CALLER,
    )  # fmt: skip


@pytest.fixture
def member(owner: User) -> User:
    return users.create(
        username="member", email="member@example.com", password=PASSWORD, by=SYSTEM_CALLER
    )


def queries_of(path: str, username: str) -> tuple[int, int]:
    """Ask once; returns how many rows and how many queries it took."""
    Repository.objects.update(version=F("version") + 1)  # so that no total is remembered
    credentials = base64.b64encode(f"{username}:{PASSWORD}".encode()).decode()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = Client().get(path, headers={"Authorization": f"Basic {credentials}"})
    assert answer.status_code == 200, answer.content
    selects = [query for query in asked if query["sql"].startswith(("SELECT", "WITH"))]
    body = answer.json()
    if isinstance(body, dict):
        body = [row for rows in body.values() if isinstance(rows, list) for row in rows]
    return len(body), len(selects)


def make_projects(number: int, owner: User, member: User) -> None:
    for index in range(number):
        wanted = projects.Wanted(name=f"project-{Project.objects.count()}-{index}")
        project = projects.create(wanted=wanted, by=SYSTEM_CALLER)
        members.add(project=project, user=member, role=Role.DEVELOPER, by=SYSTEM_CALLER)


def a_digest() -> str:
    return digest_of(str(next(_numbers)).encode())


def make_artifacts(number: int, repository: Repository) -> None:
    """Make indexes of two images each, with a tag, a label and a signature."""
    for _ in range(number):
        index = _manifest(repository, OCI_INDEX)
        for position in range(2):
            child = _manifest(repository, OCI_MANIFEST)
            Edge.objects.create(
                manifest=index, kind="manifest", position=position, digest=child.digest,
                media_type=OCI_MANIFEST, size=1, child=child,
                platform={"os": "linux", "architecture": "amd64"},
            )  # fmt: skip
        name = f"v{next(_numbers)}"
        Tag.objects.create(repository=repository, name=name, manifest=index)
        TagMove.objects.create(
            repository=repository, name=name, new_digest=index.digest, moved_by="member"
        )
        label = Label.objects.create(name=name, project=repository.project)
        ArtifactLabel.objects.create(manifest=index, label=label)
        _manifest(repository, OCI_MANIFEST, subject_digest=index.digest)


def make_repositories(number: int, project: Project) -> None:
    for _ in range(number):
        name = f"{project.name}/more-{next(_numbers)}"
        make_artifacts(
            1, Repository.objects.create(name=name, project=project, published_at=_now())
        )


def _manifest(repository: Repository, media_type: str, **more: str) -> Manifest:
    manifest = Manifest.objects.create(
        repository=repository, digest=a_digest(), media_type=media_type, size=1, body=b"", **more
    )
    if media_type == OCI_MANIFEST:
        blob = Blob.objects.create(
            digest=a_digest(), size=1, generation="0" * 16, protected_until=_now()
        )
        RepositoryBlob.objects.create(repository=repository, blob=blob)
        Edge.objects.create(
            manifest=manifest, kind="config", position=0, digest=blob.digest,
            media_type=OCI_CONFIG + ".of-no-image", size=1, blob=blob,
        )  # fmt: skip
    return manifest


_now = timezone.now


def test_lists_take_a_fixed_number_of_queries(owner: User, member: User) -> None:
    make_projects(1, owner, member)
    project = Project.objects.get()
    lists = {
        "/api/v2.0/projects": 6,
        f"/api/v2.0/projects/{project.pk}/members": 6,
    }
    ContentType.objects.get_for_model(Project)
    for path in lists:
        queries_of(path, "member")
    few = {path: queries_of(path, "member") for path in lists}
    make_projects(8, owner, member)
    for index in range(4):
        user = users.create(
            username=f"more-{index}", email=f"{index}@example.com", password=PASSWORD,
            by=SYSTEM_CALLER,
        )  # fmt: skip
        members.add(project=project, user=user, role=Role.GUEST, by=SYSTEM_CALLER)
    many = {path: queries_of(path, "member") for path in lists}
    assert all(many[path][0] > few[path][0] for path in lists)
    assert {path: count for path, (_, count) in few.items()} == lists
    assert {path: count for path, (_, count) in many.items()} == lists


@pytest.mark.parametrize(("who", "wanted"), [("member", "member"), ("owner", "e")])
def test_a_search_for_users_takes_a_fixed_number_of_queries(
    owner: User, member: User, who: str, wanted: str
) -> None:
    """Only administrators find users by a part of the name."""
    path = f"/api/v2.0/users/search?username={wanted}"
    queries_of(path, who)
    few, number = queries_of(path, who)
    for index in range(4):
        users.create(
            username=f"member-{index}", email=f"{index}@example.com", password=PASSWORD,
            by=SYSTEM_CALLER,
        )  # fmt: skip
    assert queries_of(path, who) == (few + (4 if who == "owner" else 0), number)
    assert number == 3


def test_lists_of_artifacts_take_a_fixed_number_of_queries(owner: User, member: User) -> None:
    make_projects(1, owner, member)
    project = Project.objects.get()
    ImmutableRule.objects.create(
        project=project,
        repository_selectors=[{"decoration": "repoMatches", "pattern": "**", "kind": "doublestar"}],
        tag_selectors=[{"decoration": "matches", "pattern": "v*", "kind": "doublestar"}],
    )
    place = Repository.objects.create(
        name=f"{project.name}/app", project=project, published_at=_now()
    )
    make_artifacts(2, place)
    path = f"/api/v2.0/projects/{project.name}/repositories/app"
    everything = (
        "with_label=true&with_accessory=true&with_immutable_status=true"
        "&with_inherited_accessory=true&page_size=100"
    )
    lists = {
        f"{path}/artifacts?page_size=100": 11,
        f"{path}/artifacts?with_tag=false&page_size=100": 10,
        f"{path}/artifacts?{everything}": 15,
        f"{path}/artifacts?q=base%3D*%2Ctags%3D~v&page_size=100": 11,
        f"{path}/artifacts?sort=-size&after=&page_size=100": 11,
        f"{path}/tags?page_size=100": 14,
        f"{path}/tags?sort=-size&after=&page_size=100": 14,
        f"{path}/tags?sort=natural&after=&page_size=100": 14,
        f"/api/v2.0/projects/{project.name}/artifacts?page_size=100": 12,
        f"/api/v2.0/projects/{project.name}/storage": 7,
        f"/api/v2.0/projects/{project.name}/repositories?with_detail=true&with_storage=true": 10,
        f"/api/v2.0/projects/{project.name}/repositories?sort=-size&after=": 7,
        f"/api/v2.0/projects/{project.name}/repositories?sort=-last_push_time": 7,
        "/api/v2.0/repositories": 4,
        "/api/v2.0/search?q=p": 7,
        "/api/v2.0/search/all?q=v&limit=50": 8,
    }
    ContentType.objects.get_for_model(Project)
    for some in lists:
        queries_of(some, "member")
    few = {some: queries_of(some, "member") for some in lists}
    make_artifacts(9, place)
    make_repositories(5, project)
    many = {some: queries_of(some, "member") for some in lists}
    assert all(many[some][0] > few[some][0] for some in lists)
    assert {some: count for some, (_, count) in many.items()} == {
        some: count for some, (_, count) in few.items()
    }
    assert {some: count for some, (_, count) in few.items()} == lists
