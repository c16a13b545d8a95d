"""F-40, SS-05, SS-07: the source misbehaves, or has others told what only it may know.

Nothing wrong is ever to be had here, and no credentials go to another host.
"""

import random
from pathlib import Path

import pytest

from accounts.models import User
from artifacts.models import Blob
from jobs.models import Status
from projects.models import Quota
from replication.models import Outcome
from tests.faults.replicating import (
    HERE,
    IMAGES,
    LARGE,
    LOGIN,
    PIECE,
    Home,
    an_image_of,
    begin,
    blob_of,
    items_of,
    pull_from,
    registry_at,
    require_honest,
    tags_here,
    told,
    work_off,
)
from tests.support import misdeeds
from tests.support.authority import Authority
from tests.support.faulty_registry import FaultyRegistry
from tests.support.faulty_registry import told as answered
from tests.support.images import an_image, an_index, digest_of
from tests.support.oracle import assert_sound

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("storage", "brisk"),
]
UPLOADS = "/blobs/uploads/"


@pytest.fixture
def home(root: User) -> Home:
    return Home()


@pytest.fixture
def full(far: FaultyRegistry) -> FaultyRegistry:
    for tag, image in IMAGES.items():
        far.put("mirror/app", tag, image)
    return far


def require_all_here() -> None:
    assert tags_here() == {f"{HERE}/app:{tag}": image.digest for tag, image in IMAGES.items()}
    assert_sound()


WRONG = {
    "other bytes": misdeeds.with_body(random.Random(9).randbytes(2 * PIECE + 1000)),
    "fewer bytes": misdeeds.with_body(LARGE.blobs[1][:-1]),
    "more bytes": misdeeds.with_body(LARGE.blobs[1] + b"!"),
    "nothing": misdeeds.with_body(b""),
    "no end": misdeeds.without_end,
}


@pytest.mark.parametrize("deed", WRONG.values(), ids=WRONG)
def test_ss_07_wrong_bytes_of_a_blob_are_never_to_be_had_here(
    home: Home, full: FaultyRegistry, deed: misdeeds.Deed
) -> None:
    full.misbehave(deed, "GET", blob_of("large"))
    run = work_off(begin(pull_from(registry_at(full))))
    assert run.status == Status.ERROR
    require_honest(run)
    assert items_of(run)["large"] == (Outcome.FAILED, "digest")
    assert set(tags_here()) == {f"{HERE}/app:{tag}" for tag in IMAGES if tag != "large"}
    assert not Blob.objects.filter(digest=blob_of("large")).exists()
    assert_sound()
    assert full.served[blob_of("large")] < 6 * PIECE
    quota = Quota.objects.get(project=home.project)
    assert quota.reserved == 0


def test_ss_07_a_blob_that_is_cut_off_is_asked_for_again(home: Home, full: FaultyRegistry) -> None:
    full.misbehave(misdeeds.cutting, "GET", blob_of("large"), times=1)
    run = work_off(begin(pull_from(registry_at(full))))
    assert run.status == Status.SUCCESS
    require_honest(run)
    require_all_here()
    assert full.served[blob_of("large")] < 2 * len(LARGE.blobs[1])
    assert full.served[digest_of(b"a common layer")] == len(b"a common layer")


MANIFESTS = {
    "another one": misdeeds.with_body(an_image([b"another"]).manifest),
    "no JSON": misdeeds.with_body(b"<html>"),
    "too large": misdeeds.with_body(b" " * (9 * PIECE)),
    "no end": misdeeds.without_end,
}


@pytest.mark.parametrize("deed", MANIFESTS.values(), ids=MANIFESTS)
def test_ss_07_another_manifest_than_the_digest_names_is_not_taken(
    home: Home, full: FaultyRegistry, deed: misdeeds.Deed
) -> None:
    full.misbehave(deed, "GET", f"/manifests/{LARGE.digest}")
    run = work_off(begin(pull_from(registry_at(full))))
    assert run.status == Status.ERROR
    require_honest(run)
    outcome, cause = items_of(run)["large"]
    assert outcome != Outcome.DONE
    assert cause in ("digest", "size", "manifest")
    assert set(tags_here()) == {f"{HERE}/app:{tag}" for tag in IMAGES if tag != "large"}
    assert_sound()


def test_ss_07_a_child_that_is_another_one_keeps_its_index_out(
    home: Home, far: FaultyRegistry
) -> None:
    children = [an_image([b"one"]), an_image([b"two"])]
    far.put("mirror/multi", "1", an_index(children))
    far.misbehave(MANIFESTS["another one"], "GET", f"/manifests/{children[1].digest}")
    run = work_off(begin(pull_from(registry_at(far))))
    assert run.status == Status.ERROR
    require_honest(run)
    assert tags_here() == {}
    assert_sound()


@pytest.mark.parametrize("part", ["/tags/list", "/v2/_catalog"])
@pytest.mark.parametrize(
    "deed", [misdeeds.without_end, misdeeds.with_body(b"[1")], ids=["long", "none"]
)
def test_ss_07_a_list_that_is_none_ends_the_run(
    home: Home, full: FaultyRegistry, part: str, deed: misdeeds.Deed
) -> None:
    full.misbehave(deed, "GET", part)
    run = work_off(begin(pull_from(registry_at(full))))
    assert run.status == Status.ERROR
    require_honest(run)
    assert tags_here() == {}


def test_f_40_a_source_with_random_faults_is_pulled_whole(home: Home, full: FaultyRegistry) -> None:
    for number in range(40):
        full.put("mirror/app", f"more-{number}", an_image_of(500, 100 + number))
    chance = random.Random(5)
    deeds = [misdeeds.refusing(500), misdeeds.refusing(502), misdeeds.resetting, misdeeds.cutting]

    def any_of(exchange: misdeeds.Exchange) -> None:
        chance.choice(deeds)(exchange)

    full.misbehave(any_of, chance=lambda: chance.random() < 0.05)
    run = work_off(begin(pull_from(registry_at(full))))
    assert run.status == Status.SUCCESS, told(run)
    require_honest(run)
    assert len(tags_here()) == 40 + len(IMAGES)
    assert_sound()


def test_f_40_what_the_source_has_no_more_is_gone_and_no_failure(
    home: Home, full: FaultyRegistry
) -> None:
    full.misbehave(misdeeds.refusing(404, "MANIFEST_UNKNOWN"), "GET", f"/manifests/{LARGE.digest}")
    run = work_off(begin(pull_from(registry_at(full))))
    assert run.status == Status.SUCCESS
    require_honest(run)
    assert items_of(run)["large"] == (Outcome.GONE, "")


# Credentials


def test_ss_05_a_blob_elsewhere_is_fetched_without_credentials(home: Home) -> None:
    with FaultyRegistry(LOGIN) as far, FaultyRegistry() as store:
        for tag, image in IMAGES.items():
            far.put("mirror/app", tag, image)
            store.put("mirror/app", tag, image)
        place = f"{store.url}/v2/mirror/app/blobs/{blob_of('large')}"
        away = answered({}, {"Location": place})
        away.status = 307
        far.misbehave(lambda exchange: exchange.answer(away), "GET", blob_of("large"))
        run = work_off(begin(pull_from(registry_at(far))))
        assert run.status == Status.SUCCESS
        require_honest(run)
        require_all_here()
        assert far.credentials
        assert store.served[blob_of("large")] == len(LARGE.blobs[1])
        assert store.credentials == set()


@pytest.mark.parametrize(
    "realm",
    ["http://localhost:{port}/token", "https://localhost:{port}/token", "https://evil.example/t"],
)
def test_ss_05_a_realm_of_another_domain_is_told_no_credentials(home: Home, realm: str) -> None:
    with FaultyRegistry() as evil:
        named = realm.format(port=evil.port)
        with FaultyRegistry(LOGIN, realm=named) as far:
            far.put("mirror/app", "1", LARGE)
            run = work_off(begin(pull_from(registry_at(far))))
            assert far.credentials == set()
        assert evil.seen == []
    assert run.status == Status.ERROR
    require_honest(run)
    assert "is told no credentials" in run.tasks.get().error


def test_ss_05_a_realm_that_is_not_encrypted_is_told_no_credentials(
    home: Home, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    with FaultyRegistry(LOGIN, tokens_last=60) as evil:
        named = f"{evil.url}/token"
        with FaultyRegistry(LOGIN, realm=named, certificate=authority.certify()) as far:
            far.put("mirror/app", "1", LARGE)
            row = registry_at(far, ca_certificate=authority.pem)
            run = work_off(begin(pull_from(row)))
            assert far.seen
            assert far.credentials == set()
        assert evil.seen == []
    assert run.status == Status.ERROR
    require_honest(run)
    assert "is told no credentials" in run.tasks.get().error
