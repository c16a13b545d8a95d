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


def wire(path: str, **handlers: tuple[Handler, Action]) -> Route:
    """A route into a repository: for each method, the handler and the right that it needs.

    The name is checked and the caller let in before the handler runs.
    """

    async def endpoint(request: Request) -> Response:
        context: Context = request.app.state.context
        handler, needs = handlers["GET" if request.method == "HEAD" else request.method]
        name = RepositoryName.parse(request.path_params["name"])
        return await handler(request, await context.gate.admit(request, name, needs))

    return Route(f"/v2/{{name:name}}{path}", refusals.answered(endpoint), methods=list(handlers))


def plain(path: str, **handlers: Callable[[Request], Awaitable[Response]]) -> Route:
    """A route to something that is of no repository."""

    async def endpoint(request: Request) -> Response:
        return await handlers["GET" if request.method == "HEAD" else request.method](request)

    return Route(path, refusals.answered(endpoint), methods=list(handlers))


# Names such as "a/blobs/uploads/b" and "a/tags/list" are legal: the name takes all it can, and
# what follows is told apart by its last parts.
ROUTES: list[BaseRoute] = [
    plain("/v2/", GET=names.root),
    plain("/v2", GET=names.root),
    plain("/v2/_catalog", GET=names.catalog),
    plain("/service/token", GET=token.get, POST=token.post),
    wire(
        "/manifests/{reference}",
        GET=(manifests.get, PULL),
        PUT=(manifests.put, PUSH),
        DELETE=(manifests.delete, DELETE),
    ),
    wire("/referrers/{digest}", GET=(names.referrers, PULL)),
    wire("/tags/list", GET=(names.tags_list, PULL)),
    wire("/blobs/uploads/", POST=(uploads.start, PUSH)),
    wire("/blobs/uploads", POST=(uploads.start, PUSH)),
    wire(
        "/blobs/uploads/{upload}",
        GET=(uploads.status, PUSH),
        PATCH=(uploads.append, PUSH),
        PUT=(uploads.finish, PUSH),
        DELETE=(uploads.cancel, PUSH),
    ),
    wire("/blobs/{digest}", GET=(blobs.get, PULL), DELETE=(blobs.delete, DELETE)),
]
