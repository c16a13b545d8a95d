"""What projects pay for, compared with what they hold, project by project (R12)."""

from collections.abc import Mapping
from typing import Any

import events
from accounts import configuration
from accounts.principals import SYSTEM_CALLER
from jobs import kinds
from jobs.kinds import Kind
from jobs.runs import Run
from maintenance import invariants
from maintenance.events import QuotaCorrected
from projects import quotas
from projects.models import Quota

KIND = "QUOTA_CHECK"


def work(run: Run) -> Mapping[str, Any]:
    run.checkpoint = {"after": 0, "corrected": 0} | run.checkpoint
    while quota := _next(run.checkpoint["after"]):
        configuration.require_writable()
        with run.step():
            run.done += 1
            run.checkpoint["after"] = quota.pk
            if difference := _correct(quota):
                run.checkpoint["corrected"] += 1
                run.log(f"{quota.project} paid for {difference} bytes too many: corrected")
    return {"checked": run.done, "corrected": run.checkpoint["corrected"]}


def _next(after: int) -> Quota | None:
    rows = Quota.objects.filter(pk__gt=after, project__deleted_at=None).order_by("pk")
    return rows.select_related("project").first()


def _correct(quota: Quota) -> int:
    """Set the sums right under the row's lock; answers by how much the use was too high."""
    quotas.hold(quota.project_id)
    sums = invariants.sums_of(quota.pk)
    if sums is None or (sums.used, sums.reserved) == (sums.held, sums.staged):
        return 0
    Quota.objects.filter(pk=quota.pk).update(used=sums.held, reserved=sums.staged)
    details = {"used": [sums.used, sums.held], "reserved": [sums.reserved, sums.staged]}
    events.publish(
        QuotaCorrected(
            by=SYSTEM_CALLER,
            resource=quota.project.name,
            project_id=quota.project_id,
            details=details,
        )
    )
    return sums.used - sums.held


kinds.register(Kind(KIND, work, at_once=1))
