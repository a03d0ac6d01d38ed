"""What extraction proposes: plain values, which know nothing of the database and decide nothing.

Offsets are Unicode code points into the text as it was given. A field that is not sure enough is None, not a guess.
Codes are those of `claims.choices`, written as plain strings so that nothing here needs Django; a test holds them
equal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(slots=True)
class Span:
    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(slots=True)
class Hop:
    """One link of the chain: who passed it on, as the text names them, and by which word ("unter Berufung auf")."""

    named_as: str
    start: int
    end: int
    by: str | None = None


@dataclass(slots=True)
class Attribution:
    """Whom the text names for what it says. `chain` runs from the origin to whoever told it last."""

    source: str
    via: str | None = None
    chain: tuple[Hop, ...] = ()
    # Named in another sentence, or carried over by a word ("demnach", "Об этом сообщил") or a mood (Konjunktiv).
    anaphoric: bool = False
    confidence: float = 1.0


@dataclass(slots=True)
class Figure:
    """`start` to `end` is hedge, number and counted noun where they touch; `num_start` to `num_end` is the number."""

    start: int
    end: int
    num_start: int
    num_end: int
    low: Decimal | None
    high: Decimal | None
    qualifier: str  # a code of claims.choices.Qualifier
    counted: str | None = None  # lemma, in the text's language
    counted_class: str | None = None  # a code of claims.choices.Counted
    who: str | None = None  # a code of WHO below
    unit: str | None = None  # ISO 4217 for money, "percent", or the word of the text
    place: str | None = None
    as_of: str | None = None  # as the text says it
    attribution: str | None = None
    attribution_via: str | None = None
    chain: tuple[Hop, ...] = ()
    attribution_anaphoric: bool = False
    # From 0 to 1, by the name of the field.
    confidence: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody is said to have asserted, denied, ordered or promised."""

    start: int
    end: int
    speaker: str | None
    verb_kind: str  # a code of VERB_KINDS
    speaker_via: str | None = None
    chain: tuple[Hop, ...] = ()
    speaker_anaphoric: bool = False
    quoted: bool = False  # in the speaker's own words
    nature: str = "checkable"  # a code of claims.choices.Nature
    denies: bool = False
    retracts: bool = False
    # What a denial or a retraction is about: a span of the text, and the places in Extraction.figures it concerns.
    concerns: Span | None = None
    concerned_figures: tuple[int, ...] = ()
    confidence: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extraction:
    lang: str
    figures: tuple[Figure, ...] = ()
    statements: tuple[Statement, ...] = ()


# Who is counted, beside the class of what is counted.
WHO = (
    *("civilians", "security_forces", "militants", "protesters", "children"),
    *("women", "refugees", "foreigners", "staff"),
)

VERB_KINDS = ("says", "denies", "warns", "orders", "promises", "retracts")
