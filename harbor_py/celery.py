"""The Celery app: it carries hints, the database knows what is to be done."""

import logging
import os
import warnings

from celery import Celery, shared_task

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harbor_py.settings")

# The advice is about pickled messages; ours are JSON. A container's root is for whoever runs it.
warnings.filterwarnings("ignore", message="You're running the worker with superuser")

app = Celery("harbor_py")
app.config_from_object("django.conf:settings", namespace="CELERY")


@shared_task(ignore_result=True)
def tick() -> None:
    """Do what is due. Beat's only entry."""
    from maintenance import uploads  # noqa: PLC0415  # needs the apps

    swept = uploads.sweep()
    if swept:
        logging.getLogger("harbor.maintenance").info("swept %d abandoned uploads", swept)
