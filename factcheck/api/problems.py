"""Errors as problem details (RFC 9457). The address of a type never changes, and its page says what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """One kind of error."""

    slug: str
    status: int
    title: str
    advice: str

    @property
    def path(self) -> str:
        return f"/problems/{self.slug}"


INVALID_PARAMETERS = Kind(
    "invalid-parameters",
    400,
    "A parameter is unknown or its value is not allowed",
    "Each entry of `errors` names a parameter and says what is wrong with it. Nothing is ever ignored: a filter that"
    " was mistyped would otherwise answer another question than the one you asked.",
)
INVALID_BODY = Kind(
    "invalid-body",
    400,
    "What was sent cannot be taken",
    "Each entry of `errors` points at a part of what you sent (RFC 6901) and says what is wrong with it. Nothing of it"
    " was stored.",
)
INVALID_CURSOR = Kind(
    "invalid-cursor",
    400,
    "The cursor is not one of ours, or belongs to another list",
    "Take the address in `next` as it is. To start again, ask for the list without `cursor`.",
)
EXPIRED_CURSOR = Kind(
    "expired-cursor",
    400,
    "The cursor is too old",
    "Too much was published since the first page of this list. To start again, ask for the list without `cursor`;"
    " to keep a copy in step, follow `/api/v1/changes/` instead.",
)
BEYOND_THE_END = Kind(
    "beyond-the-end",
    400,
    "The log is shorter than that",
    "You have seen more Records than there are, so your copy is of another log, such as a demonstration that was taken"
    " out. Discard it and read the changes from the beginning, without `after`.",
)
INVALID_KEY = Kind(
    "invalid-key",
    401,
    "The key opens nothing",
    "It is mistyped, expired or revoked, as `detail` says. Everything that is only read can be read without a key; to"
    " get a new one, ask those who publish this record.",
)
KEY_NEEDED = Kind(
    "key-needed",
    401,
    "This needs a key",
    "Send `Authorization: Bearer ` and your key. Keys are given by those who publish this record.",
)
INSUFFICIENT_SCOPE = Kind(
    "insufficient-scope",
    403,
    "The key is good for other things",
    "Each key opens what it was made for. Ask those who publish this record for one that opens the scope named in"
    " `detail`.",
)
NOT_FOUND = Kind(
    "not-found",
    404,
    "There is nothing at this address",
    "Ids are never used again, and public things are never deleted: look for a typing error.",
)
METHOD_NOT_ALLOWED = Kind(
    "method-not-allowed", 405, "The method is not allowed here", "The Allow header names those that are."
)
NOT_ACCEPTABLE = Kind(
    "not-acceptable",
    406,
    "The Accept header leaves out the only form there is",
    "Send no Accept header, or one that allows the media type named in `detail`.",
)
REMOVED = Kind(
    "removed",
    410,
    "The content was removed",
    "A lawful ground demanded it. The Record remains in the log with `body` null: remove your copy.",
)
UNSUPPORTED_MEDIA_TYPE = Kind(
    "unsupported-media-type",
    415,
    "What was sent has another form than this address reads",
    "Send what `detail` names, and say so in Content-Type.",
)
RANGE_NOT_SATISFIABLE = Kind(
    "range-not-satisfiable",
    416,
    "The file is not that long",
    "`Content-Range` tells its length. If you have as many bytes already, you have all of it.",
)
PRECONDITION_FAILED = Kind(
    "precondition-failed",
    412,
    "The state that you asked for is no longer the current one",
    "Ask again without If-Match and If-Unmodified-Since.",
)
TOO_LARGE = Kind("too-large", 413, "What was sent is too large", "Send it in several parts.")
UNSUPPORTED_TYPE = Kind(
    "unsupported-media-type",
    415,
    "Only JSON is taken",
    "Send JSON in UTF-8 with the header `Content-Type: application/json`.",
)
TOO_MANY_REQUESTS = Kind(
    "too-many-requests",
    429,
    "Too many requests within a minute",
    "Wait for as long as the Retry-After header says. RateLimit tells with every answer what is left. To keep a copy,"
    " follow `/api/v1/changes/` instead of asking for each thing; a key raises the limit.",
)
INTERNAL_ERROR = Kind(
    "internal-error", 500, "Something went wrong on our side", "It has been logged. Please try again later."
)
UNAVAILABLE = Kind(
    "unavailable",
    503,
    "This cannot be answered at the moment",
    "Wait for as long as the Retry-After header says, then ask again.",
)

KINDS = (
    INVALID_PARAMETERS,
    INVALID_BODY,
    INVALID_CURSOR,
    EXPIRED_CURSOR,
    BEYOND_THE_END,
    INVALID_KEY,
    KEY_NEEDED,
    INSUFFICIENT_SCOPE,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    REMOVED,
    UNSUPPORTED_MEDIA_TYPE,
    RANGE_NOT_SATISFIABLE,
    PRECONDITION_FAILED,
    TOO_LARGE,
    UNSUPPORTED_TYPE,
    TOO_MANY_REQUESTS,
    INTERNAL_ERROR,
    UNAVAILABLE,
)


class Problem(Exception):
    """Raised anywhere below a view; the view answers with it."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.errors, self.headers = kind, detail, errors, headers

    def response(self) -> HttpResponse:
        content: dict[str, Any] = {
            "type": self.kind.path,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
        }
        if self.errors:
            content["errors"] = self.errors
        return HttpResponse(
            orjson.dumps(content), status=self.kind.status, content_type=MEDIA_TYPE, headers=self.headers
        )
