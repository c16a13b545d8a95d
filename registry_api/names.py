"""Lists of names on the wire."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from artifacts import tags
from registry_api import paging, pools
from registry_api.auth import Target
from registry_api.context import Context


async def tags_list(request: Request, target: Target) -> Response:
    """GET ``/v2/<name>/tags/list``."""
    after, at_most = paging.wanted(request)
    names, is_more = await pools.domain(tags.page, target.name, after=after, at_most=at_most)
    return JSONResponse(
        {"name": target.name.path, "tags": names},
        headers=paging.link(request, names=names, is_more=is_more, at_most=at_most),
    )


async def root(request: Request) -> Response:
    """GET ``/v2/``: yes, this is a registry, and the credentials are good."""
    context: Context = request.app.state.context
    await context.gate.require_login(request)
    return JSONResponse({})
