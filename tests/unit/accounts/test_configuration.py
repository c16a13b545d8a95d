"""The configuration: what is in force, how soon, and what is refused."""

import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import configuration
from accounts.errors import ConfigurationInvalid, ReadOnly
from accounts.models import Setting
from accounts.principals import SYSTEM_CALLER
from audit.models import AuditLog


@pytest.fixture(autouse=True)
def _nothing_is_remembered(db: None) -> Iterator[None]:
    configuration.forget()
    yield
    configuration.forget()


def change(**wanted: object) -> None:
    configuration.change(wanted, by=SYSTEM_CALLER)


def test_defaults_are_valid_themselves() -> None:
    assert all(entry.is_valid(entry.default) for entry in configuration.ENTRIES.values())
    assert not set(configuration.ENTRIES) & set(configuration.fixed())


def test_every_kind_is_read_as_what_it_is() -> None:
    assert configuration.text("robot_name_prefix") == "robot$"
    assert configuration.number("session_timeout") == 60
    assert configuration.flag("read_only") is False
    change(robot_name_prefix="bot~", session_timeout=5, read_only=True)
    assert configuration.text("robot_name_prefix") == "bot~"
    assert configuration.number("session_timeout") == 5
    assert configuration.flag("read_only") is True


def test_what_was_read_is_remembered_for_five_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.monotonic()
    monkeypatch.setattr(configuration.time, "monotonic", lambda: now)
    assert configuration.number("session_timeout") == 60
    Setting.objects.create(key="session_timeout", value=7)  # by another process
    with CaptureQueriesContext(connection) as asked:
        assert configuration.number("session_timeout") == 60
        now += configuration.FRESH_SECONDS - 0.01
        assert configuration.number("session_timeout") == 60
    assert len(asked) == 0
    now += 0.02
    assert configuration.number("session_timeout") == 7
    assert configuration.everything()["session_timeout"] == 7


def test_a_change_counts_here_at_once_and_is_audited() -> None:
    change(session_timeout=5, banner_message="x")
    change(session_timeout=6, banner_message="x")
    assert configuration.number("session_timeout") == 6
    rows = AuditLog.objects.filter(resource_type="configuration").order_by("pk")
    assert [row.details for row in rows] == [
        {"session_timeout": [60, 5], "banner_message": ["", "x"]},
        {"session_timeout": [5, 6]},
    ]


def test_a_change_is_all_or_nothing() -> None:
    with pytest.raises(ConfigurationInvalid, match="session_timeout"):
        change(banner_message="x", session_timeout=0)
    with pytest.raises(ConfigurationInvalid, match="at least one"):
        change()
    assert not Setting.objects.exists()
    assert not AuditLog.objects.filter(resource_type="configuration").exists()


def test_what_is_unknown_or_fixed_is_passed_over() -> None:
    change(ldap_url="ldap://x", auth_mode="ldap_auth")
    assert not Setting.objects.exists()
    assert configuration.fixed()["auth_mode"] == "db_auth"


@pytest.mark.parametrize("prefix", ["robot$", "r#", "~", "a.b_c-d+e@f%", "$" * 64])
def test_prefixes_that_no_user_can_have(prefix: str) -> None:
    change(robot_name_prefix=prefix)


@pytest.mark.parametrize(
    "prefix", ["", "robot", "a b$", "a:b$", "a/b$", 'a"$', "ä$", "$\n", "$" * 65]
)
def test_prefixes_that_could_be_taken_for_a_user(prefix: str) -> None:
    with pytest.raises(ConfigurationInvalid, match="robot_name_prefix"):
        change(robot_name_prefix=prefix)


def test_whether_anything_may_be_changed() -> None:
    assert not configuration.is_known_writable(), "nobody has asked the database yet"
    configuration.require_writable()
    assert configuration.is_known_writable()
    change(read_only=True)
    assert not configuration.is_known_writable()
    with pytest.raises(ReadOnly, match="read-only"):
        configuration.require_writable()
    assert not configuration.is_known_writable()
    change(read_only=False)
    configuration.require_writable()
    assert configuration.is_known_writable()


def test_what_was_read_before_a_change_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that is slower than the change must not have it forgotten for five seconds."""
    read = configuration.Setting.objects.values_list

    def slow(*fields: str) -> object:
        old = list(read(*fields))
        if threading.current_thread() is threading.main_thread() and not hasattr(slow, "ran"):
            slow.ran = True  # type: ignore[attr-defined]
            change(session_timeout=5)
        return old

    monkeypatch.setattr(type(configuration.Setting.objects), "values_list", lambda _, *f: slow(*f))
    assert configuration.number("session_timeout") == 60
    assert configuration.number("session_timeout") == 5
