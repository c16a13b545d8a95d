"""What the fault tests ask of a server from inside: the oracle, its quotas, its uploads."""

from typing import Any

from tests.functional.registry.inside import Inside
from tests.support.processes import wait_until
from tests.support.server import Server

_VERIFY = """
from datetime import timedelta
from maintenance import verify
found = verify.run(progress=verify.Progress(), grace=timedelta(hours=1), bytes_a_second=None)
answer = [str(violation) for violation in found]
"""
_QUOTA = """
from projects.models import Quota
row = Quota.objects.get(project__name=project, project__deleted_at=None)
answer = [row.used, row.reserved, row.limit]
"""
_SET_LIMIT = """
from projects.models import Quota
Quota.objects.filter(project__name=project, project__deleted_at=None).update(limit=limit)
"""
_NEW_PROJECT = """
from accounts.principals import SYSTEM_CALLER
from projects import projects
wanted = projects.Wanted(name=name, is_public=False, storage_limit=limit)
answer = projects.create(wanted=wanted, by=SYSTEM_CALLER).pk
"""
_PULLS = """
from artifacts.models import Manifest
answer = Manifest.objects.get(digest=digest).pull_count
"""
_SWEEP_EVERYTHING = """
from django.utils import timezone
from artifacts.models import Upload
from maintenance import uploads
Upload.objects.update(expires_at=timezone.now())
answer = uploads.sweep()
"""
UNLIMITED = -1


class Oracle(Inside):
    """A management shell that stays open, so that asking costs milliseconds."""

    def __init__(self, server: Server) -> None:
        super().__init__(server)
        self.run("answer = None")

    def require_clean(self) -> None:
        """Run all that `manage.py verify` checks."""
        assert self.run(_VERIFY) == []

    def quota(self, project: str) -> tuple[int, int, int]:
        """Used and reserved bytes, and the limit."""
        used, reserved, limit = self.run(_QUOTA, project=project)
        return used, reserved, limit

    def set_limit(self, project: str, limit: int) -> None:
        self.run(_SET_LIMIT, project=project, limit=limit)

    def create_limited_project(self, name: str, limit: int) -> Any:
        return self.run(_NEW_PROJECT, name=name, limit=limit)

    def wait_for_pulls(self, digest: str, count: int) -> None:
        """Until they are written down, a thread of the server's own has the database to write."""
        wait_until(
            lambda: self.run(_PULLS, digest=digest) == count, what="pulls are counted", within=10
        )

    def sweep_everything(self) -> int:
        """Let every open upload expire and sweep them; tells how many there were."""
        return int(self.run(_SWEEP_EVERYTHING))
