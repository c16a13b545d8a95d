"""This registry as one end of a transfer: its rows and its storage, without a request to itself.

Whatever is written goes through the same functions as a client's push, so that quotas, rules and
the audit log are what they are for everybody. What they refuse is told as another registry's
refusal is.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from accounts.errors import ReadOnly
from accounts.principals import SYSTEM_CALLER, Caller, Source
from artifacts import (
    blobs,
    closures,
    labels,
    listing,
    manifests,
    reads,
    stores,
    tags,
    uploads,
)
from artifacts.errors import ManifestUnknown
from artifacts.models import Manifest, Repository, Tag, Upload
from oci.digest import Digest, hasher
from oci.errors import DomainError
from oci.reference import RepositoryName, parse_reference
from projects import access, projects
from projects.access import Access
from projects.errors import ProjectExists, QuotaExceeded, TagImmutable
from projects.roles import Action
from replication.adapters.base import Artifact, Blocks, Body, Found
from replication.errors import RemoteFault, RemoteRefuses
from replication.filters import Filters, resource_of
from storage.base import MAX_WRITE_BYTES, READ_BLOCK_BYTES, ObjectMissing, StorageError

ROWS_AT_ONCE = 500
SMALL = 2**20
"""Up to this size a blob is brought in one transaction rather than three."""


@dataclass(slots=True)
class Local:
    """Source and target. With a project, it is all that there is.

    What is written here the registry itself writes; ``about`` is what the audit log names as the
    client.
    """

    about: str = ""
    project_id: int | None = None

    # As a source

    def repositories(self, filters: Filters) -> Iterator[str]:
        rows = self._repositories().order_by("name")
        if filters.exact_name is not None:
            rows = rows.filter(name=filters.exact_name)
        elif filters.prefix:
            rows = rows.filter(name__startswith=filters.prefix)
        for name in rows.values_list("name", flat=True).iterator(chunk_size=ROWS_AT_ONCE):
            if filters.has_repository(name):
                yield name

    def artifacts(self, repository: str, filters: Filters) -> Iterator[Artifact]:
        row = self._repositories().filter(name=repository).first()
        if row is None:
            return
        last = 0
        rows = listing.with_size(listing.listed().filter(repository=row)).order_by("pk")
        while page := list(rows.filter(pk__gt=last)[:ROWS_AT_ONCE]):
            last = page[-1].pk
            yield from self._wanted(page, filters)

    def artifact(self, repository: str, digest: str, filters: Filters) -> Artifact | None:
        """One of a repository, if the filters let it through; of what belongs to another, that."""
        row = self._find(repository)
        rows = listing.with_size(Manifest.objects.present().filter(repository=row, digest=digest))
        found = None if row is None else rows.first()
        if found is None:
            return None
        if found.subject_digest:
            return self.artifact(repository, found.subject_digest, filters)
        return next(self._wanted([found], filters), None)

    def resolve(self, repository: str, reference: str) -> Found | None:
        body = self.manifest(repository, reference)
        return None if body is None else Found(body.digest, body.media_type, len(body.data))

    def manifest(self, repository: str, reference: str) -> Body | None:
        row = self._find(repository)
        found = row and reads.manifest(row.pk, parse_reference(reference))
        return None if not found else Body(found.digest, found.media_type, found.body)

    def referrers(self, repository: str, digest: str) -> list[str]:
        row = self._find(repository)
        if row is None:
            return []
        rows = Manifest.objects.present().filter(repository=row, subject_digest=digest)
        rows = rows.exclude(subject_digest="").order_by("pk")
        return list(rows.values_list("digest", flat=True))

    def companions(self, repository: str, digest: str) -> list[str]:
        row = self._find(repository)
        prefix = digest.replace(":", "-") + "."
        names = [prefix + suffix for suffix in ("sig", "att", "sbom")]
        rows = Tag.objects.present().filter(repository=row, name__in=names).order_by("name")
        return [] if row is None else list(rows.values_list("name", flat=True))

    def blob(self, repository: str, digest: Digest) -> Iterator[bytes]:
        row = self._find(repository)
        found = row and reads.blob(row.pk, digest)
        if not found:
            raise RemoteRefuses("missing", f"this registry has no blob {digest} there any more")
        try:
            with stores.blob_store().open(found.key) as file:
                while block := file.read(READ_BLOCK_BYTES):
                    yield block
        except ObjectMissing as error:
            raise RemoteRefuses("missing", f"the bytes of {digest} are missing here") from error

    def is_public(self, repository: str) -> bool:
        project = projects.present().filter(name=repository.partition("/")[0]).first()
        return project is not None and project.is_public

    # As a target

    def prepare(self, repository: str, *, is_public: bool) -> None:
        """Make the project, if it is absent."""
        name = RepositoryName.parse(repository)
        if projects.find(name.project) is not None:
            return
        if self.project_id is not None:
            raise RemoteRefuses("missing", f"this registry has no project {name.project}")
        wanted = projects.Wanted(name=name.project, is_public=is_public)
        with _told(), contextlib.suppress(ProjectExists):  # another task was just before
            projects.create(wanted=wanted, by=self._caller)

    def tags(self, repository: str) -> Iterator[str]:
        row = self._find(repository)
        rows = Tag.objects.present().filter(repository=row).order_by("name")
        if row is not None:
            yield from rows.values_list("name", flat=True).iterator(chunk_size=ROWS_AT_ONCE)

    def has_blob(self, repository: str, digest: Digest) -> bool:
        """Whether it does, and will for as long as a client may count on it (R5)."""
        row = self._find(repository)
        found = row and reads.blob(row.pk, digest)
        return bool(row and found and blobs.keep(repository_id=row.pk, blob_id=found.id))

    def mount(self, repository: str, digest: Digest, *, source: str) -> bool:
        """Within the project alone, as for a client that names no source."""
        del source
        name = RepositoryName.parse(repository)
        with _told():
            by = self._grant(name, Action.REPOSITORY_PUSH)
            return blobs.mount(name=name, source=None, digest=digest, by=by)

    def push_blob(
        self, repository: str, digest: Digest, size: int, blocks: Callable[[], Blocks]
    ) -> None:
        name = RepositoryName.parse(repository)
        with _told():
            by = self._grant(name, Action.REPOSITORY_PUSH)
            upload = uploads.begin(name=name, algorithm=digest.algorithm, by=by)
            try:
                self._bring(upload, name, digest, size, blocks(), by)
            except BaseException:
                uploads.abandon(upload.pk, by=by.by)
                raise

    def push_manifest(self, repository: str, reference: str, body: Body) -> None:
        name = RepositoryName.parse(repository)
        with _told():
            manifests.push(
                name=name,
                body=body.data,
                media_type=body.media_type,
                digest=Digest.parse(body.digest),
                tag_names=() if ":" in reference else (reference,),
                by=self._grant(name, Action.REPOSITORY_PUSH),
            )

    def delete(self, repository: str, tag: str, digest: str) -> None:
        name = RepositoryName.parse(repository)
        with _told(), contextlib.suppress(ManifestUnknown):
            if tag:
                by = self._grant(name, Action.TAG_DELETE)
                tags.delete(name=name, tag=tag, by=by)
                return
            by = self._grant(name, Action.ARTIFACT_DELETE)
            manifests.delete_artifact(name=name, reference=Digest.parse(digest), by=by)

    # What these are made of

    def _repositories(self) -> QuerySet[Repository]:
        rows = Repository.objects.published().filter(project__deleted_at=None)
        return rows if self.project_id is None else rows.filter(project=self.project_id)

    def _find(self, repository: str) -> Repository | None:
        rows = Repository.objects.present().filter(name=repository, project__deleted_at=None)
        return (rows if self.project_id is None else rows.filter(project=self.project_id)).first()

    def _grant(self, name: RepositoryName, action: Action) -> Access:
        found = projects.find(name.project)
        if found is None or self.project_id not in (None, found.pk):
            raise RemoteRefuses("missing", f"this registry has no project {name.project}")
        return replace(access.of_system(found, action), by=self._caller)

    @property
    def _caller(self) -> Caller:
        return replace(SYSTEM_CALLER, source=Source(user_agent=self.about))

    def _wanted(self, page: list[Manifest], filters: Filters) -> Iterator[Artifact]:
        named = _tags_of(page)
        known = labels.of_manifests([row.pk for row in page]) if filters.labels else {}
        for row in page:
            if not _is_meant(row, filters):
                continue
            if not filters.has_labels(label.name for label in known.get(row.pk, ())):
                continue
            mine = named.get(row.pk, [])
            wanted = [tag for tag in mine if filters.has_tag(tag)]
            if wanted or (not mine and filters.has_tag("")):
                yield Artifact(tuple(wanted), row.digest, row.size_total)  # type: ignore[attr-defined]

    def _bring(
        self,
        upload: Upload,
        name: RepositoryName,
        digest: Digest,
        size: int,
        blocks: Iterable[bytes],
        by: Access,
    ) -> None:
        """As a client's request does; what comes is hashed as it comes (R2)."""
        if size <= SMALL:
            body = b"".join(blocks)
            brought = uploads.bring(upload_id=upload.pk, name=name, by=by, start=None, body=body)
            assert brought is not None, "it is new"
            blobs.finish(name=name, upload=brought, digest=digest, by=by)
            return
        taken = uploads.take(upload_id=upload.pk, name=name, by=by, length=size)
        store, state, covered = stores.blob_store(), taken.state, taken.staged
        hashed = _Hashed(blocks, digest.algorithm)
        for block in hashed:
            if state["size"] + len(block) > covered:
                more = state["size"] + len(block)
                covered = uploads.cover(upload=taken, size=more, wanted=size)
            for start in range(0, len(block), MAX_WRITE_BYTES):
                state = store.write(state, memoryview(block)[start : start + MAX_WRITE_BYTES])
        store.sync(state)
        moved = uploads.advance(upload=taken, state=state, hashed=str(hashed.digest))
        blobs.finish(name=name, upload=moved, digest=digest, by=by)


class _Hashed:
    """Blocks as they go by, and what they amount to."""

    def __init__(self, blocks: Iterable[bytes], algorithm: str) -> None:
        self._blocks, self._algorithm, self._hash = blocks, algorithm, hasher(algorithm)

    def __iter__(self) -> Iterator[bytes]:
        for block in self._blocks:
            self._hash.update(block)
            yield block

    @property
    def digest(self) -> Digest:
        return Digest(self._algorithm, self._hash.hexdigest())


def _tags_of(page: list[Manifest]) -> dict[int, list[str]]:
    rows = Tag.objects.present().filter(manifest__in=[row.pk for row in page]).order_by("name")
    found: dict[int, list[str]] = {}
    for manifest_id, name in rows.values_list("manifest_id", "name"):
        if closures.subject_of_tag(name) is None:
            found.setdefault(manifest_id, []).append(name)
    return found


def _is_meant(row: Manifest, filters: Filters) -> bool:
    if filters.resource is None:
        return True
    return resource_of(row.media_type, row.config_media_type) is filters.resource


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Have what this registry refuses be told as others' refusals are."""
    try:
        yield
    except TagImmutable as error:
        raise RemoteRefuses("precondition", str(error)) from error
    except (QuotaExceeded, ReadOnly) as error:
        raise RemoteRefuses("denied", str(error)) from error
    except DomainError as error:
        raise RemoteRefuses("refused", str(error)) from error
    except StorageError as error:
        raise RemoteFault("storage", f"the storage here failed: {error}") from error
