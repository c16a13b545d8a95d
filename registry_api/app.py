"""The Starlette application of the data plane."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from registry_api import refusals
from registry_api.context import Context
from registry_api.routes import ROUTES


def build() -> Starlette:
    """Make the application; its memory lives as long as it does."""
    app = Starlette(routes=ROUTES, exception_handlers={HTTPException: refusals.unmatched})
    app.state.context = Context()
    app.router.redirect_slashes = False
    return app
