"""Topics, measures, sources and reports: they become public with the first claim that refers to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from claims.choices import Change
from claims.models import Measure, Topic
from claims.permissions import check_may_decide, check_may_take_in
from claims.workflow import acting
from claims.workflow.errors import Conflict
from sources.models import Report, Source
from sources.texts import Texts

Subject = Topic | Measure | Source | Report


@contextmanager
def editing_subject(subject: Subject, *, by: Any, reason: Texts, seen: int | None = None) -> Iterator[Subject]:
    """Lock a topic, measure, source or report, let the caller save it, and publish it anew if it is public."""
    model = type(subject)
    with transaction.atomic():
        locked = model._default_manager.select_for_update().get(pk=subject.pk)
        if seen is not None and seen != locked.version:
            raise Conflict(seen, locked.version)
        if locked.version:
            check_may_decide(by)
            acting.check_reason(reason)
        else:
            check_may_take_in(by)
        yield locked
        fresh = model._default_manager.get(pk=subject.pk)
        if fresh.version:
            acting.note_edit(fresh.public_id or "", Change.EDITED, by=by, reason=reason)
            acting.append_things({fresh: Change.EDITED})
