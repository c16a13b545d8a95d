"""The one store of this process, as the settings choose it."""

import functools

from django.conf import settings

from storage import stores
from storage.base import Store


@functools.cache
def blob_store() -> Store:
    return stores.open_store(
        settings.STORAGE_DRIVER, root=settings.STORAGE_ROOT, floor_bytes=settings.DISK_FLOOR_BYTES
    )
