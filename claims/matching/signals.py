"""What a figure and the text around it say that matters for comparing it: event, who, where, by whom, part or whole."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise

from claims import figure
from claims.extraction import UnknownLanguage, extract
from claims.extraction.proposals import Figure
from claims.figure import Interval
from claims.matching import lexicon
from claims.matching.lexicon import Word
from claims.search import numbers_in
from sources.names import name_key
from sources.texts import folded

LONGEST = 20_000  # characters of a text that are read: as many as a claim may have
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»“’)]*\s+(?=[\"“„«(]?[A-ZÄÖÜÀÉÈÊÎÔÇА-ЯЁ0-9])|\n\s*\n")
_CLAUSE_END = re.compile(r"[,;:—–()]\s|\s[—–]\s|\b(?:while|whereas|während|tandis)\b")


@dataclass(frozen=True)
class Given:
    """A figure or a statement to be compared: plain values, as they are typed, extracted or stored.

    `text` is the passage or sentence, `span` the words of the figure in it, `sources` who is said to have given it,
    the origin first, in any spelling. `about` is what names the event where the sentence need not: the headline and
    the lead of an article, the title of a topic.
    """

    text: str
    lang: str
    span: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: str = ""
    counted: str = ""
    who: str = ""
    place: str = ""
    basis: str = ""
    sources: Sequence[str] = ()
    as_of: datetime | None = None
    as_of_precision: str = "day"
    passage: str = ""  # names the text: two figures with the same are of one text
    about: str = ""

    @cached_property
    def signals(self) -> "Signals":
        return _signals(self)

    @cached_property
    def event(self) -> "Event":
        text = f"{self.text[:LONGEST]}\n\n{self.about[:LONGEST]}"
        return _event(text, lexicon.read(text, self.lang), self.lang.startswith("de"))

    @property
    def is_figure(self) -> bool:
        return bool(self.span or self.qualifier or self.low is not None or self.high is not None)

    @property
    def is_bare(self) -> bool:
        """Whether nothing is known but the words of the figure."""
        return len(self.text.strip()) <= len(self.span) and not (self.sources or self.place)

    @property
    def interval(self) -> Interval | None:
        """The numbers that it may mean; None for one that is not yet known."""
        if self.low is None and self.high is None:
            return None
        return figure.Figure(self.span, self.qualifier, self.low, self.high).interval


@dataclass(frozen=True)
class Event:
    """What a whole text is about."""

    names: frozenset[str] = frozenset()  # keys of names, alike in every script
    maybe: frozenset[str] = frozenset()  # words with a capital that may be none: German nouns, beginnings of sentences
    kinds: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Signals:
    """What is said of one figure."""

    who: frozenset[str] = frozenset()
    where: frozenset[str] = (
        frozenset()
    )  # places of its own clause in which something is said to be: "in Syria", not "Syrian"
    spots: frozenset[str] = frozenset()  # names of no table in which something is said to be, here or before
    town: bool = False  # whether its own clause says that this is a town
    wide_places: frozenset[str] = frozenset()  # in its own sentence
    bodies: frozenset[str] = frozenset()  # kinds of those who give it
    speakers: frozenset[str] = frozenset()  # names and countries of those who give it
    claimed: bool = False  # whether they are said to claim it
    tally: bool = False  # whether somebody is said to have counted
    contrast: bool = False  # whether its sentence sets it against something
    fates: frozenset[str] = frozenset()
    nationals: frozenset[str] = frozenset()  # places that belong to the counted themselves
    part: bool = False
    whole: bool = False
    more: bool = False  # what came on top: "four more"
    besides: bool = False  # what there was without the other, or came on top
    earlier: bool = False
    later: bool = False


def of_one_text(first: Given, second: Given) -> bool:
    return first.text == second.text and not first.is_bare


def _signals(given: Given) -> Signals:
    text = given.text[:LONGEST]
    words = lexicon.read(text, given.lang)
    at = _place_of(given.span, text)
    sentence, clause = _stretch(text, at, _SENTENCE_END), _clause(text, at)
    span = lexicon.read(given.span, given.lang)
    near = _within(words, clause)
    begin = _within(words, _opening(text, sentence, at))
    bodies, speakers = _sources(given)
    bodies, speakers = (found, frozenset()) if (found := _elliptic(near, at, clause, sentence)) else (bodies, speakers)
    after = re.split(r"\d", text[at[1] : min(at[1] + 60, sentence[1])])[
        0
    ]  # what follows another number is about that one
    around = folded(text[clause[0] : at[1]] + after)
    whole_sentence = folded(text[sentence[0] : sentence[1]])
    return Signals(
        who=_who(given, span, words, at, clause),
        nationals=_nationals(span, words, at, clause, speakers),
        fates=frozenset().union(*(word.of("fate") for word in (span if _of_kind(span, "fate") else near))),
        where=_where(near) or _where(begin) or _places(lexicon.read(given.place, given.lang)),
        spots=_spots(near) or _spots(begin) or _spots_before(words, sentence[0]),
        town=any("town" in word.of("sign") for word in [*near, *begin]),
        wide_places=_places(_within(words, sentence)),
        bodies=bodies,
        speakers=speakers,
        claimed=bool(lexicon.phrase("claimed").search(whole_sentence)),
        tally=bool(lexicon.phrase("tally").search(whole_sentence)),
        contrast=bool(lexicon.phrase("contrast").search(whole_sentence)),
        part=_is_part(text, at, sentence),
        whole=bool(lexicon.phrase("whole").search(around)),
        more=bool(lexicon.phrase("more").search(folded(text[max(at[0] - 12, 0) : at[1] + 12]))),
        besides=bool(lexicon.phrase("besides").search(folded(text[max(at[0] - 24, sentence[0]) : at[1]]))),
        earlier=bool(lexicon.phrase("earlier").search(whole_sentence)),
        later=bool(lexicon.phrase("later").search(whole_sentence)),
    )


# Where in the text ------------------------------------------------------------------------------------------------

Stretch = tuple[int, int]


def _place_of(span: str, text: str) -> Stretch:
    """Where the span stands; the beginning of the text when it does not."""
    start = text.find(span) if span else -1
    return (start, start + len(span)) if start >= 0 else (0, 0)


def _stretch(text: str, at: Stretch, end: re.Pattern[str]) -> Stretch:
    """The stretch of text between two ends that holds the span."""
    start, stop = 0, len(text)
    for found in end.finditer(text):
        if found.end() <= at[0]:
            start = found.end()
        elif found.start() >= at[1]:
            stop = found.start()
            break
    return start, stop


def _clause(text: str, at: Stretch) -> Stretch:
    sentence = _stretch(text, at, _SENTENCE_END)
    inner = text[sentence[0] : sentence[1]]
    start, stop = _stretch(inner, (at[0] - sentence[0], at[1] - sentence[0]), _CLAUSE_END)
    return sentence[0] + start, sentence[0] + stop


def _is_part(text: str, at: Stretch, sentence: Stretch) -> bool:
    """Whether the figure is said to be a part: "among them 39 children", "17 of them". A phrase before another number
    is about that one."""
    before = re.split(r"\d", text[max(at[0] - 40, sentence[0]) : at[0]])[-1]
    if lexicon.phrase("part").search(folded(before)) or _begins_as_part(text[sentence[0] : at[0]]):
        return True
    after = re.split(r"[,.;:]", text[at[1] : at[1] + 24])[0]
    return bool(lexicon.phrase("part_after").search(folded(f"{text[at[0] : at[1]]} {after}")))


def _begins_as_part(before: str) -> bool:
    """Whether the sentence begins with a whole that the first number of it is counted among: "Of the cases, 5,290"."""
    return not re.search(r"\d", before) and bool(lexicon.phrase("part_begin").match(folded(before).strip()))


def _within(words: Iterable[Word], stretch: Stretch) -> list[Word]:
    return [word for word in words if stretch[0] <= word.start and word.end <= stretch[1]]


# Who and where ----------------------------------------------------------------------------------------------------


def _of_kind(words: Iterable[Word], kind: str) -> frozenset[str]:
    return frozenset().union(*(word.of(kind) for word in words))


def _following(words: Sequence[Word], at: Stretch, clause: Stretch, count: int) -> list[Word]:
    return [word for word in words if at[1] <= word.start and word.end <= clause[1]][:count]


def _nationals(
    span: Sequence[Word], words: Sequence[Word], at: Stretch, clause: Stretch, speakers: frozenset[str]
) -> frozenset[str]:
    """The places that the counted are of: in the span, after it, or of those whose loss the clause tells."""
    if not at[1]:
        return _places(span)
    losers = [word for word in words if clause[0] <= word.start and word.end <= at[0]]
    lost = any("loss" in word.of("sign") for word in _within(words, clause))
    return _places(span) or _places(_following(words, at, clause, 5)) or (_places(losers) if lost else frozenset())


def _who(given: Given, span: Sequence[Word], words: Sequence[Word], at: Stretch, clause: Stretch) -> frozenset[str]:
    """Who is counted: in the span itself, or else in the words right after it."""
    named = _of_kind([*span, *lexicon.read(given.who, given.lang)], "who")
    return named or (_of_kind(_following(words, at, clause, 3), "who") if at[1] else frozenset())


def _places(words: Sequence[Word]) -> frozenset[str]:
    found = {place for word in words for place in word.of("place")}
    for word, following in pairwise(words):
        if word.text.startswith(("hauptstadt", "столиц", "capital")):
            found = {capital for place in following.of("place") if (capital := lexicon.capital_of(place))} or found
    return frozenset(found)


_ELLIPSIS = 4  # words before the number, no more: "the police figure was"
_IN = frozenset(
    ("in", "im", "en", "au", "aux", "a", "в", "во", "на", "across", "aus", "dans", "bei", "near", "pres", "под")
)


def _where(words: Sequence[Word]) -> frozenset[str]:
    return _places(_located(words))


def _spots(words: Sequence[Word]) -> frozenset[str]:
    return frozenset(key for word in _located(words) if _is_name(word) and (key := name_key(word.text)))


def _spots_before(words: Sequence[Word], end: int) -> frozenset[str]:
    """Those named before: what follows is said of them, until the text goes elsewhere."""
    return _spots([word for word in words if word.end <= end])


def _located(words: Sequence[Word]) -> list[Word]:
    return [word for n, word in enumerate(words) if any(before.text in _IN for before in words[max(n - 4, 0) : n])]


def _opening(text: str, sentence: Stretch, at: Stretch) -> Stretch:
    """What stands before the first comma of the sentence, if it holds no number: "In Paris, police counted"."""
    comma = text.find(",", sentence[0], at[0])
    opening = (sentence[0], comma if comma >= 0 else sentence[0])
    return (0, 0) if re.search(r"\d", text[slice(*opening)]) else opening


# Who says so ------------------------------------------------------------------------------------------------------


def _sources(given: Given) -> tuple[frozenset[str], frozenset[str]]:
    """Kinds of bodies and names of those who give the figure, as given or as its text says."""
    names = given.sources or heard(given.text[:LONGEST], given.lang, given.span)
    named = [word for name in names for word in lexicon.read(name, given.lang)]
    return _of_kind(named, "body"), _speakers(named)


def _elliptic(near: Sequence[Word], at: Stretch, clause: Stretch, sentence: Stretch) -> frozenset[str]:
    """The body of a clause that has nothing else: "organisers spoke of 24,000 people, the police of 12,000"."""
    before = [word for word in near if word.end <= at[0]]
    alone = clause[0] > sentence[0] and len(before) <= _ELLIPSIS and not _of_kind(before, "says")
    return _of_kind(before, "body") if alone else frozenset()


def heard(text: str, lang: str, span: str) -> Sequence[str]:
    """Whom extraction takes to give the figure at `span`, as the text names them."""
    at = _place_of(span, text)
    for found in _figures(text, lang) if at[1] else ():
        if found.start < at[1] and at[0] < found.end:
            origin = [hop.named_as for hop in found.chain[:1]] or [found.attribution or ""]
            return [name for name in origin if name]
    return ()


@lru_cache(maxsize=64)
def _figures(text: str, lang: str) -> Sequence[Figure]:
    try:
        return extract(text, lang).figures
    except UnknownLanguage:
        return ()


def _speakers(words: Iterable[Word]) -> frozenset[str]:
    """Names and countries; a figure's own nationals are not who says so."""
    words = list(words)
    named = {name_key(word.text) for word in words if _is_name(word)}
    return frozenset(named | {f"@{place}" for word in words for place in word.of("place") if word.capital})


# What it is about -------------------------------------------------------------------------------------------------


def _event(text: str, words: Sequence[Word], german: bool) -> Event:
    named = [(word, key) for word in words if _is_name(word) for key in name_key(word.text).split() if len(key) > 2]
    sure = frozenset(key for word, key in named if not word.initial and not german)
    return Event(
        names=sure,
        maybe=frozenset(key for _word, key in named) - sure,
        kinds=frozenset().union(*(word.of("event") for word in words)),
        places=_places(words),
        numbers=frozenset(number for number in numbers_in(text) if _is_telling(number)),
    )


def _is_telling(number: str) -> bool:
    """Whether a number is not met by chance in another event: three digits, and not a round one."""
    return len(number) > 3 and not number.endswith("00")


def _is_name(word: Word) -> bool:
    return word.capital and not word.meanings and len(word.text) > 2
