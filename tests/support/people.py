"""The cast: one user for each role in a project, and one outsider."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tests.support.api import ApiClient

ROLE_OF = {
    "petra": "projectAdmin",
    "mona": "maintainer",
    "dora": "developer",
    "gus": "guest",
    "lena": "limitedGuest",
}
OUTSIDER = "nobody"


class Person(NamedTuple):
    username: str
    password: str


@dataclass(frozen=True)
class People:
    """The cast in one project: `people["dora"]`, `people.project`."""

    project: str
    by_name: Mapping[str, Person]

    def __getitem__(self, name: str) -> Person:
        return self.by_name[name]


def create(api: ApiClient) -> dict[str, Person]:
    """Make the users of the cast; once per server, for hashing a password is slow on purpose."""
    people = {name: Person(name, f"{name.title()}-Knows-1") for name in (*ROLE_OF, OUTSIDER)}
    for person in people.values():
        api.create_user(*person)
    return people


def in_new_project(api: ApiClient, by_name: Mapping[str, Person], *, public: bool) -> People:
    """Make a project with a new name in which everybody but the outsider has their role."""
    project = f"project-{uuid.uuid4().hex[:10]}"
    api.create_project(project, public=public)
    for name, role in ROLE_OF.items():
        api.add_member(project, by_name[name].username, role)
    return People(project, by_name)
