"""What the endpoints below one project have in common: which one, and the right they need."""

from enum import StrEnum

from rest_framework.request import Request

from accounts.api.endpoints import Endpoint
from projects import policy, projects
from projects.models import Project
from projects.roles import Action


def is_true(request: Request, header: str) -> bool:
    return request.headers.get(header, "").lower() == "true"


class ProjectEndpoint(Endpoint):
    """A path below ``/projects/<project>``: what it needs is needed in that project."""

    project: Project
    actions: frozenset[Action]
    """What the caller may do in the project."""

    def authorize(self, needs: StrEnum) -> None:
        """Find the project and require the right."""
        is_name = is_true(self.request, "X-Is-Resource-Name")
        self.project = projects.get_for(self.by, self.kwargs["project"], by_name=is_name)
        assert isinstance(needs, Action), "a path below a project needs a right in it"
        self.actions = policy.require(self.by, needs, self.project)
