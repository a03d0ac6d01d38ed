"""The first page: what changed, what was taken back, and where it happens. It holds no scores and no ranking."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims import overviews, reading, wording
from claims.choices import PUBLIC_STATUSES
from claims.wording import StatusWords
from factcheck.keeping import Document
from factcheck.pages.changes import TOLD, tell
from factcheck.pages.notices import correction_records, corrections, withdrawal_records
from factcheck.pages.rendering import Page, render, same_path
from factcheck.pages.shown import Named, Shown
from factcheck.serving import serve

NEWEST_CHANGES = 10
NEWEST_NOTICES = 3
ACTIVE_TOPICS = 8


@dataclass(frozen=True)
class ActiveTopic:
    """A topic, when a claim of it changed last, and how many of its claims have which status."""

    topic: Named
    changed_at: datetime
    counts: list[tuple[StatusWords, int]]


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    return serve(request, ("home", get_language()), _draw)


def _draw() -> Document:
    page = Page(
        title=_("Claims and figures in the news: who said it, and where it stands"),
        paths=same_path("home"),
        description=_("Who said a figure, through whom, and whether it was confirmed, disputed or withdrawn."),
    )
    context = {
        "changes": tell(overviews.told(TOLD, limit=NEWEST_CHANGES)),
        "corrected": corrections(correction_records(limit=NEWEST_NOTICES)),
        "withdrawn": tell(withdrawal_records(limit=NEWEST_NOTICES)),
        "topics": _active_topics(),
    }
    return Document(render("pages/home.html", page, context).encode(), page.path)


def _active_topics() -> list[ActiveTopic]:
    changed = overviews.active_topics(ACTIVE_TOPICS)
    counts, shown = overviews.counts_by_status(list(changed)), Shown(list(reading.find(changed).values()))
    return [
        ActiveTopic(shown.topic(topic), changed_at, _in_words(counts.get(topic, {})))
        for topic, changed_at in changed.items()
        if shown.body(topic)
    ]


def _in_words(counts: dict[str, int]) -> list[tuple[StatusWords, int]]:
    return [(wording.status_words(status), counts[status]) for status in PUBLIC_STATUSES if status in counts]
