"""Pages of names as the distribution specification has them: ``n``, ``last``, ``Link``."""

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request

from oci.errors import SizeInvalid

LARGEST_PAGE = 10_000
LONGEST_NUMBER = 18


def wanted(request: Request, *, default: int) -> tuple[str, int]:
    """The name to begin after, and how many are asked for.

    Raises SizeInvalid for an ``n`` that is no number.
    """
    text = request.query_params.get("n")
    after = request.query_params.get("last", "").replace("\0", "")
    if text is None:
        return after, default
    if not (text.isascii() and text.isdigit()):
        raise SizeInvalid("n must be a whole number that is not negative")
    significant = text.lstrip("0") or "0"
    is_huge = len(significant) > LONGEST_NUMBER
    return after, LARGEST_PAGE if is_huge else min(int(significant), LARGEST_PAGE)


def link(
    request: Request, *, names: list[str], is_more: bool, at_most: int | None
) -> dict[str, str]:
    """The ``Link`` header to the next page (RFC 8288), if there is one."""
    if not is_more or not names:
        return {}
    return next_page(request, {"last": names[-1], "n": at_most})


def next_page(request: Request, parameters: Mapping[str, object]) -> dict[str, str]:
    return {"Link": f'<{request.url.path}?{urlencode(parameters)}>; rel="next"'}


def position(request: Request) -> int:
    """``last`` where it is a number of ours. Raises SizeInvalid."""
    text = request.query_params.get("last", "0")
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        raise SizeInvalid("last must be what the Link header of the page before gave")
    return int(text)
