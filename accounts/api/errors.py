"""What is wrong with a request before any domain function has seen it."""

from oci.errors import Invalid


class ParameterInvalid(Invalid):
    """A parameter of the query string is missing or not of its type: Harbor's 422."""


class QueryInvalid(Invalid):
    """The syntax of ``q`` is broken, or a value in it is not of the field's type."""
