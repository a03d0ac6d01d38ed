"""From an editor's decisions to claims: everything of an article in one transaction, or nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import QueryDict
from django.utils.translation import gettext as _

from claims import clock, workflow
from claims.admin.intake.adding import Addition
from claims.admin.intake.forms import EVIDENCE, RELATED, ProposalForm
from claims.admin.intake.leaving import left_of
from claims.admin.intake.matches import ATTACH, HAS_PART, SAME_QUESTION, UPDATED_BY
from claims.admin.intake.naming import NameForm
from claims.admin.intake.review import Review, to_keep
from claims.articles import rest_of
from claims.choices import Bearing, ClaimKind, IntakeState, RelationKind
from claims.models import Attribution, Claim, Evidence, Hop, Intake, Measure
from claims.naming import who_label
from claims.permissions import check_may_take_in, may_decide
from claims.workflow.importing import new_claim, publish_new_claims, take_in_new_claims
from sources import receiving
from sources.models import Capture, Excerpt, Report, Source
from sources.names import name_key
from sources.texts import text_in

_INVERSE = {HAS_PART: RelationKind.PART_OF, UPDATED_BY: RelationKind.UPDATES}


@dataclass
class Taken:
    """What came of an article."""

    claims: list[Claim] = field(default_factory=list)
    added_to: list[Claim] = field(default_factory=list)
    had_already: list[Claim] = field(default_factory=list)  # this report in the same chain
    left: Intake | None = None  # what nobody has decided yet


class Refused(Exception):
    """Something could not be stored: the forms that it is the matter of, and why."""

    def __init__(self, refusals: Sequence[tuple[Form, ValidationError]]) -> None:
        super().__init__("; ".join(str(refusal) for _form, refusal in refusals))
        self.refusals = refusals


class TakingIn:
    """The article of a valid Review, taken in by somebody."""

    def __init__(self, review: Review, by: Any) -> None:
        self.review, self.intake, self.by = review, review.intake, by
        self.given, self.finish = review.article.cleaned_data, review.finish.cleaned_data
        self.sources: dict[str, Source] = {}
        self.new_sources: dict[str, Source] = {}  # by the key of the name
        self.measures: dict[tuple[str, str], Measure] = {}
        # Each by the number of its proposal. What is new is stored together: claim by claim it takes too long.
        self.claims: dict[int, Claim] = {}
        self.chains: dict[int, tuple[Attribution, list[Hop]]] = {}
        self.evidence: dict[int, list[Evidence]] = {}
        self.additions: dict[int, Addition] = {}  # by the number of the claim
        self.refusals: list[tuple[Form, ValidationError]] = []
        self.taken = Taken()

    @transaction.atomic
    def carry_out(self) -> Taken:
        """Store it all. Raises Refused for all proposals that something speaks against."""
        check_may_take_in(self.by)
        with self._step(), self._blaming(self.review.finish):
            self._lock()
        with self._step(), self._blaming(self.review.article):
            self.report = self._report()
            self.capture = receiving.adopt(self._archived(), self.report)
        self._go_on()
        with self._step():
            for number, form in enumerate(self.review.proposals):
                with self._blaming(form):
                    if form.takes_in:
                        self.claims[number], self.chains[number] = self._claim(form), self._chain(form)
                    elif form.verb == ATTACH:
                        self._attach(number, form)
        with self._step():
            for form in self.review.proposals:
                if form.verb == EVIDENCE:
                    with self._blaming(form):
                        self._add_evidence(form)
        receiving.note_excerpts(self.capture)
        with self._step():
            for addition in self.additions.values():
                with self._blaming(addition.form):
                    self._add(addition)
        with self._step(), self._blaming(self.review.finish):
            self._store()
        with self._step():
            for number, claim in self.claims.items():
                with self._blaming(self.review.proposals[number]):
                    self._relate(self.review.proposals[number], claim)
        self._close()
        self.taken.left = left_of(self.begun, self.review.undecided, self.sources, self.measures, by=self.by)
        return self.taken

    @contextmanager
    def _step(self) -> Iterator[None]:
        """What follows rests on all of it: raises Refused with everything that was refused in here."""
        yield
        if self.refusals:
            raise Refused(self.refusals)

    @contextmanager
    def _blaming(self, form: Form) -> Iterator[None]:
        """What is refused in here is the matter of this form."""
        try:
            yield
        except ValidationError as refusal:
            self.refusals.append((form, refusal))

    def _lock(self) -> None:
        """Nobody takes it in a second time or discards it from here on."""
        still_open = Intake.objects.select_for_update().filter(pk=self.intake.pk, state=IntakeState.OPEN)
        if not still_open.values_list("pk").first():
            raise ValidationError(_("Somebody else decided something here meanwhile."))

    # The report and its passages --------------------------------------------------------------------------------

    def _report(self) -> Report:
        known = Report.objects.filter(url=self.given["url"]).first() if self.given["url"] else None
        known = known or self.intake.known_report
        if known:
            return known
        published = self.given["published_at"]
        report = Report(
            publisher=self._meant(self.review.publisher),
            kind=self.intake.kind,
            title=self.given["title"] or self.intake.title,
            url=self.given["url"],
            lang=self.intake.lang,
            published_at=published.at,
            published_precision=published.precision,
        )
        report.full_clean()
        report.save()
        return report

    def _archived(self) -> Capture:
        """Loaded anew: what is refused later must not have touched the one that the page shows. Locked, because what it
        holds may be removed meanwhile; the watch may go on comparing with it."""
        locked = Capture.objects.select_for_update(of=("self",), no_key=True).select_related("text")
        return locked.get(pk=self.intake.capture_id or 0)

    def _excerpt(self, form: ProposalForm) -> Excerpt:
        words = {"lang": self.intake.lang, **form.row.excerpt(self.intake.text)}
        known = Excerpt.objects.filter(report=self.report, **words).first()
        if known:
            return known
        excerpt = Excerpt(report=self.report, **words)
        excerpt.full_clean()
        excerpt.save()
        return excerpt

    # Claims ----------------------------------------------------------------------------------------------------

    def _claim(self, form: ProposalForm) -> Claim:
        claim = self._proposed(form)
        claim.full_clean(exclude=["search"])
        return claim

    def _proposed(self, form: ProposalForm) -> Claim:
        given = form.cleaned_data
        common = {
            "kind": form.row.kind,
            "topic": self.given["topic"],
            "wording": given["wording"],
            "wording_lang": self.intake.lang,
            "summary": given["summary"],
            "created_by": self.by,
        }
        if form.row.kind == ClaimKind.STATEMENT:
            return Claim(**common, nature=given["nature"])
        figure = {name: given[name] for name in ("words", "qualifier", "low", "high")}
        as_of = {"as_of": given["as_of"].at, "as_of_precision": given["as_of"].precision}
        return Claim(**common, **figure, **as_of, measure=self._measure(form))

    def _measure(self, form: ProposalForm) -> Measure:
        """What the editor chose; unless they chose, that of the claim which answers the same question."""
        chosen: Measure | None = form.cleaned_data["measure"]
        if form.verb in SAME_QUESTION and not {"measure", "new_measure"} & set(form.changed_data):
            answered = Measure.objects.filter(claims=form.other, topic=self.given["topic"]).first()
            chosen = answered or chosen
        return chosen or self._new_measure(form)

    def _new_measure(self, form: ProposalForm) -> Measure:
        """One for each wording and kind, however many figures of the article answer it."""
        given = form.cleaned_data
        key = (given["new_measure"].casefold(), given["counted"])
        if key not in self.measures:
            measure = Measure(
                topic=self.given["topic"],
                label=text_in(self.intake.lang, given["new_measure"]),
                counted=given["counted"],
                basis=given["basis"],
                unit=form.row.unit,
                who=text_in(self.intake.lang, who_label(form.row, self.intake.lang)),
                place=text_in(self.intake.lang, form.row.place),
            )
            measure.full_clean()
            measure.save()
            self.measures[key] = measure
        return self.measures[key]

    def _chain(self, form: ProposalForm) -> tuple[Attribution, list[Hop]]:
        attribution = Attribution(report=self.report, excerpt=self._excerpt(form))
        attribution.full_clean(exclude=["claim"])
        hops = self._hops(form)
        for position, hop in enumerate(hops):
            hop.attribution, hop.position = attribution, position
            hop.full_clean(exclude=["attribution"])
        return attribution, hops

    def _hops(self, form: ProposalForm) -> list[Hop]:
        """The chain, which ends with the publisher: it said the words that stand there, with their bounds."""
        lang, publisher = self.intake.lang, self.report.publisher
        named = [(self._source(name), name) for name in form.names()]
        hops = [Hop(source=source, named_as=name, named_as_lang=lang) for source, name in named if source != publisher]
        if len({hop.source_id for hop in hops}) < len(hops):
            raise ValidationError({"chain": _("A chain does not come back to a source.")})
        published = {"said_at": self.report.published_at, "said_precision": self.report.published_precision}
        last = Hop(source=publisher, named_as=publisher.name, named_as_lang=lang, **published)
        if form.row.kind == ClaimKind.FIGURE:
            for name in ("words", "qualifier", "low", "high"):
                setattr(last, name, form.cleaned_data[name])
        return [*hops, last]

    def _source(self, name: str) -> Source:
        if name not in self.sources:
            self.sources[name] = self._meant(self.review.source_of(name))
        return self.sources[name]

    def _meant(self, form: NameForm) -> Source:
        """The source that is meant; a new one is made once, however many names of the article mean it."""
        if form.known:
            return form.known
        called = form.cleaned_data["called"]
        key = name_key(called)
        if key not in self.new_sources:
            self.new_sources[key] = self._new_source(called, form.cleaned_data["kind"])
        return self.new_sources[key]

    def _new_source(self, name: str, kind: str) -> Source:
        source = Source(name=name, kind=kind)
        source.full_clean()
        source.save()
        source.call(self.intake.lang)
        return source

    # What is tracked already -------------------------------------------------------------------------------------

    def _attach(self, number: int, form: ProposalForm) -> None:
        """One more way on which a claim came that is here already."""
        if form.other not in self.additions:
            self.additions[form.other] = Addition.to(form.other, form, self.report)
        addition = self.additions[form.other]
        if addition.claim.kind != form.row.kind:
            raise ValidationError({"decision": _("That claim is of the other kind.")})
        self.claims[number] = addition.claim
        if not addition.is_known(self._hops(form)):
            addition.chains.append(self._chain(form))

    def _add_evidence(self, form: ProposalForm) -> None:
        """What was denied, deleted or taken back, once beside each claim of this article that it is about."""
        about = {id(self.claims[number]): number for number in form.concerned if number in self.claims}
        if not about:
            raise ValidationError({"decision": _("What this is about is not taken in itself.")})
        for number in about.values():
            evidence = Evidence(
                claim=self.claims[number],
                report=self.report,
                excerpt=self._excerpt(form),
                bearing=Bearing.CONTEXT,
                note=form.cleaned_data["summary"],
            )
            evidence.full_clean(exclude=["claim"])
            if number in self.chains:
                self.evidence.setdefault(number, []).append(evidence)
            else:
                self.additions[self.claims[number].pk].evidence.append(evidence)

    def _add(self, addition: Addition) -> None:
        if not addition.chains and not addition.evidence:
            self.taken.had_already.append(addition.claim)
            return
        addition.store(by=self.by, reason=self.finish["reason"])
        self.taken.added_to.append(addition.claim)

    def _store(self) -> None:
        """What is new, and readers get it at once where that is wanted."""
        claims = [
            new_claim(self.claims[number], [chain], self.evidence.get(number, ()))
            for number, chain in self.chains.items()
        ]
        self.taken.claims += claims
        if self.finish["publish"]:
            publish_new_claims(claims, by=self.by, reason=self.finish["reason"])
            return
        take_in_new_claims(claims, by=self.by)
        for claim in claims if not may_decide(self.by) else ():
            workflow.announce_draft(claim)

    def _relate(self, form: ProposalForm, claim: Claim) -> None:
        """Say how it stands to the claim that was named."""
        if form.verb in RELATED:
            other = Claim.objects.get(pk=form.other)
            if form.verb in _INVERSE:
                workflow.relate_claims(other, _INVERSE[form.verb], claim, by=self.by)
            else:
                workflow.relate_claims(claim, RelationKind(form.verb), other, by=self.by)

    def _go_on(self) -> None:
        """What follows in a long article is another part, which begins here.

        To read it takes seconds: from the first Record on, nobody else could record anything for so long.
        """
        self.begun = begun = copy(self.intake)
        begun.report, begun.publisher = self.report, self.report.publisher
        begun.topic, begun.capture = self.given["topic"] or begun.topic, self.capture
        begun.decisions = to_keep(self.review.data or QueryDict())
        rest_of(begun, self.by)

    def _close(self) -> None:
        """The text is left to the capture."""
        Intake.objects.filter(pk=self.intake.pk).update(
            state=IntakeState.DONE,
            report=self.report,
            topic=self.given["topic"] or self.intake.topic,
            capture=self.capture,
            taken_in_at=clock.now(),
            taken_in_by=self.by,
            text="",
            proposals=[],
            decisions={},
        )
