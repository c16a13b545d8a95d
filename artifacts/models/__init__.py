"""Repositories and what is in them. Rows that clients can delete are marked, not removed."""

from artifacts.models.blobs import Blob, BlobQuerySet, BlobState, ProjectBlob, RepositoryBlob
from artifacts.models.labels import ArtifactLabel, Label
from artifacts.models.manifests import (
    Edge,
    EdgeKind,
    Manifest,
    ManifestQuerySet,
    Tag,
    TagMove,
    TagQuerySet,
)
from artifacts.models.marks import DELETED, PRESENT
from artifacts.models.repositories import Repository, RepositoryDay, RepositoryQuerySet
from artifacts.models.uploads import Upload, UploadQuerySet

__all__ = [
    "DELETED",
    "PRESENT",
    "ArtifactLabel",
    "Blob",
    "BlobQuerySet",
    "BlobState",
    "Edge",
    "EdgeKind",
    "Label",
    "Manifest",
    "ManifestQuerySet",
    "ProjectBlob",
    "Repository",
    "RepositoryBlob",
    "RepositoryDay",
    "RepositoryQuerySet",
    "Tag",
    "TagMove",
    "TagQuerySet",
    "Upload",
    "UploadQuerySet",
]
