"""Names in natural order: the keys that tags keep of theirs."""

import importlib
from itertools import pairwise

import pytest
from django.apps import apps
from django.db import connection

from artifacts import natural
from artifacts.models import Repository, Tag
from oci.reference import RepositoryName
from projects.access import Access
from tests.support.images import an_image
from tests.unit.artifacts.test_push import push

LONGEST = 128


@pytest.mark.parametrize(
    "names",
    [
        ["1", "2", "10", "100"],
        ["1.9", "1.9-alpine", "1.9.1", "1.10", "1.10.0", "2.0"],
        ["v1", "v1.2", "v1.10", "v2", "v10"],
        ["3.9", "3.10", "3.10-rc1", "3.10-rc2", "3.10-rc10", "edge", "latest"],
        ["0", "7", "A", "_", "a", "a1", "a01.1", "a2", "a10", "b"],
        ["build-20251124", "build-20251125", "build-100000000000000000000"],
        ["a" + "9" * (LONGEST - 2), "a1" + "0" * (LONGEST - 2)],
    ],
)
def test_numbers_count_as_such(names: list[str]) -> None:
    keys = [natural.key(name).encode() for name in names]
    assert all(one < next_ for one, next_ in pairwise(keys)), keys


@pytest.mark.parametrize("name", ["1.", "9" * LONGEST, "0" * LONGEST, "x" * LONGEST])
def test_keys_of_the_longest_names_find_room(name: str) -> None:
    column = Tag._meta.get_field("natural_name")
    assert len(natural.key((name * LONGEST)[:LONGEST])) <= (column.max_length or 0)


@pytest.mark.usefixtures("storage")
def test_tags_keep_their_keys(
    name: RepositoryName, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Be they pushed, saved, or there before the column was."""
    push(name, an_image([b"layer"]), access, tag="v1.10")
    one = Tag.objects.get()
    for other in ("v2", "v03"):
        Tag.objects.create(repository=Repository.objects.get(), name=other, manifest=one.manifest)
    keys = {"v1.10": "v011.0210", "v2": "v012", "v03": "v013"}
    assert dict(Tag.objects.values_list("name", "natural_name")) == keys
    Tag.objects.update(natural_name="")
    migration = importlib.import_module("artifacts.migrations.0005_natural_names")
    monkeypatch.setattr(migration, "AT_ONCE", 2)
    migration.fill(apps, connection.schema_editor())
    assert dict(Tag.objects.values_list("name", "natural_name")) == keys
