"""Pages of names: each reads what it shows, however much there is besides."""

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


def require_no_sort(plan: str) -> None:
    assert "Sort" not in plan, plan  # PostgreSQL
    assert "TEMP B-TREE" not in plan, plan  # SQLite


def test_a_page_of_tags_is_read_in_the_order_of_the_index(
    name: RepositoryName, access: Access
) -> None:
    push(name, an_image([b"layer"]), access)
    one = Tag.objects.get()
    Tag.objects.bulk_create(
        Tag(repository=one.repository, manifest=one.manifest, name=f"v{number:05}")
        for number in range(MANY)
    )
    with CaptureQueriesContext(connection) as queries:
        found, is_more = tags.page(name, after="v01000", at_most=2)
    assert (found, is_more) == (["v01001", "v01002"], True)
    [query] = queries.captured_queries
    require_no_sort(plan_of(query["sql"]))


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
    after = f"{name.project}/v01000"
    with CaptureQueriesContext(connection) as queries:
        found, is_more = repositories.catalog_page(after=after, at_most=2)
    assert (found, is_more) == ([f"{name.project}/v01001", f"{name.project}/v01002"], True)
    [query] = queries.captured_queries
    require_no_sort(plan_of(query["sql"]))
