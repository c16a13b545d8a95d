"""The head of an answer: where it begins, where it ends, and that nothing in it is ambiguous."""

import re

from outbound.errors import AnswerMalformed

LONGEST = 65_536
MOST_HEADERS = 100

_VALUE = rb"[^\x00-\x08\x0a-\x1f\x7f]*"
_STATUS = rb"HTTP/1\.[01] [1-9][0-9]{2}(?: " + _VALUE + rb")?\r?\n"
_HEADER = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+:" + _VALUE + rb"\r?\n"
_HEAD = re.compile(rb"%b((?:%b)*)\r?\n" % (_STATUS, _HEADER))
_END = re.compile(rb"\n\r?\n")
_INTERIM = re.compile(rb"HTTP/1\.[01] 1(?!01)")
_BEGINNING = b"HTTP/1."
_STATUS_LENGTH = len(b"HTTP/1.1 200")


def has_begun(received: bytearray) -> bool:
    """Whether the final answer has begun; interim ones (1xx) are taken out of *received*."""
    while _INTERIM.match(received):
        if not is_whole(received):
            return False
        end = _END.search(received)
        assert end is not None
        del received[: end.end()]
    return len(received) >= _STATUS_LENGTH


def is_whole(received: bytearray) -> bool:
    """Whether *received* begins with a whole head. Raises AnswerMalformed for what is none."""
    if len(received) >= len(_BEGINNING) and not received.startswith(_BEGINNING):
        raise AnswerMalformed("The answer does not begin as one of HTTP does.")
    end = _END.search(received, 0, LONGEST)
    if end is None:
        if len(received) >= LONGEST:
            raise AnswerMalformed(f"The head of the answer is longer than {LONGEST} bytes.")
        return False
    match = _HEAD.fullmatch(received, 0, end.end())
    if match is None:
        raise AnswerMalformed("The answer does not begin as one of HTTP does.")
    if match[1].count(b"\n") > MOST_HEADERS:
        raise AnswerMalformed(f"The answer has more than {MOST_HEADERS} headers.")
    return True
