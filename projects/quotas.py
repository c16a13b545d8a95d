"""How many bytes a project holds, changed only by the transaction that changes its links (R12).

While a project has a limit, bytes on their way in are reserved, so that nobody stages what can
never be committed; a commit turns the reservation into use.
"""

from django.db.models import F

from projects.errors import QuotaExceeded
from projects.models import UNLIMITED, Quota


def charge(*, project_id: int, added: int, reserved: int = 0) -> None:
    """Add *added* bytes, give *reserved* ones back, under the row's lock. Raises QuotaExceeded."""
    if added == reserved == 0:
        return
    quota = _locked(project_id)
    if added:
        _require_room(quota, added - reserved)
    Quota.objects.filter(pk=quota.pk).update(
        used=F("used") + added, reserved=F("reserved") - reserved
    )


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
    if not Quota.objects.filter(project_id=project_id).exclude(limit=UNLIMITED).exists():
        return False
    quota = _locked(project_id)
    _require_room(quota, added)
    Quota.objects.filter(pk=quota.pk).update(reserved=F("reserved") + added)
    return True


def give_back(*, project_id: int, reserved: int) -> None:
    if reserved:
        Quota.objects.filter(project_id=project_id).update(reserved=F("reserved") - reserved)


def _locked(project_id: int) -> Quota:
    quotas = Quota.objects.select_for_update(of=("self",)).select_related("project")
    return quotas.get(project_id=project_id)


def _require_room(quota: Quota, added: int) -> None:
    held = quota.used + quota.reserved
    if quota.limit != UNLIMITED and held + added > quota.limit:
        raise QuotaExceeded(
            project=quota.project.name, limit=quota.limit, used=held, added=max(added, 0)
        )
