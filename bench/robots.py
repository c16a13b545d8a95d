"""A robot of the project of the bench, for what asks for tokens by itself."""

import uuid
from functools import cache
from http import HTTPStatus

from bench.registries import PROJECT, Registry
from bench.wrk import Failed
from tests.support.api import ApiClient
from tests.support.people import Person
from tests.support.server import ADMIN, ADMIN_PASSWORD


@cache
def robot(registry: Registry) -> Person:
    """One that may pull from the project and push to it; its secret costs little to check."""
    api = ApiClient(registry.url, (ADMIN, ADMIN_PASSWORD))
    access = [{"resource": "repository", "action": action} for action in ("pull", "push")]
    body = {
        "name": f"bench-{uuid.uuid4().hex[:8]}",
        "level": "project",
        "duration": -1,
        "permissions": [{"kind": "project", "namespace": PROJECT, "access": access}],
    }
    answer = api.post("/robots", json=body)
    api.close()
    if answer.status_code != HTTPStatus.CREATED:
        raise Failed(f"no robot was made: {answer.text}")
    made = answer.json()
    return Person(made["name"], made["secret"])
