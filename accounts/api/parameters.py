"""Typed readers of the query string; each refuses a bad value by the parameter's name."""

import re

from rest_framework.request import Request

from accounts.api.errors import ParameterInvalid

_WHOLE = re.compile(r"-?[0-9]{1,18}")
_FLAGS = {"true": True, "1": True, "false": False, "0": False}


def text(request: Request, name: str) -> str:
    value = request.query_params.get(name, "")
    if "\0" in value:
        raise ParameterInvalid(f"{name} has a NUL character in it")
    return value


def required_text(request: Request, name: str) -> str:
    value = text(request, name)
    if not value:
        raise ParameterInvalid(f"{name} is required")
    return value


def flag(request: Request, name: str) -> bool | None:
    """The value, or ``None`` where there is none."""
    value = text(request, name).lower()
    if value and value not in _FLAGS:
        raise ParameterInvalid(f"{name} is true or false")
    return _FLAGS.get(value)


def whole(request: Request, name: str, *, default: int, at_most: int, at_least: int = 1) -> int:
    """A number from *at_least* to *at_most*."""
    value = text(request, name)
    if not value:
        return default
    if not _WHOLE.fullmatch(value) or not at_least <= int(value) <= at_most:
        raise ParameterInvalid(f"{name} is a whole number from {at_least} to {at_most}")
    return int(value)
