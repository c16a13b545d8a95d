"""Registers the app with Django."""

from django.apps import AppConfig


class MaintenanceConfig(AppConfig):
    name = "maintenance"
