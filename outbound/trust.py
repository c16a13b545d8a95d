"""Whom TLS believes: the system's authorities, one of the caller's own besides, or everybody."""

import ssl
from dataclasses import dataclass, field
from functools import lru_cache

from outbound.errors import TlsFailed

_X509 = {9: "expired", 10: "expired", 62: "name", 63: "name", 64: "name"} | dict.fromkeys(
    (2, 18, 19, 20, 21, 27, 33), "authority"
)
"""By OpenSSL's number of what is wrong with a certificate."""
_NOT_YET_VALID = 9
_SENTENCES = {
    "authority": "The certificate comes from an authority that is not trusted.",
    "expired": "The certificate has expired.",
    "name": "The certificate is for another host.",
    "certificate": "The certificate does not hold.",
}


@dataclass(frozen=True, slots=True)
class Trust:
    ca_certificate: str = field(default="", repr=False)
    """One or more certificates (PEM) to believe besides the system's."""
    is_insecure: bool = False
    """Believe every certificate. Connections are encrypted to whoever answers."""

    def context(self) -> ssl.SSLContext:
        """Raises TlsFailed where the certificate given is none. Threads may share it."""
        return _context(self)


@lru_cache(maxsize=32)
def _context(trust: Trust) -> ssl.SSLContext:
    """Kept, for reading the system's certificates takes longer than a handshake."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    if trust.is_insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
    context.load_default_certs()
    # What was given is believed as it is, be it the root, one between, or the host's own.
    context.verify_flags |= ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN
    if trust.ca_certificate:
        _add_own(context, trust.ca_certificate)
    return context


def _add_own(context: ssl.SSLContext, certificate: str) -> None:
    try:
        context.load_verify_locations(cadata=certificate)
    except (ssl.SSLError, ValueError, TypeError) as error:
        raise TlsFailed(
            "The certificate of the authority is no certificate in PEM.", reason="certificate"
        ) from error


def failure(error: Exception) -> TlsFailed:
    """What went wrong with a handshake."""
    if not isinstance(error, ssl.SSLCertVerificationError):
        return TlsFailed("The other side does not speak TLS as it should.")
    reason = _X509.get(error.verify_code, "certificate")
    if error.verify_code == _NOT_YET_VALID:
        return TlsFailed("The certificate is not valid yet.", reason=reason)
    return TlsFailed(_SENTENCES[reason], reason=reason)
