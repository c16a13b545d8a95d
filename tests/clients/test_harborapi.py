"""harborapi, the published Python client for Harbor, drives the API and reads its answers."""

import asyncio
import json
import ssl
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from harborapi import HarborAsyncClient, models
from harborapi.exceptions import BadRequest, Conflict, NotFound, PreconditionFailed, Unauthorized
from pydantic import BaseModel

from tests.functional.api.test_accessories import COSIGN, referrer
from tests.functional.api.test_immutable_rules import a_rule
from tests.support.api import ROLES
from tests.support.images import Image, Index, an_image, an_index
from tests.support.people import OUTSIDER, People, Person
from tests.support.registry import RegistryClient, UnexpectedAnswer
from tests.support.server import Server

DEEP = "deep/er/app"
GIBIBYTE = 2**30
PUBLIC = models.ProjectReq(metadata=models.ProjectMetadata(public="true"))
STEPS = [
    {"created": "2026-01-02T03:04:05Z", "created_by": "COPY a / # buildkit", "author": "dora"},
    {"created": "2026-01-02T03:04:06Z", "created_by": "ENV A=b", "empty_layer": True},
]


class Harbor:
    """The client, its calls run to their ends; its own synchronous one fails when calls nest."""

    def __init__(self, client: HarborAsyncClient, runner: asyncio.Runner) -> None:
        self._client, self._runner = client, runner

    def __getattr__(self, name: str) -> Callable[..., Any]:
        call = getattr(self._client, name)
        return lambda *given, **named: self._runner.run(call(*given, **named))


Login = Callable[[Person], Harbor]
Push = Callable[..., Any]


@pytest.fixture
def login(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Login]:
    """Make clients that try once: a second try would hide what went wrong with the first."""
    where = {"url": f"{server.base_url}/api/v2.0", "retry": None, "timeout": 60}
    where |= {"verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)}
    monkeypatch.setenv("no_proxy", "*")  # the client obeys the environment
    with asyncio.Runner() as runner, ExitStack() as ends:

        def make(who: Person) -> Harbor:
            client = HarborAsyncClient(**where, username=who.username, secret=who.password)
            ends.callback(lambda: runner.run(client.client.aclose()))
            return Harbor(client, runner)

        yield make


@pytest.fixture
def harbor(login: Login, admin: Person) -> Harbor:
    return login(admin)


@pytest.fixture
def project(people: People) -> str:
    return people.project


@pytest.fixture
def push(administrator: RegistryClient) -> Push:
    """Push an image and give it: `push("project/app:1")` makes one of its own."""

    def make(reference: str, image: Image | Index | None = None) -> Image | Index:
        pushed = image or an_image([uuid.uuid4().bytes])
        administrator.push(reference, pushed)
        return pushed

    return make


def refused(error: type[Exception], call: Callable[..., Any], *given: Any) -> None:
    with pytest.raises(error):
        call(*given)


def assert_says(model: BaseModel, **expected: Any) -> None:
    assert model.model_dump(include={*expected}) == expected


def each(field: str, rows: Iterable[BaseModel]) -> list[Any]:
    return [getattr(row, field) for row in rows]


def a_name(kind: str) -> str:
    return f"{kind}-{uuid.uuid4().hex[:10]}"


def id_in(location: str, path: str) -> int:
    """Read the id of what was made, and see that it is where it should be."""
    parent, _, last = location.rpartition("/")
    assert parent == f"/api/v2.0{path}"
    return int(last)


def is_now(time: datetime) -> bool:
    return abs(datetime.now(UTC) - time) < timedelta(minutes=5)


def size_of(image: Image) -> int:
    return len(image.manifest) + sum(len(blob) for blob in {*image.blobs})


def project_id_of(harbor: Harbor, project: str) -> int:
    return harbor.get_project(project).project_id


def test_a_project_is_made_found_changed_and_deleted(harbor: Harbor) -> None:
    name = a_name("project")
    assert not harbor.project_exists(name)
    made = models.ProjectReq(project_name=name, public=False, storage_limit=GIBIBYTE)
    assert harbor.create_project(made) == f"/api/v2.0/projects/{name}"
    assert harbor.project_exists(name)
    refused(Conflict, harbor.create_project, made)
    found = harbor.get_project(name)
    assert_says(found, name=name, owner_name="admin", owner_id=1, repo_count=0, deleted=False)
    assert_says(found, current_user_role_id=1, current_user_role_ids=[1], togglable=True)
    assert_says(found.metadata, public="false")
    assert is_now(found.creation_time)
    assert harbor.get_project(found.project_id) == found
    harbor.update_project(name, PUBLIC)
    assert_says(harbor.get_project(name).metadata, public="true")
    harbor.delete_project(found.project_id)
    assert not harbor.project_exists(name)
    refused(NotFound, harbor.get_project, name)


def test_projects_are_listed_page_after_page_and_by_what_is_asked(harbor: Harbor) -> None:
    prefix = a_name("project")
    names = [f"{prefix}-{number}" for number in range(5)]
    for number, name in enumerate(names):
        harbor.create_project(models.ProjectReq(project_name=name, public=number % 2 == 0))
    found = harbor.get_projects(query=f"name=~{prefix}", sort="-name", page_size=2)
    assert each("name", found) == names[::-1]
    found = harbor.get_projects(name=prefix, public=False, sort="name")
    assert each("name", found) == names[1::2]
    found = harbor.get_projects(name=prefix, sort="name", page_size=2, limit=3)
    assert each("name", found) == names[:3]
    found = harbor.get_projects(query=f"name={names[3]}")
    assert each("name", found) == names[3:4]
    assert harbor.get_projects(name=prefix, owner="nobody-of-this-name") == []


def test_a_name_of_digits_is_told_from_an_id(harbor: Harbor) -> None:
    name = str(uuid.uuid4().int)[:12]
    harbor.create_project(models.ProjectReq(project_name=name))
    assert_says(harbor.get_project(name), name=name)
    refused(NotFound, harbor.get_project, int(name))
    harbor.delete_project(name)


def test_a_project_says_whether_it_can_go(harbor: Harbor, project: str, push: Push) -> None:
    assert_says(harbor.get_project_deletable(project), deletable=True)
    image = push(f"{project}/{DEEP}:1.0")
    summary = harbor.get_project_summary(project)
    assert_says(summary, repo_count=1, project_admin_count=2, maintainer_count=1)
    assert_says(summary, developer_count=1, guest_count=1, limited_guest_count=1)
    used = {"storage": size_of(image)}
    assert_says(summary, quota={"hard": {"storage": -1}, "used": used})
    full = harbor.get_project_deletable(project)
    assert_says(full, deletable=False)
    assert full.message
    refused(PreconditionFailed, harbor.delete_project, project)


def test_metadata_of_a_project_are_read_set_and_taken_away(harbor: Harbor, project: str) -> None:
    assert_says(harbor.get_project_metadata(project), public="false")
    harbor.update_project_metadata_entry(project, "public", {"public": "true"})
    assert harbor.get_project_metadata_entry(project, "public") == {"public": "true"}
    refused(Conflict, harbor.set_project_metadata, project, models.ProjectMetadata(public="false"))
    sparse = models.ProjectMetadata.model_validate({"allow_sparse": "true"})
    harbor.set_project_metadata(project, sparse)
    for key in ("allow_sparse", "public"):
        assert harbor.get_project_metadata_entry(project, key) == {key: "true"}
        harbor.delete_project_metadata_entry(project, key)
    left = harbor.get_project_metadata(project)
    assert left.model_dump(exclude_none=True) == {"public": "false", "allow_sparse": "false"}


@pytest.mark.parametrize("by", ["id", "name"])
def test_a_member_is_added_listed_changed_and_removed(
    harbor: Harbor, people: People, project: str, by: str
) -> None:
    name = people[OUTSIDER].username
    (user,) = harbor.search_users_by_username(name)
    who = user.user_id if by == "id" else name
    location = harbor.add_project_member_user(project, who, ROLES["guest"])
    member_id = id_in(location, f"/projects/{project_id_of(harbor, project)}/members")
    member = harbor.get_project_member(project, member_id)
    assert_says(member, id=member_id, entity_id=user.user_id, entity_name=name, entity_type="u")
    assert_says(member, role_id=ROLES["guest"], role_name="guest")
    refused(Conflict, harbor.add_project_member_user, project, who, ROLES["guest"])
    harbor.update_project_member_role(project, member_id, ROLES["maintainer"])
    listed = harbor.get_project_members(project, page_size=3)
    assert len({*each("id", listed)}) == len(listed) == len(ROLES) + 2
    (found,) = harbor.get_project_members(project, entity_name=name)
    assert_says(found, id=member_id, role_id=ROLES["maintainer"], role_name="maintainer")
    harbor.remove_project_member(project, member_id)
    refused(NotFound, harbor.get_project_member, project, member_id)


def test_a_robot_is_made_found_changed_and_deleted(harbor: Harbor, project: str) -> None:
    made = harbor.create_robot(a_robot(project))
    assert made.name.startswith("robot$robot-")
    assert made.secret
    assert is_now(made.creation_time)
    robot = harbor.get_robot(made.id)
    assert_says(robot, name=made.name, description="of harborapi", level="system", secret=None)
    assert_says(robot, duration=-1, expires_at=-1, disable=False, editable=True)
    assert grants_of(robot) == {("project", project): {"pull", "push"}}
    assert harbor.get_robots(query=f"name={made.name}") == [robot]
    assert made.id in each("id", harbor.get_robots(page_size=2))
    robot.description, robot.duration, robot.disable = "changed", 7, True
    robot.permissions = [granting(project, "pull")]
    harbor.update_robot(made.id, robot)
    changed = harbor.get_robot(made.id)
    assert_says(changed, name=made.name, description="changed", duration=7, disable=True)
    assert is_now(datetime.fromtimestamp(changed.expires_at, UTC) - timedelta(days=7))
    assert grants_of(changed) == {("project", project): {"pull"}}
    harbor.delete_robot(made.id)
    refused(NotFound, harbor.get_robot, made.id)


def test_a_robot_logs_in_with_the_secret_that_it_has_now(
    harbor: Harbor, project: str, registry: RegistryClient, push: Push
) -> None:
    image = push(f"{project}/{DEEP}:1.0")
    made = harbor.create_robot(a_robot(project))
    refreshed = harbor.refresh_robot_secret(made.id, "")
    harbor.refresh_robot_secret(made.id, "Chosen-By-Me-Alone-1")
    now = registry.as_(made.name, "Chosen-By-Me-Alone-1")
    now.push(f"{project}/by/robot:1.0", an_image([uuid.uuid4().bytes]))
    assert now.pull(f"{project}/{DEEP}:1.0") == image
    for old in (made.secret, refreshed.secret):
        with pytest.raises(UnexpectedAnswer, match="401: "):
            registry.as_(made.name, old).pull(f"{project}/{DEEP}:1.0")


def a_robot(project: str) -> models.RobotCreate:
    wanted = {"description": "of harborapi", "level": "system", "duration": -1}
    granted = [granting(project, "pull", "push")]
    return models.RobotCreate(name=a_name("robot"), permissions=granted, **wanted)


def granting(project: str, *actions: str) -> models.RobotPermission:
    access = [models.Access(resource="repository", action=action) for action in actions]
    return models.RobotPermission(kind="project", namespace=project, access=access)


def grants_of(robot: models.Robot) -> dict[tuple[str, str], set[str]]:
    grants = robot.permissions
    return {(one.kind, one.namespace): {*each("action", one.access)} for one in grants}


def test_repositories_are_listed_and_described(harbor: Harbor, project: str, push: Push) -> None:
    names = ["app", "deep/app", DEEP]
    for name in names:
        push(f"{project}/{name}:1.0")
    listed = harbor.get_repositories(project, sort="name", page_size=2)
    assert each("name", listed) == [f"{project}/{name}" for name in names]
    for name in names:
        harbor.update_repository(project, name, models.Repository(description=f"of {name}"))
        repository = harbor.get_repository(project, name)
        assert_says(repository, name=f"{project}/{name}", description=f"of {name}")
        assert_says(repository, artifact_count=1, pull_count=0)
        assert is_now(repository.creation_time)
    found = harbor.get_repositories(query=f"name={project}/{DEEP}")
    assert found == [harbor.get_repository(project, DEEP)]
    harbor.delete_repository(project, DEEP)
    refused(NotFound, harbor.get_repository, project, DEEP)
    left = harbor.get_repositories(project, sort="name")
    assert each("base_name", left) == names[:2]


@pytest.mark.parametrize("name", ["app", DEEP])
def test_artifacts_show_what_they_have(harbor: Harbor, project: str, push: Push, name: str) -> None:
    image = push(f"{project}/{name}:1.0")
    signature = referrer(image, COSIGN)
    push(f"{project}/{name}@{signature.digest}", signature)
    label = models.Label(name=a_name("label"), scope="g")
    label_id = id_in(harbor.create_label(label), "/labels")
    harbor.add_artifact_label(project, name, "1.0", models.Label(id=label_id))
    (artifact,) = harbor.get_artifacts(project, name, with_label=True, with_accessory=True)
    assert_says(artifact, digest=image.digest, type="IMAGE", manifest_media_type=image.media_type)
    assert_says(artifact, size=size_of(image), repository_name=f"{project}/{name}")
    assert artifact.extra_attrs.root["architecture"] == "amd64"
    assert each("name", artifact.tags) == ["1.0"]
    assert each("id", artifact.labels) == [label_id]
    assert is_now(artifact.push_time)
    (accessory,) = harbor.get_artifact_accessories(project, name, image.digest)
    assert artifact.accessories == [accessory]
    assert_says(accessory, digest=signature.digest, type="signature.cosign")
    assert_says(accessory, subject_artifact_digest=image.digest)
    for reference in ("1.0", image.digest):
        one = harbor.get_artifact(project, name, reference, with_label=True, with_accessory=True)
        assert one == artifact
    (bare,) = harbor.get_artifacts(project, name, with_tag=False)
    assert_says(bare, digest=image.digest, tags=None, labels=None, accessories=None)


def test_an_index_names_its_images(harbor: Harbor, project: str, push: Push) -> None:
    index = an_index([an_image([uuid.uuid4().bytes]) for _ in range(2)])
    push(f"{project}/{DEEP}:1.0", index)
    (artifact,) = harbor.get_artifacts(project, DEEP)
    assert_says(artifact, digest=index.digest, manifest_media_type=index.media_type)
    children = artifact.references
    assert each("child_digest", children) == [image.digest for image in index.images]
    assert [child.platform.architecture for child in children] == ["amd64", "arm64"]


@pytest.mark.parametrize("by", ["tag", "digest"])
def test_an_artifact_is_copied_and_deleted(
    harbor: Harbor, project: str, administrator: RegistryClient, push: Push, by: str
) -> None:
    image, there = push(f"{project}/{DEEP}:1.0"), "copies/of/it"
    reference = ":1.0" if by == "tag" else f"@{image.digest}"
    location = harbor.copy_artifact(project, there, f"{project}/{DEEP}{reference}")
    place, _, digest = location.rpartition("/artifacts/")
    assert digest == image.digest
    assert place.startswith(f"/api/v2.0/projects/{project}/repositories/copies")
    copy = harbor.get_artifact(project, there, image.digest)
    assert_says(copy, digest=image.digest, repository_name=f"{project}/{there}")
    harbor.delete_artifact(project, DEEP, "1.0")
    for gone in ("1.0", image.digest):
        refused(NotFound, harbor.get_artifact, project, DEEP, gone)
    refused(NotFound, harbor.delete_artifact, project, DEEP, image.digest)
    assert administrator.pull(f"{project}/{there}@{image.digest}") == image


def test_the_build_history_of_an_image_is_read(harbor: Harbor, project: str, push: Push) -> None:
    config = {"os": "linux", "architecture": "amd64", "history": STEPS}
    push(f"{project}/{DEEP}:1.0", an_image([b"a"], json.dumps(config).encode()))
    copy, env = harbor.get_artifact_build_history(project, DEEP, "1.0")
    made = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert_says(copy, created_by="COPY a / # buildkit", author="dora", created=made)
    assert_says(env, created_by="ENV A=b", empty_layer=True)


def test_artifacts_of_a_whole_project_are_listed(harbor: Harbor, project: str, push: Push) -> None:
    names = [f"{project}/{name}" for name in ("app", "deep/app", DEEP)]
    digests = {name: push(f"{name}:1.0").digest for name in names}
    listed = harbor.get_project_artifacts(project, with_tag=True, page_size=2)
    assert {one.repository_name: one.digest for one in listed} == digests
    assert [each("name", one.tags) for one in listed] == [["1.0"]] * 3
    by_id = harbor.get_project_artifacts(project_id_of(harbor, project))
    assert each("digest", by_id) == each("digest", listed)


@pytest.mark.parametrize("name", ["app", DEEP])
def test_tags_are_made_and_deleted(harbor: Harbor, project: str, push: Push, name: str) -> None:
    image = push(f"{project}/{name}:1.0")
    for tag in ("2.0", "3.0"):
        harbor.create_artifact_tag(project, name, image.digest, models.Tag(name=tag))
    refused(Conflict, harbor.create_artifact_tag, project, name, "1.0", models.Tag(name="3.0"))
    artifact = harbor.get_artifact(project, name, "2.0")
    listed = harbor.get_artifact_tags(project, name, "1.0", sort="name", page_size=2)
    assert each("name", listed) == ["1.0", "2.0", "3.0"]
    for tag in listed:
        assert_says(tag, artifact_id=artifact.id, repository_id=artifact.repository_id)
        assert_says(tag, immutable=False)
        assert is_now(tag.push_time)
    harbor.delete_artifact_tag(project, name, image.digest, "2.0")
    refused(NotFound, harbor.delete_artifact_tag, project, name, image.digest, "2.0")
    left = harbor.get_artifact_tags(project, name, "1.0", sort="name")
    assert each("name", left) == ["1.0", "3.0"]


@pytest.mark.parametrize("scope", ["g", "p"])
def test_labels_are_made_and_put_on(harbor: Harbor, project: str, push: Push, scope: str) -> None:
    owner = project_id_of(harbor, project) if scope == "p" else 0
    wanted = {"name": a_name("label"), "scope": scope, "project_id": owner}
    made = models.Label(**wanted, description="of mine", color="#0065AB")
    label_id = id_in(harbor.create_label(made), "/labels")
    refused(Conflict, harbor.create_label, made)
    label = harbor.get_label(label_id)
    assert_says(label, **wanted, id=label_id, description="of mine", color="#0065AB")
    assert is_now(label.creation_time)
    where = {"scope": scope, "project_id": owner} if owner else {"scope": scope}
    assert harbor.get_labels(**where, name=label.name) == [label]
    assert harbor.get_labels(**where, query=f"name={label.name}") == [label]
    label.description, label.color = "changed", "#C92100"
    harbor.update_label(label_id, label)
    changed = harbor.get_label(label_id)
    assert_says(changed, **wanted, description="changed", color="#C92100")
    labelled, other = push(f"{project}/{DEEP}:1.0"), push(f"{project}/{DEEP}:2.0")
    harbor.add_artifact_label(project, DEEP, "1.0", models.Label(id=label_id))
    found = harbor.get_artifacts(project, DEEP, query=f"labels=({label_id})", with_label=True)
    assert [(one.digest, one.labels) for one in found] == [(labelled.digest, [changed])]
    refused(NotFound, harbor.delete_artifact_label, project, DEEP, other.digest, label_id)
    harbor.delete_artifact_label(project, DEEP, "1.0", label_id)
    assert not harbor.get_artifact(project, DEEP, "1.0", with_label=True).labels
    harbor.delete_label(label_id)
    refused(NotFound, harbor.get_label, label_id)


def test_quotas_are_listed_read_and_set(harbor: Harbor, project: str, push: Push) -> None:
    image, owner = push(f"{project}/{DEEP}:1.0"), project_id_of(harbor, project)
    (quota,) = harbor.get_quotas(reference="project", reference_id=str(owner))
    ref = {"id": owner, "name": project, "owner_name": "admin"}
    used = {"storage": size_of(image)}
    assert_says(quota, ref=ref, hard={"storage": -1}, used=used)
    quota_id, hard = quota.id, models.ResourceList({"storage": GIBIBYTE})
    harbor.update_quota(quota_id, models.QuotaUpdateReq(hard=hard))
    changed = harbor.get_quota(quota_id)
    assert_says(changed, id=quota_id, ref=ref, hard={"storage": GIBIBYTE}, used=used)
    every = harbor.get_quotas(sort="-used.storage", page_size=2)
    assert quota_id in each("id", every)
    amounts = [one.used.root["storage"] for one in every]
    assert amounts == sorted(amounts, reverse=True)


def test_immutable_rules_are_made_changed_and_deleted(harbor: Harbor, project: str) -> None:
    location = harbor.create_project_immutable_tag_rule(project, protecting("v*", "deep/**"))
    path = f"/projects/{project_id_of(harbor, project)}/immutabletagrules"
    rule_id = id_in(location, path)
    refused(
        Conflict, harbor.create_project_immutable_tag_rule, project, protecting("v*", "deep/**")
    )
    (rule,) = harbor.get_project_immutable_tag_rules(project)
    assert_says(rule, id=rule_id, disabled=False, action="immutable", template="immutable_template")
    assert patterns_of(rule) == ("v*", "deep/**")
    harbor.update_project_immutable_tag_rule(project, rule_id, protecting("release-*", "**"))
    (rule,) = harbor.get_project_immutable_tag_rules(project)
    assert patterns_of(rule) == ("release-*", "**")
    harbor.delete_project_immutable_tag_rule(project, rule_id)
    assert harbor.get_project_immutable_tag_rules(project) == []
    refused(NotFound, harbor.delete_project_immutable_tag_rule, project, rule_id)


def test_a_tag_is_protected_by_an_enabled_rule(harbor: Harbor, project: str, push: Push) -> None:
    push(f"{project}/{DEEP}:v1")
    location = harbor.create_project_immutable_tag_rule(project, protecting("v*", "deep/**"))
    rule_id = int(location.rpartition("/")[2])
    for _ in range(2):
        with pytest.raises(UnexpectedAnswer, match="412: "):
            push(f"{project}/{DEEP}:v1")
        (tag,) = harbor.get_artifact_tags(project, DEEP, "v1", with_immutable_status=True)
        assert_says(tag, name="v1", immutable=True)
        refused(PreconditionFailed, harbor.delete_artifact_tag, project, DEEP, "v1", "v1")
        harbor.enable_project_immutable_tagrule(project, rule_id, enabled=False)
        assert each("disabled", harbor.get_project_immutable_tag_rules(project)) == [True]
        push(f"{project}/{DEEP}:v1")
        harbor.enable_project_immutable_tagrule(project, rule_id)


def patterns_of(rule: models.ImmutableRule) -> tuple[str, str]:
    (of_tags,), (of_repositories,) = rule.tag_selectors, rule.scope_selectors["repository"]
    return of_tags.pattern, of_repositories.pattern


def protecting(tags: str, repositories: str) -> models.ImmutableRule:
    return models.ImmutableRule(**a_rule(tags, repositories))


def test_the_audit_log_tells_who_did_what(harbor: Harbor, project: str, push: Push) -> None:
    push(f"{project}/{DEEP}:1.0")
    harbor.update_project(project, PUBLIC)
    ours = harbor.get_project_logs(project, sort="op_time", page_size=4)
    deeds = {(row.operation, row.resource_type) for row in ours}
    made = {("create", "project"), ("create", "member"), ("create", "artifact")}
    assert deeds >= made | {("update", "project")}
    assert {*each("username", ours)} == {"admin"}
    times = each("op_time", ours)
    assert times == sorted(times)
    assert all(is_now(time) for time in times)
    query = "operation=create,resource_type=artifact"
    (pushed,) = harbor.get_project_logs(project, query=query)
    assert pushed.resource.startswith(f"{project}/{DEEP}")
    everywhere = harbor.get_audit_logs(query=f"resource={project}", sort="op_time")
    assert {*each("operation", everywhere)} == {"create", "update"}
    assert {*each("id", everywhere)} < {*each("id", ours)}


def test_a_user_is_made_found_changed_and_deleted(harbor: Harbor) -> None:
    made = a_user()
    name, user_id = made.username, id_in(harbor.create_user(made), "/users")
    refused(Conflict, harbor.create_user, made)
    user = harbor.get_user(user_id)
    assert_says(user, **made.model_dump(exclude={"password"}), user_id=user_id)
    assert_says(user, sysadmin_flag=False, admin_role_in_auth=False)
    assert is_now(user.creation_time)
    assert harbor.get_user_by_username(name) == user
    assert harbor.get_users(query=f"username={name}") == [user]
    assert user_id in each("user_id", harbor.get_users(page_size=2))
    (found,) = harbor.search_users_by_username(name[1:])
    assert_says(found, user_id=user_id, username=name)
    profile = {"email": f"new-{name}@example.com", "realname": "Else", "comment": ""}
    harbor.update_user(user_id, models.UserProfile(**profile))
    assert_says(harbor.get_user(user_id), **profile, username=name)
    for is_admin in (True, False):
        harbor.set_user_admin(user_id, is_admin)
        assert_says(harbor.get_user(user_id), sysadmin_flag=is_admin)
    harbor.delete_user(user_id)
    refused(NotFound, harbor.get_user, user_id)


def a_user() -> models.UserCreationReq:
    name = a_name("user")
    words = {"realname": "Somebody", "comment": "of mine", "password": "Knows-It-1"}
    return models.UserCreationReq(username=name, email=f"{name}@example.com", **words)


def test_a_password_is_set_by_an_administrator_and_by_oneself(harbor: Harbor, login: Login) -> None:
    made = a_user()
    name, user_id = made.username, id_in(harbor.create_user(made), "/users")
    harbor.set_user_password(user_id, "Set-For-Her-1")
    passwords = ("Knows-It-1", "Set-For-Her-1", "Set-By-Her-1")
    first, second, third = (login(Person(name, word)) for word in passwords)
    refused(BadRequest, second.set_user_password, user_id, "weak", "Set-For-Her-1")
    second.set_user_password(user_id, "Set-By-Her-1", "Set-For-Her-1")
    for old in (first, second):
        refused(Unauthorized, old.get_current_user)
    assert_says(third.get_current_user(), user_id=user_id, username=name)


def test_one_learns_what_one_may_do(harbor: Harbor, login: Login, people: People) -> None:
    assert_says(harbor.get_current_user(), user_id=1, username="admin", sysadmin_flag=True)
    everything = harbor.get_current_user_permissions()
    assert ("/system/user", "create") in pairs(everything)
    scope = f"/project/{project_id_of(harbor, people.project)}"
    dora = login(people["dora"])
    full = pairs(dora.get_current_user_permissions(scope))
    relative = pairs(dora.get_current_user_permissions(scope, relative=True))
    assert dora.get_current_user_permissions() == []
    assert (f"{scope}/repository", "push") in full
    assert ("repository", "push") in relative
    assert ("member", "create") not in relative
    assert len(full) == len(relative)


def pairs(rights: Iterable[models.Permission]) -> set[tuple[str, str]]:
    return {(one.resource, one.action) for one in rights}


def test_what_has_a_name_is_found_by_a_part_of_it(harbor: Harbor, project: str, push: Push) -> None:
    push(f"{project}/{DEEP}:1.0")
    found = harbor.search(project[1:])
    assert each("name", found.project) == [project]
    (repository,) = found.repository
    assert_says(repository, repository_name=f"{project}/{DEEP}", project_name=project)
    assert_says(repository, project_public=False, artifact_count=1, pull_count=0)


def test_statistics_count_what_there_is(harbor: Harbor, project: str, push: Push) -> None:
    before = harbor.get_statistics().model_dump()
    image = push(f"{project}/{DEEP}:1.0")
    harbor.create_project(models.ProjectReq(project_name=a_name("project"), public=True))
    after = harbor.get_statistics().model_dump()
    grown = {key: after[key] - before[key] for key in after if after[key] != before[key]}
    more = ("private_repo_count", "total_repo_count", "public_project_count", "total_project_count")
    assert grown == dict.fromkeys(more, 1) | {"total_storage_consumption": size_of(image)}


def test_the_registry_says_how_it_is_and_what_it_is(harbor: Harbor, server: Server) -> None:
    assert harbor.ping() == "Pong"
    health = harbor.health_check()
    assert_says(health, status="healthy")
    assert {*each("status", health.components)} == {"healthy"}
    assert {"core", "database", "registry"} <= {*each("name", health.components)}
    info = harbor.get_system_info()
    assert_says(info, auth_mode="db_auth", read_only=False, self_registration=False)
    assert_says(info, external_url=server.base_url, registry_url=server.registry)
    assert info.harbor_version.startswith("v2.")
    assert is_now(info.current_time)
    (volume,) = harbor.get_system_volume_info().storage
    assert 0 < volume.free <= volume.total


def test_the_configuration_is_read_and_set(harbor: Harbor) -> None:
    before = harbor.get_config()
    assert_says(before, auth_mode={"value": "db_auth", "editable": False})
    assert_says(before, robot_name_prefix={"value": "robot$", "editable": True})
    for banner in ("Closed on Friday", before.banner_message.value):
        harbor.update_config(models.Configurations(banner_message=banner))
        after = harbor.get_config()
        assert_says(after, banner_message={"value": banner, "editable": True})
    assert after == before


def test_what_robots_may_be_granted_is_told(harbor: Harbor) -> None:
    catalogue = harbor.get_permissions()
    system, project = pairs(catalogue.system), pairs(catalogue.project)
    assert system >= {("project", "create"), ("audit-log", "list"), ("quota", "update")}
    assert project >= {("repository", "pull"), ("repository", "push"), ("tag", "delete")}
