"""The one entry: ``/v2`` and ``/service/token`` to the data plane, ``/ui`` to the console's files.

Everything else goes to Django.
"""

import os

import django
from django.conf import settings
from starlette.types import Receive, Scope, Send

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "harbor_py.settings")
django.setup()

from harbor_py import processes  # noqa: E402  # needs the apps
from harbor_py.console import Console, is_console  # noqa: E402  # needs the apps
from harbor_py.django_bridge import DjangoBridge  # noqa: E402  # needs the apps
from harbor_py.edge import Edge  # noqa: E402  # needs the apps
from registry_api.app import RegistryApi  # noqa: E402  # needs the apps

_registry = RegistryApi()
_console = Console(settings.BASE_DIR / "frontend" / "dist")
_django = DjangoBridge()


async def _route(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        processes.die_with_parent()
        await _live(receive, send)
    elif is_wire(scope["path"]):
        await _registry(scope, receive, send)
    elif is_console(scope["path"]):
        await _console(scope, receive, send)
    else:
        await _django(scope, receive, send)


async def _live(receive: Receive, send: Send) -> None:
    """From the first request until the last has been answered (ASGI's lifespan protocol)."""
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await _registry.close()
    await send({"type": "lifespan.shutdown.complete"})


def is_wire(path: str) -> bool:
    return path.startswith("/v2/") or path in ("/v2", "/service/token")


application = Edge(_route)
