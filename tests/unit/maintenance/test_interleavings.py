"""F-32, F-33: what clients do between any two steps of garbage collection, and what comes of it.

Each case stops a run after one of its steps, or between the deletion of objects and that of their
rows, has a client do something there, lets the run end, and has the client finish. Whatever was
acknowledged must then be there, whole; whatever is left must be sound, and go with the next run.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from artifacts import blobs, copies, manifests, reads, repositories, stores, tags, trash
from artifacts.errors import ManifestUnknown, NotInTrash, VersionGone
from artifacts.models import Blob, Manifest, Repository
from jobs import attempts
from jobs.models import Status
from jobs.runs import Run
from maintenance import invariants
from maintenance.garbage import runs, sweeps
from maintenance.garbage.runs import Options
from oci.digest import Digest
from oci.reference import RepositoryName
from projects.access import Access
from tests.support.domain import caller
from tests.support.images import Image, an_image, an_index, digest_of
from tests.support.oracle import assert_sound
from tests.unit.artifacts.test_push import push, push_blob, push_manifest
from tests.unit.artifacts.test_tags import an_accessory

pytestmark = pytest.mark.usefixtures("storage")

STEPS = 13
OBJECTS_DELETED = "objects deleted"
POINTS = [*range(STEPS), OBJECTS_DELETED]
GONE = an_image([b"shared layer", b"layer of what was deleted"], b'{"gone": 1}')
LOOSE = an_image([b"shared layer", b"layer of what has no tag"], b'{"loose": 1}')
KEPT = an_image([b"another layer"], b'{"kept": 1}')


class Client:
    """Somebody with rights in two repositories of a project."""

    def __init__(self, name: RepositoryName, access: Access, settings: Settings) -> None:
        self.name, self.access, self.settings = name, access, settings
        self.elsewhere = RepositoryName.parse(f"{name.project}/elsewhere")

    def send_blobs(self, image: Image) -> None:
        """Ask for each blob, and send what is not there, as docker does."""
        for data in image.blobs:
            if not self.has(data):
                push_blob(self.name, data, self.access)

    def has(self, data: bytes) -> bool:
        place = reads.locate(self.name)
        assert place is not None
        found = place.repository_id and reads.blob(
            place.repository_id, Digest.parse(digest_of(data))
        )
        if not found:
            return False
        return blobs.keep(repository_id=place.repository_id or 0, blob_id=found.id)

    def mount_or_send(self, data: bytes) -> None:
        digest = Digest.parse(digest_of(data))
        if not blobs.mount(name=self.elsewhere, source=self.name, digest=digest, by=self.access):
            push_blob(self.elsewhere, data, self.access)

    @contextmanager
    def trash_of_a_week(self) -> Iterator[None]:
        self.settings.TRASH_DAYS = 7
        try:
            yield
        finally:
            self.settings.TRASH_DAYS = 0


Finish = Callable[[], list[tuple[RepositoryName, str]]]
"""Ends what the client began; answers which manifests were acknowledged, and where."""


def push_whole(client: Client) -> Finish:
    client.send_blobs(GONE)
    push_manifest(client.name, GONE.manifest, client.access, tag="again")
    return lambda: [(client.name, GONE.digest)]


def ask_now_and_push_later(client: Client) -> Finish:
    client.send_blobs(GONE)

    def finish() -> list[tuple[RepositoryName, str]]:
        push_manifest(client.name, GONE.manifest, client.access, tag="again")
        return [(client.name, GONE.digest)]

    return finish


def mount_now_and_push_later(client: Client) -> Finish:
    for data in GONE.blobs:
        client.mount_or_send(data)

    def finish() -> list[tuple[RepositoryName, str]]:
        push_manifest(client.elsewhere, GONE.manifest, client.access, tag="mounted")
        return [(client.elsewhere, GONE.digest)]

    return finish


def retag(client: Client) -> Finish:
    try:
        digest = Digest.parse(LOOSE.digest)
        tags.create(name=client.name, tag="late", reference=digest, by=client.access)
    except ManifestUnknown:
        return list
    return lambda: [(client.name, LOOSE.digest)]


def copy(client: Client) -> Finish:
    try:
        copies.copy(
            source=client.name,
            reference=Digest.parse(LOOSE.digest),
            target=client.elsewhere,
            by_source=client.access,
            by_target=client.access,
        )
    except ManifestUnknown:
        return list
    return lambda: [(client.elsewhere, LOOSE.digest)]


def delete_another(client: Client) -> Finish:
    digest = Digest.parse(KEPT.digest)
    manifests.delete_artifact(name=client.name, reference=digest, by=client.access)
    return list


def restore(client: Client) -> Finish:
    """Just before its time in the trash is over."""
    try:
        with client.trash_of_a_week():
            digest = Digest.parse(GONE.digest)
            trash.restore_artifact(name=client.name, digest=digest, by=client.access)
    except (NotInTrash, VersionGone):
        return list
    return lambda: [(client.name, GONE.digest)]


def push_a_referrer(client: Client) -> Finish:
    """Of what was deleted: it refers to nothing then, and is there all the same."""
    accessory = an_accessory(GONE)
    for data in accessory.blobs:
        push_blob(client.name, data, client.access)
    push_manifest(client.name, accessory.manifest, client.access)
    return lambda: [(client.name, accessory.digest)]


def push_an_index_of_the_untagged(client: Client) -> Finish:
    if not Manifest.objects.present().filter(digest=LOOSE.digest).exists():
        return list
    index = an_index([LOOSE])
    push_manifest(client.name, index.manifest, client.access, tag="index")
    return lambda: [(client.name, index.digest), (client.name, LOOSE.digest)]


def delete_the_repository(client: Client) -> Finish:
    repositories.delete(name=client.name, by=client.access)
    return list


SCENARIOS = [
    push_whole, ask_now_and_push_later, mount_now_and_push_later, retag, copy, delete_another,
    restore, push_a_referrer, push_an_index_of_the_untagged, delete_the_repository,
]  # fmt: skip


@pytest.fixture
def client(name: RepositoryName, access: Access, settings: Settings) -> Client:
    """Give somebody in whose repository one image is kept, one was deleted, one has no tag.

    Their leases are over; those that begin from now on last.
    """
    settings.TRASH_DAYS = 0
    settings.GC_GRACE = timedelta(0)
    push(name, KEPT, access, tag="kept")
    push(name, LOOSE, access, tag=None)
    push(name, GONE, access, tag="gone")
    manifests.delete_artifact(name=name, reference=Digest.parse(GONE.digest), by=access)
    long_ago = timezone.now() - timedelta(days=30)
    Blob.objects.update(protected_until=long_ago)
    Manifest.objects.update(push_time=long_ago)
    settings.GC_GRACE = timedelta(hours=1)
    return Client(name, access, settings)


class Between:
    """Has something done once at one point of a run."""

    def __init__(self, point: int | str, act: Callable[[], None]) -> None:
        self._point, self._act = point, act
        self.steps = 0
        self.is_done = False

    def reach(self, point: int | str) -> None:
        if point == self._point and not self.is_done:
            self.is_done = True
            self._act()


def collect(between: Between, root: User, monkeypatch: pytest.MonkeyPatch) -> None:
    step, delete_objects = Run.step, sweeps._delete_objects

    @contextmanager
    def stepping(run: Run) -> Iterator[None]:
        between.reach(between.steps)
        with step(run):
            yield
        between.steps += 1

    def deleting(*given: object, **named: object) -> int:
        freed: int = delete_objects(*given, **named)  # type: ignore[arg-type]
        between.reach(OBJECTS_DELETED)
        return freed

    with monkeypatch.context() as patched:
        patched.setattr(Run, "step", stepping)
        patched.setattr(sweeps, "_delete_objects", deleting)
        execution = runs.start(Options(delete_untagged=True), by=caller(root))
        attempts.make(execution.tasks.get().pk)
    task = execution.tasks.get()
    assert task.status == Status.SUCCESS, task.error


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_f_32_f_33_whatever_is_done_between_two_steps(
    client: Client,
    root: User,
    monkeypatch: pytest.MonkeyPatch,
    scenario: Callable[[Client], Finish],
    point: int | str,
) -> None:
    finish: list[Finish] = []
    between = Between(point, lambda: finish.append(scenario(client)))
    collect(between, root, monkeypatch)
    if not finish:  # a run that has fewer steps, or nothing whose bytes would go
        pytest.fail(f"the run has {between.steps} steps and never came to {point}")
    acknowledged = finish[0]()
    for place, digest in acknowledged:
        assert is_whole(place, digest)
    assert_sound_to_the_byte()
    later = Between("never", lambda: None)
    Blob.objects.update(protected_until=timezone.now())
    collect(later, root, monkeypatch)
    for place, digest in acknowledged:
        assert is_whole(place, digest)
    assert_sound_to_the_byte()


def is_whole(place: RepositoryName, digest: str) -> bool:
    """Whether the manifest can be pulled, with every byte it names."""
    repository = Repository.objects.present().get(name=place.path)
    found = reads.manifest(repository.pk, Digest.parse(digest))
    assert found is not None
    row = Manifest.objects.present().get(repository=repository, digest=digest)
    for edge in row.edges.exclude(blob=None):
        blob = reads.blob(repository.pk, Digest.parse(edge.digest))
        assert blob is not None
        with stores.blob_store().open(blob.key) as file:
            assert digest_of(file.read()) == edge.digest
    return True


def assert_sound_to_the_byte() -> None:
    assert_sound()
    for pk in Blob.objects.values_list("pk", flat=True):
        assert list(invariants.of_blob(pk)) == []
