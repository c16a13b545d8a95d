"""The hot reads, each one hand-written query, and the versions that say whether they still hold.

Content by digest never changes; what a repository holds, where tags point and who may read do.
Each of these is versioned by its writer, in the transaction of the change.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from accounts import principals
from accounts.principals import Principal
from artifacts import sql
from artifacts.models import BlobState
from oci.digest import Digest
from oci.reference import RepositoryName
from storage import layout


class Place(NamedTuple):
    """A project, and the repository in it where there is one, with their versions."""

    project_id: int
    project_epoch: int
    repository_id: int | None
    version: int | None


class Kind:
    """What a version belongs to."""

    REPOSITORY = "r"
    PROJECT = "p"
    USER = "u"
    ROBOT = "b"


Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class ManifestRead:
    digest: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class BlobRead:
    id: int
    digest: str
    size: int
    key: str
    protected_until: datetime


def locate(name: RepositoryName) -> Place | None:
    """Find the project of *name* and the repository; ``None`` where there is no project."""
    row = sql.one(
        "SELECT p.id, p.epoch, r.id, r.version FROM projects_project p"
        " LEFT JOIN artifacts_repository r"
        " ON r.project_id = p.id AND r.name = %s AND r.deleted_at IS NULL"
        " WHERE p.name = %s AND p.deleted_at IS NULL",
        *(name.path, name.project),
    )
    return None if row is None else Place(*row)


_VERSIONS = {
    Kind.REPOSITORY: "SELECT 'r', id, version FROM artifacts_repository"
    " WHERE deleted_at IS NULL AND id IN ({})",
    Kind.PROJECT: "SELECT 'p', id, epoch FROM projects_project"
    " WHERE deleted_at IS NULL AND id IN ({})",
    Kind.USER: "SELECT 'u', id, epoch FROM accounts_user"
    " WHERE deleted_at IS NULL AND is_active AND id IN ({})",
    Kind.ROBOT: "SELECT 'b', id, epoch FROM projects_robot"
    " WHERE deleted_at IS NULL AND NOT is_disabled AND id IN ({})",
}


def principal_key(principal: Principal) -> "Key":
    """What the epoch of a known caller is asked by."""
    assert principal.id is not None
    kind = Kind.ROBOT if principal.kind is principals.Kind.ROBOT else Kind.USER
    return (kind, principal.id)


def versions(keys: Collection[Key]) -> dict[Key, int]:
    """The present version of each key in one query; what was deleted or disabled has none."""
    selects, parameters = [], []
    for kind, select in _VERSIONS.items():
        ids = [id_ for kind_, id_ in keys if kind_ == kind]
        if ids:
            selects.append(select.format(",".join(["%s"] * len(ids))))
            parameters += ids
    found = sql.rows(" UNION ALL ".join(selects), *parameters)
    return {(kind, id_): version for kind, id_, version in found}


def manifest(repository_id: int, reference: Digest | str) -> ManifestRead | None:
    if isinstance(reference, Digest):
        row = sql.one(
            "SELECT digest, media_type, body FROM artifacts_manifest"
            " WHERE repository_id = %s AND digest = %s AND deleted_at IS NULL",
            *(repository_id, str(reference)),
        )
    else:
        row = sql.one(
            "SELECT m.digest, m.media_type, m.body FROM artifacts_tag t"
            " JOIN artifacts_manifest m ON m.id = t.manifest_id AND m.deleted_at IS NULL"
            " WHERE t.repository_id = %s AND t.name = %s AND t.deleted_at IS NULL",
            *(repository_id, reference),
        )
    return None if row is None else ManifestRead(row[0], row[1], bytes(row[2]))


def blob(repository_id: int, digest: Digest) -> BlobRead | None:
    row = sql.one(
        "SELECT b.id, b.digest, b.size, b.generation, b.protected_until FROM artifacts_blob b"
        " JOIN artifacts_repositoryblob l ON l.blob_id = b.id AND l.repository_id = %s"
        " WHERE b.digest = %s AND b.state = %s",
        *(repository_id, str(digest), BlobState.AVAILABLE),
    )
    if row is None:
        return None
    key = layout.blob_key(row[1], row[3])
    return BlobRead(row[0], row[1], row[2], key, sql.read_moment(row[4]))
