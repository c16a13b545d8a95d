"""Cron lines as Harbor's API has them: six fields, of which the first, the seconds, is 0."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

from jobs import clock
from jobs.errors import CronInvalid

FIELDS = 6
HOURLY, DAILY, WEEKLY = "0 0 * * * *", "0 0 0 * * *", "0 0 0 * * 0"


def require(line: str, time_zone: str = "UTC") -> None:
    """Raise CronInvalid unless the line names moments, some of them to come."""
    if next(_moments(line, time_zone, clock.now()), None) is None:
        raise CronInvalid(f"{line!r} names no moment to come")


def next_after(moment: datetime, line: str, time_zone: str = "UTC") -> datetime | None:
    """The first moment of the line after *moment*, in UTC."""
    return next(_moments(line, time_zone, moment), None)


def coming(line: str, time_zone: str, *, after: datetime, count: int) -> list[datetime]:
    return list(islice(_moments(line, time_zone, after), count))


def _moments(line: str, time_zone: str, after: datetime) -> Iterator[datetime]:
    fields = line.split()
    if len(fields) != FIELDS:
        raise CronInvalid(
            "a schedule has six fields: 0, minute, hour, day of the month, month, day of the week"
        )
    if fields[0] != "0":
        raise CronInvalid("the first field, the seconds, is 0: nothing runs more often than that")
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CronInvalid(f"{time_zone!r} is no time zone") from error
    try:
        # Five fields, so that an hour that does not exist in spring is not left out (as in Debian).
        found = CronSim(" ".join(fields[1:]).replace("?", "*"), after.astimezone(zone))
    except CronSimError as error:
        raise CronInvalid(f"{line!r}: {error}") from error
    return (moment.astimezone(UTC) for moment in found)
