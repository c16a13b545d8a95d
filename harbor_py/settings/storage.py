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

TRASH_DAYS = env.integer("HARBOR_TRASH_DAYS", default=7, minimum=0, maximum=365)
"""Days for which deleted tags, artifacts and repositories can be brought back; garbage collection
leaves them alone until then. 0: what is deleted is gone for good."""

GC_GRACE = timedelta(
    milliseconds=env.integer(
        "HARBOR_GC_GRACE_MILLISECONDS", default=86_400_000, minimum=100, maximum=31 * 86_400_000
    )
)
"""Milliseconds for which garbage collection keeps a blob, though no manifest names it, after a
client pushed it or was told that it is there: as long as a push may take (a day by default)."""

GC_BRAKE_PERCENT = env.integer("HARBOR_GC_BRAKE_PERCENT", default=20, minimum=1, maximum=100)
"""Garbage collection takes no larger share of all blobs at once, unless it is told to do exactly
what a dry run listed. 100: there is no such brake."""

SCRUB_DAYS = env.integer("HARBOR_SCRUB_DAYS", default=30, minimum=1, maximum=3650)
"""Days within which every blob is read again and compared with its digest, night by night."""

SCRUB_BYTES_PER_SECOND = 2**20 * env.integer(
    "HARBOR_SCRUB_MIB_PER_SECOND", default=100, minimum=1, maximum=100_000
)
"""MiB a second that reading them may take from the disk."""
