"""The page of one article: its text with what was found in it, and a form for every proposal."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from claims.admin.fields import Moment
from claims.admin.intake.about import Aim, aims_of
from claims.admin.intake.forms import (
    EVIDENCE,
    RELATED,
    ArticleForm,
    FigureProposalForm,
    FinishForm,
    Passage,
    ProposalForm,
    StatementProposalForm,
    initial_of,
)
from claims.admin.intake.matches import ATTACH, MOST_MATCHED, SAME_QUESTION, Match, matches
from claims.admin.intake.names import Named, named_in, recognised
from claims.admin.intake.naming import NameForm, refuse_two_kinds
from claims.admin.intake.problems import Problem, problems_of
from claims.articles import is_cut
from claims.choices import ClaimKind, IntakeState
from claims.models import Claim, Intake, Measure, Topic
from claims.naming import measure_label
from claims.permissions import may_decide
from claims.proposing import Row, readable_name, rows

NOT_KEPT = {"csrfmiddlewaretoken", "version", "save", "take_in", "rest", "autosave"}


@dataclass(frozen=True)
class NameRow:
    """A name in the article beside the form that says who it means."""

    named: Named
    form: NameForm


@dataclass(frozen=True)
class Segment:
    """A piece of the text: which figure and which statements it belongs to."""

    text: str
    figure: int | None
    statement: int | None
    begins: tuple[int, ...]  # the proposals that begin here: what a link to them leads to

    @property
    def target(self) -> int | None:
        """The proposal that a click leads to."""
        return self.statement if self.figure is None else self.figure


class Review:
    """One article as an editor has it before them; `data` is what was sent in or kept."""

    def __init__(self, intake: Intake, by: Any, data: QueryDict | None = None) -> None:
        self.intake, self.by = intake, by
        self.rows = rows(intake.proposals)
        said = data  # of the report; a part that was left undecided begins with what is known of it
        if data is None and intake.decisions:
            data = kept(intake.decisions)
            said = data if "article-url" in data else None
        self.data = data
        about = self._about()
        self.article = ArticleForm(said, initial=about, prefix="article")
        self.publisher = self._naming("publisher", source=about["publisher"])
        self.finish = FinishForm(data, prefix="finish")
        self.proposals = [self._form(number, row) for number, row in enumerate(self.rows)]
        self.is_refused = False  # whether something speaks against taking it in as it stands

    @property
    def limits(self) -> list[str]:
        """What was not done for an article this rich, in words."""
        told = []
        if len(self.rows) > MOST_MATCHED:
            told.append(_("Only the first %d were looked up among what is tracked already.") % MOST_MATCHED)
        return told

    @property
    def is_cut(self) -> bool:
        return is_cut(self.intake)

    def _about(self) -> dict[str, Any]:
        known = self.intake.known_report or self.intake
        return {
            "topic": self.topic,
            "publisher": self.intake.publisher or getattr(known, "publisher", None),
            "title": known.title,
            "url": known.url,
            "published_at": Moment(known.published_at, known.published_precision) if known.published_at else None,
        }

    def _form(self, number: int, row: Row) -> ProposalForm:
        text = self.intake.text
        initial = initial_of(row, text, self.intake.lang)
        known: dict[str, Any] = {"row": row, "passage": Passage.of(row, text), "matches": self.matches[number]}
        if row.kind == ClaimKind.FIGURE:
            proposed = measure_label(row, text, self.intake.lang)
            initial |= {"proposed_measure": proposed, **self._measure(number, row)}
            return FigureProposalForm(self.data, initial=initial, prefix=f"p{number}", **known)
        form = StatementProposalForm(self.data, initial=initial, prefix=f"p{number}", **known)
        if row.takes_back or row.concerns:
            form.may_be_about([aim for aim in self._aims if aim.number != number])
        return form

    @cached_property
    def _aims(self) -> list[Aim]:
        return aims_of(self.rows, self.intake.text)

    @cached_property
    def matches(self) -> list[list[Match]]:
        """What is tracked already of each proposal."""
        return matches(self.rows, self.intake)

    def _measure(self, number: int, row: Row) -> dict[str, Any]:
        """That of the claim which answers the same question; the topic's one measure of all who are counted so;
        otherwise a new one."""
        if answered := self._answered(number):
            return {"measure": answered}
        fitting = [measure for measure in self._measures if measure.counted == row.counted_class]
        if row.counted_class and len(fitting) == 1 and not (row.who or row.place or fitting[0].who or fitting[0].place):
            return {"measure": fitting[0]}
        return {"new_measure": measure_label(row, self.intake.text, self.intake.lang)}

    def _answered(self, number: int) -> Measure | None:
        """Of those and there, as far as the two tell, if it is not the very same figure."""
        for match in self.matches[number]:
            measure, row = match.claim.measure, self.rows[number]
            alike = measure and (bool(measure.who), bool(measure.place)) == (bool(row.who), bool(row.place))
            if match.kind in SAME_QUESTION and match.claim.topic == self.topic and (alike or match.kind == ATTACH):
                return measure
        return None

    @cached_property
    def topic(self) -> Topic | None:
        """The one that was chosen; otherwise that of the claims which more than one proposal may be or be about."""
        if self.intake.topic:
            return self.intake.topic
        found = Counter(match.claim.topic for tracked in self.matches for match in tracked[:1])
        return next((topic for topic, times in found.most_common(1) if times > 1), None)

    @cached_property
    def _measures(self) -> list[Measure]:
        return list(self.topic.measures.all()) if self.topic else []

    # The names ------------------------------------------------------------------------------------------------

    @cached_property
    def names(self) -> list[NameRow]:
        """Every name of the article, and every other one that an editor wrote into a chain."""
        written = [name for form in self.proposals for name in form.names()]
        names = list(dict.fromkeys([*named_in(self.rows), *written]))
        return [NameRow(named, self._name_form(named)) for named in recognised(names)]

    def _name_form(self, named: Named) -> NameForm:
        called = readable_name(self.intake.lang, named.name)
        return self._naming(prefix_of(named.name), source=named.source, called=called)

    def _naming(self, prefix: str, **initial: Any) -> NameForm:
        # A name that was written just now was not on the page yet.
        data = self.data if self.data is not None and f"{prefix}-source" in self.data else None
        return NameForm(data, initial=initial, prefix=prefix)

    def source_of(self, name: str) -> NameForm:
        return next(row.form for row in self.names if row.named.name == name)

    # Whether it can be taken in -------------------------------------------------------------------------------

    @property
    def decided(self) -> list[ProposalForm]:
        """The proposals of which something follows."""
        return [form for form in self.proposals if form.is_used]

    @property
    def undecided(self) -> list[int]:
        """The numbers of the proposals that nobody has decided yet."""
        return [number for number, form in enumerate(self.proposals) if not form.verb]

    @property
    def is_left(self) -> bool:
        """Whether this is what somebody left undecided when they took a part in."""
        capture = self.intake.capture
        done = {"first": self.intake.first, "state": IntakeState.DONE}
        return bool(capture and capture.intakes.filter(**done).exists())

    def is_valid(self) -> bool:
        """Check everything that is going to be used, so that every problem is shown at once."""
        checked = [self.article.is_valid(), self.finish.is_valid(), *(form.is_valid() for form in self.decided)]
        checked += list(self._names_are_settled())
        checked += [self._article_is_whole(), self._evidence_is_of_something(), self._reason_is_given()]
        checked.append(self._something_is_decided())
        self.is_refused = not all(checked)
        return not self.is_refused

    def _something_is_decided(self) -> bool:
        """Of an article that something was taken from, all the rest may be left out; another is discarded."""
        if self.decided or (self.intake.known_report and not self.undecided):
            return True
        self.finish.add_error(None, _("Nothing is chosen yet: take at least one proposal in."))
        return False

    def _names_are_settled(self) -> Iterator[bool]:
        yield self.publisher.settle(_("Say who published it: every chain ends there."))
        used = {name for form in self.decided if form.verb != EVIDENCE for name in form.names()}
        asked = [row.form for row in self.names if row.named.name in used]
        for form in asked:
            yield form.settle(_("Say who this is: a chain has no unknown links."))
        yield refuse_two_kinds([self.publisher, *asked])

    def _article_is_whole(self) -> bool:
        """A new claim needs a topic."""
        if "topic" in self.article.errors:
            return False
        if not self.article.cleaned_data["topic"] and any(form.takes_in for form in self.decided):
            self.article.add_error("topic", _("Say which topic the new claims belong to."))
        return not self.article.errors

    def _reason_is_given(self) -> bool:
        """Readers are told why something was published, or added to what they know."""
        publish, reason = self.finish.cleaned_data.get("publish"), self.finish.cleaned_data.get("reason")
        needs_editor = publish or any(form.verb in RELATED for form in self.decided)
        if needs_editor and not may_decide(self.by):
            self.finish.add_error(None, _("Only editors publish or relate claims: take them in as drafts."))
        if "reason" not in self.finish.errors and not reason and (publish or self._adds_to_what_is_public()):
            self.finish.add_error("reason", _("Say why: readers see it in the history."))
        return not self.finish.errors

    def _adds_to_what_is_public(self) -> bool:
        numbers = [form.other for form in self.decided if form.verb == ATTACH]
        return any(claim.is_public for claim in Claim.objects.filter(pk__in=numbers).only("status"))

    def _evidence_is_of_something(self) -> bool:
        """What was denied, deleted or taken back is evidence beside a claim, so there has to be one."""
        there = {number for number, form in enumerate(self.proposals) if form.takes_in or form.verb == ATTACH}
        lost = [
            form
            for form in self.decided
            if form.verb == EVIDENCE and form.concerned and there.isdisjoint(form.concerned)
        ]
        for form in lost:
            form.add_error("about", _("What this is about is not taken in itself."))
        return not lost

    @property
    def problems(self) -> list[Problem]:
        return problems_of(self)

    # The text -------------------------------------------------------------------------------------------------

    @cached_property
    def segments(self) -> list[Segment]:
        return list(segments(self.intake.text, self.rows))


def prefix_of(name: str) -> str:
    """A prefix for the inputs of a name that stays the same whatever else is on the page."""
    return f"n{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def kept(decisions: dict[str, list[str]]) -> QueryDict:
    """What was kept, as it was sent."""
    data = QueryDict(mutable=True)
    for name, values in decisions.items():
        data.setlist(name, values)
    return data


def to_keep(data: QueryDict) -> dict[str, list[str]]:
    """What was sent, without what the database cannot hold; that is refused when it is taken in."""
    return {
        name: [value.replace("\x00", "\ufffd") for value in values]
        for name, values in data.lists()
        if name not in NOT_KEPT and "\x00" not in name
    }


def segments(text: str, proposals: Sequence[Row]) -> Iterator[Segment]:
    """The text in pieces, each within the same figure and the same innermost statement."""
    edges = sorted({0, len(text), *(edge for row in proposals for edge in (row.start, row.end))})
    for start, end in pairwise(edges):
        inside = [number for number, row in enumerate(proposals) if row.start <= start and end <= row.end]
        yield Segment(
            text[start:end],
            next((n for n in reversed(inside) if proposals[n].kind == ClaimKind.FIGURE), None),
            next((n for n in reversed(inside) if proposals[n].kind == ClaimKind.STATEMENT), None),
            tuple(number for number in inside if proposals[number].start == start),
        )
