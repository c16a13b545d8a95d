"""Repository names, project names, tags and references (distribution-spec, "Pulling manifests")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from oci.digest import Digest
from oci.errors import NameInvalid, TagInvalid, quoted

MAX_NAME_LENGTH = 255
MAX_TAG_LENGTH = 128

_COMPONENT = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_PATH = re.compile(rf"{_COMPONENT}(?:/{_COMPONENT})*")
_PROJECT = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_TAG = re.compile(r"[a-zA-Z0-9_][a-zA-Z0-9._-]*")


@dataclass(frozen=True, slots=True)
class RepositoryName:
    """The full name of a repository; its first component is the project."""

    project: str
    path: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``<project>/<repository>``; raises NameInvalid.

        The grammar of distribution-spec's ``<name>``, with Harbor's rule that it has a project.
        """
        if len(text) > MAX_NAME_LENGTH:
            raise NameInvalid(
                f"The repository name {quoted(text)} is longer than {MAX_NAME_LENGTH} characters."
            )
        if not _PATH.fullmatch(text):
            raise NameInvalid(
                f"The repository name {quoted(text)} is malformed; it reads "
                "<project>/<repository> in lower-case letters, digits and single separators."
            )
        project, slash, _ = text.partition("/")
        if not slash:
            raise NameInvalid(
                f"The repository name {quoted(text)} lacks a project; "
                "it must read <project>/<repository>."
            )
        return cls(project, text)

    def __str__(self) -> str:
        return self.path


def project_name(text: str) -> str:
    """Give *text* back when it can name a project; raises NameInvalid."""
    if not 1 <= len(text) <= MAX_NAME_LENGTH:
        raise NameInvalid(f"A project name has 1 to {MAX_NAME_LENGTH} characters.")
    if not _PROJECT.fullmatch(text):
        raise NameInvalid(
            f"The project name {quoted(text)} is malformed; it consists of lower-case letters "
            "and digits, joined by single '.', '_' or '-'."
        )
    return text


def parse_tag(text: str) -> str:
    """Give *text* back when it is a tag; raises TagInvalid."""
    if len(text) > MAX_TAG_LENGTH or not _TAG.fullmatch(text):
        raise TagInvalid(
            f"The tag {quoted(text)} is malformed; it has 1 to {MAX_TAG_LENGTH} letters, digits, "
            "'_', '.' or '-' and does not begin with '.' or '-'."
        )
    return text


def parse_reference(text: str) -> Digest | str:
    """Read a digest (it has a colon) or else a tag; raises DigestInvalid or TagInvalid."""
    return Digest.parse(text) if ":" in text else parse_tag(text)
