"""The rights matrix: every action of a project, the five roles, and what is public.

Harbor's own table (``rbac_role.go`` and ``rbac_util.go`` of 2.16), pair for pair; and what a
project has here and not in Harbor, for its admins: registries and replication of its own.
"""

from enum import IntEnum, StrEnum


class Role(IntEnum):
    """Harbor's role ids."""

    PROJECT_ADMIN = 1
    DEVELOPER = 2
    GUEST = 3
    MAINTAINER = 4
    LIMITED_GUEST = 5

    @property
    def harbor_name(self) -> str:
        return _NAMES[self]

    @property
    def title(self) -> str:
        return self.name.replace("_", " ").capitalize()

    @property
    def permission(self) -> str:
        """The codename of guardian's permission for the role."""
        return f"role_{self.name.lower()}"


_NAMES = {
    Role.PROJECT_ADMIN: "projectAdmin",
    Role.DEVELOPER: "developer",
    Role.GUEST: "guest",
    Role.MAINTAINER: "maintainer",
    Role.LIMITED_GUEST: "limitedGuest",
}

STRONGEST_FIRST = (
    Role.PROJECT_ADMIN,
    Role.MAINTAINER,
    Role.DEVELOPER,
    Role.GUEST,
    Role.LIMITED_GUEST,
)


class Action(StrEnum):
    """``resource:action``, in Harbor's words."""

    PROJECT_READ = "project:read"
    PROJECT_UPDATE = "project:update"
    PROJECT_DELETE = "project:delete"
    MEMBER_CREATE = "member:create"
    MEMBER_UPDATE = "member:update"
    MEMBER_DELETE = "member:delete"
    MEMBER_READ = "member:read"
    MEMBER_LIST = "member:list"
    METADATA_CREATE = "metadata:create"
    METADATA_UPDATE = "metadata:update"
    METADATA_DELETE = "metadata:delete"
    METADATA_READ = "metadata:read"
    METADATA_LIST = "metadata:list"
    LOG_LIST = "log:list"
    LABEL_CREATE = "label:create"
    LABEL_UPDATE = "label:update"
    LABEL_DELETE = "label:delete"
    LABEL_READ = "label:read"
    LABEL_LIST = "label:list"
    QUOTA_READ = "quota:read"
    REPOSITORY_CREATE = "repository:create"
    REPOSITORY_UPDATE = "repository:update"
    REPOSITORY_PUSH = "repository:push"
    REPOSITORY_READ = "repository:read"
    REPOSITORY_DELETE = "repository:delete"
    REPOSITORY_LIST = "repository:list"
    REPOSITORY_PULL = "repository:pull"
    TAG_RETENTION_CREATE = "tag-retention:create"
    TAG_RETENTION_READ = "tag-retention:read"
    TAG_RETENTION_UPDATE = "tag-retention:update"
    TAG_RETENTION_DELETE = "tag-retention:delete"
    TAG_RETENTION_LIST = "tag-retention:list"
    TAG_RETENTION_OPERATE = "tag-retention:operate"
    IMMUTABLE_TAG_CREATE = "immutable-tag:create"
    IMMUTABLE_TAG_UPDATE = "immutable-tag:update"
    IMMUTABLE_TAG_DELETE = "immutable-tag:delete"
    IMMUTABLE_TAG_LIST = "immutable-tag:list"
    CONFIGURATION_READ = "configuration:read"
    CONFIGURATION_UPDATE = "configuration:update"
    ROBOT_CREATE = "robot:create"
    ROBOT_UPDATE = "robot:update"
    ROBOT_DELETE = "robot:delete"
    ROBOT_READ = "robot:read"
    ROBOT_LIST = "robot:list"
    NOTIFICATION_POLICY_CREATE = "notification-policy:create"
    NOTIFICATION_POLICY_UPDATE = "notification-policy:update"
    NOTIFICATION_POLICY_DELETE = "notification-policy:delete"
    NOTIFICATION_POLICY_READ = "notification-policy:read"
    NOTIFICATION_POLICY_LIST = "notification-policy:list"
    SCAN_CREATE = "scan:create"
    SCAN_STOP = "scan:stop"
    SCAN_READ = "scan:read"
    SBOM_CREATE = "sbom:create"
    SBOM_STOP = "sbom:stop"
    SBOM_READ = "sbom:read"
    SCANNER_CREATE = "scanner:create"
    SCANNER_READ = "scanner:read"
    ARTIFACT_CREATE = "artifact:create"
    ARTIFACT_READ = "artifact:read"
    ARTIFACT_LIST = "artifact:list"
    ARTIFACT_DELETE = "artifact:delete"
    ARTIFACT_ADDITION_READ = "artifact-addition:read"
    TAG_CREATE = "tag:create"
    TAG_DELETE = "tag:delete"
    TAG_LIST = "tag:list"
    ACCESSORY_LIST = "accessory:list"
    ARTIFACT_LABEL_CREATE = "artifact-label:create"
    ARTIFACT_LABEL_DELETE = "artifact-label:delete"
    PREHEAT_POLICY_CREATE = "preheat-policy:create"
    PREHEAT_POLICY_READ = "preheat-policy:read"
    PREHEAT_POLICY_UPDATE = "preheat-policy:update"
    PREHEAT_POLICY_DELETE = "preheat-policy:delete"
    PREHEAT_POLICY_LIST = "preheat-policy:list"
    EXPORT_CVE_CREATE = "export-cve:create"
    EXPORT_CVE_READ = "export-cve:read"
    EXPORT_CVE_LIST = "export-cve:list"
    REPLICATION_REGISTRY_CREATE = "replication-registry:create"
    REPLICATION_REGISTRY_READ = "replication-registry:read"
    REPLICATION_REGISTRY_UPDATE = "replication-registry:update"
    REPLICATION_REGISTRY_DELETE = "replication-registry:delete"
    REPLICATION_REGISTRY_LIST = "replication-registry:list"
    REPLICATION_POLICY_CREATE = "replication-policy:create"
    REPLICATION_POLICY_READ = "replication-policy:read"
    REPLICATION_POLICY_UPDATE = "replication-policy:update"
    REPLICATION_POLICY_DELETE = "replication-policy:delete"
    REPLICATION_POLICY_LIST = "replication-policy:list"
    REPLICATION_CREATE = "replication:create"
    REPLICATION_READ = "replication:read"
    REPLICATION_LIST = "replication:list"


NOT_IN_HARBOR = frozenset(
    {
        Action.REPLICATION_REGISTRY_CREATE,
        Action.REPLICATION_REGISTRY_READ,
        Action.REPLICATION_REGISTRY_UPDATE,
        Action.REPLICATION_REGISTRY_DELETE,
        Action.REPLICATION_REGISTRY_LIST,
        Action.REPLICATION_POLICY_CREATE,
        Action.REPLICATION_POLICY_READ,
        Action.REPLICATION_POLICY_UPDATE,
        Action.REPLICATION_POLICY_DELETE,
        Action.REPLICATION_POLICY_LIST,
        Action.REPLICATION_CREATE,
        Action.REPLICATION_READ,
        Action.REPLICATION_LIST,
    }
)
"""What its clients have no word for."""

PUBLIC_ACTIONS = frozenset(
    {
        Action.PROJECT_READ,
        Action.LABEL_READ,
        Action.LABEL_LIST,
        Action.REPOSITORY_LIST,
        Action.REPOSITORY_PULL,
        Action.SCAN_READ,
        Action.SCANNER_READ,
        Action.ARTIFACT_READ,
        Action.ARTIFACT_LIST,
        Action.ARTIFACT_ADDITION_READ,
        Action.TAG_LIST,
        Action.ACCESSORY_LIST,
    }
)
"""What everyone may do in a public project, signed in or not."""

_LIMITED_GUEST = frozenset(
    {
        Action.PROJECT_READ,
        Action.QUOTA_READ,
        Action.REPOSITORY_READ,
        Action.REPOSITORY_LIST,
        Action.REPOSITORY_PULL,
        Action.CONFIGURATION_READ,
        Action.SCAN_READ,
        Action.SBOM_READ,
        Action.SCANNER_READ,
        Action.ARTIFACT_READ,
        Action.ARTIFACT_LIST,
        Action.ARTIFACT_ADDITION_READ,
        Action.TAG_LIST,
        Action.ACCESSORY_LIST,
    }
)

_GUEST = _LIMITED_GUEST | frozenset(
    {
        Action.MEMBER_READ,
        Action.MEMBER_LIST,
        Action.LABEL_READ,
        Action.LABEL_LIST,
        Action.ROBOT_READ,
        Action.ROBOT_LIST,
    }
)

_DEVELOPER = _GUEST | frozenset(
    {
        Action.REPOSITORY_CREATE,
        Action.REPOSITORY_UPDATE,
        Action.REPOSITORY_PUSH,
        Action.TAG_RETENTION_CREATE,
        Action.TAG_RETENTION_READ,
        Action.TAG_RETENTION_UPDATE,
        Action.TAG_RETENTION_DELETE,
        Action.TAG_RETENTION_LIST,
        Action.TAG_RETENTION_OPERATE,
        Action.ARTIFACT_CREATE,
        Action.TAG_CREATE,
        Action.ARTIFACT_LABEL_CREATE,
        Action.ARTIFACT_LABEL_DELETE,
        Action.EXPORT_CVE_CREATE,
        Action.EXPORT_CVE_READ,
        Action.EXPORT_CVE_LIST,
    }
)

_MAINTAINER = _DEVELOPER | frozenset(
    {
        Action.METADATA_READ,
        Action.LABEL_CREATE,
        Action.LABEL_UPDATE,
        Action.LABEL_DELETE,
        Action.REPOSITORY_DELETE,
        Action.IMMUTABLE_TAG_CREATE,
        Action.IMMUTABLE_TAG_UPDATE,
        Action.IMMUTABLE_TAG_DELETE,
        Action.IMMUTABLE_TAG_LIST,
        Action.NOTIFICATION_POLICY_READ,
        Action.NOTIFICATION_POLICY_LIST,
        Action.SCAN_CREATE,
        Action.SCAN_STOP,
        Action.SBOM_CREATE,
        Action.SBOM_STOP,
        Action.ARTIFACT_DELETE,
        Action.TAG_DELETE,
    }
)

ROLE_ACTIONS: dict[Role, frozenset[Action]] = {
    Role.LIMITED_GUEST: _LIMITED_GUEST,
    Role.GUEST: _GUEST,
    Role.DEVELOPER: _DEVELOPER,
    Role.MAINTAINER: _MAINTAINER,
    Role.PROJECT_ADMIN: frozenset(Action) - {Action.METADATA_LIST},
}

NOT_FOR_ROBOTS = NOT_IN_HARBOR | frozenset(
    {
        Action.REPOSITORY_CREATE,
        Action.CONFIGURATION_READ,
        Action.CONFIGURATION_UPDATE,
        Action.TAG_RETENTION_OPERATE,
        Action.ROBOT_UPDATE,
        Action.EXPORT_CVE_LIST,
    }
)
"""What Harbor grants to no robot, push makes repositories; nor do we what is ours alone."""
