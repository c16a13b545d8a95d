"""Makes registry tokens that the server never issued, signed with its own key or with others."""

import json
import time
import uuid
from typing import Any

import jwt

from tests.functional.registry.inside import Inside

ISSUER = "harbor-token-issuer"
SERVICE = "harbor-registry"


class Forge:
    """Knows the server's private key."""

    def __init__(self, inside: Inside) -> None:
        found = inside.run(
            "from cryptography.hazmat.primitives import serialization as s\n"
            "from projects import keys\n"
            "ring = keys.ring()\n"
            "private = ring.signing.private_bytes(\n"
            "    s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption()).decode()\n"
            "public = ring.signing.public_key().public_bytes(\n"
            "    s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo).decode()\n"
            "answer = [ring.signing_kid, private, public]"
        )
        self.kid, self.private_pem, self.public_pem = found

    def claims(self, token: str, **changed: Any) -> dict[str, Any]:
        """Read the claims of a token as issued, change some, and leave out those that are ...."""
        claims = jwt.decode(token, options={"verify_signature": False})
        claims["jti"] = uuid.uuid4().hex
        claims.update(changed)
        return {name: value for name, value in claims.items() if value is not ...}

    def sign(
        self,
        claims: dict[str, Any],
        *,
        key: Any = None,
        algorithm: str = "ES256",
        headers: dict[str, Any] | None = None,
    ) -> str:
        """Sign whatever it is: the library's own encoder of tokens objects to odd claims."""
        return jwt.api_jws.encode(
            json.dumps(claims).encode(),
            self.private_pem if key is None else key,
            algorithm=algorithm,
            headers={"kid": self.kid} if headers is None else headers,
        )


def now() -> int:
    return int(time.time())
