"""The installation's secret: made once, kept in the data folder, readable by its owner only."""

import os
import secrets
from pathlib import Path


def load(data_dir: Path) -> str:
    """Read the secret of *data_dir*, making it at first start.

    Safe when two processes start at once: the file appears whole, and the first one wins.
    """
    path = data_dir / "secret-key"
    if not path.exists():
        _create(path)
    return path.read_text(encoding="ascii").strip()


def _create(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
