"""A sentence as rules look at it: its words, and what the table of its language says of each."""

from dataclasses import dataclass, field

from claims.extraction.speech import Speech
from claims.extraction.words import Words, is_address

LONGEST_NAME = 16  # words: "der Sprecher des russischen Verteidigungsministeriums, Igor Konaschenkow" has seven
LONGEST_QUOTED_NAME = 8
_QUOTATION_ENDS = '“”"»'
OPENING, CLOSING = "„“\"«»‚‘'", "“”\"«»’‘'"


_NO_ROLES: frozenset[str] = frozenset()


@dataclass(slots=True)
class Line:
    """The words of one sentence, and how its language says who spoke.

    The rules ask for the roles of each word dozens of times, so they are looked up once.
    """

    words: Words
    speech: Speech
    texts: tuple[str, ...] = field(init=False)
    lows: tuple[str, ...] = field(init=False, repr=False)
    roles: list[frozenset[str]] = field(init=False, repr=False)
    _all_roles: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.texts, self.lows = self.words.texts, self.words.lows
        self.roles = list(map(self.speech.roles_of, self.lows))
        if not self.speech.acronyms.isdisjoint(self.texts):
            self.roles = [
                _NO_ROLES if text in self.speech.acronyms else roles
                for text, roles in zip(self.texts, self.roles, strict=True)
            ]
        self._all_roles = frozenset().union(*set(self.roles))

    @property
    def starts(self) -> tuple[int, ...]:
        return self.words.starts

    def end_of(self, place: int) -> int:
        """Where the word at `place` ends in the text."""
        return self.words.starts[place] + len(self.texts[place])

    def holds(self, *names: str) -> bool:
        """Whether any word of the sentence is in one of the lists; "name_" is where one may begin a phrase of it."""
        return not self._all_roles.isdisjoint(names)

    def has(self, name: str, place: int) -> bool:
        """Whether the word at `place` is in a list of the language."""
        return 0 <= place < len(self.roles) and name in self.roles[place]

    def phrase(self, name: str, place: int) -> int:
        """How many words the longest phrase of a list has that begins at `place`; 0 when none does."""
        if not 0 <= place < len(self.roles) or f"{name}_" not in self.roles[place]:
            return 0
        return self.speech[name].at(self.lows, place)

    def medium(self, place: int) -> int:
        """How many words of a medium's name stand here: "dpa", "France 2", and "Figaro" where a capital says so."""
        if self.has("media", place) or (0 <= place < len(self.texts) and is_address(self.texts[place])):
            return 1
        if not 0 <= place < len(self.texts) or not self.is_upper(place):
            return 0
        return self.phrase("named_media", place)

    def teller(self, place: int) -> int:
        """How many words stand here that lead to whoever asked or quotes the one before: "joint mardi par"."""
        if not self.has("told_by", place):
            return 0
        by = place + 1
        while step := self.is_time(by) if by < len(self.texts) else 0:
            by += step
        return by + 1 - place if self.has("by", by) else 0

    def is_mark(self, place: int) -> bool:
        """Whether the sentence begins or ends here, or a mark stands here that parts what is around it."""
        return not 0 <= place < len(self.texts) or not (self.texts[place][0].isalnum())

    def is_time(self, place: int) -> int:
        """How many words of a time stand here: "Montag", "am späten Montagabend", "on Thursday", "le 9 mars"."""
        if self.has("times", place):
            return 1
        for further in range(1, self._time_reach(place)):
            if self.has("times", place + further):
                return further + 1
            if self.is_mark(place + further) or self.is_capital(place + further):
                return 0
        return 0

    def _time_reach(self, place: int) -> int:
        """Within how many words of a preposition, a determiner or a number a time must come to belong to it."""
        if self.has("time_prepositions", place):
            return 5
        return 3 if self.has("determiners", place) or self.is_number(place) else 0

    def ends_quotation(self, first: int, last: int) -> bool:
        """Whether a quotation ends at `last` that began before `first`."""
        return self.texts[last] in _QUOTATION_ENDS and not any(text in OPENING for text in self.texts[first:last])

    def is_word(self, place: int) -> bool:
        return self.lows[place][0].isalpha()

    def is_upper(self, place: int) -> bool:
        return self.texts[place][0].isupper()

    def is_number(self, place: int) -> bool:
        return 0 <= place < len(self.texts) and self.texts[place][0].isdigit()

    def is_capital(self, place: int) -> bool:
        """Whether a noun or name stands here as far as its case tells; some media write themselves small ("dpa")."""
        return 0 <= place < len(self.texts) and (self.is_upper(place) or self.has("media", place))


@dataclass(slots=True)
class Name:
    """The words from `first` up to `end` that name somebody; `pronoun` when only a pronoun does."""

    first: int
    end: int
    pronoun: bool = False
