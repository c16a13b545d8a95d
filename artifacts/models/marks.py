"""What marks rows as there, or as deleted."""

from django.db import models

PRESENT = models.Q(deleted_at=None)
DELETED = models.Q(deleted_at__isnull=False)
