"""The log of notices, in two lists that never share a word: what we got wrong, and what others took back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims import overviews, reading, wording
from claims.choices import Change, CorrectionKind, Status, SubjectKind
from claims.reading import Filters, Stored
from factcheck.keeping import Document
from factcheck.pages.changes import claim_of, tell
from factcheck.pages.paging import ON_A_PAGE, cursor, cut
from factcheck.pages.rendering import Page, render, same_path
from factcheck.pages.shown import Named
from factcheck.serving import answer, serve
from sources.texts import Texts


@dataclass(frozen=True)
class Corrected:
    """One notice about our own record."""

    index: int
    at: datetime
    claim: Named
    kind: str
    was_wrong: Texts
    is_right: Texts
    by: str

    @property
    def path_before(self) -> str:
        """The claim as readers saw it until the correction."""
        until = (self.at - timedelta(microseconds=1)).isoformat().replace("+00:00", "Z")
        return f"{self.claim.path}?as_of={until}"


def corrections(rows: Sequence[Stored]) -> list[Corrected]:
    """What the Records of our corrections tell, in their order; without those whose bodies were removed."""
    rows = [row for row in rows if row.json]
    claims = reading.find(row.json["claim"] for row in rows)
    return [
        Corrected(
            index=row.index,
            at=row.recorded_at,
            claim=claim_of(claims[row.json["claim"]]),
            kind=str(CorrectionKind(row.json["kind"]).label),
            was_wrong=row.json["was_wrong"],
            is_right=row.json["is_right"],
            by=wording.bylines_words([row.json["corrected_by"]]),
        )
        for row in rows
        if row.json["claim"] in claims
    ]


def correction_records(below: int | None = None, limit: int = ON_A_PAGE) -> list[Stored]:
    return reading.listed(Filters(subject_kind=SubjectKind.CORRECTION), before=below, limit=limit)


def withdrawal_records(below: int | None = None, limit: int = ON_A_PAGE) -> list[Stored]:
    """The Records by which claims were told as withdrawn; a claim that came back later stays in this list."""
    return overviews.told([Change.STATUS_CHANGED], entered=Status.RETRACTED, before=below, limit=limit)


@require_safe
def notices(request: HttpRequest) -> HttpResponseBase:
    ours, theirs = cursor(request.GET.get("corrections_before")), cursor(request.GET.get("withdrawn_before"))
    if ours is not None or theirs is not None:
        return answer(request, _draw(ours, theirs))
    return serve(request, ("notices", get_language()), lambda: _draw(None, None))


def _draw(ours: int | None, theirs: int | None) -> Document:
    corrected, older_corrected = cut(correction_records(ours, ON_A_PAGE + 1), ON_A_PAGE)
    withdrawn, older_withdrawn = cut(withdrawal_records(theirs, ON_A_PAGE + 1), ON_A_PAGE)
    page = Page(
        title=_("Corrections and withdrawals"),
        paths=same_path("notices"),
        description=_("What we got wrong and put right, and which figures those who gave them have taken back."),
        hidden=ours is not None or theirs is not None,
    )
    context = {
        "corrected": corrections(corrected),
        "withdrawn": tell(withdrawn),
        "ours": ours,
        "theirs": theirs,
        "older_corrected": older_corrected,
        "older_withdrawn": older_withdrawn,
    }
    return Document(render("pages/notices.html", page, context).encode(), page.path)
