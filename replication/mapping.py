"""Where a repository goes: Harbor's ways to put it below another namespace."""

from oci.errors import quoted
from replication.errors import NameUnmappable

FLATTEN = -1
"""Nothing is left of the name but its last part."""
MOST_REPLACED = 127


def target_name(source: str, *, namespace: str, replaced: int) -> str:
    """The name at the destination: *replaced* leading parts of the name give way to *namespace*.

    Without a namespace the name stays. Raises NameUnmappable where nothing would be left of it.
    """
    if not namespace:
        return source
    parts = source.split("/")
    kept = parts[-1:] if replaced == FLATTEN else parts[replaced:]
    if not kept:
        raise NameUnmappable(
            f"{quoted(source)} has {len(parts)} parts: {replaced} of them cannot be replaced"
        )
    return "/".join([namespace, *kept])
