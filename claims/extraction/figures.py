"""Puts a figure together: number, hedge, what is counted, what became of it, and how sure each of them is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from claims.extraction.context import ContextWords, as_of, context_words, place
from claims.extraction.counting import (
    CLASS_OF_WHO,
    OUTCOMES,
    CountingWords,
    Hit,
    Noun,
    Phrase,
    counting_words,
    nearest,
    outcome_nouns_in,
    outcomes_in,
    phrase_after,
)
from claims.extraction.exclusions import ExclusionWords, exclusion_words, is_no_figure, looks_like_year
from claims.extraction.numbers import Number, NumberWords, number_words
from claims.extraction.proposals import Figure, Span
from claims.extraction.qualifiers import NONE, Qualified, QualifierWords, numbers_in, qualified, qualifier_words
from claims.extraction.tokens import Kind, Token, tokens
from claims.extraction.unknown import unknown_in

_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₴": "UAH", "₺": "TRY"}
_PERCENT = "%"
_BESIDE = 4  # what a verb right beside a number may be away; see counting.nearest
_TOLL_REACH = 25  # words between "Zahl" and the number it announces


@dataclass(frozen=True, slots=True)
class Grammar:
    numbers: NumberWords
    hedges: QualifierWords
    counting: CountingWords
    exclusions: ExclusionWords
    context: ContextWords


def grammar(language: str) -> Grammar:
    return Grammar(
        number_words(language),
        qualifier_words(language),
        counting_words(language),
        exclusion_words(language),
        context_words(language),
    )


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
    included: bool = False

    @property
    def number(self) -> Number:
        return self.amount.number


def figures_in(text: str, sentences: Sequence[Span], language: str) -> list[Figure]:
    """The figures of a text in order, without whom they are attributed to."""
    rules = grammar(language)
    found: list[Figure] = []
    for sentence in sentences:
        words = tokens(text, sentence.start, sentence.end)
        numbers = numbers_in(words, rules.numbers, rules.hedges)
        if numbers:
            found += _Reading(text, words, numbers, rules).figures()
        if not_known := unknown_in(words, language):
            found.append(not_known)
    return sorted(found, key=lambda figure: figure.start)


class _Reading:
    """One sentence that has numbers."""

    def __init__(self, text: str, words: list[Token], numbers: list[Number], rules: Grammar) -> None:
        self.text, self.words, self.rules = text, words, rules
        self.lists = rules.counting
        self.hits = outcomes_in(words, self.lists)
        self.nouns = outcome_nouns_in(words, self.lists)
        self.rising = [at for at, word in enumerate(words) if word.low in self.lists.lists["rises"]]
        self.tolls = [at for at, word in enumerate(words) if word.low in self.lists.lists["tolls"]]
        self.time = as_of(words, rules.context)
        self.numbers = numbers
        self.places = [number.first for number in numbers]

    def figures(self) -> list[Figure]:
        candidates: list[Candidate] = []
        for number in self.numbers:
            inside = candidates and number.first < candidates[-1].phrase.end
            if not inside and (candidate := self._candidate(number)):
                candidates.append(candidate)
        self.spans = [(candidate.amount.first, candidate.phrase.end) for candidate in candidates]
        self._share(candidates)
        kept: list[Candidate] = []
        for candidate in candidates:
            before = kept[-1] if kept else None
            if self._counts(candidate, before):
                self._classify(candidate, before)
                kept.append(candidate)
        return [self._figure(candidate) for candidate in kept]

    # -- what each number is

    def _candidate(self, number: Number) -> Candidate | None:
        amount = qualified(self.words, number, self.rules.hedges, risen=self._risen(number))
        unit = self._unit(number)
        start = amount.end
        if unit is not None and start < len(self.words) and self.words[start].text in (*_CURRENCIES, _PERCENT):
            start += 1
        phrase = phrase_after(self.words, start, self.lists, self.rules.exclusions.units)
        if phrase.is_unit and unit is None:
            return None
        hedged = amount.qualifier != NONE
        if is_no_figure(self.words, number, self.rules.exclusions, qualified=hedged, counts=phrase.known):
            return None
        return Candidate(amount, phrase, unit=unit, included=self._is_included(amount.first))

    def _risen(self, number: Number) -> bool:
        return any(0 < number.first - at <= 12 for at in self.rising)

    def _unit(self, number: Number) -> str | None:
        after = self.words[number.end].text if number.end < len(self.words) else ""
        before = self.words[number.first - 1].text if number.first else ""
        if after == _PERCENT:
            return "percent"
        return _CURRENCIES.get(before) or _CURRENCIES.get(after)

    def _is_included(self, first: int) -> bool:
        """Whether "darunter", "of whom" stands a few words before."""
        return any(self.lists.includes.at(self.words, at) for at in range(max(0, first - 4), first))

    def _share(self, candidates: list[Candidate]) -> None:
        """ "2.870 getöteten und 3.700 verletzten Soldaten": the noun stands behind the second number only."""
        for first, second in pairwise(candidates):
            gap = self.words[max(first.amount.end, first.phrase.end) : second.amount.first]
            joined = len(gap) == 1 and gap[0].low in self.lists.lists["ands"]
            if joined and first.phrase.noun_at is None and second.phrase.noun_at is not None and first.unit is None:
                first.phrase = replace(
                    first.phrase,
                    noun=second.phrase.noun,
                    noun_at=second.phrase.noun_at,
                    likely_people=second.phrase.likely_people,
                )

    # -- whether it counts anything

    def _counts(self, candidate: Candidate, before: Candidate | None) -> bool:
        if candidate.unit or candidate.phrase.known:
            return True
        if candidate.phrase.noun_at is not None:
            return self._counts_unknown(candidate)
        return self._counts_bare(candidate, before)

    def _counts_unknown(self, candidate: Candidate) -> bool:
        """A noun that no table knows: so is what follows a year or a name with a number."""
        if candidate.amount.qualifier != NONE or not candidate.number.digits or candidate.number.scaled:
            return True
        if looks_like_year(candidate.number):
            return False
        before = candidate.amount.first - 1
        named = before > 0 and self.words[before].capital and self.words[before].kind is Kind.WORD
        return not (named and not self.lists.capital_nouns)

    def _counts_bare(self, candidate: Candidate, before: Candidate | None) -> bool:
        """A number without a noun counts only where something else says what."""
        number, first = candidate.number, candidate.amount.first
        if number.vague or candidate.phrase.outcome or self._is_of_people(number):
            return True
        if looks_like_year(number) and candidate.amount.qualifier == NONE:
            return False
        if candidate.amount.qualifier != NONE or number.scaled or number.is_grouped:
            return True
        if before is not None and (candidate.included or self._goes_on(candidate)):
            return True
        return (self._is_cued(candidate) and any(0 < first - at <= 25 for at in self.tolls)) or self._is_told(candidate)

    def _is_of_people(self, number: Number) -> bool:
        return self.words[number.end - 1].low in self.rules.numbers.of_people

    def _is_cued(self, candidate: Candidate) -> bool:
        first, end = candidate.amount.first, candidate.amount.end
        before = self.words[first - 1].low if first else ""
        after = self.words[end].low if end < len(self.words) else ""
        return before in self.lists.lists["before_bare"] or after in self.lists.lists["after_bare"]

    def _goes_on(self, candidate: Candidate) -> bool:
        """Right behind a comma, a dash or an "and", after a figure of the same sentence: "187 dagegen"."""
        first = candidate.amount.first
        return bool(first) and (
            self.words[first - 1].text in ",—–-" or self.words[first - 1].low in self.lists.lists["ands"]
        )

    def _is_told(self, candidate: Candidate) -> bool:
        """A verb stands right beside it: "captured five", "250 were injured"."""
        hit = self._nearest(candidate)
        return hit is not None and hit[1] <= _BESIDE

    # -- what it counts

    def _classify(self, candidate: Candidate, before: Candidate | None) -> None:
        phrase = candidate.phrase
        candidate.counted_at = phrase.noun_at
        if phrase.noun:
            candidate.who = phrase.noun.who
            candidate.unit = candidate.unit or phrase.noun.unit
        candidate.counted_class, candidate.sure = self._class(candidate, before)
        if candidate.counted_class == "protesters" and candidate.who is None:
            candidate.who = "protesters"
        if before is not None and candidate.unit is None and self._leaves_noun_out(phrase):
            self._inherit(candidate, before)

    def _leaves_noun_out(self, phrase: Phrase) -> bool:
        """No noun, or a participle for one: "14 injured"."""
        at = phrase.noun_at
        return at is None or (phrase.known and self.lists.outcomes.at(self.words, at) is not None)

    def _inherit(self, candidate: Candidate, before: Candidate) -> None:
        """What "14 injured" leaves out stands in the figure before it: "five miners killed"."""
        named = before.phrase.noun is not None and before.phrase.noun.counted_class is None
        if named and before.counted_class in OUTCOMES and candidate.counted_class in OUTCOMES | {"people_other"}:
            candidate.counted_at = before.counted_at
            candidate.who = candidate.who or (before.who if before.who != "protesters" else None)

    def _class(self, candidate: Candidate, before: Candidate | None) -> tuple[str | None, float]:
        noun, phrase = candidate.phrase.noun, candidate.phrase
        if candidate.unit:
            return ("percent" if candidate.unit == "percent" else "money"), 0.99
        if noun and noun.counted_class and not noun.is_people:
            return self._class_of_things(candidate, noun.counted_class)
        if phrase.outcome:
            return phrase.outcome, 0.95
        if noun and noun.counted_class:
            return noun.counted_class, 0.95
        return self._class_of_people(candidate, before)

    def _class_of_things(self, candidate: Candidate, counted_class: str) -> tuple[str, float]:
        at = candidate.phrase.noun_at
        is_case = at is not None and self.words[at].low in self.lists.lists["cases"]
        ill = any(hit.outcome == "infected" for hit in self.hits)
        return ("infected", 0.8) if is_case and ill else (counted_class, 0.9)

    def _class_of_people(self, candidate: Candidate, before: Candidate | None) -> tuple[str | None, float]:
        phrase = candidate.phrase
        bare = phrase.noun_at is None or (candidate.included and not phrase.known)
        open_to_all = bare or bool(phrase.noun and phrase.noun.anyone)
        hit = self._nearest(candidate)
        if hit and hit[1] <= _BESIDE and self._tells(hit, candidate, bare=bare):
            return _class_of(hit), 0.9
        if bare and candidate.included and before is not None:
            return before.counted_class, 0.8
        toll = self._toll_class(candidate, bare=bare) if open_to_all else None
        if toll:
            return toll, 0.8
        if hit and self._tells(hit, candidate, bare=bare):
            return _class_of(hit), 0.9 if hit[1] <= 8 else 0.7
        if bare and before is not None and not candidate.number.vague:
            return before.counted_class, 0.6
        if not bare and not phrase.known and not phrase.likely_people:
            return "things_other", 0.5
        if bare and not candidate.number.vague and not self._is_of_people(candidate.number):
            return "things_other", 0.3
        return CLASS_OF_WHO.get(candidate.who or "", "people_other"), 0.7

    def _nearest(self, candidate: Candidate) -> tuple[Hit, int] | None:
        span = (candidate.amount.first, max(candidate.phrase.end, candidate.amount.end))
        others = [place for place in self.places if place != candidate.number.first]
        hits = [hit for hit in self.hits if not self._belongs_elsewhere(hit, span)]
        hits += [hit for hit in self.nouns if hit.end <= span[0] <= hit.end + 2]
        return nearest(self.words, hits, span, others, self.lists)

    def _belongs_elsewhere(self, hit: Hit, span: tuple[int, int]) -> bool:
        """Whether the hit stands in the phrase of another figure: "40 Gefangene"."""
        return any(
            first <= hit.first and hit.end <= end and (first, end) != span
            for first, end in self.spans
            if first != span[0]
        )

    def _tells(self, hit: tuple[Hit, int], candidate: Candidate, *, bare: bool) -> bool:
        """Whether the hit is near enough; a noun that no table knows may be a thing."""
        phrase = candidate.phrase
        crowd = hit[0].outcome in ("troops", "protesters")
        if bare or (phrase.noun and phrase.noun.anyone):
            return hit[1] <= (12 if crowd else 25)
        if phrase.known:
            return hit[1] <= 25 and not crowd
        return hit[1] <= (12 if phrase.likely_people else 3) and not crowd

    def _toll_class(self, candidate: Candidate, *, bare: bool) -> str | None:
        """ "Die Zahl der Todesopfer stieg auf 300": what the number counts stands behind the word "Zahl"."""
        first = candidate.amount.first
        for at in reversed([at for at in self.tolls if 0 < first - at <= _TOLL_REACH]):
            if any(at < place < first for place in self.places):
                return None
            code = self._toll_at(at, candidate, bare=bare)
            if code:
                return code
        return None

    def _toll_at(self, at: int, candidate: Candidate, *, bare: bool) -> str | None:
        for near in (at, at - 1):  # "Totenzahl", "death toll"
            own = self.lists.nouns.at(self.words, near) if near >= 0 else None
            if own and (code := _class_of_noun(own.value)):
                return code
        phrase = phrase_after(self.words, at + 1, self.lists, self.rules.exclusions.units)
        if phrase.end > candidate.amount.first:
            return None
        if phrase.noun_at is not None and bare:
            candidate.counted_at = phrase.noun_at
        if phrase.noun:
            candidate.who = candidate.who or phrase.noun.who
        if phrase.outcome:
            return phrase.outcome
        if phrase.noun:
            return _class_of_noun(phrase.noun)
        return "things_other" if phrase.noun_at is not None and bare else None

    # -- the figure

    def _figure(self, candidate: Candidate) -> Figure:
        words, amount, number = self.words, candidate.amount, candidate.number
        end = max(amount.end, candidate.phrase.end if candidate.phrase.first <= amount.end + 1 else amount.end)
        low, high = amount.bounds
        others = [other for other in self.places if other != number.first]
        where = place(words, (amount.first, end), others, self.rules.context)
        return Figure(
            start=words[amount.first].start,
            end=words[end - 1].end,
            num_start=words[number.first].start,
            num_end=words[number.end - 1].end,
            low=_plain(low),
            high=_plain(high),
            qualifier=amount.qualifier,
            counted=words[candidate.counted_at].text if candidate.counted_at is not None else None,
            counted_class=candidate.counted_class,
            who=candidate.who,
            unit=candidate.unit,
            place=self._text_of(where),
            as_of=self._text_of(self.time),
            confidence=_confidence(candidate, place=where is not None, as_of=self.time is not None),
        )

    def _text_of(self, span: tuple[int, int] | None) -> str | None:
        return None if span is None else self.text[self.words[span[0]].start : self.words[span[1] - 1].end]


def _confidence(candidate: Candidate, *, place: bool, as_of: bool) -> dict[str, float]:
    """How sure each field is that has a value; measured by kind on the test texts, and rounded."""
    bare = candidate.phrase.noun_at is None and candidate.unit is None
    sure = {
        "value": 0.8 if bare else 0.97,
        "qualifier": 0.95,
        "counted": 0.9 if candidate.phrase.known else 0.6,
        "counted_class": candidate.sure,
        "who": 0.85,
        "place": 0.6,
        "as_of": 0.7,
    }
    present = {
        "counted": candidate.counted_at is not None,
        "counted_class": candidate.counted_class is not None,
        "who": candidate.who is not None,
        "place": place,
        "as_of": as_of,
    }
    return {name: value for name, value in sure.items() if present.get(name, True)}


def _class_of(hit: tuple[Hit, int]) -> str:
    return hit[0].outcome


def _class_of_noun(noun: Noun) -> str | None:
    return noun.counted_class or CLASS_OF_WHO.get(noun.who or "")


def _plain(value: Decimal | None) -> Decimal | None:
    """Without an exponent or zeros behind the comma."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
