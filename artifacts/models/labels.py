"""Labels, and the manifests that have them."""

from django.db import models
from django.utils import timezone

from artifacts.models.manifests import Manifest
from projects.models import Project


class Label(models.Model):
    """A coloured word for artifacts, of one project or of the whole system."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="labels"
    )
    name = models.CharField(max_length=128)
    description = models.CharField(max_length=1024, blank=True)
    color = models.CharField(max_length=16, blank=True)
    creation_time = models.DateTimeField(default=timezone.now)
    update_time = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("name",), condition=models.Q(project=None), name="label_of_system"
            ),
            models.UniqueConstraint(fields=("project", "name"), name="label_of_project"),
        )

    def __str__(self) -> str:
        return self.name


class ArtifactLabel(models.Model):
    """A label on a manifest."""

    manifest = models.ForeignKey(Manifest, on_delete=models.CASCADE, related_name="labels")
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="artifacts")
    creation_time = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("manifest", "label"), name="artifact_label"),
        )

    def __str__(self) -> str:
        return f"{self.label_id} on {self.manifest_id}"
