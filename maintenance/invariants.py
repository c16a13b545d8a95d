"""What must always hold, each asked of one row or object, reading only.

V1  a manifest that can be seen has all its parts, of the right size, and hashes to its digest
V3  nothing is half there: a tag names a manifest of its repository that is there, and what a
    manifest uses is linked into its repository and paid for by its project
V4  a project pays for what it holds, to the byte
V5  a blob's bytes have its digest
V6  an available blob has its object; no object is without a row for longer than a grace
V7  an execution says what its tasks do; no task runs without a lease for longer than a grace, and
    none has ended without its last attempt having ended
V9  a tag points where its history says, and the history is linear

V2 (what was acknowledged is there) takes the memory of a client; what rows can show of it are V1,
V5 and V9.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import connection

from artifacts import stores
from artifacts.models import (
    Blob,
    BlobState,
    Edge,
    EdgeKind,
    Manifest,
    ProjectBlob,
    RepositoryBlob,
    Tag,
    TagMove,
    Upload,
)
from jobs import clock, executions
from jobs.models import UNFINISHED, Execution, Status, Task
from oci import manifest as oci_manifest
from oci.digest import Digest
from oci.errors import DomainError
from projects.models import Quota
from storage import layout
from storage.base import ObjectMissing

READ_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Violation:
    """One line of the oracle's answer."""

    invariant: str
    subject: str
    what: str

    def __str__(self) -> str:
        return f"{self.invariant} {self.subject}: {self.what}"


def of_manifest(pk: int) -> Iterator[Violation]:
    """V1 and V3 for one manifest."""
    row = Manifest.objects.present().select_related("repository__project").filter(pk=pk).first()
    if row is None or row.repository.deleted_at is not None:
        return
    subject = f"manifest {row.repository.name}@{row.digest}"
    body = bytes(row.body)
    if not Digest.parse(row.digest).matches(body) or len(body) != row.size:
        yield Violation("V1", subject, "its bytes are not those of its digest and size")
        return
    edges = list(row.edges.select_related("blob", "child"))
    if [edge.digest for edge in edges] != _parts_of(body, row.media_type):
        yield Violation("V1", subject, "its edges are not the parts that its bytes name")
    linked = set(
        RepositoryBlob.objects.filter(
            repository=row.repository, blob__in=[edge.blob_id for edge in edges if edge.blob_id]
        ).values_list("blob_id", flat=True)
    )
    for edge in edges:
        for invariant, what in _edge_faults(edge, row, linked):
            yield Violation(invariant, subject, what)


def of_tag(pk: int) -> Iterator[Violation]:
    """V3 and V9 for one tag."""
    tag = Tag.objects.select_related("manifest", "repository").filter(pk=pk).first()
    if tag is None:
        return
    subject = f"tag {tag.repository.name}:{tag.name}"
    is_there = tag.deleted_at is None
    manifest = tag.manifest
    if is_there and (manifest.deleted_at or manifest.repository_id != tag.repository_id):
        yield Violation("V3", subject, "it names a manifest that is not there")
    moves = TagMove.objects.filter(repository_id=tag.repository_id, name=tag.name).order_by("pk")
    at = ""
    for move in moves:
        if move.old_digest != at:
            yield Violation("V9", subject, f"its history jumps from {at or 'nothing'}")
        at = move.new_digest
    if at != (manifest.digest if is_there else ""):
        yield Violation("V9", subject, f"its history ends at {at or 'nothing'}")


_HELD = """
SELECT q.used,
  (SELECT COALESCE(SUM(b.size), 0) FROM artifacts_projectblob pb
   JOIN artifacts_blob b ON b.id = pb.blob_id WHERE pb.project_id = q.project_id) +
  (SELECT COALESCE(SUM(size), 0) FROM
   (SELECT DISTINCT m.digest, m.size FROM artifacts_manifest m
    JOIN artifacts_repository r ON r.id = m.repository_id
    WHERE m.deleted_at IS NULL AND r.project_id = q.project_id) AS held),
  (SELECT COUNT(*) FROM artifacts_projectblob pb WHERE pb.project_id = q.project_id
   AND NOT EXISTS (SELECT 1 FROM artifacts_repositoryblob rb
    JOIN artifacts_repository r ON r.id = rb.repository_id
    WHERE rb.blob_id = pb.blob_id AND r.project_id = q.project_id)),
  q.reserved,
  (SELECT COALESCE(SUM(u.reserved), 0) FROM artifacts_upload u WHERE u.project_id = q.project_id)
FROM projects_quota q WHERE q.id = %s
"""


@dataclass(frozen=True, slots=True)
class Sums:
    """What a project pays for and holds, and what it reserves and its uploads have staged."""

    used: int
    held: int
    unlinked: int
    """Blobs that it pays for and does not hold."""
    reserved: int
    staged: int


def sums_of(pk: int) -> Sums | None:
    """Of one project's quota, in one statement and so of one moment."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [pk])
        row = cursor.fetchone()
    return None if row is None else Sums(*(int(number) for number in row))


def of_quota(pk: int) -> Iterator[Violation]:
    """V4 for one project."""
    sums = sums_of(pk)
    if sums is None:
        return
    subject = f"project {Quota.objects.select_related('project').get(pk=pk).project}"
    if sums.used != sums.held:
        yield Violation("V4", subject, f"it pays for {sums.used} bytes and holds {sums.held}")
    if sums.reserved != sums.staged:
        what = f"it reserves {sums.reserved} bytes and its uploads {sums.staged}"
        yield Violation("V4", subject, what)
    if sums.unlinked:
        yield Violation("V4", subject, f"it pays for {sums.unlinked} blobs that it does not hold")


def of_blob(pk: int) -> Iterator[Violation]:
    """V6, and V5 by reading the object whole."""
    blob = Blob.objects.filter(pk=pk, state=BlobState.AVAILABLE).first()
    if blob is None:
        return
    subject = f"blob {blob.digest}"
    try:
        size = stores.blob_store().stat(blob.key).size
        digest = _read_digest(blob)
    except ObjectMissing:
        yield Violation("V6", subject, "its object is missing")
        return
    if str(digest) != blob.digest or size != blob.size:
        yield Violation("V5", subject, f"its {size} bytes have the digest {digest}")


def of_object(key: str) -> Iterator[Violation]:
    """V6 for an object that is older than the grace."""
    parsed = layout.parse_blob_key(key)
    known = parsed and Blob.objects.filter(digest=parsed[0], generation=parsed[1]).exists()
    if not known:
        yield Violation("V6", f"object {key}", "no row names it")


def of_staged(key: str) -> Iterator[Violation]:
    """V6 for staged bytes that are older than the grace."""
    name = key.rpartition("/")[2]
    if not Upload.objects.filter(state__file=name).exists():
        yield Violation("V6", f"staged bytes {key}", "no upload names them")


def of_execution(pk: int, grace: timedelta) -> Iterator[Violation]:
    """V7 for one execution and its tasks."""
    execution = Execution.objects.prefetch_related("tasks__attempts").filter(pk=pk).first()
    if execution is None:
        return
    tasks = list(execution.tasks.all())
    if execution.status != executions.status_of({task.status for task in tasks}):
        yield Violation("V7", f"execution {pk}", f"it is {execution.status}, and its tasks are not")
    for task in tasks:
        for what in _task_faults(task, clock.now() - grace):
            yield Violation("V7", f"task {task.pk}", what)


def _task_faults(task: Task, before: datetime) -> Iterator[str]:
    runs = task.status == Status.RUNNING
    if runs and (task.lease_until is None or task.lease_until < before):
        yield "it runs without a lease"
    if task.status not in UNFINISHED and any(
        attempt.end_time is None for attempt in task.attempts.all()
    ):
        yield "it has ended, and an attempt at it has not"


def _parts_of(body: bytes, media_type: str) -> list[str]:
    try:
        parsed = oci_manifest.parse(body, media_type)
    except DomainError:
        return []
    config = () if parsed.config is None else (parsed.config,)
    return [str(part.digest) for part in (*config, *parsed.layers, *parsed.manifests)]


def _edge_faults(edge: Edge, manifest: Manifest, linked: set[int]) -> Iterator[tuple[str, str]]:
    part = edge.child if edge.kind == EdgeKind.MANIFEST else edge.blob
    if part is None:
        if not edge.is_absent:
            yield "V1", f"its part {edge.digest} is missing"
        return
    if part.digest != edge.digest or part.size != edge.size:
        yield "V1", f"its part {edge.digest} is another, or of another size"
    if isinstance(part, Blob):
        yield from _blob_faults(part, manifest, linked)
    elif part.deleted_at or part.repository_id != manifest.repository_id:
        yield "V1", f"its part {edge.digest} is deleted"


def _blob_faults(part: Blob, manifest: Manifest, linked: set[int]) -> Iterator[tuple[str, str]]:
    if part.state != BlobState.AVAILABLE:
        yield "V1", f"its part {part.digest} is {part.state}"
    project_id = manifest.repository.project_id
    if part.pk not in linked:
        yield "V3", f"its part {part.digest} is not linked into the repository"
    elif not ProjectBlob.objects.filter(project_id=project_id, blob=part).exists():
        yield "V4", f"its part {part.digest} is not paid for"


def _read_digest(blob: Blob) -> Digest:
    with stores.blob_store().open(blob.key) as file:
        blocks = iter(partial(file.read, READ_BLOCK), b"")
        return Digest.of_blocks(blocks, Digest.parse(blob.digest).algorithm)
