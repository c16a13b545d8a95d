"""Additions of artifacts: which there are, what they say, and what is refused."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from artifacts import additions, manifests
from artifacts.additions import Addition, AdditionUnknown, Layer
from artifacts.errors import BlobUnknown, ManifestUnknown
from artifacts.inspection.cage import InspectionFailed
from artifacts.models import Blob, BlobState, Manifest
from oci.digest import Digest
from oci.reference import RepositoryName
from projects.access import Access
from projects.models import Project
from storage.base import StorageError
from tests.support.images import (
    DOCKER_CONFIG,
    DOCKER_LIST,
    OCI_CONFIG,
    OCI_INDEX,
    OCI_LAYER,
    OCI_MANIFEST,
    Image,
    an_image,
    an_index,
    descriptor,
)
from tests.unit.artifacts.test_cage import ZEROS, a_chart, a_tar, header, repeated
from tests.unit.artifacts.test_push import push, push_manifest

pytestmark = pytest.mark.usefixtures("storage")

EMPTY = "application/vnd.oci.empty.v1+json"
CONFIG: dict[str, Any] = {
    "architecture": "arm64",
    "os": "linux",
    "created": "2026-01-02T03:04:05Z",
    "author": "Alice",
    "config": {
        "User": "web",
        "Env": ["PATH=/bin", "A=1"],
        "Cmd": ["serve"],
        "Entrypoint": ["/app"],
        "Labels": {"maintainer": "Bob"},
        "ExposedPorts": {"80/tcp": {}},
        "WorkingDir": "/srv",
        "OnBuild": ["not shown"],
    },
    "rootfs": {"type": "layers", "diff_ids": []},
    "history": [
        {"created": "2026-01-01T00:00:00Z", "created_by": "ADD rootfs"},
        {"created_by": "ENV A=1", "empty_layer": True, "comment": ""},
        {"created": "2026-01-02T00:00:00Z", "created_by": "RUN make", "comment": "buildkit"},
    ],
}


@pytest.mark.parametrize(
    ("media_type", "artifact_type", "config_type", "type_"),
    [
        (OCI_MANIFEST, OCI_CONFIG, OCI_CONFIG, "IMAGE"),
        (OCI_MANIFEST, "", DOCKER_CONFIG, "IMAGE"),
        (OCI_MANIFEST, "application/vnd.acme.thing", OCI_CONFIG, "IMAGE"),
        (OCI_INDEX, "", "", "IMAGE"),
        (DOCKER_LIST, "", "", "IMAGE"),
        (OCI_INDEX, "application/vnd.cnab.manifest.v1", "", "CNAB"),
        (OCI_MANIFEST, "", "application/vnd.cnab.config.v1+json", "CNAB"),
        (OCI_MANIFEST, "", additions.HELM_CONFIG, "CHART"),
        (OCI_MANIFEST, "", additions.WASM_CONFIG, "WASM"),
        (OCI_MANIFEST, "application/vnd.cnai.model.manifest.v1+json", EMPTY, "CNAI"),
        (OCI_MANIFEST, "", "application/vnd.cncf.model.config.v1+json", "CNAI"),
        (OCI_MANIFEST, "application/vnd.goharbor.harbor.sbom.v1", EMPTY, "SBOM"),
        (OCI_MANIFEST, "", "application/vnd.acme.rocket.config.v1alpha1+json", "ROCKET"),
        (OCI_MANIFEST, "", "application/vnd.acme.big.rocket.config.v1+json", "BIG.ROCKET"),
        (OCI_MANIFEST, "", EMPTY, "UNKNOWN"),
        (OCI_MANIFEST, "", "application/json", "UNKNOWN"),
        (OCI_MANIFEST, "", "application/vnd.acme.config.v1+json", "UNKNOWN"),
    ],
)
def test_an_artifact_is_of_the_type_that_harbor_says(
    media_type: str, artifact_type: str, config_type: str, type_: str
) -> None:
    found = additions.type_of(
        media_type=media_type, artifact_type=artifact_type, config_media_type=config_type
    )
    assert found == type_


def test_annotations_tell_bundles_and_wasm_images() -> None:
    bundle = {"org.opencontainers.artifactType": "application/vnd.cnab.manifest.v1"}
    assert additions.type_of(media_type=OCI_INDEX, annotations=bundle) == "CNAB"
    for wasm in ({"module.wasm.image/variant": "compat"}, {"run.oci.handler": "wasm"}):
        found = additions.type_of(
            media_type=OCI_MANIFEST, config_media_type=OCI_CONFIG, annotations=wasm
        )
        assert found == "WASM"


def test_the_type_tells_which_additions_there_are() -> None:
    def kinds(type_: str, media_type: str = OCI_MANIFEST) -> tuple[str, ...]:
        return additions.kinds(type_=type_, media_type=media_type)

    assert kinds("IMAGE") == ("build_history",)
    assert kinds("IMAGE", OCI_INDEX) == ()
    assert kinds("CHART") == ("readme.md", "values.yaml", "dependencies")
    assert kinds("CNAB") == kinds("UNKNOWN") == kinds("ROCKET") == ()


def test_extra_attrs_are_what_the_config_says_of_the_image() -> None:
    shown = {key: value for key, value in CONFIG["config"].items() if key != "OnBuild"}
    assert additions.extra_attrs(CONFIG) == {
        "architecture": "arm64",
        "os": "linux",
        "created": "2026-01-02T03:04:05Z",
        "author": "Alice",
        "config": shown,
    }


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"architecture": 1, "os": None, "created": {}, "author": [], "config": "x"},
        {"config": {"Env": [1], "Cmd": "sh", "Labels": {"a": 1}, "ExposedPorts": {"80": 1}}},
        {"config": {"User": "", "Env": None, "Entrypoint": [], "Volumes": []}, "history": {}},
    ],
)
def test_what_a_config_does_not_say_properly_is_left_out(config: dict[str, Any]) -> None:
    assert additions.extra_attrs(config) == {
        "architecture": "",
        "os": "",
        "created": None,
        "author": "",
        "config": {},
    }
    assert additions.history({**config, "history": config.get("history")}) == []
    assert additions.history({"history": [1, None, {"created": 1, "empty_layer": "x"}]}) == [{}]


def test_a_label_names_the_author_where_the_config_does_not() -> None:
    labels = {"maintainer": "Bob", "org.opencontainers.image.authors": "Carol"}
    assert additions.extra_attrs({"config": {"Labels": labels}})["author"] == "Carol"
    assert additions.extra_attrs(CONFIG | {"author": ""})["author"] == "Bob"


def place(name: RepositoryName, image: Image, by: Access) -> dict[str, int]:
    """Push it; answers how additions name it."""
    digest = push(name, image, by)
    manifest = Manifest.objects.get(digest=str(digest))
    return {"repository_id": manifest.repository_id, "manifest_id": manifest.pk}


def with_config(config: Any, layers: int = 2) -> Image:
    return an_image([b"layer %d" % number for number in range(layers)], json.dumps(config).encode())


def chart_image(packed: bytes, layer_type: str = additions.HELM_CONTENT) -> Image:
    config = b'{"name":"app"}'
    parts = {
        "config": descriptor(config, additions.HELM_CONFIG),
        "layers": [descriptor(b"proof", "text/plain"), descriptor(packed, layer_type)],
    }
    return an_image([b"proof", packed], config, more=parts)


def test_the_build_history_is_read_from_the_config_in_two_queries(
    name: RepositoryName, access: Access
) -> None:
    where = place(name, with_config(CONFIG), access)
    with CaptureQueriesContext(connection) as queries:
        addition = additions.read(**where, name="build_history")
    assert len(queries) == 2
    assert addition.content_type == "application/json; charset=utf-8"
    assert json.loads(addition.content) == [
        {"created": "2026-01-01T00:00:00Z", "created_by": "ADD rootfs"},
        {"created_by": "ENV A=1", "empty_layer": True},
        {"created": "2026-01-02T00:00:00Z", "created_by": "RUN make", "comment": "buildkit"},
    ]
    assert additions.config(**where) == CONFIG


def test_layers_are_shown_with_the_commands_that_made_them(
    name: RepositoryName, access: Access
) -> None:
    image = with_config(CONFIG)
    made = [("ADD rootfs", "2026-01-01T00:00:00Z"), ("RUN make", "2026-01-02T00:00:00Z")]
    assert additions.layers(**place(name, image, access)) == [
        Layer(parts["digest"], parts["size"], OCI_LAYER, command, created)
        for parts, (command, created) in zip(
            json.loads(image.manifest)["layers"], made, strict=True
        )
    ]


@pytest.mark.parametrize(
    "image",
    [
        with_config(CONFIG, layers=3),
        with_config({}),
        an_image([b"a"], b"no json"),
        an_image([b"a"], b"[]"),
        chart_image(b"no archive"),
    ],
)
def test_layers_without_a_history_that_fits_are_shown_without_commands(
    image: Image, name: RepositoryName, access: Access
) -> None:
    layers = additions.layers(**place(name, image, access))
    assert len(layers) == len(image.blobs) - 1
    assert {(layer.command, layer.created) for layer in layers} == {("", "")}


@pytest.mark.parametrize("layer_type", [additions.HELM_CONTENT, "application/tar+gzip"])
def test_a_chart_has_its_readme_values_and_dependencies(
    layer_type: str, name: RepositoryName, access: Access
) -> None:
    where = place(name, chart_image(a_chart(), layer_type), access)
    assert additions.read(**where, name="readme.md") == Addition(
        "text/markdown; charset=utf-8", "# App \u2603\n".encode()
    )
    assert additions.read(**where, name="values.yaml") == Addition(
        "text/plain; charset=utf-8", b"# settings\nreplicas: 1\n"
    )
    dependencies = additions.read(**where, name="dependencies")
    assert dependencies.content_type == "application/json; charset=utf-8"
    assert [entry["name"] for entry in json.loads(dependencies.content)] == ["db", "cache"]
    assert additions.config(**where) == {"name": "app"}


def test_do_05_a_chart_that_is_a_bomb_is_refused_and_stays_usable(
    name: RepositoryName, access: Access
) -> None:
    bomb = repeated(ZEROS, 30, first=header("app/zeros", size=30 * len(ZEROS)))
    where = place(name, chart_image(bomb), access)
    with pytest.raises(InspectionFailed, match="the chart unpacks to more than"):
        additions.read(**where, name="values.yaml")
    assert len(additions.layers(**where)) == 2
    push(name, chart_image(bomb), access, tag="again")


@pytest.mark.parametrize(
    ("packed", "words"),
    [
        (b"no archive", "not a tar.gz"),
        (a_tar({"app/values.yaml": bytes(1024 * 1024 + 1)}), "values.yaml of more than 1048576"),
    ],
    ids=["no archive", "large values"],
)
def test_do_05_what_cannot_be_read_is_refused_with_words_that_help(
    packed: bytes, words: str, name: RepositoryName, access: Access
) -> None:
    where = place(name, chart_image(packed), access)
    with pytest.raises(InspectionFailed, match=words):
        additions.read(**where, name="values.yaml")


def test_do_05_a_chart_that_is_large_already_when_packed_is_not_opened(
    name: RepositoryName, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = a_chart()
    where = place(name, chart_image(packed), access)
    monkeypatch.setattr(additions, "MAX_CHART_BYTES", len(packed))
    assert additions.read(**where, name="readme.md").content
    monkeypatch.setattr(additions, "MAX_CHART_BYTES", len(packed) - 1)
    with pytest.raises(InspectionFailed, match=f"up to {len(packed) - 1} are looked into"):
        additions.read(**where, name="readme.md")


@pytest.mark.parametrize(
    ("config", "words"),
    [
        (b"no json", "is not sound JSON"),
        (b'{"history": "\\u0000"}', "is not sound JSON"),
        (b"[" * 1000, "is not sound JSON"),
        (b" " * (additions.MAX_CONFIG_BYTES + 1), "4194305 bytes; up to 4194304 are looked into"),
    ],
    ids=["text", "a NUL", "deep", "large"],
)
def test_a_config_that_cannot_be_read_is_refused(
    config: bytes, words: str, name: RepositoryName, access: Access
) -> None:
    where = place(name, an_image([b"layer"], config), access)
    with pytest.raises(InspectionFailed, match=words):
        additions.read(**where, name="build_history")


def test_additions_that_an_artifact_does_not_have_are_refused(
    name: RepositoryName, access: Access
) -> None:
    where = place(name, an_image([b"layer"]), access)
    for other in ("readme.md", "vulnerabilities", "BUILD_HISTORY", "\n"):
        with pytest.raises(AdditionUnknown, match="'IMAGE' has no addition"):
            additions.read(**where, name=other)


def test_an_index_has_no_additions_config_or_layers(name: RepositoryName, access: Access) -> None:
    index = an_index()
    for image in index.images:
        push(name, image, access, tag=None)
    digest = push_manifest(name, index.manifest, access)
    manifest = Manifest.objects.get(digest=str(digest))
    where = {"repository_id": manifest.repository_id, "manifest_id": manifest.pk}
    with pytest.raises(AdditionUnknown):
        additions.read(**where, name="build_history")
    with pytest.raises(InspectionFailed, match="has no config"):
        additions.config(**where)
    assert additions.layers(**where) == []


def test_a_chart_without_a_layer_of_a_chart_is_refused(
    name: RepositoryName, access: Access
) -> None:
    where = place(name, chart_image(b"packed", "application/octet-stream"), access)
    with pytest.raises(InspectionFailed, match="no layer with a chart"):
        additions.read(**where, name="readme.md")


def test_another_repository_and_a_deleted_manifest_give_nothing(
    name: RepositoryName, access: Access
) -> None:
    image = with_config(CONFIG)
    where = place(name, image, access)
    elsewhere = place(RepositoryName.parse(f"{name.project}/other"), an_image([b"x"]), access)
    with pytest.raises(ManifestUnknown):
        additions.config(**{**where, "repository_id": elsewhere["repository_id"]})
    manifest = Manifest.objects.get(pk=where["manifest_id"])
    manifests.delete(name=name, digest=Digest.parse(manifest.digest), by=access)
    for ask in (additions.config, additions.layers):
        with pytest.raises(ManifestUnknown):
            ask(**where)


def test_bytes_that_are_not_here_are_unknown_and_lost_ones_are_our_fault(
    name: RepositoryName, access: Access, project: Project
) -> None:
    Project.objects.filter(pk=project.pk).update(allow_sparse=True)
    image = with_config(CONFIG)
    digest = push_manifest(name, image.manifest, access)
    manifest = Manifest.objects.get(digest=str(digest))
    where = {"repository_id": manifest.repository_id, "manifest_id": manifest.pk}
    with pytest.raises(BlobUnknown):
        additions.config(**where)
    assert [layer.command for layer in additions.layers(**where)] == ["", ""]
    push(name, image, access)
    assert additions.config(**where) == CONFIG
    Blob.objects.update(generation="0" * 16)
    with pytest.raises(StorageError):
        additions.config(**where)
    Blob.objects.update(state=BlobState.QUARANTINED)
    with pytest.raises(BlobUnknown):
        additions.config(**where)
