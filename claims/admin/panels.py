"""What stands on the desk's page of a claim beside the form: how it reached us, what bears on it, what was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims import record
from claims.admin.deciding.shown import Shown, now
from claims.choices import Bearing, RelationKind, Words
from claims.figure import COMPARISON_WORDS, Comparison, Figure, compare
from claims.models import Attribution, Claim, Edit, Hop, Record, Relation, StatusChange
from claims.origins import count_origins
from claims.permissions import may_decide
from claims.wording import figure_words, origins_words, relation_words
from sources.texts import visible

Body = dict[str, Any]
MOST_COMPARED = 200  # a question that was answered more often than this is looked at in the list of claims
MOST_RECORDS = 50

# What the comparison of another figure with this one suggests to note of the other; and how it is told in reverse.
_SUGGESTS: dict[Comparison, RelationKind] = {
    Comparison.UPDATES: RelationKind.UPDATES,
    Comparison.ANSWERS: RelationKind.UPDATES,
    Comparison.REFINES: RelationKind.UPDATES,
    Comparison.CONTRADICTS: RelationKind.CONTRADICTS,
    Comparison.SAME: RelationKind.REPEATS,
}
_IN_REVERSE: dict[Comparison, Any] = {
    Comparison.UPDATES: _l("an earlier count"),
    Comparison.ANSWERS: _l("not yet known there: this claim gives the number"),
    Comparison.REFINES: _l("wider: this claim narrows it down"),
}


@dataclass(frozen=True)
class Chain:
    """An attribution, and where the figure changes on its way."""

    attribution: Attribution
    hops: list[Hop]
    changes: list[str]


@dataclass(frozen=True)
class Related:
    """Another claim, and how this one stands to it."""

    words: str
    other: Claim
    relation: Relation


@dataclass(frozen=True)
class Suggested:
    """A relation that the figures of two claims suggest; only an editor sets it."""

    words: Words
    other: Claim
    relate: str


@dataclass(frozen=True)
class Act:
    """One thing that the desk did."""

    at: Any
    what: str
    who: list[Any]
    reason: dict[str, Any]


class Panels:
    """Everything beside the form, each part fetched when the page comes to it."""

    def __init__(self, claim: Claim, person: Any) -> None:
        self._pk = claim.pk
        self.may_decide = may_decide(person)
        self.may_attribute = self.may_decide or not claim.is_public

    @cached_property
    def claim(self) -> Claim:
        named = Claim.objects.whole().prefetch_related(
            "latest_change__attributed_to__names",
            "attributions__report__publisher__names",
            "attributions__hops__source__names",
            "attributions__standings__source__names",
            "replies__asked__names",
        )
        claim: Claim = named.get(pk=self._pk)
        return claim

    # What readers are told -----------------------------------------------------------------------------------

    @cached_property
    def shown(self) -> Shown:
        return now(self.claim)

    @property
    def origins(self) -> str:
        return origins_words(count_origins(self.claim).as_body())

    @property
    def cannot_be_corroborated(self) -> bool:
        """Whether repeating is all that was done: one origin, and nothing that we saw ourselves."""
        primary = any(item.primary and item.bearing == Bearing.SUPPORTS for item in self.claim.evidence.all())
        return bool(self.chains) and count_origins(self.claim).standing < 2 and not primary

    # How it reached us ---------------------------------------------------------------------------------------

    @cached_property
    def chains(self) -> list[Chain]:
        claim = self.claim
        return [_chain(attribution, claim) for attribution in claim.attributions.all()]

    # What bears on it ----------------------------------------------------------------------------------------

    @cached_property
    def relations(self) -> list[Related]:
        outward = [Related(relation_words(r.kind), r.other, r) for r in self.claim.relations.all()]
        inward = [Related(relation_words(record.INVERSE[r.kind]), r.claim, r) for r in self.claim.related_from.all()]
        return outward + inward

    @cached_property
    def suggestions(self) -> list[Suggested]:
        """What the figures say of other claims under the same Measure; nothing is ever set from it."""
        count = self.claim.count
        if count is None:
            return []
        known = {related.other.pk for related in self.relations} | {self._pk}
        others = Claim.objects.tracked().filter(measure=self.claim.measure).exclude(pk__in=known).defer("search")
        newest = others.select_related("measure").order_by("-changed_at", "-pk")[:MOST_COMPARED]
        return [found for other in newest if (found := _suggested(self.claim, other))]

    # What was done -------------------------------------------------------------------------------------------

    @cached_property
    def acts(self) -> list[Act]:
        """Every decision and every other public act, the latest first."""
        edits = Edit.objects.filter(subject=self.claim.public_id).select_related("made_by", "approved_by")
        acts = [*map(_act, self.claim.status_changes.all()), *map(_act, edits)]
        return sorted(acts, key=lambda act: act.at, reverse=True)

    @cached_property
    def records(self) -> list[Record]:
        """The latest Records, with their places in the log."""
        return list(Record.objects.filter(subject=self.claim.public_id).order_by("-index")[:MOST_RECORDS])

    @cached_property
    def notes(self) -> list[Any]:
        return list(self.claim.notes.select_related("made_by").order_by("-pk"))

    @cached_property
    def replies(self) -> list[Any]:
        return list(self.claim.replies.all())


def _chain(attribution: Attribution, claim: Claim) -> Chain:
    hops = list(attribution.hops.all())
    return Chain(attribution, hops, list(_changes(hops, claim)))


def _changes(hops: Iterable[Hop], claim: Claim) -> Iterable[str]:
    """Where the words change along the chain, and where its end says another figure than the claim."""
    before: tuple[str, Body] | None = None
    figures = [(str(hop), hop.figure) for hop in hops] + [(_("this claim"), claim.figure)]
    for who, given in figures:
        figure = _told(given)
        if figure and before and figure != before[1]:
            words = {"one": visible(before[0]), "first": figure_words(before[1])}
            words |= {"two": visible(who), "second": figure_words(figure)}
            yield _("“%(first)s” (%(one)s) became “%(second)s” (%(two)s).") % words
        before = (who, figure) if figure else before


def _told(figure: Figure | None) -> Body | None:
    if figure is None:
        return None
    return {"qualifier": figure.qualifier, "low": record.number(figure.low), "high": record.number(figure.high)}


def _suggested(claim: Claim, other: Claim) -> Suggested | None:
    first, second = claim.count, other.count
    if first is None or second is None:
        return None
    if (how := compare(first, second)) in _SUGGESTS:
        return Suggested(COMPARISON_WORDS[how], other, relate_address(other, _SUGGESTS[how], claim))
    if (how := compare(second, first)) in _IN_REVERSE:
        return Suggested(_IN_REVERSE[how], other, relate_address(claim, _SUGGESTS[how], other))
    return None


def relate_address(claim: Claim, kind: RelationKind, other: Claim) -> str:
    """The page that notes the relation, once an editor agrees."""
    query = urlencode({"claim": str(claim.pk), "kind": str(kind.value), "other": str(other.pk)})
    return f"{reverse('admin:claims_relation_add')}?{query}"


def _act(done: StatusChange | Edit) -> Act:
    who = [person for person in (done.made_by, done.approved_by) if person]
    what = str(done) if isinstance(done, StatusChange) else done.get_change_display()
    return Act(done.made_at, what, who, done.reason)
