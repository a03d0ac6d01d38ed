"""Who is counted where the noun itself does not say so."""

from claims.extraction.accepting import PEOPLE
from claims.extraction.candidate import Candidate
from claims.extraction.nouns import OUTCOMES
from claims.extraction.scene import Scene

_BODY_REACH = 4  # words: "of the state security forces"


def body_of(scene: Scene, candidate: Candidate) -> str | None:
    """Who the members of the body named right behind are: "16 Angehörige der Sicherheitskräfte"."""
    at = candidate.phrase.noun_at
    if at is None or scene.lists.members.of(scene.low(at)) is None:
        return None
    behind = scene.words[at + 1 : at + 1 + _BODY_REACH]
    return next((found.value.who for found in scene.lists.nouns.scan(behind) if found.value.who), None)


def said_to_be(scene: Scene, candidate: Candidate) -> str | None:
    """ "28 were [children]", "three of them [police cadets]": who they are said to be."""
    at = candidate.amount.end
    part = scene.lists.after_bare.at(scene.words, at)
    at = part.end if part else at
    copula = scene.low(at) in scene.lists.lists["plural_verbs"]
    noun = scene.lists.nouns.at(scene.words, at + copula) if part or copula else None
    return noun.value.who if noun else None


def leaves_noun_out(scene: Scene, candidate: Candidate) -> bool:
    """No noun, or a participle for one: "14 injured"."""
    at, first = candidate.phrase.noun_at, candidate.phrase.first
    if at is not None and at > first and scene.lists.nouns.at(scene.words, first):
        return False  # "eight people dead"
    return at is None or (candidate.phrase.known and scene.lists.outcomes.at(scene.words, at) is not None)


def inherit(candidate: Candidate, before: Candidate) -> None:
    """What "14 injured" leaves out stands in the figure before it: "five miners killed"."""
    noun = before.phrase.noun
    if before.included:
        return  # "549 tués, dont 41 enfants, et 957 blessés": those are no children
    described = noun is not None and noun.counted_class is None and before.counted_class in OUTCOMES
    if described and candidate.counted_class in PEOPLE:
        candidate.counted_at = before.counted_at
        candidate.who = candidate.who or (before.who if before.who != "protesters" else None)
