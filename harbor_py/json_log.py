"""One JSON object a line: what a log collector reads without being taught."""

import json
import logging
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    """Puts a record's message, and the mapping passed as ``extra={"fields": …}``, on one line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update(getattr(record, "fields", {}))
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)
