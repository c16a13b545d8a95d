"""Registries: who may change them at once, who tells their secrets, and what is known of them."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from accounts.models import User
from accounts.principals import SYSTEM_CALLER
from audit.models import AuditLog
from jobs import attempts, clock, executions, schedules
from jobs.executions import Cause
from jobs.models import Execution, Status, Task, Trigger
from outbound.addresses import Allowed
from projects.access import Access
from projects.models import Project
from replication import health, registries
from replication.drafts import registries as drafts
from replication.drafts.registries import Wanted
from replication.errors import RegistryChanged, RegistryUnhealthy, RegistryUnknown, SecretForeign
from replication.models import Health, Registry
from tests.support.domain import caller
from tests.support.small_registry import SmallRegistry

pytestmark = pytest.mark.django_db
LOGIN = ("mover", "Canary-of-the-domain-1")
KIND = "docker-registry"


@pytest.fixture(autouse=True)
def loopback(settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED = Allowed.parse("127.0.0.1")


@pytest.fixture
def peer() -> Iterator[SmallRegistry]:
    with SmallRegistry(LOGIN) as running:
        yield running


def wanted(peer: SmallRegistry, name: str = "peer") -> Wanted:
    return Wanted(name=name, kind=KIND, url=peer.url, access_key=LOGIN[0], secret=LOGIN[1])


@pytest.fixture
def registry(peer: SmallRegistry, root: User) -> Registry:
    return registries.create(wanted=wanted(peer), by=caller(root))


def test_se_03_no_form_of_a_registry_tells_its_secret(
    peer: SmallRegistry, registry: Registry
) -> None:
    draft = drafts.of_new(wanted(peer), project_id=None)
    connection = registries.connection_of(registry)
    assert connection.secret == LOGIN[1]
    for told in (wanted(peer), draft, connection, registry, registry.__dict__):
        assert LOGIN[1] not in f"{told!r} {told}"


def test_what_a_project_has_stands_at_public_addresses_alone(
    registry: Registry, project: Project, access: Access, peer: SmallRegistry
) -> None:
    own = registries.create(wanted=wanted(peer), by=access)
    assert own.project_id == project.pk
    assert not registries.connection_of(own).may_be_private
    assert registries.connection_of(registry).may_be_private


def test_who_saw_it_as_it_was_does_not_change_it(
    registry: Registry, root: User, peer: SmallRegistry
) -> None:
    """Else a secret could be kept for an address that was not looked at with it."""
    seen, peer.login = registries.get(registry.pk), None
    registries.change(registry, wanted=Wanted(description="first"), by=caller(root))
    with pytest.raises(RegistryChanged):
        registries.change(seen, wanted=Wanted(access_key="other", secret="other"), by=caller(root))
    now = registries.get(registry.pk)
    assert (now.description, now.access_key) == ("first", LOGIN[0])
    assert registries.connection_of(now).secret == LOGIN[1]


def test_one_that_went_meanwhile_is_not_changed(registry: Registry, root: User) -> None:
    registries.delete(registries.get(registry.pk), by=caller(root))
    with pytest.raises(RegistryUnknown):
        registries.change(registry, wanted=Wanted(description="late"), by=caller(root))


def test_what_is_refused_leaves_no_row(peer: SmallRegistry, root: User) -> None:
    peer.login = ("somebody", "else")
    with pytest.raises(RegistryUnhealthy) as refused:
        registries.create(wanted=wanted(peer), by=caller(root))
    assert refused.value.cause == "unauthorized"
    assert not Registry.objects.exists()
    assert not AuditLog.objects.filter(resource_type="registry").exists()


def test_another_address_has_no_past(registry: Registry, root: User) -> None:
    """What was failing is not held against the place that it was moved to."""
    rests = clock.now()
    Registry.objects.filter(pk=registry.pk).update(failures=7, rests_until=rests)
    with SmallRegistry() as other:
        now = registries.get(registry.pk)
        registries.change(now, wanted=Wanted(url=other.url), by=caller(root))
    moved = registries.get(registry.pk)
    assert (moved.failures, moved.rests_until, moved.health) == (0, None, Health.HEALTHY)


def test_a_check_that_comes_late_says_nothing_of_what_has_changed(
    registry: Registry, root: User, peer: SmallRegistry
) -> None:
    peer.login = ("somebody", "else")
    fault = registries.look(registry)
    peer.login = LOGIN
    registries.change(registries.get(registry.pk), wanted=Wanted(is_insecure=True), by=caller(root))
    registries.write(registry, fault)
    assert registries.get(registry.pk).health == Health.HEALTHY


def test_se_05_a_check_with_a_secret_of_another_key_calls_nobody(
    registry: Registry, peer: SmallRegistry, settings: Settings
) -> None:
    peer.seen.clear()
    settings.SECRET_KEY = "another key than the one that sealed"
    with pytest.raises(SecretForeign):
        registries.connection_of(registry)
    fault = registries.check(registry)
    assert fault is not None
    assert fault.cause == "secret"
    assert registries.get(registry.pk).health_cause == "secret"
    assert peer.seen == []


@pytest.fixture
def silent() -> Iterator[str]:
    """Give the address of one that takes connections and never says a word."""
    taken: list[socket.socket] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def take() -> None:
        try:
            while True:
                taken.append(listener.accept()[0])
        except OSError:
            return

    thread = threading.Thread(target=take)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()
    for line in taken:
        line.close()


def test_ss_07_one_that_never_answers_is_not_waited_for(registry: Registry, silent: str) -> None:
    registry.url = silent
    began = time.monotonic()
    fault = registries.look(registry, seconds=2)
    assert fault is not None
    assert fault.cause == "timeout"
    assert time.monotonic() - began < 20


def do_check() -> Task:
    cause = Cause(Trigger.SCHEDULE, "system")
    execution = executions.start_one(kind=health.KIND, parameters={}, cause=cause)
    attempts.make(execution.tasks.get().pk)
    return execution.tasks.get()


def test_the_job_looks_at_all_of_them(
    registry: Registry, peer: SmallRegistry, project: Project, access: Access, silent: str
) -> None:
    """One that is dead holds up no other; those of projects that were deleted are left alone."""
    own = registries.create(wanted=wanted(peer, "own"), by=access)
    Registry.objects.filter(pk=registry.pk).update(url=silent, health=Health.UNKNOWN)
    Registry.objects.filter(pk=own.pk).update(health=Health.UNKNOWN)
    rows = AuditLog.objects.count()
    task = do_check()
    assert (task.status, task.error) == (Status.SUCCESS, "")
    assert task.result == {"checked": 2, "unhealthy": 1}
    assert (task.done, task.total) == (2, 2)
    assert registries.get(registry.pk).health_cause == "timeout"
    found = registries.get(own.pk, project_id=project.pk)
    assert (found.health, found.health_told) == (Health.HEALTHY, "")
    assert AuditLog.objects.count() == rows
    Project.objects.filter(pk=project.pk).update(deleted_at=clock.now())
    Registry.objects.filter(pk=registry.pk).update(url=peer.url)
    assert do_check().result == {"checked": 1, "unhealthy": 0}


def test_the_schedule_is_made_once_and_stays_what_somebody_made_of_it() -> None:
    health.prepare()
    schedule = schedules.find(health.KIND)
    assert schedule is not None
    assert schedule.cron == health.LINE
    schedules.put(kind=health.KIND, type_=schedules.Type.HOURLY)
    health.prepare()
    again = schedules.find(health.KIND)
    assert again is not None
    assert again.type == schedules.Type.HOURLY


def test_nothing_begins_where_there_is_nothing_to_look_at(peer: SmallRegistry) -> None:
    health.prepare()
    schedule = schedules.find(health.KIND)
    assert schedule is not None
    for expected in (0, 1):
        schedule.next_due = clock.now()
        schedule.save()
        schedules.start_due()
        assert Execution.objects.filter(kind=health.KIND).count() == expected
        registries.create(wanted=wanted(peer, f"peer-{expected}"), by=SYSTEM_CALLER)
