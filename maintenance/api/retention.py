"""``/retentions``: which artifacts of a project are kept; the right is found through the policy."""

from enum import StrEnum
from functools import cached_property
from http import HTTPStatus

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import principals
from accounts.api import pagination, parameters
from accounts.api.endpoints import ROOT, Endpoint
from accounts.api.errors import ParameterInvalid
from accounts.api.job_shapes import LOG, log_of
from accounts.api.operations import PAGING, Parameter, operation
from accounts.api.queries import Field, Kind
from accounts.errors import LoginRequired
from accounts.rights import Need
from jobs.errors import TaskUnknown
from jobs.models import Execution
from maintenance.api import retention_shapes as shapes
from maintenance.errors import PolicyInvalid, PolicyUnknown
from maintenance.models import RetentionPolicy, RetentionVerdict, Verdict
from maintenance.retention import policies, previews, rules, runs
from projects import access, policy, projects
from projects.access import Access
from projects.errors import ProjectHidden
from projects.models import Project
from projects.roles import Action

POLICIES = ROOT + "/retentions"
FIELDS = {
    "id": Field("pk", Kind.WHOLE),
    "repository_name": Field("repository_name"),
    "digest": Field("digest"),
    "verdict": Field("verdict"),
    "outcome": Field("outcome"),
    "rule_id": Field("rule_id", Kind.WHOLE),
    "push_time": Field("push_time", Kind.TIME),
    "pull_time": Field("pull_time", Kind.TIME),
    "size": Field("size", Kind.WHOLE),
    "freed": Field("freed", Kind.WHOLE),
}
LAST_PAGE = 10**6


class OfferEndpoint(Endpoint):
    """``/retentions/metadatas``."""

    @operation(Need.LOGIN, answer=shapes.OfferRead)
    def get(self, request: Request) -> Response:
        return Response(shapes.offer())


class OfScopeEndpoint(Endpoint):
    """A path whose body says in which project the right is needed."""

    def authorize(self, needs: StrEnum) -> None:
        """What the body says is looked at once it is known who sent it."""
        principals.require(self.by, Need.LOGIN)
        assert isinstance(needs, Action)
        policy.require(self.by, needs, self.project)

    @cached_property
    def project(self) -> Project:
        scoped = shapes.ScopedWrite
        project_id = scoped.project_id(scoped.parse(self.request))
        return projects.get_for(self.by, str(project_id))


class PoliciesEndpoint(OfScopeEndpoint):
    """``/retentions``."""

    @operation(Action.TAG_RETENTION_CREATE, body=shapes.NewPolicyWrite, status=HTTPStatus.CREATED)
    def post(self, request: Request) -> Response:
        wanted = shapes.wanted(shapes.NewPolicyWrite.parse(request))
        by = access.of(self.by, Action.TAG_RETENTION_CREATE, self.project)
        made = policies.create(wanted=wanted, by=by)
        headers = {"Location": f"{POLICIES}/{made.pk}"}
        return Response(status=HTTPStatus.CREATED, headers=headers)


class PreviewEndpoint(OfScopeEndpoint):
    """``/retentions/preview``: changes nothing, and so goes on while the registry is read-only."""

    works_read_only = True

    @operation(
        Action.TAG_RETENTION_READ,
        body=shapes.NewPolicyWrite,
        answer=shapes.PreviewRead,
        parameters=(
            *PAGING,
            Parameter("verdict", f"Rows of one verdict alone: {', '.join(Verdict.values)}."),
        ),
        is_deed=False,
    )
    def post(self, request: Request) -> Response:
        """Tell what a run by these rules would do now; X-Total-Count is that of the rows."""
        written = rules.write(shapes.wanted(shapes.NewPolicyWrite.parse(request)).rules or ())
        verdict = parameters.text(request, "verdict")
        if verdict and verdict not in Verdict.values:
            raise ParameterInvalid(f"verdict is one of {', '.join(Verdict.values)}")
        size = pagination.size_of(request)
        page = parameters.whole(request, "page", default=1, at_most=LAST_PAGE)
        part = range((page - 1) * size, page * size)
        found = previews.make(self.project, written, verdict=verdict, part=part)
        headers = {"X-Total-Count": str(found.count)}
        return Response(shapes.PreviewRead.of(found), headers=headers)


class OfPolicyEndpoint(Endpoint):
    """A path below one policy: what it needs is needed in the policy's project."""

    def authorize(self, needs: StrEnum) -> None:
        """A policy of a project that the caller may not see is as absent as one that is none.

        Nobody unknown is told which of the two it is.
        """
        assert isinstance(needs, Action)
        try:
            policy.require(self.by, needs, self.policy.project)
        except (PolicyUnknown, ProjectHidden) as error:
            if self.by.principal.is_anonymous:
                raise LoginRequired from error
            raise PolicyUnknown(self.kwargs["policy_id"]) from error

    @cached_property
    def policy(self) -> RetentionPolicy:
        return policies.get(self.kwargs["policy_id"])

    def execution(self) -> Execution:
        """The one that the path names, through its policy (AZ-04)."""
        return runs.get(self.policy, self.kwargs["execution_id"])

    def access(self, action: Action) -> Access:
        return access.of(self.by, action, self.policy.project)


class PolicyEndpoint(OfPolicyEndpoint):
    """``/retentions/<id>``."""

    @operation(Action.TAG_RETENTION_READ, answer=shapes.PolicyRead)
    def get(self, request: Request, policy_id: int) -> Response:
        return Response(shapes.shown(self.policy))

    @operation(Action.TAG_RETENTION_UPDATE, body=shapes.PolicyWrite)
    def put(self, request: Request, policy_id: int) -> Response:
        given = shapes.PolicyWrite.parse(request)
        if "scope" in given and given["scope"]["ref"] != self.policy.project_id:
            raise PolicyInvalid("a policy stays with its project; make one for the other")
        policies.change(
            policy_id=policy_id,
            wanted=shapes.wanted(given),
            by=self.access(Action.TAG_RETENTION_UPDATE),
        )
        return Response()

    @operation(Action.TAG_RETENTION_DELETE)
    def delete(self, request: Request, policy_id: int) -> Response:
        policies.delete(policy_id=policy_id, by=self.access(Action.TAG_RETENTION_DELETE))
        return Response()


class ExecutionsEndpoint(OfPolicyEndpoint):
    """``/retentions/<id>/executions``: newest first."""

    @operation(Action.TAG_RETENTION_LIST, answer=shapes.ExecutionRead, is_list=True)
    def get(self, request: Request, policy_id: int) -> Response:
        return self.listing(runs.of_policy(self.policy), shapes.shown_executions)

    @operation(Action.TAG_RETENTION_UPDATE, body=shapes.ExecutionWrite, status=HTTPStatus.CREATED)
    def post(self, request: Request, policy_id: int) -> Response:
        asked = shapes.ExecutionWrite.parse(request)
        by = self.access(Action.TAG_RETENTION_UPDATE)
        execution = runs.start(self.policy, is_dry_run=asked["dry_run"], by=by)
        location = f"{POLICIES}/{policy_id}/executions/{execution.pk}"
        return Response(status=HTTPStatus.CREATED, headers={"Location": location})


class ExecutionEndpoint(OfPolicyEndpoint):
    """``/retentions/<id>/executions/<eid>``."""

    @operation(Action.TAG_RETENTION_LIST, answer=shapes.OneExecutionRead)
    def get(self, request: Request, policy_id: int, execution_id: int) -> Response:
        return Response(shapes.shown_execution(self.execution()))

    @operation(Action.TAG_RETENTION_UPDATE, body=shapes.StopWrite)
    def patch(self, request: Request, policy_id: int, execution_id: int) -> Response:
        shapes.StopWrite.parse(request)
        by = self.access(Action.TAG_RETENTION_UPDATE)
        runs.stop(self.policy, execution_id, by=by)
        return Response()


class VerdictsEndpoint(OfPolicyEndpoint):
    """``/retentions/<id>/executions/<eid>/verdicts``: artifact by artifact."""

    @operation(Action.TAG_RETENTION_LIST, answer=shapes.VerdictRead, is_list=True, fields=FIELDS)
    def get(self, request: Request, policy_id: int, execution_id: int) -> Response:
        rows = RetentionVerdict.objects.filter(execution=self.execution()).order_by("pk")
        return self.listing(rows, shapes.VerdictRead.rows, FIELDS)


class TasksEndpoint(OfPolicyEndpoint):
    """``/retentions/<id>/executions/<eid>/tasks``: one for each repository."""

    @operation(Action.TAG_RETENTION_LIST, answer=shapes.TaskRead, is_list=True)
    def get(self, request: Request, policy_id: int, execution_id: int) -> Response:
        return self.listing(self.execution().tasks.order_by("pk"), shapes.TaskRead.rows)


class TaskLogEndpoint(OfPolicyEndpoint):
    """``/retentions/<id>/executions/<eid>/tasks/<tid>``: its log, from a byte on."""

    @operation(Action.TAG_RETENTION_READ, **LOG)
    def get(
        self, request: Request, policy_id: int, execution_id: int, task_id: int
    ) -> HttpResponse:
        if not self.execution().tasks.filter(pk=task_id).exists():
            raise TaskUnknown(task_id)
        return log_of(request, task_id)
