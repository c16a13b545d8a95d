"""Tags: names that point at manifests, and the history of where they pointed."""

from django.utils import timezone

from artifacts.errors import RepositoryUnknown
from artifacts.models import Manifest, Repository, Tag, TagMove
from oci.reference import RepositoryName
from projects.access import Access


def point(*, repository: Repository, name: str, manifest: Manifest, by: Access) -> str | None:
    """Point the tag at *manifest* under the repository's lock; answers the digest it left (R11)."""
    tag = Tag.objects.filter(repository=repository, name=name).order_by("-pk").first()
    was = tag.manifest.digest if tag is not None and tag.deleted_at is None else None
    if tag is None:
        tag = Tag(repository=repository, name=name)
    tag.manifest = manifest
    tag.push_time = timezone.now()
    tag.deleted_at = None
    tag.save()
    if was != manifest.digest:
        TagMove.objects.create(
            repository=repository,
            name=name,
            old_digest=was or "",
            new_digest=manifest.digest,
            moved_by=by.by.principal.name,
        )
    return was


def page(name: RepositoryName, *, after: str, at_most: int | None) -> tuple[list[str], bool]:
    """Names of tags in lexical order, beyond *after*; and whether there are more.

    Raises RepositoryUnknown.
    """
    repository = Repository.objects.published().filter(name=name.path).first()
    if repository is None:
        raise RepositoryUnknown(name.path)
    tags = Tag.objects.present().filter(repository=repository).order_by("name")
    if after:
        tags = tags.filter(name__gt=after)
    names = tags.values_list("name", flat=True)
    if at_most is None:
        return list(names), False
    found = list(names[: at_most + 1])
    return found[:at_most], len(found) > at_most
