"""Certificates of an authority of the tests' own: good, too old or too new, for another name."""

import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

LOOPBACK = "127.0.0.1"
Days = tuple[float, float]
"""From when until when something is valid, from now on."""


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

    @property
    def file(self) -> Path:
        """The same, as a file."""
        file = self.folder / f"{self._certificate.serial_number:x}.pem"
        file.write_text(self.pem)
        return file

    def __post_init__(self) -> None:
        self._certificate = (
            _begun(self.name, self.name, self._key, (-30, 30))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_usage(signs=True), critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(self._key.public_key()), critical=False
            )
            .sign(self._key, hashes.SHA256())
        )

    def certify(self, host: str = LOOPBACK, *, days: Days = (-30, 10)) -> Path:
        """Make a certificate for a name or an address, with its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        try:
            other: x509.GeneralName = x509.IPAddress(ip_address(host))
        except ValueError:
            other = x509.DNSName(host)
        made = (
            _begun(host, self.name, key, days)
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

    def context(self, host: str = LOOPBACK, *, days: Days = (-30, 10)) -> ssl.SSLContext:
        """For a server that shows such a certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certify(host, days=days))
        return context


def _begun(
    subject: str, issuer: str, key: ec.EllipticCurvePrivateKey, days: Days
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_named(subject))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True, key_cert_sign=signs, crl_sign=signs, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False,
        decipher_only=False,
    )  # fmt: skip
