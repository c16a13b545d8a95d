"""Immutable rules: what they select, how they are kept, and what they cost."""

import time
from dataclasses import replace
from functools import partial

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from audit.models import AuditLog
from oci.patterns import PatternInvalid
from projects import access as accesses
from projects import immutability, projects
from projects.access import Access
from projects.errors import RuleExists, RuleInvalid, RuleUnknown, TagImmutable, TokenInvalid
from projects.immutability import Decoration, Protection, Selector, Wanted
from projects.models import ImmutableRule
from tests.support.domain import a_project, caller
from tests.support.threads import at_once, start


def in_repositories(*patterns: str, excluded: tuple[str, ...] = ()) -> list[Selector]:
    return [
        *(Selector(Decoration.REPOSITORY_MATCHES, pattern) for pattern in patterns),
        *(Selector(Decoration.REPOSITORY_EXCLUDES, pattern) for pattern in excluded),
    ]


def for_tags(*patterns: str, excluded: tuple[str, ...] = ()) -> list[Selector]:
    return [
        *(Selector(Decoration.TAG_MATCHES, pattern) for pattern in patterns),
        *(Selector(Decoration.TAG_EXCLUDES, pattern) for pattern in excluded),
    ]


def wanted(*tags: str) -> Wanted:
    return Wanted(repositories=in_repositories("**"), tags=for_tags(*tags))


@pytest.mark.parametrize(
    ("repositories", "tags", "repository", "tag", "is_protected"),
    [
        (in_repositories("**"), for_tags("**"), "app", "1", True),
        (in_repositories("app"), for_tags("v*"), "app", "v1", True),
        (in_repositories("app"), for_tags("v*"), "app", "V1", False),
        (in_repositories("app"), for_tags("v*"), "app/inner", "v1", False),
        (in_repositories("app/**"), for_tags("v*"), "app/inner", "v1", True),
        (in_repositories("*"), for_tags("*"), "app/inner", "v1", False),
        (in_repositories("{app,web}"), for_tags("v[0-9]"), "web", "v7", True),
        (in_repositories(excluded=("web",)), for_tags("*"), "web", "1", False),
        (in_repositories(excluded=("web",)), for_tags("*"), "app", "1", True),
        (in_repositories("app"), for_tags(excluded=("*-rc?",)), "app", "1-rc1", False),
        (in_repositories("app"), for_tags(excluded=("*-rc?",)), "app", "1", True),
        # All selectors count: one of those that match, and none of those that exclude.
        (in_repositories("app", "web"), for_tags("v*", "latest"), "web", "latest", True),
        (in_repositories("app", "web"), for_tags("v*", excluded=("*-rc?",)), "app", "v1", True),
        (in_repositories("*"), for_tags("v*", excluded=("*-rc?",)), "app", "v1-rc1", False),
        (in_repositories("*", excluded=("web",)), for_tags("*"), "web", "v1", False),
    ],
)  # fmt: skip
def test_a_rule_protects_what_its_selectors_select(  # a table
    access: Access,
    repositories: list[Selector],
    tags: list[Selector],
    repository: str,
    tag: str,
    is_protected: bool,  # noqa: FBT001  # a column of the table
) -> None:
    rule = immutability.add(wanted=Wanted(repositories=repositories, tags=tags), by=access)
    found = immutability.protecting(access.project_id, repository, tag)
    assert found == (rule if is_protected else None)


def test_among_many_names_the_protected_ones_are_found_with_one_query(access: Access) -> None:
    immutability.add(wanted=wanted("v*"), by=access)
    immutability.add(wanted=wanted("*-final"), by=access)
    names = [f"v{number}" for number in range(50)] + ["1-final", "1", "main"]
    with CaptureQueriesContext(connection) as queries:
        found = immutability.immutable_among(access.project_id, "app", names)
    assert found == set(names) - {"1", "main"}
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries:
        assert immutability.immutable_among(access.project_id, "app", []) == set()
    assert len(queries) == 0


def test_a_disabled_rule_and_one_of_another_project_protect_nothing(
    access: Access, root: User
) -> None:
    immutability.add(wanted=replace(wanted("*"), is_disabled=True), by=access)
    other = a_project("elsewhere")
    immutability.add(
        wanted=wanted("*"), by=Access(caller(root), other.pk, other.epoch, access.actions)
    )
    assert immutability.protecting(access.project_id, "app", "1") is None


def test_the_error_names_the_tag_and_the_rule(access: Access) -> None:
    rule = immutability.add(wanted=wanted("v*"), by=access)
    protection = Protection(project_id=access.project_id, repository="app")
    protection.require_movable("1")
    with pytest.raises(TagImmutable) as unmovable:
        protection.require_movable("v1")
    with pytest.raises(TagImmutable) as undeletable:
        protection.require_deletable("1", "v1")
    assert str(unmovable.value) == str(undeletable.value).replace("deleted", "updated")
    assert str(undeletable.value) == (
        "the tag v1 is configured as immutable, cannot be deleted:"
        f" immutable rule {rule.pk} (repoMatches '**': matches 'v*')"
    )


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"tags": []}, RuleInvalid),
        ({"tags": None}, RuleInvalid),
        ({"repositories": []}, RuleInvalid),
        ({"tags": for_tags(*map(str, range(11)))}, RuleInvalid),
        ({"tags": in_repositories("*")}, RuleInvalid),
        ({"repositories": for_tags("*")}, RuleInvalid),
        ({"tags": [Selector("likes", "*")]}, RuleInvalid),
        ({"tags": [Selector("matches", "*", kind="regex")]}, RuleInvalid),
        ({"tags": [Selector("matches", "*", extras="x" * 1025)]}, RuleInvalid),
        ({"priority": 2**31}, RuleInvalid),
        ({"tags": for_tags("")}, PatternInvalid),
        ({"tags": for_tags("v[1")}, PatternInvalid),
        ({"tags": for_tags("{a,b")}, PatternInvalid),
        ({"tags": for_tags("v" * 600)}, PatternInvalid),
        ({"repositories": in_repositories("a\0")}, PatternInvalid),
        ({"tags": for_tags("ok", excluded=("[",))}, PatternInvalid),
    ],
)
def test_what_is_no_rule_is_refused_and_none_is_made(
    access: Access, changed: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        immutability.add(wanted=replace(wanted("*"), **changed), by=access)
    assert not ImmutableRule.objects.exists()
    kept = immutability.add(wanted=wanted("*"), by=access)
    if changed != {"tags": None}:
        with pytest.raises(error):
            immutability.update(rule_id=kept.pk, wanted=Wanted(**changed), by=access)
        assert ImmutableRule.objects.get().tag_selectors == kept.tag_selectors


def test_a_rule_that_selects_the_same_is_refused_whatever_its_order(access: Access) -> None:
    first = immutability.add(wanted=wanted("a", "b"), by=access)
    again = replace(wanted("b", "a"), priority=7, is_disabled=True)
    with pytest.raises(RuleExists, match=f"rule {first.pk} "):
        immutability.add(wanted=again, by=access)
    other = immutability.add(wanted=wanted("c"), by=access)
    with pytest.raises(RuleExists):
        immutability.update(rule_id=other.pk, wanted=again, by=access)
    immutability.update(rule_id=first.pk, wanted=again, by=access)
    assert ImmutableRule.objects.count() == 2


def test_a_project_has_a_hundred_rules_at_most(access: Access) -> None:
    for number in range(immutability.RULES_AT_MOST):
        immutability.add(wanted=wanted(f"v{number}"), by=access)
    with pytest.raises(RuleInvalid, match="at most 100"):
        immutability.add(wanted=wanted("one-more"), by=access)


def test_a_toggle_keeps_what_else_was_changed_with_it(access: Access) -> None:
    rule = immutability.add(wanted=wanted("v1"), by=access)
    change = replace(wanted("v2"), is_disabled=True, priority=3)
    immutability.update(rule_id=rule.pk, wanted=change, by=access)
    rule.refresh_from_db()
    assert (rule.is_disabled, rule.priority) == (True, 3)
    assert [selector["pattern"] for selector in rule.tag_selectors] == ["v2"]
    immutability.update(rule_id=rule.pk, wanted=Wanted(is_disabled=False), by=access)
    rule.refresh_from_db()
    assert (rule.is_disabled, rule.priority) == (False, 3)
    row = AuditLog.objects.order_by("pk").last()
    assert row is not None
    assert (row.operation, row.resource_type) == ("update", "immutable-rule")
    assert row.details == {"disabled": [True, False]}


def test_rules_are_reached_through_their_project_alone(access: Access, root: User) -> None:
    rule = immutability.add(wanted=wanted("*"), by=access)
    other = a_project("elsewhere")
    stranger = Access(caller(root), other.pk, other.epoch, access.actions)
    with pytest.raises(RuleUnknown):
        immutability.update(rule_id=rule.pk, wanted=Wanted(is_disabled=True), by=stranger)
    with pytest.raises(RuleUnknown):
        immutability.delete(rule_id=rule.pk, by=stranger)
    assert not ImmutableRule.objects.get().is_disabled
    immutability.delete(rule_id=rule.pk, by=access)
    assert not ImmutableRule.objects.exists()
    assert list(
        AuditLog.objects.filter(resource_type="immutable-rule").values_list("operation", flat=True)
    ) == ["delete", "create"]


def test_rights_of_yesterday_change_no_rule(access: Access) -> None:
    projects.update(project_id=access.project_id, metadata={"public": "true"}, by=access.by)
    with pytest.raises(TokenInvalid):
        immutability.add(wanted=wanted("*"), by=access)
    assert not ImmutableRule.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_rule_waits_for_the_changes_that_began_before_it(access: Access) -> None:
    """So each change of tags either ended before the rule was there, or sees it."""
    with transaction.atomic():
        accesses.confirm(access)
        ended = start(partial(immutability.add, wanted=wanted("*"), by=access))
        time.sleep(0.5)
        assert immutability.protecting(access.project_id, "app", "1") is None
    assert ended() == []
    assert immutability.protecting(access.project_id, "app", "1") is not None


@pytest.mark.django_db(transaction=True)
def test_many_who_add_rules_at_once_all_succeed(access: Access) -> None:
    add = partial(immutability.add, by=access)
    assert at_once(*(partial(add, wanted=wanted(f"v{number}")) for number in range(8))) == []
    assert ImmutableRule.objects.count() == 8
