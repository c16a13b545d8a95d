"""Django's half of the address space: everything but the registry protocol."""

from django.urls import include, path

from accounts.api.endpoints import routes
from harbor_py import health, rest_errors, version

urlpatterns = [
    *routes(
        {
            "api/version": version.view,
            "api/v2.0/ping": version.ping,
            "api/v2.0/health": health.view,
        }
    ),
    path("api/v2.0/", include("accounts.api.urls")),
    path("api/v2.0/", include("projects.api.urls")),
    path("api/v2.0/", include("artifacts.api.urls")),
]

handler400 = rest_errors.bad_request
handler404 = rest_errors.not_found
handler500 = rest_errors.failed
