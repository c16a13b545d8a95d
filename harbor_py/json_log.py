"""One JSON object a line: what a log collector reads without being taught."""

import asyncio
import json
import logging
import sys
from contextlib import suppress
from datetime import UTC, datetime

import orjson


class JsonFormatter(logging.Formatter):
    """Puts a record's message, and the mapping passed as ``extra={"fields": …}``, on one line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update(_of_request(record))
        line.update(getattr(record, "fields", {}))
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return _encode(line).decode()


def _of_request(record: logging.LogRecord) -> dict[str, object]:
    """The id that the client was told, where the record is about a request of Django's."""
    source = getattr(getattr(record, "request", None), "META", {}).get("harbor.source")
    return {} if source is None else {"request_id": source.request_id}


class RequestLog:
    """A line for each request, on standard output; those of one turn of the event loop together.

    Not through ``logging``, whose records cost several times what the line does.
    """

    def __init__(self) -> None:
        self._lines: list[bytes] = []

    def write(self, **fields: object) -> None:
        line = {"time": datetime.now(UTC), "level": "info", "logger": "harbor.request"}
        if not self._lines:
            asyncio.get_running_loop().call_soon(self._flush)
        self._lines.append(_encode({**line, "message": "request", **fields}))

    def _flush(self) -> None:
        lines, self._lines = self._lines, []
        sys.stdout.buffer.write(b"\n".join([*lines, b""]))
        sys.stdout.buffer.flush()


def _encode(line: dict[str, object]) -> bytes:
    """In ASCII: readers of lines take more than one character for the end of one."""
    with suppress(TypeError):  # what is not UTF-8
        encoded = orjson.dumps(line, default=_text)
        if encoded.isascii():
            return encoded
    return json.dumps(line, default=_text).encode()


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
