"""What a text speaks of, sentence by sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from claims.extraction.candidate import Before
from claims.extraction.counting import CountingWords
from claims.extraction.outcomes import outcomes_in
from claims.extraction.tokens import Token

PROTESTERS, INFECTED = "protesters", "infected"


def after_silence(
    words: Sequence[Token], signs: Mapping[str, list[int]], lists: CountingWords, before: Before
) -> Before:
    """What a sentence without numbers tells the next one: "Вчера прошёл митинг. Собрались 300 человек"."""
    festive = before.festive or bool(lists.festive.scan(words, signs["festive"]))
    hits = outcomes_in(words, lists, signs["outcomes"]) if signs["outcomes"] else ()
    outcomes = {hit.outcome for hit in hits}
    protest = PROTESTERS in outcomes or bool(lists.organised.scan(words, signs["organised"]))
    illness = INFECTED in outcomes or bool(lists.illnesses.scan(words, signs["illnesses"]))
    return replace(
        before,
        counted_class=None,
        protest=(before.protest or protest) and not festive,
        festive=festive,
        illness=before.illness or illness,
    )
