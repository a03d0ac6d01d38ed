"""An excerpt found again in a text that may have been edited: a W3C TextQuoteSelector (exact, prefix, suffix)."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import LCSseq

from sources.words import Word, keys, words

_MOST_PLACES = 50  # at which the exact words are weighed by what stands around them
_CONTEXT = 12  # words of prefix and suffix that count
_FITS = 0.5  # of the words around: then it is the same place
_ALIKE = 0.6  # of the words themselves: then it is the same passage, altered
_SURROUNDED = 0.8  # of the words around on both sides: then what stands between is the passage, whatever it says
_CANDIDATES = 4


class Fit(TextChoices):
    EXACT = "exact", _("as it was")
    MOVED = "moved", _("the same words in another place")
    ALTERED = "altered", _("in other words")
    GONE = "gone", _("not there any more")


@dataclass(frozen=True)
class Found:
    """Where the excerpt stands in the text (both 0 when gone), and the share of its words that is left, 0 to 1."""

    fit: Fit
    start: int = 0
    end: int = 0
    likeness: float = 0.0


class _Text:
    """The text as words, read once for all that is sought in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[Word] = words(text)
        self.keys = [word.key for word in self.words]

    @cached_property
    def joined(self) -> str:
        return f" {' '.join(self.keys)} "

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins in `joined`."""
        return list(accumulate((len(key) + 1 for key in self.keys), initial=0))


@dataclass(frozen=True)
class _Quote:
    """An excerpt as words, and the text in which it is sought."""

    within: _Text
    exact: list[str]
    prefix: list[str]
    suffix: list[str]

    @property
    def keys(self) -> list[str]:
        return self.within.keys

    def around(self, start: int, end: int) -> tuple[float, float]:
        """The shares of prefix and suffix that stand before `start` and from `end` on; 1 for one that is empty."""
        before = self.keys[max(0, start - len(self.prefix)) : start]
        after = self.keys[end : end + len(self.suffix)]
        return _share(self.prefix, before), _share(self.suffix, after)


def refind(text: str, exact: str, prefix: str = "", suffix: str = "") -> Found:
    """Find `exact` in `text`, in time that grows with their lengths and not with their product."""
    return _refind(_Text(text), exact, prefix, suffix)


def refind_all(text: str, quotes: Iterable[tuple[str, str, str]]) -> list[Found]:
    """Find each of many excerpts (exact, prefix, suffix) in one text, which is read once."""
    within = _Text(text)
    return [_refind(within, *quote) for quote in quotes]


def _refind(within: _Text, exact: str, prefix: str, suffix: str) -> Found:
    quote = _Quote(within, keys(exact), keys(prefix)[-_CONTEXT:], keys(suffix)[:_CONTEXT])
    if not quote.exact:
        place = within.text.find(exact) if exact.strip() else -1
        return Found(Fit.EXACT, place, place + len(exact), 1.0) if place >= 0 else Found(Fit.GONE)
    return _exact(quote) or _altered(quote) or Found(Fit.GONE)


def _exact(quote: _Quote) -> Found | None:
    length = len(quote.exact)
    best = max(_places(quote.within, quote.exact), key=lambda at: sum(quote.around(at, at + length)), default=None)
    if best is None:
        return None
    given = [
        share
        for share, side in zip(quote.around(best, best + length), (quote.prefix, quote.suffix), strict=True)
        if side
    ]
    fit = Fit.EXACT if not given or max(given) >= _FITS else Fit.MOVED
    return _found(quote, fit, best, best + length, 1.0)


def _places(within: _Text, exact: list[str]) -> Iterator[int]:
    """Where the words of `exact` stand in the text one after the other, the first few times."""
    sought = f" {' '.join(exact)} "
    place = within.joined.find(sought)
    for _time in range(_MOST_PLACES):
        if place < 0:
            return
        yield bisect_right(within.starts, place) - 1
        place = within.joined.find(sought, place + 1)


def _altered(quote: _Quote) -> Found | None:
    """The passage that is most like the excerpt, if it is like enough or stands where the excerpt stood."""
    ranked = [(*_weighed(quote, start, end), start, end) for start, end in {*_windows(quote), *_between(quote)}]
    if not ranked:
        return None
    _weight, alike, start, end = max(ranked)
    return _found(quote, Fit.ALTERED, start, end, alike) if _weight > 0 else None


def _weighed(quote: _Quote, start: int, end: int) -> tuple[float, float]:
    """How much speaks for a passage, 0 when too little does, and how much of the excerpt it has."""
    region = quote.keys[start:end]
    alike = LCSseq.normalized_similarity(quote.exact, region)
    before, after = quote.around(start, end)
    is_surrounded = (
        min(before, after) >= _SURROUNDED and min(len(quote.prefix), len(quote.suffix)) >= 3 and len(region) > 0
    )
    is_alike = alike >= (_ALIKE if len(quote.exact) > 3 else 1) or (alike >= _ALIKE / 2 and max(before, after) >= _FITS)
    return (2 * alike + before + after if is_alike or is_surrounded else 0.0), alike


def _windows(quote: _Quote) -> Iterator[tuple[int, int]]:
    """The passages as long as the excerpt that share most words with it, fitted to where the likeness ends."""
    length = len(quote.exact)
    slack = length // 2 + 3
    for start in _richest(quote.keys, quote.exact):
        low, high = max(0, start - slack), min(len(quote.keys), start + length + slack)
        blocks = LCSseq.opcodes(quote.exact, quote.keys[low:high])
        same = [block for block in blocks if block.tag == "equal"]
        if same:
            # Words that the excerpt has before its first and behind its last one that is left were replaced, not lost.
            begin = low + same[0].dest_start - same[0].src_start
            end = low + same[-1].dest_end + length - same[-1].src_end
            yield max(low, begin, 0), min(high, end)


def _richest(text: list[str], exact: list[str]) -> list[int]:
    """Starts of the windows of the excerpt's length with most of its words, the best ones that do not overlap."""
    length = len(exact)
    wanted, have, shared = Counter(exact), Counter[str](), 0
    scores: list[tuple[int, int]] = []
    for place, key in enumerate(text):
        if key in wanted:
            have[key] += 1
            shared += have[key] <= wanted[key]
        if place >= length and (old := text[place - length]) in wanted:
            shared -= have[old] <= wanted[old]
            have[old] -= 1
        if shared * 4 >= length:
            scores.append((shared, max(0, place - length + 1)))
    chosen: list[int] = []
    for _score, start in sorted(scores, key=lambda score: (-score[0], score[1]))[: 50 * _CANDIDATES + length]:
        if all(abs(start - other) > length // 2 for other in chosen):
            chosen.append(start)
        if len(chosen) == _CANDIDATES:
            break
    return chosen


def _between(quote: _Quote) -> Iterator[tuple[int, int]]:
    """What stands between the prefix and the suffix, wherever both are still there."""
    if min(len(quote.prefix), len(quote.suffix)) < 3:
        return
    before, after = quote.prefix[-4:], quote.suffix[:4]
    longest = 3 * len(quote.exact) + 10
    ends = list(_places(quote.within, after))
    for place in _places(quote.within, before):
        start = place + len(before)
        end = next((end for end in ends if start < end <= start + longest), None)
        if end is not None:
            yield start, end


def _found(quote: _Quote, fit: Fit, start: int, end: int, likeness: float) -> Found:
    return Found(fit, quote.within.words[start].start, quote.within.words[end - 1].end, round(likeness, 3))


def _share(wanted: list[str], met: list[str]) -> float:
    return sum((Counter(wanted) & Counter(met)).values()) / len(wanted) if wanted else 1.0
