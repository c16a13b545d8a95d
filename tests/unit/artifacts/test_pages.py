"""Pages of names: each reads what it shows, however much there is besides."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts import repositories, tags
from artifacts.models import Repository, Tag
from oci.reference import RepositoryName
from projects.access import Access
from tests.support.images import an_image
from tests.unit.artifacts.test_push import push

pytestmark = pytest.mark.usefixtures("storage")

MANY = 3_000


def plan_of(statement: str) -> str:
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {statement}")
        return "\n".join(str(row) for row in cursor.fetchall())


def page(read: Callable[..., tuple[list[str], bool]], *given: object, after: str) -> list[str]:
    """Read a page in the one query it may take, which must not sort."""
    with CaptureQueriesContext(connection) as queries:
        found, is_more = read(*given, after=after, at_most=2)
    assert is_more
    [query] = queries.captured_queries
    plan = plan_of(query["sql"])
    assert "Sort" not in plan, plan  # PostgreSQL
    assert "TEMP B-TREE" not in plan, plan  # SQLite
    return found


def test_a_page_of_tags_is_read_in_the_order_of_the_index(
    name: RepositoryName, access: Access
) -> None:
    push(name, an_image([b"layer"]), access)
    one = Tag.objects.get()
    Tag.objects.bulk_create(
        Tag(repository=one.repository, manifest=one.manifest, name=f"v{number:05}")
        for number in range(MANY)
    )
    assert page(tags.page, name, after="v01000") == ["v01001", "v01002"]


def test_a_page_of_repositories_is_read_in_the_order_of_the_index(
    name: RepositoryName, access: Access
) -> None:
    push(name, an_image([b"layer"]), access)
    one = Repository.objects.get()
    Repository.objects.bulk_create(
        Repository(
            project_id=one.project_id,
            name=f"{name.project}/v{number:05}",
            published_at=one.published_at,
        )
        for number in range(MANY)
    )
    found = page(repositories.catalog_page, after=f"{name.project}/v01000")
    assert found == [f"{name.project}/v01001", f"{name.project}/v01002"]
