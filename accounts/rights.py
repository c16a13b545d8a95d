"""Rights: what the whole system knows to be allowed, and the most that a credential allows.

Rights in one project are ``projects.roles``; both are pairs of a resource and an action, in
Harbor's words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class SystemAction(StrEnum):
    """What administrators may do, and robots of the system level may be granted."""

    AUDIT_LOG_LIST = "audit-log:list"
    PREHEAT_INSTANCE_CREATE = "preheat-instance:create"
    PREHEAT_INSTANCE_READ = "preheat-instance:read"
    PREHEAT_INSTANCE_UPDATE = "preheat-instance:update"
    PREHEAT_INSTANCE_DELETE = "preheat-instance:delete"
    PREHEAT_INSTANCE_LIST = "preheat-instance:list"
    PROJECT_CREATE = "project:create"
    PROJECT_LIST = "project:list"
    REPLICATION_POLICY_CREATE = "replication-policy:create"
    REPLICATION_POLICY_READ = "replication-policy:read"
    REPLICATION_POLICY_UPDATE = "replication-policy:update"
    REPLICATION_POLICY_DELETE = "replication-policy:delete"
    REPLICATION_POLICY_LIST = "replication-policy:list"
    REPLICATION_CREATE = "replication:create"
    REPLICATION_READ = "replication:read"
    REPLICATION_LIST = "replication:list"
    REPLICATION_ADAPTER_LIST = "replication-adapter:list"
    REGISTRY_CREATE = "registry:create"
    REGISTRY_READ = "registry:read"
    REGISTRY_UPDATE = "registry:update"
    REGISTRY_DELETE = "registry:delete"
    REGISTRY_LIST = "registry:list"
    SCAN_ALL_CREATE = "scan-all:create"
    SCAN_ALL_READ = "scan-all:read"
    SCAN_ALL_UPDATE = "scan-all:update"
    SCAN_ALL_STOP = "scan-all:stop"
    SYSTEM_VOLUMES_READ = "system-volumes:read"
    GARBAGE_COLLECTION_CREATE = "garbage-collection:create"
    GARBAGE_COLLECTION_READ = "garbage-collection:read"
    GARBAGE_COLLECTION_UPDATE = "garbage-collection:update"
    GARBAGE_COLLECTION_LIST = "garbage-collection:list"
    GARBAGE_COLLECTION_STOP = "garbage-collection:stop"
    PURGE_AUDIT_CREATE = "purge-audit:create"
    PURGE_AUDIT_READ = "purge-audit:read"
    PURGE_AUDIT_UPDATE = "purge-audit:update"
    PURGE_AUDIT_LIST = "purge-audit:list"
    PURGE_AUDIT_STOP = "purge-audit:stop"
    JOBSERVICE_MONITOR_LIST = "jobservice-monitor:list"
    JOBSERVICE_MONITOR_STOP = "jobservice-monitor:stop"
    SCANNER_CREATE = "scanner:create"
    SCANNER_READ = "scanner:read"
    SCANNER_UPDATE = "scanner:update"
    SCANNER_DELETE = "scanner:delete"
    SCANNER_LIST = "scanner:list"
    LABEL_CREATE = "label:create"
    LABEL_READ = "label:read"
    LABEL_UPDATE = "label:update"
    LABEL_DELETE = "label:delete"
    SECURITY_HUB_READ = "security-hub:read"
    SECURITY_HUB_LIST = "security-hub:list"
    CATALOG_READ = "catalog:read"
    QUOTA_READ = "quota:read"
    QUOTA_LIST = "quota:list"
    QUOTA_UPDATE = "quota:update"
    ROBOT_CREATE = "robot:create"
    ROBOT_READ = "robot:read"
    ROBOT_UPDATE = "robot:update"
    ROBOT_LIST = "robot:list"
    ROBOT_DELETE = "robot:delete"
    USER_CREATE = "user:create"
    USER_READ = "user:read"
    USER_UPDATE = "user:update"
    USER_DELETE = "user:delete"
    USER_LIST = "user:list"
    LDAP_USER_CREATE = "ldap-user:create"
    LDAP_USER_LIST = "ldap-user:list"
    USER_GROUP_CREATE = "user-group:create"
    USER_GROUP_READ = "user-group:read"
    USER_GROUP_UPDATE = "user-group:update"
    USER_GROUP_DELETE = "user-group:delete"
    USER_GROUP_LIST = "user-group:list"
    CONFIGURATION_READ = "configuration:read"
    CONFIGURATION_UPDATE = "configuration:update"


NOT_FOR_ROBOTS = frozenset(
    {
        SystemAction.ROBOT_UPDATE,
        SystemAction.CONFIGURATION_READ,
        SystemAction.CONFIGURATION_UPDATE,
    }
)
"""What Harbor grants to no robot."""


class Need(StrEnum):
    """What an operation needs that names no resource."""

    NOTHING = "nothing"
    LOGIN = "login"
    USER = "user"
    """A user, with whatever credential: no robot."""
    PERSON = "person"
    """A user that logged in as such: no robot, no personal token."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that a credential allows, whatever its holder may do."""

    system: frozenset[str] = frozenset()
    everywhere: frozenset[str] = frozenset()
    """What it allows in every project."""
    projects: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def within(self, project_id: int) -> frozenset[str]:
        return self.everywhere | self.projects.get(project_id, frozenset())
