"""Repositories by chance: a preview says what a run does, whatever hangs on what."""

import random
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from artifacts import closures, listing, tags
from artifacts.closures import Named
from artifacts.models import Manifest, Repository
from maintenance.models import Outcome, RetentionPolicy, RetentionVerdict
from maintenance.retention import plans, rules, verdicts
from maintenance.retention.rules import Template
from maintenance.retention.verdicts import Judged
from oci.digest import Digest
from oci.reference import RepositoryName
from projects.access import Access
from tests.support.images import OCI_MANIFEST, Image, an_image, an_index, descriptor
from tests.support.oracle import assert_sound
from tests.unit.artifacts.test_push import push, push_manifest
from tests.unit.artifacts.test_tags import protect
from tests.unit.maintenance.test_retention import KEPT, age, do, lines, make, preview
from tests.unit.maintenance.test_retention_verdicts import wanted

pytestmark = pytest.mark.usefixtures("storage")


class Anything:
    """Repositories by chance: images, indexes, and what hangs on them, all with small names."""

    def __init__(self, seed: int, name: RepositoryName, access: Access) -> None:
        self.chance, self.name, self.access = random.Random(seed), name, access
        self.made: list[Image] = []
        self._tags = iter(range(10**6))

    def fill(self) -> None:
        for _ in range(self.chance.randrange(3, 12)):
            self._push(self._an_image())
        for _ in range(self.chance.randrange(4)):
            parts = self.chance.sample(self.made, self.chance.randrange(1, 4))
            index = an_index(parts, more={"annotations": {"n": str(len(self.made))}})
            push_manifest(self.name, index.manifest, self.access, tag=self._tag())
            self.made.append(Image(index.manifest, ()))
        for subject in self.chance.sample(self.made, self.chance.randrange(len(self.made))):
            self._push(self._an_accessory(subject))
        for image in self.made:
            age(image, self.chance.randrange(1, 30))
            if self.chance.random() < 0.3:
                Manifest.objects.filter(digest=image.digest).update(pull_time=timezone.now())

    def _an_image(self, **more: Any) -> Image:
        layers = [f"layer {self.chance.randrange(8)}".encode() for _ in range(2)]
        return an_image(layers, f"config {len(self.made)}".encode(), **more)

    def _an_accessory(self, subject: Image) -> tuple[Image, str | None]:
        if self.chance.random() < 0.5:
            tag = f"{subject.digest.replace(':', '-')}.{self.chance.choice(['sig', 'att'])}"
            return self._an_image(), tag
        more = {"subject": descriptor(subject.manifest, OCI_MANIFEST)}
        return self._an_image(more=more), self._tag(0.3)

    def _push(self, made: Image | tuple[Image, str | None]) -> None:
        image, tag = made if isinstance(made, tuple) else (made, self._tag())
        push(self.name, image, self.access, tag=tag)
        self.made.append(image)
        if self.chance.random() < 0.2:
            extra = self._tag(1)
            assert extra is not None
            tags.create(
                name=self.name, tag=extra, reference=Digest.parse(image.digest), by=self.access
            )

    def _tag(self, often: float = 0.6) -> str | None:
        kind = self.chance.choice(["kept", "old", "dev", "v"])
        return f"{kind}-{next(self._tags)}" if self.chance.random() < often else None


def judged_now(policy: RetentionPolicy, repository: Repository) -> list[Judged]:
    about = rules.about(rules.read(policy.rules), "app")
    return plans.judge(repository, about, now=timezone.now())


@pytest.mark.parametrize("seed", range(25))
def test_whatever_there_is_a_run_does_what_its_preview_says(
    name: RepositoryName, access: Access, seed: int
) -> None:
    things = Anything(seed, name, access)
    things.fill()
    protect(access, "v-*")
    some = [KEPT, wanted(Template.SINCE_PULL, 2), wanted(Template.LATEST_PUSHED, 2)]
    policy = make(access, *things.chance.sample(some, things.chance.randrange(1, 3)))
    repository = Repository.objects.get(name=name.path)
    rows = Manifest.objects.present().filter(repository=repository)
    before = set(rows.values_list("pk", flat=True))
    seen = preview(policy)
    going = {pk for one in judged_now(policy, repository) for pk in one.going}
    assert seen.rows == lines(do(policy, access, is_dry_run=True))
    execution = do(policy, access)
    assert lines(execution) == seen.rows
    assert not RetentionVerdict.objects.filter(outcome=Outcome.KEPT).exists()
    assert set(rows.all().values_list("pk", flat=True)) == before - going
    assert_sound()


@pytest.mark.parametrize("seed", range(25, 35))
def test_what_goes_with_an_artifact_is_what_goes_when_it_is_deleted(
    name: RepositoryName, access: Access, seed: int
) -> None:
    things = Anything(seed, name, access)
    things.fill()
    repository = Repository.objects.get(name=name.path)
    contents = plans.contents_of(repository.pk)
    artifacts = {one.id for one in contents.artifacts}
    assert artifacts == set(
        listing.listed().filter(repository=repository).values_list("pk", flat=True)
    )
    for one in contents.artifacts:
        alone = replace(contents, artifacts=[one])
        (judged,) = verdicts.judge(alone, [], now=timezone.now(), protected={}.get)
        doomed = closures.doomed(repository.pk, Named(one.id, one.digest), at_most=1000)
        is_part = bool(contents.parents.get(one.id))
        assert judged.going == (set() if is_part else doomed.keys())
