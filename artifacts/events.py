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
    """``details`` says which tags were moved, and from which digest."""

    operation = "create"
    resource_type = "artifact"


class ArtifactPulled(Deed):
    """The same pull by the same caller, as often as it happened in a second (``details``)."""

    operation = "pull"
    resource_type = "artifact"


class BlobDeleted(Deed):
    operation = "delete"
    resource_type = "blob"


class ArtifactDeleted(Deed):
    """``details`` names the tags that went with it."""

    operation = "delete"
    resource_type = "artifact"


class TagDeleted(Deed):
    operation = "delete"
    resource_type = "tag"
