"""Repositories: made by the first push into them, versioned by every change."""

from django.db.models import Count, F
from django.utils import timezone

from artifacts.models import Repository
from oci.reference import RepositoryName
from projects.models import Project


def find(name: RepositoryName) -> Repository | None:
    return Repository.objects.present().filter(name=name.path).first()


def ensure(name: RepositoryName, project_id: int) -> Repository:
    """The repository, made if it is absent, in the caller's transaction. Safe when two do it."""
    repository = find(name)
    if repository is None:
        wanted = Repository(name=name.path, project_id=project_id)
        Repository.objects.bulk_create([wanted], ignore_conflicts=True)
        repository = find(name)
    assert repository is not None
    return repository


def note_change(repository: Repository) -> None:
    """Raise the version, locking the row: after the commit no reader trusts what it remembers."""
    now = timezone.now()
    Repository.objects.filter(pk=repository.pk).update(version=F("version") + 1, update_time=now)
    Repository.objects.filter(pk=repository.pk, published_at=None).update(published_at=now)


def is_empty(project: Project) -> bool:
    """Whether nothing that people see is left in *project*."""
    return not Repository.objects.published().filter(project=project).exists()


def published_counts(project_ids: list[int]) -> dict[int, int]:
    """How many repositories people see in each project."""
    rows = (
        Repository.objects.published()
        .filter(project_id__in=project_ids)
        .order_by()
        .values_list("project_id")
        .annotate(Count("pk"))
    )
    return dict(rows)
