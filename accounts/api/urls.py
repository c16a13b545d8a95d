"""Paths of users."""

from accounts.api import configurations, tokens, users
from accounts.api.endpoints import routes

urlpatterns = routes(
    {
        "configurations": configurations.ConfigurationsEndpoint.as_view(),
        "users": users.UsersEndpoint.as_view(),
        "users/current": users.CurrentUserEndpoint.as_view(),
        "users/search": users.UserSearchEndpoint.as_view(),
        "users/<int:user_id>": users.UserEndpoint.as_view(),
        "users/<int:user_id>/active": users.UserActiveEndpoint.as_view(),
        "users/<int:user_id>/sysadmin": users.UserAdminEndpoint.as_view(),
        "users/<int:user_id>/password": users.UserPasswordEndpoint.as_view(),
        "users/current/tokens/<int:token_id>": tokens.OwnTokenEndpoint.as_view(),
        "users/<int:user_id>/tokens": tokens.TokensEndpoint.as_view(),
        "users/<int:user_id>/tokens/<int:token_id>": tokens.TokenEndpoint.as_view(),
    }
)
