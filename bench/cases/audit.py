"""The audit log at its full size: pages of every filter, and the stream of an export."""

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Any

import httpx

from bench.cases.base import P50, P95, Case, Figure
from bench.registries import Registry
from tests.support.postgresql import PostgresCluster
from tests.support.server import ADMIN, REPOSITORY_ROOT, Server

EXPORT = Figure("exported rows/s")
ROUNDS = 8
AT_ONCE = 250_000

_FILL = """
INSERT INTO audit_auditlog (op_time, username, principal_id, principal_kind, credential, operation,
 resource_type, resource, project_id, succeeded, source_address, user_agent, request_id, details)
SELECT now() - interval '90 days' * (1 - g / {rows}::float),
 CASE WHEN g % 10 < 7 THEN 'robot$ci-' || g % 20 ELSE 'user-' || (g * 7919) % 2000 END,
 g % 2000, CASE WHEN g % 10 < 7 THEN 'robot' ELSE 'user' END, 'bearer', k.operation, k.type,
 'project-' || (g * 6007) % 400 || '/repository-' || (g * 31) % 300 || ':' || g,
 (g * 6007) % 400, g % 50 <> 0, '10.0.' || (g * 17) % 16 || '.' || (g * 29) % 250,
 'docker/24.0.7', md5(g::text)::varchar(16), jsonb_build_object('digest', md5(g::text))
FROM generate_series({first}::bigint, {last}::bigint) g, LATERAL (SELECT
 (ARRAY['pull','pull','pull','create','create','create','create','delete','update','login'])
  [1 + CASE WHEN (g * 3571) % 1000 < 980 THEN (g * 3571) % 7 ELSE 7 + g % 3 END] AS operation,
 (ARRAY['artifact','artifact','artifact','artifact','blob','upload','upload','artifact','member',
  'user'])[1 + CASE WHEN (g * 3571) % 1000 < 980 THEN (g * 3571) % 7 ELSE 7 + g % 3 END] AS type
) k
"""
_STATEMENTS = """
import json, sys
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SET statement_timeout = 0")
    for statement in json.load(sys.stdin):
        cursor.execute(statement)
"""
_FILTERS: tuple[Mapping[str, Any], ...] = (
    {},
    {"project_id": 153},
    {"username": "user-77"},
    {"username": "nobody"},
    {"operation": "delete"},
    {"operation": "pull"},
    {"resource_type": "member"},
    {"source_address": "10.0.5.100"},
    {"succeeded": "false"},
    {"principal_kind": "user"},
    {"resource": "repository-7"},
    {"text": "there is nothing of that name"},
    {"project_id": 153, "operation": "delete"},
)


class AuditLog(Case):
    """P10, its second half. Each registry of the run is left alone: the log is one of its own."""

    key = "P10"
    group = "audit"
    goal = "≤ 200 ms p95"
    figures = (P95, P50, EXPORT)

    def __init__(self, rows: int) -> None:
        self.title = f"audit page of 100 among {rows:,} rows"
        self._rows = rows
        self._cluster = PostgresCluster()
        self._server: Server | None = None

    def takes(self, registry: Registry) -> bool:
        return registry.key == "postgresql"

    def prepare(self, registry: Registry) -> None:
        self._cluster.start()
        self._server = Server(database_url=self._cluster.create_database()).start()
        fills = [
            _FILL.format(first=first, last=min(first + AT_ONCE, self._rows) - 1, rows=self._rows)
            for first in range(0, self._rows, AT_ONCE)
        ]
        subprocess.run(
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", _STATEMENTS],
            input=json.dumps([*fills, "VACUUM ANALYZE audit_auditlog"]),
            env=self._server.environment,
            cwd=REPOSITORY_ROOT,
            text=True,
            check=True,
        )

    def measure(self, registry: Registry, seed: int) -> Mapping[str, float]:
        assert self._server, "prepare comes first"
        login = (ADMIN, self._server.admin_password)
        url = f"{self._server.base_url}/api/v2.0/audit"
        with httpx.Client(base_url=url, auth=login, timeout=120) as client:
            times = sorted(self._pages(client, random.Random(seed)))
            return {
                P95.name: times[int(len(times) * 0.95)],
                P50.name: statistics.median(times),
                EXPORT.name: self._export(client),
            }

    def end(self) -> None:
        if self._server:
            self._server.stop()
            self._server.remove()
        self._cluster.remove()

    @staticmethod
    def _pages(client: httpx.Client, source: random.Random) -> Iterator[float]:
        """Milliseconds of first pages, and of pages anywhere in the log."""
        for filter_ in _FILTERS:
            for number in range(ROUNDS):
                days = source.uniform(0, 80) if number % 2 else 0
                until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - days * 86400))
                asked = {"page_size": 100, "until": until, **filter_}
                began = time.monotonic()
                client.get("/rows", params=asked).raise_for_status()
                yield (time.monotonic() - began) * 1000

    @staticmethod
    def _export(client: httpx.Client) -> float:
        since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 4 * 86400))
        began, rows = time.monotonic(), 0
        with client.stream("GET", "/export", params={"format": "csv", "since": since}) as answer:
            answer.raise_for_status()
            for part in answer.iter_bytes():
                rows += part.count(b"\n")
        return rows / (time.monotonic() - began)
