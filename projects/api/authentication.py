"""Who sends a request to the REST API: Basic credentials, or nobody."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from accounts.errors import CredentialsInvalid
from accounts.principals import ANONYMOUS, Caller, Credential, Source
from projects import credentials, tokens


class BasicAuthentication(BaseAuthentication):
    """Sets ``request.user`` to a Caller, whose principal is nobody where no header was sent.

    The password is checked with every request, so a disabled account ends at once.
    Raises CredentialsInvalid or LoginBusy.
    """

    def authenticate(self, request: Request) -> tuple[Caller, None]:
        source = request.META.get("harbor.source", Source())
        header = request.META.get("HTTP_AUTHORIZATION", "")
        if not header:
            return Caller(ANONYMOUS, Credential.NONE, source), None
        scheme, _, credential = header.partition(" ")
        if scheme.lower() != "basic":
            raise CredentialsInvalid
        username, password = tokens.read_basic(credential.strip())
        known = credentials.recall(username=username, password=password, source=source)
        if known is None:
            known = credentials.authenticate(username=username, password=password, source=source)
        return known, None
