"""Paths of browsers' logins, outside ``/api/v2.0``."""

from accounts.api import console
from accounts.api.endpoints import routes

urlpatterns = routes(
    {
        "c/login": console.LoginEndpoint.as_view(),
        "c/log_out": console.LogoutEndpoint.as_view(),
    }
)
