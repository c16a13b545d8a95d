"""What rules keep: every template and selector in tables, and all of it against a naive reading."""

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from maintenance.errors import PolicyInvalid, RulesEqual
from maintenance.models import Verdict
from maintenance.retention import rules, verdicts
from maintenance.retention.rules import Artifact, Rule, Template, Wanted
from maintenance.retention.verdicts import Contents, Judged
from oci.patterns import PatternInvalid
from projects.errors import RuleInvalid
from projects.immutability import Selector

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
EVERY_REPOSITORY = (Selector("repoMatches", "**"),)
EVERY_TAG = (Selector("matches", "**"),)


def days_ago(days: float | None) -> datetime | None:
    return None if days is None else NOW - timedelta(days=days)


def artifact(
    id_: int, *tags: str, pushed: float = 1, pulled: float | None = None, digest: str = ""
) -> Artifact:
    """Make an artifact, pushed and pulled so many days ago."""
    push_time = days_ago(pushed)
    assert push_time is not None
    return Artifact(id_, digest or f"sha256:{id_:064x}", tags, push_time, days_ago(pulled))


def wanted(template: str = Template.ALWAYS, count: object = None, **more: Any) -> Wanted:
    parts = {
        "repositories": EVERY_REPOSITORY,
        "tags": EVERY_TAG,
        "params": {} if count is None else {template: count},
    }
    return Wanted(template=template, **parts | more)


def a_rule(template: str = Template.ALWAYS, count: object = None, **more: Any) -> Rule:
    (rule,) = rules.read(rules.write([wanted(template, count, **more)]))
    return rule


def contents_of(
    artifacts: Iterable[Artifact], edges: Sequence[tuple[int, int]] = (), **more: Any
) -> Contents:
    """Make a repository of these; *more*: other manifests, by id, with their subjects and tags."""
    found = Contents(artifacts=list(artifacts))
    for one in found.artifacts:
        found.digests[one.id] = one.digest
        if one.tags:
            found.tags[one.id] = list(one.tags)
    for pk, subject in more.get("accessories", {}).items():
        found.digests[pk] = f"sha256:{pk:064x}"
        found.subjects[pk] = subject
    for pk in more.get("parts", ()):
        found.digests[pk] = f"sha256:{pk:064x}"
    found.tags |= more.get("tags", {})
    for parent, child in edges:
        found.add_edge(parent, child)
    return found


def judge(
    contents: Contents | Sequence[Artifact], *some: Rule, protected: Mapping[str, str] | None = None
) -> dict[int, Judged]:
    if not isinstance(contents, Contents):
        contents = contents_of(contents)
    names = protected or {}
    found = verdicts.judge(contents, list(some), now=NOW, protected=names.get)
    assert len(found) == len(contents.artifacts)
    return {one.artifact.id: one for one in found}


def kept(found: Mapping[int, Judged]) -> set[int]:
    return {pk for pk, one in found.items() if one.verdict != Verdict.DELETE}


ROWS = [
    artifact(1, "a", pushed=1, pulled=30),
    artifact(2, "b", pushed=2),
    artifact(3, "c", pushed=10, pulled=0.5),
    artifact(4, "d", pushed=20, pulled=15),
    artifact(5, "e", pushed=40, pulled=3),
]


@pytest.mark.parametrize(
    ("template", "count", "expected"),
    [
        ("always", None, {1, 2, 3, 4, 5}),
        ("always", 3, {1, 2, 3, 4, 5}),
        ("latestPushedK", 1, {1}),
        ("latestPushedK", 3, {1, 2, 3}),
        ("latestPushedK", 99, {1, 2, 3, 4, 5}),
        ("latestPulledN", 1, {3}),
        ("latestPulledN", 2, {3, 2}),  # never pulled, so by its push
        ("latestPulledN", 4, {3, 2, 5, 4}),
        ("nDaysSinceLastPush", 1, {1}),
        ("nDaysSinceLastPush", 19, {1, 2, 3}),
        ("nDaysSinceLastPush", 20, {1, 2, 3, 4}),
        ("nDaysSinceLastPull", 1, {3}),
        ("nDaysSinceLastPull", 2, {3, 2}),
        ("nDaysSinceLastPull", 3, {3, 2, 5}),
        ("nDaysSinceLastPull", 2**31 - 1, {1, 2, 3, 4, 5}),
        ("latestActiveK", 1, {3}),
        ("latestActiveK", 2, {3, 1}),
        ("latestActiveK", 4, {3, 1, 2, 5}),
        ("lastXDays", 2, {1, 2}),
        ("lastXDays", 2**31 - 1, {1, 2, 3, 4, 5}),
    ],
)
def test_every_template_keeps_what_it_says(
    template: str, count: int | None, expected: set[int]
) -> None:
    assert kept(judge(ROWS, a_rule(template, count))) == expected


def test_what_was_pushed_today_and_never_pulled_is_kept_by_a_rule_about_pulls() -> None:
    fresh, old = artifact(1, "fresh", pushed=0.1), artifact(2, "old", pushed=8)
    assert kept(judge([fresh, old], a_rule(Template.SINCE_PULL, 7))) == {1}
    assert kept(judge([fresh, old], a_rule(Template.LATEST_PULLED, 1))) == {1}


def matches(pattern: str, untagged: bool | None = None) -> Selector:  # noqa: FBT001  # of a table
    return _selector("matches", pattern, untagged)


def excludes(pattern: str, untagged: bool | None = None) -> Selector:  # noqa: FBT001  # of a table
    return _selector("excludes", pattern, untagged)


def _selector(decoration: str, pattern: str, untagged: bool | None) -> Selector:  # noqa: FBT001
    extras = "" if untagged is None else json.dumps({"untagged": untagged})
    return Selector(decoration, pattern, extras=extras)


TAGGED = [
    artifact(1, "v1"),
    artifact(2, "v2", "latest"),
    artifact(3, "nightly-7"),
    artifact(4, "dev", "nightly-8"),
    artifact(5),
]


@pytest.mark.parametrize(
    ("selectors", "expected"),
    [
        ([matches("**")], {1, 2, 3, 4, 5}),
        ([matches("v*")], {1, 2, 5}),
        ([matches("v*", untagged=True)], {1, 2, 5}),
        ([matches("v*", untagged=False)], {1, 2}),
        ([matches("{v1,latest}", untagged=False)], {1, 2}),
        ([matches("nightly-?", untagged=False)], {3, 4}),
        ([excludes("nightly-*")], {1, 2, 4, 5}),  # the 4th for its other tag
        ([excludes("nightly-*", untagged=False)], {1, 2, 4, 5}),
        ([excludes("nightly-*", untagged=True)], {1, 2, 4}),
        ([excludes("**", untagged=False)], {5}),
        ([matches("v1", untagged=False), matches("dev", untagged=False)], {1, 4}),
        ([matches("v1", untagged=False), matches("dev")], {1, 4, 5}),
        ([matches("v*", untagged=False), excludes("v1")], {2}),
        ([excludes("v*"), excludes("nightly-*")], {2, 4, 5}),
        ([excludes("v*"), excludes("nightly-*", untagged=True)], {2, 4}),
        ([matches("{dev,nightly-8}", untagged=False), excludes("nightly-*")], {4}),
        ([matches("**"), excludes("{v1,v2,latest,dev,nightly-*}", untagged=True)], set()),
    ],
)
def test_every_selector_of_tags_counts(selectors: list[Selector], expected: set[int]) -> None:
    assert kept(judge(TAGGED, a_rule(tags=selectors))) == expected


@pytest.mark.parametrize(
    ("selectors", "expected"),
    [
        ([("repoMatches", "**")], {"app", "app/web", "lib", "lib/core"}),
        ([("repoMatches", "app")], {"app"}),
        ([("repoMatches", "*")], {"app", "lib"}),
        ([("repoMatches", "app/**")], {"app/web"}),
        ([("repoMatches", "app"), ("repoMatches", "lib/*")], {"app", "lib/core"}),
        ([("repoExcludes", "app")], {"app/web", "lib", "lib/core"}),
        ([("repoExcludes", "app"), ("repoExcludes", "**/core")], {"app/web", "lib"}),
        ([("repoMatches", "**"), ("repoExcludes", "lib/**")], {"app", "app/web", "lib"}),
    ],
)
def test_every_selector_of_repositories_counts(
    selectors: list[tuple[str, str]], expected: set[str]
) -> None:
    rule = a_rule(repositories=[Selector(*one) for one in selectors])
    names = ("app", "app/web", "lib", "lib/core")
    assert {name for name in names if rules.about([rule], name)} == expected


def test_a_disabled_rule_is_about_nothing() -> None:
    assert rules.about([a_rule(is_disabled=True)], "app") == []


def test_the_last_ones_are_counted_among_what_the_selectors_select() -> None:
    rows = [artifact(n, f"v{n}" if n % 2 else f"dev-{n}", pushed=n) for n in range(1, 9)]
    rule = a_rule(Template.LATEST_PUSHED, 2, tags=[matches("v*", untagged=False)])
    assert kept(judge(rows, rule)) == {1, 3}


def test_of_two_pushed_at_once_the_later_row_is_the_latest() -> None:
    rows = [artifact(1, "a"), artifact(2, "b"), artifact(3, "c")]
    assert kept(judge(rows, a_rule(Template.LATEST_PUSHED, 2))) == {2, 3}


def test_rules_add_up_and_the_first_that_keeps_is_named() -> None:
    written = rules.write(
        [
            wanted(Template.LATEST_PUSHED, 2),
            wanted(tags=[matches("e", untagged=False)]),
            wanted(Template.SINCE_PUSH, 10),
        ]
    )
    found = judge(ROWS, *rules.read(written))
    named = {pk: (one.verdict, one.rule_id) for pk, one in found.items()}
    assert named == {
        1: (Verdict.RETAIN, 1),
        2: (Verdict.RETAIN, 1),
        3: (Verdict.RETAIN, 3),
        4: (Verdict.DELETE, None),
        5: (Verdict.RETAIN, 2),
    }
    assert found[1].reason == "rule 1 (latestPushedK 2: matches '**')"
    assert found[5].reason == "rule 2 (always: matches 'e')"
    assert found[4].reason == "no rule keeps it"


def test_one_tag_that_is_kept_keeps_them_all() -> None:
    rows = [artifact(1, "v1", "nightly"), artifact(2, "nightly-2")]
    found = judge(rows, a_rule(tags=[matches("v*")]))
    assert kept(found) == {1}
    assert found[2].going == {2}


def test_an_immutable_tag_keeps_what_no_rule_does() -> None:
    rows = [artifact(1, "v1"), artifact(2, "old", "v2"), artifact(3, "old-3")]
    found = judge(
        rows, a_rule(tags=[matches("v1", untagged=False)]), protected={"v1": "R1", "v2": "R2"}
    )
    assert (found[1].verdict, found[1].rule_id) == (Verdict.RETAIN, 1)
    assert (found[2].verdict, found[2].rule_id) == (Verdict.IMMUTABLE, None)
    assert found[2].reason == "the tag v2 is protected: R2"
    assert found[3].verdict == Verdict.DELETE


NOTHING = a_rule(tags=[matches("kept", untagged=False)])
"""A rule that keeps what is tagged so, and nothing else."""


def test_parts_of_an_index_stay_and_go_with_it() -> None:
    rows = [artifact(1, "kept"), artifact(2, "gone"), artifact(3, "amd64"), artifact(4, "arm64")]
    edges = [(1, 3), (1, 10), (2, 4), (2, 10), (2, 11)]
    found = judge(contents_of(rows, edges, parts=[10, 11]), NOTHING)
    assert kept(found) == {1, 3}
    assert found[3].reason == f"the index {rows[0].digest} stays, and names it"
    assert found[3].rule_id is None
    assert found[2].going == {2, 11}  # what the other index names as well stays
    assert found[4].going == {4}  # an artifact of its own, for it has a tag


def test_an_index_is_judged_before_its_parts() -> None:
    rows = [artifact(1, "child", pushed=1), artifact(2, "parent", pushed=9)]
    contents = contents_of(rows, [(2, 1)])
    order = [
        one.artifact.id for one in verdicts.judge(contents, [NOTHING], now=NOW, protected={}.get)
    ]
    assert order == [2, 1]
    assert kept(judge(contents, NOTHING)) == set()


def test_accessories_go_with_what_they_belong_to() -> None:
    subject = artifact(1, "gone")
    cosign = f"{subject.digest.replace(':', '-')}.sig"
    contents = contents_of(
        [subject, artifact(2, "kept")],
        accessories={10: subject.digest, 11: f"sha256:{10:064x}"},
        parts=[12],
        tags={12: [cosign], 10: ["signed-by-hand"]},
    )
    found = judge(contents, NOTHING)
    assert found[1].going == {1, 10, 11, 12}
    held = judge(contents, NOTHING, protected={"signed-by-hand": "R"})
    assert held[1].going == {1, 12}


def test_a_part_that_belongs_to_something_that_stays_is_not_taken_along() -> None:
    index, subject = artifact(1, "gone"), artifact(2, "kept")
    contents = contents_of([index, subject], [(1, 10)], accessories={10: subject.digest})
    assert judge(contents, NOTHING)[1].going == {1}
    loose = contents_of([index], [(1, 10)], accessories={10: subject.digest})
    assert judge(loose, NOTHING)[1].going == {1, 10}


def test_what_takes_along_something_that_is_kept_stays() -> None:
    subject = artifact(1, "gone")
    other = artifact(2, f"{subject.digest.replace(':', '-')}.sig", f"sha256-{'f' * 64}.sig")
    found = judge([subject, other], a_rule(tags=[matches("sha256-ff*", untagged=False)]))
    assert kept(found) == {1, 2}
    assert found[1].reason == "something that belongs to it stays"


@pytest.mark.parametrize(
    ("rule", "error", "words"),
    [
        (wanted("latest"), PolicyInvalid, "rule 1: the template is one of latestPushedK"),
        (wanted("latestPushedK"), PolicyInvalid, "latestPushedK, a whole number of artifacts"),
        (wanted("latestPushedK", 0), PolicyInvalid, "from 1 to"),
        (wanted("latestPushedK", -1), PolicyInvalid, "from 1 to"),
        (wanted("latestPushedK", 2**31), PolicyInvalid, "from 1 to 2147483647"),
        (wanted("latestPushedK", "3"), PolicyInvalid, "whole number"),
        (wanted("latestPushedK", 1.5), PolicyInvalid, "whole number"),
        (wanted("latestPushedK", True), PolicyInvalid, "whole number"),  # noqa: FBT003
        (wanted("nDaysSinceLastPull", params={"days": 1}), PolicyInvalid, "number of days"),
        (wanted(action="delete"), PolicyInvalid, "the action is retain"),
        (wanted(priority=2**40), PolicyInvalid, "priority"),
        (wanted(tags=[]), RuleInvalid, "rule 1: tag_selectors has 1 to"),
        (wanted(repositories=[]), RuleInvalid, "rule 1: scope_selectors.repository has 1 to"),
        (wanted(tags=[Selector("repoMatches", "v")]), RuleInvalid, "decoration is matches or"),
        (wanted(repositories=[Selector("matches", "v")]), RuleInvalid, "repoMatches or"),
        (wanted(tags=[Selector("matches", "v", kind="label")]), RuleInvalid, "kind"),
        (wanted(tags=[Selector("matches", "v[")]), PatternInvalid, "v["),
        (wanted(tags=[Selector("matches", "")]), PatternInvalid, "not empty"),
        (wanted(tags=[Selector("matches", "v", extras="{")]), PolicyInvalid, "extras"),
        (wanted(tags=[Selector("matches", "v", extras="[]")]), PolicyInvalid, "extras"),
        (wanted(tags=[Selector("matches", "v", extras='{"untagged": 1}')]), PolicyInvalid, "extra"),
    ],
    ids=str,
)
def test_what_is_no_rule_is_refused_with_words(
    rule: Wanted, error: type[Exception], words: str
) -> None:
    with pytest.raises(error) as refusal:
        rules.write([rule])
    assert words in str(refusal.value)


def test_rules_are_numbered_and_written_as_harbor_has_them() -> None:
    first, second = rules.write(
        [wanted("latestPushedK", 10, params={"latestPushedK": 10, "else": 1}), wanted()]
    )
    assert first == {
        "id": 1,
        "priority": 0,
        "disabled": False,
        "action": "retain",
        "template": "latestPushedK",
        "params": {"latestPushedK": 10},
        "tag_selectors": [
            {"kind": "doublestar", "decoration": "matches", "pattern": "**", "extras": ""}
        ],
        "scope_selectors": {
            "repository": [
                {"kind": "doublestar", "decoration": "repoMatches", "pattern": "**", "extras": ""}
            ]
        },
    }
    assert (second["id"], second["params"]) == (2, {})


def test_there_are_at_most_15_rules_and_no_two_the_same() -> None:
    many = [wanted("latestPushedK", number) for number in range(1, 17)]
    assert len(rules.write(many[:15])) == 15
    with pytest.raises(PolicyInvalid, match="at most 15"):
        rules.write(many)
    twin = wanted("latestPushedK", 1, priority=5, is_disabled=True)
    with pytest.raises(RulesEqual, match="the rules 1 and 3"):
        rules.write([*many[:2], twin])
    different = wanted("latestPushedK", 1, tags=[matches("**", untagged=False)])
    assert len(rules.write([many[0], different])) == 2


def naive(rows: Sequence[Artifact], written: Sequence[Mapping[str, Any]]) -> set[int]:
    """Give what is kept, as one would count it by hand: by names that are equal, not patterns."""
    found: set[int] = set()
    for rule in written:
        (selector,) = rule["tag_selectors"]
        has_untagged = json.loads(selector["extras"])["untagged"]
        chosen = []
        for row in rows:
            named = [tag == selector["pattern"] for tag in row.tags]
            if selector["decoration"] == "matches":
                is_in = any(named) if named else has_untagged
            else:
                is_in = not all(named) if named else not has_untagged
            chosen += [row] if is_in else []
        for row in chosen:
            n = rule["params"].get(rule["template"], 0)
            pulled = row.pull_time or row.push_time
            older = {
                "latestPushedK": [r for r in chosen if r.push_time > row.push_time],
                "latestPulledN": [r for r in chosen if (r.pull_time or r.push_time) > pulled],
                "latestActiveK": [
                    r
                    for r in chosen
                    if max(r.push_time, r.pull_time or r.push_time) > max(row.push_time, pulled)
                ],
            }
            moment = pulled if "Pull" in rule["template"] else row.push_time
            is_kept = (
                rule["template"] == "always"
                or (rule["template"] in older and len(older[rule["template"]]) < n)
                or ("Days" in rule["template"] and NOW - moment <= timedelta(days=n))
            )
            found |= {row.id} if is_kept else set()
    return found


def test_a_thousand_policies_keep_what_one_would_count_by_hand() -> None:
    chance = random.Random(4)
    for _ in range(1000):
        moments = iter(chance.sample(range(1, 10_000), 40))  # no two alike
        rows = [
            artifact(
                number,
                *chance.sample(["a", "b", "c", "d"], chance.randrange(3)),
                pushed=next(moments) / 300,
                pulled=next(moments) / 300 if chance.random() < 0.6 else None,
            )
            for number in range(1, chance.randrange(2, 13))
        ]
        templates = chance.sample([*Template], chance.randrange(1, 4))
        written = rules.write(
            [
                wanted(
                    template,
                    chance.randrange(1, 8),
                    tags=[
                        _selector(
                            chance.choice(["matches", "excludes"]),
                            chance.choice("abcd"),
                            chance.random() < 0.5,
                        )
                    ],
                )
                for template in templates
            ]
        )
        assert kept(judge(rows, *rules.read(written))) == naive(rows, written), written
