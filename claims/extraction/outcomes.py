"""The words of a sentence that say what became of somebody, and which of them belongs to a figure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.extraction.counting import CountingWords
from claims.extraction.lexicon import Found, is_hyphen
from claims.extraction.nouns import OUTCOME_NOUNS, Noun
from claims.extraction.tokens import Kind, Token

FARTHEST = 40  # words and what the marks between them cost; nothing further tells about a figure
# What lies between a number and a verb, and how much farther it makes the verb. Chosen on own sentences.
_COSTS = {",": 3, ";": 12, ":": 8, "—": 6, "–": 6, "(": 6, ")": 6}
_BREAK, _AND, _FIGURE, _WRONG_SIDE = 10, 2, 4, 4


@dataclass(slots=True)
class Hit:
    """A word, or the two parts of a verb, that says what became of somebody."""

    outcome: str
    first: int
    end: int
    acts: bool = False  # "töteten 30 Menschen": of those behind it, not of those who did so


@dataclass(slots=True)
class Near:
    hit: Hit
    cost: int

    @property
    def outcome(self) -> str:
        return self.hit.outcome


def outcomes_in(tokens: Sequence[Token], lists: CountingWords, places: Sequence[int] | None = None) -> list[Hit]:
    """In the order of their first words."""
    hits: list[Hit] = []
    for found in lists.outcomes.scan(tokens, places):
        if found.first < (hits[-1].end if hits else 0) or _is_noun(tokens, found.first, lists):
            continue
        if found.first and is_hyphen(tokens, found.first - 1):
            continue  # "opposition-held"
        if (rise := lists.rises.at(tokens, found.first)) and rise.end > found.end:
            continue  # "the number has shot up"
        if not _is_attribute(tokens, found.end, lists):
            hits.append(Hit(found.value, found.first, found.end, _acts(tokens, found, lists)))
    return sorted((*hits, *_split_verbs(tokens, lists)), key=lambda hit: hit.first)


def _acts(tokens: Sequence[Token], found: Found[str], lists: CountingWords) -> bool:
    """Whether those whom it befalls follow: a verb in its second place, not at the end of its clause."""
    goes_on = found.end < len(tokens) and tokens[found.end].kind is not Kind.MARK
    return goes_on and tokens[found.first].low in lists.lists["acts"]


def _is_noun(tokens: Sequence[Token], first: int, lists: CountingWords) -> bool:
    """Whether a capital makes it people of their own: "Helfer suchen Verschüttete"."""
    if first == 0 or not lists.capital_nouns or not tokens[first].capital:
        return False
    noun = lists.nouns.at(tokens, first)
    return noun is not None and noun.value.is_people


def _is_attribute(tokens: Sequence[Token], end: int, lists: CountingWords) -> bool:
    """Whether the word before `end` belongs to the noun behind it: "und mehr getötete Zivilisten als erfasst"."""
    if not lists.attributive_endings or not tokens[end - 1].low.endswith(lists.attributive_endings):
        return False
    return end < len(tokens) and tokens[end].kind is Kind.WORD and tokens[end].capital


def outcome_nouns_in(nouns: Sequence[Found[Noun]]) -> list[Hit]:
    """Those that say what became of those named behind them: "the deaths of five people", "тела 19 человек"."""
    return [
        Hit(noun.value.counted_class, noun.first, noun.end)
        for noun in nouns
        if noun.value.counted_class in OUTCOME_NOUNS
    ]


def _split_verbs(tokens: Sequence[Token], lists: CountingWords) -> Iterator[Hit]:
    if not lists.split:
        return
    places = {token.low: at for at, token in enumerate(tokens)}
    for outcome, pairs in lists.split.items():
        for first, second in pairs:
            if first in places and places.get(second, -1) > places[first] and _ends(tokens, places[second], lists):
                yield Hit(outcome, places[first], places[second] + 1)


def _ends(tokens: Sequence[Token], at: int, lists: CountingWords) -> bool:
    """Whether the clause ends behind the word, as behind the second part of a verb: "kamen um", not "um 5 Uhr"."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is None or following.kind is Kind.MARK or following.low in lists.lists["ands"]


def has_own_verb(tokens: Sequence[Token], span: tuple[int, int], end: int, lists: CountingWords) -> bool:
    """ "100 Personen [wurden überprüft,] 16 festgenommen", "[Überprüft wurden] 100, 16 festgenommen"."""
    gap = tokens[span[1] : end]
    if not lists.participle or not gap or gap[-1].text != ",":
        return False
    if len(gap) == 2 and lists.is_participle(gap[0]):
        return True  # "wurden 40 Personen kontrolliert, 6 festgenommen"
    around = (tokens[max(0, span[0] - 2) : span[0]], gap[:-1])
    return any(
        len(words) > 1
        and any(word.low in lists.lists["finite"] for word in words)
        and any(map(lists.is_participle, ends))
        for words, ends in ((words, (words[0], words[-1])) for words in around if words)
    )


def of_others(tokens: Sequence[Token], hit: Hit, span: tuple[int, int], lists: CountingWords) -> bool:
    """ "[Kämpfer] töteten 30": not of those who did it. "Einer wurde verletzt, insgesamt waren [46 Helfer] da"."""
    first, end = span
    if hit.acts and hit.first >= end:
        return True
    if not lists.participle or hit.end > first:
        return False  # in German a verb behind the comma begins another clause
    comma = next((at for at in range(first - 1, hit.end - 1, -1) if tokens[at].text == ","), None)
    return comma is not None and any(tokens[at].low in lists.lists["finite"] for at in range(comma + 1, first))


def nearest(
    tokens: Sequence[Token], hits: Sequence[Hit], span: tuple[int, int], numbers: Sequence[int], lists: CountingWords
) -> Near | None:
    """The hit that most likely tells what became of those counted at `span`.

    `hits` and `numbers` (where the numbers of the sentence begin) are in order.
    """
    # A verb in two parts may begin further back; its parts are looked at from both ends.
    start = bisect_left(hits, span[0] - 2 * FARTHEST, key=lambda hit: hit.first)
    end = bisect_right(hits, span[1] + FARTHEST, key=lambda hit: hit.first)
    costs = [(_distance(tokens, hits[at], span, numbers, lists), at) for at in range(start, end)]
    cost, at = min(costs, default=(FARTHEST + 1, 0))
    return Near(hits[at], cost) if cost <= FARTHEST else None


def _distance(
    tokens: Sequence[Token], hit: Hit, span: tuple[int, int], numbers: Sequence[int], lists: CountingWords
) -> int:
    first, end = span
    if hit.first < end and hit.end > first:
        return 0
    start, stop = (hit.end, first) if hit.end <= first else (end, hit.first)
    if stop - start > FARTHEST:
        return FARTHEST + 1
    between = _without_asides(tokens[start:stop], lists.lists["asides"])
    cost = len(between) + sum(_cost(token, lists) for token in between)
    cost += _FIGURE * (bisect_left(numbers, stop) - bisect_left(numbers, start))
    wrong = lists.verb == "after" and hit.end <= first and not hit.acts
    return cost + (_WRONG_SIDE if wrong else 0)


def _without_asides(tokens: Sequence[Token], asides: frozenset[str]) -> Sequence[Token]:
    """What stands between a number and a verb, without what is closed in brackets: "in Ulm (12 people), Bonn (".

    An aside between commas is left out as well: "Выжили, по подсчётам Красного Креста, 58".
    """
    texts = [token.text for token in tokens]
    if asides and texts.count(",") > 1:
        first = texts.index(",")
        second = texts.index(",", first + 1)
        if tokens[first + 1].low in asides:
            tokens, texts = [*tokens[:first], *tokens[second + 1 :]], texts[:first] + texts[second + 1 :]
    if "(" not in texts or ")" not in texts:
        return tokens
    opens, closes = texts.index("("), len(texts) - 1 - texts[::-1].index(")")
    return [*tokens[:opens], *tokens[closes + 1 :]] if opens < closes else tokens


def _cost(token: Token, lists: CountingWords) -> int:
    if token.low in lists.lists["breaks"]:
        return _BREAK
    return _AND if token.low in lists.lists["ands"] else _COSTS.get(token.text, 0)
