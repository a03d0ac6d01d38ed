"""Decisions about our own record, and what an editor saw of a report."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims import workflow
from claims.admin.deciding import shown
from claims.admin.deciding.act import Act, Given, Seen
from claims.admin.deciding.forms import CorrectionForm, ReportForm, reports_of
from claims.admin.deciding.shown import Shown
from claims.choices import CorrectionKind
from claims.models import Claim
from claims.permissions import check_may_decide
from claims.wording import report_state_words
from claims.workflow import Refused
from sources.models import Report
from sources.observing import check_newer, note_by_hand


class CorrectRecord(Act):
    code = "correction"
    label = _l("Correct our record")
    explanation = _l(
        "A public notice that we were wrong, and what is right. Change the claim's words and figures on its own page."
    )
    form = CorrectionForm

    def carry_out(self, claim: Claim, by: Any, given: Given, seen: Seen) -> None:
        workflow.correct_record(
            claim,
            by=by,
            was_wrong=given["was_wrong"],
            is_right=given["is_right"],
            kind=CorrectionKind(given["kind"]),
            seen=seen.version,
        )

    def after(self, claim: Claim, given: Given | None) -> Shown:
        if given is None or not claim.is_public:
            return shown.now(claim)
        was_wrong, is_right = (shown.in_editors_language(given[name])[0] for name in ("was_wrong", "is_right"))
        kind = CorrectionKind(given["kind"]).label
        return shown.with_notes(claim, f"{kind}: {was_wrong} → {is_right}")

    def warns_of(self, claim: Claim) -> list[tuple[str, Claim]]:
        return shown.resting_on(claim)


class NoteReport(Act):
    """A report is looked for once, however many of the chosen claims rest on it."""

    code = "report"
    label = _l("Note a report as gone")
    explanation = _l(
        "What you saw when you looked for a report: gone, changed, or there again. Its claims come up for review; no"
        " status follows, for deletion is not withdrawal."
    )
    form = ReportForm

    def check(self, claim: Claim, by: Any, given: Given | None = None) -> None:
        check_may_decide(by)
        if not reports_of(claim):
            raise Refused(_("This claim rests on no report."))
        if given is not None:
            for report in _to_be_noted(_chosen(claim, given), given):
                check_newer(report, given["at"].at)

    def carry_out(self, claim: Claim, by: Any, given: Given, seen: Seen) -> None:
        check_may_decide(by)
        fresh = list(Report.objects.filter(pk__in=[report.pk for report in _chosen(claim, given)]))
        with transaction.atomic():
            for report in _to_be_noted(fresh, given):
                note_by_hand(
                    report,
                    state=given["state"],
                    at=given["at"].at,
                    by=by,
                    note=given["note"],
                    vantage=given["vantage"],
                )
            workflow.drain_state_changes()

    def after(self, claim: Claim, given: Given | None) -> Shown:
        if given is None or not claim.is_public:
            return shown.now(claim)
        words = report_state_words(given["state"])
        return shown.with_notes(claim, *(f"{report}: {words}" for report in _chosen(claim, given)))


def _chosen(claim: Claim, given: Given) -> list[Report]:
    """Those of the claim's reports that were looked for. Raises Refused when there is none."""
    if chosen := [report for report in reports_of(claim) if str(report.pk) in given["reports"]]:
        return chosen
    raise Refused(_("Choose which of its reports this is about."))


def _to_be_noted(reports: list[Report], given: Given) -> list[Report]:
    """Those of which this very sight is not kept yet, with another claim or by a second click."""
    sight = (given["at"].at, given["state"])
    return [report for report in reports if (report.last_checked_at, report.state) != sight]
