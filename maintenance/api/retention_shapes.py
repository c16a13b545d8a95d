"""The JSON shapes of retention: Harbor's, and what we know besides."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework import serializers

from accounts.api.bodies import Body, Flag, Text, Whole
from accounts.api.serializers import Shape
from jobs import schedules
from jobs.models import Execution, Status, Task
from maintenance.errors import PolicyInvalid
from maintenance.models import RetentionPolicy
from maintenance.retention import policies, rules, runs
from maintenance.retention.policies import Wanted
from maintenance.retention.rules import Wanted as WantedRule
from projects.api.immutable_rules import REPOSITORY, SelectorShape, SelectorWrite
from projects.immutability import KIND, OF_REPOSITORIES, OF_TAGS, Selector

ALGORITHM, LEVEL, TRIGGER = "or", "project", "Schedule"
_CODES = {Status.PENDING: 0, Status.SCHEDULED: 1, Status.RUNNING: 2}
_ENDED = 3
"""Harbor's numbers for statuses; all that are final have the last one."""


class ParamShape(Shape):
    type = serializers.CharField()
    unit = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]  # the metaclass takes it away


class TemplateShape(Shape):
    rule_template = serializers.CharField()
    display_text = serializers.CharField()
    action = serializers.CharField()
    params = ParamShape(many=True)


class KindShape(Shape):
    display_text = serializers.CharField()
    kind = serializers.CharField()
    decorations = serializers.ListField(child=serializers.CharField())


class OfferRead(Shape):
    """Harbor's ``RetentionMetadata``: what a rule can be made of."""

    templates = TemplateShape(many=True)
    scope_selectors = KindShape(many=True)
    tag_selectors = KindShape(many=True)


def offer() -> dict[str, Any]:
    templates = [
        {
            "rule_template": template,
            "display_text": meaning.text,
            "action": rules.ACTION,
            "params": [{"type": "int", "unit": meaning.unit, "required": True}]
            if meaning.unit
            else [],
        }
        for template, meaning in rules.MEANINGS.items()
        if template not in rules.HIDDEN
    ]
    selectors = {
        name: [{"display_text": text, "kind": KIND, "decorations": list(decorations)}]
        for name, text, decorations in (
            ("scope_selectors", "Repositories", OF_REPOSITORIES),
            ("tag_selectors", "Tags", OF_TAGS),
        )
    }
    return OfferRead.of({"templates": templates} | selectors)


class RuleRead(Shape):
    id = serializers.IntegerField()
    priority = serializers.IntegerField()
    disabled = serializers.BooleanField()
    action = serializers.CharField()
    template = serializers.CharField()
    params = serializers.DictField(child=serializers.IntegerField())
    tag_selectors = SelectorShape(many=True)
    scope_selectors = serializers.DictField(child=SelectorShape(many=True))


class SettingsShape(Shape):
    cron = serializers.CharField()
    time_zone = serializers.CharField()
    next_scheduled_time = serializers.DateTimeField(required=False)


class TriggerShape(Shape):
    kind = serializers.CharField()
    settings = SettingsShape()
    references = serializers.DictField()


class ScopeShape(Shape):
    level = serializers.CharField()
    ref = serializers.IntegerField()


class PolicyRead(Shape):
    id = serializers.IntegerField()
    algorithm = serializers.CharField()
    rules = RuleRead(many=True)
    trigger = TriggerShape()
    scope = ScopeShape()
    coming = serializers.ListField(child=serializers.DateTimeField())
    """When it runs next, if it does by itself."""


def shown(policy: RetentionPolicy) -> dict[str, Any]:
    schedule = policies.schedule_of(policy)
    settings: dict[str, Any] = {"cron": "", "time_zone": "UTC"}
    if schedule is not None:
        settings = {"cron": schedule.cron, "time_zone": schedule.time_zone}
        settings |= {"next_scheduled_time": schedule.next_due} if schedule.next_due else {}
    return PolicyRead.of(
        {
            "id": policy.pk,
            "algorithm": ALGORITHM,
            "rules": policy.rules,
            "trigger": {"kind": TRIGGER, "settings": settings, "references": {}},
            "scope": {"level": LEVEL, "ref": policy.project_id},
            "coming": [] if schedule is None else schedules.coming(schedule),
        }
    )


class RuleWrite(serializers.Serializer[Any]):
    priority = Whole(default=0)
    disabled = Flag(default=False)
    action = Text(default=rules.ACTION)
    template = Text()
    params = serializers.DictField(default=dict, allow_null=True)
    tag_selectors = SelectorWrite(many=True)
    scope_selectors = serializers.DictField(child=SelectorWrite(many=True))


class SettingsWrite(serializers.Serializer[Any]):
    cron = Text(default="", max_length=128)
    time_zone = Text(default="", max_length=64)


class TriggerWrite(serializers.Serializer[Any]):
    kind = Text(default=TRIGGER)
    settings = SettingsWrite(required=False, allow_null=True)


class ScopeWrite(serializers.Serializer[Any]):
    level = Text(default=LEVEL)
    ref = Whole()


class ScopedWrite(Body):
    """Of what a policy is, and so in which project a right is needed; that is asked first."""

    scope = ScopeWrite()

    @classmethod
    def project_id(cls, given: Mapping[str, Any]) -> int:
        scope = given["scope"]
        if scope["level"] != LEVEL or scope["ref"] <= 0:
            raise PolicyInvalid(f"the scope has the level {LEVEL} and, as ref, a project's id")
        return int(scope["ref"])


class PolicyWrite(Body):
    """What is left out stays as it is."""

    algorithm = Text(default=ALGORITHM)
    rules = RuleWrite(many=True, required=False)
    trigger = TriggerWrite(required=False)
    scope = ScopeWrite(required=False)


class NewPolicyWrite(PolicyWrite):
    scope = ScopeWrite()


def wanted(given: Mapping[str, Any]) -> Wanted:
    """What a policy's body asks for. Raises PolicyInvalid."""
    if given["algorithm"] != ALGORITHM:
        raise PolicyInvalid(f"the algorithm is {ALGORITHM}: a rule is enough to keep an artifact")
    trigger = given.get("trigger")
    if trigger is None:
        return Wanted(rules=wanted_rules(given))
    if trigger["kind"] != TRIGGER:
        raise PolicyInvalid(f"the kind of the trigger is {TRIGGER}; without a cron line, by hand")
    settings = trigger.get("settings") or {}
    return Wanted(
        rules=wanted_rules(given),
        cron=settings.get("cron", ""),
        time_zone=settings.get("time_zone", ""),
    )


def wanted_rules(given: Mapping[str, Any]) -> list[WantedRule] | None:
    if "rules" not in given:
        return None
    return [
        WantedRule(
            template=rule["template"],
            repositories=_repositories(rule["scope_selectors"]),
            tags=_selectors(rule["tag_selectors"]),
            params=rule["params"] or {},
            priority=rule["priority"],
            is_disabled=rule["disabled"],
            action=rule["action"],
        )
        for rule in given["rules"]
    ]


def _repositories(scopes: Mapping[str, Sequence[Any]]) -> list[Selector]:
    if unknown := sorted(scopes.keys() - {REPOSITORY}):
        raise PolicyInvalid(f"scope_selectors has {REPOSITORY} alone, not {', '.join(unknown[:5])}")
    return _selectors(scopes.get(REPOSITORY, ()))


def _selectors(given: Sequence[Mapping[str, Any]]) -> list[Selector]:
    return [Selector(**(one | {"extras": one["extras"] or ""})) for one in map(dict, given)]


class ExecutionWrite(Body):
    dry_run = Flag(default=False)


class StopWrite(Body):
    action = serializers.ChoiceField(choices=["stop"])


class SumsShape(Shape):
    """How many artifacts, and the bytes that the project holds less without the deleted ones."""

    total = serializers.IntegerField()
    retained = serializers.IntegerField()
    deleted = serializers.IntegerField()
    immutable = serializers.IntegerField()
    bytes = serializers.IntegerField()


class ExecutionRead(SumsShape):
    """Harbor's ``RetentionExecution``, and what has come of it so far."""

    id = serializers.IntegerField()
    policy_id = serializers.IntegerField()
    status = serializers.CharField()
    trigger = serializers.CharField()
    dry_run = serializers.BooleanField()
    started_by = serializers.CharField()
    creation_time = serializers.DateTimeField()
    start_time = serializers.DateTimeField(allow_null=True)
    end_time = serializers.DateTimeField(allow_null=True)
    errors = serializers.IntegerField()  # type: ignore[assignment]  # the metaclass takes it away


class OneExecutionRead(ExecutionRead):
    """With the rules that it goes by, as they were when it began: verdicts name them."""

    rules = RuleRead(many=True)


def shown_executions(rows: Sequence[Execution]) -> list[dict[str, Any]]:
    sums = runs.summaries([row.pk for row in rows])
    return [ExecutionRead.of(_execution(row) | sums[row.pk]) for row in rows]


def shown_execution(row: Execution) -> dict[str, Any]:
    sums = runs.summaries([row.pk])[row.pk]
    return OneExecutionRead.of(_execution(row) | sums | {"rules": row.parameters["rules"]})


def _execution(row: Execution) -> dict[str, Any]:
    return {
        "id": row.pk,
        "policy_id": row.subject,
        "status": row.status,
        "trigger": row.trigger,
        "dry_run": row.parameters["dry_run"],
        "started_by": row.started_by,
        "creation_time": row.creation_time,
        "start_time": row.start_time,
        "end_time": row.end_time,
    }


class TaskRead(Shape):
    """Harbor's ``RetentionExecutionTask``, what it deleted, and why it failed, if it did."""

    id = serializers.IntegerField(source="pk")
    execution_id = serializers.IntegerField()
    repository = serializers.SerializerMethodField()
    job_id = serializers.SerializerMethodField()
    status = serializers.CharField()
    status_code = serializers.SerializerMethodField()
    status_revision = serializers.SerializerMethodField()
    start_time = serializers.DateTimeField(allow_null=True)
    end_time = serializers.DateTimeField(allow_null=True)
    total = serializers.SerializerMethodField()
    retained = serializers.SerializerMethodField()
    deleted = serializers.SerializerMethodField()
    bytes = serializers.SerializerMethodField()
    error = serializers.CharField()

    def get_repository(self, row: Task) -> str:
        return str(row.parameters["repository"])

    def get_job_id(self, row: Task) -> str:
        return str(row.pk)

    def get_status_code(self, row: Task) -> int:
        return _CODES.get(Status(row.status), _ENDED)

    def get_status_revision(self, row: Task) -> int:
        return int(row.update_time.timestamp())

    def get_total(self, row: Task) -> int:
        return int(row.result.get("total", 0))

    def get_retained(self, row: Task) -> int:
        return int(row.result.get("retained", 0))

    def get_deleted(self, row: Task) -> int:
        return int(row.result.get("deleted", 0))

    def get_bytes(self, row: Task) -> int:
        return int(row.result.get("bytes", 0))


class JudgedRead(Shape):
    """One artifact: what becomes of it, why, and by which of the policy's rules, if by one."""

    repository_name = serializers.CharField()
    digest = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    tag_count = serializers.IntegerField()
    push_time = serializers.DateTimeField()
    pull_time = serializers.DateTimeField(allow_null=True)
    verdict = serializers.CharField()
    rule_id = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField()
    size = serializers.IntegerField()
    freed = serializers.IntegerField()


class VerdictRead(JudgedRead):
    """One line of a run; ``outcome`` is empty for what was never to go, or has not gone yet."""

    id = serializers.IntegerField(source="pk")
    outcome = serializers.CharField()


class PreviewSums(SumsShape):
    repositories = serializers.IntegerField()


class PreviewRead(Shape):
    sums = PreviewSums()
    rows = JudgedRead(many=True)  # type: ignore[assignment]  # the metaclass takes it away
