"""Names where only a noun's case tells who speaks (Russian): what cannot be a subject, and where the subject begins."""

from claims.extraction.line import OPENING, Line, Name

_LEAST_OBLIQUE = 4  # letters of a word whose ending tells its case
_LEAST_ABBREVIATION = 2  # letters: "МВД" has no case
_TO_SCENE = 2  # words from a preposition to a scene: "на вечерней пресс-конференции"


def as_subject(line: Line, name: Name | None) -> Name | None:
    """The part of a name that can speak: without what a preposition or a case takes away, and only somebody."""
    if not name or name.pronoun or not line.speech.names_are_inflected:
        return name
    first = name.first
    counted = line.has("amounts", first)  # "Численность митинга полиция | оценила"
    if counted or is_oblique(line, first) or line.has("prepositions", first - 1):
        heads = (place for place in range(first + 1, name.end) if _may_head(line, place))
        head = next(heads, None)
        if head is None and (counted or is_oblique(line, first)):
            return None
        first = head or first
    found = Name(first, name.end)
    return found if is_somebody(line, found) else None


def _may_head(line: Line, place: int) -> bool:
    text = line.texts[place]
    return line.has("speakers", place) or (text.isupper() and len(text) >= _LEAST_ABBREVIATION)


def is_oblique(line: Line, place: int) -> bool:
    """Whether the ending of a common word says that it is no subject: "Жертвами", "такую сумму", "родственникам"."""
    if line.has("oblique", place):
        return True
    low = line.lows[place]
    common = not line.is_upper(place) or place == 0
    if not common or line.texts[place].isupper() or len(low) < _LEAST_OBLIQUE or line.has("speakers", place):
        return False
    return low.endswith(line.speech.oblique_endings)


def is_somebody(line: Line, name: Name) -> bool:
    """A name, a word for who speaks, or one with the ending of such."""
    for place in range(name.first, name.end):
        if line.has("speakers", place) or line.has("media", place) or line.texts[place] in OPENING:
            return True
        if line.is_capital(place):
            return True
        if len(line.lows[place]) > _LEAST_OBLIQUE and line.lows[place].endswith(line.speech.people_endings):
            return True
    return False


def scene_at(line: Line, place: int) -> bool:
    """Whether a preposition leads to where or how somebody spoke: "в Telegram", "на вечерней пресс-конференции"."""
    if not (line.has("prepositions", place) or line.has("links", place)):
        return False
    return any(
        line.has("scenes", place + step) and not any(line.is_capital(place + inner) for inner in range(1, step))
        for step in range(1, _TO_SCENE + 1)
    )


def before_scene(line: Line, first: int, end: int) -> int:
    """Where the name that begins at `first` ends before a scene."""
    return next((place for place in range(first + 1, end) if scene_at(line, place)), end)
