"""``manage.py set_password NAME``: for whoever forgot it, from the server's own command line."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import passwords, users
from accounts.principals import SYSTEM_CALLER
from oci.errors import DomainError


class Command(BaseCommand):
    help = "Set a user's password: asked for, read from standard input, or made and shown."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--random", action="store_true", help="make one and show it once")

    def handle(
        self, *args: Any, username: str, random: bool, **options: Any
    ) -> None:  # Django's way
        try:
            user = users.get_by_name(username)
            password = passwords.random_password() if random else _read()
            users.change_password(user_id=user.pk, password=password, by=SYSTEM_CALLER)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"the password of {username} was changed")
        if random:
            self.stdout.write(password)


def _read() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first, second = getpass.getpass("New password: "), getpass.getpass("Again: ")
    if first != second:
        raise CommandError("the two differ")
    return first
