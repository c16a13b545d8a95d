"""Writers of one SQLite file take turns in order of arrival, whatever process they are in."""

import multiprocessing
import threading
import time
from pathlib import Path

from harbor_py.sqlite.writer_lock import WriterLock


def test_threads_get_their_turn_in_order_of_arrival(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path / "lock")
    order: list[int] = []

    def write(number: int) -> None:
        lock.acquire()
        order.append(number)
        lock.release()

    lock.acquire()
    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
        time.sleep(0.005)
    lock.release()
    for thread in threads:
        thread.join()
    assert order == list(range(20))


def _hold(path: Path, count: int, waits: "multiprocessing.Queue[float]") -> None:
    lock = WriterLock(path)
    longest = 0.0
    for _ in range(count):
        began = time.monotonic()
        lock.acquire()
        longest = max(longest, time.monotonic() - began)
        time.sleep(0.002)
        lock.release()
    waits.put(longest)


def test_no_process_is_starved(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    waits = context.Queue()
    processes = [
        context.Process(target=_hold, args=(tmp_path / "lock", 50, waits)) for _ in range(4)
    ]
    for process in processes:
        process.start()
    longest = [waits.get(timeout=30) for _ in processes]
    for process in processes:
        process.join()
    assert max(longest) < 1.0


def _take_and_stay(path: Path, taken: "multiprocessing.synchronize.Event") -> None:
    WriterLock(path).acquire()
    taken.set()
    time.sleep(60)


def test_the_kernel_frees_the_lock_of_a_killed_process(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    taken = context.Event()
    holder = context.Process(target=_take_and_stay, args=(tmp_path / "lock", taken))
    holder.start()
    assert taken.wait(30)
    holder.kill()
    holder.join()
    lock = WriterLock(tmp_path / "lock")
    began = time.monotonic()
    lock.acquire()
    assert time.monotonic() - began < 1.0
    lock.release()
