"""The database wrapper: every transaction takes its turn before ``BEGIN IMMEDIATE``."""

from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from harbor_py.sqlite import writer_lock


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite whose ``atomic()`` blocks queue fairly; reads outside of them wait for nobody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: writer_lock.WriterLock | None = None

    def _start_transaction_under_autocommit(self) -> None:
        if not self.is_in_memory_db():
            turn = writer_lock.of(str(self.settings_dict["NAME"]))
            try:
                turn.acquire()
            except TimeoutError as error:
                raise OperationalError(str(error)) from error
            self._turn = turn
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.release()
