"""Labels: coloured words for artifacts, of the whole system or of one project."""

import re
from collections.abc import Collection
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

import events
from accounts.events import Deed
from accounts.principals import Caller
from artifacts import repositories, sql, tags
from artifacts.errors import (
    LabelAttached,
    LabelExists,
    LabelInvalid,
    LabelNotAttached,
    LabelUnknown,
    ManifestUnknown,
)
from artifacts.events import (
    ArtifactLabelled,
    ArtifactUnlabelled,
    LabelCreated,
    LabelDeleted,
    LabelUpdated,
)
from artifacts.models import ArtifactLabel, Label
from jobs import clock
from oci.digest import Digest
from oci.reference import RepositoryName
from projects import access, owners
from projects.access import Access
from projects.owners import By

LONGEST_NAME, LONGEST_DESCRIPTION = 128, 1024
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_FIELDS = ("name", "description", "color")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a label shall be; no color is one as well."""

    name: str
    description: str = ""
    color: str = ""


def of_system() -> QuerySet[Label]:
    return Label.objects.filter(project=None)


def of_project(project_id: int) -> QuerySet[Label]:
    return Label.objects.filter(project=project_id)


def get(label_id: int) -> Label:
    """Any label, with its project; that of a project which is deleted is none. Raises LabelUnknown.

    Whether the caller may know of it is still to be asked.
    """
    label = Label.objects.select_related("project").filter(pk=label_id).first()
    if label is None or (label.project is not None and label.project.deleted_at is not None):
        raise LabelUnknown(label_id)
    return label


def of_manifests(manifest_ids: Collection[int]) -> dict[int, list[Label]]:
    """The labels of each of the manifests, by the manifest's id, in one query."""
    found: dict[int, list[Label]] = {id_: [] for id_ in manifest_ids}
    rows = ArtifactLabel.objects.filter(manifest__in=found).select_related("label")
    for row in rows.order_by("label__name", "pk"):
        found[row.manifest_id].append(row.label)
    return found


def create(*, wanted: Wanted, by: By) -> Label:
    """Make a label of the system or of the project. Raises LabelInvalid or LabelExists."""
    _require_valid(wanted)
    with transaction.atomic():
        caller, project_id = owners.confirm(by)
        label = Label(project_id=project_id, **asdict(wanted))
        _save(label)
        _publish(LabelCreated, label, caller, dict(asdict(wanted)))
    return label


def update(*, label_id: int, wanted: Wanted, by: By) -> Label:
    """Replace name, description and color, never where it belongs.

    Raises LabelUnknown, LabelInvalid or LabelExists.
    """
    _require_valid(wanted)
    with transaction.atomic():
        caller, project_id = owners.confirm(by)
        label = _locked(label_id, project_id)
        changed = {
            field: [getattr(label, field), getattr(wanted, field)]
            for field in _FIELDS
            if getattr(label, field) != getattr(wanted, field)
        }
        for field in _FIELDS:
            setattr(label, field, getattr(wanted, field))
        _save(label)
        _publish(LabelUpdated, label, caller, dict(changed))
    return label


def delete(*, label_id: int, by: By) -> None:
    """Delete a label, and take it off all artifacts that have it. Raises LabelUnknown."""
    with transaction.atomic():
        caller, project_id = owners.confirm(by)
        label = _locked(label_id, project_id)
        given = ArtifactLabel.objects.filter(label=label)
        taken_off = given.filter(manifest__deleted_at=None).count()  # not of what is in the trash
        given.delete()
        details = {field: getattr(label, field) for field in _FIELDS}
        _publish(LabelDeleted, label, caller, {**details, "artifact_count": taken_off})
        label.delete()


def attach(*, name: RepositoryName, reference: Digest | str, label_id: int, by: Access) -> None:
    """Give an artifact a label of the system or of its own project.

    Raises ManifestUnknown, LabelUnknown (for one of another project as well), or LabelAttached.
    """
    with transaction.atomic():
        manifest_id, label = _find_both(name, reference, label_id, by)
        given = sql.change(
            "INSERT INTO artifacts_artifactlabel (manifest_id, label_id, creation_time)"
            " VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            *(manifest_id, label_id, sql.moment(clock.now())),
        )
        if not given:
            raise LabelAttached(label_id)
        _publish_of_artifact(ArtifactLabelled, name, reference, label, by)


def detach(*, name: RepositoryName, reference: Digest | str, label_id: int, by: Access) -> None:
    """Take a label off. Raises ManifestUnknown, LabelUnknown or LabelNotAttached."""
    with transaction.atomic():
        manifest_id, label = _find_both(name, reference, label_id, by)
        taken, _ = ArtifactLabel.objects.filter(manifest=manifest_id, label=label_id).delete()
        if not taken:
            raise LabelNotAttached(label_id)
        _publish_of_artifact(ArtifactUnlabelled, name, reference, label, by)


def _locked(label_id: int, project_id: int | None) -> Label:
    """The label, of the system or of that project alone; nobody attaches it meanwhile."""
    sql.one(
        f"SELECT 1 FROM artifacts_label WHERE id = %s{sql.locked('FOR UPDATE')}",  # noqa: S608
        label_id,
    )
    label = Label.objects.filter(pk=label_id, project=project_id).first()
    if label is None:
        raise LabelUnknown(label_id)
    return label


def _save(label: Label) -> None:
    try:
        with transaction.atomic():
            label.save()
    except IntegrityError as error:
        raise LabelExists(label.name) from error


def _require_valid(wanted: Wanted) -> None:
    is_clean = wanted.name.isprintable() and wanted.name == wanted.name.strip()
    if not 1 <= len(wanted.name) <= LONGEST_NAME or not is_clean:
        raise LabelInvalid(
            f"a label's name has 1 to {LONGEST_NAME} characters that can be printed,"
            " with no blank at its ends"
        )
    if len(wanted.description) > LONGEST_DESCRIPTION or "\0" in wanted.description:
        raise LabelInvalid(f"a label's description has at most {LONGEST_DESCRIPTION} characters")
    if wanted.color and not _COLOR.fullmatch(wanted.color):
        raise LabelInvalid("a label's color reads #RRGGBB, in hexadecimal digits")


def _find_both(
    name: RepositoryName, reference: Digest | str, label_id: int, by: Access
) -> tuple[int, Label]:
    """The manifest, with its repository locked for a change, and a label that it may have."""
    access.confirm(by)
    repository_id = repositories.take(name)
    if repository_id is None:
        raise ManifestUnknown(reference)
    manifest = tags.resolve(repository_id, reference)
    sql.one(
        f"SELECT 1 FROM artifacts_label WHERE id = %s{sql.locked('FOR SHARE')}",  # noqa: S608
        label_id,
    )
    label = (of_system() | of_project(by.project_id)).filter(pk=label_id).first()
    if label is None:
        raise LabelUnknown(label_id)
    return manifest.id, label


def _publish(kind: type[Deed], label: Label, by: Caller, details: dict[str, object]) -> None:
    events.publish(kind(by=by, resource=label.name, project_id=label.project_id, details=details))


def _publish_of_artifact(
    kind: type[Deed], name: RepositoryName, reference: Digest | str, label: Label, by: Access
) -> None:
    mark = "@" if isinstance(reference, Digest) else ":"
    events.publish(
        kind(
            by=by.by,
            resource=f"{name.path}{mark}{reference}",
            project_id=by.project_id,
            details={"label": label.name, "label_id": label.pk},
        )
    )
