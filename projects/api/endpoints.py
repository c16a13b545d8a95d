"""What the endpoints below one project have in common: which one, and the right they need."""

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework.request import Request

from accounts.api.endpoints import Endpoint
from projects import policy, projects
from projects.models import Project
from projects.roles import Action


def is_true(request: Request, header: str) -> bool:
    return request.headers.get(header, "").lower() == "true"


class ProjectEndpoint(Endpoint):
    """A path below ``/projects/<project>``; ``needs`` names the right that each method takes."""

    needs: ClassVar[Mapping[str, Action]]
    project: Project

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Find the project and require the right, before any handler runs (R16)."""
        super().initial(request, *args, **kwargs)
        if request.method not in self.allowed_methods:
            self.http_method_not_allowed(request)
        is_name = is_true(request, "X-Is-Resource-Name")
        self.project = projects.get_for(self.by, kwargs["project"], by_name=is_name)
        method = "GET" if request.method == "HEAD" else str(request.method)
        policy.require(self.by, self.needs[method], self.project)
