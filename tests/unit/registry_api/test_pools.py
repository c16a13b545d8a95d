"""Threads whose database connection dies between two calls."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, connections

from registry_api import pools

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def thread() -> Iterator[ThreadPoolExecutor]:
    """Give a thread of a pool, with a connection that it has looked after just now, and lost."""
    with ThreadPoolExecutor(1) as pool:
        end(pool.submit(pools._with_database, backend).result())
        yield pool
        pool.submit(connections.close_all).result()


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def end(pid: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        assert cursor.fetchone() == (True,)


def test_f_09_a_read_survives_a_database_that_was_restarted_within_a_second(
    thread: ThreadPoolExecutor,
) -> None:
    assert thread.submit(pools._reading, backend).result() > 0


def test_f_09_a_write_is_not_done_again_by_itself_and_the_next_one_works(
    thread: ThreadPoolExecutor,
) -> None:
    with pytest.raises(DatabaseError):
        thread.submit(pools._with_database, backend).result()
    assert thread.submit(pools._with_database, backend).result() > 0


def test_what_the_database_refuses_is_not_asked_again(thread: ThreadPoolExecutor) -> None:
    asked = []

    def refused() -> None:
        asked.append(backend())
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '1ms'; SELECT pg_sleep(1)")

    thread.submit(pools._reading, backend).result()
    with pytest.raises(DatabaseError):
        thread.submit(pools._reading, refused).result()
    assert len(asked) == 1
