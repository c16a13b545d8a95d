"""Robots: who may log in as one until when, what it may do then, and what ends with it."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import close_old_connections, connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import configuration
from accounts.errors import CredentialsInvalid
from accounts.models import User
from accounts.principals import SYSTEM_CALLER, Caller, Credential, Principal, Source, of_user
from accounts.rights import SystemAction
from projects import credentials, members, policy, projects, robot_grants, robots, tokens
from projects.api.serializers import RobotRead
from projects.errors import GrantTooWide, ProjectHidden, RobotExists, RobotInvalid, RobotUnknown
from projects.models import Project, Robot, RobotSecret
from projects.robot_grants import Permission
from projects.roles import Action, Role
from tests.support.domain import a_project, a_user, caller

PULL, PUSH = frozenset({Action.REPOSITORY_PULL}), frozenset({Action.REPOSITORY_PUSH})
SOURCE = Source("192.0.2.7", "tests", "1")


@pytest.fixture(autouse=True)
def _the_usual_configuration() -> Iterator[None]:
    configuration.forget()
    yield
    configuration.forget()
    robots._noting.clear()


@pytest.fixture
def by(root: User) -> Caller:
    return caller(root)


def a_robot(
    project: Project | None, by: Caller, *permissions: Permission, **more: Any
) -> tuple[Robot, str]:
    """Make one of the project, or of the system; it may push, unless told otherwise."""
    place = project.name if project else "*"
    granted = permissions or (Permission("project", place, PUSH),)
    name = f"ci{Robot.objects.count()}"
    wanted = robots.Wanted(permissions=granted, **{"duration": robots.FOR_EVER} | more)
    return robots.create(name=name, project=project, wanted=wanted, by=by)


def log_in(robot: Robot, secret: str) -> Principal:
    return robots.authenticate(robot.login, secret, SOURCE)


def refused(robot: Robot, secret: str) -> bool:
    try:
        log_in(robot, secret)
    except CredentialsInvalid:
        return True
    return False


def stop_the_clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: at)


def test_a_robot_logs_in_with_its_secret_alone(project: Project, by: Caller) -> None:
    robot, secret = a_robot(project, by)
    found = log_in(robot, secret)
    assert (found.id, found.name, found.epoch) == (robot.pk, robot.login, 1)
    assert not any((found.is_admin, found.is_user, found.is_anonymous))
    assert all(refused(robot, wrong) for wrong in ("", secret[:-1], secret + "x", "\0", "\ud800"))
    for login in (robot.login + "x", robot.login.upper(), robot.name, "\0", ""):
        with pytest.raises(CredentialsInvalid):
            robots.authenticate(login, secret, SOURCE)


def test_no_secret_is_stored(project: Project, by: Caller) -> None:
    robot, secret = a_robot(project, by)
    assert secret not in str(list(RobotSecret.objects.filter(robot=robot).values()))


def test_an_08_a_robot_ends_at_the_moment_it_says(
    project: Project, by: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    robot, secret = a_robot(project, by, duration=1)
    end = robot.expires_at
    assert end is not None
    for passed, is_over in ((-1, False), (0, True), (1, True), (60_000_000, True)):
        stop_the_clock(monkeypatch, end + timedelta(microseconds=passed))
        assert refused(robot, secret) is is_over


def test_an_08_a_token_of_a_robot_ends_with_it(project: Project, by: Caller) -> None:
    robot, secret = a_robot(project, by)
    Robot.objects.update(expires_at=timezone.now() + timedelta(seconds=90))
    issued = tokens.issue(principal=log_in(robot, secret), scopes=[])
    assert 85 <= issued.expires_in <= 90


def test_an_08_an_expiry_moved_backwards_counts_at_once(project: Project, by: Caller) -> None:
    robot, secret = a_robot(project, by)
    Robot.objects.update(creation_time=timezone.now() - timedelta(days=2))
    robots.update(robot_id=robot.pk, changes=robots.Changes(duration=3), by=by)
    assert not refused(robot, secret)
    robots.update(robot_id=robot.pk, changes=robots.Changes(duration=1), by=by)
    assert refused(robot, secret)
    robots.update(robot_id=robot.pk, changes=robots.Changes(duration=-1), by=by)
    assert not refused(robot, secret)


def test_an_old_secret_lives_for_its_grace_and_no_longer(
    project: Project, by: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    robot, old = a_robot(project, by)
    new = robots.renew_secret(robot_id=robot.pk, grace=timedelta(minutes=5), by=by)
    end = RobotSecret.objects.get(expires_at__isnull=False).expires_at
    assert end is not None
    assert log_in(robot, old).expires_at == end
    assert log_in(robot, new).expires_at is None
    for passed, is_over in ((-1, False), (0, True), (1, True)):
        stop_the_clock(monkeypatch, end + timedelta(microseconds=passed))
        assert refused(robot, old) is is_over
        assert not refused(robot, new)


def test_two_secrets_are_alive_at_most(project: Project, by: Caller) -> None:
    robot, first = a_robot(project, by)
    grace = timedelta(hours=1)
    second, third = (robots.renew_secret(robot_id=robot.pk, grace=grace, by=by) for _ in range(2))
    assert [refused(robot, secret) for secret in (first, second, third)] == [True, False, False]
    fourth = robots.renew_secret(robot_id=robot.pk, by=by)
    assert [refused(robot, secret) for secret in (second, third, fourth)] == [True, True, False]


def test_tokens_end_with_a_secret_and_not_with_its_rotation(project: Project, by: Caller) -> None:
    robot, _ = a_robot(project, by)
    grace, epochs = timedelta(hours=1), []
    for given in (grace, grace, timedelta(0), grace):
        robots.renew_secret(robot_id=robot.pk, grace=given, by=by)
        epochs.append(robots.get(robot.pk).epoch)
    assert epochs == [1, 1, 2, 2]


def test_a_secret_twice_is_one_that_stays(project: Project, by: Caller) -> None:
    robot, _ = a_robot(project, by)
    for _ in range(2):
        robots.renew_secret(
            robot_id=robot.pk, secret="Chosen-By-Me-Alone-1", grace=timedelta(seconds=60), by=by
        )
    assert log_in(robot, "Chosen-By-Me-Alone-1").expires_at is None


def test_what_counts_ends_what_was_decided_before(project: Project, by: Caller) -> None:
    robot, _ = a_robot(project, by, duration=30)
    wider = [Permission("project", project.name, PULL | PUSH)]
    epochs = []
    for changes in (
        robots.Changes(description="only words"),
        robots.Changes(),
        robots.Changes(
            duration=30, is_disabled=False, permissions=[Permission("project", project.name, PUSH)]
        ),
        robots.Changes(is_disabled=True),
        robots.Changes(duration=31),
        robots.Changes(permissions=wider),
    ):
        robots.update(robot_id=robot.pk, changes=changes, by=by)
        epochs.append(robots.get(robot.pk).epoch)
    assert epochs == [1, 1, 1, 2, 3, 4]


@pytest.mark.parametrize("end", ["disabled", "deleted", "project"])
def test_a_robot_that_ended_is_refused(project: Project, by: Caller, end: str) -> None:
    robot, secret = a_robot(project, by)
    if end == "disabled":
        robots.update(robot_id=robot.pk, changes=robots.Changes(is_disabled=True), by=by)
    elif end == "deleted":
        robots.delete(robot_id=robot.pk, by=by)
    else:
        projects.delete(project_id=project.pk, is_empty=lambda _: True, by=by)
    assert refused(robot, secret)
    assert Robot.objects.get(pk=robot.pk).epoch == 2
    if end != "disabled":
        with pytest.raises(RobotUnknown):
            robots.renew_secret(robot_id=robot.pk, by=by)


def test_a_deleted_project_gets_no_robots(project: Project, by: Caller) -> None:
    """Whoever read the project before it was deleted is too late."""
    projects.delete(project_id=project.pk, is_empty=lambda _: True, by=by)
    with pytest.raises(ProjectHidden):
        a_robot(project, by)
    assert not Robot.objects.exists()


def test_a_new_project_of_an_old_name_knows_no_old_grant(project: Project, by: Caller) -> None:
    robot, secret = a_robot(None, by, Permission("project", project.name, PUSH))
    assert policy.allowed_actions(log_in(robot, secret), project) == PUSH
    projects.delete(project_id=project.pk, is_empty=lambda _: True, by=by)
    again = a_project(project.name)
    assert policy.allowed_actions(log_in(robot, secret), again) == frozenset()
    assert robot_grants.permissions_of(robot_grants.of([robot])[robot.pk]) == []
    robots.update(robot_id=robot.pk, changes=robots.Changes(permissions=[], description="x"), by=by)


def test_push_implies_pull_for_robots_of_a_project_alone(project: Project, by: Caller) -> None:
    own, of_system = (
        log_in(*a_robot(place, by, Permission("project", project.name, PUSH)))
        for place in (project, None)
    )
    assert policy.allowed_actions(own, project) == PUSH | PULL
    assert policy.allowed_actions(of_system, project) == PUSH


def test_a_robot_everywhere_and_one_project_more(project: Project, by: Caller) -> None:
    """The two add up, whichever comes first."""
    other = a_project("other")
    granted = [Permission("project", "*", PULL), Permission("project", project.name, PUSH)]
    for permissions in (granted, granted[::-1]):
        robot = log_in(*a_robot(None, by, *permissions))
        assert policy.allowed_actions(robot, project) == PULL | PUSH
        assert policy.allowed_actions(robot, other) == PULL
        assert not robot.may(SystemAction.CATALOG_READ)


def test_its_rights_are_looked_up_where_the_credential_brought_none(
    project: Project, by: Caller
) -> None:
    robot = log_in(*a_robot(project, by))
    assert robot.id is not None
    assert robot_grants.ceiling_of(robot.id) == robot.ceiling


def test_az_02_a_personal_token_grants_no_more_than_it_allows(project: Project, root: User) -> None:
    other = a_project("other")
    known = Principal(root.pk, root.username, is_admin=True, epoch=1)
    for ceiling, place, is_allowed in (
        (credentials.Ceiling(projects={project.pk: frozenset(Action)}), project.name, True),
        (credentials.Ceiling(projects={project.pk: PULL}), project.name, False),
        (credentials.Ceiling(projects={project.pk: frozenset(Action)}), other.name, False),
        (credentials.Ceiling(projects={project.pk: frozenset(Action)}), "*", False),
        (credentials.Ceiling(everywhere=frozenset(Action)), "*", True),
        (credentials.Ceiling(everywhere=frozenset(Action)), other.name, True),
    ):
        lent = Principal(known.id, known.name, known.is_admin, known.epoch, ceiling=ceiling)
        by = Caller(lent, Credential.PERSONAL_TOKEN, SOURCE)
        before = Robot.objects.count()
        try:
            a_robot(None, by, Permission("project", place, PUSH))
        except (GrantTooWide, ProjectHidden):
            assert not is_allowed
        assert Robot.objects.count() == before + is_allowed


def test_what_is_found_by_hand_decides_the_same(project: Project, by: Caller) -> None:
    """For robots, for members, for administrators, in one query and without asking again."""
    dora = a_user("dora")
    members.add(project=project, user=dora, role=Role.DEVELOPER, by=by)
    robot = log_in(*a_robot(project, by))
    for principal, asked_besides in ((robot, 0), (by.principal, 0), (caller(dora).principal, 2)):
        with CaptureQueriesContext(connection) as asked:
            found = projects.find(project.name)
            assert found is not None
            allowed = policy.allowed_actions(principal, found)
            assert (found.pk, found.epoch) == (project.pk, 2)
        assert len(asked) <= 1 + asked_besides
        assert allowed == policy.allowed_actions(principal, projects.get(project.name))
    projects.delete(project_id=project.pk, is_empty=lambda _: True, by=by)
    assert projects.find(project.name) is None
    assert projects.find("absent") is None


def test_permissions_are_bounded(project: Project, by: Caller) -> None:
    one = Permission("project", project.name, PULL)
    with pytest.raises(RobotInvalid, match="500"):
        a_robot(None, by, *[one] * 501)
    a_robot(None, by, *[one] * 500)


def test_a_taken_name_leaves_nothing_behind(project: Project, by: Caller) -> None:
    robot, secret = a_robot(project, by)
    wanted = robots.Wanted(permissions=[Permission("project", project.name, PULL)])
    with pytest.raises(RobotExists):
        robots.create(name=robot.name, project=project, wanted=wanted, by=by)
    assert RobotSecret.objects.count() == 1
    assert policy.allowed_actions(log_in(robot, secret), project) == PULL | PUSH


def test_use_is_noted_once_a_minute(
    project: Project, by: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    robot, secret = a_robot(project, by)
    start = timezone.now()
    noted = []
    for seconds in (0, 30, 60, 61, 90):
        stop_the_clock(monkeypatch, start + timedelta(seconds=seconds))
        log_in(robot, secret)
        noted.append(robots.get(robot.pk).last_used)
    assert [(moment - start).total_seconds() for moment in noted if moment] == [0, 0, 0, 61, 61]
    assert robots.get(robot.pk).last_address == SOURCE.address


def test_a_login_is_one_query(project: Project, by: Caller) -> None:
    """With two secrets and many grants too; the first use of the minute is noted besides."""
    granted = [Permission("project", a_project(f"p{n}").name, PULL) for n in range(5)]
    robot, _ = a_robot(None, by, *granted)
    secret = robots.renew_secret(robot_id=robot.pk, grace=timedelta(hours=1), by=by)
    log_in(robot, secret)
    with CaptureQueriesContext(connection) as asked:
        assert len(log_in(robot, secret).ceiling.projects) == 5  # type: ignore[union-attr]
    assert len(asked) == 1


def test_a_list_takes_a_fixed_number_of_queries(project: Project, by: Caller) -> None:
    counts = []
    for _ in range(2):
        for _ in range(3):
            a_robot(None, by, Permission("project", project.name, PULL))
        with CaptureQueriesContext(connection) as asked:
            shown = RobotRead.rows(list(robots.of_project(None)))
        counts.append((len(shown), len(asked)))
    assert counts == [(3, 3), (6, 3)]


@pytest.mark.django_db(transaction=True)
def test_a_crowd_logs_in_while_the_secret_is_rotated(quick_hashes: None) -> None:
    """Whoever holds one of the two live secrets is let in, at every moment."""
    by = SYSTEM_CALLER
    project = _with_admin()
    robot, secret = a_robot(project, by)
    current, used, failures = [secret], [""] * 4, list[Exception]()
    is_over = threading.Event()

    def keep_logging_in(number: int) -> None:
        close_old_connections()
        try:
            while not is_over.is_set():
                held = current[0]
                log_in(robot, held)
                used[number] = held
        except Exception as error:  # noqa: BLE001  # told by the test
            failures.append(error)
        finally:
            connections.close_all()

    crowd = [threading.Thread(target=keep_logging_in, args=(number,)) for number in range(4)]
    for thread in crowd:
        thread.start()
    for _ in range(20):
        current[0] = robots.renew_secret(robot_id=robot.pk, grace=timedelta(hours=1), by=by)
        while not failures and set(used) != {current[0]}:
            time.sleep(0.001)
    is_over.set()
    for thread in crowd:
        thread.join()
    assert failures == []


def _with_admin() -> Project:

    a_user("admin", is_admin=True)
    return a_project("rotated")


def test_an_08_a_robot_outlives_no_credential_that_it_was_made_with(
    project: Project, root: User
) -> None:
    ends = timezone.now() + timedelta(days=2)
    lent = Caller(replace(of_user(root), expires_at=ends), Credential.PERSONAL_TOKEN, SOURCE)
    for duration in (robots.FOR_EVER, 3):
        with pytest.raises(RobotInvalid):
            a_robot(project, lent, duration=duration)
    assert not Robot.objects.exists()
    robot, _ = a_robot(project, lent, duration=1)
    assert robot.expires_at is not None
    assert robot.expires_at < ends
