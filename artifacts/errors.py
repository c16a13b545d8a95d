"""What artifacts refuse, and why."""

from collections.abc import Iterable

from oci.digest import Digest
from oci.errors import (
    DomainError,
    Invalid,
    Overloaded,
    PreconditionFailed,
    TooLarge,
    Unknown,
    Unsupported,
)


class RepositoryUnknown(Unknown):
    def __init__(self, name: str) -> None:
        super().__init__(f"there is no repository {name}")


class BlobUnknown(Unknown):
    def __init__(self, digest: object) -> None:
        super().__init__(f"the repository has no blob {digest}")


class ManifestUnknown(Unknown):
    def __init__(self, reference: object) -> None:
        super().__init__(f"the repository has no manifest {reference}")


class ManifestBlobUnknown(Unknown):
    """A manifest names parts that its repository does not have."""

    def __init__(self, digests: Iterable[Digest]) -> None:
        self.digests = sorted({str(digest) for digest in digests})
        super().__init__(f"push these parts of the manifest first: {', '.join(self.digests[:5])}")


class PartSizeWrong(Invalid):
    """A descriptor's size is not the size of what it describes."""

    def __init__(self, digest: object, *, described: int, stored: int) -> None:
        super().__init__(f"{digest} has {stored} bytes; its descriptor says {described}")


class UploadUnknown(Unknown):
    def __init__(self) -> None:
        super().__init__("there is no such upload; it ended, expired or was somebody else's")


class UploadMoved(DomainError):
    """A chunk does not begin where the upload stands, or another request took the upload over."""

    def __init__(self, *, upload_id: str, offset: int) -> None:
        super().__init__(f"the upload stands at byte {offset}; continue from there")
        self.upload_id = upload_id
        self.offset = offset


class TooManyUploads(Overloaded):
    def __init__(self, at_most: int) -> None:
        super().__init__(f"you have {at_most} uploads open; finish or cancel some of them first")


class TooMuchStaged(Overloaded):
    def __init__(self, at_most: int) -> None:
        super().__init__(
            f"your open uploads may hold {at_most} bytes; finish or cancel some of them first"
        )


class DigestMismatch(Invalid):
    """The bytes are not what their digest says; they are dropped and the upload is over."""

    def __init__(self, *, claimed: object) -> None:
        super().__init__(f"the content does not have the digest {claimed}")


class BlobInUse(Unsupported):
    def __init__(self, digest: object) -> None:
        super().__init__(f"a manifest of this repository uses the blob {digest}; delete it first")


class ManifestInUse(PreconditionFailed):
    def __init__(self, digest: object, parent: str) -> None:
        super().__init__(f"the index {parent} names the manifest {digest}; delete that first")


class TooManyTags(TooLarge):
    def __init__(self, at_most: int) -> None:
        super().__init__(f"one push moves at most {at_most} tags")
