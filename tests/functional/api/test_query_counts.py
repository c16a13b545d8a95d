"""Lists ask the database the same number of questions however long their pages are."""

import base64

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import users
from accounts.models import User
from accounts.principals import SYSTEM_CALLER
from projects import members, projects
from projects.models import Project
from projects.roles import Role

PASSWORD = "Right-Length-1"


@pytest.fixture
def owner(db: None) -> User:
    return users.create(
        username="owner", email="owner@example.com", password=PASSWORD, is_admin=True,
        by=SYSTEM_CALLER,
    )  # fmt: skip


def queries_of(path: str, username: str) -> tuple[int, int]:
    """Ask once; returns how many rows and how many queries it took."""
    credentials = base64.b64encode(f"{username}:{PASSWORD}".encode()).decode()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = Client().get(path, headers={"Authorization": f"Basic {credentials}"})
    assert answer.status_code == 200
    selects = [query for query in asked if query["sql"].startswith("SELECT")]
    return len(answer.json()), len(selects)


def make_projects(number: int, owner: User, member: User) -> None:
    for index in range(number):
        wanted = projects.Wanted(name=f"project-{Project.objects.count()}-{index}")
        project = projects.create(wanted=wanted, by=SYSTEM_CALLER)
        members.add(project=project, user=member, role=Role.DEVELOPER, by=SYSTEM_CALLER)


def test_lists_take_a_fixed_number_of_queries(owner: User) -> None:
    member = users.create(
        username="member", email="member@example.com", password=PASSWORD, by=SYSTEM_CALLER
    )
    make_projects(1, owner, member)
    project = Project.objects.get()
    lists = {
        "/api/v2.0/projects": 6,
        f"/api/v2.0/projects/{project.pk}/members": 6,
        "/api/v2.0/users/search?username=e": 3,
    }
    ContentType.objects.get_for_model(Project)
    for path in lists:
        queries_of(path, "member")
    few = {path: queries_of(path, "member") for path in lists}
    make_projects(8, owner, member)
    for index in range(4):
        user = users.create(
            username=f"more-{index}", email=f"{index}@example.com", password=PASSWORD,
            by=SYSTEM_CALLER,
        )  # fmt: skip
        members.add(project=project, user=user, role=Role.GUEST, by=SYSTEM_CALLER)
    many = {path: queries_of(path, "member") for path in lists}
    assert all(many[path][0] > few[path][0] for path in lists)
    assert {path: count for path, (_, count) in few.items()} == lists
    assert {path: count for path, (_, count) in many.items()} == lists
