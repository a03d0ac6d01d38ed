"""Puts figures together: number, hedge, what is counted, what became of it, and how sure each of them is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.extraction.accepting import counts
from claims.extraction.candidate import MONEY, Before, Candidate
from claims.extraction.classing import classify
from claims.extraction.context import place_of
from claims.extraction.grammar import grammar, places_of_signs
from claims.extraction.lemmas import lemma
from claims.extraction.proposals import Figure
from claims.extraction.qualifiers import numbers_in
from claims.extraction.registers import Sign, is_contested, is_plain, sign_of
from claims.extraction.scene import Scene
from claims.extraction.sentences import Sentence
from claims.extraction.tokens import Token, tokens
from claims.extraction.topics import after_silence
from claims.extraction.units import PERCENT
from claims.extraction.unknown import unknown_in

# How sure each field is, measured by kind on the test texts and rounded. The class has its own.
_SURE = {"value": 0.97, "qualifier": 0.95, "counted": 0.9, "who": 0.85, "place": 0.6, "as_of": 0.7}
_SURE_OF_BARE = 0.8  # a number without a noun or unit
_SURE_OF_UNKNOWN = 0.6  # a noun that no table knows


@dataclass(slots=True)
class Known:
    """A figure, and whether it is contested in any text."""

    figure: Figure
    contested: bool = True


def figures_in(text: str, sentences: Sequence[Sentence], language: str) -> list[Figure]:
    """The figures of a text in order, without whom they are attributed to."""
    found: list[tuple[int, Known]] = []
    told: list[Sign] = []
    before = Before()
    paragraph = 0
    rules = grammar(language)
    for index, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph:
            before, paragraph = replace(before, money=None) if before.money is not None else before, sentence.paragraph
        words = tokens(text, sentence.start, sentence.end)
        signs = places_of_signs(words, rules.signs_of)
        told.append(sign_of(words, signs.get("registers", ()), rules.exclusions))
        known, before = _known(text, words, signs, language, before)
        found += ((index, one) for one in known)
        if "answers" in signs and (not_known := unknown_in(words, signs["answers"], language)):
            found.append((index, Known(not_known)))
            before = before if known else replace(before, counted_class=not_known.counted_class)
    kept = (known.figure for index, known in found if known.contested or not is_plain(told, index))
    return sorted(kept, key=lambda figure: figure.start)


def _known(
    text: str, words: list[Token], signs: Mapping[str, list[int]], language: str, before: Before
) -> tuple[list[Known], Before]:
    """The figures of a sentence, and what the next one should know of it."""
    rules = grammar(language)
    numbers = numbers_in(
        words, signs["numbers"], rules.numbers, rules.hedges, rules.counting.rises, rules.counting.stops
    )
    if not numbers:
        return [], after_silence(words, signs, rules.counting, before)
    scene = Scene(words, signs, numbers, rules, before)
    accepted: list[Candidate] = []
    for candidate in scene.candidates:
        last = accepted[-1] if accepted else None
        if counts(scene, candidate, last):
            counted = next((other for other in reversed(accepted) if other.unit != PERCENT), last)
            classify(scene, candidate, counted if candidate.is_bare else last)
            accepted.append(candidate)
    told = [candidate.counted_class for candidate in accepted if candidate.unit is None]
    sums = [candidate.unit or "" for candidate in accepted if candidate.counted_class == MONEY]
    after = Before(
        told[-1] if told else before.counted_class if accepted else None,
        scene.is_of_protest,
        scene.is_festive,
        scene.is_of_illness,
        scene.is_bloodless,
        sums[-1] if sums else before.money,
    )
    return [_worth(_figure(text, scene, candidate, language), scene, candidate) for candidate in accepted], after


def _worth(figure: Figure, scene: Scene, candidate: Candidate) -> Known:
    return Known(figure, is_contested(candidate))


def _figure(text: str, scene: Scene, candidate: Candidate, language: str) -> Figure:
    words, amount, number = scene.words, candidate.amount, candidate.number
    first, end = amount.first, _end(candidate)
    low, high = amount.bounds
    counted = words[candidate.counted_at].text if candidate.counted_at is not None else None
    place = _words(text, words, place_of(scene.named, (first, end), scene.numbers))
    as_of = _words(text, words, scene.time)
    told = {"counted": counted, "who": candidate.who, "place": place, "as_of": as_of}
    return Figure(
        start=words[first].start,
        end=words[end - 1].end,
        num_start=words[number.first].start,
        num_end=words[number.end - 1].end,
        low=_plain(low),
        high=_plain(high),
        qualifier=amount.qualifier,
        counted=lemma(counted, language) if counted else None,
        counted_class=candidate.counted_class,
        who=candidate.who,
        unit=candidate.unit,
        place=place,
        as_of=as_of,
        confidence=_confidence(candidate, told),
    )


def _end(candidate: Candidate) -> int:
    """Past the counted noun where it touches the number; a noun that was shared stands elsewhere."""
    touches = candidate.phrase.first <= candidate.amount.end + 1
    return max(candidate.amount.end, candidate.phrase.end) if touches else candidate.amount.end


def _words(text: str, words: Sequence[Token], span: tuple[int, int] | None) -> str | None:
    return None if span is None else text[words[span[0]].start : words[span[1] - 1].end]


def _confidence(candidate: Candidate, told: Mapping[str, str | None]) -> dict[str, float]:
    """Of each field that has a value."""
    sure = {"value": _SURE["value"], "qualifier": _SURE["qualifier"]}
    for name, value in told.items():
        if value:
            sure[name] = _SURE[name]
    if candidate.phrase.noun_at is None and candidate.unit is None:
        sure["value"] = _SURE_OF_BARE
    if "counted" in sure and not candidate.phrase.known:
        sure["counted"] = _SURE_OF_UNKNOWN
    if candidate.counted_class:
        sure["counted_class"] = candidate.sure
    return sure


def _plain(value: Decimal | None) -> Decimal | None:
    """Without an exponent or zeros behind the comma."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
