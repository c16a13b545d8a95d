"""Which rows lists show, what they cost, and in which projects a caller sees them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from rest_framework.serializers import Serializer

from accounts.models import User
from accounts.principals import ANONYMOUS, SYSTEM, Kind, Principal, of_user
from accounts.rights import Ceiling
from artifacts import catalog, details, listing, search, visibility
from artifacts.api import rows, serializers
from artifacts.api.rows import Shown
from artifacts.models import ArtifactLabel, Label, Manifest, Repository, Tag
from oci.reference import RepositoryName
from projects import members, policy
from projects.access import Access
from projects.models import Project
from projects.roles import Action, Role
from tests.support.domain import a_project, a_user, caller
from tests.support.images import an_image, an_index
from tests.unit.artifacts.test_pages import plan_of
from tests.unit.artifacts.test_push import push, push_manifest

pytestmark = pytest.mark.usefixtures("storage")

MANY = 2_000


def the_repository() -> Repository:
    return Repository.objects.get()


def many_tags(name: RepositoryName, access: Access) -> Repository:
    push(name, an_image([b"layer"]), access)
    one = the_repository()
    Manifest.objects.bulk_create(
        Manifest(
            repository=one, digest=f"sha256:{number:064x}", media_type="a/b", size=1, body=b"",
            push_time=datetime(2026, 1, 1, tzinfo=UTC),
        )
        for number in range(MANY)
    )  # fmt: skip
    Tag.objects.bulk_create(
        Tag(repository=one, manifest=manifest, name=f"v{manifest.pk}")
        for manifest in Manifest.objects.filter(media_type="a/b")
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return one


@pytest.mark.parametrize(
    ("which", "order", "index"),
    [
        (listing.listed, ("-push_time", "-pk"), "manifest_pushed"),
        (listing.everything, ("-push_time", "-pk"), "manifest_pushed"),
        (listing.tagged, ("-push_time", "-pk"), "tag_pushed"),
        (listing.tagged, ("natural_name", "pk"), "tag_natural"),
        (listing.tagged, ("-natural_name", "-pk"), "tag_natural"),
    ],
)
def test_a_first_page_is_read_in_the_order_of_an_index(
    name: RepositoryName, access: Access, which: Any, order: tuple[str, str], index: str
) -> None:
    one = many_tags(name, access)
    with CaptureQueriesContext(connection) as queries:
        found = list(which().filter(repository=one).order_by(*order)[:10])
    assert len(found) == 10
    [query] = queries.captured_queries
    plan = plan_of(query["sql"])
    outer = plan.partition("SubPlan 1',)")[0]  # below that, PostgreSQL tells of single rows
    assert index in outer, plan
    assert "Sort" not in outer, plan
    assert "hashed SubPlan" not in plan, plan
    assert "TEMP B-TREE" not in plan, plan  # SQLite


def test_totals_are_counted_once_for_each_version(name: RepositoryName, access: Access) -> None:
    image = an_image([b"layer"])
    push(name, image, access)
    asked: list[int] = []

    def listed() -> QuerySet[Any]:
        asked.append(1)
        return listing.listed()

    counts = listing.Counts(listed)
    one = the_repository()
    for _ in range(3):
        assert counts.of([one]) == {one.pk: 1}
    assert len(asked) == 1
    push_manifest(name, an_index([image]).manifest, access, tag="index")
    assert counts.of([the_repository()]) == {one.pk: 2}
    assert counts.of([one]) == {one.pk: 2}
    assert counts.of([]) == {}


def test_only_so_many_totals_are_remembered(
    name: RepositoryName, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "REMEMBERED", 2)
    push(name, an_image([b"layer"]), access)
    one = the_repository()
    more = [
        Repository.objects.create(project=one.project, name=f"{name.project}/r{number}")
        for number in range(3)
    ]
    counts = listing.Counts(listing.listed)
    assert counts.of(more) == dict.fromkeys((row.pk for row in more), 0)
    assert len(counts._known) == 2


def test_a_long_description_does_not_come_with_a_list(name: RepositoryName, access: Access) -> None:
    image = an_image([b"layer"], more={"annotations": {"long": "x" * 20_000}})
    push(name, image, access)
    pk = Manifest.objects.get().pk
    assert details.parts([pk])[pk].annotations == {}
    assert details.parts([pk], details.OF_ONE)[pk].annotations == {"long": "x" * 20_000}


def test_a_size_is_told_alike_wherever_it_is_told(name: RepositoryName, access: Access) -> None:
    images = [an_image([b"one" * 100]), an_image([b"two" * 10])]
    for image in images:
        push(name, image, access, tag=None)
    index = an_index(images)
    push_manifest(name, index.manifest, access, tag="index")
    expected = len(index.manifest) + sum(
        len(image.manifest) + sum(map(len, image.blobs)) for image in images
    )
    row = Manifest.objects.get(digest=index.digest)
    assert details.parts([row.pk])[row.pk].size == expected
    assert listing.with_size(listing.listed()).get(pk=row.pk).size_total == expected  # type: ignore[attr-defined]
    tag = listing.with_sizes_of_tags(listing.tagged()).get()
    assert tag.size_total == expected  # type: ignore[attr-defined]


@pytest.mark.parametrize("action", [Action.REPOSITORY_LIST, Action.ROBOT_LIST, Action.LABEL_LIST])
def test_what_is_seen_of_projects_is_what_the_policy_allows(root: User, action: Action) -> None:
    """A condition on rows and the answer for one project must never differ."""
    everywhere = Ceiling(everywhere=frozenset({str(action)}))
    projects = [a_project("private"), a_project("public", is_public=True), a_project("other")]
    user = a_user("dora")
    for project, role in zip(projects, (Role.LIMITED_GUEST, Role.GUEST), strict=False):
        members.add(project=project, user=user, role=role, by=caller(root))
    narrow = Ceiling(projects={projects[0].pk: frozenset({str(action)})})
    principals = [
        ANONYMOUS,
        SYSTEM,
        of_user(root),
        of_user(user),
        of_user(a_user("nobody")),
        *(
            Principal(row.pk, row.username, row.is_superuser, row.epoch, ceiling=ceiling)
            for row in (root, user)
            for ceiling in (everywhere, narrow, Ceiling())
        ),
        *(
            Principal(7, "robot$x", is_admin=False, epoch=1, kind=Kind.ROBOT, ceiling=ceiling)
            for ceiling in (everywhere, narrow)
        ),
    ]
    for principal in principals:
        seen = set(visibility.allowing(principal, action).values_list("pk", flat=True))
        allowed = {
            project.pk
            for project in Project.objects.all()
            if action in policy.allowed_actions(principal, project)
        }
        assert seen == allowed, principal


def test_what_was_never_pushed_is_not_seen(name: RepositoryName, access: Access) -> None:
    Repository.objects.create(project_id=access.project_id, name=name.path)
    assert not catalog.visible_to(SYSTEM).exists()


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("abcdef", ("sha256:abcdef", "sha256:abcdeg")),
        ("SHA256:ABCDE9", ("sha256:abcde9", "sha256:abcdea")),
        ("sha512:123456", ("sha512:123456", "sha512:123457")),
        ("abcde", None),
        ("latest", None),
        ("sha256:", None),
        ("md5:abcdef", None),
    ],
)
def test_digests_are_looked_up_by_their_beginning(
    text: str, bounds: tuple[str, str] | None
) -> None:
    assert search.digest_bounds(text) == bounds


def test_every_beginning_of_a_digest_finds_it(name: RepositoryName, access: Access) -> None:
    image = an_image([b"layer"])
    push(name, image, access)
    for length in range(6, 65):
        text = image.digest[7 : 7 + length]
        assert [hit.digest for hit in search.artifacts(SYSTEM, text, 10)] == [image.digest]


def shape_of(serializer: type[Serializer[Any]]) -> dict[str, Any]:
    """The names that a shape declares, with those of the shapes in it."""
    names: dict[str, Any] = {}
    for name, field in serializer().fields.items():
        inner = getattr(field, "child", field)
        names[name] = shape_of(type(inner)) if isinstance(inner, Serializer) else None
    return names


def names_in(row: Any, shape: Any) -> Any:
    """The names of a row, as deep as the shape goes."""
    if shape is None:
        return None
    first = row[0] if isinstance(row, list) else row
    return {name: names_in(value, shape.get(name)) for name, value in first.items()}


def test_rows_have_the_names_that_are_declared(name: RepositoryName, access: Access) -> None:
    images = [an_image([b"one"]), an_image([b"two"])]
    for image in images:
        push(name, image, access, tag=None)
    index = an_index(images)
    push_manifest(name, index.manifest, access, tag="1")
    push_manifest(name, an_index([images[0], index]).manifest, access, tag="2")  # type: ignore[list-item]
    for signed in (index.digest, Manifest.objects.get(tags__name="2").digest):
        described = {"mediaType": index.media_type, "digest": signed, "size": 1}
        more = {"artifactType": "application/vnd.cncf.notary.signature", "subject": described}
        push(name, an_image([b"signature"], more=more), access, tag=None)
    place, row = the_repository(), listing.find(the_repository(), "1")
    label = Label.objects.create(name="good", project=place.project)
    ArtifactLabel.objects.create(manifest=row, label=label)
    everything = Shown(labels=True, accessories=True, inherited=True, bounds=details.OF_ONE)
    (shown,) = rows.artifacts([row], {place.pk: place}, everything)
    shape = shape_of(serializers.ArtifactRead)
    assert shown["parents"] == [
        {"digest": Manifest.objects.get(tags__name="2").digest, "tags": ["2"]}
    ]
    del shape["actions"]
    del shape["addition_links"]
    del shown["addition_links"]
    assert names_in(shown, shape) == shape
    tag = listing.tagged().get(name="1")
    (told,) = rows.tags([tag], place, names_people=True)
    shape = shape_of(serializers.TagRow)
    assert names_in(told, shape) == shape
