"""Records as partners get them: the stored bytes of the body, copied, in an envelope that tells of the change."""

from collections.abc import Iterable
from typing import Any

import orjson

from claims.stored import Stored, enveloped


def one(row: Stored, included: Iterable[Stored]) -> bytes:
    """The JSON of one Record with those that its body refers to."""
    return _json({**enveloped(row), "included": [enveloped(other) for other in included]})


def several(rows: Iterable[Stored], next_url: str | None, included: Iterable[Stored] | None = None) -> bytes:
    """The JSON of a page of Records, and where the next one is."""
    page: dict[str, Any] = {"results": [enveloped(row) for row in rows], "next": next_url}
    if included is not None:
        page["included"] = [enveloped(other) for other in included]
    return _json(page)


def _json(value: dict[str, Any]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_UTC_Z)
