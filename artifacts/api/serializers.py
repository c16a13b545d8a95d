"""The JSON shapes of repositories, artifacts, tags and what is told about them.

Lists of artifacts and tags are made by ``artifacts.api.rows``, which is many times faster than
serializers are; a test holds what it makes to the shapes here.
"""

from typing import Any

from rest_framework import serializers

from accounts.api.bodies import Body, Flag, Text, Whole
from accounts.api.serializers import Shape
from artifacts.trash_items import Kind
from projects.api.serializers import ProjectRead


class Actions(Shape):
    actions = serializers.ListField(child=serializers.CharField(), required=False)
    """What the caller may do here, where that was asked for."""


class ProjectSeen(ProjectRead, Actions):
    """A project, with the caller's rights where they were asked for."""


class Bytes(Shape):
    """Bytes: all that is named, of it what is kept, and of that what nothing else keeps."""

    logical = serializers.IntegerField()
    stored = serializers.IntegerField()
    unique = serializers.IntegerField()
    shared = serializers.IntegerField()


class RepositoryRead(Actions):
    id = serializers.IntegerField()
    project_id = serializers.IntegerField()
    name = serializers.CharField()
    description = serializers.CharField()
    artifact_count = serializers.IntegerField()
    pull_count = serializers.IntegerField()
    creation_time = serializers.DateTimeField()
    update_time = serializers.DateTimeField()
    tag_count = serializers.IntegerField(required=False)
    last_push_time = serializers.DateTimeField(required=False, allow_null=True)
    last_pull_time = serializers.DateTimeField(required=False, allow_null=True)
    recent_pull_count = serializers.IntegerField(required=False)
    storage = Bytes(required=False)


class RepositoryWrite(Body):
    description = Text(default="")


class TagRead(Shape):
    """Harbor's tag of an artifact."""

    id = serializers.IntegerField()
    repository_id = serializers.IntegerField()
    artifact_id = serializers.IntegerField()
    name = serializers.CharField()
    push_time = serializers.DateTimeField()
    pull_time = serializers.DateTimeField()
    immutable = serializers.BooleanField()


class TagWrite(Body):
    name = Text()


class LabelNamed(Body):
    id = Whole()


class LabelOn(Shape):
    id = serializers.IntegerField()
    name = serializers.CharField()
    description = serializers.CharField()
    color = serializers.CharField()
    scope = serializers.CharField()
    project_id = serializers.IntegerField()
    creation_time = serializers.DateTimeField()
    update_time = serializers.DateTimeField()


class AccessoryRead(Shape):
    id = serializers.IntegerField()
    artifact_id = serializers.IntegerField()
    subject_artifact_id = serializers.IntegerField()
    subject_artifact_digest = serializers.CharField()
    subject_artifact_repo = serializers.CharField()
    size = serializers.IntegerField()
    digest = serializers.CharField()
    type = serializers.CharField()
    icon = serializers.CharField()
    creation_time = serializers.DateTimeField()
    artifact_type = serializers.CharField()


class ReferenceRead(Shape):
    parent_id = serializers.IntegerField()
    child_id = serializers.IntegerField()
    child_digest = serializers.CharField()
    platform = serializers.DictField()
    annotations = serializers.DictField()
    size = serializers.IntegerField()


class ParentRead(Shape):
    """An index that names the artifact, with the newest of its tags."""

    digest = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())


class AdditionLink(Shape):
    href = serializers.CharField()
    absolute = serializers.BooleanField()


class ArtifactRead(Actions):
    id = serializers.IntegerField()
    type = serializers.CharField()
    media_type = serializers.CharField()
    manifest_media_type = serializers.CharField()
    artifact_type = serializers.CharField()
    project_id = serializers.IntegerField()
    repository_id = serializers.IntegerField()
    repository_name = serializers.CharField()
    digest = serializers.CharField()
    size = serializers.IntegerField()
    icon = serializers.CharField()
    push_time = serializers.DateTimeField()
    pull_time = serializers.DateTimeField()
    pull_count = serializers.IntegerField()
    extra_attrs = serializers.DictField()
    annotations = serializers.DictField()
    references = ReferenceRead(many=True)
    tags = TagRead(many=True, required=False)
    addition_links = serializers.DictField(child=AdditionLink())
    labels = LabelOn(many=True, required=False)
    accessories = AccessoryRead(many=True, required=False)
    inherited_accessories = AccessoryRead(many=True, required=False)
    parents = ParentRead(many=True, required=False)
    """Where the artifact is asked for alone: the newest indexes that it is part of."""


class PlatformRead(Shape):
    """A platform of a tag, with what to pull for it."""

    architecture = serializers.CharField()
    os = serializers.CharField()
    variant = serializers.CharField()
    os_version = serializers.CharField()
    digest = serializers.CharField()
    size = serializers.IntegerField()


class TagRow(Shape):
    """A tag with all that a row of the console shows of it."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    artifact_id = serializers.IntegerField()
    digest = serializers.CharField()
    type = serializers.CharField()
    media_type = serializers.CharField()
    manifest_media_type = serializers.CharField()
    artifact_type = serializers.CharField()
    size = serializers.IntegerField()
    platforms = PlatformRead(many=True)
    push_time = serializers.DateTimeField()
    pushed_by = serializers.CharField()
    pull_time = serializers.DateTimeField(allow_null=True)
    pull_count = serializers.IntegerField()
    labels = LabelOn(many=True)
    immutable = serializers.BooleanField()
    protected_by = serializers.CharField(allow_null=True)
    signed = serializers.BooleanField()
    accessory_counts = serializers.DictField(child=serializers.IntegerField())


class LayerRead(Shape):
    digest = serializers.CharField()
    size = serializers.IntegerField()
    media_type = serializers.CharField()
    command = serializers.CharField()
    created = serializers.CharField()


class TagMoveRead(Shape):
    """A line of a tag's history; no ``new_digest`` is a deletion."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    old_digest = serializers.CharField()
    new_digest = serializers.CharField()
    moved_by = serializers.CharField()
    moved_at = serializers.DateTimeField()


class RestoreWrite(Body):
    """One of both: a digest of the tag's history, or the line of it that is to be undone."""

    digest = Text(required=False)
    move_id = Whole(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs) != 1:
            raise serializers.ValidationError("name a digest, or a move_id, and not both")
        return attrs


class RestoreRead(Shape):
    digest = serializers.CharField()


class Fault(Shape):
    code = serializers.CharField()
    message = serializers.CharField()


class Outcome(Shape):
    """What became of one item: the status that it would have had alone."""

    item = serializers.CharField()
    status = serializers.IntegerField()
    error = Fault(allow_null=True)


class Outcomes(Shape):
    done = serializers.IntegerField()
    failed = serializers.IntegerField()
    results = Outcome(many=True)


class TagsNamed(Body):
    tags = serializers.ListField(child=Text(), min_length=1, max_length=100)


class ArtifactsNamed(Body):
    digests = serializers.ListField(child=Text(), min_length=1, max_length=100)


class LabelWanted(ArtifactsNamed):
    label_id = Whole()


class TrashRead(Shape):
    """Something in the trash; what its type does not have is empty, or 0."""

    id = serializers.IntegerField()
    type = serializers.CharField()
    repository = serializers.CharField()
    digest = serializers.CharField()
    tag = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    """Those that were deleted with an artifact."""
    artifact_count = serializers.IntegerField()
    tag_count = serializers.IntegerField()
    bytes = serializers.IntegerField()
    """What is kept for the trash alone."""
    deleted_at = serializers.DateTimeField()
    deleted_by = serializers.CharField()
    kept_until = serializers.DateTimeField()


class TrashItem(Body):
    """What shall come back: a repository, or an artifact or a tag of one.

    ``id`` tells repositories apart that had the same name. ``force`` moves tags that name
    something else by now.
    """

    type = serializers.ChoiceField([kind.value for kind in Kind])
    repository = Text()
    id = Whole(required=False)
    digest = Text(required=False)
    tag = Text(required=False)
    force = Flag(default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        needed = {Kind.ARTIFACT: "digest", Kind.TAG: "tag"}.get(attrs["type"])
        if needed and needed not in attrs:
            raise serializers.ValidationError(f"to restore this type takes a {needed}")
        return attrs


class TrashItems(Body):
    items = serializers.ListField(child=TrashItem(), min_length=1, max_length=100)


class RestoredRead(Shape):
    """What came back; ``tags_left`` name something else by now, and were left alone."""

    digest = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    tags_left = serializers.ListField(child=serializers.CharField())
    manifest_count = serializers.IntegerField()


class StorageRead(Bytes):
    scope = serializers.CharField()
    """What ``unique`` and ``shared`` look at: the ``project``, or the whole ``registry``."""


class StorageOf(Bytes):
    name = serializers.CharField()


class RegistryStorage(Shape):
    projects = StorageOf(many=True)


class ProjectStorage(StorageOf, StorageRead):
    unreferenced = serializers.IntegerField()
    """What is charged and no artifact needs; the collector frees it."""
    repositories = StorageOf(many=True)


class DayRead(Shape):
    day = serializers.DateField()
    pulls = serializers.IntegerField()
    pushes = serializers.IntegerField()


class Series(Shape):
    days = DayRead(many=True)


class StatisticRead(Shape):
    private_project_count = serializers.IntegerField()
    private_repo_count = serializers.IntegerField()
    public_project_count = serializers.IntegerField()
    public_repo_count = serializers.IntegerField()
    total_project_count = serializers.IntegerField()
    total_repo_count = serializers.IntegerField()
    total_storage_consumption = serializers.IntegerField()


class RepositoryFound(Shape):
    project_id = serializers.IntegerField()
    project_name = serializers.CharField()
    project_public = serializers.BooleanField()
    repository_name = serializers.CharField()
    pull_count = serializers.IntegerField()
    artifact_count = serializers.IntegerField()


class SearchRead(Shape):
    project = ProjectRead(many=True)
    repository = RepositoryFound(many=True)


class Found(Shape):
    """Something that was found: what it is called, and where it is."""

    kind = serializers.CharField()
    id = serializers.IntegerField()
    name = serializers.CharField()
    project = serializers.CharField(allow_null=True)
    repository = serializers.CharField(allow_null=True)
    digest = serializers.CharField(allow_null=True)


class FoundRead(Shape):
    projects = Found(many=True)
    repositories = Found(many=True)
    tags = Found(many=True)
    artifacts = Found(many=True)
    labels = Found(many=True)
    users = Found(many=True)
    robots = Found(many=True)
