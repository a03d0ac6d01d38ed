"""A number on its way to become a figure, and what the sentences before have told."""

from dataclasses import dataclass

from claims.extraction.counting import Phrase
from claims.extraction.numbers import Number
from claims.extraction.qualifiers import Qualified
from claims.extraction.units import PERCENT

MONEY = "money"


@dataclass(slots=True)
class Candidate:
    """A number on its way to become a figure."""

    amount: Qualified
    phrase: Phrase
    counted_class: str | None = None
    who: str | None = None
    counted_at: int | None = None
    unit: str | None = None
    sure: float = 0.0
    included: bool = False  # "darunter", "of whom": among those just counted

    @property
    def number(self) -> Number:
        return self.amount.number

    @property
    def span(self) -> tuple[int, int]:
        return self.amount.first, max(self.phrase.end, self.amount.end)

    @property
    def is_bare(self) -> bool:
        """Whether no noun says what is counted. One that no table knows may be an adverb ("dont neuf grièvement")."""
        return self.phrase.noun_at is None or (self.included and not self.phrase.known)

    @property
    def is_money(self) -> bool:
        noun = self.phrase.noun
        return self.unit not in (None, PERCENT) or (noun is not None and noun.counted_class == MONEY)

    @property
    def counts_thing(self) -> bool:
        """Whether a noun that no table knows looks like no people."""
        return self.phrase.noun_at is not None and not self.phrase.known and not self.phrase.likely_people

    @property
    def counts_anyone(self) -> bool:
        return self.phrase.noun is not None and self.phrase.noun.anyone


@dataclass(slots=True)
class Before:
    """What the sentences before have told: the class of the last figure, a protest, an illness, sums of money."""

    counted_class: str | None = None
    protest: bool = False
    festive: bool = False  # a match or a concert: its crowds do not protest
    illness: bool = False
    bloodless: bool = False  # a fraud or a theft: its victims are alive
    money: str | None = None  # the currency of its last sum, "" where it named none
