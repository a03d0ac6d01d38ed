"""Messages: the exact bodies of what webhooks carry, made once for all who get them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson
from django.utils import timezone

from claims.stored import Stored, enveloped
from factcheck.partners.models import Message

_AS_THE_INTERFACE = orjson.OPT_UTC_Z


def content_of(row: Stored) -> bytes:
    """The message of a Record: its envelope under `data`, with the stored bytes of its body."""
    return _content(f"{row.subject_kind}.{row.change}", row.recorded_at, enveloped(row))


def test_content() -> bytes:
    return _content("webhook.test", timezone.now(), {"about": "A test: nothing has happened."})


def _content(kind: str, moment: datetime, data: dict[str, Any]) -> bytes:
    return orjson.dumps({"type": kind, "timestamp": moment, "data": data}, option=_AS_THE_INTERFACE)


def messages_of(rows: Iterable[Stored]) -> dict[int | None, int]:
    """The messages of these Records, made where there are none yet: their keys by index."""
    by_index = {row.index: row for row in rows}
    Message.objects.bulk_create(
        [Message(index=index, content=content_of(row)) for index, row in by_index.items()], ignore_conflicts=True
    )
    return dict(Message.objects.filter(index__in=by_index).values_list("index", "pk"))
