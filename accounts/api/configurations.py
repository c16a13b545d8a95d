"""``/configurations``: what administrators set while the registry runs."""

from collections.abc import Callable, Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import configuration
from accounts.api.bodies import Body, Flag, Text, Whole
from accounts.api.endpoints import Endpoint
from accounts.api.operations import operation
from accounts.api.serializers import Shape
from accounts.rights import SystemAction


class TextSetting(Shape):
    value = serializers.CharField(allow_blank=True)
    editable = serializers.BooleanField()


class FlagSetting(TextSetting):
    value = serializers.BooleanField()  # type: ignore[assignment]  # of another type


class NumberSetting(TextSetting):
    value = serializers.IntegerField()  # type: ignore[assignment]  # of another type


_SHAPES: Mapping[type, Callable[[], Shape]] = {
    str: TextSetting,
    bool: FlagSetting,
    int: NumberSetting,
}
_FIELDS: Mapping[type, Callable[..., serializers.Field[Any, Any, Any, Any]]] = {
    str: Text,
    bool: Flag,
    int: Whole,
}


class Configurations(Shape):
    """Each setting with whether it can be set; the fields are those of the configuration."""

    def get_fields(self) -> dict[str, Any]:
        found = {key: entry.default for key, entry in configuration.ENTRIES.items()}
        every = {**configuration.fixed(), **found}
        return {key: _SHAPES[type(value)]() for key, value in sorted(every.items())}


class ConfigurationsWrite(Body):
    """Some of what can be set."""

    def get_fields(self) -> dict[str, Any]:
        return {
            key: _FIELDS[type(entry.default)](required=False, help_text=entry.meaning)
            for key, entry in configuration.ENTRIES.items()
        }


class ConfigurationsEndpoint(Endpoint):
    """``/configurations``."""

    works_read_only = True
    """Else nobody could end it."""

    @operation(SystemAction.CONFIGURATION_READ, answer=Configurations)
    def get(self, request: Request) -> Response:
        told = {key: (value, False) for key, value in configuration.fixed().items()}
        told |= {key: (value, True) for key, value in configuration.everything().items()}
        return Response(
            {
                key: {"value": value, "editable": is_editable}
                for key, (value, is_editable) in sorted(told.items())
            }
        )

    @operation(SystemAction.CONFIGURATION_UPDATE, body=ConfigurationsWrite)
    def put(self, request: Request) -> Response:
        given = request.data
        if not isinstance(given, dict):
            raise ParseError("the body must be a JSON object")
        wanted = {key: value for key, value in given.items() if value is not None}
        configuration.change(wanted, by=self.by)
        return Response()
