"""Django's half of the address space: everything but the registry protocol."""

from django.urls import include, path

from accounts.api.endpoints import routes
from harbor_py import health, openapi, rest_errors, system_info, version

urlpatterns = [
    *routes(
        {
            "api/version": version.VersionEndpoint.as_view(),
            "api/v2.0/ping": version.PingEndpoint.as_view(),
            "api/v2.0/session": system_info.SessionEndpoint.as_view(),
            "api/v2.0/systeminfo": system_info.SystemInfoEndpoint.as_view(),
            "api/v2.0/systeminfo/volumes": system_info.VolumesEndpoint.as_view(),
            "api/v2.0/systeminfo/getcert": system_info.CertificateEndpoint.as_view(),
            "api/v2.0/health": health.HealthEndpoint.as_view(),
        }
    ),
    path("devcenter-api-2.0", openapi.browse),
    *(path(f"devcenter-api-2.0/{name}", openapi.browse, {"name": name}) for name in openapi.FILES),
    path("", include("accounts.api.console_urls")),
    path("api/v2.0/", include("accounts.api.urls")),
    path("api/v2.0/", include("projects.api.urls")),
    path("api/v2.0/", include("artifacts.api.urls")),
    path("api/v2.0/", include("audit.api.urls")),
    path("api/v2.0/", include("maintenance.api.urls")),
    path("api/v2.0/", include("replication.api.urls")),
]

handler400 = rest_errors.bad_request
handler404 = rest_errors.not_found
handler500 = rest_errors.failed
