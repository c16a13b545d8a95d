"""Links of blobs that come without a push: rows alone, and what the project pays for them."""

from collections.abc import Sequence

from artifacts import sql
from jobs import clock
from projects import quotas


def bring_back(*, project_id: int, repository_id: int, digests: Sequence[str]) -> None:
    """Link blobs, given in order, that the repository had; they are kept by the caller's locks.

    Those that are not available are passed over. Raises QuotaExceeded.
    """
    wanted = [(digest,) for digest in digests]
    sql.over(
        "WITH wanted(digest) AS (VALUES {}) INSERT INTO artifacts_repositoryblob"
        " (repository_id, blob_id, creation_time) SELECT %s, b.id, %s FROM wanted"
        " JOIN artifacts_blob b ON b.digest = wanted.digest AND b.state = 'available'"
        " WHERE true ON CONFLICT DO NOTHING",
        wanted,
        *(repository_id, sql.moment(clock.now())),
    )
    pay(project_id=project_id, repository_id=repository_id, digests=wanted)
    fill_in(repository_id=repository_id, digests=wanted)


def pay(*, project_id: int, repository_id: int, digests: Sequence[sql.Row]) -> None:
    """Have the project pay for those of the repository's blobs that it does not hold elsewhere.

    Always in order of digest, so that two who do so never wait for one another.
    """
    new = sql.over(
        "WITH wanted(digest) AS (VALUES {}) INSERT INTO artifacts_projectblob"
        " (project_id, blob_id) SELECT %s, b.id FROM wanted"
        " JOIN artifacts_blob b ON b.digest = wanted.digest"
        " JOIN artifacts_repositoryblob l ON l.blob_id = b.id AND l.repository_id = %s"
        " WHERE true ORDER BY b.digest ON CONFLICT DO NOTHING"
        " RETURNING (SELECT size FROM artifacts_blob WHERE id = blob_id)",
        digests,
        *(project_id, repository_id),
    )
    quotas.charge(project_id=project_id, added=sum(int(size) for (size,) in new))


def fill_in(*, repository_id: int, digests: Sequence[sql.Row]) -> None:
    """What ``edges.fill_in_blob`` does for one blob."""
    sql.over(
        "WITH wanted(digest) AS (VALUES {}) UPDATE artifacts_edge SET blob_id = b.id,"
        " is_absent = false FROM wanted JOIN artifacts_blob b ON b.digest = wanted.digest"
        " JOIN artifacts_repositoryblob l ON l.blob_id = b.id AND l.repository_id = %s"
        " WHERE artifacts_edge.digest = wanted.digest AND artifacts_edge.size = b.size"
        " AND artifacts_edge.is_absent AND artifacts_edge.kind <> 'manifest' AND EXISTS(SELECT 1"
        " FROM artifacts_manifest m WHERE m.id = artifacts_edge.manifest_id"
        " AND m.repository_id = %s)",
        digests,
        *(repository_id, repository_id),
    )
