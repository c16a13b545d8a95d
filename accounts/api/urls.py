"""Paths of users."""

from accounts.api import users
from accounts.api.endpoints import routes

urlpatterns = routes(
    {
        "users": users.UsersEndpoint.as_view(),
        "users/current": users.CurrentUserEndpoint.as_view(),
        "users/search": users.UserSearchEndpoint.as_view(),
        "users/<int:user_id>": users.UserEndpoint.as_view(),
        "users/<int:user_id>/sysadmin": users.UserAdminEndpoint.as_view(),
        "users/<int:user_id>/password": users.UserPasswordEndpoint.as_view(),
    }
)
