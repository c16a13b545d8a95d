"""What a plan says of tags, whatever the lists of either end leave out or put in."""

from collections.abc import Iterator, Mapping

import pytest

from oci.errors import DigestInvalid, TagInvalid
from replication import mapping, plans
from replication.adapters.base import Artifact, Found
from replication.errors import NameUnmappable
from replication.filters import Filters
from replication.models import Verdict
from replication.plans import Pair, Rules

ONE, OTHER = f"sha256:{1:064x}", f"sha256:{2:064x}"


class End:
    """A repository with some tags, of which a list may show fewer."""

    def __init__(self, tags: Mapping[str, str], *, unlisted: str = "") -> None:
        self._tags, self._unlisted = dict(tags), unlisted

    def artifacts(self, repository: str, filters: Filters) -> Iterator[Artifact]:
        for tag in self.tags(repository):
            if filters.has_tag(tag):
                yield Artifact((tag,))

    def tags(self, repository: str) -> Iterator[str]:
        return (tag for tag in self._tags if tag != self._unlisted)

    def resolve(self, repository: str, reference: str) -> Found | None:
        digest = self._tags.get(reference)
        return None if digest is None else Found(digest, "")

    def referrers(self, repository: str, digest: str) -> list[str]:
        return []

    def companions(self, repository: str, digest: str) -> list[str]:
        return []


def verdicts(source: End, target: End, rules: Rules) -> dict[str, Verdict]:
    pair = Pair(source, target, "here/app", "there/app")  # type: ignore[arg-type]  # as far as plans ask
    return {line.tag: line.verdict for line in plans.of_repository(pair, rules)}


MIRROR = Rules(Filters(), mirrors=True)


def test_a_mirror_prunes_what_the_source_does_not_have() -> None:
    source, target = End({"1": ONE}), End({"1": ONE, "2": OTHER})
    assert verdicts(source, target, MIRROR) == {"1": Verdict.PRESENT, "2": Verdict.DELETE}
    assert verdicts(source, target, Rules(Filters())) == {"1": Verdict.PRESENT}


def test_a_tag_that_a_list_left_out_is_not_pruned() -> None:
    source = End({"1": ONE, "2": OTHER}, unlisted="2")
    assert verdicts(source, End({"1": ONE, "2": OTHER}), MIRROR) == {"1": Verdict.PRESENT}


def test_what_the_filters_leave_out_is_not_pruned() -> None:
    rules = Rules(Filters(tag="v*"), mirrors=True)
    assert verdicts(End({"v1": ONE}), End({"v1": ONE, "dev": OTHER}), rules) == {
        "v1": Verdict.PRESENT
    }


@pytest.mark.parametrize(
    ("tags", "refusal"),
    [
        ({"1": "sha256:short"}, DigestInvalid),
        ({"1": "x" * 500}, DigestInvalid),
        ({"t" * 129: ONE}, TagInvalid),
        ({"not a tag": ONE}, TagInvalid),
    ],
)
def test_what_a_registry_says_that_is_no_digest_and_no_tag_is_refused(
    tags: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        verdicts(End(tags), End({}), MIRROR)
    if refusal is DigestInvalid:
        with pytest.raises(refusal):
            verdicts(End({"1": ONE}), End(tags), MIRROR)


def test_a_name_of_more_than_255_characters_has_no_place() -> None:
    longest = f"acme/{'a' * 250}"
    assert mapping.target_name(longest, namespace="", replaced=0) == longest
    for name, namespace in ((longest + "a", ""), (longest, "other"), ("a" * 10_000, "b")):
        with pytest.raises(NameUnmappable, match="255"):
            mapping.target_name(name, namespace=namespace, replaced=0)
