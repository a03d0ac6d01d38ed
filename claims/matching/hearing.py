"""Who is said to give a figure: as extraction hears it, or as its sentence begins."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from claims.extraction import UnknownLanguage, extract
from claims.extraction.proposals import Figure
from claims.matching import lexicon
from claims.matching.lexicon import Word, of_kind, within
from claims.matching.phrasing import PART_END, SENTENCE_END, Stretch, clause_of, stretch
from sources.names import name_key

Speaking = tuple[frozenset[str], frozenset[str]]  # kinds of bodies, and names and countries
_NOBODY: frozenset[str] = frozenset()
_ELLIPSIS = 4  # words before the number, no more: "the police figure was"
_CLOSE = 2  # words between a body and a verb of saying behind it
_WHO_SPOKE = frozenset(("he", "she", "they", "er", "sie", "il", "elle", "ils", "elles", "он", "она", "они"))


def speaking(names: Sequence[str], text: str, lang: str, at: Stretch) -> Speaking:
    """Kinds of bodies and names of those who give the figure: a clause of its own, those named, or its sentence."""
    words, sentence = lexicon.read(text, lang), stretch(text, at, SENTENCE_END)
    clause = clause_of(text, at)
    if bodies := _elliptic(within(words, clause), at, clause, sentence):
        return bodies, _NOBODY
    bodies, speakers = _sources(names, lang)
    if bodies or speakers:
        return bodies, speakers
    before = within(words, (sentence[0], at[0]))
    bodies = _subject(before)
    if not bodies and before and before[0].text in _WHO_SPOKE and of_kind(before, "says"):
        return _last_heard(text, lang, sentence[0])
    return bodies or _said_behind(within(words, (at[1], stretch(text, at, PART_END)[1]))), _NOBODY


def _said_behind(after: Sequence[Word]) -> frozenset[str]:
    """Who says it behind the number: "45 miners died, the rescuers said", "..., ont rectifié les secours"."""
    says = next((n for n, word in enumerate(after) if word.of("says") and not word.of("body")), None)
    return _NOBODY if says is None else of_kind(after[max(says - _CLOSE, 0) : says + 1 + _ELLIPSIS], "body")


def _sources(names: Sequence[str], lang: str) -> Speaking:
    """Kinds of bodies and names of those who give the figure."""
    words = [word for name in names for word in lexicon.read(name, lang)]
    return of_kind(words, "body"), _speakers(words)


def _subject(before: Sequence[Word]) -> frozenset[str]:
    """Who says it, where nobody was heard: before the first verb of saying, or a party that the sentence begins with,
    which is none to act by itself: "The militia had boasted of 40 dead"."""
    says = [n for n, word in enumerate(before) if word.of("says") and not word.of("body")]
    speaking = of_kind(before[: says[0]][:_ELLIPSIS], "body") if says else _NOBODY
    return speaking or of_kind(before[:_ELLIPSIS], "body") & lexicon.camp("boasting")


def _last_heard(text: str, lang: str, end: int) -> Speaking:
    """Who gave the last figure before: "He said 131 were missing"."""
    before = [found for found in figures_of(text, lang) if found.end <= end]
    return _sources(_origin(before[-1]), lang) if before else (_NOBODY, _NOBODY)


def _elliptic(near: Sequence[Word], at: Stretch, clause: Stretch, sentence: Stretch) -> frozenset[str]:
    """The body of a clause that has nothing else: "organisers spoke of 24,000 people, the police of 12,000"."""
    before = within(near, (0, at[0]))
    alone = clause[0] > sentence[0] and len(before) <= _ELLIPSIS and not of_kind(before, "says")
    return of_kind(before, "body") if alone else _NOBODY


def found_at(text: str, lang: str, at: Stretch) -> Iterator[Figure]:
    """What extraction finds at the span."""
    for found in figures_of(text, lang) if at[1] else ():
        if found.start < at[1] and at[0] < found.end:
            yield found


def heard(text: str, lang: str, at: Stretch) -> Sequence[str]:
    """Whom extraction takes to give the figure there, as the text names them."""
    for found in found_at(text, lang, at):
        return _origin(found)
    return ()


def _origin(found: Figure) -> Sequence[str]:
    origin = [hop.named_as for hop in found.chain[:1]] or [found.attribution or ""]
    return [name for name in origin if name]


@lru_cache(maxsize=1_024)
def figures_of(text: str, lang: str) -> Sequence[Figure]:
    try:
        return extract(text, lang).figures
    except UnknownLanguage:
        return ()


def _speakers(words: Iterable[Word]) -> frozenset[str]:
    """Names and countries; a figure's own nationals are not who says so."""
    words = list(words)
    named = {name_key(word.text) for word in words if word.is_name}
    return frozenset(named | {f"@{place}" for word in words for place in word.of("place") if word.capital})
