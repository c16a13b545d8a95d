"""Settings are documented, and the page says what the code does."""

from pathlib import Path

from harbor_py.management.commands import describe_settings
from harbor_py.settings import catalogue

PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"


def test_every_setting_says_what_it_is_for() -> None:
    assert [entry.name for entry in catalogue.entries() if not entry.meaning] == []
    assert len(list(catalogue.entries())) >= 9


def test_the_page_of_settings_is_what_make_docs_writes() -> None:
    assert PAGE.read_text(encoding="utf-8") == describe_settings.page()
