"""The chain: each seal is an HMAC over the one before it and the row it is laid on.

The key is derived from ``SECRET_KEY``, which is not in the database: whoever can write to the
database alone can neither lay a seal nor say that a row was purged.
"""

import hmac
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db.models import Max

from artifacts import sql
from audit.models import AuditLog, Chain

GENESIS = bytes(32)
"""What the first seal takes for the hash before it."""

FIELDS = (
    "id", "op_time", "username", "principal_id", "principal_kind", "credential", "operation",
    "resource_type", "resource", "project_id", "succeeded", "source_address", "user_agent",
    "request_id", "details",
)  # fmt: skip
_OF_ROW = ", ".join(f"a.{field}" for field in FIELDS)
_LINKS = (
    f"SELECT s.sequence, s.span, s.row_id, s.hash, s.proof, {_OF_ROW}"  # noqa: S608  # constants
    " FROM audit_seal s LEFT JOIN audit_auditlog a ON a.id = s.row_id"
)

Values = Sequence[Any]
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=str).encode


@dataclass(frozen=True, slots=True)
class Link:
    """A seal with the row that it is laid on, as both are stored; *row* is ``None`` if gone."""

    sequence: int
    span: int
    row_id: int | None
    hash: bytes
    proof: bytes | None
    row: dict[str, Any] | None

    @property
    def first(self) -> int:
        return self.sequence - self.span + 1

    def follows(self, before: bytes) -> bool:
        """Whether it is what we laid after *before*: a seal of this row, or of a purge."""
        if self.row_id is None:
            expected = purged(self.first, self.sequence, before=before, after=self.hash)
            return self.proof is not None and hmac.compare_digest(self.proof, expected)
        if self.row is None or self.span != 1:
            return False
        return hmac.compare_digest(self.hash, sealed(before, self.row_id, self.row))


def sealed(before: bytes, row_id: int, row: dict[str, Any] | None) -> bytes:
    """The seal of a row after the seal *before*. A row that was gone by then leaves its id."""
    content = {"id": row_id, "missing": True} if row is None else row
    return hmac.digest(_key(settings.SECRET_KEY, b"seals"), before + canonical(content), "sha256")


def purged(first: int, last: int, *, before: bytes, after: bytes) -> bytes:
    """The proof that we took the rows of a stretch of the chain away."""
    stretch = f"{first}-{last}:".encode()
    key = _key(settings.SECRET_KEY, b"purges")
    return hmac.digest(key, stretch + before + after, "sha256")


def canonical(row: dict[str, Any]) -> bytes:
    """The one JSON of a row. Empty fields are left out, so that a new column changes nothing."""
    return _encode(row).encode()


def row_of(values: Values) -> dict[str, Any] | None:
    """A row as it goes into the chain, whichever database it was read from."""
    if values[0] is None:
        return None
    fields = dict(zip(FIELDS, values, strict=True))
    fields["op_time"] = _moment(fields["op_time"])
    fields["details"] = _json(fields["details"])
    fields["succeeded"] = int(fields["succeeded"])
    return {k: v for k, v in fields.items() if v is not None and v not in ("", {})}


def links(after: int, at_most: int) -> list[Link]:
    """The next links beyond a sequence."""
    return [
        _link(row)
        for row in sql.rows(
            f"{_LINKS} WHERE s.sequence > %s ORDER BY s.sequence LIMIT %s", after, at_most
        )
    ]


def walk(after: int = 0, *, at_once: int = 2000) -> Iterator[Link]:
    """All links beyond a sequence, page by page: no cursor holds a snapshot for minutes."""
    while page := links(after, at_once):
        yield from page
        after = page[-1].sequence


def covering(sequence: int) -> Link | None:
    """The link that a sequence belongs to, as of now."""
    found = sql.one(f"{_LINKS} WHERE s.sequence >= %s ORDER BY s.sequence LIMIT 1", sequence)
    link = None if found is None else _link(found)
    return link if link is not None and link.first <= sequence else None


def links_at(sequences: Collection[int]) -> list[Link]:
    """The links that end at these sequences."""
    given = [(sequence,) for sequence in sequences]
    return [_link(row) for row in sql.over(f"{_LINKS} WHERE s.sequence IN (VALUES {{}})", given)]


def links_after(sequences: Collection[int]) -> list[Link]:
    """The link that comes next after each of these sequences."""
    given = [(sequence,) for sequence in sequences]
    following = "SELECT min(n.sequence) FROM audit_seal n WHERE n.sequence > given.column1"
    rows = sql.over(
        f"{_LINKS} WHERE s.sequence IN (SELECT ({following}) FROM (VALUES {{}}) given)",  # noqa: S608
        given,
    )
    return [_link(row) for row in rows]


def hash_at(sequence: int) -> bytes | None:
    """The hash that the chain has there; ``None`` where no link ends."""
    return hashes_at([sequence]).get(sequence)


def hashes_at(sequences: Collection[int]) -> dict[int, bytes]:
    rows = sql.over(
        "SELECT sequence, hash FROM audit_seal WHERE sequence IN (VALUES {})",
        [(sequence,) for sequence in sequences],
    )
    found = {sequence: _bytes(hash_) for sequence, hash_ in rows}
    return found | {0: GENESIS} if 0 in sequences else found


def waiting(at_most: int, *, after: int = 0) -> list[tuple[int, dict[str, Any] | None]]:
    """Committed rows that have no seal yet, by their ids."""
    rows = sql.rows(
        f"SELECT u.row_id, {_OF_ROW} FROM"  # noqa: S608  # constants
        " (SELECT row_id FROM audit_unsealed WHERE row_id > %s ORDER BY row_id LIMIT %s) u"
        " LEFT JOIN audit_auditlog a ON a.id = u.row_id ORDER BY u.row_id",
        after,
        at_most,
    )
    return [(row_id, row_of(values)) for row_id, *values in rows]


def locked() -> Chain:
    """The end of the chain, held until the transaction ends; made by whoever needs it first."""
    found = Chain.objects.locked().first()
    if found is None:
        Chain.objects.bulk_create([Chain(pk=1, hash=GENESIS)], ignore_conflicts=True)
        found = Chain.objects.locked().get()
    return found


def unchained_rows(at_once: int = 20_000) -> Iterator[int]:
    """Ids of rows that neither have a seal nor wait for one: they came in past the log.

    In stretches of ids: one question about the whole log would take minutes.
    """
    after = 0
    while last := _end_of_stretch(after, at_once):
        yield from _unchained(after, last)
        after = last


def _end_of_stretch(after: int, at_once: int) -> int | None:
    rows = AuditLog.objects.filter(pk__gt=after).order_by("pk")[:at_once]
    last: int | None = rows.aggregate(last=Max("pk"))["last"]
    return last


def _unchained(after: int, last: int) -> list[int]:
    without = AuditLog.objects.extra(
        where=[
            "NOT EXISTS(SELECT 1 FROM audit_seal s WHERE s.row_id = audit_auditlog.id)",
            "NOT EXISTS(SELECT 1 FROM audit_unsealed u WHERE u.row_id = audit_auditlog.id)",
        ]
    )
    stretch = without.filter(pk__gt=after, pk__lte=last)
    return list(stretch.order_by("pk").values_list("pk", flat=True))


def _link(row: Values) -> Link:
    sequence, span, row_id, hash_, proof, *values = row
    return Link(
        sequence,
        span,
        row_id,
        _bytes(hash_),
        None if proof is None else _bytes(proof),
        row_of(values),
    )


def _bytes(value: Any) -> bytes:
    """What is stored; SQLite lets text stand there, which is no hash of ours."""
    return value.encode(errors="replace") if isinstance(value, str) else bytes(value)


@lru_cache(maxsize=4)
def _key(secret: str, purpose: bytes) -> bytes:
    derive = HKDF(
        algorithm=hashes.SHA256(), length=32, salt=None, info=b"harbor_py audit " + purpose
    )
    return derive.derive(secret.encode())


def _moment(value: Any) -> str:
    """UTC with microseconds; what is no time is left as it is, and fits no seal."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return str(value)
    if not isinstance(value, datetime):
        return str(value)
    value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return str(value.isoformat(timespec="microseconds"))


def _json(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
