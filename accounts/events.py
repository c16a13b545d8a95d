"""What happens to accounts, and the shape of every deed that the audit log records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.utils import timezone

from accounts.principals import Caller
from events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed(Event):
    """Someone did something to a resource, or was refused (``succeeded`` is false).

    ``operation`` and ``resource_type`` are Harbor's audit words. ``details`` holds what changed,
    old and new, never a secret.
    """

    operation: ClassVar[str]
    resource_type: ClassVar[str]

    by: Caller
    resource: str
    project_id: int | None = None
    succeeded: bool = True
    at: datetime = field(default_factory=timezone.now)
    details: Mapping[str, Any] = field(default_factory=dict)


class UserCreated(Deed):
    operation = "create"
    resource_type = "user"


class UserUpdated(Deed):
    operation = "update"
    resource_type = "user"


class UserDeleted(Deed):
    operation = "delete"
    resource_type = "user"


class LoggedIn(Deed):
    """``succeeded`` tells a login from a failed try; ``resource`` is the name that was given."""

    operation = "login"
    resource_type = "user"


class TokenCreated(Deed):
    operation = "create"
    resource_type = "personal-token"


class TokenDeleted(Deed):
    operation = "delete"
    resource_type = "personal-token"


class LoggedOut(Deed):
    operation = "logout"
    resource_type = "user"


class ConfigurationUpdated(Deed):
    operation = "update"
    resource_type = "configuration"
