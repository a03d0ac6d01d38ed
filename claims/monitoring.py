"""What the desk asks of the watch: contested claims' reports closely, and withdrawn figures that are printed on."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from claims import clock
from claims.choices import ClaimKind, Priority, ReviewReason, Status
from claims.models import Claim, ReviewItem
from claims.workflow import reviewing
from sources import scheduling
from sources.comparing.numbers import Number, read_numbers
from sources.models import Report, Watch
from sources.words import Word, words

CONTESTED_FOR = timedelta(days=3)  # after a decision: then the news has moved on, and the reports thin out again
CLOSELY_FOR = timedelta(days=1)
READ_WITHIN = timedelta(days=2)  # a report that was read lately; each look of a slower pace falls into it once
SMALLEST = 10  # smaller numbers stand in any text
_AROUND = 160  # characters of the passage that is told
# Beside the number, these tell readers of the withdrawal; such a report is not printing on. Beginnings of words.
_TOLD_OF = (
    *("zurückgezog", "zurückgenommen", "dementier", "bestritt", "irrtüm", "gelöscht", "widerruf"),
    *("withdr", "retract", "denied", "denies", "error", "deleted", "mistake"),
    *("отозва", "опроверг", "опроверж", "ошиб", "удал"),
    *("rétract", "démenti", "erreur", "supprim"),
)


def watch_contested() -> int:
    """Have the reports of contested claims looked for closely; how many. Run again, it goes on while they are."""
    now = clock.now()
    lately = Q(latest_change__made_at__gte=now - CONTESTED_FOR)
    contested = Q(status__in=(Status.DISPUTED, Status.RETRACTED)) & lately
    held = Q(holds__isnull=False, holds__ended_at=None)
    claims = Claim.objects.filter(contested | held)
    loose = Q(dense_until=None) | Q(dense_until__lt=now + CLOSELY_FOR / 2)
    reports = list(Watch.objects.filter(loose, report__attributions__claim__in=claims).values_list("pk", flat=True))
    scheduling.watch_closely(reports, now + CLOSELY_FOR, now)
    return len(set(reports))


# Printed on -----------------------------------------------------------------------------------------------------


def find_printed_on() -> int:
    """Ask editors about reports that still give a figure which was withdrawn; how many were found.

    Reports of the same topic that were read since the withdrawal. A report is asked about once for each text.
    """
    withdrawn = Claim.objects.filter(status=Status.RETRACTED, kind=ClaimKind.FIGURE).select_related("latest_change")
    return sum(_ask(claim, watch) for claim in withdrawn.iterator() for watch in _read_since(claim))


def _read_since(claim: Claim) -> Iterable[Watch]:
    assert claim.latest_change
    since = max(claim.latest_change.made_at, clock.now() - READ_WITHIN)
    reports = Report.objects.filter(attributions__claim__topic=claim.topic_id)
    read = Watch.objects.filter(report__in=reports, last_good__requested_at__gte=since, last_good__text__isnull=False)
    return read.select_related("report", "last_good__text").iterator()


def _ask(claim: Claim, watch: Watch) -> bool:
    text = watch.last_good.text if watch.last_good else None
    passage = passage_with(claim, text.text) if text else ""
    if not text or not passage:
        return False
    cause = f"printed:{watch.pk}:{text.pk}"
    if ReviewItem.objects.filter(claim=claim, cause=cause).exists():
        return False
    note = _("%(report)s still prints the withdrawn figure: “%(passage)s”") % {
        "report": watch.report,
        "passage": passage,
    }
    priority = Priority.NORMAL
    reviewing.open_item(
        claim, ReviewReason.CONFLICT, cause=cause, priority=priority, report=watch.report, note=note[:2000]
    )
    return True


def passage_with(claim: Claim, text: str) -> str:
    """The first passage that gives the claim's figure without telling of the withdrawal; empty when there is none."""
    figure = {f"{bound.normalize():f}" for bound in (claim.low, claim.high) if bound and bound >= SMALLEST}
    return next((passage for passage in _passages(text, figure) if not _tells(passage)), "") if figure else ""


def _passages(text: str, figure: set[str]) -> Iterator[str]:
    found = words(text)
    for number in read_numbers(text, found):
        if number.kind == "number" and number.key in figure:
            yield _passage(text, found, number)


def _passage(text: str, found: list[Word], number: Number) -> str:
    start, end = found[number.first].start, found[number.last - 1].end
    return " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())


def _tells(passage: str) -> bool:
    folded = passage.casefold()
    return any(word in folded for word in _TOLD_OF)
