"""What happens in replication."""

from accounts.events import Deed


class RegistryCreated(Deed):
    """``details``: what it is, without its secret."""

    operation = "create"
    resource_type = "registry"


class RegistryUpdated(Deed):
    """``details`` has what changed, before and after; of a secret, that it did."""

    operation = "update"
    resource_type = "registry"


class RegistryDeleted(Deed):
    operation = "delete"
    resource_type = "registry"


class PolicyCreated(Deed):
    """``details``: what it does, and when."""

    operation = "create"
    resource_type = "replication-policy"


class PolicyUpdated(Deed):
    """``details`` has what changed, before and after."""

    operation = "update"
    resource_type = "replication-policy"


class PolicyDeleted(Deed):
    """``details``: what it was."""

    operation = "delete"
    resource_type = "replication-policy"


class ReplicationStarted(Deed):
    """``details``: what caused it, and whether it is to copy anything."""

    operation = "start"
    resource_type = "replication"


class ReplicationStopped(Deed):
    operation = "stop"
    resource_type = "replication"


class ReplicationRetried(Deed):
    """``details``: how many of its tasks."""

    operation = "retry"
    resource_type = "replication"


class ReplicationEnded(Deed):
    """``succeeded`` tells whether all of it was done; ``details``: how many tasks, and bytes."""

    operation = "end"
    resource_type = "replication"
