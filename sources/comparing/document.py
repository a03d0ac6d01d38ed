"""A version of a page made ready for comparing: lines, words, numbers, attributions, and what of it is noise."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sources.comparing.noise import inline, is_running, noisy_lines
from sources.comparing.notices import is_notice
from sources.comparing.numbers import Number, read_numbers
from sources.comparing.vocabulary import ATTRIBUTIONS
from sources.words import Word, keys, words

_LONGEST = 400_000  # characters, as much as is ever extracted
_MOST_LINES = 5_000
# Not behind a digit or a short word, which may be an ordinal or an abbreviation: 9. Januar, Dr. Weber, 5 тыс. человек.
_SENTENCE_END = re.compile(r"(?<=\w{4})[.!?…]+[\"”“»’)\]]*\s+(?=[\"„“«(\[–—]?\s?[A-ZÄÖÜÉÀА-ЯЁ\d])")
_LONGER = 15  # words: below the article stands nothing but links, counters and the like
_SHORT = 6  # words: a line under a title with more of them is more than a date or a counter
Span = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """A sentence, or a line without one: characters `start` to `end`, in the paragraph with this number.

    `words` are indexes of those of its words that are no noise. It is `running` when its paragraph is running text.
    """

    start: int
    end: int
    paragraph: int
    words: tuple[int, ...]
    key: str
    is_noise: bool
    is_notice: bool
    is_running: bool
    is_kept: bool


@dataclass(frozen=True)
class Document:
    text: str
    words: list[Word]
    lines: list[Line]
    numbers: list[Number]
    attributions: list[Span]  # in words
    beside: str  # the keys of all that is visible on the page, whatever the extractor made of it
    numbered: frozenset[int]  # words that belong to a number or its qualifier
    body: Span  # the first and the last line of running text

    def span(self, first: int, last: int) -> Span:
        """The characters of words `first` to `last` (exclusive)."""
        return self.words[first].start, self.words[last - 1].end

    def is_frame(self, number: int) -> bool:
        """Whether a line is short, is not the title, and has no running text before it or none behind it."""
        line = self.lines[number]
        if line.paragraph == 0 or line.is_kept or line.is_running:
            return False
        above, below = number < self.body[0], number > self.body[1]
        return (above and len(line.words) < _SHORT) or (below and len(line.words) < _LONGER)

    def is_number(self, word: int) -> bool:
        return word in self.numbered

    def quote(self, span: Span | None) -> str:
        return self.text[slice(*span)] if span else ""


def read(
    title: str, text: str, visible: str = "", kept: Sequence[Span] = (), restless: frozenset[str] = frozenset()
) -> Document:
    """The document of a title and a text, and what of it is noise: lines known as such, or with a `restless` outline.

    Lines that overlap one of the spans `kept` of it are none.
    """
    everything = whole(title, text)
    found = words(everything)
    lines = [_resting(line, restless) for line in _lines(everything, found, kept)]
    running = [number for number, line in enumerate(lines) if line.is_running and not line.is_noise]
    numbers = read_numbers(everything, found)
    return Document(
        everything,
        found,
        lines,
        numbers,
        list(_attributions([word.key for word in found])),
        f" {' '.join(keys(visible))} ",
        frozenset(i for number in numbers for i in range(number.begin, number.last)),
        (running[0], running[-1]) if running else (0, len(lines)),
    )


def read_lines(title: str, text: str) -> Iterator[Line]:
    """The lines of a title and a text that are no noise whatever was seen of them before."""
    everything = whole(title, text)
    return (line for line in _lines(everything, words(everything), ()) if not line.is_noise)


def outline(key: str) -> str:
    """The key of a line with any digits alike."""
    return " ".join("#" if word[0].isdecimal() else word for word in key.split())


def _resting(line: Line, restless: frozenset[str]) -> Line:
    if line.is_kept or line.is_notice or not line.paragraph or outline(line.key) not in restless:
        return line
    return replace(line, is_noise=True)


def whole(title: str, text: str) -> str:
    """The title as the first line of the text, unless it is that already."""
    title, text = " ".join(title.split()), text[:_LONGEST]
    return text if not title or text.split("\n", 1)[0].strip() == title else f"{title}\n{text}"


def _lines(text: str, found: list[Word], kept: Sequence[Span]) -> Iterator[Line]:
    paragraphs = list(_paragraphs(text))
    flags = noisy_lines([text[start:end] for start, end in paragraphs])
    hidden = [span for span in inline(text) if not overlaps(span, kept)]
    starts = [word.start for word in found]
    for number, ((begin, finish), flag) in enumerate(zip(paragraphs, flags, strict=True)):
        written = text[begin:finish]
        running, is_kept, tells = is_running(written), overlaps((begin, finish), kept), is_notice(written)
        for start, end in _sentences(text, begin, finish):
            inside = range(bisect_left(starts, start), bisect_left(starts, end))
            plain = tuple(i for i in inside if not any(a <= found[i].start < b for a, b in hidden))
            key = " ".join(found[i].key for i in plain)
            is_noise = (flag and not is_kept and not tells) or not plain
            yield Line(start, end, number, plain, key, is_noise, is_notice(text[start:end]), running, is_kept)


def _paragraphs(text: str) -> Iterator[Span]:
    place = 0
    for number, line in enumerate(text.split("\n")):
        if line.strip() and number < _MOST_LINES:
            yield place, place + len(line)
        place += len(line) + 1


def _sentences(text: str, begin: int, finish: int) -> Iterator[Span]:
    """Sentences, so that paragraphs that are split or joined make no difference."""
    start = begin
    for match in _SENTENCE_END.finditer(text, begin, finish):
        yield start, match.end()
        start = match.end()
    if start < finish:
        yield start, finish


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _attributions(keys: list[str]) -> Iterator[Span]:
    for place, key in enumerate(keys):
        for phrase in _BY_FIRST.get(key, ()):
            if tuple(keys[place : place + len(phrase)]) == phrase:
                yield place, place + len(phrase)
                break


_BY_FIRST: dict[str, list[tuple[str, ...]]] = {}
for _phrase in sorted(ATTRIBUTIONS, key=len, reverse=True):
    _BY_FIRST.setdefault(_phrase[0], []).append(_phrase)
