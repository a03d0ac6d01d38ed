"""One sentence with numbers, as the rules look at it: its words, its numbers, and what is said around them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from claims.extraction.context import ContextWords, as_of, context_words, places_in
from claims.extraction.counting import CountingWords, Phrase, counting_words, phrase_after
from claims.extraction.exclusions import ExclusionWords, exclusion_words, is_no_figure
from claims.extraction.lexicon import Lexicon, begun_by
from claims.extraction.numbers import Number, NumberWords, number_words
from claims.extraction.outcomes import Hit, Near, nearest, outcome_nouns_in, outcomes_in
from claims.extraction.qualifiers import NONE, Qualified, QualifierWords, qualified, qualifier_words
from claims.extraction.tokens import KEPT_WORDS, Kind, Token
from claims.extraction.unknown import unknown_words

PERCENT = "percent"
PROTESTERS, INFECTED = "protesters", "infected"
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₴": "UAH", "₺": "TRY"}
_PERCENT_MARK = "%"
_RISE_REACH = 12  # words between "stieg" and the number that was reached
_IDIOM_REACH = 3  # words from the beginning of "one way or another" to the number in it
_INCLUDES_REACH = 4  # words between "darunter" and the number


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
    others = {"idioms": exclusions.idioms, "answers": unknown_words(language).answers}
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
    told = ("nouns", "outcomes", "rises", "tolls", "includes", "gatherings", "illnesses", "among", "resumes")
    openers = {"times": context.time_openers, "places": context.place_openers}
    begun = begun_by({**{name: getattr(counting, name) for name in told}, **openers, **others})

    @lru_cache(maxsize=KEPT_WORDS)
    def signs_of(word: str) -> frozenset[str]:
        return begun(word) | {"numbers"} if numbers.begin_with(word) else begun(word)

    return signs_of


def places_of_signs(words: Sequence[Token], signs_of: Callable[[str], frozenset[str]]) -> Mapping[str, list[int]]:
    """Where numbers and what the lists have may begin."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        if signs := signs_of(word.low):  # few words have any
            for sign in signs:
                places[sign].append(at)
    return places


@dataclass(slots=True)
class Candidate:
    """A number on its way to become a figure."""

    amount: Qualified
    phrase: Phrase
    counted_class: str | None = None
    who: str | None = None
    counted_at: int | None = None
    unit: str | None = None
    sure: float = 0.0
    included: bool = False  # "darunter", "of whom": among those just counted

    @property
    def number(self) -> Number:
        return self.amount.number

    @property
    def span(self) -> tuple[int, int]:
        return self.amount.first, max(self.phrase.end, self.amount.end)

    @property
    def is_bare(self) -> bool:
        """Whether no noun says what is counted. One that no table knows may be an adverb ("dont neuf grièvement")."""
        return self.phrase.noun_at is None or (self.included and not self.phrase.known)

    @property
    def counts_anyone(self) -> bool:
        return self.phrase.noun is not None and self.phrase.noun.anyone


@dataclass(slots=True)
class Before:
    """What the sentences before have told: the class of the last figure, a protest, an illness."""

    counted_class: str | None = None
    protest: bool = False
    illness: bool = False


class Scene:
    """A sentence that has numbers. All places are those of tokens."""

    def __init__(
        self,
        words: Sequence[Token],
        signs: Mapping[str, list[int]],
        numbers: Sequence[Number],
        rules: Grammar,
        before: Before,
    ) -> None:
        self.words, self.rules, self.before = words, rules, before
        self.lists = rules.counting
        nouns = self.lists.nouns.scan(words, signs["nouns"])
        self._nouns = outcome_nouns_in(nouns)
        self.hits = outcomes_in(words, self.lists, signs["outcomes"])
        topics = {hit.outcome for hit in self.hits} | {noun.value.topic for noun in nouns}
        illnesses = self.lists.illnesses.scan(words, signs["illnesses"])
        self.is_of_illness = before.illness or INFECTED in topics or bool(illnesses)
        self.is_of_protest = before.protest or PROTESTERS in topics
        if self.is_of_protest:
            gatherings = self.lists.gatherings.scan(words, signs["gatherings"])
            gathered = [Hit(PROTESTERS, found.first, found.end) for found in gatherings]
            self.hits = sorted((*self.hits, *gathered), key=lambda hit: hit.first)
        self._rising = [found.first for found in self.lists.rises.scan(words, signs["rises"])]
        self.tolls = [found.first for found in self.lists.tolls.scan(words, signs["tolls"])]
        self.includes = {found.first for found in self.lists.includes.scan(words, signs["includes"])}
        self.among = [found.end for found in self.lists.among.scan(words, signs["among"])]
        self.resumed = {found.end for found in self.lists.resumes.scan(words, signs["resumes"])}
        self._idioms = rules.exclusions.idioms.scan(words, signs["idioms"])
        self.named = places_in(words, rules.context, signs["places"])
        self.time = as_of(words, rules.context, signs["times"])
        self.numbers = [number.first for number in numbers]
        self.candidates = self._candidates(numbers)
        self._firsts = [candidate.amount.first for candidate in self.candidates]
        self._share()

    def low(self, at: int) -> str:
        return self.words[at].low if 0 <= at < len(self.words) else ""

    def near(self, candidate: Candidate) -> Near | None:
        """The word that most likely says what became of those counted."""
        span = candidate.span
        hits = [hit for hit in self.hits if not self._belongs_elsewhere(hit, candidate)]
        beside = [hit for hit in self._nouns if hit.end <= span[0] <= hit.end + 2]
        hits = sorted((*hits, *beside), key=lambda hit: hit.first) if beside else hits
        return nearest(self.words, hits, span, self.numbers, self.lists)

    def _belongs_elsewhere(self, hit: Hit, candidate: Candidate) -> bool:
        """Whether the hit stands in the phrase of another figure: "40 Gefangene"."""
        at = bisect_right(self._firsts, hit.first) - 1
        holder = self.candidates[at] if at >= 0 else None
        if holder is None or holder is candidate or holder.phrase.noun_at is None:
            return False  # "zwei schwer und drei leicht verletzt": the verb is everybody's
        return hit.end <= holder.phrase.end

    def _candidates(self, numbers: Sequence[Number]) -> list[Candidate]:
        found: list[Candidate] = []
        for number in numbers:
            inside = found and number.first < found[-1].phrase.end
            if not inside and (candidate := self._candidate(number)):
                found.append(candidate)
        return found

    def _candidate(self, number: Number) -> Candidate | None:
        amount = qualified(self.words, number, self.rules.hedges, risen=self._is_risen(number))
        unit = self._unit(number)
        marked = unit is not None and self._is_unit_mark(amount.end)
        phrase = self._phrase(amount.end + marked, unit)
        if (phrase.is_unit and unit is None) or self._is_in_idiom(number):
            return None
        hedged = amount.qualifier != NONE
        if is_no_figure(self.words, number, self.rules.exclusions, qualified=hedged, counts=phrase.known):
            return None
        included = self._is_included(amount.first) or amount.end in self.includes  # "darunter zwei", "two of which"
        return Candidate(amount, phrase, unit=unit, included=included)

    def _phrase(self, start: int, unit: str | None) -> Phrase:
        """What is counted: nothing behind "$5 million", and behind "70 %" only what "of" leads to."""
        if unit is not None and (unit != PERCENT or self.low(start) not in self.lists.lists["links"]):
            return Phrase(start, first=start)
        phrase = phrase_after(self.words, start, self.lists, self.rules.exclusions.units)
        following = bisect_left(self.numbers, start)
        inner = self.numbers[following] if following < len(self.numbers) else phrase.end
        of_others = inner < phrase.end and self._is_part(self.words[start:inner])
        return Phrase(start, first=start) if of_others else phrase  # "trois des onze prévenus": of the second number

    def _is_in_idiom(self, number: Number) -> bool:
        return any(
            0 <= number.first - idiom.first <= _IDIOM_REACH and number.first < idiom.end for idiom in self._idioms
        )

    def _is_risen(self, number: Number) -> bool:
        return any(0 < number.first - at <= _RISE_REACH for at in self._rising)

    def _is_included(self, first: int) -> bool:
        return bool(self.includes) and any(at in self.includes for at in range(first - _INCLUDES_REACH, first))

    def _is_unit_mark(self, at: int) -> bool:
        return at < len(self.words) and (self.words[at].text in _CURRENCIES or self.words[at].text == _PERCENT_MARK)

    def _unit(self, number: Number) -> str | None:
        before, after = self.low(number.first - 1), self.low(number.end)
        if after == _PERCENT_MARK:
            return PERCENT
        return _CURRENCIES.get(before) or _CURRENCIES.get(after)

    def _share(self) -> None:
        """ "2.870 getöteten und 3.700 verletzten Soldaten", "200, 250 et 300 personnes": the last one has the noun."""
        listed = False
        for first, second in reversed(list(pairwise(self.candidates))):
            shared = second.phrase
            gap = self.words[first.span[1] : second.amount.first]
            listed = len(gap) == 1 and (self._links(gap[0].low, first) or (listed and gap[0].text == ","))
            listed = listed or self._is_part(gap)
            if listed and first.phrase.noun_at is None and shared.noun_at is not None and first.unit is None:
                first.phrase = replace(
                    first.phrase, noun=shared.noun, noun_at=shared.noun_at, likely_people=shared.likely_people
                )

    def _is_part(self, gap: Sequence[Token]) -> bool:
        """ "Sixteen of the 20 hostages"."""
        return bool(gap) and all(token.low in self.lists.lists["links"] for token in gap)

    def _links(self, word: str, first: Candidate) -> bool:
        """An "and", or the "to" of "from 200 to 350 units"."""
        hedges = self.rules.hedges
        opened = any(self.low(first.number.first - back) in hedges.moving for back in (1, 2))  # "von geplanten 25.000"
        moves = opened and word in hedges.reaching
        return moves or word in self.lists.lists["ands"]


def is_name(scene: Scene, at: int) -> bool:
    """Whether a capital letter marks a name there; in German every noun has one, and so has a sentence's first word."""
    if at <= 0 or scene.lists.capital_nouns:
        return False
    return scene.words[at].kind is Kind.WORD and scene.words[at].capital
