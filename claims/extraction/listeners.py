"""Who was spoken to: the medium of "sagte X der Zeitung Y", "told Reuters", "в интервью CNN", "joint par l'AFP"."""

from claims.extraction.cue import is_medium, span_of
from claims.extraction.line import CLOSING, OPENING, Line, Name
from claims.extraction.names_after import may_begin, name_after, past_asides
from claims.extraction.proposals import Span

_LEAST_SHORT_FORM = 3  # letters
_LONGEST_QUOTED_MEDIUM = 4  # words
_DATIVES = ("е", "у", "ю", "и", "ам", "ям", "ом", "ой")
_TO_QUOTED = 4  # words from "агентству" to its name in quotation marks
_MEDIUM_REACH = 14  # words between a verb and the medium that was spoken to


def past_listener(line: Line, place: int) -> int:
    """Past whoever was told, where that stands before the subject: "рассказал журналистам", "a confié au journal X"."""
    while line.has("told_listeners", place):
        place += 1
    first = past_asides(line, place)
    if taken := (line.phrase("told", first) if first < len(line.texts) else 0) or int(line.has("told_case", first)):
        first += taken + line.has("determiners", first + taken)
    if quoted := _quoted_medium(line, place, first):
        return quoted
    if line.speech.adjectives_follow and not taken:
        return place  # "rapporte [France Bleu Gironde]": who speaks, and nobody is told
    if not line.medium(first) or (line.speech.names_are_inflected and not _may_be_told(line, first)):
        return place
    described = not line.is_upper(first)  # "au journal Le Progrès"
    while line.medium(first) or (described and (line.is_capital(first) or line.is_number(first))):
        first += max(1, line.medium(first))
    first = _quotation_end(line, first) or first  # "РИА «Новости»" is one name
    return first if may_begin(line, past_asides(line, first)) or _is_told_place(line, first) else place


def _quotation_end(line: Line, place: int) -> int:
    """Behind the short quotation that begins at `place`; 0 where none does."""
    if place >= len(line.texts) or line.texts[place] not in OPENING or not line.speech.names_are_inflected:
        return 0
    reach = range(place + 2, min(len(line.texts), place + _LONGEST_QUOTED_MEDIUM + 2))
    return next((at + 1 for at in reach if line.texts[at] in CLOSING), 0)


def _may_be_told(line: Line, place: int) -> bool:
    """A name, or a word in the case of whom is told: "ТАСС", "изданию", but not "портал"."""
    return line.is_upper(place) or line.has("told_case", place) or line.has("told_listeners", place)


def _is_told_place(line: Line, place: int) -> bool:
    """ "сообщили ТАСС [в полиции]"."""
    return line.speech.names_are_inflected and place < len(line.texts) and line.lows[place] in ("в", "во")


def _quoted_medium(line: Line, place: int, first: int) -> int:
    """Past «Интерфаксу» or "агентству городских новостей «Москва»" before the subject; 0 where there is none."""
    if not line.speech.names_are_inflected:
        return 0
    inside = range(first, min(len(line.texts), first + _TO_QUOTED + 1)) if first > place else range(first, first + 1)
    opening = next((at for at in inside if at < len(line.texts) and line.texts[at] in OPENING), None)
    if opening is None or any(line.is_mark(at) for at in range(first, opening)):
        return 0
    end = name_after(line, opening)
    quoted = end is not None and line.texts[end.first] in OPENING
    if not end or not quoted:
        return 0
    closing = next((at for at in range(opening + 1, end.end) if line.texts[at] in CLOSING), end.end - 1) + 1
    if not (first > place or line.medium(opening + 1) or _is_told_place(line, closing)):
        return 0
    return closing if may_begin(line, past_asides(line, closing)) or _is_told_place(line, closing) else 0


def medium_told(line: Line, head: int, name: Name | None) -> Span | None:
    """The medium that was spoken to: "sagte X der Zeitung Y", "told Reuters", "в интервью CNN"."""
    listener = _quoted_listener(line, head + 1)
    if listener and (name is None or name.end <= head or name.first >= listener.end):
        return span_of(line, listener)
    quoted = line.speech.nouns_are_capitals and any(text in OPENING for text in line.texts)
    if not quoted and not line.holds("media", "named_media_", "told_by", "told"):
        return None
    for place in range(max(0, head - _MEDIUM_REACH), min(len(line.texts), head + _MEDIUM_REACH)):
        if name and name.first <= place < name.end:
            continue
        first = _listener(line, head, name, place)
        if first is not None and (found := _medium(line, place, first, name)):
            return found
    return None


def _quoted_listener(line: Line, place: int) -> Name | None:
    """ "(Активист сообщил) «Новой газете»": a short name in the dative, behind a verb that has its subject."""
    end = _quotation_end(line, place)
    if not end or not line.is_capital(place + 1) or any(line.is_mark(at) for at in range(place + 1, end - 1)):
        return None
    return Name(place, end) if line.lows[end - 2].endswith(_DATIVES) else None


def _listener(line: Line, head: int, name: Name | None, place: int) -> int | None:
    """Where the name begins of somebody who was spoken to, if a word for that stands at `place`."""
    if taken := line.phrase("told", place) or line.teller(place):
        return place + taken
    behind = place > head or (name is not None and name.end <= place < head)
    if behind and line.has("told_case", place):
        return place if line.speech.nouns_are_capitals or line.speech.names_are_inflected else place + 1
    return place if line.speech.names_are_inflected and place == head + 1 and line.has("media", place) else None


def medium_behind(line: Line, end: int) -> Span | None:
    """The medium right behind a name: "selon le préfet [sur BFM TV]", "selon une liste [consultée par franceinfo]"."""
    place = past_asides(line, end)
    if holder := _holder(line, place + line.has("reveals", place)):
        return holder
    taken = place < len(line.texts) and (line.phrase("told", place) or line.teller(place))
    return _medium(line, place, place + taken) if taken else None


def _is_short_form(line: Line, place: int) -> bool:
    """ "told TOI": in capitals and without an article, as stations and papers are in English."""
    text = line.texts[place]
    return not line.speech.subjects_follow and text.isupper() and len(text) >= _LEAST_SHORT_FORM


def _holder(line: Line, comma: int) -> Span | None:
    """ "ein Papier[, das dem Magazin X vorliegt]": who has what is cited."""
    told = line.texts[comma : comma + 1] == (",",) and line.has("determiners", comma + 1)
    found = name_after(line, comma + 2) if told and line.has("told_case", comma + 2) else None
    held = found is not None and not found.pronoun and line.has("lies_with", found.end)
    return span_of(line, found) if found and held else None


def _medium(line: Line, place: int, first: int, source: Name | None = None) -> Span | None:
    """The name that begins at `first`, where it is a medium's; `place` is where the words that lead to it begin."""
    found = name_after(line, first)
    if found and source and found.first < source.first < found.end:
        end = source.first - line.has("prepositions", source.first - 1)  # "сообщили РБК [в Росавиации]"
        found = Name(found.first, max(end, found.first + 1))
    if not found or found.pronoun or line.has("told_listeners", found.end - 1):
        return None  # "a déclaré à la presse" names no medium
    ends = ("titles",) if line.speech.subjects_follow else ("titles", "determiners")
    title = next((at for at in range(first + 1, found.end) if any(line.has(end, at) for end in ends)), found.end)
    found = Name(found.first, max(title, found.first + 1))
    asked = line.teller(place) or (found.end == found.first + 1 and _is_short_form(line, found.first))
    named = asked and any(line.is_capital(at) for at in range(found.first, found.end))
    return span_of(line, found) if named or is_medium(line, Name(place, found.end)) else None
