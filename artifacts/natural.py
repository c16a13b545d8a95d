"""Names in the order that people expect of them: 1.9 comes before 1.10."""

import re
from typing import Any

from django.db import models

_NUMBER = re.compile(r"[0-9]+")


def key(name: str) -> str:
    """What sorts by its bytes as *name* does naturally: before each number is how long it is.

    At most twice as long as the name: the length of a number takes two hexadecimal digits, which
    no number in a tag exceeds.
    """
    return _NUMBER.sub(_with_length, name)


def _with_length(number: re.Match[str]) -> str:
    digits = number[0].lstrip("0") or "0"
    return f"{len(digits):02x}{digits}"


class NaturalKey(models.CharField):  # type: ignore[type-arg]  # it has none when it runs
    """Keeps the key of the row's name, whoever saves the row."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001  # Django's call
        value = key(model_instance.name)  # type: ignore[attr-defined]  # what it is a field of
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        """To the database it is a column of text like any other."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options
