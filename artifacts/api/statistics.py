"""How much there is, how much of it is shared, and what happens to it day by day."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters
from accounts.api.endpoints import Endpoint
from accounts.api.operations import Parameter, operation
from accounts.rights import Need, SystemAction
from artifacts import statistics, storage_figures
from artifacts.api.endpoints import ArtifactEndpoint, OfProjectEndpoint, RepositoryEndpoint
from artifacts.api.serializers import (
    ProjectStorage,
    RegistryStorage,
    Series,
    StatisticRead,
    StorageRead,
)
from artifacts.statistics import Day
from artifacts.storage_figures import Figures
from projects.roles import Action

DAYS = Parameter("days", f"How many days, today the last: 1 to {statistics.DAYS_AT_MOST}.", int)
DAYS_SHOWN = 30


class StatisticsEndpoint(Endpoint):
    """``/statistics``."""

    @operation(Need.LOGIN, answer=StatisticRead)
    def get(self, request: Request) -> Response:
        """Count what the caller sees; bytes are told to administrators."""
        found = statistics.totals(self.by.principal)
        return Response(
            {
                "private_project_count": found.private_projects,
                "private_repo_count": found.private_repositories,
                "public_project_count": found.public_projects,
                "public_repo_count": found.public_repositories,
                "total_project_count": found.private_projects + found.public_projects,
                "total_repo_count": found.private_repositories + found.public_repositories,
                "total_storage_consumption": found.bytes,
            }
        )


class RegistryActivityEndpoint(Endpoint):
    """``/activity``."""

    @operation(SystemAction.SYSTEM_VOLUMES_READ, answer=Series, parameters=(DAYS,))
    def get(self, request: Request) -> Response:
        """Pulls and pushes of each day in the whole registry, days without any as well."""
        return Response(_days(statistics.of_registry(days=_asked(request))))


class ProjectActivityEndpoint(OfProjectEndpoint):
    """``/projects/<project>/activity``."""

    @operation(Action.REPOSITORY_LIST, answer=Series, parameters=(DAYS,))
    def get(self, request: Request, project: str) -> Response:
        """Pulls and pushes of each day, those without any as well."""
        return Response(_days(statistics.of_project(self.project, days=_asked(request))))


class RepositoryActivityEndpoint(RepositoryEndpoint):
    """``/projects/<project>/repositories/<repository>/activity``."""

    @operation(Action.REPOSITORY_LIST, answer=Series, parameters=(DAYS,))
    def get(self, request: Request, project: str, repository: str) -> Response:
        """Pulls and pushes of each day, those without any as well."""
        return Response(_days(statistics.of_repository(self.repository, days=_asked(request))))


class RegistryStorageEndpoint(Endpoint):
    """``/storage``."""

    @operation(SystemAction.SYSTEM_VOLUMES_READ, answer=RegistryStorage)
    def get(self, request: Request) -> Response:
        """Bytes of the projects that hold most: a tree's first level."""
        found = storage_figures.of_registry()
        return Response({"projects": [_named(name, figures) for name, figures in found]})


class ProjectStorageEndpoint(OfProjectEndpoint):
    """``/projects/<project>/storage``."""

    @operation(Action.QUOTA_READ, answer=ProjectStorage)
    def get(self, request: Request, project: str) -> Response:
        """Bytes of the project and of its repositories, the largest first."""
        scope = storage_figures.scope_for(self.by.principal)
        tree = storage_figures.of_project(self.project, scope)
        shown = _named(self.project.name, tree.figures)
        shown |= {"scope": scope, "unreferenced": tree.unreferenced}
        shown["repositories"] = [_named(name, figures) for name, figures in tree.repositories]
        return Response(shown)


class RepositoryStorageEndpoint(RepositoryEndpoint):
    """``/projects/<project>/repositories/<repository>/storage``."""

    @operation(Action.REPOSITORY_LIST, answer=StorageRead)
    def get(self, request: Request, project: str, repository: str) -> Response:
        """Bytes of the repository; deleting it frees the unique ones."""
        scope = storage_figures.scope_for(self.by.principal)
        place = self.repository
        figures = storage_figures.of_repositories(self.project, scope, [place])[place.pk]
        return Response({"scope": scope, **figures.shown()})


class ArtifactStorageEndpoint(ArtifactEndpoint):
    """``…/artifacts/<reference>/storage``."""

    @operation(Action.ARTIFACT_READ, answer=StorageRead)
    def get(self, request: Request, project: str, repository: str, reference: str) -> Response:
        """Bytes of the artifact; deleting it frees the unique ones."""
        scope = storage_figures.scope_for(self.by.principal)
        figures = storage_figures.of_artifact(self.artifact, self.project.pk, scope)
        return Response({"scope": scope, **figures.shown()})


def _asked(request: Request) -> int:
    most = statistics.DAYS_AT_MOST
    return parameters.whole(request, "days", default=DAYS_SHOWN, at_most=most)


def _days(found: Sequence[Day]) -> dict[str, Any]:
    return {"days": [asdict(day) for day in found]}


def _named(name: str, figures: Figures) -> dict[str, Any]:
    return {"name": name, **figures.shown()}
