"""``/replication/policies``: what is copied between this registry and others, and when."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import parameters
from accounts.api.operations import Parameter, operation
from accounts.api.queries import Field, Kind
from accounts.rights import SystemAction
from replication import plans, policies, registries
from replication.adapters import kinds
from replication.adapters.base import Source
from replication.api import policy_shapes as shapes
from replication.api.owned import OwnedEndpoint
from replication.drafts.policies import draft as draft_of
from replication.errors import RegistryUnhealthy, RemoteFault
from replication.local import Local
from replication.models import Direction, Policy
from replication.plans import Rules

FIELDS = {
    "id": Field("pk", Kind.WHOLE),
    "name": Field("name"),
    "description": Field("description"),
    "registry": Field("registry__name"),
    "registry_id": Field("registry_id", Kind.WHOLE),
    "direction": Field("direction"),
    "trigger": Field("trigger"),
    "dest_namespace": Field("dest_namespace"),
    "enabled": Field("is_enabled", Kind.FLAG),
    "override": Field("override", Kind.FLAG),
    "mirror": Field("is_mirror", Kind.FLAG),
    "creation_time": Field("creation_time", Kind.TIME),
    "update_time": Field("update_time", Kind.TIME),
}


class PoliciesEndpoint(OwnedEndpoint):
    """``/replication/policies``: the newest first, unless asked otherwise."""

    @operation(
        SystemAction.REPLICATION_POLICY_LIST,
        answer=shapes.ReplicationPolicyRead,
        is_list=True,
        fields=FIELDS,
        parameters=(Parameter("name", "Only those with this in their name."),),
    )
    def get(self, request: Request, **_: object) -> Response:
        rows = policies.owned(self.owner_id).order_by("-pk")
        if name := parameters.text(request, "name"):
            rows = rows.filter(name__icontains=name)
        return self.listing(rows, shapes.shown_policies, FIELDS)

    @operation(
        SystemAction.REPLICATION_POLICY_CREATE,
        body=shapes.ReplicationPolicyWrite,
        status=HTTPStatus.CREATED,
    )
    def post(self, request: Request, **_: object) -> Response:
        wanted = shapes.wanted(shapes.ReplicationPolicyWrite.parse(request))
        made = policies.create(wanted=wanted, by=self.acting)
        headers = {"Location": self.address(f"policies/{made.pk}")}
        return Response(status=HTTPStatus.CREATED, headers=headers)


class PreviewEndpoint(OwnedEndpoint):
    """``/replication/policies/preview``: changes nothing, so it works read-only as well."""

    works_read_only = True

    @operation(
        SystemAction.REPLICATION_POLICY_CREATE,
        body=shapes.ReplicationDraftWrite,
        answer=shapes.ReplicationPreviewRead,
        parameters=(Parameter("limit", "At how many repositories to look, at most.", int),),
        is_deed=False,
    )
    def post(self, request: Request, **_: object) -> Response:
        """Tell what a policy would copy, were it to run now."""
        wanted = shapes.wanted(shapes.ReplicationDraftWrite.parse(request))
        draft = draft_of(wanted, self.owner)
        at_most = parameters.whole(
            request, "limit", default=shapes.PREVIEWED, at_most=shapes.PREVIEWED
        )
        rules = Rules.of(policies.snapshot(draft))
        try:
            with _source_of(draft) as source:
                found = plans.preview(source, rules, at_most=at_most)
        except RemoteFault as fault:
            raise RegistryUnhealthy(fault) from fault
        return Response(shapes.ReplicationPreviewRead.of(found))


class PolicyEndpoint(OwnedEndpoint):
    """``/replication/policies/<id>``."""

    @property
    def policy_id(self) -> int:
        return int(self.kwargs["replication_id"])

    @operation(SystemAction.REPLICATION_POLICY_READ, answer=shapes.OneReplicationPolicyRead)
    def get(self, request: Request, **_: object) -> Response:
        policy = policies.get(self.policy_id, project_id=self.owner_id)
        return Response(shapes.shown_policy(policy))

    @operation(SystemAction.REPLICATION_POLICY_UPDATE, body=shapes.ReplicationPolicyWrite)
    def put(self, request: Request, **_: object) -> Response:
        wanted = shapes.wanted(shapes.ReplicationPolicyWrite.parse(request))
        policies.change(policy_id=self.policy_id, wanted=wanted, by=self.acting)
        return Response()

    @operation(SystemAction.REPLICATION_POLICY_DELETE)
    def delete(self, request: Request, **_: object) -> Response:
        policies.delete(policy_id=self.policy_id, by=self.acting)
        return Response()


@contextmanager
def _source_of(policy: Policy) -> Iterator[Source]:
    if policy.direction == Direction.PUSH:
        yield Local(project_id=policy.project_id)
        return
    remote = kinds.open(policy.registry.kind, registries.connection_of(policy.registry))
    try:
        yield remote
    finally:
        remote.close()
