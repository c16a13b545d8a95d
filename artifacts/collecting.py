"""What garbage collection takes away, in small transactions, under the locks of everything else.

Deleted manifests go for good (``purge``), then the links of blobs that no manifest of their
repository names (``unlink``), then blobs that nothing needs (``condemn``, the object, ``forget``).
Each asks again, under the locks, what was found before: whoever pushed, mounted or restored
meanwhile has won. Every function answers the ids of the rows that it did take.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from artifacts import blobs, manifests, repositories, sql
from artifacts.models import Blob, BlobState, Edge, Manifest, Repository, RepositoryBlob
from jobs import clock
from oci.digest import Digest
from oci.reference import RepositoryName
from projects import access, quotas
from projects.access import Access

UNUSED_LINK = """
NOT EXISTS(SELECT 1 FROM artifacts_edge e JOIN artifacts_manifest m ON m.id = e.manifest_id
 WHERE e.blob_id = l.blob_id AND m.repository_id = l.repository_id{more})
"""
"""That no manifest, deleted ones included, of the repository of the link ``l`` names its blob."""

UNUSED_BLOB = """
NOT EXISTS(SELECT 1 FROM artifacts_repositoryblob l WHERE l.blob_id = b.id{links})
 AND NOT EXISTS(SELECT 1 FROM artifacts_edge e WHERE e.blob_id = b.id{edges})
"""


@transaction.atomic
def discard(*, manifest_id: int, name: RepositoryName, by: Access) -> bool:
    """Delete an artifact that nothing names, with what belongs to it; answers whether it was so.

    One that has a tag by now, was pushed again a short while ago, or belongs to a manifest that
    is there, stays. Raises what ``manifests.delete_artifact`` does.
    """
    access.confirm(by)
    repository_id = repositories.take(name) or 0
    row = Manifest.objects.present().filter(pk=manifest_id, repository_id=repository_id).first()
    if row is None or row.push_time > clock.now() - blobs.lease():
        return False
    subjects = Manifest.objects.present().filter(
        repository_id=repository_id, digest=row.subject_digest
    )
    if row.tags.present().exists() or (row.subject_digest and subjects.exists()):
        return False
    manifests.delete_artifact(name=name, reference=Digest.parse(row.digest), by=by)
    return True


def purge(*, repository_id: int, ids: Collection[int], before: datetime) -> list[int]:
    """Remove manifests of one repository that were deleted *before*, with all that is theirs.

    Those that a manifest names which is there stay. What they named is looked at again.
    """
    Repository.objects.locked().filter(pk=repository_id).first()
    rows = Manifest.objects.filter(pk__in=ids, repository_id=repository_id, deleted_at__lt=before)
    parents = Edge.objects.filter(child_id=OuterRef("pk"), manifest__deleted_at=None)
    going = list(rows.filter(~Exists(parents)).values_list("pk", flat=True))
    _lock_blobs(Edge.objects.filter(manifest__in=going, blob__isnull=False).values("blob_id"))
    gone = [(id_,) for id_ in going]
    for statement in _PURGE:
        sql.over(f"WITH gone(id) AS (VALUES {{}}) {statement}", gone)
    return going


_NAMED = "SELECT e.blob_id FROM artifacts_edge e WHERE e.manifest_id IN (SELECT id FROM gone)"
_REVIEW_LINKS = (
    "UPDATE artifacts_repositoryblob SET review_at = CURRENT_TIMESTAMP"  # noqa: S608  # constants
    f" WHERE blob_id IN ({_NAMED}) AND repository_id IN"
    " (SELECT m.repository_id FROM artifacts_manifest m WHERE m.id IN (SELECT id FROM gone))"
)
_REVIEW_BLOBS = (
    "UPDATE artifacts_blob SET review_at = CURRENT_TIMESTAMP"  # noqa: S608  # constants
    f" WHERE review_at IS NULL AND id IN ({_NAMED})"
)
_LET_CHILDREN_GO = (
    "UPDATE artifacts_edge SET child_id = NULL, is_absent = true"
    " WHERE child_id IN (SELECT id FROM gone)"
)
_PURGE = (
    _REVIEW_LINKS,
    _REVIEW_BLOBS,
    _LET_CHILDREN_GO,
    "DELETE FROM artifacts_edge WHERE manifest_id IN (SELECT id FROM gone)",
    "DELETE FROM artifacts_artifactlabel WHERE manifest_id IN (SELECT id FROM gone)",
    "DELETE FROM artifacts_tag WHERE manifest_id IN (SELECT id FROM gone)",
    "DELETE FROM artifacts_manifest WHERE id IN (SELECT id FROM gone)",
)


def unlink(*, repository_id: int, ids: Collection[int], now: datetime) -> list[int]:
    """Take blobs out of a repository that no manifest in it names, and whose lease is over.

    The project pays for them no more, unless another of its repositories holds them.
    """
    repository = _changed(repository_id)
    if repository is None:
        return []
    _lock_blobs(RepositoryBlob.objects.filter(pk__in=ids).values_list("blob_id", flat=True))
    found = sql.over(
        "WITH wanted(id) AS (VALUES {}) SELECT l.id, l.blob_id FROM wanted"  # noqa: S608
        " JOIN artifacts_repositoryblob l ON l.id = wanted.id"
        " JOIN artifacts_blob b ON b.id = l.blob_id"
        f" WHERE l.repository_id = %s AND b.protected_until < %s AND {UNUSED_LINK.format(more='')}",
        [(id_,) for id_ in ids],
        *(repository_id, sql.moment(now)),
    )
    links = [(id_,) for id_, _ in found]
    blobs = [(blob_id,) for _, blob_id in found]
    sql.over(
        "WITH gone(id) AS (VALUES {})"
        " DELETE FROM artifacts_repositoryblob WHERE id IN (SELECT id FROM gone)",
        links,
    )
    freed = sql.over(
        "WITH gone(id) AS (VALUES {}) DELETE FROM artifacts_projectblob"
        " WHERE blob_id IN (SELECT id FROM gone) AND project_id = %s AND NOT EXISTS(SELECT 1"
        " FROM artifacts_repositoryblob l JOIN artifacts_repository r ON r.id = l.repository_id"
        " WHERE l.blob_id = artifacts_projectblob.blob_id AND r.project_id = %s)"
        " RETURNING (SELECT b.size FROM artifacts_blob b WHERE b.id = blob_id)",
        blobs,
        *(repository.project_id, repository.project_id),
    )
    sql.over(
        "WITH gone(id) AS (VALUES {}) UPDATE artifacts_blob SET review_at = CURRENT_TIMESTAMP"
        " WHERE id IN (SELECT id FROM gone)",
        blobs,
    )
    quotas.release(project_id=repository.project_id, freed=sum(int(size) for (size,) in freed))
    return [id_ for (id_,) in links]


def condemn(*, ids: Collection[int], now: datetime) -> list[int]:
    """Make blobs invisible that nothing needs, and whose lease is over (R4).

    Those that were condemned before, by a run that did not get further, are answered too.
    """
    _lock_blobs(ids)
    found = sql.over(
        "WITH wanted(id) AS (VALUES {}) SELECT b.id FROM wanted"  # noqa: S608  # constants
        " JOIN artifacts_blob b ON b.id = wanted.id"
        " WHERE b.protected_until < %s"
        f" AND {UNUSED_BLOB.format(links='', edges='')}"
        " AND NOT EXISTS(SELECT 1 FROM artifacts_projectblob p WHERE p.blob_id = b.id)",
        [(id_,) for id_ in ids],
        sql.moment(now),
    )
    sql.over(
        "WITH gone(id) AS (VALUES {}) UPDATE artifacts_blob SET state = 'condemned',"
        " condemned_at = COALESCE(condemned_at, %s) WHERE id IN (SELECT id FROM gone)",
        found,
        sql.moment(now),
    )
    return [id_ for (id_,) in found]


def forget(generations: Collection[tuple[int, str]]) -> list[int]:
    """Remove the rows of condemned blobs whose objects of these generations are gone.

    One that was pushed again meanwhile is available, with a generation of its own, and stays.
    """
    rows = sql.over(
        "WITH gone(id, generation) AS (VALUES {}) DELETE FROM artifacts_blob"
        " WHERE state = 'condemned' AND EXISTS(SELECT 1 FROM gone"
        " WHERE gone.id = artifacts_blob.id AND gone.generation = artifacts_blob.generation)"
        " RETURNING id",
        list(generations),
    )
    return [id_ for (id_,) in rows]


def quarantine(*, blob_id: int, generation: str) -> bool:
    """Make a blob invisible whose bytes are not what they should be, until it is pushed again.

    Answers whether it was: one that was pushed again meanwhile has other bytes by now.
    """
    return _change_state(blob_id, generation, BlobState.AVAILABLE, BlobState.QUARANTINED)


def release(*, blob_id: int, generation: str) -> bool:
    """Make a quarantined blob visible again, whose bytes were found whole after all."""
    return _change_state(blob_id, generation, BlobState.QUARANTINED, BlobState.AVAILABLE)


def _change_state(blob_id: int, generation: str, old: BlobState, new: BlobState) -> bool:
    """The repositories that have it are locked first, and what readers remember holds no more."""
    rows = Blob.objects.filter(pk=blob_id, generation=generation, state=old)
    if not rows.exists():
        return False
    ids = Repository.objects.present().filter(links__blob=blob_id).order_by("pk")
    for repository_id in ids.values_list("pk", flat=True):
        repositories.note_change(repository_id)
    return bool(rows.update(state=new))


def clear_reviews(*, links: Collection[int], blobs: Collection[int]) -> None:
    """Have nobody look again at what is in use, until something lets go of it.

    A link that is just being changed is left for the next run, so that nobody waits for another.
    """
    free = RepositoryBlob.objects.filter(pk__in=links).order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        free = free.select_for_update(of=("self",), skip_locked=True)
    sql.over(
        "WITH seen(id) AS (VALUES {}) UPDATE artifacts_repositoryblob SET review_at = NULL"
        " WHERE id IN (SELECT id FROM seen) AND EXISTS(SELECT 1 FROM artifacts_edge e"
        " JOIN artifacts_manifest m ON m.id = e.manifest_id"
        " WHERE e.blob_id = artifacts_repositoryblob.blob_id"
        " AND m.repository_id = artifacts_repositoryblob.repository_id)",
        list(free.values_list("pk")),
    )
    _lock_blobs(blobs)  # whoever lets go of one has said so before this asks, or says so after it
    sql.over(
        "WITH seen(id) AS (VALUES {}) UPDATE artifacts_blob SET review_at = NULL"
        " WHERE id IN (SELECT id FROM seen) AND EXISTS(SELECT 1 FROM artifacts_repositoryblob l"
        " WHERE l.blob_id = artifacts_blob.id)",
        [(id_,) for id_ in blobs],
    )


def _changed(repository_id: int) -> Repository | None:
    """The repository, its version raised: what readers remember of it holds no more.

    One that was deleted with its project has its links still.
    """
    row = sql.one(
        "UPDATE artifacts_repository SET version = version + 1 WHERE id = %s RETURNING id",
        repository_id,
    )
    return None if row is None else Repository.objects.get(pk=repository_id)


def _lock_blobs(ids: Collection[int] | QuerySet[Any, Any]) -> None:
    """In order of digest; read what hangs on the rows afterwards, in a query of its own."""
    if connection.features.has_select_for_update:
        list(
            Blob.objects.select_for_update(of=("self",))
            .filter(pk__in=ids)
            .order_by("digest")
            .values_list("pk", flat=True)
        )
