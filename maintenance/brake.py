"""The brake: what would take so much at once is more likely a mistake than garbage (R6)."""

from django.conf import settings

FROM = 100
"""Fewer than this are no harm, whatever share of all they are."""


def holds(going: int, there: int) -> bool:
    """Whether so many, of all that there are, are more than may go at once."""
    return going >= FROM and 100 * going > settings.GC_BRAKE_PERCENT * there
