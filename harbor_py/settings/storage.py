"""Where blob bytes live, and for how long unfinished uploads are kept."""

from datetime import timedelta

from harbor_py.settings import env
from harbor_py.settings.paths import DATA_DIR

STORAGE_DRIVER = env.choice("HARBOR_STORAGE_DRIVER", ("filesystem",), default="filesystem")
"""Where blob bytes live: `filesystem` is a folder below the data folder."""

STORAGE_ROOT = DATA_DIR / "storage"

DISK_FLOOR_BYTES = 2**20 * env.integer(
    "HARBOR_DISK_FLOOR_MIB", default=256, minimum=0, maximum=2**30
)
"""MiB that must stay free on the disk of the blobs: uploads stop before, pulls go on."""

UPLOADS_PER_PRINCIPAL = env.integer(
    "HARBOR_UPLOADS_PER_PRINCIPAL", default=2000, minimum=1, maximum=1_000_000
)
"""How many uploads one user or robot may have open at once."""

STAGED_BYTES_PER_PRINCIPAL = 2**30 * env.integer(
    "HARBOR_STAGED_GIB_PER_PRINCIPAL", default=1024, minimum=1, maximum=2**30
)
"""GiB that the open uploads of one user or robot may hold on the disk, all together."""

UPLOAD_EXPIRY = timedelta(
    hours=env.integer("HARBOR_UPLOAD_EXPIRY_HOURS", default=168, minimum=1, maximum=8760)
)
"""Hours after which an upload that nobody continued is swept."""
