"""Records as partners get them: the stored bytes of the body, copied, in an envelope that tells of the change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from claims.stored import Stored, enveloped
from factcheck.api.v1.labels import labels


@dataclass(frozen=True)
class Form:
    """How the results are wanted. What is included with them always comes as it was published."""

    fields: frozenset[str] | None = None  # of the body; None for all of them
    lang: str = ""  # of the labels; empty for none
    as_of: int | None = None


PUBLISHED = Form()


def shaped(rows: Sequence[Stored], form: Form) -> list[dict[str, Any]]:
    """The envelopes of these Records in the form that was asked for."""
    results = [enveloped(row) for row in rows]
    if form.fields is not None:
        for result, row in zip(results, rows, strict=True):
            if row.body is not None:
                result["part"] = {name: value for name, value in row.json.items() if name in form.fields}
                del result["body"]
    if form.lang:
        for result, words in zip(results, labels(rows, form.lang, form.as_of), strict=True):
            result["labels"] = words
    return results


def one(row: Stored, included: Iterable[Stored], form: Form = PUBLISHED) -> bytes:
    """The JSON of one Record with those that its body refers to."""
    return written({**shaped([row], form)[0], "included": [enveloped(other) for other in included]})


def several(
    rows: Sequence[Stored], next_url: str | None, included: Iterable[Stored] | None = None, form: Form = PUBLISHED
) -> bytes:
    """The JSON of a page of Records, and where the next one is."""
    page: dict[str, Any] = {"results": shaped(rows, form), "next": next_url}
    if included is not None:
        page["included"] = [enveloped(other) for other in included]
    return written(page)


def written(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_UTC_Z)
