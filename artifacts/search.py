"""One search over everything that has a name, of what the caller may see.

Each kind is one statement with its condition on rights in it, and asks for a few rows more than
are shown. What begins with the text comes first; one tag in a hundred thousand is found by reading
all their names, which databases do in well under a tenth of a second without an index for it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When

from accounts import users
from accounts.principals import Principal
from accounts.rights import SystemAction
from artifacts import visibility
from artifacts.models import Label, Manifest, Repository, Tag
from projects.models import Robot
from projects.roles import Action

M = TypeVar("M", bound=Model)

SHORTEST_DIGEST = 6
_DIGEST = re.compile(r"(?:sha(256|512):)?([0-9a-f]+)")


@dataclass(frozen=True, slots=True)
class Found:
    """Something that has the text in its name. What it is of is ``None`` where it is of nothing."""

    kind: str
    id: int
    name: str
    project: str | None = None
    repository: str | None = None
    digest: str | None = None


def projects(by: Principal, text: str, at_most: int) -> list[Found]:
    rows = visibility.allowing(by, Action.PROJECT_READ).filter(name__icontains=text)
    return [Found("project", row.pk, row.name, row.name) for row in _best(rows, text)[:at_most]]


def repositories(by: Principal, text: str, at_most: int) -> list[Found]:
    rows = Repository.objects.published().filter(
        name__icontains=text, project__in=visibility.allowing(by, Action.REPOSITORY_LIST)
    )
    return [
        Found("repository", row.pk, row.name, row.name.partition("/")[0], row.name)
        for row in _best(rows, text)[:at_most]
    ]


def tags(by: Principal, text: str, at_most: int) -> list[Found]:
    """Two statements: what a hit shows of its manifest is looked up for the best hits alone."""
    rows = Tag.objects.present().filter(
        name__icontains=text, repository__in=_repositories(by, Action.TAG_LIST)
    )
    ids = list(_best(rows, text).values_list("pk", flat=True)[:at_most])
    shown = Tag.objects.filter(pk__in=ids).values_list(
        "pk", "name", "repository__name", "manifest__digest"
    )
    found = {
        pk: Found("tag", pk, name, repository.partition("/")[0], repository, digest)
        for pk, name, repository, digest in shown
    }
    return [found[pk] for pk in ids if pk in found]


def artifacts(by: Principal, text: str, at_most: int) -> list[Found]:
    """By the beginning of a digest; a few letters of one are everywhere and nowhere."""
    bounds = digest_bounds(text)
    if bounds is None:
        return []
    low, high = bounds
    rows = (
        Manifest.objects.present()
        .filter(
            digest__gte=low,
            digest__lt=high,
            repository__in=_repositories(by, Action.ARTIFACT_LIST),
        )
        .order_by("digest", "pk")
        .values_list("pk", "digest", "repository__name")
    )
    return [
        Found("artifact", pk, digest, repository.partition("/")[0], repository, digest)
        for pk, digest, repository in rows[:at_most]
    ]


def labels(by: Principal, text: str, at_most: int) -> list[Found]:
    """Those of the system are for whoever has logged in."""
    where = Q(project__in=visibility.allowing(by, Action.LABEL_LIST))
    if not by.is_anonymous:
        where |= Q(project=None)
    rows = Label.objects.filter(where, name__icontains=text)
    return [
        Found("label", pk, name, project)
        for pk, name, project in _best(rows, text).values_list("pk", "name", "project__name")[
            :at_most
        ]
    ]


def people(by: Principal, text: str, at_most: int) -> list[Found]:
    """Administrators look for parts of names; the rest find whom they can name, and nobody else."""
    if by.is_anonymous:
        return []
    named = Q(username__icontains=text) if by.may(SystemAction.USER_LIST) else Q(username=text)
    rows = _best(users.present().filter(named), text, "username")
    return [Found("user", row.pk, row.username) for row in rows[:at_most]]


def robots(by: Principal, text: str, at_most: int) -> list[Found]:
    rows = Robot.objects.present().filter(login__icontains=text)
    if not by.may(SystemAction.ROBOT_LIST):
        rows = rows.filter(project__in=visibility.allowing(by, Action.ROBOT_LIST))
    found = _best(rows, text, "login").values_list("pk", "login", "project__name")
    return [Found("robot", pk, login, project) for pk, login, project in found[:at_most]]


GROUPS: dict[str, Callable[[Principal, str, int], list[Found]]] = {
    "projects": projects,
    "repositories": repositories,
    "tags": tags,
    "artifacts": artifacts,
    "labels": labels,
    "users": people,
    "robots": robots,
}


def everything(by: Principal, text: str, *, at_most: int) -> dict[str, list[Found]]:
    """Each group of what is found, the best of it first."""
    return {name: look(by, text, at_most) for name, look in GROUPS.items()}


def digest_bounds(text: str) -> tuple[str, str] | None:
    """Between which digests those lie that begin so. The end is the next one in any collation."""
    match = _DIGEST.fullmatch(text.lower())
    if match is None or len(match[2]) < SHORTEST_DIGEST:
        return None
    low = f"sha{match[1] or '256'}:{match[2]}"
    last = low[-1]
    return low, low[:-1] + ("a" if last == "9" else chr(ord(last) + 1))


def _repositories(by: Principal, action: Action) -> QuerySet[Repository]:
    return Repository.objects.published().filter(project__in=visibility.allowing(by, action))


def _best(rows: QuerySet[M], text: str, column: str = "name") -> QuerySet[M]:
    """What is it, what begins with it, and the rest, each by name."""
    rank = Case(
        When(**{column: text}, then=Value(0)),
        When(**{f"{column}__istartswith": text}, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.order_by(rank, column, "pk")
