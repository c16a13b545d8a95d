"""What the pages of the console are shown with: people, projects and images, pushed for real."""

import gzip
import io
import json
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from tests.functional.registry.inside import Inside
from tests.support.api import ApiClient
from tests.support.connection import require
from tests.support.images import (
    OCI_MANIFEST,
    Image,
    Index,
    an_image,
    an_index,
    descriptor,
    digest_of,
)
from tests.support.people import ROLE_OF, People, Person, in_new_project
from tests.support.processes import wait_until
from tests.support.registry import RegistryClient

PROJECT = "acme"
REPOSITORY = "web/shop"
VERSIONS = ("1.0", "1.1", "1.9", "1.10", "2.0-rc1")
MANY = 20_000
HELM_CONFIG = "application/vnd.cncf.helm.config.v1+json"
HELM_LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
ACCESSORIES = ("application/vnd.dev.cosign.artifact.sig.v1+json", "application/spdx+json")

_CREATED = "2026-11-20T10:00:00Z"
_BASE = (b"a base " * 9000, b"its packages " * 3000)
_STEPS = (
    ("ADD rootfs.tar / # buildkit", False),
    ("ENV PATH=/usr/bin", True),
    ("RUN /bin/sh -c apt-get install -y ca-certificates # buildkit", False),
    ("COPY . /srv # buildkit", False),
    ('ENTRYPOINT ["/srv/run"]', True),
)


@dataclass(frozen=True, slots=True)
class World:
    """Names to put into addresses."""

    project: str
    repository: str
    digest: str
    release: str = ""
    """The digest of an image for one platform, with a history."""
    run: int = 0
    """Of garbage collection: a dry one."""
    policy: int = 0
    """Of replication, with runs of each kind of end."""
    failed: int = 0
    """Its run of which a part failed."""
    mirror: int = 0
    """Another policy, which deletes at its destination."""
    diff: int = 0
    """A dry run of that one."""
    chart: str = "charts/shop"
    signed: str = "signed"


def create(
    api: ApiClient, registry: RegistryClient, users: dict[str, Person], inside: Inside
) -> World:
    """Fill a server that has the cast and nothing else yet."""
    for name, is_public in ((PROJECT, False), ("open-source", True), ("empty", False)):
        api.create_project(name, public=is_public)
    for name, role in ROLE_OF.items():
        api.add_member(PROJECT, users[name].username, role)
    petra = registry.as_(*users["petra"])
    repository = f"{PROJECT}/{REPOSITORY}"
    for version in VERSIONS:
        image = a_release(version)
        petra.push(f"{repository}:{version}", image)
    petra.push(f"{repository}:latest", a_family("1.9"))
    newest = a_family("2.0")
    petra.push(f"{repository}:latest", newest)
    petra.push(f"{repository}:2.0", newest)
    petra.push(f"{PROJECT}/charts/shop:1.2.0", a_chart())
    _push_signed(petra, f"{PROJECT}/signed")
    deep = "a-team/with-a-long-name/and-yet-another-part/service"
    petra.push(f"{PROJECT}/{deep}:1", an_image([b"deep"]))
    _throw_away(api, petra)
    _pull(registry.as_(*users["gus"]), repository)
    _add_rules(api)
    run = _run_dry(api)
    policy, failed, mirror, diff = inside.run(_REPLICATED)
    return World(
        PROJECT, REPOSITORY, newest.digest, image.digest, run, policy, failed, mirror, diff
    )


def a_release(version: str, architecture: str = "amd64", base: Sequence[bytes] = _BASE) -> Image:
    """An image as a build leaves it: layers on a base, a config with a history."""
    layers = [*base, f"{architecture} {version} ".encode() * 5000]
    config = {
        "architecture": architecture,
        "os": "linux",
        "created": _CREATED,
        "config": {
            "Env": ["PATH=/usr/bin", f"VERSION={version}"],
            "Entrypoint": ["/srv/run"],
            "ExposedPorts": {"8080/tcp": {}},
            "Labels": {"org.opencontainers.image.source": "https://git.example.com/shop"},
        },
        "rootfs": {"type": "layers", "diff_ids": [digest_of(layer) for layer in layers]},
        "history": [
            {"created": _CREATED, "created_by": step, **({"empty_layer": True} if empty else {})}
            for step, empty in _STEPS
        ],
    }
    notes = {"annotations": {"org.opencontainers.image.version": version}}
    return an_image(layers, json.dumps(config).encode(), more=notes)


def a_family(version: str) -> Index:
    """The same for two platforms."""
    return an_index([a_release(version, architecture) for architecture in ("amd64", "arm64")])


def a_chart() -> Image:
    files = {
        "Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1.2.0\ndescription: A shop\n",
        "values.yaml": "replicas: 2\nimage:\n  tag: latest\n",
        "README.md": "# Shop\n\nA **chart** for the shop.\n",
    }
    layer = _tar({f"shop/{name}": words for name, words in files.items()})
    about = {"apiVersion": "v2", "name": "shop", "version": "1.2.0", "description": "A shop"}
    config = json.dumps(about).encode()
    manifest = {
        "schemaVersion": 2,
        "mediaType": OCI_MANIFEST,
        "config": descriptor(config, HELM_CONFIG),
        "layers": [descriptor(layer, HELM_LAYER)],
    }
    return Image(json.dumps(manifest).encode(), (config, layer))


def _tar(files: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, words in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(words)
            archive.addfile(entry, io.BytesIO(words.encode()))
    return gzip.compress(buffer.getvalue(), mtime=0)


def _push_signed(registry: RegistryClient, repository: str) -> None:
    """An image with what was made about it: a signature and a list of its parts."""
    subject = an_image([b"signed"])
    registry.push(f"{repository}:1.0", subject)
    about = descriptor(subject.manifest, subject.media_type)
    for kind in ACCESSORIES:
        one = an_image([kind.encode()], b"{}", more={"artifactType": kind, "subject": about})
        registry.push(f"{repository}@{one.digest}", one)


def _throw_away(api: ApiClient, registry: RegistryClient) -> None:
    """Something of each kind that is in the trash: a tag, an artifact, a repository."""
    for path in (
        "repositories/signed/artifacts/gone/tags/gone",
        "repositories/signed/artifacts/retired",
        "repositories/retired",
    ):
        repository, _, tag = path.removeprefix("repositories/").partition("/artifacts/")
        image = an_image([b"signed"] if "/tags/" in path else [path.encode()])
        registry.push(f"{PROJECT}/{repository}:{tag.partition('/')[0] or 'latest'}", image)
        require(api.delete(f"/projects/{PROJECT}/{path}"), HTTPStatus.OK)


def _pull(registry: RegistryClient, repository: str) -> None:
    for tag in ("1.0", "latest", "latest"):
        registry.get_manifest(repository, tag)


def _run_dry(api: ApiClient) -> int:
    """Have garbage collection list what it would take; returns the run, which has ended by then."""
    parameters = {"dry_run": True, "delete_untagged": True}
    body = {"schedule": {"type": "Manual"}, "parameters": parameters}
    answer = require(api.post("/system/gc/schedule", json=body), HTTPStatus.CREATED)
    run = int(answer.headers["Location"].rpartition("/")[2])

    def has_ended() -> bool:
        found = require(api.get(f"/system/gc/{run}"), HTTPStatus.OK).json()
        return bool(found["job_status"] == "Success")

    wait_until(has_ended, what="the dry run ends", within=60)
    return run


def _add_rules(api: ApiClient) -> None:
    """Labels of both kinds, a rule against moving tags, a robot of either level."""
    for name, color in (("release", "#1f7a1f"), ("broken", "#b00020")):
        _post(api, "/labels", {"name": name, "color": color, "scope": "g"})
    project_id = api.get(f"/projects/{PROJECT}").json()["project_id"]
    own = {"name": "ours", "color": "#775500", "scope": "p", "project_id": project_id}
    _post(api, "/labels", own)
    protect(api, PROJECT, "1.*", "web/**")
    keep(api, PROJECT, a_kept("latestPushedK", 2, "web/**"), a_kept("nDaysSinceLastPull", 30, "**"))
    pulls = [{"resource": "repository", "action": "pull"}]
    for name, level, namespace in (("ci", "project", PROJECT), ("mirror", "system", "*")):
        grants = [{"kind": "project", "namespace": namespace, "access": pulls}]
        robot = {"name": name, "level": level, "duration": 30, "permissions": grants}
        _post(api, "/robots", robot)


def protect(api: ApiClient, project: str, tags: str, repositories: str = "**") -> None:
    """Have a rule that no tag of such a name is moved or deleted."""
    rule = {
        "tag_selectors": [{"kind": "doublestar", "decoration": "matches", "pattern": tags}],
        "scope_selectors": {
            "repository": [
                {"kind": "doublestar", "decoration": "repoMatches", "pattern": repositories}
            ]
        },
    }
    _post(api, f"/projects/{project}/immutabletagrules", rule)


def a_kept(template: str, count: int, repositories: str, tags: str = "**") -> dict[str, object]:
    """Give a rule of retention."""
    kind = {"kind": "doublestar"}
    return {
        "template": template,
        "params": {template: count},
        "tag_selectors": [kind | {"decoration": "matches", "pattern": tags}],
        "scope_selectors": {
            "repository": [kind | {"decoration": "repoMatches", "pattern": repositories}]
        },
    }


def keep(api: ApiClient, project: str, *rules: Mapping[str, object]) -> None:
    """Have a project keep what one of the rules keeps, whenever somebody runs them."""
    project_id = api.get(f"/projects/{project}").json()["project_id"]
    scope = {"level": "project", "ref": project_id}
    _post(api, "/retentions", {"scope": scope, "rules": list(rules)})


def _post(api: ApiClient, path: str, body: Mapping[str, object]) -> None:
    require(api.post(path, json=body), HTTPStatus.CREATED)


def many_names() -> list[str]:
    """`v0.0.0` to `v19.49.19`."""
    return [f"v{a}.{b}.{c}" for a in range(20) for b in range(50) for c in range(20)]


_REPLICATED = """
from datetime import timedelta
from jobs.models import Status, Trigger
from replication.models import Health, Outcome, Registry, Verdict
from tests.functional.api.replicated import DONE, Moved, Tag, a_policy, a_run

def a_registry(name, kind, url, **more):
    return Registry.objects.create(name=name, kind=kind, url=url, **more)

MIB = 2**20
hours = lambda count: timedelta(hours=count)
berlin = a_registry("berlin", "harbor", "https://registry.berlin.example.com", access_key="robot",
    health=Health.HEALTHY, description="The second site, which takes over from this one.")
a_registry("builds", "docker-registry", "http://127.0.0.1:9", health=Health.UNHEALTHY,
    health_cause="refused", health_told="127.0.0.1 takes no connections at port 9.")
a_registry("hub", "docker-hub", "https://hub.docker.com")
nightly = a_policy(berlin, name="nightly to berlin", trigger="scheduled", cron="0 30 2 * * 1-5",
    description="Whatever is released, every night.", single_active=True, speed=10240,
    dest_namespace="from-home", dest_namespace_replace_count=1,
    filters=[{"type": "name", "value": "acme/**"}, {"type": "tag", "value": "{1,2}.*"}])
a_run(nightly, *[Moved(f"acme/app-{one}", tags=DONE, expected=80 * MIB, present=20 * MIB,
    sent=60 * MIB) for one in range(3)], trigger=Trigger.SCHEDULE, ago=hours(50))
a_run(nightly, Moved("acme/app-1", Status.STOPPED, DONE, expected=9 * MIB), ago=hours(49))
a_run(nightly, Moved("acme/app-1", tags=DONE, expected=50 * MIB, sent=5 * MIB), ago=hours(26))
refused = Tag("2.0", outcome=Outcome.FAILED, cause="refused", error="nobody takes the connection")
denied = Tag("1.9", outcome=Outcome.FAILED, cause="denied", error="it denies this (403 DENIED)")
failed = a_run(nightly, Moved("acme/web/shop", Status.ERROR, [*DONE, refused, denied],
    "2 tags failed", 90 * MIB, 10 * MIB, 30 * MIB, attempts=3),
    Moved("acme/charts/shop", Status.ERROR, [refused], "1 tag failed", MIB, 0, 0),
    Moved("acme/signed", tags=DONE, expected=2 * MIB, sent=2 * MIB),
    trigger=Trigger.SCHEDULE, ago=hours(2))
mirror = a_policy(berlin, name="mirror of the charts", is_mirror=True,
    filters=[{"type": "name", "value": "acme/charts/*"}])
diff = a_run(mirror, Moved("acme/charts/shop", tags=[Tag("1.2.0"), Tag("1.1.0", Verdict.PRESENT),
    Tag("1.0.0", Verdict.DELETE), Tag("latest", Verdict.REPLACE), Tag("old", Verdict.KEPT)]),
    is_dry_run=True, ago=hours(1))
answer = [nightly.pk, failed.pk, mirror.pk, diff.pk]
"""
_UNTAGGED = """
from datetime import timedelta
from django.utils import timezone
from artifacts.models import Manifest, Repository
found = Repository.objects.present().get(name=repository)
first = found.manifests.present().get()
body, when = first.body, timezone.now() - timedelta(days=1)
rows = [
    Manifest(repository=found, digest=f"sha256:{number:064x}", media_type=first.media_type,
        size=first.size, body=body, push_time=when)
    for number in range(1, many + 1)
]
answer = len(Manifest.objects.bulk_create(rows, batch_size=500))
"""
_MULTIPLY = """
from datetime import timedelta
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from artifacts.models import Repository, Tag, TagMove

with transaction.atomic():
    found = Repository.objects.present().get(name=repository)
    manifests = list(found.manifests.present().defer("body").order_by("pk"))
    begin = timezone.now() - timedelta(days=1)
    tags, moves = [], []
    for number, name in enumerate(names):
        manifest = manifests[number % len(manifests)]
        when = begin + timedelta(seconds=number)
        tags.append(Tag(repository=found, name=name, manifest=manifest, push_time=when))
        moves.append(TagMove(repository=found, name=name, new_digest=manifest.digest,
            moved_by=by, moved_at=when))
    Tag.objects.bulk_create(tags, batch_size=500)
    TagMove.objects.bulk_create(moves, batch_size=500)
    Repository.objects.filter(pk=found.pk).update(version=F("version") + 1)
answer = len(tags)
"""


def with_many_tags(api: ApiClient, users: Mapping[str, Person], inside: Inside, url: str) -> People:
    """Make a project whose repository `many-tags` has 20,000 tags on 20 images.

    The images are pushed. The tags are written as pushes would leave them, which take minutes.
    """
    people = in_new_project(api, users, public=False)
    repository = f"{people.project}/many-tags"
    registry = RegistryClient(url)
    petra = registry.as_(*people["petra"])
    for number in range(20):
        image = an_image([f"image {number}".encode()])
        petra.push(f"{repository}@{image.digest}", image)
    registry.close()
    by = people["petra"].username
    made = inside.run(_MULTIPLY, repository=repository, names=many_names(), by=by)
    assert made == MANY
    return people


def add_untagged(inside: Inside, repository: str, many: int) -> None:
    """Have a repository of one artifact have so many more, of yesterday, all with its manifest."""
    assert inside.run(_UNTAGGED, repository=repository, many=many) == many
