"""Tokens for the registries of others, which are told to believe what is signed here."""

import base64
import hashlib
import json
import time
import uuid
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID
from jwt.algorithms import RSAAlgorithm

NAME = "issuer-of-the-tests"
ALGORITHM = "RS256"  # of what both versions of distribution take, the quickest to verify
LIFETIME = timedelta(days=1)


class Issuer:
    """A key, its certificate and its JWKS in a *folder*, and tokens signed with it."""

    def __init__(self, folder: Path) -> None:
        self.certificate = folder / "token.crt"
        self.key_set = folder / "token.jwks"
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.certificate.write_bytes(self._self_signed().public_bytes(Encoding.PEM))
        key = RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        key |= {"kid": self._kid, "alg": ALGORITHM, "use": "sig"}
        self.key_set.write_text(json.dumps({"keys": [key]}))

    @cached_property
    def _kid(self) -> str:
        """The name that distribution 2 gives the key of a certificate; version 3 reads the JWKS."""
        public = self._key.public_key().public_bytes(
            Encoding.DER, PublicFormat.SubjectPublicKeyInfo
        )
        text = base64.b32encode(hashlib.sha256(public).digest()[:30]).decode()
        return ":".join(text[start : start + 4] for start in range(0, len(text), 4))

    def _self_signed(self) -> x509.Certificate:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self._key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - LIFETIME)
            .not_valid_after(now + LIFETIME)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self._key, hashes.SHA256())
        )

    def token(self, *scopes: str) -> str:
        """Grant what is asked for: `repository:bench/one:pull,push`, `registry:catalog:*`."""
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": NAME,
            "aud": NAME,
            "sub": NAME,
            "iat": now,
            "nbf": now,
            "exp": now + int(LIFETIME.total_seconds()),
            "jti": uuid.uuid4().hex,
            "access": [_access(*scope.split(":")) for scope in scopes],
        }
        return jwt.encode(claims, self._key, algorithm=ALGORITHM, headers={"kid": self._kid})


def _access(kind: str, name: str, actions: str) -> dict[str, Any]:
    return {"type": kind, "name": name, "actions": actions.split(",")}
