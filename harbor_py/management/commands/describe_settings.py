"""``manage.py describe_settings``: prints ``docs/configuration.md``."""

from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand

from harbor_py.settings import catalogue

HEAD = """\
# Configuration

Every setting is an environment variable. A value that does not fit, or a `HARBOR_…` name that is
not listed here, stops the start with a message that names it. `make docs` writes this page.
"""


class Command(BaseCommand):
    help = "Print the page of all settings."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page(), ending="")


def page() -> str:
    lines = [HEAD]
    for topic, entries in groupby(catalogue.entries(), lambda entry: entry.topic):
        lines += [
            f"## {topic.capitalize()}",
            "",
            "| setting | default | meaning |",
            "|---|---|---|",
        ]
        for entry in entries:
            default = f"`{entry.default}`" if entry.default else ""
            lines.append(f"| `{entry.name}` | {default} | {entry.meaning} |")
        lines.append("")
    return "\n".join(lines)
