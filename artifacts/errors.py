"""What artifacts refuse, and why."""

from collections.abc import Iterable

from oci.digest import Digest
from oci.errors import (
    Conflict,
    Denied,
    DomainError,
    Invalid,
    Overloaded,
    PreconditionFailed,
    TooLarge,
    Unknown,
    Unsupported,
    quoted,
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


class TooMuchAtOnce(TooLarge):
    """What belongs to a manifest, its children and accessories, is more than one change takes."""

    def __init__(self, at_most: int) -> None:
        super().__init__(f"more than {at_most} manifests belong to it, or they are nested too deep")


class TagExists(Conflict):
    def __init__(self, tag: str) -> None:
        super().__init__(f"the repository has a tag {tag} already")


class MoveUnknown(Unknown):
    """The tag's history has no such line, or nothing that the tag could go back to."""

    def __init__(self, tag: str, wanted: object) -> None:
        super().__init__(f"the history of the tag {tag} has nothing to go back to at {wanted}")


class VersionGone(Conflict):
    """What shall come back was deleted, and not everything that it needs is still kept."""

    def __init__(self, digest: object, missing: object) -> None:
        super().__init__(
            f"{digest} cannot come back, since {missing} is not kept any more; push it again"
        )


class NotInTrash(Unknown):
    """It was not deleted, is back already, or was deleted too long ago."""

    def __init__(self, item: str) -> None:
        super().__init__(f"the trash has no {item} that could be brought back")


class TagMovedOn(Conflict):
    """A tag was deleted, and names something else since."""

    def __init__(self, tag: str, digest: str) -> None:
        super().__init__(
            f"the tag {tag} names {digest} by now, and is moved back only if that is forced"
        )


class AccessoryRefused(Denied):
    def __init__(self, digest: object) -> None:
        super().__init__(f"{digest} belongs to another artifact; copy that, and it comes along")


class DescriptionInvalid(Invalid):
    def __init__(self, at_most: int) -> None:
        super().__init__(f"a description has at most {at_most} characters")


class LabelUnknown(Unknown):
    def __init__(self, label_id: int) -> None:
        super().__init__(f"there is no label {label_id}")


class LabelExists(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(f"there is a label {quoted(name)} already")


class LabelInvalid(Invalid):
    """A field of a label does not hold what it must."""


class LabelAttached(Conflict):
    def __init__(self, label_id: int) -> None:
        super().__init__(f"the artifact has the label {label_id} already")


class LabelNotAttached(Unknown):
    def __init__(self, label_id: int) -> None:
        super().__init__(f"the artifact does not have the label {label_id}")
