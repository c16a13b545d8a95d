"""Amazon's private registries. Keys of Amazon are traded for a user name that lasts for hours."""

import base64
import contextlib
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from replication.adapters.base import Connection, Limits
from replication.adapters.oci.remote import OciRemote
from replication.errors import RemoteFault, RemoteRefuses, RemoteUnreachable
from replication.filters import Filters

_HOST = re.compile(r"\d{12}\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?")


class EcrRemote(OciRemote):
    """The address of the registry says in which region Amazon is asked; nothing else is."""

    def __init__(self, connection: Connection, limits: Limits) -> None:
        self._api = _client(connection)
        self._made: set[str] = set()
        self._making = threading.Lock()
        super().__init__(_with_token(connection, self._api), limits)

    def repositories(self, filters: Filters) -> Iterator[str]:
        if filters.exact_name is not None:
            yield filters.exact_name
            return
        with _told():
            for page in self._api.get_paginator("describe_repositories").paginate():
                names = (str(one["repositoryName"]) for one in page["repositories"])
                yield from (name for name in names if filters.has_repository(name))

    def prepare(self, repository: str, *, is_public: bool) -> None:
        """A push makes no repository there: it is made first."""
        with self._making, _told():
            if repository in self._made:
                return
            with contextlib.suppress(self._api.exceptions.RepositoryAlreadyExistsException):
                self._api.create_repository(repositoryName=repository)
            self._made.add(repository)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Have what Amazon's API says be told as a registry's word is."""
    try:
        yield
    except ClientError as error:
        raise _fault(error) from error
    except BotoCoreError as error:
        words = f"Amazon was not reached: {type(error).__name__}"
        raise RemoteUnreachable("aws", words) from error


def _client(connection: Connection) -> Any:
    match = _HOST.fullmatch(urlsplit(connection.url).hostname or "")
    if match is None:
        raise RemoteRefuses(
            "malformed", "the address is not like 123456789012.dkr.ecr.eu-west-1.amazonaws.com"
        )
    if not (connection.access_key and connection.secret):
        # Else the keys of this machine would be looked for, and lent to whoever made the registry.
        raise RemoteRefuses("unauthorized", "an access key id and its secret are needed")
    return boto3.client(
        "ecr",
        region_name=match[1],
        aws_access_key_id=connection.access_key,
        aws_secret_access_key=connection.secret,
        config=Config(
            connect_timeout=10,
            read_timeout=30,
            retries={"max_attempts": 3},
            proxies={},
        ),
    )


def _with_token(connection: Connection, api: Any) -> Connection:
    with _told():
        told = api.get_authorization_token()["authorizationData"][0]["authorizationToken"]
    user, _, password = base64.b64decode(told).decode().partition(":")
    return replace(connection, access_key=user, secret=password)


def _fault(error: ClientError) -> RemoteFault:
    code = str(error.response.get("Error", {}).get("Code", ""))[:60]
    if code in ("UnrecognizedClientException", "InvalidSignatureException"):
        return RemoteRefuses("unauthorized", f"Amazon refuses the keys ({code!a})")
    if code == "AccessDeniedException":
        return RemoteRefuses("denied", "Amazon denies this: the keys lack a permission")
    return RemoteUnreachable("aws", f"Amazon answers {code!a}")
