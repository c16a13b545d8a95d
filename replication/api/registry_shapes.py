"""The JSON shapes of registries and of their kinds, in Harbor's words."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework import serializers

from accounts.api.bodies import Body, Flag, Text, Whole
from accounts.api.operations import Parameter
from accounts.api.queries import Field, Kind
from accounts.api.serializers import Shape
from replication import registries
from replication.adapters import kinds
from replication.adapters.base import AdapterKind
from replication.drafts.registries import Wanted
from replication.filters import FilterType, Resource
from replication.models import Registry, TriggerType

MASK = "*****"
"""What is told of a secret; sent back, it leaves the secret what it is."""
CREDENTIAL_TYPE = "basic"
LABELS_SHOWN = 100
BY_NAME = Parameter("name", "Part of the name.")
FIELDS = {
    "id": Field("pk", Kind.WHOLE),
    "name": Field("name"),
    "description": Field("description"),
    "url": Field("url"),
    "type": Field("kind"),
    "insecure": Field("is_insecure", Kind.FLAG),
    "status": Field("health"),
    "checked_time": Field("checked_at", Kind.TIME),
    "creation_time": Field("creation_time", Kind.TIME),
    "update_time": Field("update_time", Kind.TIME),
}
_STYLES = {FilterType.RESOURCE: "radio", FilterType.LABEL: "list"}


class CredentialRead(Shape):
    """The secret is never told: five stars stand for one that is there."""

    type = serializers.CharField(default=CREDENTIAL_TYPE)
    access_key = serializers.CharField()
    access_secret = serializers.SerializerMethodField()

    def get_access_secret(self, registry: Registry) -> str:
        return MASK if registries.has_secret(registry) else ""


class RegistryRead(Shape):
    """``status_cause`` is one word, ``status_text`` a sentence: why it is not healthy.

    ``token_hosts`` may be told the credentials, besides the registry's own; as many tasks as
    ``concurrency`` says may be at work with it. Until ``rests_until`` nothing is asked of it.
    """

    id = serializers.IntegerField(source="pk")
    project_id = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()
    description = serializers.CharField()
    type = serializers.CharField(source="kind")
    url = serializers.CharField()
    credential = CredentialRead(source="*")
    insecure = serializers.BooleanField(source="is_insecure")
    ca_certificate = serializers.CharField()
    token_hosts = serializers.ListField(child=serializers.CharField())
    concurrency = serializers.IntegerField(source="at_once")
    status = serializers.CharField(source="health")
    status_cause = serializers.CharField(source="health_cause")
    status_text = serializers.CharField(source="health_told")
    checked_time = serializers.DateTimeField(source="checked_at", allow_null=True)
    rests_until = serializers.DateTimeField(allow_null=True)
    creation_time = serializers.DateTimeField()
    update_time = serializers.DateTimeField()


class CredentialWrite(serializers.Serializer[Any]):
    type = Text(default=CREDENTIAL_TYPE, allow_null=True)
    access_key = Text(required=False, allow_null=True)
    access_secret = Text(required=False, allow_null=True)


class RegistryWrite(Body):
    """What is left out stays as it is, or for a new registry as it usually is.

    Credentials stand in ``credential``, or beside the other fields: Harbor has both.
    """

    name = Text(required=False)
    description = Text(required=False)
    type = Text(required=False)
    url = Text(required=False)
    credential = CredentialWrite(required=False)
    credential_type = Text(required=False)
    access_key = Text(required=False)
    access_secret = Text(required=False)
    insecure = Flag(required=False)
    ca_certificate = Text(required=False)
    token_hosts = serializers.ListField(child=Text(), required=False)
    concurrency = Whole(required=False)


class PingWrite(RegistryWrite):
    """With an ``id`` alone: a registry as it is stored. With more: what is described, as it is."""

    id = Whole(required=False)


class FilterStyle(Shape):
    """A filter that policies may have: how its value is entered, and those to choose from."""

    type = serializers.CharField()
    style = serializers.CharField()  # type: ignore[assignment]  # the metaclass takes it away
    values = serializers.ListField(child=serializers.CharField())


class RegistryInfoRead(Shape):
    type = serializers.CharField()
    description = serializers.CharField()
    supported_resource_filters = FilterStyle(many=True)
    supported_triggers = serializers.ListField(child=serializers.CharField())
    supported_copy_by_chunk = serializers.BooleanField()


class PlaceRead(Shape):
    key = serializers.CharField()
    value = serializers.CharField()


class EndpointPattern(Shape):
    """``endpoint_type`` says whether there are none, one, or some ``endpoints`` to choose from."""

    endpoint_type = serializers.CharField()
    endpoints = PlaceRead(many=True)


class CredentialPattern(Shape):
    access_key_type = serializers.CharField()
    access_key_data = serializers.CharField()
    access_secret_type = serializers.CharField()
    access_secret_data = serializers.CharField()


class AdapterInfoRead(Shape):
    """A kind of registry. ``tried``: seen to work with a real one, not by its documents alone.

    ``fill_in``: the endpoints are examples; ``most_parts``: that a repository's name has at most.
    """

    endpoint_pattern = EndpointPattern()
    credential_pattern = CredentialPattern()
    title = serializers.CharField()
    description = serializers.CharField()
    supported_filters = serializers.ListField(child=serializers.CharField())
    supported_triggers = serializers.ListField(child=serializers.CharField())
    supported_copy_by_chunk = serializers.BooleanField()
    access_key_label = serializers.CharField()
    access_secret_label = serializers.CharField()
    fill_in = serializers.BooleanField()
    tried = serializers.BooleanField()
    most_parts = serializers.IntegerField(allow_null=True)


class KindKeys(serializers.ListField):
    child = serializers.CharField()


class AdapterInfosRead(serializers.DictField):
    child = AdapterInfoRead()


def wanted(given: Mapping[str, Any]) -> Wanted:
    """What a body asks for; the mask for the secret is no wish to change it."""
    credential = given.get("credential") or {}
    secret = given.get("access_secret", credential.get("access_secret"))
    return Wanted(
        name=given.get("name"),
        description=given.get("description"),
        kind=given.get("type"),
        url=given.get("url"),
        is_insecure=given.get("insecure"),
        ca_certificate=given.get("ca_certificate"),
        token_hosts=given.get("token_hosts"),
        access_key=given.get("access_key", credential.get("access_key")),
        secret=None if secret == MASK else secret,
        at_once=given.get("concurrency"),
    )


def info(kind: AdapterKind, *, triggers: Sequence[TriggerType], labels: Sequence[str] = ()) -> Any:
    """What policies may ask of a registry of the kind."""
    values = {FilterType.RESOURCE: [one.value for one in Resource], FilterType.LABEL: [*labels]}
    return RegistryInfoRead.of(
        {
            "type": kind.key,
            "description": kind.description,
            "supported_resource_filters": [
                {"type": one, "style": _STYLES.get(one, "input"), "values": values.get(one, [])}
                for one in kind.filters
            ],
            "supported_triggers": triggers,
            "supported_copy_by_chunk": kind.has_chunks,
        }
    )


def kind_keys() -> list[str]:
    return [kind.key for kind in kinds.every()]


def adapter_infos() -> dict[str, dict[str, Any]]:
    return {kind.key: _adapter_info(kind) for kind in kinds.every()}


def _adapter_info(kind: AdapterKind) -> dict[str, Any]:
    return AdapterInfoRead.of(
        {
            "endpoint_pattern": {
                "endpoint_type": f"EndpointPatternType{_how_many(kind)}",
                "endpoints": [{"key": one.name, "value": one.url} for one in kind.places],
            },
            "credential_pattern": {
                "access_key_type": "AccessKeyTypeStandard",
                "access_key_data": "",
                "access_secret_type": "AccessSecretTypeStandard",
                "access_secret_data": "",
            },
            "title": kind.title,
            "description": kind.description,
            "supported_filters": kind.filters,
            "supported_triggers": kind.triggers,
            "supported_copy_by_chunk": kind.has_chunks,
            "access_key_label": kind.key_label,
            "access_secret_label": kind.secret_label,
            "fill_in": kind.is_pattern,
            "tried": kind.is_tried,
            "most_parts": kind.most_parts,
        }
    )


def _how_many(kind: AdapterKind) -> str:
    """Harbor's words: anywhere, one place, or a list to choose from."""
    if not kind.places:
        return "Standard"
    return "Fix" if len(kind.places) == 1 and not kind.is_pattern else "List"
