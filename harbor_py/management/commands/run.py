"""``manage.py run NAME``: becomes the web, worker or beat process; ``prepare`` comes before."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from harbor_py.management import command_lines


class Command(BaseCommand):
    help = "Run one process of the registry. `prepare` must have been run with the same settings."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=command_lines.NAMES)

    def handle(self, *args: Any, **options: Any) -> None:
        command = command_lines.of_all()[options["name"]]
        os.chdir(settings.BASE_DIR)
        os.execv(command[0], command)  # noqa: S606  # our own command line
