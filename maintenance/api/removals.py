"""``…/bulk/delete-matching-tags``: all tags that match a filter, deleted in the background."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.bodies import Body, Text, Whole
from accounts.api.operations import operation
from accounts.api.serializers import Shape
from artifacts import listing
from artifacts.api import filters
from artifacts.api.endpoints import RepositoryEndpoint, path_of
from jobs.models import Execution
from maintenance import removals
from projects.roles import Action

SKIPPED_SHOWN = 100
"""How many of the tags that were skipped are told by name; they are counted all."""


class RemovalWrite(Body):
    """``q`` as the list of tags takes it; empty it matches all.

    ``expected`` is how many tags that list has: if there are others by now, nothing begins.
    """

    q = Text()
    expected = Whole(min_value=1, required=False)


class SkippedShape(Shape):
    """By why they were: a rule protects them, they were pushed since, somebody deleted them."""

    immutable = serializers.IntegerField()
    changed = serializers.IntegerField()
    gone = serializers.IntegerField()


class RemovalRead(Shape):
    """How far a removal is: of *total* tags *done*, which were *deleted* or *skipped*."""

    id = serializers.IntegerField()
    status = serializers.CharField()
    q = serializers.CharField()
    started_by = serializers.CharField()
    creation_time = serializers.DateTimeField()
    start_time = serializers.DateTimeField(allow_null=True)
    end_time = serializers.DateTimeField(allow_null=True)
    is_stopping = serializers.BooleanField()
    error = serializers.CharField()
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    deleted = serializers.IntegerField()
    skipped = SkippedShape()


class SkippedTag(Shape):
    """A tag that was skipped; ``message`` is what a rule's refusal says."""

    name = serializers.CharField()
    reason = serializers.CharField(source="skipped")
    message = serializers.CharField(source="told")


class OneRemovalRead(RemovalRead):
    """With the first hundred tags that were skipped."""

    skipped_tags = SkippedTag(many=True)


class RemovalsEndpoint(RepositoryEndpoint):
    """``…/bulk/delete-matching-tags``: newest first."""

    @operation(Action.TAG_DELETE, answer=RemovalRead, is_list=True)
    def get(self, request: Request, project: str, repository: str) -> Response:
        return self.listing(removals.of_repository(self.repository), _rows)

    @operation(
        Action.TAG_DELETE, body=RemovalWrite, answer=OneRemovalRead, status=HTTPStatus.ACCEPTED
    )
    def post(self, request: Request, project: str, repository: str) -> Response:
        """Begin; the artifacts stay, and tags that a rule protects."""
        asked = RemovalWrite.parse(request)
        place = self.repository
        execution = removals.start(
            place,
            filters.only_matching(listing.tagged().filter(repository=place), asked["q"]),
            q=asked["q"],
            expected=asked.get("expected"),
            by=self.access(Action.TAG_DELETE),
        )
        path = f"{path_of(place.name)}/bulk/delete-matching-tags/{execution.pk}"
        answer = _shown(removals.get(place, execution.pk))
        return Response(answer, status=HTTPStatus.ACCEPTED, headers={"Location": path})


class RemovalEndpoint(RepositoryEndpoint):
    """``…/bulk/delete-matching-tags/<id>``; a PUT stops it, whatever its body says."""

    @operation(Action.TAG_DELETE, answer=OneRemovalRead)
    def get(self, request: Request, project: str, repository: str, removal_id: int) -> Response:
        return Response(_shown(removals.get(self.repository, removal_id)))

    @operation(Action.TAG_DELETE)
    def put(self, request: Request, project: str, repository: str, removal_id: int) -> Response:
        removals.stop(self.repository, removal_id, by=self.access(Action.TAG_DELETE))
        return Response()


def _rows(page: Sequence[Execution]) -> list[dict[str, Any]]:
    counted = removals.counts([row.pk for row in page])
    return [RemovalRead.of(_told(row, counted[row.pk])) for row in page]


def _shown(row: Execution) -> dict[str, Any]:
    told = _told(row, removals.counts([row.pk])[row.pk])
    skipped = removals.skipped(row, at_most=SKIPPED_SHOWN)
    return OneRemovalRead.of(told | {"skipped_tags": skipped})


def _told(row: Execution, counted: Mapping[str, Any]) -> dict[str, Any]:
    (task,) = row.tasks.all()
    return {
        "id": row.pk,
        "status": row.status,
        "q": row.parameters["q"],
        "started_by": row.started_by,
        "creation_time": row.creation_time,
        "start_time": row.start_time,
        "end_time": row.end_time,
        "is_stopping": task.is_stopping,
        "error": task.error,
        "done": task.done,
        "total": task.total or 0,
        **counted,
    }
