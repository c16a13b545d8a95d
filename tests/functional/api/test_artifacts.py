"""``…/artifacts``: which are listed, what is told of each, copies and deletions."""

import json
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest

from tests.functional.api.rights import (
    ALL,
    MEMBERS,
    Call,
    assert_denied,
    assert_error,
    cases,
    check,
)
from tests.functional.api.test_robots import make, permission
from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.people import People
from tests.support.registry import Image, RegistryClient, an_image, an_index, digest_of

As = Callable[[str], ApiClient]
KEEPERS = frozenset({"mona", "petra", "admin"})
WRITERS = KEEPERS | {"dora"}
FIXED = an_image([b"the same in every project"])
PATH = "/projects/{project}/repositories/a%252Fb/artifacts"
ONE = f"{PATH}/{FIXED.digest}"
READS = ("", "?with_tag=false", "?with_label=true&with_accessory=true&with_immutable_status=true")
PRIVATE = [
    *(Call("GET", f"{PATH}{query}", MEMBERS) for query in READS),
    Call("GET", "/projects/{project}/artifacts", MEMBERS),
    Call("GET", ONE, MEMBERS),
    Call("GET", f"{PATH}/1", MEMBERS),
    Call("GET", f"{ONE}/tags", MEMBERS),
    Call("GET", f"{ONE}/storage", MEMBERS),
    Call("POST", f"{PATH}?from={{project}}/a/b:1", WRITERS, success=HTTPStatus.CREATED),
    Call("POST", f"{ONE}/tags", WRITERS, {"name": "new"}, HTTPStatus.CREATED),
    Call("DELETE", f"{ONE}/tags/1", KEEPERS),
    Call("DELETE", ONE, KEEPERS),
    Call("DELETE", f"{PATH}/1", KEEPERS),
]


@pytest.fixture
def dora(registry: RegistryClient, users: dict[str, Any]) -> RegistryClient:
    return registry.as_(*users["dora"])


def fresh(**more: Any) -> Image:
    return an_image([uuid.uuid4().bytes], **more)


def state_of(api: ApiClient, project: str) -> Callable[[], object]:
    path = f"/projects/{project}/artifacts"
    return lambda: api.get(path, params={"q": "base=*"}).json()


def digests(client: ApiClient, repository: str, **params: str) -> list[str]:
    """Ask for a list; insists that the total is what it holds."""
    project, _, name = repository.partition("/")
    answer = client.get(f"/projects/{project}/repositories/{name}/artifacts", params=params)
    assert answer.status_code == HTTPStatus.OK, answer.text
    found = [row["digest"] for row in answer.json()]
    assert answer.headers["X-Total-Count"] == str(len(found))
    return found


@pytest.mark.parametrize(("call", "who"), cases(PRIVATE))
def test_artifacts_of_a_private_project_are_for_its_members(
    api: ApiClient, as_: As, place: People, dora: RegistryClient, call: Call, who: str
) -> None:
    dora.push(f"{place.project}/a/b:1", FIXED)
    check(call, who, as_(who), state_of(api, place.project), project=place.project)


@pytest.mark.parametrize("who", sorted(ALL))
def test_artifacts_of_a_public_project_are_shown_to_all(
    as_: As, cast: Callable[..., People], dora: RegistryClient, who: str
) -> None:
    project = cast(public=True).project
    dora.push(f"{project}/a/b:1", FIXED)
    for path in (PATH, ONE, f"{ONE}/tags", f"{ONE}/accessories", f"{ONE}/additions/build_history"):
        assert as_(who).get(path.format(project=project)).status_code == HTTPStatus.OK
    if who not in MEMBERS:
        assert_denied(as_(who).delete(ONE.format(project=project)), who)


def test_an_image_is_shown_in_harbors_shape(as_: As, people: People, dora: RegistryClient) -> None:
    config = json.dumps({"architecture": "arm64", "os": "linux", "author": "Dora"}).encode()
    layer = uuid.uuid4().bytes
    image = an_image([layer], config, more={"annotations": {"org.example": "yes"}})
    repository = f"{people.project}/deep/app"
    dora.push(f"{repository}:1", image)
    gus = as_("gus")
    path = f"/projects/{people.project}/repositories/deep%252Fapp/artifacts"
    (listed,) = gus.get(path).json()
    shown = gus.get(f"{path}/{image.digest}").json()
    assert shown == listed == gus.get(f"{path}/1").json()
    (tag,) = shown.pop("tags")
    for name in ("id", "project_id", "repository_id"):
        assert isinstance(shown.pop(name), int)
    assert shown.pop("push_time") <= tag["push_time"]
    assert tag["name"] == "1"
    assert tag["immutable"] is False
    assert shown.pop("extra_attrs") == {
        "architecture": "arm64",
        "os": "linux",
        "author": "Dora",
        "created": None,
        "config": {},
    }
    links = shown.pop("addition_links")
    assert list(links) == ["build_history"]
    link = links["build_history"]["href"]
    assert link == f"/api/v2.0{path}/{image.digest}/additions/build_history"
    assert gus.get(link.removeprefix("/api/v2.0")).json() == []
    assert shown == {
        "type": "IMAGE",
        "media_type": "application/vnd.oci.image.config.v1+json",
        "manifest_media_type": "application/vnd.oci.image.manifest.v1+json",
        "artifact_type": "application/vnd.oci.image.config.v1+json",
        "repository_name": repository,
        "digest": image.digest,
        "size": len(image.manifest) + len(config) + len(layer),
        "icon": "",
        "pull_time": "0001-01-01T00:00:00.000000Z",
        "pull_count": 0,
        "annotations": {"org.example": "yes"},
        "references": [],
    }


def test_an_index_stands_for_its_children(as_: As, people: People, dora: RegistryClient) -> None:
    """Untagged artifacts that an index names are listed with ``base=*`` alone."""
    repository, index = f"{people.project}/app", an_index([fresh(), fresh()])
    dora.push(f"{repository}:multi", index)
    gus = as_("gus")
    children = [image.digest for image in index.images]
    assert digests(gus, repository) == [index.digest]
    assert set(digests(gus, repository, q="base=*")) == {index.digest, *children}
    (shown,) = gus.get(f"/projects/{people.project}/repositories/app/artifacts").json()
    assert shown["type"] == "IMAGE"
    assert [part["child_digest"] for part in shown["references"]] == children
    assert shown["references"][1]["platform"] == {"architecture": "arm64", "os": "linux"}
    sizes = [len(i.manifest) + sum(map(len, i.blobs)) for i in index.images]
    assert [part["size"] for part in shown["references"]] == sizes
    assert shown["size"] == len(index.manifest) + sum(sizes)
    dora.push(f"{repository}:child", index.images[0])
    assert set(digests(gus, repository)) == {index.digest, children[0]}
    answer = as_("mona").delete(
        f"/projects/{people.project}/repositories/app/artifacts/{children[0]}"
    )
    assert_error(answer, HTTPStatus.PRECONDITION_FAILED, "PRECONDITION")
    assert set(digests(gus, repository)) == {index.digest, children[0]}


def test_an_artifact_says_of_which_indexes_it_is_part(
    as_: As, people: People, dora: RegistryClient
) -> None:
    image = fresh()
    first, second = an_index([image]), an_index([image, fresh()])
    for tag in ("1", "2", "3", "4"):
        dora.push(f"{people.project}/app:{tag}", first)
    dora.push(f"{people.project}/app:second", second)
    path = f"/projects/{people.project}/repositories/app/artifacts"
    gus = as_("gus")
    shown = gus.get(f"{path}/{image.digest}").json()
    assert shown["parents"] == [
        {"digest": second.digest, "tags": ["second"]},
        {"digest": first.digest, "tags": ["4", "3", "2"]},
    ]
    assert "parents" not in gus.get(f"{path}/1").json()
    assert all("parents" not in row for row in gus.get(f"{path}?q=base%3D*").json())
    require(as_("mona").delete(f"{path}/second"), HTTPStatus.OK)
    assert [row["digest"] for row in gus.get(f"{path}/{image.digest}").json()["parents"]] == [
        first.digest
    ]


def test_artifacts_are_found_by_what_harbor_asks(
    as_: As, people: People, dora: RegistryClient, inside: Inside
) -> None:
    repository, gus = f"{people.project}/app", as_("gus")
    tagged, twice, untagged = fresh(), fresh(docker=True), fresh()
    chart = an_image(
        [uuid.uuid4().bytes],
        more={"config": _chart_config(dora, repository)},
    )
    dora.push(f"{repository}:v1", tagged)
    dora.push(f"{repository}:v2", twice)
    dora.push(f"{repository}:other", twice)
    dora.push(f"{repository}@{untagged.digest}", untagged)
    dora.push(f"{repository}:chart", chart)
    labels = [_label(as_("petra"), people.project, name) for name in ("one", "two")]
    for label, image in ((0, tagged), (1, tagged), (0, twice)):
        path = f"/projects/{people.project}/repositories/app/artifacts/{image.digest}/labels"
        assert as_("dora").post(path, json={"id": labels[label]}).status_code == HTTPStatus.OK
    everything = {tagged.digest, twice.digest, untagged.digest, chart.digest}
    expected = {
        "tags=*": everything - {untagged.digest},
        "tags=nil": {untagged.digest},
        "tags=v1": {tagged.digest},
        "tags=~V": {tagged.digest, twice.digest},
        "tags={v1 chart}": {tagged.digest, chart.digest},
        f"labels=({labels[0]} {labels[1]})": {tagged.digest},
        f"labels=({labels[0]})": {tagged.digest, twice.digest},
        "type=CHART": {chart.digest},
        "type=image": everything - {chart.digest},
        "type={CHART WASM}": {chart.digest},
        "type=SBOM": set(),
        f"digest={twice.digest}": {twice.digest},
        "media_type=application/vnd.docker.container.image.v1%2Bjson": {twice.digest},
        "media_type=~helm": {chart.digest},
        "manifest_media_type=~docker": {twice.digest},
        "push_time=[2020-01-01T00:00:00~]": everything,
        "push_time=[~2020-01-01 00:00:00]": set(),
        "pull_time=[~2020-01-01T00:00:00]": everything,
        "pull_time=[2020-01-01T00:00:00~]": set(),
        "signed=false": everything,
        "signed=true": set(),
        "size=[1~]": everything,
        "tags=*,type=CHART": {chart.digest},
        "nothing=known": everything,
        "base=*": everything,
    }
    found = {q: set(digests(gus, repository, q=q)) for q in expected}
    assert found == expected


def _label(petra: ApiClient, project: str, name: str) -> int:
    project_id = petra.get(f"/projects/{project}").json()["project_id"]
    body = {"name": name, "scope": "p", "project_id": project_id}
    answer = petra.post("/labels", json=body)
    assert answer.status_code == HTTPStatus.CREATED, answer.text
    return int(answer.headers["Location"].rpartition("/")[2])


def _chart_config(client: RegistryClient, repository: str) -> dict[str, object]:
    config = b'{"name": "chart", "version": "1.0.0"}'
    client.push_blob(repository, config)
    media_type = "application/vnd.cncf.helm.config.v1+json"
    return {"mediaType": media_type, "digest": digest_of(config), "size": len(config)}


@pytest.mark.parametrize(
    "q",
    ["base=1", "base=~x", "tags=[a~b]", "tags=(a b)", "labels={1 2}", "labels=(one)", "labels=~1",
     "type=~x", "signed=maybe", "size=~1", "push_time=yesterday", "tags"],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(as_: As, shared: People, q: str) -> None:
    path = f"/projects/{shared.project}/artifacts"
    answer = as_("gus").get(path, params={"q": q})
    assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")


@pytest.mark.parametrize(
    "q",
    ["tags=' OR 1=1 --", "type=x' OR '1'='1", "digest=~%25", "manifest__body=~a", "repository=1",
     "media_type=~' UNION SELECT 1", "artifact_type='; DROP TABLE artifacts_tag; --"],
)  # fmt: skip
def test_az_19_a_query_is_compared_never_obeyed(
    as_: As, people: People, dora: RegistryClient, q: str
) -> None:
    dora.push(f"{people.project}/app:1", fresh())
    answer = as_("gus").get(f"/projects/{people.project}/artifacts", params={"q": q})
    assert answer.status_code == HTTPStatus.OK
    assert len(answer.json()) == (1 if q.startswith(("manifest__", "repository=")) else 0)


@pytest.mark.parametrize("sort", ["push_time", "-push_time", "size", "-size", "pull_time", "-id"])
def test_lists_are_walked_in_any_order_by_keys_as_by_pages(
    as_: As, people: People, dora: RegistryClient, sort: str
) -> None:
    repository, gus = f"{people.project}/app", as_("gus")
    for size in (30, 10, 10, 20):
        dora.push(f"{repository}:v{size}", an_image([uuid.uuid4().bytes * size]))
    path = f"/projects/{people.project}/repositories/app/artifacts"
    by_page = digests(gus, repository, sort=sort)
    assert len(by_page) == 4
    by_key, after = [], ""
    for _ in by_page:
        answer = gus.get(path, params={"sort": sort, "after": after, "page_size": 1})
        by_key += [row["digest"] for row in answer.json()]
        after = answer.headers.get("X-Next-Cursor", "")
    assert by_key == by_page
    assert not after
    if sort.endswith("size"):
        rows = gus.get(path, params={"sort": sort}).json()
        sizes = [row["size"] for row in rows]
        assert sizes == sorted(sizes, reverse=sort.startswith("-"))


def test_a_project_lists_the_latest_of_each_repository(
    as_: As, people: People, dora: RegistryClient
) -> None:
    images = {name: fresh() for name in ("a:1", "a:2", "b:1")}
    for name, image in images.items():
        dora.push(f"{people.project}/{name}", image)
    gus, path = as_("gus"), f"/projects/{people.project}/artifacts"
    found = gus.get(path, params={"with_tag": "false"}).json()
    assert {row["digest"] for row in found} == {image.digest for image in images.values()}
    assert "tags" not in found[0]
    wanted = {"latest_in_repository": "true", "q": "media_type=~image.config"}
    answer = gus.get(path, params=wanted)
    assert answer.headers["X-Total-Count"] == "2"
    assert {row["digest"] for row in answer.json()} == {
        images["a:2"].digest,
        images["b:1"].digest,
    }
    for q in ("", "media_type=~a,artifact_type=~a", "digest=x"):
        answer = gus.get(path, params={"latest_in_repository": "true", "q": q})
        assert_error(answer, HTTPStatus.BAD_REQUEST, "BAD_REQUEST")


def test_a_copy_is_made_where_both_sides_may(
    as_: As, people: People, cast: Callable[..., People], dora: RegistryClient
) -> None:
    other, image = cast(public=False).project, fresh()
    dora.push(f"{people.project}/from/here:1", image)
    path = f"/projects/{other}/repositories/to%252Fthere/artifacts"
    answer = as_("dora").post(path, params={"from": f"{people.project}/from/here:1"})
    assert (answer.status_code, answer.content) == (HTTPStatus.CREATED, b"")
    location = answer.headers["Location"]
    assert location == f"/api/v2.0{path}/{image.digest}"
    assert as_("gus").get(location.removeprefix("/api/v2.0")).json()["tags"][0]["name"] == "1"
    assert dora.pull(f"{other}/to/there:1") == image
    by_digest = {"from": f"{people.project}/from/here@{image.digest}"}
    assert as_("dora").post(path, params=by_digest).status_code == HTTPStatus.CREATED


SEEING = ("artifact:read", "artifact:list", "repository:read", "repository:list", "tag:list")
WRITING = ("artifact:create", "tag:create", "repository:push", "repository:pull")


@pytest.mark.parametrize(
    ("held", "status"),
    [
        ((), HTTPStatus.FORBIDDEN),
        (SEEING, HTTPStatus.FORBIDDEN),
        ((*SEEING, *WRITING[:3]), HTTPStatus.FORBIDDEN),
        (("repository:pull",), HTTPStatus.FORBIDDEN),
        ((*SEEING, "repository:pull"), HTTPStatus.CREATED),
    ],
)
def test_az_08_a_copy_takes_the_right_to_pull_what_is_copied(  # fixtures
    api: ApiClient,
    people: People,
    cast: Callable[..., People],
    dora: RegistryClient,
    held: tuple[str, ...],
    status: HTTPStatus,
) -> None:
    """To see an artifact, or to write to where it is, is not to have its bytes."""
    other, image = cast(public=False).project, fresh()
    dora.push(f"{people.project}/app:1", image)
    permissions = [permission(other, *WRITING, "artifact:read", "artifact:list")]
    if held:
        permissions.append(permission(people.project, *held))
    robot = make(api, *permissions, level="system")
    client = api.as_(robot["name"], robot["secret"])
    for reference in (":1", f"@{image.digest}"):
        before = state_of(api, other)()
        path = f"/projects/{other}/repositories/copy/artifacts"
        answer = client.post(path, params={"from": f"{people.project}/app{reference}"})
        assert answer.status_code == status, answer.text
        if status != HTTPStatus.CREATED:
            assert_error(answer, status, "FORBIDDEN")
            assert state_of(api, other)() == before
    pulled = dora.as_(robot["name"], robot["secret"]).request(
        "HEAD", f"/v2/{other}/copy/manifests/{image.digest}"
    )
    assert pulled.is_success is (status == HTTPStatus.CREATED)


@pytest.mark.parametrize(
    ("source", "status", "code"),
    [
        ("", HTTPStatus.UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY"),
        ("{project}/app", HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ("{project}/app:", HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ("{project}/app@sha256:1", HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ("app:1", HTTPStatus.BAD_REQUEST, "BAD_REQUEST"),
        ("{project}/app:absent", HTTPStatus.NOT_FOUND, "NOT_FOUND"),
        ("{project}/absent:1", HTTPStatus.NOT_FOUND, "NOT_FOUND"),
        ("no-such-project/app:1", HTTPStatus.FORBIDDEN, "FORBIDDEN"),
    ],
)
def test_a_source_that_is_not_there_is_not_copied(
    as_: As, people: People, dora: RegistryClient, source: str, status: HTTPStatus, code: str
) -> None:
    dora.push(f"{people.project}/app:1", fresh())
    path = f"/projects/{people.project}/repositories/copy/artifacts"
    answer = as_("dora").post(path, params={"from": source.format(project=people.project)})
    assert_error(answer, status, code)
    names = as_("dora").get(f"/projects/{people.project}/repositories").json()
    assert [row["name"] for row in names] == [f"{people.project}/app"]


def test_az_10_a_hidden_source_looks_like_an_absent_one(
    as_: As, people: People, api: ApiClient, dora: RegistryClient
) -> None:
    hidden = f"hidden-{uuid.uuid4().hex[:8]}"
    api.create_project(hidden)
    path = f"/projects/{people.project}/repositories/copy/artifacts"
    answers = [
        as_("dora").post(path, params={"from": f"{name}/app:1"})
        for name in (hidden, "no-such-project")
    ]
    assert answers[0].status_code == answers[1].status_code == HTTPStatus.FORBIDDEN
    assert answers[0].json() == answers[1].json()


def test_az_07_a_digest_of_another_repository_is_not_here(
    as_: As, people: People, dora: RegistryClient
) -> None:
    image = fresh()
    dora.push(f"{people.project}/a:1", image)
    dora.push(f"{people.project}/b:1", fresh())
    for end in ("", "/tags", "/accessories", "/storage", "/layers", "/additions/build_history"):
        path = f"/projects/{people.project}/repositories/b/artifacts/{image.digest}{end}"
        assert_error(as_("gus").get(path), HTTPStatus.NOT_FOUND, "NOT_FOUND")


@pytest.mark.parametrize("reference", ["absent", "sha256:" + "0" * 64])
def test_an_absent_artifact_is_not_found(
    as_: As, people: People, dora: RegistryClient, reference: str
) -> None:
    dora.push(f"{people.project}/app:1", fresh())
    path = f"/projects/{people.project}/repositories/app/artifacts/{reference}"
    for method in ("GET", "DELETE"):
        answer = as_("mona").request(method, path)
        assert_error(answer, HTTPStatus.NOT_FOUND, "NOT_FOUND")


@pytest.mark.parametrize("reference", ["sha256:1", "md5:abc", "-a", "a%00", "a%2Fb", "a" * 129])
def test_a_malformed_reference_is_refused(
    as_: As, people: People, dora: RegistryClient, reference: str
) -> None:
    dora.push(f"{people.project}/app:1", fresh())
    path = f"/projects/{people.project}/repositories/app/artifacts/{reference}"
    assert_error(as_("gus").get(path), HTTPStatus.BAD_REQUEST, "BAD_REQUEST")


def test_a_deleted_artifact_takes_its_tags_along(
    as_: As, people: People, dora: RegistryClient
) -> None:
    image, other = fresh(), fresh()
    for tag in ("1", "2"):
        dora.push(f"{people.project}/app:{tag}", image)
    dora.push(f"{people.project}/app:3", other)
    path = f"/projects/{people.project}/repositories/app/artifacts/2"
    answer = as_("mona").delete(path)
    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
    assert digests(as_("gus"), f"{people.project}/app") == [other.digest]
    assert dora.tags(f"{people.project}/app") == ["3"]


def test_an_artifact_says_what_deleting_it_frees(
    as_: As, people: People, dora: RegistryClient
) -> None:
    shared, own = b"shared" * 100, uuid.uuid4().bytes * 10
    one, two = an_image([shared, own], b"{}"), an_image([shared], b'{"os": "linux"}')
    dora.push(f"{people.project}/app:1", one)
    dora.push(f"{people.project}/other:2", two)
    path = f"/projects/{people.project}/repositories/app/artifacts/1/storage"
    whole = len(one.manifest) + len(shared) + len(own) + 2
    assert as_("gus").get(path).json() == {
        "scope": "project",
        "logical": whole,
        "stored": whole,
        "unique": whole - len(shared),
        "shared": len(shared),
    }
    assert as_("admin").get(path).json()["scope"] == "registry"


def test_do_09_labels_of_an_image_are_data(
    as_: As, people: People, dora: RegistryClient, inside: Inside
) -> None:
    """They are told as they are, as JSON that no browser takes for a page, and do nothing."""
    hostile = {
        "<script>alert(1)</script>": "<img src=x onerror=alert(1)>",
        "org.opencontainers.image.url": "javascript:alert(1)",
        "com.example.run": "$(touch /tmp/x); `id`; {{7*7}}; %s%n; '; DROP TABLE accounts_user --",
        "\r\nSet-Cookie: sid": "\r\nX: y\x1b[31m\u202e\u2028",
        "long": "y" * 100_000,
    }
    config = json.dumps({"os": "linux", "architecture": "amd64", "config": {"Labels": hostile}})
    image = an_image([uuid.uuid4().bytes], config.encode(), more={"annotations": hostile})
    dora.push(f"{people.project}/app:1", image)
    gus, path = as_("gus"), f"/projects/{people.project}/repositories/app/artifacts"
    for end in ("/1", "", "/1/additions/build_history"):
        answer = gus.get(f"{path}{end}")
        assert answer.status_code in (HTTPStatus.OK, HTTPStatus.NOT_FOUND), answer.text
        assert answer.headers["Content-Type"].partition(";")[0] == "application/json"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "set-cookie" not in answer.headers
    one = gus.get(f"{path}/1").json()
    assert one["digest"] == image.digest
    assert one["extra_attrs"]["config"]["Labels"] == hostile
    assert dora.pull(f"{people.project}/app:1") == image
    assert inside.run("from accounts.models import User\nanswer = User.objects.exists()")
