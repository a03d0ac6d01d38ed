"""What must hold before a claim enters a status. claims.choices.STATUSES names these functions.

Each raises Refused with a sentence that says what is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.choices import Bearing, Reason, RelationKind
from claims.figure import Comparison, Count, compare
from claims.models import Attribution, Claim, Evidence
from claims.origins import count_origins, fallen_origins, origin_of
from claims.workflow.errors import Refused
from sources.models import Source
from sources.moments import span


@dataclass(frozen=True)
class Grounds:
    """What an editor brings for a move."""

    reason_code: str = ""
    attributed_to: Source | None = None
    evidence: tuple[Evidence, ...] = ()  # beyond what the claim has


def has_attribution(claim: Claim, _grounds: Grounds) -> None:
    chains = [list(attribution.hops.all()) for attribution in claim.attributions.all()]
    if not chains:
        raise Refused(_("Say through whom it reached us: the claim has no attribution."))
    for attribution, hops in zip(claim.attributions.all(), chains, strict=True):
        if not hops:
            raise Refused(_("The attribution by “%(report)s” has no hop.") % {"report": attribution.report})
        if [hop.position for hop in hops] != list(range(len(hops))):
            raise Refused(_("The hops of “%(report)s” must count from 0.") % {"report": attribution.report})
        if unnamed := [hop for hop in hops[:-1] if not hop.named_as]:
            raise Refused(
                _("Say how “%(source)s” was named in “%(report)s”: only the publisher at the end may go unnamed.")
                % {"source": unnamed[0].source, "report": attribution.report}
            )
        if hops[-1].source_id != attribution.report.publisher_id:
            raise Refused(
                _("The chain of “%(report)s” must end with its publisher, %(publisher)s.")
                % {"report": attribution.report, "publisher": attribution.report.publisher}
            )


def _evidence(claim: Claim, grounds: Grounds) -> list[Evidence]:
    return [*claim.evidence.all(), *grounds.evidence]


def has_evidence(claim: Claim, grounds: Grounds) -> None:
    if not _evidence(claim, grounds):
        raise Refused(_("Add the evidence that this rests on."))


def has_contradicting_evidence(claim: Claim, grounds: Grounds) -> None:
    if not any(item.bearing == Bearing.CONTRADICTS for item in _evidence(claim, grounds)):
        raise Refused(_("Add evidence that contradicts the claim: without it, readers cannot see that it is wrong."))


def has_challenge(claim: Claim, grounds: Grounds) -> None:
    """A named source is enough for a challenge; conflicting sources are shown by a relation or by evidence."""
    if grounds.reason_code == Reason.CHALLENGED:
        return  # the move itself demands the named source
    rivals = [r for r in [*claim.relations.all(), *claim.related_from.all()] if r.kind == RelationKind.CONTRADICTS]
    if not rivals and not any(item.bearing == Bearing.CONTRADICTS for item in _evidence(claim, grounds)):
        raise Refused(_("Show the conflict: relate the claim that contradicts this one, or add evidence against it."))


def has_fallen(claim: Claim, grounds: Grounds) -> None:
    """Every origin took it back, or the body responsible called it an error. Relays do not keep it alive."""
    attributions = list(claim.attributions.all())
    if grounds.reason_code == Reason.CALLED_ERROR and _says_so(attributions, grounds):
        return
    origins = {origin_of(attribution) for attribution in attributions} - {None}
    standing = origins - fallen_origins(claim)
    if not origins or standing:
        names = [str(a.hops.all()[0].source) for a in attributions if origin_of(a) in standing]
        raise Refused(
            _("Not every origin took it back. Still standing: %(names)s.") % {"names": ", ".join(sorted(set(names)))}
        )
    if not _says_so(attributions, grounds):
        raise Refused(
            _("No attribution has “%(reason)s” by this source among its standings. Note that first.")
            % {"reason": Reason(grounds.reason_code).label if grounds.reason_code else ""},
            "attributed_to",
        )


def _says_so(attributions: list[Attribution], grounds: Grounds) -> bool:
    """Whether the source is on record, in some standing, with just what the typed reason says of it."""
    return any(
        step.code == grounds.reason_code and grounds.attributed_to and step.source_id == grounds.attributed_to.pk
        for attribution in attributions
        for step in attribution.standings.all()
    )


def is_corroborated(claim: Claim, grounds: Grounds) -> None:
    if grounds.reason_code == Reason.PRIMARY_EVIDENCE:
        if not any(item.primary and item.bearing == Bearing.SUPPORTS for item in _evidence(claim, grounds)):
            raise Refused(
                _("There is no primary evidence that supports it: nothing shows that we saw the thing itself.")
            )
        return
    counted = count_origins(claim)
    if counted.standing < 2:
        reports = ngettext("%(count)d report", "%(count)d reports", counted.reports) % {"count": counted.reports}
        origins = ngettext("%(count)d independent origin", "%(count)d independent origins", counted.standing)
        raise Refused(
            _(
                "%(reports)s, %(origins)s: a claim that rests on one origin is not confirmed by repeating it. Add a"
                " second origin without shared upstream, or primary evidence."
            )
            % {"reports": reports, "origins": origins % {"count": counted.standing}}
        )
    _check_values_agree(claim)


def _check_values_agree(claim: Claim) -> None:
    """What the origins said, each in its own bounds and time, must fit together under the claim's one Measure."""
    counts = [count for attribution in claim.attributions.all() if (count := _origin_count(claim, attribution))]
    for first, second in combinations(counts, 2):
        if compare(first, second) in (Comparison.CONTRADICTS, Comparison.UPDATES) or not _overlap(first, second):
            raise Refused(
                _("The origins do not say the same: “%(one)s” and “%(two)s” do not fit together.")
                % {"one": first.figure.words, "two": second.figure.words}
            )


def _origin_count(claim: Claim, attribution: Attribution) -> Count | None:
    hops = list(attribution.hops.all())
    if not hops or claim.measure is None or claim.figure is None:
        return None
    origin = hops[0]
    as_of = (origin.said_at, origin.said_precision) if origin.said_at else (claim.as_of, claim.as_of_precision)
    figure = origin.figure or claim.figure
    return Count(figure, claim.measure.public_id, claim.measure.basis, *as_of)


def _overlap(first: Count, second: Count) -> bool:
    """Whether both figures may be of the same time; a time that nobody gave overlaps with any."""
    if first.as_of is None or second.as_of is None:
        return True
    one, two = span(first.as_of, first.as_of_precision), span(second.as_of, second.as_of_precision)
    return one[0] < two[1] and two[0] < one[1]


CONDITIONS: dict[str, Callable[[Claim, Grounds], None]] = {
    condition.__name__: condition
    for condition in (
        has_attribution,
        has_evidence,
        has_contradicting_evidence,
        has_challenge,
        has_fallen,
        is_corroborated,
    )
}
