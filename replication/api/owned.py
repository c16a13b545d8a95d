"""Paths that the system has, and each project as well: the same, of what each of them owns."""

from dataclasses import replace

from accounts.api.endpoints import ROOT, Endpoint
from projects import access
from projects.api.endpoints import ProjectEndpoint
from projects.models import Project
from projects.owners import By
from projects.roles import Action


class OwnedEndpoint(Endpoint):
    """A path below ``/replication``, about what the system owns; see ``of_project``.

    Handlers take what the path names from ``kwargs``: a project's path names one thing more.
    """

    @property
    def owner(self) -> Project | None:
        return None

    @property
    def owner_id(self) -> int | None:
        return None if self.owner is None else self.owner.pk

    @property
    def acting(self) -> By:
        """Who does what the request asks for, with the right to it."""
        return self.by

    def address(self, tail: str) -> str:
        """Where clients find what has just been made."""
        below = "" if self.owner is None else f"/projects/{self.owner.pk}"
        return f"{ROOT}{below}/replication/{tail}"


class OfProject(ProjectEndpoint, OwnedEndpoint):
    """Before an endpoint of the system: it is about what the project of the path owns.

    What it takes a right of the system for takes the right of the same name in the project.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.operations = {
            method: replace(declared, needs=Action(declared.needs))
            for method, declared in cls.operations.items()
        }

    @property
    def owner(self) -> Project:
        return self.project

    @property
    def acting(self) -> By:
        needs = self.operations[str(self.request.method)].needs
        return access.of(self.by, Action(needs), self.project)


def of_project(endpoint: type[OwnedEndpoint]) -> type[OwnedEndpoint]:
    """The same endpoint below a project."""
    return type(f"Own{endpoint.__name__}", (OfProject, endpoint), {"__doc__": endpoint.__doc__})
