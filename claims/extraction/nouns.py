"""Nouns of a table: people by who they are, everything else by its class."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claims.extraction.lexicon import entries

# Classes that say what became of people. They win over what the people are: injured refugees are injured.
OUTCOMES = frozenset(
    ("dead", "injured", "missing", "detained", "displaced", "infected", "casualties", "protesters", "troops")
)
PEOPLE = "people_other"
# Nouns that say so by themselves.
OUTCOME_NOUNS = OUTCOMES - {"protesters", "troops"}
# What people are counted as where nothing says what became of them.
CLASS_OF_WHO = {
    "security_forces": "troops",
    "protesters": "protesters",
    "refugees": "displaced",
}
# Lists of people that are told apart for their class alone.
WHO_OF = {"police": "security_forces"}
# Lists of people of whom nothing is said but what they are counted as where nothing says what became of them.
CLASS_OF_LIST = {"captives": "detained", "gathered": "people_other", "ill": "infected", "uprooted": "displaced"}


@dataclass(frozen=True, slots=True)
class Noun:
    """An entry of a table: people by who they are, everything else by its class."""

    counted_class: str | None
    who: str | None = None
    unit: str | None = None
    default: str | None = None  # the class where nothing says what became of them
    anyone: bool = False  # "Menschen", "persons": the word says nothing about them

    @property
    def topic(self) -> str | None:
        """What a text speaks of that has the noun: its class, or a protest where protesters are named."""
        return self.counted_class or self.who

    @property
    def gathers(self) -> bool:
        """Whether they are those who came to something: "participants"."""
        return self.counted_class is None and self.default == CLASS_OF_LIST["gathered"]

    @property
    def is_people(self) -> bool:
        return self.counted_class is None or self.counted_class in OUTCOMES


def nouns_of(counting: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, Noun]]:
    """The nouns of a table with what each counts."""
    for phrase, code in entries(counting.get("nouns", {})):
        yield phrase, Noun(code, unit="percent" if code == "percent" else None)
    for phrase, currency in entries(counting.get("currencies", {})):
        yield phrase, Noun("money", unit=None if currency == "money" else currency)
    for phrase, who in entries(counting.get("people", {})):
        yield phrase, _people(who)


def _people(listed: str) -> Noun:
    """The noun of a list of people: those of "other" and "anyone" say nothing of who they are."""
    if listed in ("other", "anyone", *CLASS_OF_LIST):
        return Noun(None, anyone=listed == "anyone", default=CLASS_OF_LIST.get(listed))
    return Noun(None, WHO_OF.get(listed, listed), default=CLASS_OF_WHO.get(listed))
