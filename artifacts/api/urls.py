"""Paths of projects, of what is in them, and of labels."""

from accounts.api.endpoints import routes
from artifacts.api import (
    additions,
    artifacts,
    bulk,
    labels,
    projects,
    repositories,
    search,
    statistics,
    tags,
    trash,
)

_REPOSITORY = "projects/<str:project>/repositories/<str:repository>"
_ARTIFACT = f"{_REPOSITORY}/artifacts/<str:reference>"

urlpatterns = routes(
    {
        "activity": statistics.RegistryActivityEndpoint.as_view(),
        "labels": labels.LabelsEndpoint.as_view(),
        "labels/<int:label_id>": labels.LabelEndpoint.as_view(),
        "projects": projects.ProjectsEndpoint.as_view(),
        "projects/<str:project>": projects.OneProjectEndpoint.as_view(),
        "projects/<str:project>/_deletable": projects.DeletableEndpoint.as_view(),
        "projects/<str:project>/summary": projects.SummaryEndpoint.as_view(),
        "projects/<str:project>/activity": statistics.ProjectActivityEndpoint.as_view(),
        "projects/<str:project>/bulk/restore": trash.RestoreManyEndpoint.as_view(),
        "projects/<str:project>/trash": trash.TrashEndpoint.as_view(),
        "projects/<str:project>/trash/restore": trash.RestoreEndpoint.as_view(),
        "projects/<str:project>/artifacts": artifacts.ProjectArtifactsEndpoint.as_view(),
        "projects/<str:project>/repositories": repositories.ProjectRepositoriesEndpoint.as_view(),
        "projects/<str:project>/storage": statistics.ProjectStorageEndpoint.as_view(),
        "repositories": repositories.AllRepositoriesEndpoint.as_view(),
        "search": search.SearchEndpoint.as_view(),
        "search/all": search.SearchAllEndpoint.as_view(),
        "statistics": statistics.StatisticsEndpoint.as_view(),
        "storage": statistics.RegistryStorageEndpoint.as_view(),
        _REPOSITORY: repositories.OneRepositoryEndpoint.as_view(),
        f"{_REPOSITORY}/activity": statistics.RepositoryActivityEndpoint.as_view(),
        f"{_REPOSITORY}/artifacts": artifacts.ArtifactsEndpoint.as_view(),
        f"{_REPOSITORY}/bulk/attach-label": bulk.AttachLabelEndpoint.as_view(),
        f"{_REPOSITORY}/bulk/delete-artifacts": bulk.DeleteArtifactsEndpoint.as_view(),
        f"{_REPOSITORY}/bulk/delete-tags": bulk.DeleteTagsEndpoint.as_view(),
        f"{_REPOSITORY}/storage": statistics.RepositoryStorageEndpoint.as_view(),
        f"{_REPOSITORY}/tags": tags.TagsEndpoint.as_view(),
        f"{_REPOSITORY}/tags/<str:tag>/history": tags.TagHistoryEndpoint.as_view(),
        f"{_REPOSITORY}/tags/<str:tag>/restore": tags.TagRestoreEndpoint.as_view(),
        _ARTIFACT: artifacts.OneArtifactEndpoint.as_view(),
        f"{_ARTIFACT}/accessories": additions.AccessoriesEndpoint.as_view(),
        f"{_ARTIFACT}/additions/<str:addition>": additions.AdditionEndpoint.as_view(),
        f"{_ARTIFACT}/labels": additions.ArtifactLabelsEndpoint.as_view(),
        f"{_ARTIFACT}/labels/<int:label_id>": additions.ArtifactLabelEndpoint.as_view(),
        f"{_ARTIFACT}/layers": additions.LayersEndpoint.as_view(),
        f"{_ARTIFACT}/manifest": additions.ManifestEndpoint.as_view(),
        f"{_ARTIFACT}/config": additions.ConfigEndpoint.as_view(),
        f"{_ARTIFACT}/storage": statistics.ArtifactStorageEndpoint.as_view(),
        f"{_ARTIFACT}/tags": tags.ArtifactTagsEndpoint.as_view(),
        f"{_ARTIFACT}/tags/<str:tag>": tags.ArtifactTagEndpoint.as_view(),
    }
)
