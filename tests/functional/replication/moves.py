"""Replication as its administrator drives it: registries, policies and runs through the API."""

import uuid
from collections import Counter
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

from tests.support.api import ApiClient, _made
from tests.support.connection import require
from tests.support.people import Person
from tests.support.processes import wait_until

SECONDS = 90
"""For a run, on a machine that is busy with other tests."""


class Peer(Protocol):
    """Another registry, as this one is told of it."""

    @property
    def url(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def login(self) -> Person: ...
    @property
    def authority(self) -> str: ...


@dataclass(frozen=True)
class Ran:
    """A run that has ended."""

    api: ApiClient
    told: dict[str, Any]
    owner: str = ""

    @property
    def status(self) -> str:
        return str(self.told["status"])

    @property
    def sent(self) -> int:
        return int(self.told["bytes"]["sent"])

    @property
    def items(self) -> list[dict[str, Any]]:
        return list(_read(self.api, f"{self._path}/items", page_size=100))

    @property
    def verdicts(self) -> Counter[str]:
        return Counter(item["verdict"] for item in self.items)

    @property
    def tasks(self) -> list[dict[str, Any]]:
        return list(_read(self.api, f"{self._path}/tasks", page_size=100))

    @property
    def log(self) -> str:
        """Of all of its tasks, that of the survey first."""
        ids = [self.told["list_task_id"], *(task["id"] for task in self.tasks)]
        paths = [f"{self._path}/tasks/{one}/log" for one in ids if one is not None]
        return "\n".join(require(self.api.get(path), HTTPStatus.OK).text for path in paths)

    @property
    def _path(self) -> str:
        return f"{self.owner}/replication/executions/{self.told['id']}"

    def require_success(self) -> "Ran":
        assert self.status == "Succeed", (self.told, self.items, self.log)
        return self


@dataclass(frozen=True)
class Moves:
    """What an administrator does, or that of a project below its path, the *owner*."""

    api: ApiClient
    owner: str = ""

    @property
    def runs(self) -> str:
        return f"{self.owner}/replication/executions"

    def registry(self, peer: Peer, **more: Any) -> int:
        credential = {"type": "basic", "access_key": peer.login[0], "access_secret": peer.login[1]}
        body = {
            "name": f"peer-{uuid.uuid4().hex[:10]}",
            "type": peer.kind,
            "url": peer.url,
            "ca_certificate": peer.authority,
            "credential": credential,
        }
        return _made(self.api.post(f"{self.owner}/registries", json=body | more))

    def push_policy(self, registry: int, names: str, **more: Any) -> int:
        return self._policy({"dest_registry": {"id": registry}}, names, more)

    def pull_policy(self, registry: int, names: str, **more: Any) -> int:
        return self._policy({"src_registry": {"id": registry}}, names, more)

    def _policy(self, ends: dict[str, Any], names: str, more: dict[str, Any]) -> int:
        filters = [{"type": "name", "value": names}, *more.pop("filters", ())]
        body = {"name": f"policy-{uuid.uuid4().hex[:10]}", "enabled": True, "override": True}
        more.setdefault("dest_namespace_replace_count", 1)
        wanted = body | ends | {"filters": filters} | more
        return _made(self.api.post(f"{self.owner}/replication/policies", json=wanted))

    def begin(self, policy: int, *, dry_run: bool = False) -> int:
        body = {"policy_id": policy, "dry_run": dry_run}
        return _made(self.api.post(self.runs, json=body))

    def end_of(self, execution: int, *, within: float = SECONDS) -> Ran:
        path = f"{self.runs}/{execution}"
        wait_until(
            lambda: _read(self.api, path)["status"] != "InProgress",
            what="the replication ends",
            within=within,
            every=0.2,
        )
        return Ran(self.api, _read(self.api, path), self.owner)

    def run(self, policy: int, *, dry_run: bool = False, within: float = SECONDS) -> Ran:
        return self.end_of(self.begin(policy, dry_run=dry_run), within=within)

    def runs_of(self, policy: int) -> list[dict[str, Any]]:
        """The newest first."""
        return list(_read(self.api, self.runs, policy_id=policy, page_size=100))

    def next_run_of(self, policy: int, *, known: int = 0) -> Ran:
        """Wait for one that nobody began by hand, after so many that are *known*."""
        found = wait_until(
            lambda: self.runs_of(policy)[known:][-1:] if len(self.runs_of(policy)) > known else [],
            what="a run begins by itself",
            within=SECONDS,
            every=0.2,
        )
        return self.end_of(found[0]["id"])


def _read(api: ApiClient, path: str, **query: Any) -> Any:
    return require(api.get(path, params=query), HTTPStatus.OK).json()
