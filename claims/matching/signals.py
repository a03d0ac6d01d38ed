"""What a figure and the text around it say that matters for comparing it: event, who, where, by whom, part or whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise, takewhile

from claims import figure
from claims.choices import Counted
from claims.figure import Interval
from claims.matching import hearing, lexicon, phrasing
from claims.matching.lexicon import Word, of_kind, within
from claims.matching.phrasing import SENTENCE_END, Stretch, clause_of, opening_of, places_of, stretch
from claims.search import numbers_in
from sources.names import name_key
from sources.texts import folded

LONGEST = 20_000  # characters of a text that are read: as many as a claim may have


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
        return _event(text, self.lang)

    @cached_property
    def at(self) -> Stretch:
        """Where its words stand in its text; of several places, where extraction reads its numbers."""
        text = self.text[:LONGEST]
        places = places_of(self.span, text)
        read = hearing.figures_of(text, self.lang) if len(places) > 1 else ()
        meant = [found for found in read if (found.low, found.high) == (self.low, self.high)]
        meant.sort(key=lambda found: found.counted_class != self.counted)
        told = (at for found in meant for at in places if found.start < at[1] and at[0] < found.end)
        return next(told, places[0])

    @cached_property
    def others(self) -> "list[Given]":
        """The other figures of its text, as extraction reads them."""
        return list(_others(self))

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
    numbers: frozenset[str] = frozenset()  # that are not met by chance
    all_numbers: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()  # of the week


@dataclass(frozen=True)
class Signals:
    """What is said of one figure."""

    who: frozenset[str] = frozenset()
    where: frozenset[str] = (
        frozenset()
    )  # places of its own clause in which something is said to be: "in Syria", not "Syrian"
    spots_here: frozenset[str] = frozenset()  # the same, of its own clause
    spots: frozenset[str] = frozenset()  # names of no table in which something is said to be, here or before
    town: bool = False  # whether its own clause says that this is a town
    wide_places: frozenset[str] = frozenset()  # in its own sentence
    bodies: frozenset[str] = frozenset()  # kinds of those who give it
    speakers: frozenset[str] = frozenset()  # names and countries of those who give it
    named: bool = False  # whether anybody is said to give it, known or not
    claimed: bool = False  # whether they are said to claim it
    tally: bool = False  # whether somebody is said to have counted
    contrast: bool = False  # whether its sentence sets it against something
    fates: frozenset[str] = frozenset()
    nationals: frozenset[str] = frozenset()  # places that belong to the counted themselves
    nation: frozenset[str] = frozenset()  # the same, said of them alone
    part: bool = False
    whole_number: str = ""  # of which it is said to be a part: "29 of the 36 detained"
    bare: bool = False  # a number without a noun
    whole: bool = False
    everywhere: bool = False  # whether it is said of a whole country
    still: bool = False  # whether it tells of those with whom it stays so: "three were still held"
    more: bool = False  # what came on top: "four more"
    fresh: bool = False  # whether it is of the last day or hours alone
    besides: bool = False  # what there was without the other, or came on top
    earlier: bool = False
    later: bool = False
    own: bool = False  # whether they count their own: "seven of ours"
    disputes: bool = False  # whether those who give it dispute another
    hedge: str = ""  # what stands before the number (claims.choices.Qualifier)
    periods: frozenset[str] = frozenset()  # another time that its sentence tells of
    at: Stretch = (0, 0)
    sentence: Stretch = (0, 0)


def of_one_text(first: Given, second: Given) -> bool:
    return first.text == second.text and not first.is_bare


def _signals(given: Given) -> Signals:
    text = given.text[:LONGEST]
    words = lexicon.read(text, given.lang)
    at = given.at
    sentence, clause = stretch(text, at, SENTENCE_END), clause_of(text, at)
    span = lexicon.read(given.span, given.lang)
    near = within(words, clause)
    begin = within(words, opening_of(text, sentence, at))
    lead = within(words, phrasing.lead_of(text, sentence, at))
    names = given.sources or hearing.heard(text, given.lang, at)
    bodies, speakers = hearing.speaking(names, text, given.lang, at)
    # What follows another number is about that one.
    [after, *_rest] = re.split(r"\d", text[at[1] : min(at[1] + 60, sentence[1])])
    around = folded(text[clause[0] : at[1]] + after)
    told = folded(text[slice(*stretch(text, at, phrasing.PART_END))])
    whole_sentence = folded(text[sentence[0] : sentence[1]])
    bare = _is_bare(given, at)
    spots = (_spots(near) or _spots(begin)) - speakers
    return Signals(
        who=_who(given, span, words, at, clause),
        nationals=_nationals(span, words, at, clause, speakers),
        nation=_nation(span, words, at, clause),
        fates=frozenset().union(*(word.of("fate") for word in (span if of_kind(span, "fate") else near))),
        where=_where(near) or _where(lead) or _where(begin) or _places(lexicon.read(given.place, given.lang)),
        spots_here=spots,
        spots=spots or _spots_before(words, sentence[0]) - speakers,
        town=any("town" in word.of("sign") for word in [*near, *begin]),
        wide_places=_places(within(words, sentence)),
        bodies=bodies,
        speakers=speakers,
        named=bool(names or bodies),
        claimed=_says("claimed", whole_sentence),
        tally=_says("tally", whole_sentence),
        contrast=_says("contrast", whole_sentence),
        part=phrasing.is_part(text, at, sentence),
        whole_number=phrasing.whole_of(text, at),
        bare=bare,
        whole=_says("whole", around),
        everywhere=_says("everywhere", folded(text[(sentence if bare else clause)[0] : at[1]] + after)),
        still=_says("still", folded(text[max(at[0] - 12, 0) : at[1] + 24])),
        more=_is_more(text, at),
        fresh=_says("fresh", folded(text[at[0] : min(at[1] + 40, sentence[1])])),
        besides=_says("besides", folded(text[max(at[0] - 24, sentence[0]) : at[1]])),
        earlier=_says("earlier", told),
        later=_says("later", told),
        own=_says("own", folded(text[max(at[0] - 12, sentence[0]) : at[1] + 12])),
        disputes=phrasing.is_disputing(text, at, sentence),
        hedge=given.qualifier or _hedge(given, at),
        periods=phrasing.periods(text, at, clause, sentence),
        at=at,
        sentence=sentence,
    )


def _says(kind: str, told: str) -> bool:
    """Whether folded text holds a phrase of the kind."""
    return bool(lexicon.phrase(kind).search(told))


def _is_more(text: str, at: Stretch) -> bool:
    """Whether it is told as what came on top: "four more", not "more than four"."""
    around = re.sub(r"more than|or more", "", folded(text[max(at[0] - 12, 0) : at[1] + 12]))
    return _says("more", around)


# Who and where ----------------------------------------------------------------------------------------------------


def _following(words: Sequence[Word], at: Stretch, clause: Stretch, count: int) -> Sequence[Word]:
    return within(words, (at[1], clause[1]))[:count]


def _nationals(
    span: Sequence[Word], words: Sequence[Word], at: Stretch, clause: Stretch, speakers: frozenset[str]
) -> frozenset[str]:
    """The places that the counted are of: in the span, after it, or of those whose loss the clause tells."""
    if not at[1]:
        return _places(span)
    losers = within(words, (clause[0], at[0]))
    lost = any("loss" in word.of("sign") for word in within(words, clause))
    return _places(span) or _places(_following(words, at, clause, 5)) or (_places(losers) if lost else frozenset())


def _nation(span: Sequence[Word], words: Sequence[Word], at: Stretch, clause: Stretch) -> frozenset[str]:
    """Of which country alone they are: "658 Egyptians", "Египтян 658"."""
    before = within(words, (clause[0], at[0]))
    beside = [word for word in before[-1:] if at[0] - word.end <= 1 and word not in _located(before)]
    return _places([*span, *beside])


def _who(given: Given, span: Sequence[Word], words: Sequence[Word], at: Stretch, clause: Stretch) -> frozenset[str]:
    """Who is counted: in the span itself, or else in the words right after it."""
    named = of_kind([*span, *lexicon.read(given.who, given.lang)], "who")
    if not named and at[1]:  # behind another number others follow
        after = takewhile(lambda word: not word.text[0].isdigit(), _following(words, at, clause, 3))
        named = of_kind(list(after), "who")
    if {"children", "staff"} <= named:  # "mineurs"
        named -= {"children"} if "mine" in given.event.kinds else {"staff"}
    return named - {_OF_CLASS.get(given.counted, "")}


# Who is counted by a class anyway.
_OF_CLASS: dict[str, str] = {
    Counted.PROTESTERS: "protesters",
    Counted.DISPLACED: "refugees",
    Counted.TROOPS: "security_forces",
}


def _places(words: Sequence[Word]) -> frozenset[str]:
    found = {place for word in words if word.meanings for place in word.of("place")}
    for word, following in pairwise(words):
        if word.text.startswith(("hauptstadt", "столиц", "capital")):
            found = {capital for place in following.of("place") if (capital := lexicon.capital_of(place))} or found
    return frozenset(found)


_BEHIND_IN = 4  # words after "in" that may name the place
_IN = frozenset(
    ("in", "im", "at", "en", "au", "aux", "a", "в", "во", "на", "across", "aus", "dans", "bei", "near", "pres", "под")
)


def _where(words: Sequence[Word]) -> frozenset[str]:
    return _places(_located(words))


def _spots(words: Sequence[Word]) -> frozenset[str]:
    return frozenset(key for word in _located(words) if word.is_name and (key := name_key(word.text)))


def _spots_before(words: Sequence[Word], end: int) -> frozenset[str]:
    """Those named before: what follows is said of them, until the text goes elsewhere."""
    return _spots(within(words, (0, end)))


def _located(words: Sequence[Word]) -> list[Word]:
    found = sorted({n for at, word in enumerate(words) if word.text in _IN for n in range(at + 1, at + 1 + _BEHIND_IN)})
    return [words[n] for n in found if n < len(words)]


_MOST_OTHERS = 20  # figures of one text that are compared besides: a claim rests on a passage, which has fewer


def _others(given: Given) -> Iterator[Given]:
    text, at = given.text[:LONGEST], given.at
    for found in hearing.figures_of(text, given.lang)[:_MOST_OTHERS] if at[1] else ():
        if found.end <= at[0] or at[1] <= found.start:
            yield replace(
                given,
                span=text[found.start : found.end],
                low=found.low,
                high=found.high,
                qualifier=found.qualifier,
                counted=found.counted_class or "",
                who="",
                place="",
                sources=(),
                passage="",
            )


def _is_bare(given: Given, at: Stretch) -> bool:
    if not any(map(str.isalpha, given.span)):
        return bool(at[1])
    return any(found.end == found.num_end for found in hearing.found_at(given.text[:LONGEST], given.lang, at))


def _hedge(given: Given, at: Stretch) -> str:
    return next((figure.qualifier for figure in hearing.found_at(given.text[:LONGEST], given.lang, at)), "")


# What it is about -------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1_024)
def _event(text: str, lang: str) -> Event:
    words, german = lexicon.read(text, lang), lang.startswith("de")
    named = [(word, key) for word in words if word.is_name for key in name_key(word.text).split() if len(key) > 2]
    numbers = frozenset(numbers_in(text))
    sure = frozenset(key for word, key in named if not word.initial and not german)
    return Event(
        names=sure,
        maybe=frozenset(key for _word, key in named) - sure,
        kinds=of_kind(words, "event"),
        places=_places(words),
        numbers=frozenset(filter(_is_telling, numbers)),
        all_numbers=numbers,
        days=of_kind(words, "day"),
    )


def _is_telling(number: str) -> bool:
    """Whether a number is not met by chance in another event: three digits, and not a round one."""
    return len(number.rstrip("0")) > 3
