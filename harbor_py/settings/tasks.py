"""Celery: it carries hints only; without Redis a folder is its broker."""

from harbor_py.settings import env
from harbor_py.settings.paths import DATA_DIR

REDIS_URL = env.url("HARBOR_REDIS_URL", schemes=("redis", "rediss"))
"""Redis that carries hints to the workers. Absent: a folder in the data folder does."""

BROKER_FOLDER = DATA_DIR / "broker"

CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost//"
CELERY_BROKER_TRANSPORT = None if REDIS_URL else "harbor_py.hints:Transport"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {}
    if REDIS_URL
    else {
        "data_folder_in": str(BROKER_FOLDER),
        "data_folder_out": str(BROKER_FOLDER),
        "control_folder": str(BROKER_FOLDER / "control"),
    }
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_TIMEZONE = "UTC"

TICK_SECONDS = 60
CELERY_BEAT_SCHEDULE = {
    "tick": {
        "task": "harbor_py.celery.tick",
        "schedule": TICK_SECONDS,
        "options": {"expires": TICK_SECONDS},
    }
}

JOB_LEASE_SECONDS = env.integer("HARBOR_JOB_LEASE_SECONDS", default=60, minimum=2, maximum=3600)
"""Seconds after which a background job whose worker shows no life is begun again elsewhere."""
