"""What happens in maintenance."""

from accounts.events import Deed


class CollectionStarted(Deed):
    """``details``: what it was told to do."""

    operation = "start"
    resource_type = "garbage-collection"


class CollectionStopped(Deed):
    operation = "stop"
    resource_type = "garbage-collection"


class CollectionScheduled(Deed):
    """``details``: when, and what it is told to do."""

    operation = "update"
    resource_type = "garbage-collection-schedule"


class QueuePaused(Deed):
    """``resource``: the kind of jobs, or all of them."""

    operation = "pause"
    resource_type = "job-queue"


class QueueResumed(Deed):
    operation = "resume"
    resource_type = "job-queue"


class QueueCleaned(Deed):
    """``details``: how many jobs waited and were stopped."""

    operation = "clean"
    resource_type = "job-queue"


class JobStopped(Deed):
    """``details``: of which kind it is, or how many were stopped if that were all."""

    operation = "stop"
    resource_type = "job"


class JobRetried(Deed):
    operation = "retry"
    resource_type = "job"


class RetentionPolicyCreated(Deed):
    """``details``: its rules, and when it runs by itself."""

    operation = "create"
    resource_type = "tag-retention"


class RetentionPolicyUpdated(Deed):
    """``details`` has what changed, before and after."""

    operation = "update"
    resource_type = "tag-retention"


class RetentionPolicyDeleted(Deed):
    """``details``: what it was."""

    operation = "delete"
    resource_type = "tag-retention"


class RetentionStarted(Deed):
    """``details``: whether it is to delete anything, and by which rules."""

    operation = "start"
    resource_type = "tag-retention"


class RetentionStopped(Deed):
    operation = "stop"
    resource_type = "tag-retention"


class BlobQuarantined(Deed):
    """Its bytes are missing, or are others; ``details``: how many there should be."""

    operation = "quarantine"
    resource_type = "blob"


class QuotaCorrected(Deed):
    """``details``: what was paid for and reserved, before and after."""

    operation = "correct"
    resource_type = "quota"


class RemovalStarted(Deed):
    """Of the tags that match a filter; ``details``: the filter, and how many they are."""

    operation = "start"
    resource_type = "tag-removal"


class RemovalStopped(Deed):
    operation = "stop"
    resource_type = "tag-removal"
