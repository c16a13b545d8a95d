"""What holds for every answer of the data plane, whatever was asked."""

import json
from typing import Any

import httpx

from tests.support import raw
from tests.support.raw import RawAnswer

CODES = {
    "BLOB_UNKNOWN",
    "BLOB_UPLOAD_INVALID",
    "BLOB_UPLOAD_UNKNOWN",
    "DENIED",
    "DIGEST_INVALID",
    "MANIFEST_BLOB_UNKNOWN",
    "MANIFEST_INVALID",
    "MANIFEST_UNKNOWN",
    "NAME_INVALID",
    "NAME_UNKNOWN",
    "SIZE_INVALID",
    "TOOMANYREQUESTS",
    "UNAUTHORIZED",
    "UNSUPPORTED",
}


def check(response: httpx.Response) -> None:
    """Insist on what every answer has; to be hooked into a client."""
    body = b""
    if response.status_code >= 400 and response.request.method != "HEAD":
        body = response.read()
    path = response.request.url.raw_path.decode("ascii")
    _check(path, response.status_code, response.headers, body)


def exchange(base_url: str, request: bytes, *, within: float = 30) -> RawAnswer:
    """Send *request* byte by byte and insist on what every answer has."""
    answer = raw.exchange(base_url, request, within=within)
    path = request.split(b" ", 2)[1].decode("latin-1")
    _check(path, answer.status, answer.headers, answer.body)
    return answer


def ask(
    base_url: str, method: str, path: bytes | str, *, token: str = "", more: bytes = b""
) -> RawAnswer:
    """Send a request with exactly this path; *more* are further header lines and a body."""
    path = path.encode("latin-1") if isinstance(path, str) else path
    host = base_url.rpartition("/")[2].encode()
    authorization = f"Authorization: Bearer {token}\r\n".encode() if token else b""
    head = method.encode() + b" " + path + b" HTTP/1.1\r\nHost: " + host + b"\r\n"
    return exchange(base_url, head + authorization + (more or b"\r\n"))


def code_of(answer: RawAnswer) -> str:
    return str(json.loads(answer.body)["errors"][0]["code"])


def _check(path: str, status: int, headers: Any, body: bytes) -> None:
    told = f"{path[:200]} was answered {status} {dict(headers)} {body[:500]!r}"
    assert status < 500, told
    assert headers.get("X-Request-Id"), told
    if path.startswith("/v2"):
        assert headers.get("Docker-Distribution-Api-Version") == "registry/2.0", told
    if status == 401:
        assert headers.get("WWW-Authenticate"), told
    if body and status >= 400:
        _check_error(headers, body, told)


def _check_error(headers: Any, body: bytes, told: str) -> None:
    assert headers["Content-Type"].partition(";")[0] == "application/json", told
    document = json.loads(body)
    assert set(document) == {"errors"}, told
    assert document["errors"], told
    for error in document["errors"]:
        assert {"code", "message"} <= set(error) <= {"code", "message", "detail"}, told
        assert error["code"] in CODES, told
        assert error["message"].strip(), told
        assert "Traceback" not in error["message"], told
