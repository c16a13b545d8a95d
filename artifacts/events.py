"""What happens to artifacts."""

from accounts.events import Deed


class BlobPushed(Deed):
    operation = "create"
    resource_type = "blob"


class BlobMounted(Deed):
    operation = "mount"
    resource_type = "blob"


class ArtifactPushed(Deed):
    """``resource`` is the repository with the tag or digest that was pushed."""

    operation = "create"
    resource_type = "artifact"
