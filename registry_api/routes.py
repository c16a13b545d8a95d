"""The route table of the data plane: every verb and path, and the right that it needs."""

from collections.abc import Awaitable, Callable

from starlette.convertors import PathConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from oci.reference import RepositoryName
from projects.roles import Action
from registry_api import blobs, manifests, names, refusals, token, uploads
from registry_api.auth import Target
from registry_api.context import Context


class NameConvertor(PathConvertor):
    """Takes all there is, line ends too: whether it is a name is for the grammar to say."""

    regex = r"[\s\S]*"


register_url_convertor("name", NameConvertor())

Handler = Callable[[Request, Target], Awaitable[Response]]

PULL = Action.REPOSITORY_PULL
PUSH = Action.REPOSITORY_PUSH
DELETE = Action.REPOSITORY_DELETE


def wire(path: str, handler: Handler, *, methods: list[str], needs: Action) -> Route:
    """A route into a repository: the name is checked, the caller let in, then *handler* runs."""

    async def endpoint(request: Request) -> Response:
        context: Context = request.app.state.context
        name = RepositoryName.parse(request.path_params["name"])
        return await handler(request, await context.gate.admit(request, name, needs))

    return Route(f"/v2/{{name:name}}{path}", refusals.answered(endpoint), methods=methods)


def plain(
    path: str, handler: Callable[[Request], Awaitable[Response]], *, methods: list[str]
) -> Route:
    return Route(path, refusals.answered(handler), methods=methods)


# Names such as "a/blobs/uploads/b" and "a/tags/list" are legal: the name takes all it can, and
# what follows is told apart by its last parts.
ROUTES: list[BaseRoute] = [
    plain("/v2/", names.root, methods=["GET"]),
    plain("/v2", names.root, methods=["GET"]),
    plain("/service/token", token.get, methods=["GET"]),
    plain("/service/token", token.post, methods=["POST"]),
    wire("/manifests/{reference}", manifests.get, methods=["GET"], needs=PULL),
    wire("/manifests/{reference}", manifests.put, methods=["PUT"], needs=PUSH),
    wire("/manifests/{reference}", manifests.delete, methods=["DELETE"], needs=DELETE),
    plain("/v2/_catalog", names.catalog, methods=["GET"]),
    wire("/referrers/{digest}", names.referrers, methods=["GET"], needs=PULL),
    wire("/tags/list", names.tags_list, methods=["GET"], needs=PULL),
    wire("/blobs/uploads/", uploads.start, methods=["POST"], needs=PUSH),
    wire("/blobs/uploads", uploads.start, methods=["POST"], needs=PUSH),
    wire("/blobs/uploads/{upload}", uploads.append, methods=["PATCH"], needs=PUSH),
    wire("/blobs/uploads/{upload}", uploads.finish, methods=["PUT"], needs=PUSH),
    wire("/blobs/uploads/{upload}", uploads.status, methods=["GET"], needs=PUSH),
    wire("/blobs/uploads/{upload}", uploads.cancel, methods=["DELETE"], needs=PUSH),
    wire("/blobs/{digest}", blobs.get, methods=["GET"], needs=PULL),
    wire("/blobs/{digest}", blobs.delete, methods=["DELETE"], needs=DELETE),
]
