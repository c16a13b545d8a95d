"""What happens to projects and their members."""

from accounts.events import Deed


class ProjectCreated(Deed):
    operation = "create"
    resource_type = "project"


class ProjectUpdated(Deed):
    operation = "update"
    resource_type = "project"


class ProjectDeleted(Deed):
    operation = "delete"
    resource_type = "project"


class MemberAdded(Deed):
    operation = "create"
    resource_type = "member"


class MemberChanged(Deed):
    operation = "update"
    resource_type = "member"


class MemberRemoved(Deed):
    operation = "delete"
    resource_type = "member"


class Refused(Deed):
    """A known caller asked for something that it may not do; ``resource`` is what it asked for."""

    operation = "refuse"
    resource_type = "request"


class KeyMade(Deed):
    operation = "create"
    resource_type = "signing-key"


class KeyRevoked(Deed):
    operation = "revoke"
    resource_type = "signing-key"


class RobotCreated(Deed):
    operation = "create"
    resource_type = "robot"


class RobotUpdated(Deed):
    """``details`` tells what changed; of a new secret only that there is one."""

    operation = "update"
    resource_type = "robot"


class RobotDeleted(Deed):
    operation = "delete"
    resource_type = "robot"


class QuotaUpdated(Deed):
    operation = "update"
    resource_type = "quota"


class ImmutableRuleCreated(Deed):
    operation = "create"
    resource_type = "immutable-rule"


class ImmutableRuleUpdated(Deed):
    """``details`` has what changed, before and after."""

    operation = "update"
    resource_type = "immutable-rule"


class ImmutableRuleDeleted(Deed):
    operation = "delete"
    resource_type = "immutable-rule"
