"""Where the embedded default keeps what it has to keep."""

from pathlib import Path

from harbor_py.settings import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent

DATA_DIR = env.folder("HARBOR_DATA_DIR", default=BASE_DIR / "data")
"""The folder of all that must last: database, blobs, keys. Absent: `data` beside `manage.py`."""
