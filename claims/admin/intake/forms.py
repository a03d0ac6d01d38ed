"""What an editor fills in beside an article: about the article, each name in it, and each proposal.

All of it is one page and one form. What is kept between two visits is what was sent, by the names of the inputs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims.admin.fields import (
    LineFormField,
    MomentField,
    NumberField,
    PickField,
    ProseFormField,
    ReasonField,
    TextsFormField,
)
from claims.admin.intake.about import AboutField, Aim
from claims.admin.intake.matches import ATTACH, HAS_PART, UPDATED_BY, Match
from claims.admin.picking import number_in
from claims.choices import Basis, Counted, Nature, Qualifier, RelationKind, Words
from claims.extraction.detecting import language_of
from claims.figure import Figure
from claims.models import Claim, Measure, Topic
from claims.naming import summary_line
from claims.proposing import Row
from claims.wording import figure_words
from sources.models import Report
from sources.texts import Texts, text_in

ARROW = "→"
TAKE, SKIP, EVIDENCE = "take", "skip", "evidence"
# How a claim that is taken in can stand to one that is tracked; the editor's words stand beside each match.
RELATED = (RelationKind.UPDATES, UPDATED_BY, RelationKind.CONTRADICTS, RelationKind.PART_OF, HAS_PART)
MATCH_WORDS: dict[str, Words] = {
    ATTACH: _l("The same: add this report to"),
    RelationKind.UPDATES: _l("Take in, it updates"),
    UPDATED_BY: _l("Take in, it was updated by"),
    RelationKind.CONTRADICTS: _l("Take in, it contradicts"),
    RelationKind.PART_OF: _l("Take in, it is a part of"),
    HAS_PART: _l("Take in, a part of it is"),
}

DECISION_WORDS: dict[str, Words] = {
    TAKE: _l("Take in"),
    SKIP: _l("Leave out"),
    EVIDENCE: _l("Add as evidence to what it is about"),
    **MATCH_WORDS,
}


class ArticleForm(forms.Form):
    """The report that every claim of the article will rest on."""

    topic = PickField(Topic, required=False, label=_l("Topic"))
    title = LineFormField(required=False, label=_l("Title"), validators=Report._meta.get_field("title").validators)
    url = LineFormField(required=False, label=_l("Address"), validators=Report._meta.get_field("url").validators)
    published_at = MomentField(required=False, label=_l("Published at"))


@dataclass(frozen=True)
class Choice:
    """One thing that can be decided of a proposal, and the key that does it."""

    value: str
    label: Words
    key: str = ""
    claim: Claim | None = None
    why: Words = ""


@dataclass(frozen=True)
class Passage:
    """The sentence of a proposal in three: what stands before the words it rests on, these words, and the rest."""

    before: str
    own: str
    after: str

    @classmethod
    def of(cls, row: Row, text: str) -> "Passage":
        return cls(text[row.from_ : row.start], text[row.start : row.end], text[row.end : row.until])


class ProposalForm(forms.Form):
    """One proposal. Its fields are asked for only when it is taken in."""

    decision = forms.CharField(required=False)
    summary = TextsFormField(required=False, label=_l("Summary"))
    wording = ProseFormField(required=False, label=_l("Wording"))
    chain = LineFormField(
        required=False,
        label=_l("Who says so"),
        help_text=_l("From the origin on, with → or > between. The publisher is added at the end."),
    )

    on_page: ClassVar[Sequence[Sequence[str]]] = ()  # the fields by line
    match_words: ClassVar[dict[str, Words]] = MATCH_WORDS

    def __init__(self, *args: Any, row: Row, passage: Passage, matches: Sequence[Match], **kwargs: Any) -> None:
        self.row, self.passage, self.matches = row, passage, matches
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.others: list[Aim] = []

    def may_be_about(self, others: list[Aim]) -> None:
        """Ask what it is about. Extraction has an opinion, which may be wrong."""
        self.others = others
        self.fields["about"] = AboutField(others, self.row.concerns)

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        return [[self[name] for name in line] for line in self.on_page]

    @property
    def choices(self) -> list[Choice]:
        """What can be decided, the likeliest first."""
        about = [Choice(EVIDENCE, DECISION_WORDS[EVIDENCE], "a")] if "about" in self.fields else []
        taken = Choice(TAKE, DECISION_WORDS[TAKE], "a")  # of two with a key, it presses the first that is offered
        matched = [
            Choice(
                f"{match.kind}:{match.claim.pk}", self.match_words[match.kind], "" if n else "m", match.claim, match.why
            )
            for n, match in enumerate(self.matches)
        ]
        return [*about, taken, *matched, Choice(SKIP, DECISION_WORDS[SKIP], "s")]

    @property
    def unsure(self) -> str:
        """The fields that extraction was not sure of, in words."""
        return ", ".join(str(self.fields[name].label) for name in self.row.unsure if name in self.fields)

    @property
    def verb(self) -> str:
        """The kind of decision; empty while there is none."""
        return str(self["decision"].value() or "").partition(":")[0]

    @property
    def is_used(self) -> bool:
        """Whether something follows of it."""
        return self.verb not in ("", SKIP)

    @property
    def other(self) -> int:
        """The number of the claim that the decision names; 0 where it names none."""
        return number_in(str(self["decision"].value() or "").partition(":")[2]) or 0

    @property
    def aims(self) -> list[Aim]:
        """What it may be about, and whether that is chosen."""
        chosen = {str(number) for number in self["about"].value() or ()} if "about" in self.fields else set()
        return [replace(aim, is_chosen=str(aim.number) in chosen) for aim in self.others]

    @property
    def concerned(self) -> list[int]:
        """The numbers of the proposals that it is about."""
        return [aim.number for aim in self.aims if aim.is_chosen]

    @property
    def takes_in(self) -> bool:
        return self.verb == TAKE or self.verb in RELATED

    def names(self) -> list[str]:
        """The names of the chain, the origin first."""
        parts = str(self["chain"].value() or "").replace(">", ARROW).split(ARROW)
        return [" ".join(part.split()) for part in parts if part.strip()]

    def clean_decision(self) -> str:
        decision: str = self.cleaned_data["decision"]
        needs_claim = self.verb == ATTACH or self.verb in RELATED
        if self.verb not in ("", TAKE, SKIP, EVIDENCE, ATTACH, *RELATED) or needs_claim != bool(self.other):
            raise ValidationError(_("There is no such decision."))
        if needs_claim and not Claim.objects.filter(pk=self.other).exists():
            raise ValidationError(_("This claim is not here any more."))
        return decision

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.takes_in:
            for name in ("summary", "wording"):
                if name not in self.errors and not given.get(name):
                    self.add_error(name, _("Needed to take this in."))
        if self.verb == EVIDENCE and not self.concerned and "about" not in self.errors:
            self.add_error("about" if "about" in self.fields else None, _("Say what this is about."))
        if len(set(self.names())) < len(self.names()):
            self.add_error("chain", _("A chain does not come back to a source."))
        return given


_OF_THE_FIGURE = ("words", "qualifier", "low", "high")


class FigureProposalForm(ProposalForm):
    """A figure: its words and bounds, and the question that it answers."""

    @property
    def meant(self) -> str:
        """How the figure was read, in words: what is wrong here is seen at once."""
        ends = {end: Decimal(value) if (value := getattr(self.row, end)) else None for end in ("low", "high")}
        counted = Counted(self.row.counted_class).label if self.row.counted_class else ""
        return " · ".join(filter(None, [figure_words({"qualifier": self.row.qualifier, **ends}), str(counted)]))

    on_page = (
        ("summary",),
        ("wording",),
        ("words", "qualifier", "low", "high"),
        ("measure", "new_measure", "counted", "basis"),
        ("as_of", "chain"),
    )

    words = LineFormField(required=False, label=_l("Words as reported"))
    qualifier = forms.ChoiceField(required=False, label=_l("Qualifier"), choices=Qualifier.choices)
    low = NumberField(required=False, label=_l("Lowest"))
    high = NumberField(required=False, label=_l("Highest"))
    as_of = MomentField(required=False, label=_l("As of"))
    measure = PickField(Measure, required=False, label=_l("What is counted"))
    new_measure = LineFormField(required=False, label=_l("or a new measure, in words"))
    counted = forms.ChoiceField(required=False, label=_l("of the kind"), choices=[("", "—"), *Counted.choices])
    basis = forms.ChoiceField(
        required=False,
        label=_l("Basis"),
        choices=[choice for choice in Basis.choices if choice[0] != Basis.PERIOD],  # it would need its two days
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.takes_in:
            self._clean_measure(given)
        if (self.takes_in or self.verb == ATTACH) and self.errors.keys().isdisjoint(_OF_THE_FIGURE):
            self._clean_figure(given)
        return given

    def _clean_measure(self, given: dict[str, Any]) -> None:
        if "measure" in self.errors:
            return
        if given.get("measure") and given.get("new_measure") == self.initial.get("proposed_measure"):
            given["new_measure"] = ""  # the page filled it in, and the editor chose
        if given.get("measure") and given.get("new_measure"):
            self.add_error("new_measure", _("Choose a measure or describe a new one, not both."))
        elif not given.get("measure") and not given.get("new_measure"):
            self.add_error("measure", _("Say what is counted."))
        elif given.get("new_measure") and not given.get("counted"):
            self.add_error("counted", _("Say which kind of thing is counted."))

    def _clean_figure(self, given: dict[str, Any]) -> None:
        if not given["words"]:
            self.add_error("words", _("The words as reported are never dropped."))
            return
        try:
            Figure(given["words"], given["qualifier"], given["low"], given["high"]).check()
        except ValidationError as refusal:
            for field, errors in refusal.error_dict.items():
                self.add_error(field, errors)


class StatementProposalForm(ProposalForm):
    """A statement, and whether it can be checked at all. Others in similar words may still say something else."""

    on_page = (("summary",), ("wording",), ("nature", "chain"))
    match_words = MATCH_WORDS | {ATTACH: _l("If it says the same: add this report to")}

    @property
    def meant(self) -> str:
        """Whether it can be checked, as far as its words tell."""
        return str(Nature(self.row.nature).label)

    nature = forms.ChoiceField(required=False, label=_l("Nature"), choices=Nature.choices)


class FinishForm(forms.Form):
    """What happens to all that is taken in."""

    publish = forms.BooleanField(required=False, label=_l("Publish at once"))
    reason = ReasonField(
        required=False, label=_l("Why"), help_text=_l("Readers see it in the history of what is published or added to.")
    )

    def clean_reason(self) -> Texts:
        """What stands in the first box alone, which is that of the page's language, may be written in another one."""
        reason: Texts = self.cleaned_data["reason"]
        here = get_language() or ""
        told = language_of(reason[here]["text"]) if list(reason) == [here] else here
        return {told: reason[here]} if told != here and told in dict(settings.LANGUAGES) else reason


def initial_of(row: Row, text: str, lang: str) -> dict[str, Any]:
    """What a proposal's form begins with. What extraction was not sure of stays empty, or is marked."""
    wording = " ".join(text[row.start : row.end].split())
    common = {
        "wording": wording,
        "summary": text_in(lang, summary_line(row, text, lang)),
        "chain": f" {ARROW} ".join(row.chain),
    }
    if row.qualifier:
        return common | {
            "words": row.words,
            "qualifier": row.qualifier,
            "low": row.low,
            "high": row.high,
            "counted": row.counted_class,
            "basis": Basis.MOMENT if row.counted_class in (Counted.TROOPS, Counted.VEHICLES) else Basis.CUMULATIVE,
        }
    return common | {"nature": row.nature}
