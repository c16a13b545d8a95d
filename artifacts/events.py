"""What happens to artifacts."""

from accounts.events import Deed


class UploadBegun(Deed):
    operation = "create"
    resource_type = "upload"


class UploadDropped(Deed):
    """An upload ended, and no blob came of it; ``details`` says why."""

    operation = "delete"
    resource_type = "upload"


class BlobPushed(Deed):
    operation = "create"
    resource_type = "blob"


class BlobMounted(Deed):
    operation = "mount"
    resource_type = "blob"


class ArtifactPushed(Deed):
    """``details``: the digest, which tags were moved, and from which digest each."""

    operation = "create"
    resource_type = "artifact"


class ArtifactPulled(Deed):
    """The same pull by the same caller, as often as it happened in a second (``details``)."""

    operation = "pull"
    resource_type = "artifact"


class BlobDeleted(Deed):
    operation = "delete"
    resource_type = "blob"


class ArtifactCopied(Deed):
    """``details``: from where, which tags were moved and from which digest, and what came along."""

    operation = "copy"
    resource_type = "artifact"


class ArtifactDeleted(Deed):
    """``details`` names the tags that went with it, and other manifests that did."""

    operation = "delete"
    resource_type = "artifact"


class ArtifactRestored(Deed):
    """``details``: the tags that came back, those that name something else by now, how many rows.

    All that belongs to the artifact and was deleted with it came back as well.
    """

    operation = "restore"
    resource_type = "artifact"


class TagCreated(Deed):
    """``details``: the digest that it names. Tags that a push moves are told with the push."""

    operation = "create"
    resource_type = "tag"


class TagRestored(Deed):
    """``details``: the digests before and after, and whether the manifest had been deleted."""

    operation = "restore"
    resource_type = "tag"


class TagDeleted(Deed):
    """``details``: the digest that it named."""

    operation = "delete"
    resource_type = "tag"


class RepositoryUpdated(Deed):
    operation = "update"
    resource_type = "repository"


class RepositoryDeleted(Deed):
    """``details``: how many artifacts and tags went with it."""

    operation = "delete"
    resource_type = "repository"


class RepositoryRestored(Deed):
    """``details``: how many artifacts and tags came back, and the tags that were taken by then."""

    operation = "restore"
    resource_type = "repository"


class LabelCreated(Deed):
    operation = "create"
    resource_type = "label"


class LabelUpdated(Deed):
    operation = "update"
    resource_type = "label"


class LabelDeleted(Deed):
    operation = "delete"
    resource_type = "label"


class ArtifactLabelled(Deed):
    """``resource`` is the artifact, ``details`` the label."""

    operation = "create"
    resource_type = "artifact-label"


class ArtifactUnlabelled(Deed):
    operation = "delete"
    resource_type = "artifact-label"
