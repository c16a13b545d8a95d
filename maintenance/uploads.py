"""Sweeps uploads that their clients left lying."""

from artifacts import uploads
from jobs import clock

BATCH = 100


def sweep() -> int:
    """Drop every expired upload, in batches; safe to run twice at once. Answers how many."""
    swept = 0
    while count := uploads.sweep(now=clock.now(), at_most=BATCH):
        swept += count
    return swept
