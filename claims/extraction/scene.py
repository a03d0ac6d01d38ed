"""One sentence with numbers, as the rules look at it: its words, its numbers, and what is said around them."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from claims.extraction.candidate import MONEY, Before, Candidate
from claims.extraction.context import as_of, places_in
from claims.extraction.counting import Phrase, phrase_after
from claims.extraction.exclusions import is_no_figure, looks_like_year
from claims.extraction.grammar import LISTED, Grammar
from claims.extraction.lexicon import Found
from claims.extraction.listed import is_denied, is_no_share, is_told, listed_with_unit, past_adjectives, share_percent
from claims.extraction.nouns import OUTCOMES, Noun
from claims.extraction.numbers import Number
from claims.extraction.outcomes import Hit, Near, has_own_verb, nearest, of_others, outcome_nouns_in, outcomes_in
from claims.extraction.qualifiers import ABOUT, NONE, hedge_behind, qualified
from claims.extraction.tokens import Kind, Token
from claims.extraction.topics import INFECTED, PROTESTERS
from claims.extraction.units import PERCENT, is_unit_mark, unit_of

DEAD, MISSING, DISPLACED = "dead", "missing", "displaced"
_SUBJECT_REACH = 4  # words from the noun to "rose": "cases of covid worldwide rose"
_RISE_REACH = 12  # words between "stieg" and the number that was reached
_LONGEST_PARTS = 15  # words of ", darunter zehn Frauen und ein Kind,"
_IDIOM_REACH = 3  # words from the beginning of "one way or another" to the number in it
_INCLUDES_REACH = 4  # words between "darunter" and the number
_SIGNS = frozenset("+-−–")
_STEP_REACH = 5  # words from "на 1,2 млрд" to what was reached
_LEAD = 2  # words of a hedge between a verb and its number
# Many people do these things; only "people", "persons" and numbers without a noun become them by a verb.
TROOPS = "troops"
CROWDS = (TROOPS, PROTESTERS)
_NO_TOLL = (MONEY, PERCENT)
_LISTED = frozenset(LISTED) - {"outcomes"}  # which are looked at with what stands around them


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
        self._near: dict[tuple[int, bool], Near | None] = {}
        self.lists = rules.counting
        found = {sign: getattr(self.lists, sign).scan(words, at) for sign, at in signs.items() if sign in _LISTED}
        nouns = found.get("nouns", [])
        self._nouns = outcome_nouns_in(nouns)
        self.hits = outcomes_in(words, self.lists, signs.get("outcomes", ()))
        topics = {hit.outcome for hit in self.hits} | {noun.value.topic for noun in nouns}
        self.is_of_illness = before.illness or INFECTED in topics or bool(found.get("illnesses"))
        self.is_festive = before.festive or bool(found.get("festive"))
        self.names_protest = (PROTESTERS in topics or bool(found.get("organised"))) and not self.is_festive
        frauds = [fraud.first for fraud in found.get("bloodless", ())]
        self.is_bloodless = before.bloodless or bool(frauds)
        if self.is_bloodless:
            self.hits = [hit for hit in self.hits if not self._is_of_victims(hit, frauds)]
        self.is_listing = bool(found.get("listing"))
        self.is_of_protest = self.names_protest or (before.protest and not self.is_festive)
        if self.is_of_protest:
            gathered = [Hit(PROTESTERS, crowd.first, crowd.end) for crowd in found.get("gatherings", ())]
            self.hits = sorted((*gathered, *self.hits), key=lambda hit: hit.first)
        self.rising = [rise.first for rise in found.get("rises", ())]
        self._sums = found.get("sums", [])
        self.tolls = self._announcers(found.get("tolls", ()))
        self.risen = self._risen(nouns)
        if self.risen:
            self.tolls = sorted({*self.tolls, *self.risen})
        parts = found.get("includes", ())
        self.includes = {part.first for part in parts if part.first - 1 not in self.tolls}  # "the number of those"
        self.among = [those.end for those in found.get("among", ())]
        self.out_of = [those.end for those in found.get("out_of_those", ())]
        self.resumed = {resumed.end for resumed in found.get("resumes", ())}
        self._idioms = rules.exclusions.idioms.scan(words, signs["idioms"]) if "idioms" in signs else []
        self.named = places_in(words, rules.context, signs["places"]) if "places" in signs else []
        self.time = as_of(words, rules.context, signs["times"]) if "times" in signs else None
        self.numbers = [number.first for number in numbers]
        self.candidates = self._candidates(numbers)
        self.firsts = [candidate.amount.first for candidate in self.candidates]
        self._share()
        of_money = bool(self._sums) or any(found.is_money for found in self.candidates)
        self.is_of_money = of_money or before.money is not None

    def _risen(self, nouns: Sequence[Found[Noun]]) -> set[int]:
        """Where a noun ends that itself moves: "cases rose to 300"."""
        if not self.rising:
            return set()
        moved = {at - further for at in self.rising for further in range(_SUBJECT_REACH)}
        risen = [noun.end - 1 for noun in nouns if noun.end in moved and noun.value.counted_class not in _NO_TOLL]
        return {at for at in risen if not self._tolls_before(at) and self.low(at + 1) != ","}

    @cached_property
    def lows(self) -> frozenset[str]:
        """Every word of the sentence, for what is asked of all of them."""
        return frozenset([word.low for word in self.words])

    def low(self, at: int) -> str:
        return self.words[at].low if 0 <= at < len(self.words) else ""

    @property
    def topic(self) -> str | None:
        """What is counted where a sentence does not say: as in the one before, or what a text is about."""
        if self.before.counted_class in OUTCOMES:
            return self.before.counted_class
        return PROTESTERS if self.is_of_protest else INFECTED if self.is_of_illness else None

    def counts_act(self, candidate: Candidate) -> bool:
        """Whether a noun that no table knows ends as one of acts: "погибли в трёх кораблекрушениях"."""
        at, endings = candidate.phrase.noun_at, self.lists.act_endings
        return bool(endings) and at is not None and not candidate.phrase.known and self.low(at).endswith(endings)

    def _is_of_victims(self, hit: Hit, frauds: Sequence[int]) -> bool:
        """ "жертвами аферистов оказались 59 жителей": of a fraud, where nobody is hurt."""
        hurt = hit.outcome in (DEAD, "injured")
        if not hurt or not any(word.low in self.lists.lists["victims"] for word in self.words[hit.first : hit.end]):
            return False
        between = (self.words[min(at, hit.first) : max(at, hit.first)] for at in frauds)
        return not frauds or any(all(word.text != "," for word in words) for words in between)

    def bodies_of(self, candidate: Candidate) -> bool:
        """ "the bodies of 16 miners buried": whatever became of them first, they are dead."""
        first = candidate.span[0]
        return any(hit.outcome == DEAD and hit.end <= first <= hit.end + 2 for hit in self._nouns)

    def near(self, candidate: Candidate, *, crowds: bool = True) -> Near | None:
        """The word that most likely says what became of those counted; without `crowds` not that they gathered."""
        asked = candidate.amount.first, crowds
        if asked not in self._near:  # several rules ask, and the answer is the same
            self._near[asked] = self._nearest(candidate, crowds=crowds)
        return self._near[asked]

    def _nearest(self, candidate: Candidate, *, crowds: bool) -> Near | None:
        span = candidate.amount.first, self._past_parts(candidate.span[1])
        hits = [hit for hit in self.hits if not self._belongs_elsewhere(hit, candidate)]
        if candidate.phrase.noun and candidate.phrase.noun.default in OUTCOMES:
            hits = [hit for hit in hits if hit.first != candidate.phrase.noun_at]  # "42 détenus se sont évadés"
        hits = hits if crowds else [hit for hit in hits if hit.outcome not in CROWDS]
        beside = [hit for hit in self._nouns if hit.end <= span[0] <= hit.end + 2 and not self._is_parted(hit, span[0])]
        hits = sorted((*hits, *beside), key=lambda hit: hit.first) if beside else hits
        return nearest(self.words, hits, span, self.firsts, self.lists)

    def _is_parted(self, hit: Hit, first: int) -> bool:
        """ "для подъёма тел привлекли 4 человека": a verb stands between."""
        endings = self.lists.verb_endings
        return bool(endings) and any(word.low.endswith(endings) for word in self.words[hit.end : first])

    def _past_parts(self, end: int) -> int:
        """Past ", darunter zehn Frauen," between those counted and what became of them."""
        if self.low(end) != ",":
            return end
        corrected = self.low(end + 1) in self.lists.lists["ands"] and self.low(end + 2) in self.lists.lists["negations"]
        if not (corrected or self._opens_parts(end + 1)):
            return end  # "17 gendarmes, et non 12, qui ont été blessés"
        return next((at for at in range(end + 2, end + _LONGEST_PARTS) if self.low(at) == ","), end)

    def _announcers(self, found: Sequence[Found[str]]) -> list[int]:
        """Words such as "number" and "toll"; "chiffre d'affaires" is money, and "phone number" counts nothing."""
        if not found:
            return []
        summed, numbering = {summed.first for summed in self._sums}, self.lists.lists["numbering"]
        return [at.end - 1 for at in found if at.first not in summed and self.low(at.first - 1) not in numbering]

    def _opens_parts(self, at: int) -> bool:
        """ "including two women", "five of them policemen"."""
        return at in self.includes or (at in self.numbers and not self.includes.isdisjoint((at + 1, at + 2)))

    def _tolls_before(self, at: int) -> bool:
        """Whether a word such as "number" says already what moves: "the number of evacuees in shelters fell"."""
        return any(0 < at - toll <= _RISE_REACH for toll in self.tolls)

    def _belongs_elsewhere(self, hit: Hit, candidate: Candidate) -> bool:
        """Whether the hit is of another figure's phrase ("40 Gefangene"), or leads the next (", starben zwei")."""
        if of_others(self.words, hit, candidate.span, self.lists):
            return True
        if hit.first > self._past_parts(candidate.span[1]) > candidate.span[1]:
            return False  # "nine people, three of them children, died"
        if self._leads_next(hit, candidate) or self._is_done_by(hit, candidate):
            return True
        at = bisect_right(self.firsts, hit.first) - 1
        holder = self.candidates[at] if at >= 0 else None
        if self._is_of_clause_before(hit, candidate):
            return True
        if holder is None or holder is candidate:
            return False
        if candidate.amount.first < holder.amount.first and self._is_told_apart(holder):
            return True
        own_verb = has_own_verb(self.words, candidate.span, holder.amount.first, self.lists)
        if holder.phrase.noun_at is None and not own_verb:
            return False  # "zwei schwer und drei leicht verletzt": the verb is everybody's
        return hit.end <= holder.phrase.end or own_verb or self._has_own_clause(holder, candidate)

    def _is_of_clause_before(self, hit: Hit, candidate: Candidate) -> bool:
        """ "23 were rescued and 97 are thought to be missing": what follows the "and" has a verb of its own."""
        first, end = candidate.span
        if hit.end > first or self.low(first - 1) not in self.lists.lists["ands"]:
            return False
        past = self._past_parts(end)
        own = past > end and any(other.first == past + 1 for other in self.hits)
        return own or self.low(end) in self.lists.lists["plural_verbs"]

    def _is_done_by(self, hit: Hit, candidate: Candidate) -> bool:
        """ "Трое заключённых убили сокамерника": they did it, and nobody did it to them."""
        did = self.low(candidate.number.end - 1) in self.lists.lists["doers"]
        return did and hit.first == candidate.span[1] and self.low(hit.first) in self.lists.lists["transitive"]

    def _has_own_clause(self, holder: Candidate, candidate: Candidate) -> bool:
        """ "Gegen neun Gäste wird ermittelt, drei Männer kamen in Haft": what follows is told of the three alone."""
        first, end = holder.span
        behind = candidate.amount.first < first and self.low(first - 1) == ","
        return behind and self.low(end) in self.lists.lists["finite"]

    def _is_told_apart(self, part: Candidate) -> bool:
        """ "210 Patienten gingen, davon sind elf gestorben": only of the part, unlike "darunter elf Kinder"."""
        first = part.amount.first
        if part.amount.end in self.includes:
            return True  # "39 из них были задержаны"
        return self.low(first - 1) in self.lists.lists["finite"] and first - 2 in self.includes

    def _leads_next(self, hit: Hit, candidate: Candidate) -> bool:
        """ "15 пациентов, умерли двое", "et causé la mort de 600": with a number of its own right behind it."""
        governs = self.low(hit.end - 1) in self.lists.lists["links"]
        if hit.first < candidate.span[1] or not (governs or self.low(candidate.span[1]) == ","):
            return False
        at = bisect_left(self.firsts, hit.end)
        gap = self.words[hit.end : self.firsts[at]] if at < len(self.firsts) else ()
        ands = self.lists.lists["ands"]
        where = self.rules.context.place_openers
        parted = any(word.kind is Kind.MARK or word.low in ands or where.of(word.low) for word in gap)
        return at < len(self.firsts) and len(gap) <= _LEAD and not parted

    def _candidates(self, numbers: Sequence[Number]) -> list[Candidate]:
        found: list[Candidate] = []
        listed = listed_with_unit(self.words, numbers, self.lists.lists["ands"], self.rules.exclusions)
        for number in numbers:
            inside = number.first in listed and unit_of(self.words, number, self.rules.numbers) is None
            inside = inside or bool(found and found[-1].phrase.first <= number.first < found[-1].phrase.end)
            if not inside and (candidate := self._candidate(number)):
                self._turn(candidate, found[-1].span[1] if found else 0)
                found.append(candidate)
        return found

    def _turn(self, candidate: Candidate, start: int) -> None:
        """ "человек пятнадцать", "человек по двадцать": a noun before its number word makes it a guess."""
        amount, at = candidate.amount, candidate.amount.first - 1
        if at >= start and (ahead := self._noun_ahead(candidate, at)):
            candidate.phrase = replace(candidate.phrase, noun=ahead, noun_at=at)
            return
        at -= self.low(at) in self.lists.lists["each"]
        if not self.lists.turned or at < start or amount.number.digits or candidate.phrase.noun_at is not None:
            return
        noun = self.lists.nouns.at(self.words, at) if self.low(at) in self.lists.turned else None
        if noun and amount.qualifier == NONE and self.words[at].kind is Kind.WORD:
            candidate.amount = replace(amount, qualifier=ABOUT, first=at)
            candidate.phrase = replace(candidate.phrase, noun=noun.value, noun_at=at)

    def _noun_ahead(self, candidate: Candidate, at: int) -> Noun | None:
        """ "Египтян 658, тунисцев 60": people in the genitive before their number in figures."""
        bare = candidate.phrase.noun_at is None and candidate.number.digits and candidate.amount.qualifier == NONE
        end = candidate.amount.end
        ends = end == len(self.words) or self.words[end].kind is Kind.MARK
        if not bare or not ends or not self.low(at).endswith(self.lists.genitive_endings):
            return None
        found = self.lists.nouns.at(self.words, at)
        return found.value if found and found.value.is_people and not found.value.anyone else None

    def _candidate(self, number: Number) -> Candidate | None:
        risen = bool(self.rising) and self.is_risen(number)
        amount = qualified(self.words, number, self.rules.hedges, risen=risen)
        unit = unit_of(self.words, number, self.rules.numbers)
        marked = unit is not None and is_unit_mark(self.words, amount.end, self.rules.numbers)
        phrase = self._phrase(self._past_change(amount.end + marked), unit)
        if (phrase.is_unit and unit is None) or self._is_in_idiom(number):
            return None
        if amount.qualifier == NONE and phrase.noun_at is not None:
            amount.qualifier = hedge_behind(self.words, phrase.end, self.rules.hedges)
        hedged = amount.qualifier != NONE
        if is_no_figure(
            self.words,
            number,
            self.rules.exclusions,
            qualified=hedged,
            counts=phrase.known,
            measured=unit is not None,
            risen=risen,
        ):
            return None
        if looks_like_year(number) and not hedged and self.low(amount.end) in self.lists.lists["links"]:
            return None  # "wie 2013 der Fall"
        included = self._is_included(amount.first) or amount.end in self.includes  # "darunter zwei", "two of which"
        return Candidate(amount, phrase, unit=unit, included=included)

    def _past_change(self, at: int) -> int:
        """Past "(+64)" or "(-7,4%)" between a number and its noun."""
        if self.low(at) != "(" or self.low(at + 1) not in _SIGNS:
            return at
        closing = at + 3 + (self.low(at + 3) == "%")
        return closing + 1 if self.low(closing) == ")" else at

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
        return bool(self._idioms) and any(
            0 <= number.first - idiom.first <= _IDIOM_REACH and number.first < idiom.end for idiom in self._idioms
        )

    def is_risen(self, number: Number) -> bool:
        """What rose before the number, or right behind it: "До 27 выросло число погибших"."""
        rises = number.end in self.rising or any(0 < number.first - at <= _RISE_REACH for at in self.rising)
        return rises or self._is_stepped(number.first)

    def _is_stepped(self, first: int) -> bool:
        """ "(доходы выросли …), расходы — на 1,2 млрд, до 33 млрд": a step right before it."""
        hedges = self.rules.hedges
        if not hedges.stepping or self.low(first - 1) not in hedges.reaching:
            return False
        reach = range(max(0, first - _STEP_REACH), first - 1)
        return any(self.low(at) in hedges.stepping and self.words[at + 1].kind is Kind.NUMBER for at in reach)

    def _is_included(self, first: int) -> bool:
        if not self.includes:
            return False
        start = next((at for at in range(first - 1, max(0, first - _INCLUDES_REACH), -1) if self.low(at) in ";."), -1)
        return any(at in self.includes for at in range(max(start, first - _INCLUDES_REACH), first))

    def _share(self) -> None:
        """ "2.870 getöteten und 3.700 verletzten Soldaten", "200, 250 et 300 personnes": the last one has the noun."""
        listed = False
        for first, second in reversed(list(pairwise(self.candidates))):
            shared = second.phrase
            gap = past_adjectives(self.words[first.span[1] : second.amount.first], self.lists)
            listed = len(gap) == 1 and (self._links(gap[0].low, first) or (listed and gap[0].text == ","))
            listed = listed or is_denied(self.words, first, gap, self.lists)
            apart = is_no_share(first, shared) or is_told(self.words, first, self.lists)
            listed = (listed or self._is_part(gap)) and not apart
            if listed and first.phrase.noun_at is None and shared.noun_at is not None and first.unit is None:
                first.phrase = replace(
                    first.phrase, noun=shared.noun, noun_at=shared.noun_at, likely_people=shared.likely_people
                )
            if self.moves_to(first, second) and first.phrase.noun is None:
                first.unit = first.unit or second.unit
                if second.is_money and first.unit is None:
                    first.phrase = replace(first.phrase, noun=shared.noun)
        share_percent(self.words, self.candidates, self.lists.lists["ands"])

    def after(self, candidate: Candidate) -> Candidate | None:
        """The next number of the sentence."""
        at = bisect_right(self.firsts, candidate.amount.first)
        return self.candidates[at] if at < len(self.candidates) else None

    def moves_to(self, first: Candidate, second: Candidate) -> bool:
        """ "from 31 to 36"."""
        gap = self.words[first.span[1] : second.amount.first]
        hedges = self.rules.hedges
        reaches = (len(gap) == 1 and gap[0].low in hedges.reaching) or self._reaches(first, second)
        return reaches and self.low(first.number.first - 1) in hedges.moving | hedges.stepping

    def _reaches(self, first: Candidate, second: Candidate) -> bool:
        """Whether the "to" was taken for a hedge of the second: "с 31 до 36"."""
        hedges = self.rules.hedges
        return first.span[1] == second.amount.first and self.low(second.amount.first) in hedges.reaching

    def _is_part(self, gap: Sequence[Token]) -> bool:
        """ "Sixteen of the 20 hostages", "65 der geplanten 90 Plätze"."""
        links, german = self.lists.lists["links"], self.lists.capital_nouns
        return bool(gap) and all(t.low in links or (german and t is not gap[0] and t.text.endswith("en")) for t in gap)

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
    return scene.words[at].kind is Kind.WORD and not scene.words[at].text.islower()
