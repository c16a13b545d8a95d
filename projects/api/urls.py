"""Paths of members, metadata, quotas, robots and rights."""

from accounts.api.endpoints import routes
from projects.api import (
    immutable_rules,
    members,
    metadata,
    permissions,
    quotas,
    robots,
    tokens,
)

urlpatterns = routes(
    {
        "projects/<str:project>/immutabletagrules": (
            immutable_rules.ImmutableRulesEndpoint.as_view()
        ),
        "projects/<str:project>/immutabletagrules/<int:rule_id>": (
            immutable_rules.ImmutableRuleEndpoint.as_view()
        ),
        "projects/<str:project>/members": members.MembersEndpoint.as_view(),
        "projects/<str:project>/members/<int:member_id>": members.MemberEndpoint.as_view(),
        "projects/<str:project>/metadatas": metadata.MetadatasEndpoint.as_view(),
        "projects/<str:project>/metadatas/<str:key>": metadata.MetadataEndpoint.as_view(),
        "permissions": permissions.PermissionsEndpoint.as_view(),
        "users/current/permissions": permissions.OwnPermissionsEndpoint.as_view(),
        "quotas": quotas.QuotasEndpoint.as_view(),
        "quotas/<int:quota_id>": quotas.QuotaEndpoint.as_view(),
        "robots": robots.RobotsEndpoint.as_view(),
        "robots/<int:robot_id>": robots.RobotEndpoint.as_view(),
        "users/current/tokens": tokens.OwnTokensEndpoint.as_view(),
    }
)
