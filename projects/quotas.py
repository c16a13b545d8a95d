"""How many bytes a project holds, changed only by the transaction that changes its links (R12)."""

from django.db.models import F

from projects.errors import QuotaExceeded
from projects.models import UNLIMITED, Quota


def charge(*, project_id: int, added: int) -> None:
    """Add *added* bytes under the row's lock. Raises QuotaExceeded."""
    if added == 0:
        return
    quota = Quota.objects.select_for_update().select_related("project").get(project_id=project_id)
    if quota.limit != UNLIMITED and quota.used + added > quota.limit:
        raise QuotaExceeded(
            project=quota.project.name, limit=quota.limit, used=quota.used, added=added
        )
    Quota.objects.filter(pk=quota.pk).update(used=F("used") + added)


def release(*, project_id: int, freed: int) -> None:
    if freed:
        Quota.objects.filter(project_id=project_id).update(used=F("used") - freed)
