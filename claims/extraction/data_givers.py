"""Whose a piece of information is: the name that reaches up to a word, and the subject whose own data are told."""

from claims.extraction.line import LONGEST_NAME, Line, Name
from claims.extraction.names_after import name_after
from claims.extraction.names_before import before_brackets, name_before

_MOST_BEGINNINGS = 4  # tried before "zufolge"


def is_empty(line: Line, name: Name) -> bool:
    """ "first reports", "nos informations": words for data that name nobody."""
    says_nothing = ("empty", "own", "determiners")
    return all(
        any(line.has(words, place) for words in says_nothing) or is_only_data(line, place)
        for place in range(name.first, name.end)
    )


def owner_of(line: Line, place: int, end: int) -> Name | None:
    """Whose the sentence's own data are: "Die Armee hat [nach eigenen Angaben]", "[Nach eigenen Angaben] hat sie"."""
    if line.has("finite", place - 1):
        return name_before(line, place - 1)
    if place > 1 and line.texts[place - 2] == "," and line.has("determiners", place - 1):
        return phrase_up_to(line, place - 2)  # "das Museum, das nach eigenen Angaben …"
    if place == 0 and _is_finite(line, end):
        return name_after(line, end + 1)
    if not line.speech.nouns_are_capitals:
        return None
    nearest = name_up_to(line, place)  # "In der Nacht griff | die Armee nach eigenen Angaben …"
    subject = nearest and line.has("determiners", nearest.first) and not line.has("objects", nearest.first)
    led = nearest is not None and line.has("prepositions", nearest.first - 1)
    if subject and not led:
        return nearest
    head = subject_at_head(line)
    return head if head and not any(line.texts[at] == "," for at in range(head.end, place)) else None


def _is_finite(line: Line, place: int) -> bool:
    """A verb that a list has, or in German the small word behind what opens the sentence."""
    small = line.speech.nouns_are_capitals and place < len(line.texts) and line.is_word(place)
    others = ("prepositions", "determiners", "lead_ins", "stops", "links")
    return line.has("finite", place) or (
        small and not line.is_capital(place) and not any(line.has(words, place) for words in others)
    )


def names_giver(line: Line, at: int) -> bool:
    """ "Polizeiangaben", "Medienberichten": the compound says who gave the data."""
    return line.speech["data"].has_head(line.lows[at]) and not line.has("documents", at)


def subject_at_head(line: Line) -> Name | None:
    """ "Die Küstenwache | hat im August …": who the sentence begins with."""
    name = name_after(line, 0)
    return name if name and _is_finite(line, name.end) else None


def name_up_to(line: Line, place: int) -> Name | None:
    """The name right before "zufolge": the longest that reaches up to it, or to the brackets between."""
    place = before_brackets(line, place)
    starts = [p for p in range(max(0, place - LONGEST_NAME), place) if line.is_capital(p) or line.has("determiners", p)]
    names = ((start, name_after(line, start)) for start in _where_names_begin(line, starts)[-_MOST_BEGINNINGS:])
    whole = next((start for start, name in names if name and name.first == start and name.end >= place), None)
    if whole is None or is_empty(line, Name(whole, place)):
        return None
    return _giver(line, Name(with_adjective(line, whole), place))


def phrase_up_to(line: Line, comma: int) -> Name | None:
    """The noun phrase that ends at a comma, or whose the information is that it names: "Zahlen [der Armee], wonach"."""
    comma -= line.is_word(comma - 1) and not _may_open(line, comma - 1)  # "liegen Zahlen der Armee [vor]"
    for start in range(comma - 1, max(-1, comma - 1 - LONGEST_NAME), -1):
        linked = line.has("links", start - 1) or line.has("prepositions", start - 1)
        led = line.has("determiners", start - 1) or (linked and line.is_capital(start - 2))
        if line.is_mark(start) or led or line.is_capital(start - 1) or not _may_open(line, start):
            continue
        name = name_after(line, start)
        if not name or name.first != start or name.end < comma:
            return None
        whole = Name(start, comma)
        return None if name.pronoun or is_empty(line, whole) else _giver(line, whole)
    return None


def _may_open(line: Line, place: int) -> bool:
    return line.is_capital(place) or line.has("determiners", place)


def with_adjective(line: Line, first: int) -> int:
    """ "örtlichen Medien zufolge"."""
    word = line.lows[first - 1] if first else ""
    adjective = line.speech.nouns_are_capitals and word.endswith(("en", "er")) and not line.has("determiners", first)
    other = any(line.has(name, first - 1) for name in ("finite", "stops", "prepositions", "determiners", "and"))
    return first - 1 if adjective and not other else first


def _where_names_begin(line: Line, starts: list[int]) -> list[int]:
    """The places without those right behind another: in "der Agentur Interfax" only the first."""
    return [place for place in starts if place - 1 not in starts or line.has("determiners", place)]


def _giver(line: Line, name: Name) -> Name:
    """ "den Angaben des Ministers (zufolge)": the minister."""
    for place in range(name.first, name.end - 1):
        if line.has("data", place) and line.has("genitive", place + 1):
            article = line.has("determiners", place + 1) or not line.has("from_data", place + 1)
            return Name(place + 1 if article else place + 2, name.end)  # "einem Bericht von X (zufolge)"
    return name


def is_only_data(line: Line, place: int) -> bool:
    """ "Berichten zufolge" names nobody; "Medienberichten zufolge" does."""
    is_data = line.has("data", place) and not line.has("documents", place)
    return is_data and not line.speech["data"].has_head(line.lows[place])
