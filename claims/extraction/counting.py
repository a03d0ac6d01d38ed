"""What a number counts: the noun behind it, what became of those who are counted, and who they are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from claims.extraction.exclusions import tells_when
from claims.extraction.languages import table
from claims.extraction.lexicon import Found, Lexicon, entries, is_hyphen, phrases, words
from claims.extraction.nouns import OUTCOME_NOUNS, Noun, nouns_of
from claims.extraction.short_forms import is_no_noun
from claims.extraction.tokens import Kind, Token

_ADJECTIVES = 5  # words in which a plural follows an adverb
_SHORTEST_NOUN = 2  # letters, which no table knows: "4 Cs 43 Js" is a file's number
_LONGEST_PHRASE = 8  # tokens from the number to its noun
_QUOTES = '"„“”«»'


@dataclass(slots=True)
class Phrase:
    """What stands behind a number. `end` is past the noun, or past the outcome where it has none ("14 injured")."""

    end: int
    noun_at: int | None = None
    noun: Noun | None = None
    outcome: str | None = None
    is_unit: bool = False
    first: int = 0
    likely_people: bool = False

    @property
    def known(self) -> bool:
        return self.noun is not None


def _is_inner(tokens: Sequence[Token], at: int) -> bool:
    """An apostrophe, or the stop of an abbreviation: "l'armée", "seven U.S. soldiers"."""
    token = tokens[at]
    initial = token.text == "." and len(tokens[at - 1].text) == 1 and tokens[at - 1].capital
    return token.glued and at > 0 and (token.low == "'" or initial)


@dataclass(frozen=True, slots=True)
class CountingWords:
    nouns: Lexicon[Noun]
    outcomes: Lexicon[str]
    split: Mapping[str, tuple[tuple[str, str], ...]]
    stops: frozenset[str]
    lists: Mapping[str, frozenset[str]]
    includes: Lexicon[str]
    after_bare: Lexicon[str]
    rises: Lexicon[str]
    tolls: Lexicon[str]
    noun_first: bool
    capital_nouns: bool
    verb: str
    gatherings: Lexicon[str]
    members: Lexicon[str]
    resumes: Lexicon[str]
    compares: Lexicon[str]
    talk: Lexicon[str]
    illnesses: Lexicon[str]
    organised: Lexicon[str]
    festive: Lexicon[str]
    bloodless: Lexicon[str]
    listing: Lexicon[str]
    among: Lexicon[str]
    also: Lexicon[str]
    out_of_those: Lexicon[str]
    turned: frozenset[str]
    sums: Lexicon[str]
    attributive_endings: tuple[str, ...]
    plural: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    adverb_endings: tuple[str, ...]
    verb_endings: tuple[str, ...]
    people_endings: tuple[str, ...]
    participle: re.Pattern[str] | None
    act_endings: tuple[str, ...]
    genitive_endings: tuple[str, ...]
    before_noun: frozenset[str] = field(default_factory=frozenset)

    def is_participle(self, token: Token) -> bool:
        return self.participle is not None and self.participle.fullmatch(token.low) is not None


# Lists of single words, one of a table each.
_LISTS = """
breaks ands before_bare links out_of against cases finite copulas negations groups lasting uncounted each more told_of
asides doers transitive no_adverbs ruined others present peopled clause_openers numbering unharmed plural_verbs
priced_before priced_after acts focus victims treated counting owners wholly_people routed death_tolls corrects
"""


@cache
def counting_words(language: str) -> CountingWords:
    counting = table(language, "counting")
    lists = counting.get("words", {})
    return CountingWords(
        nouns=Lexicon(nouns_of(counting)),
        outcomes=Lexicon(entries(counting.get("outcomes", {}))),
        split={code: _pairs(verbs) for code, verbs in counting.get("split", {}).items()},
        stops=words(counting, "stops"),
        lists={name: words(lists, name) for name in _LISTS.split()},
        includes=phrases(lists, "includes"),
        after_bare=phrases(lists, "after_bare"),
        rises=phrases(lists, "rises"),
        tolls=phrases(lists, "tolls"),
        noun_first=counting.get("order") == "noun_first",
        capital_nouns=bool(counting.get("capital_nouns")),
        verb=counting.get("verb", "both"),
        gatherings=phrases(lists, "gatherings"),
        members=phrases(lists, "members"),
        resumes=phrases(lists, "resumes"),
        compares=Lexicon(((phrase, "compares") for phrase in lists.get("compares", "").split()), by_last=True),
        talk=phrases(lists, "talk"),
        illnesses=phrases(lists, "illnesses"),
        organised=phrases(lists, "organised"),
        festive=phrases(lists, "festive"),
        bloodless=phrases(lists, "bloodless"),
        listing=phrases(lists, "listing"),
        among=phrases(lists, "among"),
        also=phrases(lists, "also"),
        out_of_those=phrases(lists, "out_of_those"),
        sums=phrases(lists, "sums"),
        attributive_endings=tuple(str(counting.get("attributive_endings", "")).split()),
        plural=tuple(str(counting.get("plural", "")).split()),
        adjective_endings=tuple(str(counting.get("adjective_endings", "")).split()),
        adverb_endings=tuple(str(counting.get("adverb_endings", "")).split()),
        verb_endings=tuple(str(counting.get("verb_endings", "")).split()),
        people_endings=tuple(str(counting.get("people_endings", "")).split()),
        participle=re.compile(counting["participle"]) if "participle" in counting else None,
        act_endings=tuple(str(counting.get("act_endings", "")).split()),
        genitive_endings=tuple(str(counting.get("genitive_endings", "")).split()),
        before_noun=words(counting, "before_noun"),
        turned=words(lists, "turned"),
    )


def _pairs(verbs: str) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in (verb.split("+") for verb in verbs.split()))


def phrase_after(tokens: Sequence[Token], start: int, lists: CountingWords, units: Lexicon[str]) -> Phrase:
    """The phrase of the noun that begins at `start`, right behind the number."""
    return _Walk(tokens, start, lists, units).run()


class _Walk:
    """Walks over the words behind a number until the noun is found or the phrase is over."""

    def __init__(self, tokens: Sequence[Token], start: int, lists: CountingWords, units: Lexicon[str]) -> None:
        self.tokens, self.start, self.lists, self.units = tokens, start, lists, units
        self.noun_at: int | None = None
        self.noun: Noun | None = None
        self.noun_end = start
        self.unknown: list[int] = []
        self.adjective: int | None = None
        self.outcome: str | None = None
        self.outcome_end = start
        self.is_unit = False

    def run(self) -> Phrase:
        at: int | None = self.start
        last = min(len(self.tokens), self.start + _LONGEST_PHRASE)
        while at is not None and at < last:
            at = self._step(at)
        return self._phrase()

    def _step(self, at: int) -> int | None:
        """Reads the token at `at`; answers where to go on, or None where the phrase is over."""
        token = self.tokens[at]
        if token.kind is Kind.NUMBER:
            return at + 1 if token.glued and self.tokens[at - 1].text == "-" else None  # "COVID-19-Fälle"
        if token.kind is Kind.MARK:
            if self._joins_number(at):
                return at + 1
            if self._is_short_form(at):
                return at + 3
            return at + 1 if token.text in _QUOTES or is_hyphen(self.tokens, at) or _is_inner(self.tokens, at) else None
        if self.units.at(self.tokens, at) and not (at > self.start + 1 and is_hyphen(self.tokens, at - 1)):
            bare = self.noun is None and self.outcome is None and not self.unknown
            self.is_unit = bare and not tells_when(self.units, self.tokens, at)
            return None
        return self._read(at, token)

    def _joins_number(self, at: int) -> bool:
        """Whether the hyphen is the first of "COVID-19-Fälle"."""
        joined = at > self.start and at + 2 < len(self.tokens) and self.tokens[at].text == "-"
        return joined and self.tokens[at + 1].kind is Kind.NUMBER and is_hyphen(self.tokens, at + 2)

    def _read(self, at: int, token: Token) -> int | None:
        if past := self._past_truncated(at):
            return past
        noun = self.lists.nouns.at(self.tokens, at)
        if noun and self._is_adjective(at, noun):
            return at + 1
        if noun and (token.capital or not self.lists.capital_nouns):
            return self._take(at, noun.value, noun.end)
        outcome = self.lists.outcomes.at(self.tokens, at)
        if token.low in self.lists.lists["transitive"] and self.tokens[self.start - 1].low in self.lists.lists["doers"]:
            return None  # "Трое заключённых убили сокамерника"
        if outcome and not (at and is_hyphen(self.tokens, at - 1)):  # "two rebel-held towns"
            return at + 1 if self._describes_thing(at, outcome.end) else self._become(outcome.value, outcome.end)
        if token.low in self.lists.lists["links"] and self._is_only_linked(at):
            return at + 1
        if self.noun is not None and not self.lists.noun_first:
            return self._past_noun(at, token)
        if token.low in self.lists.stops:
            return None
        if self._is_adverb(token):
            return at + 1 if self._describes(at) else None
        return self._unknown(at, token)

    def _is_adjective(self, at: int, noun: Found[Noun]) -> bool:
        """ "12 локомотивных бригад": a thing's name that is an adjective of the noun behind it."""
        endings, low = self.lists.adjective_endings, self.tokens[at].low
        if not endings or low.endswith(self.lists.adverb_endings):
            return bool(endings) and self._is_joined(at)  # "инженерно-технических работников"
        if noun.end > at + 1 or noun.value.is_people or not low.endswith(endings):
            return False
        following = self.lists.nouns.at(self.tokens, at + 1)
        return following is not None and following.value.counted_class not in ("money", "percent")

    def _is_joined(self, at: int) -> bool:
        """ "топ-менеджера": the first part of a word with a hyphen."""
        return at + 1 < len(self.tokens) and is_hyphen(self.tokens, at + 1)

    def _describes_thing(self, at: int, end: int) -> bool:
        """ "13 протестных акций": what looked like a verb is an adjective and its noun."""
        noun = self.lists.nouns.at(self.tokens, at + 1) if end > at + 1 and self.lists.adjective_endings else None
        adjective = self.tokens[at].low.endswith(self.lists.adjective_endings)
        return noun is not None and adjective and not noun.value.is_people

    def _past_truncated(self, at: int) -> int | None:
        """Past the first of "Hilfs- und Rettungskräfte": the noun is the last one."""
        hyphen, word = at + 1, at + 2
        if word >= len(self.tokens) or not self.lists.capital_nouns or not self.tokens[at].capital:
            return None
        cut = self.tokens[hyphen].text in "-‐‑" and self.tokens[hyphen].glued and not self.tokens[word].glued
        return word + 1 if cut and self.tokens[word].low in self.lists.lists["ands"] else None

    def _is_only_linked(self, at: int) -> bool:
        """Whether nothing but links stands before: "Hunderte von den Gästen", but not "Hunderte sahen den Film"."""
        if not self.lists.capital_nouns:
            return self.noun is None and not self.unknown
        return all(token.low in self.lists.lists["links"] for token in self.tokens[self.start : at])

    def _is_short_form(self, at: int) -> bool:
        """ "two Border Security Force [(BSF)] personnel"."""
        inner = self.tokens[at + 1 : at + 3]
        opened = self.tokens[at].text == "(" and len(inner) > 1 and inner[1].text == ")"
        return opened and inner[0].kind is Kind.WORD and inner[0].text.isupper()

    def _is_adverb(self, token: Token) -> bool:
        """By its ending, unless it only ends so: "13 assembly plants", "two elderly women"."""
        lists = self.lists
        endings = bool(lists.verb_endings) and token.low.endswith(lists.verb_endings)
        return endings and token.low not in lists.lists["no_adverbs"]

    def _describes(self, at: int) -> bool:
        """Whether the adverb is of an adjective before a plural: "seven highly explosive missiles"."""
        if self.noun is not None or self.lists.outcomes.at(self.tokens, at + 1):
            return False
        behind, stops = self.tokens[at + 1 : at + 1 + _ADJECTIVES], self.lists.stops
        ends = (at for at, word in enumerate(behind) if word.kind is not Kind.WORD or word.low in stops)
        return any(self._is_plural(at + 1 + place) for place in range(1, next(ends, len(behind))))

    def _take(self, at: int, noun: Noun, end: int) -> int | None:
        if self.noun is not None and not self._merges(noun, at):
            return None
        if self.noun is not None and self.noun.counted_class in OUTCOME_NOUNS:
            self.outcome = self.outcome or self.noun.counted_class
        if self.noun is not None and noun.is_people and noun.who is None and self.noun.who:
            noun = replace(noun, who=self.noun.who, default=self.noun.default)  # "National Guard members"
        leads = self.lists.noun_first and self.tokens[at].low not in self.lists.before_noun
        self.noun_at, self.noun, self.noun_end = at if leads else end - 1, noun, end  # "gardes à vue"
        return None if noun.counted_class in ("money", "percent") else end

    def _merges(self, noun: Noun, at: int) -> bool:
        """Whether a second noun belongs to the first: "police officers", "погибших военных", "blessés civils"."""
        assert self.noun is not None
        hyphened = is_hyphen(self.tokens, at - 1)
        if at != self.noun_end and not hyphened:
            return False
        if hyphened and self.lists.capital_nouns:
            return True  # "Erdbeben-Tote": the last noun of a compound is its head
        if self.noun.counted_class in OUTCOME_NOUNS:
            return noun.is_people
        lists = self.lists
        return not (lists.noun_first or lists.adjective_endings or lists.capital_nouns)

    def _become(self, outcome: str, end: int) -> int | None:
        self.outcome = self.outcome or outcome
        self.outcome_end = end
        return end

    def _past_noun(self, at: int, token: Token) -> int | None:
        """Past a noun that only describes the next one: "370,000 [car] journeys"."""
        assert self.noun_at is not None
        lists, described = self.lists, self.tokens[self.noun_at].low
        if lists.capital_nouns or lists.adjective_endings or at != self.noun_end or not lists.plural:
            return None
        if described.endswith(lists.plural) or described in lists.lists["uncounted"]:
            return None
        place = next((place for place in (at, at + 1) if self._is_plural(place)), None)
        if place is None or any(word.capital or word.low in lists.stops for word in self.tokens[at : place + 1]):
            return None
        self.noun, self.noun_at = None, None
        self.unknown.append(place)
        return place + 1

    def _is_plural(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].low.endswith(self.lists.plural)

    def _unknown(self, at: int, token: Token) -> int | None:
        lists = self.lists
        if is_no_noun(self.tokens, at, lists.lists["finite"], lists.verb_endings if lists.adjective_endings else ()):
            return None
        if self.outcome and not lists.capital_nouns and self.outcome_end == at:
            # "400 killed near": what stands behind a participle is no noun unless a table knows it
            adjective = self.tokens[at - 1].low.endswith(lists.adjective_endings) if lists.adjective_endings else False
            return at + 1 if adjective else None
        if lists.noun_first:
            return self._unknown_first(at, token)
        if lists.capital_nouns:
            if not token.capital:
                return at + 1
            if len(token.low) > _SHORTEST_NOUN:
                self.unknown.append(at)
            joined = at + 1 < len(self.tokens) and (is_hyphen(self.tokens, at + 1) or self._joins_number(at + 1))
            following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
            capital = following is not None and following.kind is Kind.WORD and following.capital
            origin = capital and (token.low.endswith("er") or self._is_of_people(at + 1))
            return at + 1 if joined or origin else None
        if lists.adjective_endings:
            if len(token.low) > 4 and token.low.endswith(lists.adjective_endings):
                self.adjective = at
                return at + 1
            if self._leads_adjective(at, token) or self._is_joined(at):
                return at + 1
            if not token.low.endswith(lists.adverb_endings):
                self.unknown.append(at)
            return None
        self.unknown.append(at)
        return at + 1 if len(self.unknown) < _ADJECTIVES else None

    def _is_of_people(self, at: int) -> bool:
        """ "300 Dynamo Fans": a name before those who are counted."""
        noun = self.lists.nouns.at(self.tokens, at)
        return noun is not None and noun.value.is_people

    def _leads_adjective(self, at: int, token: Token) -> bool:
        """ "66 социально значимых объектов", "80 полностью укомплектованных машин"."""
        following = self.tokens[at + 1].low if at + 1 < len(self.tokens) else ""
        return token.low.endswith(self.lists.adverb_endings) and following.endswith(self.lists.adjective_endings)

    def _unknown_first(self, at: int, token: Token) -> int | None:
        if self.noun is not None or self.unknown:
            # one adjective may stand behind the noun: "soldats russes tués"
            return at + 1 if at - max(self.noun_end - 1, *self.unknown, self.start) <= 2 else None
        if token.low in self.lists.before_noun:
            if self.lists.after_bare.at(self.tokens, at):
                self.outcome_end = at + 1  # "six autres"
            return at + 1
        self.unknown.append(at)
        return at + 1

    def _phrase(self) -> Phrase:
        if self.noun is not None and self.noun_at is not None:
            return Phrase(self.noun_end, self.noun_at, self.noun, self.outcome, self.is_unit, self.start)
        place = self._best_unknown()
        if place is None:
            return Phrase(self.outcome_end, None, None, self.outcome, self.is_unit, self.start)
        return Phrase(place + 1, place, None, self.outcome, self.is_unit, self.start, self._like_people(place))

    def _best_unknown(self) -> int | None:
        if not self.unknown:
            return None if self.outcome else self.adjective  # "происшествий" only looks like one
        if not self.lists.plural:
            return self.unknown[0] if self.lists.noun_first else self.unknown[-1]
        plurals = [at for at in self.unknown if self._counts_as_plural(at)]
        if not plurals:
            return None
        return plurals[0] if self.lists.noun_first else plurals[-1]

    def _counts_as_plural(self, at: int) -> bool:
        """By its ending; a short form behind a number word is one too: "dix JA"."""
        word = self.tokens[at]
        short = word.text.isupper() and len(word.text) > 1 and at == self.start
        spelt = at > 0 and self.tokens[at - 1].kind is Kind.WORD
        return word.low.endswith(self.lists.plural) or (short and spelt)

    def _like_people(self, place: int) -> bool:
        word = self.tokens[place]
        if self.lists.people_endings and word.low.endswith(self.lists.people_endings) and len(word.low) > 5:
            return True
        return word.capital and not self.lists.capital_nouns and not (word.text.isupper() and len(word.text) > 1)
