"""``/c/…``: how browsers log in and out."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import IO, Any
from urllib.parse import parse_qsl

from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import sessions, users
from accounts.api import browsers
from accounts.api.bodies import Body, Text
from accounts.api.endpoints import Endpoint
from accounts.api.operations import operation
from accounts.principals import Source
from accounts.rights import Need

FIELDS_AT_MOST = 32


class FormBody(BaseParser):
    """A form's fields, in UTF-8; of a repeated one the last."""

    media_type = "application/x-www-form-urlencoded"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, str]:
        try:
            text = stream.read().decode()
            pairs = parse_qsl(
                text, keep_blank_values=True, errors="strict", max_num_fields=FIELDS_AT_MOST
            )
        except ValueError as error:
            raise ParseError(f"the body is not a form: {error}") from error
        return dict(pairs)


class LoginWrite(Body):
    principal = Text()
    password = Text()


class BrowserEndpoint(Endpoint):
    """A path that looks after sessions itself: no credentials count, and no other site's page."""

    authentication_classes = []
    parser_classes = [FormBody]
    works_read_only = True

    @property
    def source(self) -> Source:
        source: Source = self.request.META.get("harbor.source", Source())
        return source

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """Let no browser ask for a password in a window of its own, as it does for Basic."""
        final = super().finalize_response(request, response, *args, **kwargs)
        if final.status_code == HTTPStatus.UNAUTHORIZED:
            final["WWW-Authenticate"] = 'Form realm="harbor"'
        return final


class LoginEndpoint(BrowserEndpoint):
    """``/c/login``: for people and their passwords; robots and tokens need no session."""

    @operation(Need.NOTHING, body=LoginWrite, is_deed=True)
    def post(self, request: Request) -> Response:
        if browsers.is_foreign(request):
            return _forbidden()
        wanted = LoginWrite.parse(request)
        principal = users.log_in(
            username=wanted["principal"], password=wanted["password"], source=self.source
        )
        old = browsers.session_cookie(request)
        cookie = sessions.begin(principal=principal, source=self.source, replaced=old)
        answer = Response(headers={browsers.CSRF_HEADER: sessions.csrf_token(cookie)})
        browsers.set_session_cookie(request, answer, cookie)
        return answer


class LogoutEndpoint(BrowserEndpoint):
    """``/c/log_out``: with GET too, as Harbor has it."""

    @operation(Need.NOTHING, is_deed=True)
    def get(self, request: Request) -> Response:
        return self._log_out(request)

    @operation(Need.NOTHING, is_deed=True)
    def post(self, request: Request) -> Response:
        return self._log_out(request)

    def _log_out(self, request: Request) -> Response:
        if browsers.is_foreign(request):
            return _forbidden()
        if cookie := browsers.session_cookie(request):
            sessions.end(cookie, source=self.source)
        answer = Response()
        browsers.set_session_cookie(request, answer, "")
        return answer


def _forbidden() -> Response:
    """Not raised: of nobody a refusal would become the advice to log in first."""
    message = "a page of another site sent this; log in and out at the registry's own address"
    body = {"errors": [{"code": "FORBIDDEN", "message": message}]}
    return Response(body, status=HTTPStatus.FORBIDDEN)
