"""The verifier: walks the chain and tells every place where log and chain do not agree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from audit import chain, heads
from audit.chain import Link
from audit.heads import Head


@dataclass(frozen=True, slots=True)
class Violation:
    """What is wrong, where in the chain, and in which row, where there is one."""

    what: str
    sequence: int | None = None
    row_id: int | None = None

    def __str__(self) -> str:
        places = {"sequence": self.sequence, "row": self.row_id}
        named = " ".join(f"{name} {at}" for name, at in places.items() if at is not None)
        return f"{named}: {self.what}" if named else self.what


@dataclass(slots=True)
class Walk:
    """How far the verifier is: the last link, and what was counted on the way."""

    sequence: int = 0
    hash: bytes = chain.GENESIS
    rows: int = 0
    purged: int = 0
    expected: dict[int, bytes] = field(default_factory=dict)
    """Published heads that were not passed yet."""


def run(walk: Walk, *, published: Iterable[Head] = ()) -> Iterator[Violation]:
    """Yield every violation, in the order of the chain; *walk* tells how far it came.

    Needs as much memory as there are published heads. Others may write, seal and purge meanwhile:
    where a page of links does not fit, the place is read once more before anything is said.
    """
    length = heads.current().sequence
    yield from _take_heads(walk, published)
    for link in chain.walk():
        if link.sequence > walk.sequence:
            yield from _step(walk, link)
    yield from _judge_end(walk, length)
    for row_id in chain.unchained_rows():
        yield Violation("is in the log and was never written by it (inserted)", row_id=row_id)


def _take_heads(walk: Walk, published: Iterable[Head]) -> Iterator[Violation]:
    for head in published:
        if walk.expected.setdefault(head.sequence, head.hash) != head.hash:
            yield Violation("two published heads name different hashes", head.sequence)


def _step(walk: Walk, link: Link) -> Iterator[Violation]:
    """Go on to a link, telling of what is missing before it and of what is wrong with it."""
    if link.first != walk.sequence + 1:
        fresh = chain.covering(walk.sequence + 1)
        if fresh is not None:
            yield from _judge(walk, fresh)
            if link.sequence <= walk.sequence:
                return
        else:
            yield Violation(_missing(walk.sequence + 1, link.first - 1), walk.sequence + 1)
    yield from _judge(walk, link)


def _judge(walk: Walk, link: Link) -> Iterator[Violation]:
    before: bytes | None = walk.hash
    if link.first != walk.sequence + 1:
        before = chain.hash_at(link.first - 1)
    if before is None or not link.follows(before):
        yield from _confirmed(link, before)
    _advance(walk, link)
    yield from _compare_heads(walk, link)


def _confirmed(link: Link, before: bytes | None) -> Iterator[Violation]:
    """The row may have been purged since it was read: then its place is, with proof."""
    fresh = chain.covering(link.sequence)
    if fresh is not None and fresh != link:
        before = chain.hash_at(fresh.first - 1)
        if before is not None and fresh.follows(before):
            return
        link = fresh
    yield Violation(_what(link), link.sequence, link.row_id)


def _what(link: Link) -> str:
    if link.row_id is None:
        return f"the {link.span} rows up to here are gone, without proof that we purged them"
    if link.row is None:
        return "the row is gone (deleted)"
    return "the row or its seal is not what was sealed here (changed, or out of its place)"


def _missing(first: int, last: int) -> str:
    count = last - first + 1
    return f"{count} seals are gone from here on" if count > 0 else "seals overlap here"


def _advance(walk: Walk, link: Link) -> None:
    walk.sequence, walk.hash = link.sequence, link.hash
    if link.row_id is None:
        walk.purged += link.span
    else:
        walk.rows += 1


def _compare_heads(walk: Walk, link: Link) -> Iterator[Violation]:
    """Compare what was published of this link. What lies inside of a purge has no hash left."""
    if not walk.expected:
        return
    known = walk.expected.pop(link.sequence, None)
    if known is not None and known != link.hash:
        yield Violation("another hash was published for this place", link.sequence, link.row_id)
    if link.span > 1:
        for sequence in [at for at in walk.expected if link.first <= at < link.sequence]:
            del walk.expected[sequence]


def _judge_end(walk: Walk, length: int) -> Iterator[Violation]:
    """Whether the chain is as long as it said when we began, and as the heads say it was."""
    longest = max([length, *walk.expected])
    if longest > walk.sequence:
        yield Violation(
            f"the chain ends here, and was {longest - walk.sequence} seals longer (truncated)",
            walk.sequence,
        )
