"""Names where only a noun's case tells who speaks (Russian): what cannot be a subject, and where the subject begins."""

from claims.extraction.line import LONGEST_NAME, OPENING, Line, Name

_LEAST_OBLIQUE = 4  # letters of a word whose ending tells its case
_LEAST_ABBREVIATION = 2  # letters: "МВД" has no case
_PLURALS = ("ы", "ели", "ики", "исты")  # of speakers, which no genitive of a body has: "эксперты", but "организации"
_SINGULARS = ("а", "я", "у", "ю", "ого", "его")  # of a name that somebody is accused by, or a place has
_LONGEST_JOINED = 5  # words of a name before its "and"
_LONGEST_PLAIN = 2  # words of somebody that no table knows
_NOMINATIVES = ("ый", "ий", "ая", "ое")  # of adjectives
_LONGEST_SCENE = 14  # words
_LONGEST_DATE = 4  # words
_LONGEST_PERSON = 3  # words of somebody's name
_SHOWN = ("анным", "енным", "анной", "енной")  # of participles
_GENITIVES = ("ого", "его", "ой", "ей", "ых", "их")  # of adjectives
_TOLD = ("ам", "ям", "ами", "ями")  # of those who were told, or by whom it was done
_TO_SCENE = 2  # words from a preposition to a scene: "на вечерней пресс-конференции"


def as_subject(line: Line, name: Name | None) -> Name | None:
    """The part of a name that can speak: without what a preposition or a case takes away, and only somebody."""
    if not name or name.pronoun or not line.speech.names_are_inflected:
        return name
    first = name.first
    counted = line.has("amounts", first)  # "Численность митинга полиция | оценила"
    if line.has("prepositions", first):
        return None  # "О крушении сотрудникам миссии | рассказали"
    if counted or is_oblique(line, first) or line.has("prepositions", first - 1):
        places = range(first + 1, name.end)
        heads = (place for place in places if _may_head(line, place) and not _hangs_on(line, place))
        head = next(heads, None)
        if head is None and (counted or is_oblique(line, first)):
            return None
        first = head or first
    found = Name(first, name.end)
    return found if is_somebody(line, found) else None


def _hangs_on(line: Line, place: int) -> bool:
    """Whose the word before is that was told: "о нём сотрудникам международной организации | рассказали"."""
    before = place - 1
    while before > 0 and line.lows[before].endswith(_GENITIVES):
        before -= 1
    return before >= 0 and line.lows[before].endswith(_TOLD)


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
    if all(line.has("scenes", place) for place in range(name.first, name.end)):
        return False  # "пишут в фейсбуке"
    for place in range(name.first, name.end):
        if line.has("speakers", place) or line.has("media", place) or line.texts[place] in OPENING:
            return True
        if line.is_capital(place):
            return True
        if len(line.lows[place]) > _LEAST_OBLIQUE and line.lows[place].endswith(line.speech.people_endings):
            return True
    return False


def is_place(line: Line, name: Name) -> bool:
    """Where something was counted: "в Казахстане оценили", "в префектурах Кумамото и Оита насчитали"."""
    whole = range(name.first, name.end)
    return line.has("places", name.first) and not any(line.has("speakers", place) for place in whole)


def ends_clause(line: Line, name: Name) -> bool:
    """A short name right behind its verb, with nothing more in the clause: "…», – сказал генпрокурор."."""
    places = range(name.first, name.end)
    plain = len(places) <= _LONGEST_PLAIN and not any(line.has("links", at) or line.is_number(at) for at in places)
    return plain and line.is_mark(name.end) and not is_oblique(line, name.first)


def scene_at(line: Line, place: int) -> bool:
    """Whether a preposition leads to where or how somebody spoke: "в Telegram", "на вечерней пресс-конференции"."""
    if not (line.has("prepositions", place) or line.has("links", place)):
        return False
    return any(
        line.has("scenes", place + step) and not any(line.is_capital(place + inner) for inner in range(1, step))
        for step in range(1, _TO_SCENE + 1)
    )


def past_scenes(line: Line, place: int) -> int:
    """Behind the scenes that begin at `place`: "на своей странице в Facebook | епархия"."""
    while place < len(line.texts) and scene_at(line, place):
        place += next(step for step in range(1, _TO_SCENE + 1) if line.has("scenes", place + step)) + 1
    return place


def before_scene(line: Line, first: int, end: int) -> int:
    """Where the name that begins at `first` ends before a scene."""
    return next((place for place in range(first + 1, end) if scene_at(line, place)), end)


def before_date(line: Line, end: int) -> int:
    """Where what stands before a verb ends without a date: "комиссар (УВКБ) [14 июня] | зафиксировал"."""
    if not line.speech.names_are_inflected or not line.has("times", end - 1):
        return end
    return next((place for place in range(end - 1, max(0, end - _LONGEST_DATE), -1) if _is_date(line, place, end)), end)


def _is_date(line: Line, place: int, end: int) -> bool:
    return line.is_number(place) and line.is_time(place) == end - place


def speakers_in(line: Line, first: int, end: int) -> int:
    """Where speakers begin behind a place: "в сентябре [представители МКП] | заявили"; 0 where none do."""
    places = (at for at in range(first, end) if line.has("speakers", at) and line.lows[at].endswith(_PLURALS))
    return next(places, 0)


def stands_alone(line: Line, name: Name) -> bool:
    """One person's name, which no verb in the plural goes with: "Орлова | обвиняли"."""
    places = range(name.first, name.end)
    if len(places) > _LONGEST_PERSON or not all(line.is_word(at) and line.is_upper(at) for at in places):
        return False
    plural = line.lows[name.end - 1].endswith(_PLURALS) or any(line.texts[at].isupper() for at in places)
    known = any(line.has("media", at) or line.has("speakers", at) for at in places)
    return not plural and not known and line.lows[name.end - 1].endswith(_SINGULARS)


def speaker_behind(line: Line, place: int) -> Name | None:
    """Whoever speaks behind a scene: "сказал [на коллегии МВД по Москве] первый заместитель министра Орлов"."""
    if not line.speech.names_are_inflected or not line.has("prepositions", place):
        return None
    for at in range(place + 1, min(len(line.texts), place + _LONGEST_SCENE)):
        if line.is_mark(at):
            return None
        if line.has("speakers", at) and not line.texts[at].isupper():
            first = at - line.lows[at - 1].endswith(_NOMINATIVES)
            end = at + 1
            while end < min(len(line.texts), first + LONGEST_NAME) and not line.is_mark(end):
                end += 1
            return Name(first, end)
    return None


def relaying(line: Line, name: Name) -> int | None:
    """Where the medium begins: "министра [ТАСС]", "Орлова [корреспондент «Вестей»]" behind "приводит слова"."""
    if not line.speech.names_are_inflected:
        return None
    behind = range(name.first + 1, name.end)
    subjects = (at for at in behind if line.has("media", at) and (line.has("speakers", at) or at == name.end - 1))
    return next(subjects, None)


def shown_at(line: Line, at: int) -> int:
    """ "данным, опубликованным на [сайте завода]": where the place begins that shows them; 0 where none does."""
    participle = at + 1 + (at + 1 < len(line.texts) and line.texts[at + 1] == ",")
    if not line.speech.names_are_inflected or participle + 2 >= len(line.texts):
        return 0
    shows = line.lows[participle].endswith(_SHOWN) and line.has("prepositions", participle + 1)
    return participle + 2 if shows else 0


def past_lead_ins(line: Line, first: int, end: int) -> int:
    """Past an adverb in what stands before the verb: "Тремя часами ранее ведомство"."""
    if not line.speech.names_are_inflected:
        return first
    inner = (place for place in range(end - 2, first, -1) if line.has("lead_ins", place))
    return next((place + 1 for place in inner if not _joins_names(line, first, place)), first)


def _joins_names(line: Line, first: int, place: int) -> bool:
    """ "[МВД и] прокуратура | сообщили": an "and" behind a name at the head of the clause."""
    named = line.has("and", place) and line.is_mark(first - 1) and place - first <= _LONGEST_JOINED
    return named and is_somebody(line, Name(first, place)) and not is_oblique(line, first)


def is_impersonal(line: Line, place: int) -> bool:
    """ "в компании уточнили", "в докладе говорилось": no subject, so the place is the source."""
    return line.speech.names_are_inflected and line.lows[place].endswith(("ли", "ют", "ят", "ут", "лось", "тся"))
