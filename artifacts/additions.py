"""Additions: what there is to read about an artifact besides its manifest, as Harbor names it."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from artifacts import stores
from artifacts.errors import BlobUnknown, ManifestUnknown
from artifacts.inspection import cage
from artifacts.inspection.cage import InspectionFailed
from artifacts.models import BlobState, Edge, EdgeKind, Manifest
from oci import media_types, strict_json
from oci.errors import Invalid, ManifestInvalid, quoted
from storage import layout

IMAGE, CHART, CNAB, WASM, CNAI, SBOM = "IMAGE", "CHART", "CNAB", "WASM", "CNAI", "SBOM"
UNKNOWN = "UNKNOWN"

BUILD_HISTORY, DEPENDENCIES = "build_history", "dependencies"
README, VALUES = "readme.md", "values.yaml"

HELM_CONFIG = "application/vnd.cncf.helm.config.v1+json"
HELM_CONTENT = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
WASM_CONFIG = "application/vnd.wasm.config.v1+json"

MAX_CONFIG_BYTES = 4 * 1024 * 1024
MAX_CHART_BYTES = 20 * 1024 * 1024

_KINDS = {IMAGE: (BUILD_HISTORY,), CHART: (README, VALUES, DEPENDENCIES)}
_CONTENT_TYPES = {
    BUILD_HISTORY: "application/json; charset=utf-8",
    README: "text/markdown; charset=utf-8",
    VALUES: "text/plain; charset=utf-8",
    DEPENDENCIES: "application/json; charset=utf-8",
}
_TYPES = {
    media_types.OCI_CONFIG: IMAGE,
    media_types.DOCKER_CONFIG: IMAGE,
    HELM_CONFIG: CHART,
    WASM_CONFIG: WASM,
    "application/vnd.cnai.model.manifest.v1+json": CNAI,
    "application/vnd.cnai.model.config.v1+json": CNAI,
    "application/vnd.cncf.model.manifest.v1+json": CNAI,
    "application/vnd.cncf.model.config.v1+json": CNAI,
    "application/vnd.goharbor.harbor.sbom.v1": SBOM,
}
_CNAB_PREFIX = "application/vnd.cnab."
_CNAB_ANNOTATION = "org.opencontainers.artifactType"  # bundles are indexes, and say it this way
_WASM_ANNOTATIONS = {"module.wasm.image/variant": "compat", "run.oci.handler": "wasm"}
_OWN_TYPE = re.compile(r"application/vnd\.[^.]*\.(.*)\.config\.[^.]*\+json")
_CHART_LAYERS = (HELM_CONTENT, "application/tar+gzip")  # the second as Helm 3.0 to 3.6 pushed it

_AUTHOR_LABELS = ("org.opencontainers.image.authors", "maintainer")
_HISTORY_TEXTS = ("created", "created_by", "author", "comment")

Json = dict[str, Any]


class AdditionUnknown(Invalid):
    """The artifact has no such addition; Harbor calls that a bad request."""

    def __init__(self, name: str, type_: str) -> None:
        super().__init__(f"an artifact of type {quoted(type_)} has no addition {quoted(name)}")


@dataclass(frozen=True, slots=True)
class Addition:
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """A manifest or a config, byte for byte: what the digest is of."""

    digest: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of an artifact, with what made it where the image's history tells."""

    digest: str
    size: int
    media_type: str
    command: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    digest: str
    media_type: str
    size: int
    generation: str | None
    state: str | None

    def open(self, *, at_most: int) -> BinaryIO:
        """Open its bytes; raises BlobUnknown where they are not here, or InspectionFailed."""
        if self.size > at_most:
            raise InspectionFailed(
                f"{self.digest} has {self.size} bytes; up to {at_most} are looked into"
            )
        if self.generation is None or self.state != BlobState.AVAILABLE:
            raise BlobUnknown(self.digest)
        return stores.blob_store().open(layout.blob_key(self.digest, self.generation))


@dataclass(frozen=True, slots=True)
class _Artifact:
    type: str
    media_type: str
    parts: tuple[_Part, ...]

    @property
    def config(self) -> _Part | None:
        return next((part for part in self.parts if part.kind == EdgeKind.CONFIG), None)

    @property
    def layers(self) -> list[_Part]:
        return [part for part in self.parts if part.kind == EdgeKind.LAYER]


def type_of(
    *,
    media_type: str,
    artifact_type: str = "",
    config_media_type: str = "",
    annotations: Mapping[str, str] | None = None,
) -> str:
    """Harbor's word for what an artifact is."""
    annotations = annotations or {}
    if any(annotations.get(key) == value for key, value in _WASM_ANNOTATIONS.items()):
        return WASM
    for stated in (annotations.get(_CNAB_ANNOTATION, ""), artifact_type, config_media_type):
        if stated.startswith(_CNAB_PREFIX):
            return CNAB
        if stated in _TYPES:
            return _TYPES[stated]
    if media_type.lower() in media_types.INDEX_TYPES:
        return IMAGE
    own = _OWN_TYPE.fullmatch(config_media_type)
    return own[1].upper() if own else UNKNOWN


def kinds(*, type_: str, media_type: str) -> tuple[str, ...]:
    """The names of the additions of an artifact of that type; an index has none of its own."""
    if media_type.lower() in media_types.INDEX_TYPES:
        return ()
    return _KINDS.get(type_, ())


def read(*, repository_id: int, manifest_id: int, name: str) -> Addition:
    """An addition as Harbor answers it.

    Raises ManifestUnknown, AdditionUnknown, BlobUnknown, InspectionFailed or InspectionBusy.
    """
    artifact = _artifact(repository_id, manifest_id)
    if name not in kinds(type_=artifact.type, media_type=artifact.media_type):
        raise AdditionUnknown(name, artifact.type)
    found = history(_config(artifact)) if name == BUILD_HISTORY else _of_chart(artifact, name)
    text = found if isinstance(found, str) else json.dumps(found)
    return Addition(_CONTENT_TYPES[name], text.encode())


def manifest_document(*, repository_id: int, manifest_id: int) -> Document:
    """The manifest as it was pushed; reading it here is no pull. Raises ManifestUnknown."""
    rows = Manifest.objects.present().filter(pk=manifest_id, repository_id=repository_id)
    row = rows.values_list("digest", "body").first()
    if row is None:
        raise ManifestUnknown(manifest_id)
    return Document(row[0], bytes(row[1]))


def config_document(*, repository_id: int, manifest_id: int) -> Document:
    """What the manifest names as its config, whatever it is.

    Raises ManifestUnknown, BlobUnknown, or InspectionFailed where there is none or it is large.
    """
    part = _config_part(_artifact(repository_id, manifest_id))
    with part.open(at_most=MAX_CONFIG_BYTES) as source:
        return Document(part.digest, source.read(MAX_CONFIG_BYTES))


def config(*, repository_id: int, manifest_id: int) -> Json:
    """The config of an image or a chart; an index, and one that is not JSON, have none."""
    return _config(_artifact(repository_id, manifest_id))


def history(config: Mapping[str, Any]) -> list[Json]:
    """The steps that an image was made in, as far as its config tells them properly."""
    steps = config.get("history")
    if not isinstance(steps, list):
        return []
    return [_step(step) for step in steps if isinstance(step, dict)]


def extra_attrs(config: Mapping[str, Any]) -> Json:
    """What an artifact's answer says of an image, from its config."""
    stated = config.get("config")
    settings = {
        key: stated[key]
        for key, is_sound in _SETTINGS.items()
        if isinstance(stated, dict) and stated.get(key) and is_sound(stated[key])
    }
    return {
        "architecture": _text(config, "architecture"),
        "os": _text(config, "os"),
        "created": _text(config, "created") or None,
        "author": _text(config, "author") or _author(settings.get("Labels", {})),
        "config": settings,
    }


def layers(*, repository_id: int, manifest_id: int) -> list[Layer]:
    """The layers of an artifact, of an image each with the command that made it."""
    artifact = _artifact(repository_id, manifest_id)
    parts = artifact.layers
    steps = [step for step in _steps(artifact) if not step.get("empty_layer")]
    if len(steps) != len(parts):
        steps = [{}] * len(parts)  # which of them made which layer cannot be told
    return [
        Layer(
            digest=part.digest,
            size=part.size,
            media_type=part.media_type,
            command=step.get("created_by", ""),
            created=step.get("created", ""),
        )
        for part, step in zip(parts, steps, strict=True)
    ]


def _steps(artifact: _Artifact) -> list[Json]:
    """The history, if there is one that can be read: layers are shown in any case."""
    if BUILD_HISTORY not in kinds(type_=artifact.type, media_type=artifact.media_type):
        return []
    try:
        return history(_config(artifact))
    except (InspectionFailed, BlobUnknown):
        return []


def _artifact(repository_id: int, manifest_id: int) -> _Artifact:
    """The manifest with what it names, in two queries. Raises ManifestUnknown."""
    manifest = (
        Manifest.objects.present()
        .filter(pk=manifest_id, repository_id=repository_id)
        .values("media_type", "artifact_type", "config_media_type", "annotations")
        .first()
    )
    if manifest is None:
        raise ManifestUnknown(manifest_id)
    edges = Edge.objects.filter(manifest_id=manifest_id).exclude(kind=EdgeKind.MANIFEST)
    parts = edges.order_by("position").values_list(
        "kind", "digest", "media_type", "size", "blob__generation", "blob__state"
    )
    return _Artifact(type_of(**manifest), manifest["media_type"], tuple(_Part(*p) for p in parts))


def _config_part(artifact: _Artifact) -> _Part:
    if artifact.config is None:
        raise InspectionFailed("this artifact has no config")
    return artifact.config


def _config(artifact: _Artifact) -> Json:
    part = _config_part(artifact)
    with part.open(at_most=MAX_CONFIG_BYTES) as source:
        data = source.read(MAX_CONFIG_BYTES)
    try:
        return strict_json.read_object(data)
    except ManifestInvalid:
        raise InspectionFailed(f"the config {part.digest} is not sound JSON") from None


def _of_chart(artifact: _Artifact, name: str) -> Any:
    """What a program in the cage finds in the chart's archive."""
    archives = (part for part in artifact.layers if part.media_type in _CHART_LAYERS)
    part = next(archives, None)
    if part is None:
        raise InspectionFailed("this artifact has no layer with a chart")
    with part.open(at_most=MAX_CHART_BYTES) as source:
        return cage.the_cage().run(cage.CHART, [name, cage.yaml_folder()], source)


def _step(step: Mapping[str, Any]) -> Json:
    """A step as Harbor shows it: what is empty is left out."""
    texts = {key: _text(step, key) for key in _HISTORY_TEXTS if _text(step, key)}
    return {**texts, "empty_layer": True} if step.get("empty_layer") is True else texts


def _author(labels: Mapping[str, str]) -> str:
    return next((labels[key] for key in _AUTHOR_LABELS if labels.get(key)), "")


def _text(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    return value if isinstance(value, str) else ""


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_set(value: Any) -> bool:
    """A set as Go writes it, with an empty object for each member."""
    return isinstance(value, dict) and all(member == {} for member in value.values())


def _is_labels(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


_SETTINGS: dict[str, Callable[[Any], bool]] = {
    "User": _is_text,
    "ExposedPorts": _is_set,
    "Env": _is_list,
    "Entrypoint": _is_list,
    "Cmd": _is_list,
    "Volumes": _is_set,
    "WorkingDir": _is_text,
    "Labels": _is_labels,
    "StopSignal": _is_text,
}
"""Those of an image's settings that are shown, where they are what the specification says."""
