"""Hints that files carry: whoever looks for one finds it whole, or none."""

from pathlib import Path
from queue import Empty

from kombu import Connection

from harbor_py.settings import tasks
from tests.support.threads import start

COUNT = 3000
QUIET = 10_000
"""How often in a row nothing is found when all is over."""


def connection(folder: Path) -> Connection:
    options = dict.fromkeys(("data_folder_in", "data_folder_out"), str(folder))
    return Connection(
        tasks.CELERY_BROKER_URL,
        transport=tasks.CELERY_BROKER_TRANSPORT,
        transport_options=options | {"control_folder": str(folder / "control")},
    )


def test_f_14_a_hint_that_is_just_being_written_ends_no_worker(tmp_path: Path) -> None:
    taken: list[int] = []
    with connection(tmp_path) as ours, connection(tmp_path) as theirs:
        writing, reading = ours.channel(), theirs.channel()

        def write() -> None:
            for number in range(COUNT):
                writing._put("celery", {"number": number})

        def read() -> None:
            misses = 0
            while len(taken) < COUNT and misses < QUIET:
                try:
                    taken.append(reading._get("celery")["number"])
                    misses = 0
                except Empty:
                    misses += 1

        assert start(write, read)() == []
    assert taken == list(range(COUNT))
    assert [one for one in tmp_path.iterdir() if one.is_file()] == []
