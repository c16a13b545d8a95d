"""This registry as an end of a transfer."""

import pytest

from accounts.models import User
from artifacts.models import Repository
from projects import projects
from projects.models import Project
from replication.local import Local


def test_two_tasks_may_make_the_project_at_the_same_time(
    root: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(projects, "find", lambda _: None)  # as it was when both looked
        for _ in range(2):
            Local().prepare("copies/app", is_public=False)
    assert Project.objects.get(name="copies").owner == root
    assert not Repository.objects.exists()
