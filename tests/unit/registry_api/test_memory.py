"""What is remembered costs no query, and is never answered once it is old."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connections
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.principals import Principal, of_user
from artifacts import manifests, reads
from artifacts.errors import ManifestUnknown
from artifacts.reads import Kind
from oci.digest import Digest
from oci.reference import RepositoryName
from projects.access import Access
from projects.errors import TokenInvalid
from projects.models import Project
from registry_api import pools
from registry_api.memory import Memory
from tests.support.images import Image, an_image
from tests.unit.artifacts.test_push import push

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("storage")]


@pytest.fixture(autouse=True)
def threads(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Threads of this test's own, whose database connections end with it."""
    executors = [ThreadPoolExecutor(max_workers=1) for _ in range(2)]
    for name, executor in zip(("_domain", "_freshness"), executors, strict=True):
        monkeypatch.setattr(pools, name, executor)
    yield
    for executor in executors:
        executor.submit(connections.close_all).result()
        executor.shutdown()


async def elsewhere(call: Callable[..., object], *args: object, **kwargs: object) -> None:
    """What another process does: in another thread, on a connection of its own."""
    run = partial(call, *args, **kwargs)
    await asyncio.get_running_loop().run_in_executor(pools._domain, run)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each pool was asked; the questions themselves are real."""
    counts: Counter[str] = Counter()

    def counted(pool: str) -> Callable[..., Awaitable[object]]:
        run = getattr(pools, pool)

        async def ask(*args: object, **kwargs: object) -> object:
            counts[pool] += 1
            return await run(*args, **kwargs)

        return ask

    for pool in ("domain", "freshness"):
        monkeypatch.setattr(pools, pool, counted(pool))
    return counts


@pytest.fixture
def image(name: RepositoryName, access: Access) -> Image:
    image = an_image([b"layer"])
    push(name, image, access, tag="latest")
    return image


def test_each_cold_read_is_one_query(
    name: RepositoryName,
    image: Image,
    root: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        place = reads.locate(name)
    assert place is not None
    assert place.repository_id is not None
    assert place.version is not None
    with django_assert_num_queries(1):
        assert reads.manifest(place.repository_id, "latest") is not None
    with django_assert_num_queries(1):
        assert reads.manifest(place.repository_id, Digest.parse(image.digest)) is not None
    with django_assert_num_queries(1):
        assert reads.blob(place.repository_id, Digest.of(b"layer")) is not None
    keys = {
        (Kind.REPOSITORY, place.repository_id),
        (Kind.PROJECT, place.project_id),
        (Kind.USER, root.pk),
        (Kind.USER, root.pk + 1),
    }
    with django_assert_num_queries(1):
        versions = reads.versions(keys)
    assert versions == {
        (Kind.REPOSITORY, place.repository_id): place.version,
        (Kind.PROJECT, place.project_id): place.project_epoch,
        (Kind.USER, root.pk): root.epoch,
    }


def test_warm_memory_asks_nothing_but_the_shared_validation(
    name: RepositoryName, image: Image, root: User, asked: Counter[str]
) -> None:
    async def read_twice() -> None:
        memory, principal = Memory(), of_user(root)
        for _ in range(2):
            asked.clear()
            state = await memory.state_of(name, principal)
            assert state is not None
            found = await memory.manifest(state, "latest")
            assert found.body == image.manifest
            blob = await memory.blob(state, Digest.of(b"layer"))
            assert blob.size == 5
        assert asked["domain"] == 0

    asyncio.run(read_twice())


def test_all_who_wait_share_one_validation(
    name: RepositoryName, image: Image, root: User, asked: Counter[str]
) -> None:
    async def read_together() -> None:
        memory, principal = Memory(), of_user(root)
        await memory.state_of(name, principal)
        asked.clear()
        await asyncio.gather(*(memory.state_of(name, principal) for _ in range(50)))
        assert asked["freshness"] <= 2

    asyncio.run(read_together())


def test_what_was_pushed_or_deleted_is_seen_at_once(
    name: RepositoryName, image: Image, root: User, access: Access
) -> None:
    other = an_image([b"other"])

    async def read(memory: Memory, principal: Principal) -> bytes:
        state = await memory.state_of(name, principal)
        assert state is not None
        return (await memory.manifest(state, "latest")).body

    async def rounds() -> None:
        memory, principal = Memory(), of_user(root)
        for turn in range(10):
            newest = (image, other)[turn % 2]
            await elsewhere(push, name, newest, access, tag="latest")
            assert await read(memory, principal) == newest.manifest
            assert await read(memory, principal) == newest.manifest
        digest = Digest.parse(other.digest)
        await elsewhere(manifests.delete, name=name, digest=digest, by=access)
        with pytest.raises(ManifestUnknown):
            await read(memory, principal)

    asyncio.run(rounds())


def test_an_account_that_changed_is_refused_at_once(
    name: RepositoryName, image: Image, root: User
) -> None:
    async def read() -> None:
        memory, principal = Memory(), of_user(root)
        assert await memory.state_of(name, principal) is not None
        await elsewhere(User.objects.filter(pk=root.pk).update, epoch=99)
        with pytest.raises(TokenInvalid):
            await memory.state_of(name, principal)

    asyncio.run(read())


def test_a_deleted_project_is_gone_at_once(
    name: RepositoryName, image: Image, root: User, project: Project
) -> None:
    async def read() -> None:
        memory, principal = Memory(), of_user(root)
        assert await memory.state_of(name, principal) is not None
        gone = Project.objects.filter(pk=project.pk)
        await elsewhere(gone.update, deleted_at="2026-01-01T00:00:00Z")
        assert await memory.state_of(name, principal) is None

    asyncio.run(read())
