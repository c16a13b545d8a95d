"""AZ-01: every operation, tried by every kind of caller, in every kind of project."""

import json
import uuid
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import httpx
import pytest

from tests.functional.matrix import callers as kinds
from tests.functional.matrix import routes
from tests.functional.matrix.callers import Caller, Place
from tests.functional.matrix.rights import HOLDERS
from tests.functional.matrix.rows import ELSEWHERE, ROWS, Row
from tests.support import people as cast_of
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import an_image
from tests.support.people import Person
from tests.support.registry import RegistryClient
from tests.support.server import Server

NOBODYS = 999_999_999
DIGEST = f"sha256:{'a' * 64}"
NEEDS_NO_RESOURCE = ("nothing", "login", "user", "person")
DENIED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
CELLS = 3_000


def _unused() -> dict[str, Any]:
    """Names of things that are in no project."""
    return {
        "project": f"none-{uuid.uuid4().hex[:8]}",
        "project_id": NOBODYS,
        "member_id": NOBODYS,
        "rule_id": NOBODYS,
        "label_id": NOBODYS,
        "policy_id": NOBODYS,
        "execution_id": NOBODYS,
        "task_id": NOBODYS,
        "robot_id": NOBODYS,
        "token_id": NOBODYS,
        "row_id": NOBODYS,
        "run_id": NOBODYS,
        "purge_id": NOBODYS,
        "removal_id": NOBODYS,
        "registry_id": NOBODYS,
        "replication_id": NOBODYS,
        "replication_run_id": NOBODYS,
        "replication_task_id": NOBODYS,
        "job_id": NOBODYS,
        "job_type": "none",
        "pool_id": "none:1",
        "key": "strange",
        "repository": "none",
        "reference": DIGEST,
        "digest": DIGEST,
        "tag": "none",
        "addition": "none",
        "upload": "0" * 32,
    }


class World:
    """The projects, the callers, and fresh things for requests that would take them away."""

    def __init__(self, api: ApiClient, registry: RegistryClient, logins: dict[str, Person]) -> None:
        self.api, self._registry = api, registry
        self.user_id = self._user()
        self.places = [
            self._place(kinds.HOME, logins, public=False),
            self._place(kinds.OPEN_HOME, logins, public=True),
            self._place(kinds.OTHER, None, public=False),
            self._place(kinds.OPEN_OTHER, None, public=True),
            Place(kinds.ABSENT, _unused() | {"user_id": self.user_id, "quota_id": NOBODYS}),
        ]
        home, open_home, elsewhere = (self.places[at].names["project"] for at in (0, 1, 2))
        self.callers = [
            *kinds.people(api, logins),
            *kinds.robots(api, home, elsewhere),
            *kinds.tokens(api.as_(*logins["petra"]), open_home),
        ]

    def fresh(self, place: Place) -> Place:
        """The same place with a label, a robot and a user that may go.

        Of what a project has one alone, a policy, it is that; see ``mend``.
        """
        project, project_id = place.names["project"], place.names["project_id"]
        more = {
            "label_id": self._label(project_id),
            "robot_id": self._robot(project),
            "user_id": self._user(),
        }
        self.mend(place)
        return Place(place.kind, {**place.names, **more})

    def mend(self, place: Place) -> None:
        """Give the place a policy, where a request has taken it away."""
        project_id = place.names["project_id"]
        metadata = self.api.get(f"/projects/{project_id}").json()["metadata"]
        if "retention_id" not in metadata:
            body = {"scope": {"level": "project", "ref": project_id}}
            place.names["policy_id"] = _id_of(self.api.post("/retentions", json=body))

    def _place(self, kind: str, logins: dict[str, Person] | None, *, public: bool) -> Place:
        project = f"matrix-{uuid.uuid4().hex[:8]}"
        project_id = self.api.create_project(project, public=public)
        if logins is not None:
            for who, role in cast_of.ROLE_OF.items():
                self.api.add_member(project, logins[who].username, role)
        self._registry.push(f"{project}/app:v1", an_image())
        names = {"project": project, "project_id": project_id, "quota_id": NOBODYS}
        return self.fresh(Place(kind, _unused() | names))

    def _label(self, project_id: int) -> int:
        body = {"name": uuid.uuid4().hex, "scope": "p", "project_id": project_id}
        return _id_of(self.api.post("/labels", json=body))

    def _robot(self, project: str) -> int:
        access = [{"resource": "repository", "action": "pull"}]
        permissions = [{"kind": "project", "namespace": project, "access": access}]
        name = f"r{uuid.uuid4().hex[:10]}"
        body = {"name": name, "level": "project", "duration": -1, "permissions": permissions}
        return _id_of(self.api.post("/robots", json=body))

    def _user(self) -> int:
        return self.api.create_user(f"matrix-{uuid.uuid4().hex[:10]}", "Of-No-Use-1")


def _id_of(made: httpx.Response) -> int:
    require(made, HTTPStatus.CREATED)
    return int(made.headers["Location"].rpartition("/")[2])


@pytest.fixture(scope="module")
def world(server: Server, api: ApiClient, admin: Person) -> Iterator[World]:
    logins = {
        name: Person(f"{name}-{uuid.uuid4().hex[:6]}", f"{name.title()}-Knows-1")
        for name in (*cast_of.ROLE_OF, cast_of.OUTSIDER)
    }
    for person in logins.values():
        api.create_user(*person)
    registry = RegistryClient(server.base_url).as_(*admin)
    yield World(api, registry, logins)
    registry.close()


def test_az_01_every_operation_has_a_row_and_every_row_an_operation() -> None:
    found = {*routes.of_api(), *routes.of_wire()}
    assert found - ROWS.keys() - ELSEWHERE.keys() == set(), "operations without a row"
    assert (ROWS.keys() | ELSEWHERE.keys()) - found == set(), "rows without an operation"


def test_az_01_there_are_enough_cells(world: World) -> None:
    cells = [cell for name in ROWS for cell in _cells(world, ROWS[name])]
    assert len(cells) >= CELLS


@pytest.mark.parametrize("name", ROWS)
def test_az_01_who_may_do_it_and_who_may_not(world: World, name: str) -> None:
    row, (method, path) = ROWS[name], name.split(" ")
    wrong = []
    for caller, place in _cells(world, row):
        expected = _expected(caller, row, place)
        at = world.fresh(place) if row.consumes and place.is_there and expected is None else place
        answer = _ask(caller, method, path, row, at)
        if at is not place:
            world.mend(place)
        if not _is_right(answer, expected):
            wrong.append(f"{caller.name} in {place.kind}: {answer.status_code}, not {expected}")
    assert wrong == []


def _cells(world: World, row: Row) -> list[tuple[Caller, Place]]:
    if row.where == "system":
        places = world.places[:1]
    else:
        places = [place for place in world.places if place.is_there or not row.by_child]
    return [(caller, place) for place in places for caller in world.callers]


def _expected(caller: Caller, row: Row, place: Place) -> HTTPStatus | None:
    """The status of a denial, or of what is hidden; none where the caller may."""
    if _may(caller, row, place):
        return None
    if not caller.is_known or row.where == "wire":
        return HTTPStatus.UNAUTHORIZED
    is_absent = not place.is_there and "project:list" in caller.system
    is_hidden = row.seen_with and not _sees(caller, row.seen_with, place)
    return HTTPStatus.NOT_FOUND if is_absent or is_hidden else HTTPStatus.FORBIDDEN


def _sees(caller: Caller, right: str, place: Place) -> bool:
    rights = HOLDERS if right == "anything" else [right]
    return any(kinds.is_allowed(caller, one, place) for one in rights)


def _may(caller: Caller, row: Row, place: Place) -> bool:
    if row.only is not None:
        return caller.name in row.only
    # Who says nothing on the wire is told where to get a token, even for what is public.
    is_mute = row.where == "wire" and not caller.is_known
    if is_mute or (row.for_people and not caller.is_person):
        return False
    return _has_right(caller, row, place)


def _has_right(caller: Caller, row: Row, place: Place) -> bool:
    if row.needs in NEEDS_NO_RESOURCE:
        return _has[row.needs](caller)
    if row.where == "system":
        return row.needs in caller.system
    return kinds.is_allowed(caller, row.needs, place)


_has: dict[str, Callable[[Caller], bool]] = {
    "nothing": lambda _: True,
    "login": lambda caller: caller.is_known,
    "user": lambda caller: caller.is_user,
    "person": lambda caller: caller.is_person,
}


def _ask(caller: Caller, method: str, path: str, row: Row, place: Place) -> httpx.Response:
    names = {**place.names, "name": f"{place.names['project']}/none"}
    more: dict[str, Any] = {
        "params": {key: value.format(**names) for key, value in row.query.items()}
    }
    if row.body is not None:
        more["json"] = _filled(row.body, names)
    return caller.client.request(method, f"/../..{path.format(**names)}", **more)


def _filled(body: Any, names: dict[str, Any]) -> Any:
    """Put names into the body; a value that is nothing but a number's name becomes the number."""
    text = json.dumps(body).replace('"{project_id}"', str(names["project_id"]))
    return json.loads(text.replace("{project}", names["project"]))


def _is_right(answer: httpx.Response, expected: HTTPStatus | None) -> bool:
    if expected is not None:
        return answer.status_code == expected
    return (
        answer.status_code not in DENIED and answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    )
