"""The door of another registry: answers ``/v2/`` to whom it knows, and notes what it was sent.

And certificates for it, of an authority of the tests' own: good, expired, for another name.
"""

import base64
import ssl
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

LOOPBACK = "127.0.0.1"
NOT_FOR_EYES = "what-the-other-side-says-in-a-body"
"""In every body that it sends; nobody may ever be shown it."""


class SmallRegistry:
    """Wants Basic credentials if it is given *login*; as a *page* it is no registry at all."""

    def __init__(
        self,
        login: tuple[str, str] | None = None,
        *,
        certificate: Path | None = None,
        page: bool = False,
        port: int = 0,
    ) -> None:
        self.login, self.is_page = login, page
        self.seen: list[tuple[str, str]] = []
        """Paths that were asked for, each with the credentials that came along."""
        self._http = ThreadingHTTPServer((LOOPBACK, port), _handler(self))
        self._http.daemon_threads = True
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            # With the handshake in the thread of the connection, one that fails holds up no other.
            self._http.socket = context.wrap_socket(
                self._http.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "http" if certificate is None else "https"
        self.port = self._http.server_address[1]
        self.url = f"{scheme}://{LOOPBACK}:{self.port}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    @property
    def credentials(self) -> set[str]:
        """Whatever it was sent to prove who asks."""
        return {sent for _, sent in self.seen if sent}

    def answer(self, path: str, sent: str) -> tuple[int, dict[str, str]]:
        self.seen.append((path, sent))
        if self.is_page:
            return 200, {"Content-Type": "text/html"}
        headers = {
            "Content-Type": "application/json",
            "Docker-Distribution-Api-Version": "registry/2.0",
        }
        if self.login is not None and sent != basic(*self.login):
            return 401, headers | {"WWW-Authenticate": 'Basic realm="small"'}
        return 200 if path == "/v2/" else 404, headers

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def basic(username: str, password: str) -> str:
    return f"Basic {base64.b64encode(f'{username}:{password}'.encode()).decode()}"


def _handler(registry: SmallRegistry) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            sent = self.headers.get("Authorization", "")
            status, headers = registry.answer(self.path, sent)
            body = f'{{"errors": [], "more": "{NOT_FOR_EYES}"}}'.encode()
            self.send_response(status)
            for name, value in (headers | {"Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # it hung up, or does not trust us: that is what is tested
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base's name
            """Say nothing."""

    return Handler


@dataclass
class Authority:
    """Makes certificates, and is one: files with the key in them, in *folder*."""

    folder: Path
    name: str = "authority of the tests"
    _key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    @property
    def pem(self) -> str:
        """What those need who shall trust it."""
        return self._certificate.public_bytes(serialization.Encoding.PEM).decode()

    def __post_init__(self) -> None:
        self._certificate = (
            _begun(self.name, self.name, self._key, timedelta(days=30))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_usage(signs=True), critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(self._key.public_key()), critical=False
            )
            .sign(self._key, hashes.SHA256())
        )

    def certify(self, host: str = LOOPBACK, *, lasts: timedelta = timedelta(days=10)) -> Path:
        """Make a certificate; one that lasts less than no time has expired."""
        key = ec.generate_private_key(ec.SECP256R1())
        try:
            other: x509.GeneralName = x509.IPAddress(ip_address(host))
        except ValueError:
            other = x509.DNSName(host)
        made = (
            _begun(host, self.name, key, lasts)
            .add_extension(x509.SubjectAlternativeName([other]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()),
                critical=False,
            )
            .sign(self._key, hashes.SHA256())
        )
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        file = self.folder / f"{made.serial_number:x}.pem"
        file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
        return file


def _begun(
    subject: str, issuer: str, key: ec.EllipticCurvePrivateKey, lasts: timedelta
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_named(subject))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + lasts)
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True, key_cert_sign=signs, crl_sign=signs, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False,
        decipher_only=False,
    )  # fmt: skip
