"""``/service/token``: the Docker token specification's GET, and OAuth2's POST."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from accounts import refresh_tokens
from accounts.principals import ANONYMOUS, Caller, Credential, Principal
from oci.scopes import Scope, parse_scopes
from projects import tokens
from projects.errors import GrantInvalid
from registry_api import logins, pools
from registry_api.logins import BasicChallenge

LARGEST_FORM = 16 * 1024
LARGEST_FIELD_COUNT = 32


async def get(request: Request) -> Response:
    """Answer Basic credentials, or nobody; without a scope it is ``docker login``'s check."""
    query = request.query_params
    tokens.require_service(query.get("service", ""))
    scopes = parse_scopes(query.getlist("scope"))
    wants_refresh = query.get("offline_token") == "true"
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    by = Caller(ANONYMOUS, Credential.NONE, request.state.source)
    if scheme:
        if scheme.lower() != "basic":
            raise BasicChallenge("the token endpoint takes Basic credentials")
        is_login = not scopes or wants_refresh
        by, issued = await logins.basic_and(
            credential.strip(), by.source, partial(_issue, scopes), is_login=is_login
        )
    elif not scopes:
        raise BasicChallenge("log in to get a token without a scope")
    else:
        issued = await pools.domain(_issue, scopes, by.principal)
    refresh = await _refresh_token(by, query.get("client_id", "")) if wants_refresh else None
    return _answer(issued, refresh)


async def post(request: Request) -> Response:
    """Answer OAuth2's ``password`` and ``refresh_token`` grants (RFC 6749, sections 4.3 and 6)."""
    form = await _form(request)
    tokens.require_service(form.get("service", ""))
    scopes = parse_scopes([form["scope"]] if form.get("scope") else [])
    grant_type = form.get("grant_type", "")
    refresh = None
    if grant_type == "refresh_token":
        refresh = form.get("refresh_token", "")
        principal = await pools.domain(refresh_tokens.redeem, refresh)
    elif grant_type == "password":
        by = await logins.check(
            form.get("username", ""),
            form.get("password", ""),
            request.state.source,
            is_login=True,
        )
        principal = by.principal
        if form.get("access_type", "") == "offline":
            refresh = await _refresh_token(by, form.get("client_id", ""))
    else:
        raise GrantInvalid("grant_type is password or refresh_token")
    issued = await pools.domain(tokens.issue, principal=principal, scopes=scopes)
    return _answer(issued, refresh, scope=issued.scope)


def _issue(scopes: Sequence[Scope], principal: Principal) -> tokens.Issued:
    return tokens.issue(principal=principal, scopes=scopes)


async def _refresh_token(by: Caller, client_id: str) -> str | None:
    """For passwords only: who has a personal token or a robot's secret keeps that."""
    if by.credential is not Credential.PASSWORD:
        return None
    return await pools.write(refresh_tokens.issue, principal=by.principal, client_id=client_id)


async def _form(request: Request) -> dict[str, str]:
    announced = request.headers.get("content-length", "")
    if not announced.isdigit() or int(announced) > LARGEST_FORM:
        raise GrantInvalid(f"the form must announce its length, at most {LARGEST_FORM} bytes")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise GrantInvalid("the form must be application/x-www-form-urlencoded")
    try:
        fields = parse_qsl((await request.body()).decode(), max_num_fields=LARGEST_FIELD_COUNT)
    except ValueError as error:
        raise GrantInvalid("the form is malformed") from error
    return dict(fields)


def _answer(issued: tokens.Issued, refresh: str | None, **more: str) -> Response:
    """The token under both names: Docker's and OAuth2's."""
    issued_at = datetime.fromtimestamp(issued.issued_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    body: dict[str, object] = {
        "token": issued.token,
        "access_token": issued.token,
        "expires_in": issued.expires_in,
        "issued_at": issued_at,
        **more,
    }
    if refresh is not None:
        body["refresh_token"] = refresh
    headers = {"Cache-Control": "no-store"}
    return JSONResponse(body, status_code=HTTPStatus.OK, headers=headers)
