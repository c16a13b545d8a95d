"""What every storage driver promises; a new driver adds one line to DRIVERS."""

import json
import time
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from storage import stores
from storage.base import (
    MAX_WRITE_BYTES,
    READ_BLOCK_BYTES,
    DriverState,
    ObjectExists,
    ObjectMissing,
    Store,
    UploadMissing,
)
from storage.drivers.filesystem import FilesystemStore

DRIVERS: dict[str, Callable[[Path], Store]] = {
    "filesystem": FilesystemStore,
}

MALFORMED_KEYS = [
    "",
    "/",
    "blobs",
    "blobs/",
    "/blobs/a",
    "blobs//a",
    "blobs/a/",
    "blobs/../uploads/a",
    "../blobs/a",
    "blobs/.",
    "blobs/A",
    "blobs/a b",
    "blobs/a\n",
    "blobs/a\0",
    "blobs/é",
    "blobs/" + "a" * 129,
    "elsewhere/a",
]


@pytest.fixture(params=DRIVERS)
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Store]:
    """Open the same store again and again, as different processes would."""
    return lambda: DRIVERS[request.param](tmp_path)


@pytest.fixture
def store(make_store: Callable[[], Store]) -> Store:
    return make_store()


def put(store: Store, key: str, *chunks: bytes) -> None:
    store.commit(staged(store, *chunks), key)


def staged(store: Store, *chunks: bytes) -> DriverState:
    state = store.begin_upload()
    for chunk in chunks:
        state = store.write(state, chunk)
    return state


def read(store: Store, key: str, start: int = 0) -> bytes:
    with store.open(key, start=start) as handle:
        return handle.read()


def keys(store: Store, prefix: str) -> list[str]:
    return [found.key for found in store.walk(prefix)]


def test_every_driver_is_held_to_the_contract() -> None:
    assert DRIVERS.keys() == stores.DRIVERS.keys()


def test_what_was_written_can_be_read(store: Store) -> None:
    put(store, "blobs/a/b/c", b"hello ", b"", b"world")
    assert read(store, "blobs/a/b/c") == b"hello world"


def test_an_empty_object_is_an_object(store: Store) -> None:
    state = store.begin_upload()
    assert list(store.read_back(state)) == []
    assert store.commit(state, "blobs/a").size == 0
    assert read(store, "blobs/a") == b""


def test_an_object_appears_with_its_commit_and_not_before(store: Store) -> None:
    state = staged(store, b"half")
    store.sync(state)
    assert keys(store, "blobs/") == []
    store.commit(state, "blobs/a")
    assert keys(store, "blobs/") == ["blobs/a"]


def test_a_retried_chunk_replaces_its_torn_first_try(store: Store) -> None:
    state = staged(store, b"hello ")
    store.write(state, b"wor")  # the client never saw the answer
    store.commit(store.write(state, b"world"), "blobs/a")
    assert read(store, "blobs/a") == b"hello world"


def test_a_shorter_retry_leaves_nothing_of_the_longer_first_try(store: Store) -> None:
    state = staged(store, b"hello ")
    store.write(state, b"a much longer first try")
    store.commit(store.write(state, b"you"), "blobs/a")
    assert read(store, "blobs/a") == b"hello you"


def test_r8_a_tail_that_was_never_acknowledged_is_not_committed(store: Store) -> None:
    state = staged(store, b"hello")
    store.write(state, b" and more")
    assert b"".join(store.read_back(state)) == b"hello"
    assert store.commit(state, "blobs/a").size == 5
    assert read(store, "blobs/a") == b"hello"


def test_r8_any_process_can_continue_any_upload(make_store: Callable[[], Store]) -> None:
    state = make_store().begin_upload()
    for chunk in (b"one ", b"two ", b"three"):
        state = make_store().write(json.loads(json.dumps(state)), chunk)
        make_store().sync(json.loads(json.dumps(state)))
    make_store().commit(json.loads(json.dumps(state)), "blobs/a")
    assert read(make_store(), "blobs/a") == b"one two three"


def test_a_state_is_a_value_that_no_call_changes(store: Store) -> None:
    state = store.begin_upload()
    before = dict(state)
    after = store.write(state, b"data")
    store.sync(state)
    assert state == before
    assert after == {**state, "size": 4}


def test_r2_staged_bytes_are_read_back_in_blocks_to_be_verified(store: Store) -> None:
    data = bytes(range(256)) * (READ_BLOCK_BYTES // 256)
    state = staged(store, data, data, b"tail")
    blocks = list(store.read_back(state))
    assert [len(block) for block in blocks] == [READ_BLOCK_BYTES, READ_BLOCK_BYTES, 4]
    assert b"".join(blocks) == data + data + b"tail"


@pytest.mark.parametrize(("start", "expected"), [(0, b"hello"), (3, b"lo"), (5, b""), (99, b"")])
def test_an_object_can_be_read_from_anywhere(store: Store, start: int, expected: bytes) -> None:
    put(store, "blobs/a", b"hello")
    assert read(store, "blobs/a", start) == expected


def test_an_object_is_not_read_from_before_its_start(store: Store) -> None:
    put(store, "blobs/a", b"hello")
    with pytest.raises(ValueError, match="-1"):
        store.open("blobs/a", start=-1)


def test_an_object_has_the_size_and_time_of_its_commit(store: Store) -> None:
    began = time.time()
    committed = store.commit(staged(store, b"hello"), "blobs/a")
    assert committed.key == "blobs/a"
    assert committed.size == 5
    assert began - 1 < committed.modified_at < time.time() + 1
    assert store.stat("blobs/a") == committed
    assert list(store.walk("blobs/")) == [committed]


def test_an_object_that_is_absent_is_missing(store: Store) -> None:
    put(store, "blobs/a/b", b"hello")
    for key in ("blobs/b", "blobs/a", "blobs/a/b/c", "uploads/a"):
        with pytest.raises(ObjectMissing, match=key):
            store.open(key)
        with pytest.raises(ObjectMissing, match=key):
            store.stat(key)


def test_a_deleted_object_is_gone_and_may_be_deleted_again(store: Store) -> None:
    put(store, "blobs/a/b", b"hello")
    put(store, "blobs/a/c", b"other")
    for _ in range(2):
        store.delete("blobs/a/b")
        assert keys(store, "blobs/") == ["blobs/a/c"]
    for key in ("blobs/a", "blobs/never/was", "blobs/a/c/d"):
        store.delete(key)
    assert read(store, "blobs/a/c") == b"other"


def test_a_reader_keeps_the_object_it_opened_through_its_deletion(store: Store) -> None:
    put(store, "blobs/a", b"hello")
    with store.open("blobs/a") as handle:
        store.delete("blobs/a")
        assert handle.read() == b"hello"


def test_r3_deleting_one_generation_leaves_the_other(store: Store) -> None:
    put(store, "blobs/d/1", b"hello")
    put(store, "blobs/d/2", b"hello")
    store.delete("blobs/d/1")
    assert read(store, "blobs/d/2") == b"hello"


def test_an_object_is_never_overwritten(store: Store) -> None:
    put(store, "blobs/a", b"first")
    state = staged(store, b"second")
    with pytest.raises(ObjectExists):
        store.commit(state, "blobs/a")
    assert read(store, "blobs/a") == b"first"
    store.commit(state, "blobs/b")
    assert read(store, "blobs/b") == b"second"


def test_a_walk_lists_what_is_below_a_prefix_by_key(store: Store) -> None:
    for key in ("blobs/b/1", "blobs/a/2", "blobs/a0/1", "blobs/a/10", "blobs/c"):
        put(store, key, key.encode())
    assert keys(store, "blobs/") == sorted(
        ["blobs/a/10", "blobs/a/2", "blobs/a0/1", "blobs/b/1", "blobs/c"]
    )
    assert keys(store, "blobs/a") == keys(store, "blobs/a/") == ["blobs/a/10", "blobs/a/2"]
    assert keys(store, "blobs/z/") == keys(store, "blobs/c/") == []


def test_a_walk_bears_objects_that_vanish_meanwhile(store: Store) -> None:
    for key in ("blobs/a/1", "blobs/a/2", "blobs/b/1", "blobs/c/1"):
        put(store, key, b"")
    walk = store.walk("blobs/")
    assert next(walk).key == "blobs/a/1"
    store.delete("blobs/a/2")
    store.delete("blobs/b/1")
    assert [found.key for found in walk] == ["blobs/c/1"]


def test_staged_bytes_are_listed_so_that_a_sweep_can_delete_orphans(store: Store) -> None:
    assert keys(store, "uploads/") == []
    orphan, kept = staged(store, b"orphan"), staged(store, b"kept")
    found = {info.key: info.size for info in store.walk("uploads/")}
    assert found == {f"uploads/{orphan['file']}": 6, f"uploads/{kept['file']}": 4}

    store.delete(f"uploads/{orphan['file']}")
    assert keys(store, "uploads/") == [f"uploads/{kept['file']}"]
    store.commit(kept, "blobs/a")
    assert keys(store, "uploads/") == []


def test_an_aborted_upload_is_gone_and_may_be_aborted_again(store: Store) -> None:
    state = staged(store, b"hello")
    store.abort(state)
    store.abort(state)
    assert keys(store, "uploads/") == []
    assert_gone(store, state)


def test_a_committed_upload_is_over_and_aborting_it_harms_nothing(store: Store) -> None:
    state = staged(store, b"hello")
    store.commit(state, "blobs/a")
    store.abort(state)
    assert_gone(store, state)
    assert read(store, "blobs/a") == b"hello"


def assert_gone(store: Store, state: DriverState) -> None:
    with pytest.raises(UploadMissing):
        store.write(state, b" world")
    with pytest.raises(UploadMissing):
        store.sync(state)
    with pytest.raises(UploadMissing):
        list(store.read_back(state))
    with pytest.raises(UploadMissing):
        store.commit(state, "blobs/z")


def test_one_write_takes_eight_mebibytes_and_not_a_byte_more(store: Store) -> None:
    data = bytes(MAX_WRITE_BYTES)
    state = store.write(store.begin_upload(), data)
    with pytest.raises(ValueError, match="8388609"):
        store.write(state, data + b"x")
    assert store.commit(state, "blobs/a").size == MAX_WRITE_BYTES


def test_memory_stays_flat_however_large_the_upload(store: Store) -> None:
    block = bytes(1024 * 1024)
    tracemalloc.start()
    try:
        state = staged(store, *[block] * 64)
        assert sum(len(part) for part in store.read_back(state)) == 64 * len(block)
        store.commit(state, "blobs/a")
        with store.open("blobs/a") as handle:
            while handle.read(len(block)):
                pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * len(block)


@pytest.mark.parametrize("key", MALFORMED_KEYS)
def test_a_malformed_key_reaches_no_file(store: Store, key: str) -> None:
    state = staged(store, b"hello")
    calls: list[Callable[[], object]] = [
        lambda: store.open(key),
        lambda: store.stat(key),
        lambda: store.delete(key),
        lambda: store.local_path(key),
        lambda: store.commit(state, key),
    ]
    for call in calls:
        with pytest.raises(ValueError, match="key"):
            call()
    assert b"".join(store.read_back(state)) == b"hello"


@pytest.mark.parametrize("prefix", ["", "/", "..", "blobs/..", "/etc", "blobs//", "etc/"])
def test_a_malformed_prefix_is_refused_before_the_walk_begins(store: Store, prefix: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        store.walk(prefix)


def test_nothing_is_committed_among_the_staged_bytes(store: Store) -> None:
    state = staged(store, b"hello")
    with pytest.raises(ValueError, match="uploads/a"):
        store.commit(state, "uploads/a")


@pytest.mark.parametrize(
    "forged", [{"file": "../blobs/a"}, {"file": 7}, {"size": -1}, {"size": "9"}]
)
def test_a_malformed_state_reaches_no_file(store: Store, forged: DriverState) -> None:
    put(store, "blobs/a", b"hello")
    state = {**store.begin_upload(), **forged}
    with pytest.raises(ValueError, match="staged file"):
        store.write(state, b"x")
    with pytest.raises(ValueError, match="staged file"):
        store.abort(state)
    assert read(store, "blobs/a") == b"hello"


def test_the_path_of_an_object_holds_its_bytes(store: Store) -> None:
    put(store, "blobs/a", b"hello")
    path = store.local_path("blobs/a")
    assert path is None or path.read_bytes() == b"hello"


def test_a_redirect_leads_to_an_address(store: Store) -> None:
    put(store, "blobs/a", b"hello")
    url = store.redirect_url("blobs/a", ttl=timedelta(minutes=1))
    assert url is None or url.startswith(("http://", "https://"))


def test_a_late_write_does_not_reach_bytes_that_were_taken_over(store: Store) -> None:
    key = "blobs/sha256/00/" + "0" * 64 + "/" + "0" * 16
    old = store.write(store.begin_upload(), b"acknowledged")
    new = store.fork(old)
    store.abort(old)
    with pytest.raises(UploadMissing):
        store.write(old, b" and poisoned")
    store.commit(new, key)
    assert read(store, key) == b"acknowledged"


def test_what_is_gone_cannot_be_taken_over(store: Store) -> None:
    state = store.begin_upload()
    store.abort(state)
    with pytest.raises(UploadMissing):
        store.fork(state)
