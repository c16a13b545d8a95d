"""Labels: of the system and of projects, on artifacts and off again."""

from contextlib import suppress
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from artifacts import labels, manifests
from artifacts.errors import (
    LabelAttached,
    LabelExists,
    LabelInvalid,
    LabelNotAttached,
    LabelUnknown,
    ManifestUnknown,
)
from artifacts.labels import Wanted
from artifacts.models import ArtifactLabel, Label, Manifest, Repository
from audit.models import AuditLog
from oci.digest import Digest
from oci.reference import RepositoryName
from projects import projects
from projects.access import Access
from projects.errors import TokenInvalid
from tests.support.domain import a_project, caller
from tests.support.images import an_image
from tests.support.threads import start
from tests.unit.artifacts.test_push import push

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture
def elsewhere(root: User) -> Access:
    project = a_project("elsewhere")
    return Access(caller(root), project.pk, project.epoch, frozenset())


def told() -> tuple[str, str, str, object]:
    row = AuditLog.objects.order_by("pk").last()
    assert row is not None
    return row.operation, row.resource_type, row.resource, row.details


def test_a_label_is_made_changed_and_deleted(access: Access) -> None:
    label = labels.create(wanted=Wanted(name="stable", color="#00ff7F"), by=access)
    assert (label.project_id, label.color) == (access.project_id, "#00ff7F")
    assert told()[:3] == ("create", "label", "stable")
    labels.update(label_id=label.pk, wanted=Wanted(name="steady", description="It"), by=access)
    label.refresh_from_db()
    assert (label.name, label.description, label.color) == ("steady", "It", "")
    assert told() == (
        "update",
        "label",
        "steady",
        {"name": ["stable", "steady"], "description": ["", "It"], "color": ["#00ff7F", ""]},
    )
    labels.delete(label_id=label.pk, by=access)
    assert not Label.objects.exists()
    assert told()[:3] == ("delete", "label", "steady")


def test_a_name_is_taken_once_in_each_scope(access: Access, elsewhere: Access) -> None:
    for by in (access, elsewhere, access.by):
        first = labels.create(wanted=Wanted(name="stable"), by=by)
        with pytest.raises(LabelExists):
            labels.create(wanted=Wanted(name="stable"), by=by)
        other = labels.create(wanted=Wanted(name="Stable"), by=by)
        with pytest.raises(LabelExists):
            labels.update(label_id=other.pk, wanted=Wanted(name="stable"), by=by)
        labels.update(label_id=first.pk, wanted=Wanted(name="stable", color="#000000"), by=by)
    assert Label.objects.count() == 6
    assert labels.of_system().count() == labels.of_project(access.project_id).count() == 2


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(name=""),
        Wanted(name=" "),
        Wanted(name=" stable"),
        Wanted(name="sta\nble"),
        Wanted(name="sta\0ble"),
        Wanted(name="\u202estable"),
        Wanted(name="x" * 129),
        Wanted(name="x", description="x" * 1025),
        Wanted(name="x", description="\0"),
        *(
            Wanted(name="x", color=color)
            for color in ("red", "#fff", "#12345", "#1234567", "#12345g", "#123456\n", "123456")
        ),
    ],
    ids=str,
)
def test_what_is_no_label_is_refused(access: Access, wanted: Wanted) -> None:
    with pytest.raises(LabelInvalid):
        labels.create(wanted=wanted, by=access)
    label = labels.create(wanted=Wanted(name="ключ №1 ☃"), by=access)
    with pytest.raises(LabelInvalid):
        labels.update(label_id=label.pk, wanted=wanted, by=access)
    assert Label.objects.get().name == "ключ №1 ☃"


def test_nobody_reaches_the_labels_of_another_scope(access: Access, elsewhere: Access) -> None:
    mine = labels.create(wanted=Wanted(name="mine"), by=access)
    of_all = labels.create(wanted=Wanted(name="of all"), by=access.by)
    for label, by in ((mine, elsewhere), (mine, access.by), (of_all, access)):
        with pytest.raises(LabelUnknown):
            labels.update(label_id=label.pk, wanted=Wanted(name="taken"), by=by)
        with pytest.raises(LabelUnknown):
            labels.delete(label_id=label.pk, by=by)
    assert set(Label.objects.values_list("name", flat=True)) == {"mine", "of all"}


def test_rights_of_yesterday_make_no_label(access: Access) -> None:
    projects.update(project_id=access.project_id, metadata={"public": "true"}, by=access.by)
    with pytest.raises(TokenInvalid):
        labels.create(wanted=Wanted(name="late"), by=access)
    assert not Label.objects.exists()


def test_the_labels_of_a_deleted_project_are_gone(access: Access) -> None:
    label = labels.create(wanted=Wanted(name="gone"), by=access)
    assert labels.get(label.pk) == label
    projects.delete(project_id=access.project_id, is_empty=lambda _: True, by=access.by)
    with pytest.raises(LabelUnknown):
        labels.get(label.pk)


def test_an_artifact_has_labels_of_its_project_and_of_the_system(
    name: RepositoryName, access: Access, elsewhere: Access
) -> None:
    image = an_image()
    push(name, image, access)
    digest = Digest.parse(image.digest)
    mine = labels.create(wanted=Wanted(name="b"), by=access)
    of_all = labels.create(wanted=Wanted(name="a"), by=access.by)
    foreign = labels.create(wanted=Wanted(name="c"), by=elsewhere)
    version = Repository.objects.get().version
    labels.attach(name=name, reference=digest, label_id=mine.pk, by=access)
    labels.attach(name=name, reference="1", label_id=of_all.pk, by=access)
    assert Repository.objects.get().version == version + 2
    details = {"label": "a", "label_id": of_all.pk}
    assert told() == ("create", "artifact-label", f"{name.path}:1", details)
    audited = AuditLog.objects.count()
    with pytest.raises(LabelAttached):
        labels.attach(name=name, reference=digest, label_id=mine.pk, by=access)
    for unknown in (foreign.pk, 2**62):
        with pytest.raises(LabelUnknown):
            labels.attach(name=name, reference=digest, label_id=unknown, by=access)
        with pytest.raises(LabelUnknown):
            labels.detach(name=name, reference=digest, label_id=unknown, by=access)
    with pytest.raises(ManifestUnknown):
        labels.attach(name=name, reference="absent", label_id=mine.pk, by=access)
    assert (AuditLog.objects.count(), ArtifactLabel.objects.count()) == (audited, 2)
    manifest = Manifest.objects.get().pk
    assert labels.of_manifests([manifest]) == {manifest: [of_all, mine]}
    labels.detach(name=name, reference=digest, label_id=mine.pk, by=access)
    with pytest.raises(LabelNotAttached):
        labels.detach(name=name, reference=digest, label_id=mine.pk, by=access)
    assert labels.of_manifests([manifest]) == {manifest: [of_all]}


def test_a_deleted_label_and_a_deleted_artifact_let_go_of_each_other(
    name: RepositoryName, access: Access
) -> None:
    image = an_image()
    push(name, image, access)
    first = labels.create(wanted=Wanted(name="first"), by=access)
    second = labels.create(wanted=Wanted(name="second"), by=access)
    for label in (first, second):
        labels.attach(name=name, reference="1", label_id=label.pk, by=access)
    labels.delete(label_id=first.pk, by=access)
    assert told()[3] == {
        "name": "first", "description": "", "color": "", "artifact_count": 1,
    }  # fmt: skip
    assert [row.label for row in ArtifactLabel.objects.all()] == [second]
    manifests.delete(name=name, digest=Digest.parse(image.digest), by=access)
    third = labels.create(wanted=Wanted(name="third"), by=access)
    ArtifactLabel.objects.create(manifest=Manifest.objects.get(), label=third)
    labels.delete(label_id=third.pk, by=access)
    assert told()[3]["artifact_count"] == 0  # what is in the trash does not count
    push(name, image, access)
    assert not ArtifactLabel.objects.exists()


def test_the_labels_of_many_artifacts_take_one_query(name: RepositoryName, access: Access) -> None:
    for number in range(5):
        push(name, an_image([bytes([number])]), access, tag=f"t{number}")
    label = labels.create(wanted=Wanted(name="x"), by=access)
    for number in range(3):
        labels.attach(name=name, reference=f"t{number}", label_id=label.pk, by=access)
    ids = list(Manifest.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries:
        found = labels.of_manifests(ids)
        assert sorted(len(of_one) for of_one in found.values()) == [0, 0, 1, 1, 1]
        assert all(label.name == "x" for of_one in found.values() for label in of_one)
    assert len(queries) == 1


@pytest.mark.django_db(transaction=True)
def test_a_label_that_is_being_deleted_is_attached_to_nothing(
    name: RepositoryName, access: Access
) -> None:
    for number in range(8):
        push(name, an_image([bytes([number])]), access, tag=f"t{number}")

    def attach(label_id: int, number: int) -> None:
        with suppress(LabelUnknown):
            labels.attach(name=name, reference=f"t{number}", label_id=label_id, by=access)

    for round_ in range(4):
        label = labels.create(wanted=Wanted(name=f"label {round_}"), by=access)
        ended = start(*(partial(attach, label.pk, number) for number in range(8)))
        labels.delete(label_id=label.pk, by=access)
        assert ended() == []
    assert not ArtifactLabel.objects.exists()
