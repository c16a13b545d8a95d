"""How what a deleted repository held gets into the one that has its name by now."""

from django.db.models import F

from artifacts import sql
from artifacts.models import Repository


def hand_over(old: Repository, target: int) -> set[int]:
    """Give the other repository what it does not have, deleted as it is, with all of its history.

    Both are locked. What stays is there already; of it, the ids are answered of what was deleted
    with *old* and is deleted in the other one as well. *old* is no longer in the trash then.
    """
    found = sql.rows(_DELETED_IN_BOTH, target, old.pk, sql.moment(old.deleted_at))
    sql.change(_MOVE_MANIFESTS, target, old.pk, target)
    sql.change(_MOVE_CHILDREN, target, old.pk, target)
    sql.change(_FREE_NAMES, target, old.pk, sql.moment(old.deleted_at))
    sql.change(_MOVE_TAGS, target, target, old.pk, target)
    sql.change(_MOVE_HISTORY, target, old.pk)
    new = Repository.objects.get(pk=target)
    Repository.objects.filter(pk=target).update(
        description=new.description or old.description,
        pull_count=F("pull_count") + old.pull_count,
    )
    Repository.objects.filter(pk=old.pk).update(published_at=None)
    return {id_ for (id_,) in found}


_DELETED_IN_BOTH = (
    "SELECT n.id FROM artifacts_manifest m"
    " JOIN artifacts_manifest n ON n.repository_id = %s AND n.digest = m.digest"
    " WHERE m.repository_id = %s AND m.deleted_at = %s AND n.deleted_at IS NOT NULL"
)
_MOVE_MANIFESTS = (
    "UPDATE artifacts_manifest SET repository_id = %s WHERE repository_id = %s AND NOT EXISTS("
    "SELECT 1 FROM artifacts_manifest o"
    " WHERE o.repository_id = %s AND o.digest = artifacts_manifest.digest)"
)
_MOVE_CHILDREN = (
    "UPDATE artifacts_edge SET child_id = (SELECT MAX(m.id) FROM artifacts_manifest m"
    " WHERE m.repository_id = %s AND m.digest = artifacts_edge.digest) WHERE child_id IN"
    " (SELECT id FROM artifacts_manifest WHERE repository_id = %s) AND manifest_id IN"
    " (SELECT id FROM artifacts_manifest WHERE repository_id = %s)"
)
"""A child that the other repository had already is named by what has just come there."""
_FREE_NAMES = (
    "DELETE FROM artifacts_tag WHERE repository_id = %s AND deleted_at IS NOT NULL AND name IN"
    " (SELECT name FROM artifacts_tag WHERE repository_id = %s AND deleted_at = %s)"
)
"""A tag has one row a repository; the history remembers what the one that goes had named."""
_MOVE_TAGS = (
    "UPDATE artifacts_tag SET repository_id = %s, manifest_id = (SELECT MAX(n.id)"
    " FROM artifacts_manifest m JOIN artifacts_manifest n ON n.digest = m.digest"
    " WHERE m.id = artifacts_tag.manifest_id AND n.repository_id = %s)"
    " WHERE repository_id = %s AND NOT EXISTS(SELECT 1 FROM artifacts_tag o"
    " WHERE o.repository_id = %s AND o.name = artifacts_tag.name)"
)
_MOVE_HISTORY = "UPDATE artifacts_tagmove SET repository_id = %s WHERE repository_id = %s"
