"""The hot reads, each one hand-written query, and the versions that say whether they still hold.

Content by digest never changes; what a repository holds, where tags point and who may read do.
Each of these is versioned by its writer, in the transaction of the change.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from artifacts.models import Blob, Manifest
from oci.digest import Digest
from oci.reference import RepositoryName


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
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, p.epoch, r.id, r.version FROM projects_project p"
            " LEFT JOIN artifacts_repository r"
            " ON r.project_id = p.id AND r.name = %s AND r.deleted_at IS NULL"
            " WHERE p.name = %s AND p.deleted_at IS NULL",
            [name.path, name.project],
        )
        row = cursor.fetchone()
    return None if row is None else Place(*row)


_VERSIONS = {
    Kind.REPOSITORY: "SELECT 'r', id, version FROM artifacts_repository"
    " WHERE deleted_at IS NULL AND id IN ({})",
    Kind.PROJECT: "SELECT 'p', id, epoch FROM projects_project"
    " WHERE deleted_at IS NULL AND id IN ({})",
    Kind.USER: "SELECT 'u', id, epoch FROM accounts_user"
    " WHERE deleted_at IS NULL AND is_active AND id IN ({})",
}


def versions(keys: Collection[Key]) -> dict[Key, int]:
    """The present version of each key in one query; what was deleted or disabled has none."""
    selects, parameters = [], []
    for kind, select in _VERSIONS.items():
        ids = [id_ for kind_, id_ in keys if kind_ == kind]
        if ids:
            selects.append(select.format(",".join(["%s"] * len(ids))))
            parameters += ids
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), parameters)
        return {(kind, id_): version for kind, id_, version in cursor.fetchall()}


def manifest(repository_id: int, reference: Digest | str) -> ManifestRead | None:
    found = Manifest.objects.filter(repository_id=repository_id, deleted_at=None)
    if isinstance(reference, Digest):
        found = found.filter(digest=str(reference))
    else:
        found = found.filter(tags__name=reference, tags__deleted_at=None)
    row = found.values_list("digest", "media_type", "body").first()
    return None if row is None else ManifestRead(row[0], row[1], bytes(row[2]))


def blob(repository_id: int, digest: Digest) -> BlobRead | None:
    row = (
        Blob.objects.available()
        .filter(links__repository_id=repository_id, digest=str(digest))
        .first()
    )
    if row is None:
        return None
    return BlobRead(row.pk, row.digest, row.size, row.key, row.protected_until)
