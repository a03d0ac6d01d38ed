"""Everything that the tables of a language say about figures, and where in a sentence any of it may begin."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from claims.extraction.context import ContextWords, context_words
from claims.extraction.counting import CountingWords, counting_words
from claims.extraction.exclusions import ExclusionWords, exclusion_words
from claims.extraction.lexicon import Lexicon, begun_by
from claims.extraction.numbers import NumberWords, number_words
from claims.extraction.qualifiers import QualifierWords, qualifier_words
from claims.extraction.tokens import KEPT_WORDS, Token
from claims.extraction.unknown import unknown_words

# Lists of CountingWords that are looked up where one of their entries may begin.
LISTED = (
    *("sums", "nouns", "outcomes", "rises", "tolls", "includes", "gatherings", "illnesses", "organised", "festive"),
    *("bloodless", "listing", "among", "out_of_those", "resumes"),
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything that the tables of a language say about figures."""

    numbers: NumberWords
    hedges: QualifierWords
    counting: CountingWords
    exclusions: ExclusionWords
    context: ContextWords
    signs_of: Callable[[str], frozenset[str]]  # what may begin with a word: a number, or an entry of a list


@cache
def grammar(language: str) -> Grammar:
    numbers, counting, context = number_words(language), counting_words(language), context_words(language)
    exclusions = exclusion_words(language)
    others = {"idioms": exclusions.idioms, "registers": exclusions.registers}
    others |= {"answers": unknown_words(language).answers}
    return Grammar(
        numbers,
        qualifier_words(language),
        counting,
        exclusions,
        context,
        _signs(numbers, counting, context, others),
    )


def _signs(
    numbers: NumberWords, counting: CountingWords, context: ContextWords, others: Mapping[str, Lexicon[str]]
) -> Callable[[str], frozenset[str]]:
    """What may begin with a word: asked of every word of a text, so it is answered once for each."""
    openers = {"times": context.time_openers, "places": context.place_openers}
    begun = begun_by({**{name: getattr(counting, name) for name in LISTED}, **openers, **others})

    @lru_cache(maxsize=KEPT_WORDS)
    def signs_of(word: str) -> frozenset[str]:
        return begun(word) | {"numbers"} if numbers.begin_with(word) else begun(word)

    return signs_of


def places_of_signs(words: Sequence[Token], signs_of: Callable[[str], frozenset[str]]) -> Mapping[str, list[int]]:
    """Where numbers and what the lists have may begin."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, signs in enumerate(map(signs_of, [word.low for word in words])):
        for sign in signs:  # few words have any
            places[sign].append(at)
    return places
