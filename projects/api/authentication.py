"""Who sends a request to the REST API: credentials in its header, a browser's session, nobody."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from accounts import sessions
from accounts.api import browsers
from accounts.errors import CredentialsInvalid, RequestForged
from accounts.principals import ANONYMOUS, Caller, Credential, Source
from projects import credentials, tokens


class Authentication(BaseAuthentication):
    """Sets ``request.user`` to a Caller, whose principal is nobody where nothing was sent.

    A header counts before a cookie: programs that keep cookies need no token against forgery.
    Either is checked with every request, so a disabled account ends at once.
    Raises CredentialsInvalid, LoginBusy, LoginLocked or RequestForged.
    """

    def authenticate(self, request: Request) -> tuple[Caller, None]:
        source = request.META.get("harbor.source", Source())
        if header := request.META.get("HTTP_AUTHORIZATION", ""):
            return _require_no_page(request, _by_header(header, source)), None
        by = _by_session(request, source)
        return by or Caller(ANONYMOUS, Credential.NONE, source), None


def _by_header(header: str, source: Source) -> Caller:
    scheme, _, credential = header.partition(" ")
    if scheme.lower() != "basic":
        raise CredentialsInvalid
    username, password = tokens.read_basic(credential.strip())
    known = credentials.recall(username=username, password=password, source=source)
    return known or credentials.authenticate(username=username, password=password, source=source)


def _by_session(request: Request, source: Source) -> Caller | None:
    """The user whose browser it is; every answer tells it the token that changes must bring."""
    cookie = browsers.session_cookie(request)
    if not cookie:
        return None
    user = sessions.find(cookie, is_use=browsers.NO_RENEWAL not in request.headers)
    if user is None:
        return None
    by = Caller(user, Credential.SESSION, source)
    request.parser_context["view"].headers[browsers.CSRF_HEADER] = sessions.csrf_token(cookie)
    if request.method not in browsers.SAFE:
        _require_own_page(request, cookie, by)
    return by


def _require_no_page(request: Request, by: Caller) -> Caller:
    """Raise RequestForged for a change that somebody else's page had a browser ask for.

    Browsers remember Basic credentials, and send them along with whatever any page asks.
    """
    if request.method not in browsers.SAFE and browsers.is_foreign(request):
        request.user = by  # type: ignore[assignment]  # a Caller, as in all of the API
        raise RequestForged
    return by


def _require_own_page(request: Request, cookie: str, by: Caller) -> None:
    """Raise RequestForged unless a page of ours sent it; the caller is known then as well."""
    if browsers.is_foreign(request) or not browsers.has_csrf_token(request, cookie):
        request.user = by  # type: ignore[assignment]  # a Caller, as in all of the API
        raise RequestForged
