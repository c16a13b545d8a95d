"""Who may what, transcribed from the published matrix, and not taken from the code."""

from collections.abc import Mapping

ROLES = {"A": "petra", "M": "mona", "D": "dora", "G": "gus", "L": "lena"}
PUBLIC = "P"

_BY_ROLE = """
project:read                A M D G L P
project:update              A
project:delete              A
member:create               A
member:update               A
member:delete               A
member:read                 A M D G
member:list                 A M D G
metadata:create             A
metadata:update             A
metadata:delete             A
metadata:read               A M
metadata:list
log:list                    A
label:create                A M
label:update                A M
label:delete                A M
label:read                  A M D G P
label:list                  A M D G P
quota:read                  A M D G L
repository:update           A M D
repository:push             A M D
repository:read             A M D G L
repository:delete           A M
repository:list             A M D G L P
repository:pull             A M D G L P
tag-retention:create        A M D
tag-retention:read          A M D
tag-retention:update        A M D
tag-retention:delete        A M D
tag-retention:list          A M D
immutable-tag:create        A M
immutable-tag:update        A M
immutable-tag:delete        A M
immutable-tag:list          A M
robot:create                A
robot:update                A
robot:delete                A
robot:read                  A M D G
robot:list                  A M D G
artifact:create             A M D
artifact:read               A M D G L P
artifact:list               A M D G L P
artifact:delete             A M
artifact-addition:read      A M D G L P
tag:create                  A M D
tag:delete                  A M
tag:list                    A M D G L P
accessory:list              A M D G L P
artifact-label:create       A M D
artifact-label:delete       A M D
replication-registry:create A
replication-registry:read   A
replication-registry:update A
replication-registry:delete A
replication-registry:list   A
replication-policy:create   A
replication-policy:read     A
replication-policy:update   A
replication-policy:delete   A
replication-policy:list     A
replication:create          A
replication:read            A
replication:list            A
"""

HOLDERS: Mapping[str, frozenset[str]] = {
    action: frozenset(who) for action, *who in map(str.split, _BY_ROLE.strip().splitlines())
}

_OF_SYSTEM = """
audit-log:list project:create project:list system-volumes:read
purge-audit:create purge-audit:read purge-audit:update purge-audit:list purge-audit:stop
jobservice-monitor:list jobservice-monitor:stop
garbage-collection:create garbage-collection:read garbage-collection:update
garbage-collection:list garbage-collection:stop
label:create label:read label:update label:delete catalog:read
quota:read quota:list quota:update robot:create robot:read robot:list robot:delete
user:create user:read user:update user:delete user:list
registry:create registry:read registry:update registry:delete registry:list
replication-adapter:list replication:create replication:read replication:list
replication-policy:create replication-policy:read replication-policy:update
replication-policy:delete replication-policy:list
"""

SYSTEM = frozenset(_OF_SYSTEM.split())
"""What a robot of the system may be granted, of what there is."""

NOT_FOR_ROBOTS = frozenset(
    {
        "robot:update",
        *(action for action in HOLDERS if action.startswith("replication")),
    }
)

WRITING = frozenset(
    {
        "repository:push",
        "artifact:create",
        "tag:create",
        "artifact-label:create",
        "artifact-label:delete",
    }
)


def is_reading(action: str) -> bool:
    return action.partition(":")[2] in ("read", "list", "pull")
