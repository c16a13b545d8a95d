"""What routes there are, asked of the code; and what each of them needs, said by hand."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import URLPattern, URLResolver

from accounts.api.endpoints import Endpoint
from harbor_py import urls
from registry_api import routes as wire

SAFE = ("GET", "HEAD")


def of_api() -> Iterator[str]:
    """`METHOD /path` of each operation of the REST API, without the twins that end with a slash."""
    for path, view in _views():
        yield from (f"{method} {_named(path)}" for method in view.operations)


def of_wire() -> Iterator[str]:
    """The same of the registry's protocol, below a repository."""
    for tail, endpoints in wire.IN_REPOSITORY.items():
        yield from (f"{method} /v2/{{name}}/{tail}" for method in endpoints)


def _views(
    patterns: Sequence[Any] = urls.urlpatterns, prefix: str = "/"
) -> Iterator[tuple[str, type[Endpoint]]]:
    for pattern in patterns:
        path = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern) and not path.endswith("/"):
            view = getattr(pattern.callback, "view_class", None)
            if view is not None and issubclass(view, Endpoint):
                yield path, view


def _named(path: str) -> str:
    """`<int:user_id>` becomes `{user_id}`."""
    parts = path.split("<")
    ends = [part.partition(">") for part in parts[1:]]
    return parts[0] + "".join(f"{{{name.rpartition(':')[2]}}}{rest}" for name, _, rest in ends)


def deeds() -> set[str]:
    """Those that change something: unsafe ones, unless they say otherwise, and who says so."""
    of_api_ = {
        f"{method} {_named(path)}"
        for path, view in _views()
        for method, declared in view.operations.items()
        if (method not in SAFE if declared.is_deed is None else declared.is_deed)
    }
    return of_api_ | {name for name in of_wire() if name.partition(" ")[0] not in SAFE}
