"""Docker Hub's registry, with the names that its service for namespaces lists."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from replication.adapters.base import Connection, Limits
from replication.adapters.oci import outlets
from replication.adapters.oci.remote import MOST_PAGES, OciRemote
from replication.adapters.oci.wire import Sent, Wire
from replication.errors import RemoteRefuses, RemoteUnreachable
from replication.filters import Filters

REGISTRY = "https://registry-1.docker.io"
HUB = "https://hub.docker.com"
OFFICIAL = "library"


class HubRemote(OciRemote):
    """Repositories are listed a namespace at a time: a filter has to name it."""

    def __init__(self, connection: Connection, limits: Limits) -> None:
        super().__init__(replace(connection, url=REGISTRY), limits)
        hub = replace(connection, url=HUB, access_key="", secret="")
        self._hub = Wire(hub, limits, outlets.client_for(hub, limits))

    def close(self) -> None:
        super().close()
        self._hub.close()

    def repositories(self, filters: Filters) -> Iterator[str]:
        if filters.exact_name is not None:
            yield _full(filters.exact_name)
            return
        namespace = filters.prefix.partition("/")[0]
        if not namespace:
            raise RemoteRefuses(
                "filter", "Docker Hub lists one namespace at a time: name it, as in acme/**"
            )
        for name in self._names(namespace):
            if filters.has_repository(f"{namespace}/{name}"):
                yield f"{namespace}/{name}"

    def _names(self, namespace: str) -> Iterator[str]:
        headers = self._login()
        for page in range(1, MOST_PAGES):
            path = f"/v2/namespaces/{namespace}/repositories?page_size=100&page={page}"
            reply = self._hub.ask("GET", path, sent=Sent(headers), expected=(200, 404))
            told = _object(reply.data) if reply.status == HTTPStatus.OK else {}
            yield from (str(one["name"]) for one in told.get("results") or [])
            if not told.get("next"):
                return

    def _login(self) -> dict[str, str]:
        """A token for the service of namespaces, which shows private ones then."""
        own = self.wire.connection
        if not own.secret:
            return {}
        told = {"identifier": own.access_key, "secret": own.secret}
        sent = Sent({"Content-Type": "application/json"}, data=json.dumps(told).encode())
        reply = self._hub.ask("POST", "/v2/auth/token", sent=sent)
        return {"Authorization": f"Bearer {_object(reply.data).get('access_token', '')}"}


def _full(name: str) -> str:
    return name if "/" in name else f"{OFFICIAL}/{name}"


def _object(data: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(data)
    except ValueError as error:
        raise RemoteUnreachable("malformed", "it answers no JSON") from error
    return told if isinstance(told, dict) else {}
