"""Bodies of requests: JSON objects, their fields of exactly the JSON type that is meant.

Harbor's clients send whole objects back: what a body does not declare is passed over, and
``null`` is as good as absent.
"""

import json
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

SMALLEST, LARGEST = -(2**63), 2**63 - 1


class JsonBody(BaseParser):
    """JSON in UTF-8, whatever charset is announced: Python has codecs that unpack bombs."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        try:
            return json.loads(stream.read().decode(), parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise ParseError(f"the body is not JSON: {error}") from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


class Body(serializers.Serializer[Any]):
    """What a request may say; subclasses declare the fields."""

    @classmethod
    def parse(cls, request: Request) -> dict[str, Any]:
        """The declared fields that were given. Raises ParseError or ValidationError."""
        if not isinstance(request.data, dict):
            raise ParseError("the body must be a JSON object")
        body = cls(data={name: value for name, value in request.data.items() if value is not None})
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)


class Text(serializers.CharField):
    """A string, kept as it is; NUL and half surrogate pairs are refused by the base class."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"trim_whitespace": False, "allow_blank": True} | options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Flag(serializers.BooleanField):
    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Whole(serializers.IntegerField):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": SMALLEST, "max_value": LARGEST} | options)

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("invalid")
        return data
