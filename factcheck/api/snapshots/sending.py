"""Sending a file whole or in part, so that a download that broke goes on where it ended (RFC 9110, section 14)."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

from factcheck.api import problems
from factcheck.api.problems import Problem
from factcheck.api.slots import Sent
from factcheck.serving import CACHE_CONTROL

_PIECE = 256 * 1024
_RANGE = re.compile(r"bytes=(?P<first>\d{0,18})-(?P<last>\d{0,18})", re.ASCII)


def send(request: HttpRequest, path: Path, *, media_type: str, etag: str, modified_at: datetime) -> HttpResponseBase:
    """The file, the part of it that `Range` asks for, or 304. Raises a Problem for a part that it does not have."""
    length, modified = path.stat().st_size, int(modified_at.timestamp())
    part = _part(request, length, etag, modified)
    unchanged: HttpResponseBase | None = get_conditional_response(request, etag, modified)
    response = unchanged or _whole_or_part(request, path, part, length)
    if not unchanged:
        response.headers["Content-Type"] = media_type
        response.headers["Content-Disposition"] = f'attachment; filename="{path.name}"'
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    response.headers["Cache-Control"] = CACHE_CONTROL
    return response


def _whole_or_part(request: HttpRequest, path: Path, part: range | None, length: int) -> HttpResponseBase:
    sent = range(length) if part is None else part
    response = HttpResponse() if request.method == "HEAD" else StreamingHttpResponse(Sent(_pieces(path, sent)))
    response.headers["Content-Length"] = str(len(sent))
    if part is not None:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{length}"
    return response


def _part(request: HttpRequest, length: int, etag: str, modified: int) -> range | None:
    """The bytes that are asked for; None for all of them. A form of Range that is not understood is ignored, as the
    standard wants it; several parts at once are one."""
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or not found or not _is_same(request.headers.get("If-Range"), etag, modified):
        return None
    first, last = found["first"], found["last"]
    if not first and not last:
        return None
    if not first:
        start, stop = max(0, length - int(last)), length
        satisfiable = int(last) > 0 and length > 0
    else:
        start, stop = int(first), min(int(last) + 1, length) if last else length
        if last and int(last) < start:
            return None
        satisfiable = start < length
    if not satisfiable:
        detail = f"The file has {length} bytes."
        raise Problem(problems.RANGE_NOT_SATISFIABLE, detail, headers={"Content-Range": f"bytes */{length}"})
    return range(start, stop)


def _is_same(if_range: str | None, etag: str, modified: int) -> bool:
    """Whether the part that somebody has is of this very file."""
    return if_range is None or if_range == etag or parse_http_date_safe(if_range) == modified


def _pieces(path: Path, part: range) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(part.start)
        left = len(part)
        while left and (piece := file.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece
