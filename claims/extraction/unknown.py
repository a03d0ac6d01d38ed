"""Figures that a text says are not known yet: "how many civilians were killed is still being established"."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claims.extraction.counting import CountingWords, counting_words, phrase_after
from claims.extraction.exclusions import exclusion_words
from claims.extraction.languages import table
from claims.extraction.lexicon import Found, Lexicon
from claims.extraction.nouns import CLASS_OF_WHO
from claims.extraction.outcomes import nearest, outcomes_in
from claims.extraction.proposals import Figure
from claims.extraction.tokens import Kind, Token

NOT_YET_KNOWN = "not_yet_known"


@dataclass(frozen=True, slots=True)
class UnknownWords:
    asks: Lexicon[str]
    answers: Lexicon[str]


@cache
def unknown_words(language: str) -> UnknownWords:
    lists = table(language, "context").get("unknown", {})
    asks, answers = (str(lists.get(name, "")).split() for name in ("asks", "answers"))
    return UnknownWords(
        Lexicon((phrase, "asks") for phrase in asks), Lexicon((phrase, "answers") for phrase in answers)
    )


def unknown_in(tokens: Sequence[Token], places: Sequence[int], language: str) -> Figure | None:
    """The figure that a sentence without it announces, where it counts what became of people.

    `places` are those where an answer ("is being established") may begin.
    """
    if not places:
        return None
    lists = unknown_words(language)
    answered = lists.answers.scan(tokens, places)
    ask = next(iter(lists.asks.scan(tokens)), None) if answered else None
    if ask is None or any(token.kind is Kind.NUMBER for token in tokens[ask.end : ask.end + 6]):
        return None
    return _figure(tokens, ask, counting_words(language), language)


def _figure(tokens: Sequence[Token], ask: Found[str], lists: CountingWords, language: str) -> Figure | None:
    phrase = phrase_after(tokens, ask.end, lists, exclusion_words(language).units)
    if phrase.noun is None or not phrase.noun.is_people:
        return None
    near = nearest(tokens, outcomes_in(tokens, lists), (ask.first, phrase.end), (), lists)
    counted_class = phrase.outcome or phrase.noun.counted_class or (near.outcome if near else None)
    first, last = tokens[ask.first], tokens[max(phrase.end, ask.end) - 1]
    return Figure(
        start=first.start,
        end=last.end,
        num_start=first.start,
        num_end=tokens[ask.end - 1].end,
        low=None,
        high=None,
        qualifier=NOT_YET_KNOWN,
        counted=tokens[phrase.noun_at].text if phrase.noun_at is not None else None,
        counted_class=counted_class or CLASS_OF_WHO.get(phrase.noun.who or "", "people_other"),
        who=phrase.noun.who,
        confidence={"qualifier": 0.8, "counted_class": 0.8},
    )
