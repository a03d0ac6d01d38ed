"""Words and phrases of a table, found in a text by one look at each word, however long the table is.

In a table, spaces part the entries and `_` or `-` joins the words of a phrase ("ums_leben", "US-Dollar"). `stem*` takes
an ending of up to three letters, `*head` and `*head*` take whatever a compound has before it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from claims.extraction.tokens import KEPT_WORDS, Kind, Token, fold

T = TypeVar("T")

_LONGEST_ENDING = 3
_LONGEST_WORD = 60  # letters; the longest German compounds of the news have about forty
HYPHENS = frozenset("-‐‑")


@dataclass(slots=True)
class Found(Generic[T]):
    """An entry that stands at the tokens from `first` up to `end`."""

    value: T
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class _Entry(Generic[T]):
    patterns: tuple[str, ...]
    value: T
    second: str = ""  # the second word of a phrase, where it is one word and no other

    @property
    def weight(self) -> tuple[int, bool, int]:
        """The better entry weighs more: more words, then an exact word, then a longer one."""
        return len(self.patterns), "*" not in self.patterns[0], len(self.patterns[0])


class _Patterns(Generic[T]):
    """What was listed for patterns of one word. A word is cut only to lengths that some pattern has."""

    def __init__(self, listed: Iterable[tuple[str, T]]) -> None:
        self._tables: dict[str, dict[str, list[T]]] = {"w": {}, "w*": {}, "*w": {}, "*w*": {}}
        for pattern, value in listed:
            shape, stem = _key(pattern)
            self._tables[shape].setdefault(stem, []).append(value)
        self._exact, self._stems, self._heads, self._inner = self._tables.values()
        self._head_lengths = sorted(set(map(len, self._heads)), reverse=True)
        self._inner_lengths = sorted(set(map(len, self._inner)), reverse=True)

    def items(self) -> Iterator[tuple[str, T]]:
        """All patterns with what was listed for them."""
        for shape, table in self._tables.items():
            yield from ((shape.replace("w", stem), value) for stem, values in table.items() for value in values)

    def of(self, word: str) -> list[T]:
        """What was listed for patterns that fit: exact ones first, then stems, then heads, the longest first."""
        if len(word) > _LONGEST_WORD:
            return []
        found = list(self._exact.get(word, ()))
        if self._stems:
            for end in range(len(word), max(0, len(word) - _LONGEST_ENDING - 1), -1):
                found += self._stems.get(word[:end], ())
        if self._heads or self._inner:
            found += self._of_compound(word)
        return found

    def _of_compound(self, word: str) -> Iterator[T]:
        long = len(word)
        places = [(long - size, 0, self._heads, long) for size in self._head_lengths]
        for end in range(long, max(0, long - _LONGEST_ENDING - 1), -1):
            places += [(end - size, 1, self._inner, end) for size in self._inner_lengths]
        begun = [place for place in places if 0 < place[0] < long - 1 and word[place[0] : place[3]] in place[2]]
        for first, _ending, table, end in sorted(begun, key=lambda place: (place[0], place[1], -place[3])):
            yield from table[word[first:end]]


def _entry(phrase: str, value: T) -> _Entry[T]:
    patterns = tuple(fold(phrase).replace("-", "_").split("_"))
    second = patterns[1] if len(patterns) > 1 and "*" not in patterns[1] else ""
    return _Entry(patterns, value, second)


class Lexicon(Generic[T]):
    """`entries` by their value; `by_last` looks phrases up by their last word, for what stands before something."""

    def __init__(self, entries: Iterable[tuple[str, T]], *, by_last: bool = False) -> None:
        self._by_last = by_last
        listed = [_entry(phrase, value) for phrase, value in entries]
        self.patterns = _Patterns((entry.patterns[-1 if by_last else 0], entry) for entry in listed)
        self._candidates = lru_cache(maxsize=KEPT_WORDS)(self._look_up)

    def of(self, word: str) -> T | None:
        """The value of the best entry of one word."""
        return next((entry.value for entry in self._candidates(word) if len(entry.patterns) == 1), None)

    def at(self, tokens: Sequence[Token], first: int) -> Found[T] | None:
        """The longest entry that begins at the token `first`."""
        if first >= len(tokens) or not (begun := self._candidates(tokens[first].low)):
            return None  # most words begin nothing
        following = tokens[first + 1] if first + 1 < len(tokens) else None
        for entry in begun:
            second = entry.second
            if second and (following is None or (following.low != second and following.text not in HYPHENS)):
                continue  # most phrases end here: many begin with "les" or "un"
            end = first + 1 if len(entry.patterns) == 1 else _match(entry.patterns, tokens, first)
            if end:
                return Found(entry.value, first, end)
        return None

    def scan(self, tokens: Sequence[Token], places: Sequence[int] | None = None) -> list[Found[T]]:
        """The longest entry at each token, where there is one; only at `places`, where they are known."""
        if places is None:
            candidates = self._candidates
            places = [at for at, token in enumerate(tokens) if candidates(token.low)]
        return [found for at in places if (found := self.at(tokens, at))] if places else []

    def before(self, tokens: Sequence[Token], end: int) -> Found[T] | None:
        """The longest entry whose last word stands right before the token `end`. Only for lexicons `by_last`."""
        for entry in self._candidates(tokens[end - 1].low) if end > 0 else ():
            first = end - 1 if len(entry.patterns) == 1 else _match_back(entry.patterns, tokens, end)
            if first is not None:
                return Found(entry.value, first, end)
        return None

    def _look_up(self, word: str) -> tuple[_Entry[T], ...]:
        found = self.patterns.of(word)
        return tuple(sorted(found, key=lambda entry: entry.weight, reverse=True)) if found else ()


def begun_by(lexicons: Mapping[str, Lexicon[Any]]) -> Callable[[str], frozenset[str]]:
    """Which of the lexicons, by their names, have an entry that may begin with a word: one look for all of them.

    Most words begin nothing, and a text has few different ones: what is found is kept for each.
    """
    patterns = _Patterns(
        (pattern, name) for name, lexicon in lexicons.items() for pattern, _entry in lexicon.patterns.items()
    )

    @lru_cache(maxsize=KEPT_WORDS)
    def begun(word: str) -> frozenset[str]:
        return frozenset(patterns.of(word))

    return begun


def entries(table: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The entries of a table of lists, each with the name of its list."""
    return ((phrase, name) for name, phrases in table.items() for phrase in phrases.split())


def phrases(lists: Mapping[str, str], name: str) -> Lexicon[str]:
    """The phrases of one list of a table."""
    return Lexicon((phrase, name) for phrase in lists.get(name, "").split())


def words(table: Mapping[str, object], name: str) -> frozenset[str]:
    """A list of single words, folded."""
    return frozenset(fold(word) for word in str(table.get(name, "")).split())


def _key(pattern: str) -> tuple[str, str]:
    shape = ("*" if pattern.startswith("*") else "") + "w" + ("*" if pattern.endswith("*") else "")
    return shape, pattern.strip("*")


def _keys(word: str) -> Iterator[tuple[str, str]]:
    yield "w", word
    stems = [word[: len(word) - cut] for cut in range(min(_LONGEST_ENDING, len(word) - 1) + 1)]
    yield from (("w*", stem) for stem in stems)
    for first in range(1, len(word) - 1):
        yield "*w", word[first:]
        yield from (("*w*", stem[first:]) for stem in stems)


def fits(pattern: str, word: str) -> bool:
    """Whether one word of the text is one of the table."""
    return pattern == word if "*" not in pattern else _key(pattern) in _keys(word)


def _match(patterns: tuple[str, ...], tokens: Sequence[Token], first: int) -> int | None:
    """Where the phrase ends. A hyphen inside of a phrase is passed over: "quatre-vingt" is "quatre_vingt"."""
    at = first + 1
    for pattern in patterns[1:]:
        if at < len(tokens) and tokens[at].text in HYPHENS and is_hyphen(tokens, at):
            at += 1
        if at >= len(tokens):
            return None
        low = tokens[at].low
        if pattern != low and ("*" not in pattern or not fits(pattern, low)):
            return None
        at += 1
    return at


def _match_back(patterns: tuple[str, ...], tokens: Sequence[Token], end: int) -> int | None:
    """Where the phrase begins that ends before `end`, past hyphens: "au-dessus de"."""
    at = end - 1
    for pattern in reversed(patterns[:-1]):
        at -= 1
        if at > 0 and tokens[at].text in HYPHENS and is_hyphen(tokens, at):
            at -= 1
        if at < 0 or not fits(pattern, tokens[at].low):
            return None
    return at


def is_hyphen(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token joins the words at its sides."""
    return (
        tokens[at].text in HYPHENS
        and tokens[at].glued
        and at + 1 < len(tokens)
        and tokens[at + 1].glued
        and tokens[at + 1].kind is Kind.WORD
    )
