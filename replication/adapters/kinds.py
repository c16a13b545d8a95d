"""All kinds of registries, by Harbor's keys."""

from collections.abc import Callable
from importlib import import_module

from replication.adapters.base import AdapterKind, Connection, Limits, Place, Remote
from replication.errors import RegistryInvalid
from replication.filters import FilterType
from replication.models import TriggerType

LOCAL = "harbor"
"""What this registry is, where an end of a policy says its kind."""
_UNTRIED = "By the documents of its makers; not tried with a real one."


def _opener(path: str) -> Callable[[Connection, Limits], Remote]:
    """Imported when it is used: some bring libraries that few need."""

    def open_(connection: Connection, limits: Limits) -> Remote:
        module, _, name = path.rpartition(".")
        remote: Remote = getattr(import_module(module), name)(connection, limits)
        return remote

    return open_


_OCI = _opener("replication.adapters.oci.remote.OciRemote")
_SIMPLE = (FilterType.NAME, FilterType.TAG)


def _preset(key: str, title: str, *places: Place, is_pattern: bool = False) -> AdapterKind:
    return AdapterKind(
        key=key,
        title=title,
        open=_OCI,
        description=_UNTRIED,
        filters=_SIMPLE,
        places=places,
        is_pattern=is_pattern,
        is_tried=False,
    )


_KINDS = {
    kind.key: kind
    for kind in (
        AdapterKind(
            key=LOCAL,
            title="Harbor, or another one of these",
            open=_opener("replication.adapters.harbor.remote.HarborRemote"),
            filters=tuple(FilterType),
            triggers=tuple(TriggerType),
            has_chunks=True,
        ),
        AdapterKind(
            key="docker-registry",
            title="Any OCI registry",
            open=_OCI,
            description="Follows the distribution specification: docker-registry, zot and others.",
            filters=_SIMPLE,
            has_chunks=True,
        ),
        AdapterKind(
            key="docker-hub",
            title="Docker Hub",
            open=_opener("replication.adapters.dockerhub.remote.HubRemote"),
            description=_UNTRIED,
            filters=_SIMPLE,
            places=(Place("Docker Hub", "https://hub.docker.com"),),
            secret_label="password or access token",  # noqa: S106  # what it is called
            is_tried=False,
            most_parts=2,
        ),
        AdapterKind(
            key="aws-ecr",
            title="Amazon ECR",
            open=_opener("replication.adapters.ecr.remote.EcrRemote"),
            description=_UNTRIED,
            filters=_SIMPLE,
            places=(
                Place("A region", "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com"),
            ),
            is_pattern=True,
            key_label="access key id",
            secret_label="secret access key",  # noqa: S106  # what it is called
            is_tried=False,
        ),
        _preset("github-ghcr", "GitHub GHCR", Place("GHCR", "https://ghcr.io")),
        _preset("gitlab", "GitLab", Place("gitlab.com", "https://registry.gitlab.com")),
        _preset("quay", "Quay", Place("quay.io", "https://quay.io")),
        _preset(
            "azure-acr", "Azure ACR", Place("", "https://NAME.azurecr.io"), is_pattern=True
        ),
        _preset(
            "google-gcr", "Google Artifact Registry",
            Place("", "https://REGION-docker.pkg.dev"), is_pattern=True,
        ),
        _preset(
            "jfrog-artifactory", "JFrog Artifactory",
            Place("", "https://NAME.jfrog.io"), is_pattern=True,
        ),
        _preset(
            "ali-acr", "Alibaba Cloud ACR",
            Place("", "https://registry.REGION.aliyuncs.com"), is_pattern=True,
        ),
    )
}  # fmt: skip


def every() -> list[AdapterKind]:
    return list(_KINDS.values())


def get(key: str) -> AdapterKind:
    """Raises RegistryInvalid."""
    if key not in _KINDS:
        raise RegistryInvalid(f"a registry is of the type {', '.join(_KINDS)}")
    return _KINDS[key]


def open(kind: str, connection: Connection, limits: Limits | None = None) -> Remote:  # noqa: A001  # kinds.open
    """Speak to a registry; nothing is asked yet, but by Amazon's. Raises RemoteFault."""
    return get(kind).open(connection, limits or Limits())
