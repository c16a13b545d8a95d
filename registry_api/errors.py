"""The one table that turns what the domain refuses into the specification's statuses and codes."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from django.db import Error as DatabaseFault
from starlette.responses import JSONResponse

from artifacts import errors as artifacts
from oci import errors as oci
from storage import base as storage


class PathUnknown(oci.Unknown):
    """Nothing of the registry is under this path."""

    def __init__(self) -> None:
        super().__init__("no such path")


class MethodUnknown(oci.Unsupported):
    """The path is known, and not with this method."""

    def __init__(self, allowed: Sequence[str]) -> None:
        super().__init__("this path has other methods")
        self.allowed = allowed


UNAUTHORIZED = (HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")

WIRE: dict[type[Exception], tuple[HTTPStatus, str]] = {
    oci.NameInvalid: (HTTPStatus.BAD_REQUEST, "NAME_INVALID"),
    oci.TagInvalid: (HTTPStatus.BAD_REQUEST, "NAME_INVALID"),
    oci.DigestInvalid: (HTTPStatus.BAD_REQUEST, "DIGEST_INVALID"),
    oci.ManifestInvalid: (HTTPStatus.BAD_REQUEST, "MANIFEST_INVALID"),
    oci.SizeInvalid: (HTTPStatus.BAD_REQUEST, "SIZE_INVALID"),
    oci.RangeInvalid: (HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "BLOB_UPLOAD_INVALID"),
    oci.RangeNotSatisfiable: (HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "SIZE_INVALID"),
    artifacts.TooManyTags: (HTTPStatus.REQUEST_URI_TOO_LONG, "SIZE_INVALID"),
    artifacts.ManifestInUse: (HTTPStatus.PRECONDITION_FAILED, "DENIED"),
    artifacts.UploadMoved: (HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "BLOB_UPLOAD_INVALID"),
    artifacts.UploadUnknown: (HTTPStatus.NOT_FOUND, "BLOB_UPLOAD_UNKNOWN"),
    artifacts.DigestMismatch: (HTTPStatus.BAD_REQUEST, "DIGEST_INVALID"),
    artifacts.PartSizeWrong: (HTTPStatus.BAD_REQUEST, "MANIFEST_INVALID"),
    artifacts.BlobUnknown: (HTTPStatus.NOT_FOUND, "BLOB_UNKNOWN"),
    artifacts.ManifestUnknown: (HTTPStatus.NOT_FOUND, "MANIFEST_UNKNOWN"),
    artifacts.ManifestBlobUnknown: (HTTPStatus.NOT_FOUND, "MANIFEST_BLOB_UNKNOWN"),
    artifacts.RepositoryUnknown: (HTTPStatus.NOT_FOUND, "NAME_UNKNOWN"),
    oci.Unauthenticated: UNAUTHORIZED,
    oci.Denied: (HTTPStatus.FORBIDDEN, "DENIED"),
    oci.Unknown: (HTTPStatus.NOT_FOUND, "NAME_UNKNOWN"),
    oci.Invalid: (HTTPStatus.BAD_REQUEST, "UNSUPPORTED"),
    oci.Conflict: (HTTPStatus.CONFLICT, "DENIED"),
    oci.PreconditionFailed: (HTTPStatus.PRECONDITION_FAILED, "DENIED"),
    oci.TooLarge: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "SIZE_INVALID"),
    oci.Unsupported: (HTTPStatus.METHOD_NOT_ALLOWED, "UNSUPPORTED"),
    oci.Overloaded: (HTTPStatus.TOO_MANY_REQUESTS, "TOOMANYREQUESTS"),
    storage.UploadMissing: (HTTPStatus.NOT_FOUND, "BLOB_UPLOAD_UNKNOWN"),
    storage.StorageFull: (HTTPStatus.INSUFFICIENT_STORAGE, "UNAVAILABLE"),
    storage.StorageReadOnly: (HTTPStatus.SERVICE_UNAVAILABLE, "UNAVAILABLE"),
    storage.StorageError: (HTTPStatus.SERVICE_UNAVAILABLE, "UNAVAILABLE"),
    DatabaseFault: (HTTPStatus.SERVICE_UNAVAILABLE, "UNAVAILABLE"),
}
"""The most specific class counts. What is not here is a bug and answered as a bare 500."""

_RETRY = {HTTPStatus.TOO_MANY_REQUESTS: "1", HTTPStatus.SERVICE_UNAVAILABLE: "5"}


def entry(error: Exception) -> tuple[HTTPStatus, str] | None:
    return next((WIRE[kind] for kind in type(error).__mro__ if kind in WIRE), None)


def response(error: Exception, headers: Mapping[str, str] | None = None) -> JSONResponse | None:
    """The answer to an error of the table, or ``None``. Details of a fault stay inside."""
    found = entry(error)
    if found is None:
        return None
    status, code = found
    is_fault = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    message = "the registry cannot do this at present; try again later" if is_fault else str(error)
    after = str(getattr(error, "retry_after", _RETRY.get(status)))
    extra = {"Retry-After": after} if status in _RETRY else {}
    extra |= _more(error)
    return JSONResponse(
        {"errors": [{"code": code, "message": message, "detail": _detail(error)}]},
        status_code=status,
        headers={**extra, **(headers or {})},
    )


def _detail(error: Exception) -> object:
    if isinstance(error, artifacts.ManifestBlobUnknown):
        return [{"digest": digest} for digest in error.digests]
    return None


def _more(error: Exception) -> dict[str, str]:
    """What the specifications have an answer tell besides: where to go on from, what is allowed."""
    if isinstance(error, MethodUnknown):
        return {"Allow": ", ".join(error.allowed)}
    if isinstance(error, artifacts.UploadMoved):
        return {"Range": f"0-{max(error.offset - 1, 0)}", "Docker-Upload-UUID": error.upload_id}
    if isinstance(error, oci.RangeNotSatisfiable):
        return {"Content-Range": f"bytes */{error.size}"}
    return {}
