"""The small cast of domain tests: rows made through the domain's own functions."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from accounts import users
from accounts.models import User
from accounts.passwords import Hasher
from accounts.principals import SYSTEM_CALLER, Caller, Credential, Source, of_user
from artifacts import stores
from oci.reference import RepositoryName
from projects import projects
from projects.access import Access
from projects.models import Project
from projects.roles import Action

PASSWORD = "Sesame-4321"
_numbers = itertools.count()


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real hashes of little cost, where the cost is not what is tested."""
    monkeypatch.setattr(Hasher, "time_cost", 1)
    monkeypatch.setattr(Hasher, "memory_cost", 8)
    monkeypatch.setattr(Hasher, "parallelism", 1)


@pytest.fixture
def root(db: None, quick_hashes: None) -> User:
    return a_user("admin", is_admin=True)


@pytest.fixture
def project(root: User) -> Project:
    return a_project(f"acme{next(_numbers)}")


@pytest.fixture
def name(project: Project) -> RepositoryName:
    return RepositoryName.parse(f"{project.name}/app")


@pytest.fixture
def access(project: Project, root: User) -> Access:
    return Access(caller(root), project.pk, project.epoch, frozenset(Action))


@pytest.fixture
def storage(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """A store of the test's own."""
    settings.STORAGE_ROOT = tmp_path
    stores.blob_store.cache_clear()
    yield tmp_path
    stores.blob_store.cache_clear()


def a_user(username: str, *, is_admin: bool = False) -> User:
    return users.create(
        username=username,
        email=f"{username}@example.org",
        password=PASSWORD,
        is_admin=is_admin,
        by=SYSTEM_CALLER,
    )


def a_project(name: str, *, is_public: bool = False, limit: int = -1) -> Project:
    wanted = projects.Wanted(name=name, is_public=is_public, storage_limit=limit)
    return projects.create(wanted=wanted, by=SYSTEM_CALLER)


def caller(user: User) -> Caller:
    return Caller(of_user(user), Credential.PASSWORD, Source())
