"""Django's half of the address space: everything but the registry protocol."""

from django.urls import path

from harbor_py import health

urlpatterns = [
    path("api/v2.0/health", health.view),
]
