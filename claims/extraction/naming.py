"""Noun phrases that name somebody: where one begins and ends beside a word that says that somebody spoke.

No grammar is parsed. A phrase goes from a fixed point up to the first word that cannot stand in one; each look is
bounded, so that a sentence costs no more than its length.
"""

from collections.abc import Callable
from dataclasses import dataclass

from claims.extraction.speech import Speech
from claims.extraction.words import Word

LONGEST_NAME = 16  # words: "der Sprecher des russischen Verteidigungsministeriums, Igor Konaschenkow" has seven
_LONGEST_QUOTED_NAME = 8
_OPENING, _CLOSING = "„“\"«»‚‘'", "“”\"«»’‘'"
_GENITIVE_ADJECTIVES = ("ого", "его", "ой", "ей", "ых", "их")
_GENITIVE_NOUNS = ("а", "я", "ы", "ов", "ев", "ёв", "ей", "ий", "ии", "ти", "сти", "ки", "ств", "ра", "та", "ров")


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one sentence, and how its language says who spoke."""

    words: list[Word]
    speech: Speech

    def has(self, name: str, place: int) -> bool:
        """Whether the word at `place` is in a list of the language."""
        return 0 <= place < len(self.words) and name in self.speech.roles_of(self.words[place].low)

    def phrase(self, name: str, place: int) -> int:
        """How many words the longest phrase of a list has that begins at `place`; 0 when none does."""
        if not 0 <= place < len(self.words) or f"{name}_" not in self.speech.roles_of(self.words[place].low):
            return 0
        return self.speech[name].at(self.words, place)

    def is_mark(self, place: int) -> bool:
        """Whether the sentence begins or ends here, or a mark stands here that parts what is around it."""
        return not 0 <= place < len(self.words) or not (self.words[place].text[0].isalnum())

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
        if self.has("prepositions", place):
            return 5
        return 3 if self.has("determiners", place) or self.is_number(place) else 0

    def is_number(self, place: int) -> bool:
        return 0 <= place < len(self.words) and self.words[place].is_number

    def is_capital(self, place: int) -> bool:
        """Whether a noun or name stands here as far as its case tells; some media write themselves small ("dpa")."""
        return 0 <= place < len(self.words) and (self.words[place].is_capital or self.has("media", place))


@dataclass(frozen=True, slots=True)
class Name:
    """The words from `first` up to `end` that name somebody; `pronoun` when only a pronoun does."""

    first: int
    end: int
    pronoun: bool = False


def name_after(line: Line, place: int) -> Name | None:
    """The name that begins at `place`, past times and adverbs: "teilte [am Montag] das Ministerium"."""
    first = _past_asides(line, place)
    if line.has("pronouns", first) and not line.is_capital(first + 1):
        return Name(first, first + 1, pronoun=True)
    if not _may_begin(line, first):
        return None
    end = _german_end(line, first) if line.speech.nouns_are_capitals else _end(line, first)
    return Name(first, end) if end > first and not line.has("determiners", end - 1) else None


def genitive_after(line: Line, place: int) -> Name | None:
    """The name that begins at `place` in a language where only its case tells where it ends (Russian)."""
    found = name_after(line, place)
    if not found or found.pronoun or line.is_mark(found.end):
        return found
    return Name(found.first, _genitive_end(line, found))


def name_before(line: Line, place: int) -> Name | None:
    """The name that ends right before the verb at `place`: "[dagegen] die Polizei | sagte"."""
    end = place
    while end > 0 and (line.has("lead_ins", end - 1) or line.has("clitics", end - 1)):
        end -= 1
    if line.has("pronouns", end - 1):
        return Name(end - 1, end, pronoun=True)
    if end == 0 or line.words[end - 1].text == ",":
        return _name_before_comma(line, end - 1)
    first = _past_told(line, _past_asides(line, _chunk_start(line, end)), end)
    return _cut(line, first, end)


def _past_told(line: Line, first: int, end: int) -> int:
    """Past "in an interview with CNN" before the name of who gave it."""
    if not (taken := line.phrase("told", first)):
        return first
    first += taken
    while first < end - 1 and (line.has("media", first) or line.has("determiners", first) or line.is_mark(first)):
        first += 1
    return first


def is_preceded(line: Line, place: int) -> bool:
    """Whether what was said stands before the verb at `place`: a comma, a dash or a quotation's end does."""
    return line.is_mark(place - 1) and (place == 0 or _quoted_start(line, place - 1) is None)


def _past_asides(line: Line, place: int) -> int:
    while place < len(line.words):
        step = line.is_time(place) or int(line.has("lead_ins", place))
        if not step:
            return place
        place += step
    return place


def _may_begin(line: Line, place: int) -> bool:
    if place >= len(line.words) or line.is_number(place):
        return False
    if line.is_mark(place):
        return line.words[place].text in _OPENING and bool(_quoted_end(line, place))
    if line.has("links", place) and not line.has("determiners", place) and not line.is_capital(place):
        return False
    return not line.has("stops", place) and not line.has("prepositions", place)


def _quoted_end(line: Line, place: int) -> int:
    """Where a short quoted name ends that opens at `place`; 0 when none does."""
    for end in range(place + 1, min(len(line.words), place + 1 + _LONGEST_QUOTED_NAME)):
        if line.words[end].text in _CLOSING and end > place + 1:
            return end + 1
    return 0


def _walk(line: Line, first: int, step: Callable[[int], int]) -> int:
    """Go on from `first` as long as `step` finds something to take in: it answers how far."""
    place = first
    while place < min(len(line.words), first + LONGEST_NAME):
        taken = step(place)
        if not taken:
            break
        place += taken
    return place


def _common_step(line: Line, place: int) -> int | None:
    """How many words are taken in where every language agrees; None where it depends."""
    word = line.words[place]
    if word.text in _OPENING and (end := _quoted_end(line, place)):
        return end - place
    if word.text == "." and len(line.words[place - 1].text) <= 2 and not line.is_mark(place + 1):
        return 1
    if line.is_mark(place) or line.is_number(place):
        return 0
    if line.is_time(place):
        return 0
    return None


def _end(line: Line, first: int) -> int:
    def step(place: int) -> int:
        taken = _common_step(line, place)
        if taken is not None:
            return taken
        if line.has("links", place) or line.has("and", place):
            return int(place == first or _goes_on(line, place + 1))
        return int(not line.has("stops", place) and (place == first or not line.has("prepositions", place)))

    return _without_case(line, first, _walk(line, first, step))


def _without_case(line: Line, first: int, end: int) -> int:
    """Links that nothing followed do not belong to the name."""
    while end > first + 1 and (line.has("links", end - 1) or line.has("and", end - 1)) and not line.is_capital(end - 1):
        end -= 1
    return end


def _goes_on(line: Line, place: int) -> bool:
    if line.is_number(place) or line.has("stops", place) or line.is_time(place) or line.has("asides", place):
        return False
    return not line.is_mark(place) or _quoted_mark(line, place)


def _quoted_mark(line: Line, place: int) -> bool:
    return place < len(line.words) and line.words[place].text in _OPENING and bool(_quoted_end(line, place))


def _german_end(line: Line, first: int) -> int:
    """A noun ends the phrase unless a name, a genitive or a linked noun follows."""
    kept = first
    waits = True  # for the noun that a determiner or a link announced

    def step(place: int) -> int:
        nonlocal kept, waits
        taken = _common_step(line, place)
        if taken is None:
            taken = _german_step(line, place, waits)
            if taken:
                waits = not line.is_capital(place) or (line.has("determiners", place) and place == first)
        elif taken:
            waits = False
        if taken and not waits:
            kept = place + taken
        return taken

    _walk(line, first, step)
    return kept


def _german_step(line: Line, place: int, waits: bool) -> int:
    if line.has("and", place):
        return int(not waits and _noun_follows(line, place + 1))
    if waits:
        return int(not line.has("stops", place) or line.is_capital(place))
    if line.is_capital(place):
        return 1
    linked = line.has("links", place) and not line.is_time(place)
    aside = (line.has("asides", place + 1) and not line.has("genitive", place)) or line.has("data", place + 1)
    return int(linked and not aside and _noun_follows(line, place + 1))


def _noun_follows(line: Line, place: int) -> bool:
    """Whether a noun comes within a few words, before any mark, number or time."""
    for further in range(place, place + 4):
        if line.is_time(further) or line.is_number(further) or line.has("stops", further):
            return False
        if _quoted_mark(line, further):
            return True
        if line.is_mark(further):
            return False
        if line.is_capital(further):
            return True
    return False


def _genitive_end(line: Line, name: Name) -> int:
    """A noun in the genitive ends the phrase unless an adjective in it, a name or a linked noun follows."""
    for place in range(name.first, name.end):
        word = line.words[place]
        if not word.is_word or word.is_capital or line.has("links", place) or line.has("links", place - 1):
            continue
        if place > name.first and not word.low.endswith((*_GENITIVE_ADJECTIVES, *_GENITIVE_NOUNS)):
            return place
    return name.end


def _chunk_start(line: Line, end: int) -> int:
    """Where the words begin that belong together before `end`: after a mark, a conjunction or a verb."""
    place = end
    while place > max(0, end - LONGEST_NAME):
        before = place - 1
        opened = _quoted_start(line, before)
        if opened is not None:
            place = opened
        elif line.words[before].text == "." and len(line.words[before - 1].text) <= 2:
            place = before
        elif line.is_mark(before) or _parts(line, before):
            break
        else:
            place = before
    return place


def _parts(line: Line, place: int) -> bool:
    foreign = line.has("prepositions", place) and not line.has("links", place) and not line.has("inner", place)
    if foreign and not line.speech.nouns_are_capitals and not line.is_capital(place):
        return True
    return line.has("that", place) or (line.has("stops", place) and not line.has("times", place))


def _quoted_start(line: Line, place: int) -> int | None:
    """Where a short quoted name opens that closes at `place`, when it follows a noun ("Zeitung „Bild“")."""
    if line.words[place].text not in _CLOSING:
        return None
    for start in range(place - 2, max(0, place - _LONGEST_QUOTED_NAME) - 1, -1):
        if line.words[start].text in _OPENING:
            return start if start and not line.is_mark(start - 1) else None
    return None


def _cut(line: Line, first: int, end: int) -> Name | None:
    """The name in a chunk: without a pronoun's asides, from its last determiner when it begins with something else."""
    if first >= end:
        return None
    if line.has("pronouns", end - 1) and end - first == 1:
        return Name(first, end, pronoun=True)
    if line.speech.nouns_are_capitals:
        return _german_cut(line, first, end)
    start = _behind_other_words(line, first, end)
    if start >= end or line.has("determiners", end - 1) or line.has("prepositions", end - 1):
        return None
    return Name(start, end)


def _german_cut(line: Line, first: int, end: int) -> Name | None:
    """Only one phrase fits before a German verb: when it is no name, the name stands behind the verb."""
    if not (line.is_capital(first) or line.has("determiners", first)) or line.has("prepositions", first):
        return None
    found = name_after(line, first)
    return Name(found.first, min(found.end, end)) if found and found.first < end else None


def _behind_other_words(line: Line, first: int, end: int) -> int:
    """ "At the march organizers | told": past a phrase with a preposition, past a counted noun ("20 men the army")."""
    numbers = [place for place in range(first, end) if line.is_number(place)]
    if not numbers and not line.has("prepositions", first):
        return first
    behind = numbers[-1] + 1 if numbers else first + 2
    determiners = [place for place in range(behind, end) if line.has("determiners", place)]
    if determiners:
        return determiners[-1]
    return end if numbers else _last_noun(line, first, end)


def _last_noun(line: Line, first: int, end: int) -> int:
    """ "In Boston local media | said": what begins with a small letter behind a name, or all that follows one name."""
    if not line.is_capital(first + 1) and not line.has("determiners", first + 1):
        return first
    if line.is_capital(end - 1):
        return first + 2 if end > first + 2 else first
    place = end
    while place > first + 1 and not line.is_mark(place - 1) and not line.is_capital(place - 1):
        place -= 1
    return place if place < end and place > first + 1 else first


def _name_before_comma(line: Line, comma: int) -> Name | None:
    """ "The director, Amina Yusuf, | said", "the governor, who came on Monday, | said"."""
    if comma < 2:
        return None
    inner = comma - 1
    while inner > max(0, comma - 2 * LONGEST_NAME) and line.words[inner].text != ",":
        inner -= 1
    if line.words[inner].text != ",":
        return None
    head = _cut(line, _past_asides(line, _chunk_start(line, inner)), inner)
    if not head or head.pronoun or _speaks(line, head):
        return None
    return Name(head.first, comma if _is_apposition(line, inner + 1, comma) else head.end)


def _speaks(line: Line, name: Name) -> bool:
    inside = (place for place in range(name.first, name.end) if not line.words[place].is_capital)
    return any(
        line.speech.verbs_of(line.words[place].low) and not line.has("before_nouns", place - 1) for place in inside
    )


def _is_apposition(line: Line, first: int, end: int) -> bool:
    inside = range(first, end)
    if len(inside) > LONGEST_NAME or line.is_number(first) or any(line.has("stops", place) for place in inside):
        return False
    if line.speech.nouns_are_capitals and any(line.speech.verbs_of(line.words[place].low) for place in inside):
        return False
    return line.is_capital(first) or line.has("determiners", first)
