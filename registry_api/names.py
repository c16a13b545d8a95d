"""Lists of names on the wire."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from artifacts import referrers as referrers_of
from artifacts import repositories, tags
from oci import media_types
from oci.digest import Digest
from registry_api import paging, pools
from registry_api.auth import Target
from registry_api.context import Context

CATALOG_PAGE = 1_000


async def tags_list(request: Request, target: Target) -> Response:
    """GET ``/v2/<name>/tags/list``."""
    after, at_most = paging.wanted(request, default=paging.LARGEST_PAGE)
    names, is_more = await pools.domain(tags.page, target.name, after=after, at_most=at_most)
    return JSONResponse(
        {"name": target.name.path, "tags": names},
        headers=paging.link(request, names=names, is_more=is_more, at_most=at_most),
    )


async def catalog(request: Request) -> Response:
    """GET ``/v2/_catalog``: every repository, for whoever may see them all."""
    context: Context = request.app.context
    await context.gate.require_catalog(request)
    after, at_most = paging.wanted(request, default=CATALOG_PAGE)
    names, is_more = await pools.domain(repositories.catalog_page, after=after, at_most=at_most)
    return JSONResponse(
        {"repositories": names},
        headers=paging.link(request, names=names, is_more=is_more, at_most=at_most),
    )


async def referrers(request: Request, target: Target) -> Response:
    """GET ``/v2/<name>/referrers/<digest>``."""
    subject = Digest.parse(request.path_params["digest"])
    artifact_type = request.query_params.get("artifactType", "").replace("\0", "")
    found, following = await pools.domain(
        referrers_of.page,
        target.name,
        subject,
        artifact_type=artifact_type,
        after=paging.position(request),
    )
    headers = {"OCI-Filters-Applied": "artifactType"} if artifact_type else {}
    if following is not None:
        parameters = {"artifactType": artifact_type} if artifact_type else {}
        headers |= paging.next_page(request, {**parameters, "last": following})
    return JSONResponse(
        {"schemaVersion": 2, "mediaType": media_types.OCI_INDEX, "manifests": found},
        media_type=media_types.OCI_INDEX,
        headers=headers,
    )


async def root(request: Request) -> Response:
    """GET ``/v2/``: yes, this is a registry, and the credentials are good."""
    context: Context = request.app.context
    await context.gate.require_login(request)
    return JSONResponse({})
