"""The one table that turns what goes wrong into Harbor's statuses and codes (its REST API)."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, transaction
from django.http import HttpRequest, JsonResponse
from django.utils.encoding import escape_uri_path
from rest_framework import exceptions as rest
from rest_framework.request import Request
from rest_framework.response import Response

import events
from accounts.api import errors as api
from accounts.errors import LoginRequired, ReadOnly
from accounts.principals import Caller
from artifacts import errors as artifacts
from oci import errors as oci
from projects import errors as projects
from projects.events import Refused
from storage import base as storage

BAD_REQUEST = (HTTPStatus.BAD_REQUEST, "BAD_REQUEST")
NOT_FOUND = (HTTPStatus.NOT_FOUND, "NOT_FOUND")
FAILED = (HTTPStatus.INTERNAL_SERVER_ERROR, "UNKNOWN")
UNAVAILABLE = (HTTPStatus.SERVICE_UNAVAILABLE, "UNAVAILABLE")
BUSY = (HTTPStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUEST")
OUT_OF_RANGE = (HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "RANGE_INVALID")

REST: dict[type[Exception], tuple[HTTPStatus, str]] = {
    api.ParameterInvalid: (HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY"),
    ReadOnly: (HTTPStatus.FORBIDDEN, "DENIED"),
    projects.QuotaExceeded: (HTTPStatus.FORBIDDEN, "DENIED"),
    artifacts.UploadMoved: OUT_OF_RANGE,
    oci.RangeNotSatisfiable: OUT_OF_RANGE,
    oci.Unauthenticated: (HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED"),
    oci.Denied: (HTTPStatus.FORBIDDEN, "FORBIDDEN"),
    oci.Unknown: NOT_FOUND,
    oci.Invalid: BAD_REQUEST,
    oci.Conflict: (HTTPStatus.CONFLICT, "CONFLICT"),
    oci.PreconditionFailed: (HTTPStatus.PRECONDITION_FAILED, "PRECONDITION"),
    oci.TooLarge: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "REQUEST_ENTITY_TOO_LARGE"),
    oci.Unsupported: (HTTPStatus.METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED"),
    oci.Overloaded: BUSY,
    rest.ParseError: BAD_REQUEST,
    rest.ValidationError: BAD_REQUEST,
    rest.MethodNotAllowed: (HTTPStatus.METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED"),
    rest.UnsupportedMediaType: (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE"),
    rest.Throttled: BUSY,
    SuspiciousOperation: BAD_REQUEST,
    storage.StorageFull: (HTTPStatus.INSUFFICIENT_STORAGE, "UNAVAILABLE"),
    storage.StorageError: UNAVAILABLE,
    DatabaseError: UNAVAILABLE,
}
"""The most specific class counts. What is not here is a bug and answered as a bare 500."""

_RETRY = {HTTPStatus.TOO_MANY_REQUESTS: "1", HTTPStatus.SERVICE_UNAVAILABLE: "5"}
_log = logging.getLogger("harbor.rest")


def entry(error: Exception) -> tuple[HTTPStatus, str] | None:
    return next((REST[kind] for kind in type(error).__mro__ if kind in REST), None)


def handle(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Answer whatever a view raised; ``None`` leaves a bug to Django, which logs it."""
    request: Request = context["request"]
    if isinstance(error, oci.Denied):
        error = _refused(request, error)
    found = entry(error)
    if found is None:
        return None
    status, code = found
    message = _message(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        about = {"request": request}
        _log.error("%s %s failed", request.method, request.path, exc_info=error, extra=about)
        message = "the registry cannot do this at present; try again later"
    body = _body(code, message, getattr(error, "cause", ""))
    return Response(body, status=status, headers=_headers(request, status, error))


def bad_request(request: HttpRequest, exception: Exception) -> JsonResponse:  # noqa: ARG001  # Django's call
    return _plain(*BAD_REQUEST, "the request is malformed")


def not_found(request: HttpRequest, exception: Exception) -> JsonResponse:  # noqa: ARG001  # Django's call
    return _plain(*NOT_FOUND, "there is nothing at this address")


def failed(_: HttpRequest) -> JsonResponse:
    return _plain(*FAILED, "the registry failed; its log says more")


def _refused(request: Request, error: oci.Denied) -> Exception:
    """Ask nobody to log in first; write down what a known caller was refused."""
    by: Any = request.user
    assert isinstance(by, Caller)
    if by.principal.is_anonymous:
        return LoginRequired()
    try:
        _record(by, f"{request.method} {escape_uri_path(request.path)}", reason=str(error))
    except DatabaseError as fault:
        return fault
    return error


def _record(by: Caller, asked: str, *, reason: str) -> None:
    with transaction.atomic():
        events.publish(Refused(by=by, resource=asked, succeeded=False, details={"reason": reason}))


def _message(error: Exception) -> str:
    """One sentence; of a body that does not fit, each field with what is wrong with it."""
    text = str(error)
    if isinstance(error, rest.ValidationError):
        text = "; ".join(_flat(error.detail))
    return text.encode(errors="replace").decode()


def _flat(detail: Any, field: str = "") -> list[str]:
    if isinstance(detail, dict):
        pairs = [(f"{field}.{name}".lstrip("."), inner) for name, inner in detail.items()]
        return [text for name, inner in pairs for text in _flat(inner, name)]
    if isinstance(detail, list):
        return [text for inner in detail for text in _flat(inner, field)]
    return [f"{field}: {detail}".removesuffix(".") if field else str(detail)]


def _headers(request: Request, status: HTTPStatus, error: Exception) -> dict[str, str]:
    if status == HTTPStatus.UNAUTHORIZED:
        scheme = "Form" if _is_script(request) else "Basic"
        return {"WWW-Authenticate": f'{scheme} realm="harbor"'}
    if status in _RETRY:
        return {"Retry-After": str(getattr(error, "retry_after", _RETRY[status]))}
    return {}


def _is_script(request: Request) -> bool:
    """Whether a page of the console asks: the browser would cover it with a window of its own.

    Of its own accord a browser says so on https and on this machine only; the console always does.
    """
    if request.headers.get("X-Requested-With", "").lower() == "xmlhttprequest":
        return True
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"


def _body(code: str, message: str, cause: str = "") -> dict[str, list[dict[str, str]]]:
    """A *cause* is one word on what is wrong elsewhere: with a registry that was asked."""
    problem = {"code": code, "message": message}
    return {"errors": [problem | ({"cause": cause} if cause else {})]}


def _plain(status: HTTPStatus, code: str, message: str) -> JsonResponse:
    return JsonResponse(_body(code, message), status=status)
