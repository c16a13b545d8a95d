"""Pages of the log: filters, who sees what, and pages that neither skip nor repeat."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from accounts.principals import Kind, Principal, of_user
from accounts.rights import Ceiling
from audit import filters, pages, visibility
from audit.errors import CursorInvalid, RangeInvalid, RowUnknown
from audit.filters import Filter, Place
from audit.models import AuditLog
from projects import members
from projects.models import Project
from projects.roles import Action, Role
from tests.support.domain import a_project, a_user, caller
from tests.unit.audit.log import a_deed, do, kind_of, someone

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture
def stock() -> list[AuditLog]:
    """Rows of all kinds; several share a time, and ids are not in the order of times."""
    source = random.Random(4)
    deeds = []
    for number in range(300):
        kind = kind_of(
            source.choice(["create_artifact", "pull_artifact", "delete_tag", "update_member"])
        )
        who = source.choice(["dora", "mona", "robot$ci"])
        deeds.append(
            kind(
                by=someone(
                    who,
                    address=source.choice(["192.0.2.1", "192.0.2.2", "2001:db8::1"]),
                    kind=Kind.ROBOT if "$" in who else Kind.USER,
                ),
                resource=f"acme/app{number % 10}:{number}",
                project_id=source.choice([1, 2, 3, None]),
                succeeded=source.random() < 0.8,
                at=NOON + timedelta(minutes=source.randrange(60)),
            )
        )
    return do(*deeds)


def walk(wanted: Filter, size: int = 7) -> list[AuditLog]:
    """All pages, each from where the one before it ended, told as clients tell it."""
    found, after = [], None
    while True:
        page = pages.page(wanted, after=after, size=size)
        assert len(page.rows) <= size
        found += page.rows
        if page.after is None:
            return found
        after = Place.parse(str(page.after))


def expected(stock: list[AuditLog], **wanted: Any) -> list[AuditLog]:
    rows = [row for row in stock if all(getattr(row, k) == v for k, v in wanted.items())]
    return sorted(rows, key=lambda row: (row.op_time, row.pk), reverse=True)


FILTERS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {}),
    ({"username": "dora"}, {"username": "dora"}),
    ({"projects": (2,)}, {"project_id": 2}),
    ({"operations": ("delete",)}, {"operation": "delete"}),
    ({"operations": ("create",)}, {"operation": "create"}),
    ({"resource_types": ("member",)}, {"resource_type": "member"}),
    ({"resource_types": ("artifact",)}, {"resource_type": "artifact"}),
    ({"source_address": "192.0.2.2"}, {"source_address": "192.0.2.2"}),
    ({"succeeded": False}, {"succeeded": False}),
    ({"principal_kind": "robot"}, {"principal_kind": "robot"}),
    ({"credential": "password"}, {"credential": "password"}),
    (
        {"username": "mona", "projects": (1,), "operations": ("update",), "succeeded": True},
        {"username": "mona", "project_id": 1, "operation": "update", "succeeded": True},
    ),
]


@pytest.mark.parametrize("looked_at", [1, 10, 50_000])
@pytest.mark.parametrize(("wanted", "fields"), FILTERS, ids=str)
def test_pages_hold_what_fits_newest_first_and_each_row_once(
    stock: list[AuditLog],
    wanted: dict[str, Any],
    fields: dict[str, Any],
    looked_at: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "LOOKED_AT", looked_at)
    assert walk(Filter(**wanted)) == expected(stock, **fields)


@pytest.mark.parametrize("looked_at", [5, 50_000])
@pytest.mark.parametrize("projects", [(), (1, 2), (1, 2, 3), tuple(range(1, 200))])
@pytest.mark.parametrize("more", [{}, {"username": "dora"}, {"text": "APP3"}], ids=str)
def test_pages_of_several_projects_are_merged(
    stock: list[AuditLog],
    projects: tuple[int, ...],
    more: dict[str, Any],
    looked_at: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "LOOKED_AT", looked_at)
    rows = [row for row in stock if row.project_id in projects]
    if "username" in more:
        rows = [row for row in rows if row.username == "dora"]
    if "text" in more:
        rows = [row for row in rows if "app3" in row.resource]
    assert walk(Filter(projects=projects, **more)) == expected(rows)


def test_a_range_of_time_has_both_ends_in_it(stock: list[AuditLog]) -> None:
    since, until = NOON + timedelta(minutes=20), NOON + timedelta(minutes=30)
    rows = walk(Filter(since=since, until=until))
    assert rows == [row for row in expected(stock) if since <= row.op_time <= until]
    with pytest.raises(RangeInvalid):
        Filter(since=until, until=since)


@pytest.mark.parametrize(
    ("wanted", "is_found"),
    [
        ({"resource": "APP3"}, lambda row: "app3" in row.resource),
        ({"resource": "%"}, lambda _: False),
        ({"resource": "_"}, lambda _: False),
        ({"text": "2001:DB8"}, lambda row: row.source_address == "2001:db8::1"),
        ({"text": "$"}, lambda row: row.username == "robot$ci"),
        ({"operations": ("delete", "pull")}, lambda row: row.operation in {"delete", "pull"}),
    ],
    ids=lambda value: "as told" if callable(value) else str(value),
)
def test_text_is_looked_for_as_it_is(stock: list[AuditLog], wanted: Any, is_found: Any) -> None:
    assert walk(Filter(**wanted)) == [row for row in expected(stock) if is_found(row)]


def test_a_row_is_found_by_its_request(stock: list[AuditLog]) -> None:
    assert walk(Filter(request_id=stock[5].request_id)) == [stock[5]]


@pytest.mark.parametrize(
    "text", ["", "1", "_1", "2026-01-01_x", "2026-01-01T00:00:00_1", "2026-01-01T00:00:00+00:00_-1"]
)
def test_a_place_that_no_page_gave_is_refused(text: str) -> None:
    with pytest.raises(CursorInvalid):
        Place.parse(text)


def test_a_place_survives_a_plus_that_became_a_blank() -> None:
    place = Place(NOON, 5)
    assert Place.parse(str(place).replace("+", " ")) == place


@pytest.fixture
def long_log() -> None:
    """A day of mostly pushes and pulls, counted: PostgreSQL chooses indexes by its statistics."""
    AuditLog.objects.bulk_create(
        AuditLog(
            op_time=NOON - timedelta(seconds=10 * number),
            username=f"user-{number % 40}",
            source_address=f"192.0.2.{number % 40}",
            project_id=number % 40,
            operation="update" if number % 50 == 0 else ("create", "pull")[number % 2],
            resource_type="tag" if number % 50 == 0 else "artifact",
        )
        for number in range(5_000)
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE audit_auditlog")


@pytest.mark.usefixtures("long_log")
@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ({}, "audit_by_time"),
        ({"projects": (2,)}, "audit_by_project"),
        ({"username": "user-3"}, "audit_by_username"),
        ({"source_address": "192.0.2.1"}, "audit_by_address"),
        ({"operations": ("delete",)}, "audit_by_operation"),
        ({"resource_types": ("member",)}, "audit_by_type"),
        ({"operations": ("pull",)}, "audit_by_time"),
        ({"resource_types": ("artifact",)}, "audit_by_time"),
    ],
    ids=str,
)
def test_every_filter_walks_an_index_that_is_in_the_order_of_pages(
    wanted: dict[str, Any], index: str
) -> None:
    place = Place(NOON, 7)
    wanted_rows = Filter(**wanted, since=NOON - timedelta(days=1)).rows()
    plan = filters.older(wanted_rows, place)[:10].explain()
    assert index in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan


def test_administrators_see_all_and_project_admins_their_projects(project: Project) -> None:
    other = a_project("other")
    petra, mona = a_user("petra"), a_user("mona")
    by = caller(a_user("root", is_admin=True))
    members.add(project=project, user=petra, role=Role.PROJECT_ADMIN, by=by)
    members.add(project=other, user=petra, role=Role.MAINTAINER, by=by)
    members.add(project=project, user=mona, role=Role.MAINTAINER, by=by)
    assert visibility.projects_of(by.principal) is None
    assert visibility.projects_of(of_user(petra)) == (project.pk,)
    assert visibility.projects_of(of_user(mona)) == ()


def test_a_credential_sees_no_more_than_its_ceiling(project: Project) -> None:
    def robot(ceiling: Ceiling) -> Principal:
        return Principal(5, "robot$ci", False, 1, Kind.ROBOT, ceiling)  # noqa: FBT003

    log = frozenset({Action.LOG_LIST.value})
    assert visibility.projects_of(robot(Ceiling())) == ()
    assert visibility.projects_of(robot(Ceiling(projects={project.pk: log}))) == (project.pk,)
    assert project.pk in (visibility.projects_of(robot(Ceiling(everywhere=log))) or ())
    assert visibility.projects_of(robot(Ceiling(system=frozenset({"audit-log:list"})))) is None
    admin = Principal(1, "admin", True, 1, Kind.USER, Ceiling(projects={project.pk: log}))  # noqa: FBT003
    assert visibility.projects_of(admin) == (project.pk,)


def test_a_row_of_a_hidden_project_looks_like_none(stock: list[AuditLog]) -> None:
    row = next(row for row in stock if row.project_id == 1)
    assert pages.get(row.pk, projects=None) == row
    assert pages.get(row.pk, projects=(1,)) == row
    for row_id, projects in ((row.pk, (2,)), (row.pk, ()), (10**9, None), (2**70, None)):
        with pytest.raises(RowUnknown):
            pages.get(row_id, projects=projects)
    systems = next(row for row in stock if row.project_id is None)
    with pytest.raises(RowUnknown):
        pages.get(systems.pk, projects=(1, 2, 3))


def test_projects_are_named_deleted_ones_too(project: Project) -> None:
    rows = do(a_deed(project_id=project.pk), a_deed(project_id=10**6), a_deed())
    Project.objects.filter(pk=project.pk).update(deleted_at=NOON)
    assert pages.project_names(rows) == {project.pk: project.name}
