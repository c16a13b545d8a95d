"""Databases with tables and nothing in them: whoever begins with one need not migrate.

To migrate takes seconds of computing, and the tests start a hundred servers. That a server makes
its tables itself is shown by those that begin with nothing: `Server(begins_empty=True)`.
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def migrate(**settings: str) -> None:
    """Make the tables where the settings say; they are without the prefix in their names."""
    outer = {name: value for name, value in os.environ.items() if not name.startswith("HARBOR_")}
    made = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=ROOT,
        env={**outer, **{f"HARBOR_{name.upper()}": value for name, value in settings.items()}},
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise RuntimeError(f"migrate failed:\n{made.stdout}{made.stderr}")


def sqlite_file(folder: Path) -> Path:
    """Give the database of this run of tests; whoever asks first makes it, the others wait."""
    folder.mkdir(exist_ok=True)
    kept = folder / "harbor.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            (folder / "new").mkdir()
            migrate(data_dir=str(folder / "new"))
            (folder / "new/harbor.sqlite3").rename(kept)
            assert not (folder / "new/harbor.sqlite3-wal").exists()
    return kept
