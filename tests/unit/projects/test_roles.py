"""The matrix is Harbor's, pair for pair."""

import itertools

import pytest

from projects.roles import NOT_IN_HARBOR, PUBLIC_ACTIONS, ROLE_ACTIONS, Action, Role


@pytest.mark.parametrize(
    ("role", "pairs"),
    [
        (Role.PROJECT_ADMIN, 75),
        (Role.MAINTAINER, 53),
        (Role.DEVELOPER, 36),
        (Role.GUEST, 20),
        (Role.LIMITED_GUEST, 14),
    ],
)
def test_each_role_has_as_many_pairs_as_in_harbor(role: Role, pairs: int) -> None:
    assert len(ROLE_ACTIONS[role] - NOT_IN_HARBOR) == pairs


def test_what_harbor_does_not_have_is_for_project_admins() -> None:
    holders = {role for role, actions in ROLE_ACTIONS.items() if actions & NOT_IN_HARBOR}
    assert holders == {Role.PROJECT_ADMIN}
    assert ROLE_ACTIONS[Role.PROJECT_ADMIN] >= NOT_IN_HARBOR


def test_twelve_pairs_are_public() -> None:
    assert len(PUBLIC_ACTIONS) == 12
    assert Action.REPOSITORY_PULL in PUBLIC_ACTIONS
    assert Action.REPOSITORY_READ not in PUBLIC_ACTIONS


def test_each_role_includes_the_weaker_ones() -> None:
    order = (
        Role.LIMITED_GUEST,
        Role.GUEST,
        Role.DEVELOPER,
        Role.MAINTAINER,
        Role.PROJECT_ADMIN,
    )
    for weaker, stronger in itertools.pairwise(order):
        assert ROLE_ACTIONS[weaker] < ROLE_ACTIONS[stronger]


@pytest.mark.parametrize(
    ("action", "roles"),
    [
        (Action.REPOSITORY_PULL, {1, 2, 3, 4, 5}),
        (Action.REPOSITORY_PUSH, {1, 2, 4}),
        (Action.REPOSITORY_DELETE, {1, 4}),
        (Action.MEMBER_LIST, {1, 2, 3, 4}),
        (Action.MEMBER_CREATE, {1}),
        (Action.LOG_LIST, {1}),
        (Action.TAG_RETENTION_OPERATE, {1, 2, 4}),
        (Action.METADATA_READ, {1, 4}),
    ],
)
def test_who_may_what(action: Action, roles: set[int]) -> None:
    assert {int(role) for role, actions in ROLE_ACTIONS.items() if action in actions} == roles
