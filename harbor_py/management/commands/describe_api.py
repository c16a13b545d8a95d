"""``manage.py describe_api``: writes the OpenAPI document of the REST API."""

from typing import Any

from django.core.management.base import BaseCommand

from harbor_py import openapi


class Command(BaseCommand):
    help = "Write the OpenAPI document of the REST API to standard output."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(openapi.generate(), ending="")
