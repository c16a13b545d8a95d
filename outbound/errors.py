"""What can go wrong with a request that leaves the house.

OutboundError
    UrlInvalid          it is no http or https URL as one is written
    HeaderInvalid       a header cannot be sent as it is
    BodyMismatch        the body to send is not as long as was said
    AddressRefused      the address is not one that may be called
    RedirectRefused     the answer leads on, and not to where may be followed
    NameUnknown         the host has no address
    ConnectRefused      nobody takes the connection
    TlsFailed           the other side cannot prove who it is, or speaks no TLS
    TimedOut            it took too long
    ConnectionLost      the connection ended before the answer did
    AnswerTooLarge      the answer is larger than is taken in
    AnswerMalformed     the answer is no HTTP

The text of an error is one sentence for people. It holds no part of an answer's body and no secret:
of what was sent, it quotes the host at most.
"""

from typing import ClassVar


class OutboundError(Exception):
    """A request did not get its answer; ``str(error)`` is the sentence."""

    cause: ClassVar[str] = "other"
    """One word to group by."""


class UrlInvalid(OutboundError):
    """It is no http or https URL as one is written."""

    cause = "url"


class HeaderInvalid(OutboundError):
    """A header cannot be sent as it is."""

    cause = "header"


class BodyMismatch(OutboundError):
    """The body to send is not as long as was said."""

    cause = "body"


class AddressRefused(OutboundError):
    """The address is not one that may be called. Which rule says so is nobody's business."""

    cause = "address"

    def __init__(self) -> None:
        super().__init__("The address is not allowed.")


class RedirectRefused(OutboundError):
    """The answer leads on, and not to where may be followed."""

    cause = "redirect"


class NameUnknown(OutboundError):
    """The host has no address."""

    cause = "dns"


class ConnectRefused(OutboundError):
    """Nobody takes the connection."""

    cause = "refused"


class TlsFailed(OutboundError):
    """The other side cannot prove who it is, or speaks no TLS."""

    cause = "tls"

    def __init__(self, sentence: str, *, reason: str = "protocol") -> None:
        super().__init__(sentence)
        self.reason = reason
        """``authority``, ``expired``, ``name``, ``certificate`` or ``protocol``."""


class TimedOut(OutboundError):
    """It took too long."""

    cause = "timeout"


class ConnectionLost(OutboundError):
    """The connection ended before the answer did."""

    cause = "lost"


class AnswerTooLarge(OutboundError):
    """The answer is larger than is taken in."""

    cause = "size"


class AnswerMalformed(OutboundError):
    """The answer is no HTTP."""

    cause = "malformed"
