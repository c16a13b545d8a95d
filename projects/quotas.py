"""How many bytes a project holds, changed only by the transaction that changes its links (R12).

While a project has a limit, bytes on their way in are reserved, so that nobody stages what can
never be committed; a commit turns the reservation into use.
"""

from django.db import connection, transaction
from django.db.models import F, QuerySet

import events
from accounts.principals import Caller
from projects.errors import QuotaExceeded, QuotaInvalid, QuotaUnknown
from projects.events import QuotaUpdated
from projects.models import UNLIMITED, Quota

LARGEST_LIMIT = 1024 * 2**40


def present() -> QuerySet[Quota]:
    """Those of all projects that were not deleted."""
    quotas = Quota.objects.filter(project__deleted_at=None).order_by("pk")
    return quotas.select_related("project__owner")


def get(quota_id: int) -> Quota:
    quota = present().filter(pk=quota_id).first()
    if quota is None:
        raise QuotaUnknown(quota_id)
    return quota


def require_limit(limit: int) -> int:
    """A limit that a project can have. Raises QuotaInvalid."""
    if limit != UNLIMITED and not 0 < limit <= LARGEST_LIMIT:
        raise QuotaInvalid
    return limit


def change(*, quota_id: int, limit: int, by: Caller) -> None:
    """Set another limit. One below what is used is allowed: what is there stays.

    Raises QuotaInvalid or QuotaUnknown.
    """
    require_limit(limit)
    with transaction.atomic():
        quota = _locked(get(quota_id).project_id)
        old, quota.limit = quota.limit, limit
        quota.save(update_fields=["limit", "update_time"])
        events.publish(
            QuotaUpdated(
                by=by,
                resource=quota.project.name,
                project_id=quota.project_id,
                details={"limit": [old, limit]},
            )
        )


def charge(*, project_id: int, added: int, reserved: int = 0) -> None:
    """Add *added* bytes, give *reserved* ones back, under the row's lock. Raises QuotaExceeded."""
    if added == reserved == 0:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE projects_quota SET used = used + %s, reserved = reserved - %s"
            " WHERE project_id = %s AND"
            ' (%s = 0 OR "limit" = %s OR used + reserved + %s <= "limit")',
            [added, reserved, project_id, added, UNLIMITED, added - reserved],
        )
        is_done = bool(cursor.rowcount)
    if not is_done:
        raise _exceeded(_locked(project_id), added - reserved)


def hold(project_id: int) -> None:
    """Lock the row: from here on nobody else changes what the project holds."""
    _locked(project_id)


def release(*, project_id: int, freed: int) -> None:
    if freed:
        Quota.objects.filter(project_id=project_id).update(used=F("used") - freed)


def reserve(*, project_id: int, added: int) -> bool:
    """Reserve *added* bytes under the row's lock. Raises QuotaExceeded.

    Answers whether the project has a limit; without one, nothing is counted or locked.
    """
    with connection.cursor() as cursor:
        cursor.execute('SELECT "limit" FROM projects_quota WHERE project_id = %s', [project_id])
        (limit,) = cursor.fetchone()
    if limit == UNLIMITED:
        return False
    quota = _locked(project_id)
    if quota.used + quota.reserved + added > quota.limit != UNLIMITED:
        raise _exceeded(quota, added)
    Quota.objects.filter(pk=quota.pk).update(reserved=F("reserved") + added)
    return True


def give_back(*, project_id: int, reserved: int) -> None:
    if reserved:
        Quota.objects.filter(project_id=project_id).update(reserved=F("reserved") - reserved)


def _locked(project_id: int) -> Quota:
    quotas = Quota.objects.select_for_update(of=("self",)).select_related("project")
    return quotas.get(project_id=project_id)


def _exceeded(quota: Quota, added: int) -> QuotaExceeded:
    held = quota.used + quota.reserved
    return QuotaExceeded(
        project=quota.project.name, limit=quota.limit, used=held, added=max(added, 0)
    )
