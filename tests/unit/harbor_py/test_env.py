"""Settings refuse what does not fit, by name."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from harbor_py.settings import env
from harbor_py.settings.database import _database
from outbound.addresses import Allowed


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("eighty", lambda name: env.integer(name, 1, minimum=1, maximum=9)),
        ("0", lambda name: env.integer(name, 1, minimum=1, maximum=9)),
        ("٣", lambda name: env.integer(name, 1, minimum=1, maximum=9)),
        ("s4", lambda name: env.choice(name, ("s3",), "s3")),
        ("localhost", lambda name: env.address(name, "127.0.0.1")),
        ("10.0.0.0/33", env.networks),
        ("10.0.0.1/8", env.networks),
        ("mysql://x", lambda name: env.url(name, ("postgresql",))),
        ("http://[", lambda name: env.url(name, ("http",))),
        ("10.0.0.0/8, 127.1", lambda name: env.parsed(name, Allowed.parse)),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, value: str, read: Callable[[str], object]
) -> None:
    monkeypatch.setenv("HARBOR_X", value)
    with pytest.raises(ImproperlyConfigured, match="HARBOR_X"):
        read("HARBOR_X")


def test_an_unknown_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    env.require_known()
    monkeypatch.setenv("HARBOR_HTP_PORT", "1")
    with pytest.raises(ImproperlyConfigured, match="HARBOR_HTP_PORT"):
        env.require_known()


def test_a_secret_can_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from the file\n", encoding="utf-8")
    monkeypatch.setenv("HARBOR_Y_FILE", str(file))
    assert env.secret("HARBOR_Y") == "from the file"
    monkeypatch.setenv("HARBOR_Y", "directly")
    with pytest.raises(ImproperlyConfigured, match="both"):
        env.secret("HARBOR_Y")
    monkeypatch.delenv("HARBOR_Y")
    monkeypatch.setenv("HARBOR_Y_FILE", str(tmp_path / "absent"))
    with pytest.raises(ImproperlyConfigured, match="HARBOR_Y_FILE"):
        env.secret("HARBOR_Y")


def test_the_url_chooses_the_database() -> None:
    assert _database(None)["ENGINE"] == "harbor_py.sqlite"
    assert _database("sqlite:///tmp/x.sqlite3")["NAME"] == "/tmp/x.sqlite3"
    postgresql = _database("postgresql://u:p@127.0.0.1:5/n")
    assert (postgresql["ENGINE"], postgresql["PORT"]) == ("django.db.backends.postgresql", 5)
