"""The ASGI application of the data plane: a request, its handler, its answer, and nothing between.

Starlette reads requests and writes answers; its router and middleware are left out, since they
cost a pull more than all that decides it (ADR 10).
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from accounts import configuration
from oci.reference import RepositoryName
from projects.errors import RightsLost, TokenInvalid
from registry_api import auth, pools, refusals, routes
from registry_api.context import Context
from registry_api.routes import InRepository


class RegistryApi:
    """Its context lives as long as it does; handlers find it as ``request.app.context``."""

    def __init__(self) -> None:
        self.context = Context()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = self
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except Exception as error:  # noqa: BLE001  # the edge: what is no known error is logged
            response = await refusals.answer(request, error)
        await response(scope, receive, send)

    async def close(self) -> None:
        """Write down what is only remembered, before the process ends."""
        await self.context.activity.close()

    async def _respond(self, request: Request) -> Response:
        endpoint, parameters = routes.find(request.method, request.scope["path"])
        request.scope["path_params"] = parameters
        if not isinstance(endpoint, InRepository):
            return await endpoint(request)
        name = RepositoryName.parse(parameters["name"])
        target = await self.context.gate.admit(request, name, endpoint.needs)
        if request.method not in ("GET", "HEAD") and not configuration.is_known_writable():
            await pools.domain(configuration.require_writable)
        try:
            return await endpoint.handler(request, target)
        except RightsLost as error:
            raise auth.refusal(request, target, endpoint.needs) from error
        except TokenInvalid as error:
            raise auth.outdated(request, name, endpoint.needs, error) from error
