"""Harbor's API where it tells more than the specification: lists with labels, projects, tags."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from oci import media_types
from replication.adapters.base import Artifact, Found
from replication.adapters.oci import wire
from replication.adapters.oci.remote import OciRemote
from replication.adapters.oci.wire import Sent
from replication.errors import RemoteUnreachable
from replication.filters import Filters, Resource

API = "/api/v2.0"
PAGE = 100
OURS = "harbor_py"
"""What the version of this product ends with."""
_JSON = {"Content-Type": media_types.JSON}


class HarborRemote(OciRemote):
    """A Harbor, or this product elsewhere."""

    @cached_property
    def system(self) -> Mapping[str, Any]:
        """What it says of itself. Raises RemoteUnreachable if it is no Harbor."""
        path = f"{API}/systeminfo"
        reply = self.wire.ask("GET", path, scopes=None, expected=(200, 404), tries=1)
        told = _json(reply.data) if reply.status == HTTPStatus.OK else {}
        if not isinstance(told, dict) or not told.get("auth_mode"):
            raise RemoteUnreachable("malformed", "what answers there is not a Harbor")
        return told

    @cached_property
    def has_single_post(self) -> bool:  # type: ignore[override]
        return str(self.system.get("harbor_version", "")).endswith(OURS)

    def check(self) -> None:
        _ = self.system
        super().check()
        self.wire.ask("GET", f"{API}/projects?page_size=1", scopes=None, tries=1)

    # As a source

    def repositories(self, filters: Filters) -> Iterator[str]:
        if filters.exact_name is not None:
            yield filters.exact_name
            return
        asked = {"q": f"name=~{filters.prefix}"} if filters.prefix else {}
        for told in self._pages(f"{API}/repositories", asked):
            name = str(told.get("name", ""))
            if filters.has_repository(name) and not self._is_proxy(name):
                yield name

    def artifacts(self, repository: str, filters: Filters) -> Iterator[Artifact]:
        asked = {"with_tag": "true", "with_label": "true" if filters.labels else "false"}
        for told in self._pages(f"{_path(repository)}/artifacts", asked):
            names = [str(tag["name"]) for tag in told.get("tags") or []]
            wanted = tuple(name for name in names if filters.has_tag(name))
            labels = [str(label["name"]) for label in told.get("labels") or []]
            is_wanted = bool(wanted) or (not names and filters.has_tag(""))
            if is_wanted and filters.has_labels(labels) and _is_meant(told, filters):
                yield Artifact(wanted, str(told["digest"]), int(told.get("size") or 0))

    def is_public(self, repository: str) -> bool:
        project = self._project_of(repository)
        return bool((project.get("metadata") or {}).get("public") == "true")

    # As a target

    def tags(self, repository: str) -> Iterator[str]:
        return super().tags(repository) if self._project_of(repository) else iter(())

    def resolve(self, repository: str, reference: str) -> Found | None:
        """Where there is no project, it says that one may not look there, and no more."""
        return super().resolve(repository, reference) if self._project_of(repository) else None

    def prepare(self, repository: str, *, is_public: bool) -> None:
        name = repository.partition("/")[0]
        if self._project(name):
            return
        self._projects.pop(name, None)
        wanted = {"project_name": name, "metadata": {"public": "true" if is_public else "false"}}
        sent = Sent(_JSON, data=json.dumps(wanted).encode())
        self.wire.ask("POST", f"{API}/projects", scopes=None, sent=sent, expected=(201, 409))

    def delete(self, repository: str, tag: str, digest: str) -> None:
        path = f"{_path(repository)}/artifacts/{tag or digest}"
        if tag:
            path += f"/tags/{tag}"
        self.wire.ask("DELETE", path, scopes=None, expected=(200, 202, 404))

    # What these are made of

    def _is_proxy(self, repository: str) -> bool:
        """Whether its project only holds what was pulled through it from elsewhere."""
        return bool(self._project_of(repository).get("registry_id"))

    def _project_of(self, repository: str) -> Mapping[str, Any]:
        return self._project(repository.partition("/")[0])

    def _project(self, name: str) -> Mapping[str, Any]:
        """Asked for once; nothing where it is not there. One that is hidden may be."""
        if name not in self._projects:
            path = f"{API}/projects/{quote(name, safe='')}"
            sent = Sent({"X-Is-Resource-Name": "true"})
            reply = self.wire.ask("GET", path, scopes=None, sent=sent, expected=(200, 403, 404))
            hidden = {"name": name} if reply.status == HTTPStatus.FORBIDDEN else {}
            is_told = reply.status == HTTPStatus.OK
            self._projects[name] = _json(reply.data) if is_told else hidden
        return self._projects[name]

    @cached_property
    def _projects(self) -> dict[str, Mapping[str, Any]]:
        return {}

    def _pages(self, path: str, asked: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
        page = 1
        while True:
            query = urlencode({**asked, "page": str(page), "page_size": str(PAGE)})
            reply = self.wire.ask("GET", f"{path}?{query}", scopes=None, expected=(200, 404))
            told = [] if wire.is_end(reply, is_first=page == 1) else _json(reply.data)
            if not isinstance(told, list):
                raise RemoteUnreachable("malformed", "it answers other JSON than a Harbor does")
            yield from told
            if len(told) < PAGE:
                return
            page += 1


def _path(repository: str) -> str:
    """Slashes below the project are encoded twice."""
    project, _, name = repository.partition("/")
    return f"{API}/projects/{project}/repositories/{quote(quote(name, safe=''), safe='')}"


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError as error:
        raise RemoteUnreachable("malformed", "it answers no JSON") from error


def _is_meant(told: Mapping[str, Any], filters: Filters) -> bool:
    if filters.resource is None:
        return True
    is_image = told.get("type") == "IMAGE"
    return is_image is (filters.resource is Resource.IMAGE)
