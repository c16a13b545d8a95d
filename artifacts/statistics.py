"""How much there is, and how often it was pulled and pushed, day by day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Sum

from accounts.principals import Principal
from accounts.rights import SystemAction
from artifacts import catalog, visibility
from artifacts.models import Blob, Manifest, Repository, RepositoryDay
from jobs import clock
from projects.models import Project
from projects.roles import Action

DAYS_AT_MOST = 90


@dataclass(frozen=True, slots=True)
class Totals:
    """What of the registry a caller sees; only administrators are told how many bytes it holds."""

    private_projects: int
    public_projects: int
    private_repositories: int
    public_repositories: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    pulls: int
    pushes: int


def totals(principal: Principal) -> Totals:
    """Three queries at most."""
    is_public = Q(is_public=True)
    of_projects = visibility.allowing(principal, Action.PROJECT_READ).aggregate(
        public=Count("pk", filter=is_public), private=Count("pk", filter=~is_public)
    )
    of_repositories = catalog.visible_to(principal).aggregate(
        public=Count("pk", filter=Q(project__is_public=True)),
        private=Count("pk", filter=Q(project__is_public=False)),
    )
    return Totals(
        private_projects=of_projects["private"],
        public_projects=of_projects["public"],
        private_repositories=of_repositories["private"],
        public_repositories=of_repositories["public"],
        bytes=_bytes() if principal.may(SystemAction.SYSTEM_VOLUMES_READ) else 0,
    )


def _bytes() -> int:
    """What the blobs and manifests take that are kept, each once, whoever has it."""
    blobs = Blob.objects.available().aggregate(total=Sum("size"))["total"]
    manifests = Manifest.objects.present().order_by().values("digest", "size").distinct()
    return int(blobs or 0) + int(manifests.aggregate(total=Sum("size"))["total"] or 0)


def of_registry(*, days: int) -> list[Day]:
    """What happened in all repositories, in those as well that are deleted by now."""
    return _series(Q(), days)


def of_project(project: Project, *, days: int) -> list[Day]:
    return _series(Q(repository__project=project, repository__deleted_at=None), days)


def of_repository(repository: Repository, *, days: int) -> list[Day]:
    return _series(Q(repository=repository), days)


def _series(which: Q, days: int) -> list[Day]:
    """The last *days* (UTC), today's last; one on which nothing happened is there all the same."""
    today = clock.now().date()
    first = today - timedelta(days=days - 1)
    rows = RepositoryDay.objects.filter(which, day__gte=first).order_by().values_list("day")
    found = {
        day: (pulls, pushes) for day, pulls, pushes in rows.annotate(Sum("pulls"), Sum("pushes"))
    }
    every = (first + timedelta(days=number) for number in range(days))
    return [Day(day, *found.get(day, (0, 0))) for day in every]
