"""Things done at the same time, each with a database connection of its own."""

import threading
from collections.abc import Callable

from django.db import connections

Deed = Callable[[], object]


def start(*deeds: Deed) -> Callable[[], list[Exception]]:
    """Begin them all; what is answered waits for the last one and tells which errors there were."""
    errors: list[Exception] = []

    def run(deed: Deed) -> None:
        try:
            deed()
        except Exception as error:  # noqa: BLE001  # told to the test
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()

    def wait() -> list[Exception]:
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive()
        return errors

    return wait


def at_once(*deeds: Deed) -> list[Exception]:
    return start(*deeds)()
