"""Paths of projects."""

from accounts.api.endpoints import routes
from artifacts.api import projects

urlpatterns = routes(
    {
        "projects": projects.ProjectsEndpoint.as_view(),
        "projects/<str:project>": projects.OneProjectEndpoint.as_view(),
        "projects/<str:project>/_deletable": projects.DeletableEndpoint.as_view(),
        "projects/<str:project>/summary": projects.SummaryEndpoint.as_view(),
    }
)
