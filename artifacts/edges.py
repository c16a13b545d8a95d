"""Edges: what manifests name, filled in when a part comes that was not here."""

from artifacts import sql
from artifacts.models import EdgeKind


def fill_in_blob(*, repository_id: int, blob_id: int, digest: str, size: int) -> None:
    """Have the repository's manifests that lack this blob, as they describe it, name it."""
    _fill_in("blob_id = %s", "kind <> %s", blob_id, (digest, size, repository_id))


def fill_in_manifest(*, repository_id: int, manifest_id: int, digest: str, size: int) -> None:
    """The same for the indexes that lack this manifest."""
    _fill_in("child_id = %s", "kind = %s", manifest_id, (digest, size, repository_id))


def _fill_in(part: str, kind: str, part_id: int, described: tuple[str, int, int]) -> None:
    sql.change(
        f"UPDATE artifacts_edge SET {part}, is_absent = false WHERE {kind}"  # noqa: S608
        " AND digest = %s AND size = %s AND is_absent AND EXISTS(SELECT 1"
        " FROM artifacts_manifest m WHERE m.id = manifest_id AND m.repository_id = %s)",
        *(part_id, EdgeKind.MANIFEST, *described),
    )
