"""The facts a domain refuses with, and the categories that give them a status.

DomainError
├── Invalid             malformed input
│   ├── NameInvalid  TagInvalid  DigestInvalid  ManifestInvalid
│   └── RangeInvalid  SizeInvalid  ScopeInvalid
├── Unknown             it is not there
├── Conflict            it is there already, or not now
├── Denied              the caller is known and may not
├── Unauthenticated     no credentials, or wrong ones
├── PreconditionFailed
├── TooLarge
│   └── ManifestTooLarge
├── Unsupported
├── Overloaded          try again later
└── RangeNotSatisfiable

The text of an error is one sentence for the client. It quotes what the client sent only through
``quoted``.
"""

QUOTE_LIMIT = 160


def quoted(text: str) -> str:
    """Show client input as short printable ASCII, safe in a log, a header or an answer."""
    shown = ascii(text[:QUOTE_LIMIT])
    if len(text) <= QUOTE_LIMIT and len(shown) <= QUOTE_LIMIT + 2:
        return shown
    return f"{shown[:QUOTE_LIMIT]}..."


class DomainError(Exception):
    """A fact that the client can be told; ``str(error)`` is the sentence."""


class Invalid(DomainError):
    """The input is malformed."""


class Unknown(DomainError):
    """What was asked for is not there."""


class Conflict(DomainError):
    """It is there already, or its present state does not allow this."""


class Denied(DomainError):
    """The caller is known and may not do this."""


class Unauthenticated(DomainError):
    """The credentials are missing or wrong."""


class PreconditionFailed(DomainError):
    """A condition that was asked for, or a rule, does not hold."""


class TooLarge(DomainError):
    """The input is larger than is taken in."""


class Unsupported(DomainError):
    """The operation is not offered here."""


class Overloaded(DomainError):
    """There is no room for this just now; trying again later may work."""


class NameInvalid(Invalid):
    """A project or repository name breaks the grammar."""


class DigestInvalid(Invalid):
    """A digest is malformed, of an unknown algorithm, or does not match its content."""


class TagInvalid(Invalid):
    """A tag breaks the grammar."""


class ManifestInvalid(Invalid):
    """A manifest is not what the image specification describes."""


class RangeInvalid(Invalid):
    """The Content-Range of an upload is malformed or out of place."""


class SizeInvalid(Invalid):
    """The length of the content is not the length that was declared."""


class ScopeInvalid(Invalid):
    """The scope of a token request is malformed."""


class ManifestTooLarge(TooLarge):
    """A manifest is larger than a registry has to accept."""


class RangeNotSatisfiable(DomainError):
    """The range asked for lies outside the content."""

    def __init__(self, size: int) -> None:
        super().__init__(f"The range lies outside the content, which has {size} bytes.")
        self.size = size
