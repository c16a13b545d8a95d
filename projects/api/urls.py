"""Paths of members."""

from accounts.api.endpoints import routes
from projects.api import members

urlpatterns = routes(
    {
        "projects/<str:project>/members": members.MembersEndpoint.as_view(),
        "projects/<str:project>/members/<int:member_id>": members.MemberEndpoint.as_view(),
    }
)
