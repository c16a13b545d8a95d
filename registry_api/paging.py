"""Pages of names as the distribution specification has them: ``n``, ``last``, ``Link``."""

from urllib.parse import urlencode

from starlette.requests import Request

from oci.errors import SizeInvalid

LARGEST_PAGE = 10_000


def wanted(request: Request) -> tuple[str, int | None]:
    """The name to begin after, and how many are asked for; ``None``: no number was given.

    Raises SizeInvalid for an ``n`` that is no number.
    """
    text = request.query_params.get("n")
    after = request.query_params.get("last", "").replace("\0", "")
    if text is None:
        return after, None
    if not (text.isascii() and text.isdigit()):
        raise SizeInvalid("n must be a whole number that is not negative")
    return after, min(int(text[:9]), LARGEST_PAGE)


def link(
    request: Request, *, names: list[str], is_more: bool, at_most: int | None
) -> dict[str, str]:
    """The ``Link`` header to the next page (RFC 8288), if there is one."""
    if not is_more or not names:
        return {}
    query = urlencode({"last": names[-1], "n": at_most})
    return {"Link": f'<{request.url.path}?{query}>; rel="next"'}
