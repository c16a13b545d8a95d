"""Registers the project itself, for its management commands."""

from django.apps import AppConfig


class HarborConfig(AppConfig):
    name = "harbor_py"
