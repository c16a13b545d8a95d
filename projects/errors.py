"""What projects refuse, and why."""

from collections.abc import Iterable

from oci.errors import (
    Conflict,
    Denied,
    Invalid,
    PreconditionFailed,
    Unauthenticated,
    Unknown,
    quoted,
)


class ProjectUnknown(Unknown):
    def __init__(self, project: object) -> None:
        super().__init__(f"there is no project {project}")


class ProjectHidden(Denied):
    """Absent, or not the caller's to know of: the two look alike."""

    def __init__(self) -> None:
        super().__init__("the project does not exist or you may not see it")


class ProjectExists(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(f"there is a project {name} already")


class ProjectInvalid(Invalid):
    """A field of a project does not hold what it must."""


class ProjectRefused(Denied):
    def __init__(self) -> None:
        super().__init__("only system admin can create project")


class ProjectNotEmpty(PreconditionFailed):
    def __init__(self, name: str) -> None:
        super().__init__(f"the project {name} still holds repositories; delete them first")


class ActionDenied(Denied):
    def __init__(self, action: str, project: str) -> None:
        super().__init__(f"your role in the project {project} does not include {action}")


class MemberUnknown(Unknown):
    def __init__(self, member_id: int) -> None:
        super().__init__(f"there is no member {member_id} in this project")


class MemberExists(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is a member of this project already")


class RoleInvalid(Invalid):
    def __init__(self) -> None:
        super().__init__(
            "role_id is 1 (project admin), 2 (developer), 3 (guest), 4 (maintainer)"
            " or 5 (limited guest)"
        )


class MemberInvalid(Invalid):
    """The body does not say who the new member is."""


class TokenInvalid(Unauthenticated):
    """Malformed, forged, expired, for somebody else, or of an account that has changed since."""


class RightsLost(TokenInvalid):
    """The credentials stand, and what is going to be done is not allowed any more."""


class ServiceUnknown(Invalid):
    def __init__(self) -> None:
        super().__init__("this registry does not issue tokens for that service")


class GrantInvalid(Invalid):
    """A token request that no grant type fits."""


class RobotUnknown(Unknown):
    def __init__(self, robot_id: int) -> None:
        super().__init__(f"there is no robot {robot_id}")


class RobotExists(Conflict):
    def __init__(self, login: str) -> None:
        super().__init__(f"there is a robot {login} already")


class RobotInvalid(Invalid):
    """A field of a robot does not hold what it must."""


class GrantTooWide(Denied):
    """Nobody hands out what they do not have (AZ-02)."""

    def __init__(self, actions: Iterable[str]) -> None:
        super().__init__(f"you may not do this yourself: {', '.join(list(actions)[:5])}")


class QuotaExceeded(Denied):
    def __init__(self, *, project: str, limit: int, used: int, added: int) -> None:
        super().__init__(
            f"the project {project} uses {used} of {limit} bytes;"
            f" {added} more would exceed its quota"
        )


class QuotaUnknown(Unknown):
    def __init__(self, quota_id: int) -> None:
        super().__init__(f"there is no quota {quota_id}")


class QuotaInvalid(Invalid):
    def __init__(self) -> None:
        super().__init__("a limit is -1 (unlimited) or a number of bytes up to 1024 TiB")


class MetadataUnknown(Unknown):
    def __init__(self, key: str) -> None:
        super().__init__(f"a project has no metadata {quoted(key)}")


class MetadataExists(Conflict):
    def __init__(self, key: str) -> None:
        super().__init__(f"the project has the metadata {key} already; change it instead")


class CatalogueHidden(Denied):
    def __init__(self) -> None:
        super().__init__("what robots may be granted is shown to those who may make some")


class RuleUnknown(Unknown):
    def __init__(self, rule_id: int) -> None:
        super().__init__(f"there is no immutable rule {rule_id} in this project")


class RuleExists(Conflict):
    def __init__(self, rule: str) -> None:
        super().__init__(f"the project has a rule that selects the same, the {rule}")


class RuleInvalid(Invalid):
    """A field of an immutable rule does not hold what it must."""


class TagImmutable(PreconditionFailed):
    """A rule keeps the tag from being moved, deleted, or lost with its manifest.

    People's scripts look for Harbor's phrase in what is refused; it is here word for word.
    """

    def __init__(self, tag: str, rule: str, deed: str) -> None:
        super().__init__(f"the tag {tag} is configured as immutable, cannot be {deed}: {rule}")
        self.tag = tag
        self.rule = rule
