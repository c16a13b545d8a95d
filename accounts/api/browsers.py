"""What browsers send of their own accord, and what tells our pages' requests from others' (WB-01).

Imports no endpoint: whoever authenticates requests is loaded before those.
"""

from urllib.parse import urlsplit

from rest_framework.request import Request
from rest_framework.response import Response

from accounts import sessions

CSRF_HEADER = "X-Harbor-CSRF-Token"
NO_RENEWAL = "X-Harbor-No-Session-Renewal"
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_PORTS = {"http": 80, "https": 443}


def session_cookie(request: Request) -> str:
    """The session's cookie, or nothing.

    On https it has a name that a neighbouring domain cannot set, and no other counts (WB-08).
    """
    return request.COOKIES.get(_cookie_name(request), "")


def set_session_cookie(request: Request, response: Response, cookie: str) -> None:
    """Lax, not Strict: who follows a link to an export in a mail is still logged in."""
    response.set_cookie(
        _cookie_name(request),
        cookie,
        max_age=None if cookie else 0,
        path="/",
        secure=_is_https(request),
        httponly=True,
        samesite="Lax",
    )


def is_foreign(request: Request) -> bool:
    """Whether the browser says that a page of somebody else's had it send the request."""
    if request.META.get("HTTP_SEC_FETCH_SITE", "").lower() == "cross-site":
        return True
    origin = request.META.get("HTTP_ORIGIN")
    return origin is not None and _origin(origin) != _origin(_external_url(request))


def has_csrf_token(request: Request, cookie: str) -> bool:
    return sessions.is_csrf_token(request.headers.get(CSRF_HEADER, ""), cookie)


def _external_url(request: Request) -> str:
    return str(request.META.get("harbor.external_url", ""))


def _is_https(request: Request) -> bool:
    return _external_url(request).startswith("https://")


def _cookie_name(request: Request) -> str:
    return "__Host-sid" if _is_https(request) else "sid"


def _origin(url: str) -> tuple[str, str, int | None] | None:
    """Scheme, host and port, with the port that the scheme implies; ``None`` where it is none."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname else None
