"""Turns errors into answers: challenges, the table of ``errors``, and rows of the audit log."""

import logging

from django.conf import settings
from django.db import Error as DatabaseFault
from django.db import transaction
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

import events
from accounts.errors import CredentialsInvalid
from oci.errors import DomainError, Unauthenticated
from projects.events import Refused
from registry_api import errors, pools
from registry_api.auth import Challenge, Refusal
from registry_api.logins import BasicChallenge

_log = logging.getLogger("harbor.registry")
_CLIENT_GONE = 499  # nginx's number; nobody is there to read it


async def answer(request: Request, error: Exception) -> Response:
    """The specification's answer to whatever a handler raised."""
    if isinstance(error, ClientDisconnect):
        return Response(status_code=_CLIENT_GONE)
    if isinstance(error, Refusal) and not error.by.principal.is_anonymous:
        try:
            await pools.write(_record, error, f"{request.method} {request.url.path}")
        except DatabaseFault as fault:
            error = fault  # what cannot be recorded is not answered as if it were
    response = errors.response(error, _challenge(request, error))
    if not isinstance(error, DomainError):
        about = {"fields": {"request_id": request.state.source.request_id}}
        _log.error("%s %s failed", request.method, request.url.path, exc_info=error, extra=about)
    return response or _bare(500, "UNKNOWN", "the registry failed; its log says more")


def _bare(status: int, code: str, message: str) -> JSONResponse:
    body = {"errors": [{"code": code, "message": message, "detail": None}]}
    return JSONResponse(body, status_code=status)


def _challenge(request: Request, error: Exception) -> dict[str, str]:
    """``WWW-Authenticate`` (RFC 6750, Docker's token specification) for an error that needs one."""
    if isinstance(error, BasicChallenge | CredentialsInvalid):
        return {"WWW-Authenticate": 'Basic realm="harbor"'}
    if not isinstance(error, Unauthenticated):
        return {}
    realm = f"{request.state.external_url}/service/token"
    parts = {"realm": realm, "service": settings.TOKEN_SERVICE}
    if isinstance(error, Challenge):
        parts |= {"scope": error.scope, "error": error.error}
    text = ",".join(f'{name}="{value}"' for name, value in parts.items() if value)
    return {"WWW-Authenticate": f"Bearer {text}"}


def _record(error: Refusal, asked: str) -> None:
    with transaction.atomic():
        events.publish(
            Refused(
                by=error.by,
                resource=asked,
                succeeded=False,
                details={"repository": error.name.path, "action": error.needs},
            )
        )
