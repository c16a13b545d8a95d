"""What replication refuses, and why.

What goes wrong between two registries has a ``cause``, one word by which failures of many
artifacts are counted together; the words tell the rest.

    RemoteFault            it may work another time
        RemoteUnreachable  nobody answers there
        RemoteBusy         it asks to be left alone for a while
        RemoteRefuses      it answers, and says no: this does not change by itself
"""

from datetime import timedelta

from oci.errors import Conflict, Invalid, PreconditionFailed, Unknown


class RegistryUnknown(Unknown):
    def __init__(self, registry_id: object) -> None:
        super().__init__(f"there is no registry {registry_id}")


class RegistryExists(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(f"there is a registry {name} already")


class RegistryInvalid(Invalid):
    """A field of a registry does not hold what it must."""


class RegistryChanged(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(f"somebody else has just changed the registry {name}; look at it again")


class RegistryUnhealthy(Invalid):
    """It was tried, and cannot be used; the words say why."""

    def __init__(self, fault: "RemoteFault") -> None:
        super().__init__(str(fault))
        self.cause = fault.cause


class RegistryInUse(PreconditionFailed):
    def __init__(self, policies: list[str]) -> None:
        shown = ", ".join(policies[:5])
        super().__init__(f"the registry is used by the replication policies {shown}")


class PolicyUnknown(Unknown):
    def __init__(self, policy_id: object) -> None:
        super().__init__(f"there is no replication policy {policy_id}")


class PolicyExists(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(f"there is a replication policy {name} already")


class PolicyInvalid(Invalid):
    """A field of a replication policy does not hold what it must."""


class PolicyDisabled(PreconditionFailed):
    def __init__(self, name: str) -> None:
        super().__init__(f"the replication policy {name} is disabled")


class PolicyRuns(PreconditionFailed):
    def __init__(self, name: str) -> None:
        super().__init__(f"the replication policy {name} is running; stop it first")


class NameUnmappable(Invalid):
    """A repository's name is too short or too long for what the policy makes of it."""


class SecretForeign(Conflict):
    """What is stored is of no use here."""

    def __init__(self, words: str = "were stored under another HARBOR_SECRET_KEY") -> None:
        super().__init__(f"the credentials {words}: enter them again")


class SecretBroken(SecretForeign):
    """It is not what was stored for this registry."""

    def __init__(self) -> None:
        super().__init__("that are stored are damaged")


class TransferFailed(Conflict):
    """A task did what it could, and some of it will not go by itself."""


class RemoteFault(Exception):
    """The other registry did not do as asked. The words hold nothing that it sent but statuses."""

    def __init__(self, cause: str, words: str) -> None:
        super().__init__(words)
        self.cause = cause


class RemoteUnreachable(RemoteFault):
    """Nobody answers there, or not as a registry does."""


class RemoteBusy(RemoteFault):
    """It asks to be left alone, for so long."""

    def __init__(self, words: str, after: timedelta) -> None:
        super().__init__("busy", words)
        self.after = after


class RemoteRefuses(RemoteFault):
    """It says no: for want of rights, by a rule of its own, or since it does not offer this."""


class RemoteUnsupported(RemoteRefuses):
    """It does not offer this at all."""

    def __init__(self, words: str) -> None:
        super().__init__("unsupported", words)
