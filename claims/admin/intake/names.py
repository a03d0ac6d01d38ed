"""The names that an article has for its speakers, and the sources that they may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Max

from claims.proposing import Row
from sources.models import Source, SourceName
from sources.names import name_key

MOST_ALIKE = 3
_SHORTEST_STEM = 5  # letters: below this, two names that begin alike are no sign


@dataclass(frozen=True)
class Named:
    """A name as the article has it; the source that it surely is, and those that it may be."""

    name: str
    source: Source | None
    alike: Sequence[Source]


def named_in(rows: Iterable[Row]) -> list[str]:
    """Every name in the chains, in the order of the text."""
    return list(dict.fromkeys(name for row in rows for name in row.chain))


def recognised(names: Sequence[str]) -> list[Named]:
    """What the desk knows of these names: the same name in any spelling is sure, one that looks alike is offered."""
    keys = {name: name_key(name) for name in names}
    by_key: dict[str, set[int]] = {}
    for key, source in SourceName.objects.filter(key__in=filter(None, keys.values())).values_list("key", "source"):
        by_key.setdefault(key, set()).add(source)
    sure = {key: next(iter(sources)) for key, sources in by_key.items() if len(sources) == 1}
    known = Source.objects.in_bulk(sure.values())
    return [_named(name, keys[name], known.get(sure.get(keys[name], 0))) for name in names]


def _named(name: str, key: str, source: Source | None) -> Named:
    if source:
        return Named(name, source, [])
    alike = _alike(key) or _ending_alike(key)
    same = [other for other in alike if differs_by_its_ending(key, other)]
    return Named(name, same[0] if len(same) == 1 else None, alike)


def _alike(key: str) -> list[Source]:
    """Sources whose names begin with the same stems, or look like this one: an ending may be that of a case."""
    if not key:
        return []
    likeness = Max(TrigramWordSimilarity(key, "names__key"))
    alike = Source.objects.filter(names__key__trigram_word_similar=key).annotate(likeness=likeness)
    return list(alike.order_by("-likeness", "pk").prefetch_related("names")[:MOST_ALIKE])


def nearly_called(name: str) -> list[Source]:
    """Sources that a new one of this name may be already, the likeliest first."""
    return _alike(name_key(name))


def _ending_alike(key: str) -> list[Source]:
    """Sources whose names look like the last words of this one: an office may stand before a name. Only offered."""
    words = key.split()
    tails = [" ".join(words[-count:]) for count in (2, 1) if count < len(words)]
    return next((found for tail in tails if len(tail) >= _SHORTEST_STEM and (found := _alike(tail))), [])


def differs_by_its_ending(key: str, source: Source) -> bool:
    """Whether some name of `source` has the same words but for their endings: Gesundheitsministeriums, Минздравом."""
    words = key.split()
    return any(_same_stems(words, known.key.split()) for known in source.names.all())


def _same_stems(words: list[str], others: list[str]) -> bool:
    return len(words) == len(others) and all(_same_stem(a, b) for a, b in zip(words, others, strict=True))


def _same_stem(one: str, other: str) -> bool:
    shared = min(len(one), len(other)) - 1
    return one == other or (
        shared >= _SHORTEST_STEM and one[:shared] == other[:shared] and abs(len(one) - len(other)) < 4
    )
