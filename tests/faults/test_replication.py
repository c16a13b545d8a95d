"""F-40: the destination misbehaves, and the run says what is true all the while.

However it does, no tag names there what is not whole, nothing that arrived is sent again, and a run
ends or goes on by itself.
"""

import random
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial

import pytest
from django.db import transaction

from accounts.models import User
from accounts.principals import SYSTEM_CALLER
from jobs import clock, leases
from jobs.models import Attempt, Status, Task
from replication import breaker, ends, runs
from replication.adapters.base import Limits
from replication.adapters.oci import wire
from replication.models import Item, Outcome, Registry, Transfer
from tests.faults.replicating import (
    IMAGES,
    LARGE,
    LOGIN,
    PATIENCE,
    PIECE,
    Home,
    an_image_of,
    begin,
    blob_of,
    hand,
    items_of,
    let_time_pass,
    outcomes_of,
    push_to,
    registry_at,
    require_honest,
    told,
    work_off,
)
from tests.support import misdeeds
from tests.support.faulty_registry import FaultyRegistry
from tests.support.images import an_image, digest_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("storage", "brisk"),
]
UPLOADS = "/blobs/uploads/"
SLOW_BYTES, SLOW_RATE = 2 * PIECE, 500_000
SMALL_ONLY = [{"type": "tag", "value": "{more,small}-*"}]


@pytest.fixture
def home(root: User) -> Home:
    return Home()


@pytest.fixture
def filled(home: Home) -> Home:
    for tag, image in IMAGES.items():
        home.put("app", tag, image)
    return home


def require_all_there(far: FaultyRegistry) -> None:
    far.require_whole()
    assert far.tags["mirror/app"] == {tag: image.digest for tag, image in IMAGES.items()}
    assert far.twice == {}


@pytest.mark.parametrize(
    ("deed", "method", "part"),
    [
        (misdeeds.cutting, "PUT", UPLOADS),
        (misdeeds.resetting, "PUT", UPLOADS),
        (misdeeds.falling_silent, "PUT", UPLOADS),
        (misdeeds.losing_the_answer, "PUT", UPLOADS),
        (misdeeds.losing_the_answer, "POST", UPLOADS),
        (misdeeds.losing_the_answer, "PUT", "/manifests/"),
        (misdeeds.refusing(500), "HEAD", "/blobs/"),
        (misdeeds.hanging, "GET", "/tags/list"),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)).strip("/").replace("/", "-"),
)
def test_f_40_what_fails_once_is_done_again_and_nothing_that_arrived_is_sent_twice(
    filled: Home, far: FaultyRegistry, deed: misdeeds.Deed, method: str, part: str
) -> None:
    far.misbehave(deed, method, part, times=1)
    run = work_off(begin(push_to(registry_at(far))))
    assert run.status == Status.SUCCESS
    require_honest(run)
    require_all_there(far)
    assert outcomes_of(run) == [Status.SUCCESS]


def test_f_40_a_destination_that_dies_half_way_is_gone_on_with_when_it_is_back(
    filled: Home, far: FaultyRegistry
) -> None:
    registry = registry_at(far)

    def die(exchange: misdeeds.Exchange) -> None:
        exchange.performed()
        far.stop()

    far.misbehave(die, "PUT", UPLOADS, skip=2, times=1)
    run = begin(push_to(registry))
    work_off(run, until=far.closing.is_set)
    far.require_whole()
    arrived = dict(far.accepted)
    for _ in range(breaker.FAILURES):
        let_time_pass(run)
        hand()
    registry.refresh_from_db()
    assert registry.failures >= breaker.FAILURES
    assert registry.rests_until > clock.now()
    assert breaker.room(breaker.lane(registry.pk)) == 0
    far.start()
    work_off(run)
    assert run.status == Status.SUCCESS
    assert arrived.items() <= dict(far.accepted).items()
    require_all_there(far)
    require_honest(run)
    registry.refresh_from_db()
    assert (registry.failures, registry.rests_until) == (0, None)
    assert Status.ERROR in outcomes_of(run)


def test_f_40_while_it_rests_nothing_is_asked_of_it_and_then_by_one_task(
    filled: Home, far: FaultyRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("other", "third"):
        filled.put(name, "1", LARGE)
    monkeypatch.setattr(breaker, "FIRST_REST", timedelta(minutes=5))
    registry = registry_at(far)
    far.misbehave(misdeeds.refusing(502), part="/tags/list")
    run = begin(push_to(registry))
    work_off(run, until=lambda: not breaker.room(breaker.lane(registry.pk)))
    far.behave()
    asked = len(far.seen)
    for _ in range(3):
        let_time_pass(run)
        hand()
    assert len(far.seen) == asked
    Registry.objects.filter(pk=registry.pk).update(rests_until=clock.now())
    assert breaker.room(breaker.lane(registry.pk)) == 1
    let_time_pass(run)
    hand()
    assert len(far.seen) > asked
    assert breaker.room(breaker.lane(registry.pk)) == registry.at_once
    assert work_off(run).status == Status.SUCCESS
    require_honest(run)
    assert far.twice == {}


def test_f_40_rests_become_longer_up_to_a_limit(far: FaultyRegistry) -> None:
    registry = registry_at(far)
    rests = [breaker.note_failure(registry.pk) for _ in range(20)]
    assert rests[: breaker.FAILURES - 1] == [timedelta()] * (breaker.FAILURES - 1)
    longer = rests[breaker.FAILURES - 1 :]
    assert longer[:3] == [breaker.FIRST_REST, breaker.FIRST_REST * 2, breaker.FIRST_REST * 4]
    assert longer == sorted(longer)
    assert max(longer) <= breaker.LONGEST_REST


def test_f_40_tokens_that_expire_are_replaced_and_the_blob_goes_on(
    filled: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ends, "Limits", partial(Limits, patience=10))
    for number in range(6):
        filled.put("app", f"more-{number}", an_image_of(3000, 100 + number))
    with FaultyRegistry(LOGIN, tokens_last=2) as far:
        far.misbehave(misdeeds.crawling(2_500), "PUT", UPLOADS)
        run = work_off(
            begin(push_to(registry_at(far), filters=[{"type": "tag", "value": "{more-*,small-*}"}]))
        )
        assert run.status == Status.SUCCESS
        require_honest(run)
        far.require_whole()
        assert far.twice == {}
        assert outcomes_of(run) == [Status.SUCCESS]
        assert len(far.tokens) > 1


def test_f_40_a_token_is_good_for_less_than_it_says(filled: Home) -> None:
    with FaultyRegistry(LOGIN, tokens_last=60) as far:

        def forget(exchange: misdeeds.Exchange) -> None:
            far.tokens.clear()
            exchange.answer(exchange.performed())

        far.misbehave(forget, "PUT", UPLOADS, skip=1, times=1)
        run = work_off(begin(push_to(registry_at(far))))
        assert run.status == Status.SUCCESS
        require_honest(run)
        require_all_there(far)


@pytest.mark.parametrize("as_date", [False, True], ids=["seconds", "date"])
def test_f_40_when_it_asks_for_a_pause_nobody_asks_it_anything_until_that_is_over(
    filled: Home, far: FaultyRegistry, *, as_date: bool
) -> None:
    told_at: list[float] = []

    def busy(exchange: misdeeds.Exchange) -> None:
        exchange.read()
        moment = datetime.now(UTC) + timedelta(seconds=4)  # of which dates have whole ones
        after = format_datetime(moment, usegmt=True) if as_date else "3"
        told_at.append(time.monotonic())
        misdeeds.refusing(429, "TOOMANYREQUESTS", retry_after=after)(exchange)

    far.misbehave(busy, "POST", UPLOADS, skip=1, times=1)
    run = work_off(begin(push_to(registry_at(far))))
    assert run.status == Status.SUCCESS
    require_honest(run)
    require_all_there(far)
    # What others had sent already, or were just sending, comes within the first second.
    assert [one for one in far.seen if told_at[0] + 1 < one.at < told_at[0] + 2.95] == []
    assert outcomes_of(run) == [Status.SUCCESS]


def test_f_40_a_long_pause_is_taken_by_the_task_and_is_no_failure(
    filled: Home, far: FaultyRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = registry_at(far)
    far.misbehave(misdeeds.refusing(429, retry_after="3000"), "POST", UPLOADS)
    run = begin(push_to(registry))
    work_off(run, until=lambda: Attempt.objects.filter(outcome=leases.POSTPONED).exists())
    task = Task.objects.get(transfer__isnull=False)
    assert task.status == Status.SCHEDULED
    assert task.failures == 0
    assert task.run_after > clock.now() + timedelta(seconds=2900)
    assert "pause" in task.error
    registry.refresh_from_db()
    assert (registry.failures, breaker.room(breaker.lane(registry.pk))) == (0, 0)
    asked = len(far.seen)
    breaker.note_success(registry.pk)  # of another task that was still under way
    Task.objects.filter(pk=task.pk).update(run_after=clock.now())
    hand()
    assert len(far.seen) == asked
    Registry.objects.filter(pk=registry.pk).update(rests_until=clock.now())
    monkeypatch.setattr(wire, "_pauses", wire.Pauses())
    far.behave()
    work_off(run)
    assert run.status == Status.SUCCESS
    assert outcomes_of(run) == [leases.POSTPONED, Status.SUCCESS]
    require_honest(run)
    require_all_there(far)


def test_f_40_a_twentieth_of_all_requests_fail_by_chance(filled: Home, far: FaultyRegistry) -> None:
    for number in range(40):
        filled.put("app", f"more-{number}", an_image_of(500, 100 + number))
    chance = random.Random(4)
    deeds = [misdeeds.refusing(500), misdeeds.refusing(502), misdeeds.resetting, misdeeds.cutting]

    def any_of(exchange: misdeeds.Exchange) -> None:
        chance.choice(deeds)(exchange)

    fault = far.misbehave(any_of, chance=lambda: chance.random() < 0.05)
    run = work_off(begin(push_to(registry_at(far))))
    assert run.status == Status.SUCCESS, told(run)
    require_honest(run)
    far.require_whole()
    assert len(far.tags["mirror/app"]) == 40 + len(IMAGES)
    assert far.twice == {}
    assert fault.met > 200


def test_f_40_a_quota_that_is_used_up_is_told_and_a_retry_sends_what_is_missing(
    filled: Home, far: FaultyRegistry
) -> None:
    far.misbehave(misdeeds.refusing(403, "DENIED"), "PUT", blob_of("large").rpartition(":")[2])
    run = work_off(begin(push_to(registry_at(far))))
    assert run.status == Status.ERROR
    require_honest(run)
    far.require_whole()
    assert items_of(run) == dict.fromkeys(IMAGES, (Outcome.DONE, "")) | {
        "large": (Outcome.FAILED, "denied")
    }
    assert set(far.tags["mirror/app"]) == set(IMAGES) - {"large"}
    assert outcomes_of(run) == [Status.ERROR]
    (task,) = run.tasks.filter(transfer__isnull=False)
    assert task.error.startswith("1 of 5 tags failed: 1: it denies this")
    far.behave()
    arrived = dict(far.accepted)
    runs.retry_task(run, task.pk, by=SYSTEM_CALLER)
    assert work_off(run).status == Status.SUCCESS
    require_all_there(far)
    assert set(dict(far.accepted)) - set(arrived) == {("mirror/app", blob_of("large"))}


def test_f_40_an_immutable_tag_stays_and_the_others_go_on(
    filled: Home, far: FaultyRegistry
) -> None:
    far.put("mirror/app", "small-1", an_image([b"something else"]))
    before = far.tags["mirror/app"]["small-1"]
    far.misbehave(misdeeds.refusing(412, "DENIED"), "PUT", "/manifests/small-1")
    run = work_off(begin(push_to(registry_at(far))))
    assert run.status == Status.ERROR
    require_honest(run)
    far.require_whole()
    assert items_of(run)["small-1"] == (Outcome.FAILED, "precondition")
    assert far.tags["mirror/app"]["small-1"] == before
    assert set(far.tags["mirror/app"]) == set(IMAGES)
    assert "immutable" in Item.objects.get(tag="small-1").error


def test_f_40_a_wrong_digest_in_the_answer_is_not_believed(
    filled: Home, far: FaultyRegistry
) -> None:
    registry = registry_at(far)
    lie = misdeeds.with_header("Docker-Content-Digest", digest_of(b"another"))
    far.misbehave(lie, "PUT", "/manifests/small-1")
    run = work_off(begin(push_to(registry)))
    assert run.status == Status.ERROR
    require_honest(run)
    assert items_of(run)["small-1"][1] == "digest"
    assert items_of(run)["small-1"][0] != Outcome.DONE
    assert {tag for tag, told in items_of(run).items() if told == (Outcome.DONE, "")} == set(
        IMAGES
    ) - {"small-1"}
    assert far.twice == {}
    assert set(outcomes_of(run)) == {Status.ERROR}
    registry.refresh_from_db()
    assert registry.failures == 0  # it answers


def test_f_40_a_blob_that_is_always_cut_off_is_given_up_in_the_end(
    filled: Home, far: FaultyRegistry
) -> None:
    part = blob_of("large").rpartition(":")[2]
    far.misbehave(misdeeds.cutting, "PUT", part)
    run = work_off(begin(push_to(registry_at(far))))
    assert run.status == Status.ERROR
    require_honest(run)
    assert set(outcomes_of(run)) == {Status.ERROR}
    assert len(outcomes_of(run)) <= runs.FAILURES + 1
    assert items_of(run)["large"][1]
    assert set(far.tags["mirror/app"]) == set(IMAGES) - {"large"}
    assert far.twice == {}


def test_f_40_one_that_never_answers_keeps_its_lease_and_holds_up_no_other(
    filled: Home, far: FaultyRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is silent for longer than a lease, or all of the other run, while the plan is made."""
    monkeypatch.setattr(ends, "Limits", partial(Limits, patience=3 * PATIENCE))
    far.misbehave(misdeeds.hanging, "GET", "/tags/list", times=4)
    with FaultyRegistry() as other:
        silent = begin(push_to(registry_at(far)))
        good = begin(push_to(registry_at(other)))
        work_off(silent, hands=3)
        work_off(good)
        require_all_there(other)
    assert (silent.status, good.status) == (Status.SUCCESS, Status.SUCCESS)
    require_honest(silent)
    require_honest(good)
    require_all_there(far)
    assert silent.end_time - silent.start_time > timedelta(seconds=2)
    assert good.end_time < silent.end_time
    assert outcomes_of(silent) == outcomes_of(good) == [Status.SUCCESS]


def test_f_40_a_run_can_be_stopped_while_the_other_side_says_nothing(
    filled: Home, far: FaultyRegistry
) -> None:
    fault = far.misbehave(misdeeds.falling_silent, "PUT", UPLOADS)
    run = begin(push_to(registry_at(far)))
    stopped: list[float] = []

    def stop_when_it_hangs() -> bool:
        if fault.met and not stopped:
            stopped.append(time.monotonic())
            runs.stop(run, by=SYSTEM_CALLER)
        return False

    work_off(run, until=stop_when_it_hangs)
    assert run.status == Status.STOPPED
    require_honest(run)
    far.require_whole()
    assert far.tags["mirror/app"] == {}


def test_f_40_a_slow_destination_is_waited_for_as_long_as_it_takes(
    home: Home, far: FaultyRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Less is in the sockets on the way than what it takes in while one waits for its answer.

    A hundredth of the patience that the product has, at a hundred times of 10 kB/s: of a megabyte
    that waits in this machine's socket it would not answer in time.
    """
    monkeypatch.setattr(ends, "Limits", partial(Limits, patience=1.5))
    home.put("app", "slow", an_image_of(SLOW_BYTES, 1))
    far.misbehave(misdeeds.crawling(SLOW_RATE), "PUT", UPLOADS)
    seen: set[int] = set()

    def look() -> bool:
        seen.update(Transfer.objects.values_list("sent_bytes", flat=True))
        return False

    run = work_off(begin(push_to(registry_at(far))), until=look)
    assert run.status == Status.SUCCESS
    assert (run.end_time - run.start_time).total_seconds() > SLOW_BYTES / SLOW_RATE
    require_honest(run)
    far.require_whole()
    assert sum(far.received.values()) < SLOW_BYTES + 1000
    assert outcomes_of(run) == [Status.SUCCESS]
    assert len(seen) > 1


def test_f_40_a_deletion_that_is_taken_back_leaves_what_is_there(
    filled: Home, far: FaultyRegistry
) -> None:
    policy = push_to(registry_at(far), trigger="event_based", replicate_deletion=True)
    work_off(begin(policy))
    there = far.tags["mirror/app"]
    there["moved"], there["gone"] = there["small-1"], there["large"]
    gone = [{"tag": tag, "digest": there["large"]} for tag in ("large", "moved", "gone", "never")]
    with transaction.atomic():
        run = runs.follow_deletion(policy, "acme/app", gone, by=SYSTEM_CALLER)
    assert work_off(run).status == Status.SUCCESS
    require_honest(run)
    left, done = (Outcome.LEFT, ""), (Outcome.DONE, "")
    assert items_of(run) == {"large": left, "moved": left, "gone": done, "never": done}
    assert sorted(there) == sorted([*IMAGES, "moved"])


def test_f_40_a_blob_that_was_taken_and_lost_is_told_and_sent_by_a_retry(
    filled: Home, far: FaultyRegistry
) -> None:
    far.is_strict = True
    far.misbehave(misdeeds.losing_the_blob, "PUT", blob_of("small-2").rpartition(":")[2], times=1)
    run = work_off(begin(push_to(registry_at(far))))
    assert run.status == Status.ERROR
    require_honest(run)
    far.require_whole()
    assert items_of(run)["small-2"] == (Outcome.FAILED, "missing")
    assert set(far.tags["mirror/app"]) == set(IMAGES) - {"small-2"}
    assert runs.retry_failed(run, by=SYSTEM_CALLER) == 1
    assert work_off(run).status == Status.SUCCESS
    far.require_whole()
    assert far.tags["mirror/app"] == {tag: image.digest for tag, image in IMAGES.items()}
    assert far.twice == {("mirror/app", blob_of("small-2")): 2}


@pytest.mark.parametrize("where", ["http://localhost:{port}/up", "https://elsewhere.example/up"])
def test_ss_05_uploads_are_not_sent_to_another_host(
    filled: Home, far: FaultyRegistry, where: str
) -> None:
    with FaultyRegistry() as other:
        place = where.format(port=other.port)
        far.misbehave(misdeeds.with_header("Location", place), "POST", UPLOADS)
        run = work_off(begin(push_to(registry_at(far))))
        assert other.seen == []
    assert run.status == Status.ERROR
    require_honest(run)
    assert set(items_of(run).values()) == {(Outcome.FAILED, "location")}
    assert far.tags["mirror/app"] == {}
