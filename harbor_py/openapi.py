"""The OpenAPI document: made of what each operation declares, committed, and shown in a browser."""

import json
import mimetypes
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import drf_spectacular_sidecar
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import force_instance, is_field
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from accounts.api.endpoints import Endpoint
from accounts.api.operations import PAGING, QUERYING, Operation, Parameter
from accounts.api.serializers import Failure
from accounts.rights import Need

DOCUMENT = settings.BASE_DIR / "docs" / "openapi.json"
_PAGE = Path(__file__).parent / "api_browser"
_SWAGGER = Path(drf_spectacular_sidecar.__file__).parent.joinpath(
    "static", "drf_spectacular_sidecar", "swagger-ui-dist"
)
JSON = "application/json"
_RAW = {"text": OpenApiTypes.STR, "*": OpenApiTypes.ANY}
FILES = {
    "": _PAGE / "index.html",
    "start.js": _PAGE / "start.js",
    "swagger-ui.css": _SWAGGER / "swagger-ui.css",
    "swagger-ui-bundle.js": _SWAGGER / "swagger-ui-bundle.js",
    "openapi.json": DOCUMENT,
}
_PAGE_MAY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)

Routes = Sequence[tuple[str, str, str, Callable[..., Any]]]


class Schema(AutoSchema):
    """Reads an endpoint's declaration; where that says nothing, nothing is guessed."""

    @property
    def declared(self) -> Operation:
        assert isinstance(self.view, Endpoint)
        return self.view.operations[self.method]

    def is_excluded(self) -> bool:
        return not isinstance(self.view, Endpoint)

    def get_description(self) -> str:  # type: ignore[override]  # not DRF's own any more
        handler = getattr(self.view, self.method.lower())
        needs = self.declared.needs
        need = "" if needs is Need.NOTHING else f"Needs `{needs}`."
        return "\n\n".join(filter(None, (handler.__doc__, need)))

    def get_tags(self) -> list[str]:
        words = [word for word in self.path.split("/")[3:] if not word.startswith("{")]
        return words[-1:] if words[:1] == ["projects"] and words[1:] else words[:1]

    def get_auth(self) -> list[dict[str, list[str]]]:
        nobody: list[dict[str, list[str]]] = [{}]
        known: list[dict[str, list[str]]] = [{"basic": []}, {"session": []}]
        return known + (nobody if self.declared.needs is Need.NOTHING else [])

    def get_operation_id(self) -> str:
        """Unlike the base class: one thing below a list is told from the list that is no page."""
        name = str(super().get_operation_id())
        is_entry = self.method == "GET" and not self.declared.is_list and "{key}" in self.path
        return f"{name.removesuffix('_retrieve')}_entry_retrieve" if is_entry else name

    def get_override_parameters(self) -> list[Any]:
        declared = self.declared
        paging = PAGING if declared.is_list else ()
        querying = QUERYING if declared.fields is not None else ()
        return [_parameter(one, declared) for one in (*declared.parameters, *paging, *querying)]

    def get_request_serializer(self) -> Any:
        return self.declared.body

    def get_response_serializers(self) -> Any:
        declared = self.declared
        shape = declared.answer
        answer: Any = shape(many=True) if shape is not None and declared.is_list else shape
        if is_field(shape):  # a table by names that are not known beforehand, or a list of words
            field: Any = force_instance(shape)  # type: ignore[no-untyped-call]
            answer = self._map_serializer_field(field, "response")  # type: ignore[no-untyped-call]
        if declared.media_type != JSON:
            answer = _RAW.get(declared.media_type.partition("/")[0], OpenApiTypes.BINARY)
        good = OpenApiResponse(answer, description=declared.status.phrase)
        bad = OpenApiResponse(Failure, description="What went wrong, in words and a code.")
        return {(int(declared.status), declared.media_type): good, "default": bad}

    def map_parsers(self) -> list[Any]:
        return [parser.media_type for parser in self.view.parser_classes]

    def _is_list_view(self, serializer: Any = None) -> bool:
        return self.declared.is_list

    def _get_paginator(self) -> None:
        return None  # a list is a bare array, and its parameters are declared


def generate() -> str:
    """The document as it is committed."""
    document = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return json.dumps(document, indent=1, sort_keys=False) + "\n"


def once(endpoints: Routes) -> Routes:
    """Leave out the twin of each path that ends with a slash (a hook of drf-spectacular)."""
    paths = {path for path, *_ in endpoints}
    return [route for route in endpoints if route[0].rstrip("/") not in paths - {route[0]}]


@cache_control(private=True, max_age=300)
def browse(request: HttpRequest, name: str = "") -> HttpResponse:  # noqa: ARG001  # Django's call
    """The page that shows the document; everything it needs comes from here."""
    file = FILES[name]
    kind, _ = mimetypes.guess_type(file.name)
    answer = HttpResponse(file.read_bytes(), content_type=kind)
    answer.headers["Content-Security-Policy"] = _PAGE_MAY
    return answer


def _parameter(given: Parameter, declared: Operation) -> OpenApiParameter:
    meaning = given.meaning
    if given.name in ("q", "sort") and declared.fields is not None:
        meaning = f"{meaning} Keys: {', '.join(declared.fields)}."
    return OpenApiParameter(given.name, given.kind, required=given.is_required, description=meaning)
