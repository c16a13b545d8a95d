"""Where a repository goes: Harbor's ways to put it below another namespace."""

from oci.errors import quoted
from oci.reference import MAX_NAME_LENGTH
from replication.errors import NameUnmappable

FLATTEN = -1
"""Nothing is left of the name but its last part."""
MOST_REPLACED = 127


def target_name(source: str, *, namespace: str, replaced: int) -> str:
    """The name at the destination: *replaced* leading parts of the name give way to *namespace*.

    Without a namespace the name stays. Raises NameUnmappable where nothing would be left of it, or
    too much.
    """
    target = source if not namespace else _below(source, namespace, replaced)
    if max(len(source), len(target)) > MAX_NAME_LENGTH:
        raise NameUnmappable(
            f"{quoted(target)} has more than {MAX_NAME_LENGTH} characters, or what it comes from"
        )
    return target


def _below(source: str, namespace: str, replaced: int) -> str:
    parts = source.split("/")
    kept = parts[-1:] if replaced == FLATTEN else parts[replaced:]
    if not kept:
        raise NameUnmappable(
            f"{quoted(source)} has {len(parts)} parts: {replaced} of them cannot be replaced"
        )
    return "/".join([namespace, *kept])
