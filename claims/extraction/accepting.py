"""Whether a number counts anything that somebody could contest."""

from claims.extraction.candidate import Candidate
from claims.extraction.counting import phrase_after
from claims.extraction.exclusions import is_price, is_round, looks_like_year
from claims.extraction.incidental import is_incidental
from claims.extraction.lexicon import Found
from claims.extraction.nouns import OUTCOMES, Noun
from claims.extraction.numbers import Number
from claims.extraction.qualifiers import NONE
from claims.extraction.scene import Scene, is_name
from claims.extraction.titles import is_in_name, is_in_title, is_routed, is_titled, opens_with_year
from claims.extraction.tokens import Kind
from claims.extraction.units import PERCENT

BESIDE = 4  # what a verb right beside a number may be away; see outcomes.nearest
TOLL_REACH = 25  # words between "Zahl" and the number that it announces
_HYPHENS = frozenset("-–")
_SIGNS = frozenset("+-−–")
_GOES_ON = frozenset(",:—–-")
_LONGEST_OPENING = 8  # words of "Among the survivors of the crash,"
_DASHES = frozenset("—–-")
_ITEM_MARKS = frozenset(",/")
_PARTS = frozenset(",;")
_ENDS = frozenset(("", *",.;)"))
_HEADS = frozenset(":—–‒")
_LONGEST_ITEM = 6  # words and marks of what a line of a list counts
_INNER = frozenset('-‐‑.«»"„“')
_TOLLS = OUTCOMES | {"vehicles"}  # what such a list counts where it could be anything else
_LONGEST_GAPPED = 3  # words of the name in front of a number whose verb is left out
PEOPLE = frozenset((*OUTCOMES, "people_other"))
_PLACED_REACH = 8  # words between what is counted and the brackets that tell where
_HOURS = 24
_OLDEST = 120  # years: what is less in brackets behind a name may be an age


def counts(scene: Scene, candidate: Candidate, before: Candidate | None) -> bool:
    """`before` is the last figure of the same sentence that was accepted."""
    noun = candidate.phrase.noun
    unit = candidate.unit or (noun.unit if noun else None)
    if unit and unit != PERCENT and is_price(scene.words, candidate.number, scene.rules.exclusions):
        return False
    if candidate.unit:
        return not _is_price(scene, candidate)
    if is_in_title(scene, candidate) or is_in_name(scene, candidate) or opens_with_year(scene, candidate):
        return False
    if scene.is_listing or is_routed(scene, candidate) or is_incidental(scene, candidate):
        return False
    if candidate.phrase.known:
        return True
    if candidate.phrase.noun_at is not None:
        return _counts_unknown(scene, candidate)
    return _counts_bare(scene, candidate, before)


def _counts_unknown(scene: Scene, candidate: Candidate) -> bool:
    """A noun that no table knows: what follows a year, or a name with a number, is one too."""
    number = candidate.number
    if _is_index(number) or (number.spread and scene.low(number.end - 2) in _HYPHENS):
        return False  # an hour or a score ("22-30")
    if candidate.amount.qualifier != NONE or not number.digits or number.scaled:
        return True
    if scene.low(candidate.amount.first - 1) in scene.lists.lists["owners"]:
        return True  # "620 of his 1900 ewes"
    return not looks_like_year(number) and not is_name(scene, candidate.amount.first - 1)


def _counts_bare(scene: Scene, candidate: Candidate, before: Candidate | None) -> bool:
    """A number without a noun counts only where something else says what."""
    number = candidate.number
    if number.spread and number.digits and scene.low(number.end - 2) in _HYPHENS:
        return False
    if number.spread and scene.low(number.first - 1) in scene.rules.hedges.moving and number.low < _HOURS:
        return False  # "звонить с 10 до 21"
    if _is_index(number) or (number.vague and is_titled(scene, candidate)):
        return False
    if scene.low(candidate.amount.first - 1) in scene.lists.lists["lasting"]:
        return False  # "waited more than 12": hours
    if scene.low(candidate.amount.first - 1) in _SIGNS and scene.low(candidate.amount.first - 2) == "(":
        more = scene.low(candidate.amount.first - 1) == "+"
        # "танков – 9 383 (+3)", but "21 % d'opinions favorables (-6)"
        return more and before is not None and before.unit is None
    if scene.low(candidate.amount.first - 1) in scene.lists.lists["out_of"] and (
        not number.is_grouped or is_round(number)
    ):
        return False  # "dix-sept trains sur vingt"
    if looks_like_year(number) and candidate.amount.qualifier == NONE and scene.lists.capital_nouns:
        return False  # "In Haiti 2010 starben …"
    if number.vague or candidate.phrase.outcome or counts_people(scene, candidate):
        return True
    if scene.lists.after_bare.at(scene.words, candidate.amount.end):
        return not looks_like_year(number) and not is_name(scene, candidate.amount.first - 1)
    if looks_like_year(number) and candidate.amount.qualifier == NONE:
        return False
    if looks_like_year(number):  # "more than 2015" compares; "more than 2000 were injured" counts
        return _is_told(scene, candidate) or (number.low % 1_000 == 0 and scene.low(number.first - 1) != "als")
    if candidate.amount.qualifier != NONE or number.scaled or number.is_grouped:
        return True
    if _is_resumed(scene, candidate) or _is_denied(scene, candidate):
        return True
    known = before is not None or scene.before.counted_class is not None
    told = scene.low(candidate.amount.first - 1) in scene.lists.lists["told_of"]
    if known and (told or scene.lists.talk.at(scene.words, candidate.amount.end)):
        return True
    if known and (candidate.amount.first in scene.resumed or candidate.amount.end in scene.includes):
        return True
    if before is not None and _follows(scene, candidate, before):
        return True
    if candidate.included and scene.before.counted_class:
        return True  # "Of these, 412 have been confirmed"
    if whole_of(scene, candidate):
        return True
    if is_of_group(scene, candidate) or is_bracketed(scene, candidate) or _is_also_bracketed(scene, candidate, before):
        return True
    if _is_part_told(scene, candidate, scene.before.counted_class) or leads(scene, candidate):
        return True
    if _is_in_brackets(scene, candidate) or _moves(scene, candidate):
        return True
    if is_item(scene, candidate):
        return True
    if heading(scene, candidate) is not None or _is_listed(scene, candidate) or _is_dashed(scene, candidate, before):
        return True
    return _is_announced(scene, candidate) or _is_told(scene, candidate)


def _follows(scene: Scene, candidate: Candidate, before: Candidate) -> bool:
    """Whether it goes with the figure before it in the sentence, or is set against it."""
    return (
        candidate.included
        or _goes_on(scene, candidate)
        or _is_beside(scene, candidate, before)
        or _is_compared(scene, candidate)
        or _is_reached(scene, candidate, before)
        or _is_correction(scene, candidate, before)
        or _is_recounted(scene, candidate)
        or _is_parallel(scene, candidate, before)
    )


def _is_resumed(scene: Scene, candidate: Candidate) -> bool:
    """ "According to the flag state, there were 26, of whom …"."""
    ends = candidate.amount.end >= len(scene.words) or scene.low(candidate.amount.end) in _ENDS
    return ends and candidate.amount.first in scene.resumed


def _is_index(number: Number) -> bool:
    """A decimal without a unit: an index, or the number of a paragraph."""
    return not number.scaled and number.low % 1 != 0


def counts_people(scene: Scene, candidate: Candidate) -> bool:
    """Some numbers count people without saying so: "пятеро"."""
    return scene.low(candidate.number.end - 1) in scene.rules.numbers.of_people


def _goes_on(scene: Scene, candidate: Candidate) -> bool:
    """Right behind a comma, a dash or an "and", after a figure of the same sentence: "187 dagegen"."""
    first = candidate.amount.first
    first -= scene.low(first - 1) in scene.lists.lists["each"] | scene.lists.lists["more"]
    last = scene.low(first - 1)
    ends = scene.low(candidate.span[1]) in _ENDS
    verb = ends and bool(scene.lists.verb_endings) and last.endswith(scene.lists.verb_endings)
    joins = scene.lists.lists["ands"] | scene.lists.lists["against"]
    return last in _GOES_ON or last in joins or verb


def _is_in_brackets(scene: Scene, candidate: Candidate) -> bool:
    """ "Больше всего заболевших в столице (412)", where the text counts what became of people."""
    first, end = candidate.span
    alone = scene.low(first - 1) == "(" and scene.low(end) == ")"
    telling = scene.is_of_illness or (scene.before.counted_class in OUTCOMES and candidate.number.low > _OLDEST)
    return alone and telling and first > 1 and scene.words[first - 2].kind is Kind.WORD


def _moves(scene: Scene, candidate: Candidate) -> bool:
    """The first number of "from 31 to 36"."""
    following = scene.after(candidate)
    return following is not None and scene.moves_to(candidate, following)


def _is_denied(scene: Scene, candidate: Candidate) -> bool:
    """ "It is [not 12] but 17 fishermen who are missing"."""
    first, end = candidate.amount.first, candidate.amount.end
    if scene.low(first - 1) not in scene.lists.lists["negations"]:
        return False
    return end + 1 in scene.numbers and scene.low(end) in scene.lists.lists["breaks"]


def _is_correction(scene: Scene, candidate: Candidate, before: Candidate) -> bool:
    """ "17 people, [not 12]", "not 62 people were missing, as first feared, [but 44]"."""
    negations, first = scene.lists.lists["negations"], candidate.amount.first
    if scene.low(first - 1) in negations:
        return scene.words[first - 2].kind is Kind.MARK
    turns = scene.low(first - 1) in scene.lists.lists["breaks"] | scene.lists.lists["ands"]
    return turns and scene.low(before.amount.first - 1) in negations


def _is_recounted(scene: Scene, candidate: Candidate) -> bool:
    """ "confirmed four deaths, while the paper counted [eight]"."""
    end = candidate.amount.end
    ends = end >= len(scene.words) or scene.low(end) in _ENDS or scene.low(end) in scene.lists.lists["ands"]
    return ends and scene.low(candidate.amount.first - 1) in scene.lists.lists["counting"]


def _is_reached(scene: Scene, candidate: Candidate, before: Candidate) -> bool:
    """ "dropped from 200 [to 171]", "fell 29 per cent [to 94]"."""
    hedges, first = scene.rules.hedges, candidate.amount.first
    first += scene.low(first) in hedges.reaching  # "с 31 до 36"
    if scene.low(first - 1) not in hedges.reaching or not scene.is_risen(candidate.number):
        return False
    moved = scene.low(before.number.first - 1) in hedges.moving
    return moved or (before.unit == PERCENT and before.span[1] in (first - 1, first - 2))


def is_item(scene: Scene, candidate: Candidate) -> bool:
    """ "- Pau : 285", where the text counts those of a protest, place by place."""
    colon = candidate.amount.first - 1
    names = [word for word in scene.words[: max(0, colon)] if word.kind is Kind.WORD]
    named = 0 < len(names) <= _LONGEST_GAPPED and all(word.capital for word in names)
    return scene.before.protest and named and scene.low(colon) == ":"


def heading(scene: Scene, candidate: Candidate) -> Noun | None:
    """The noun of a line of a list: "Einbrüche: 187", "танков — 11 690"."""
    mark = candidate.amount.first - 1
    if mark < 1 or scene.low(mark) not in _HEADS:
        return None
    noun = scene.lists.nouns.at(scene.words, mark - 1)
    if noun is None:
        return None
    if scene.lists.capital_nouns and scene.low(mark) == ":":
        return noun.value if scene.words[mark - 1].capital else None
    return noun.value if noun.value.counted_class in _TOLLS else None


def _is_listed(scene: Scene, candidate: Candidate) -> bool:
    """A line of a list that goes on counting: "Московская область — 34"."""
    mark = candidate.amount.first - 1
    ends = all(word.kind is Kind.MARK for word in scene.words[candidate.amount.end :])
    if not ends or scene.low(mark) not in _HEADS | _HYPHENS or scene.before.counted_class is None:
        return False
    named = 0 < mark <= _LONGEST_ITEM and scene.words[0].capital
    return named and all(word.kind is Kind.WORD or word.text in _INNER for word in scene.words[:mark])


def _is_dashed(scene: Scene, candidate: Candidate, before: Candidate | None) -> bool:
    """ "В Минске, по данным полиции, — 41, в Гродно — 9": of those told before, whose verb is left out."""
    first, end = candidate.amount.first, candidate.amount.end
    known = before is not None or scene.before.counted_class in OUTCOMES
    parted = scene.low(first - 1) in _DASHES and first > 1 and scene.words[first - 2].kind is not Kind.NUMBER
    return known and parted and scene.low(end) in _ENDS


def _is_beside(scene: Scene, candidate: Candidate, before: Candidate) -> bool:
    """In brackets behind a figure ("902 Diebstähle (988)"), or told of a part of it ("von 27 waren 23 gekommen")."""
    first, end = candidate.amount.first, candidate.amount.end
    ends = scene.low(end) == ")" or scene.low(end) in scene.lists.stops  # "(716 за сутки)"
    if scene.low(first - 1) == "(" and ends and before.span[1] == first - 1:
        return True
    if scene.low(first - 1) == "(" and scene.low(end) != ")" and first - before.span[1] <= _PLACED_REACH:
        return scene.rules.context.place_openers.at(scene.words, end) is not None  # "486 logements (186 à Sedrata"
    return _is_part_told(scene, candidate, before.counted_class) or _is_gapped(scene, candidate)


def _is_part_told(scene: Scene, candidate: Candidate, counted_class: str | None) -> bool:
    """ "Von den 27 Mitgliedern waren 23 gekommen", "Angemeldet waren 600": like those before."""
    told = scene.low(candidate.amount.first - 1) in scene.lists.lists["copulas"] and counted_class is not None
    return told and scene.low(candidate.amount.end) not in scene.lists.lists["ands"]


def leads(scene: Scene, candidate: Candidate) -> bool:
    """ "Four were found guilty.", "Among the survivors, four were flown out.": a number alone as the subject."""
    first = candidate.amount.first
    while scene.low(first - 1) in scene.lists.lists["focus"]:
        first -= 1
    opened = scene.low(first - 1) == "," and bool(scene.among) and scene.among[0] < first <= _LONGEST_OPENING
    begins = scene.low(first - 1) in _PARTS and bool(scene.lists.lists["focus"])
    opened = opened or begins or scene.low(first - 1) in scene.lists.lists["clause_openers"]
    return (first == 0 or opened) and scene.low(candidate.amount.end) in scene.lists.lists["plural_verbs"]


def _is_gapped(scene: Scene, candidate: Candidate) -> bool:
    """ "Die Roten stellen 32 Abgeordnete, die Grünen 30 und die Blauen zwölf": the verb is left out."""
    end = candidate.amount.end
    if end < len(scene.words) and scene.low(end) not in _ENDS and scene.low(end) not in scene.lists.lists["ands"]:
        return False
    name = candidate.amount.first - 1
    while name > 0 and scene.words[name].capital and candidate.amount.first - name <= _LONGEST_GAPPED:
        name -= 1
    if name == candidate.amount.first - 1:
        return _has_gapped_noun(scene, name)
    name -= scene.low(name) in scene.lists.stops
    return scene.low(name) == "," or scene.low(name) in scene.lists.lists["ands"]


def _has_gapped_noun(scene: Scene, noun: int) -> bool:
    """ ", les indépendants 52", ", l'opposition 25": a plain noun with its article, where nouns are written small."""
    article = noun - 1 - (scene.low(noun - 1) == "'")
    lists = scene.lists
    plain = scene.words[noun].kind is Kind.WORD and scene.low(noun) not in lists.lists["negations"]
    small = lists.noun_first and plain and scene.low(article) in lists.lists["links"]
    return small and (scene.low(article - 1) == "," or scene.low(article - 1) in scene.lists.lists["ands"])


def _is_price(scene: Scene, candidate: Candidate) -> bool:
    """A price in a listing: "Oak table, £120 ono", "Tickets £6": nobody reports or contests it."""
    number, lists = candidate.number, scene.lists.lists
    if number.scaled or candidate.amount.qualifier != NONE or candidate.unit == PERCENT or not lists["priced_after"]:
        return False
    before, after = scene.low(candidate.amount.first - 1), scene.low(number.end)
    if before in lists["priced_before"] or after in lists["priced_after"] or before == "/":
        return True
    item = before in _ITEM_MARKS and (after in _ENDS or number.end == len(scene.words))
    return item and lists["finite"].isdisjoint(scene.lows)


def _is_compared(scene: Scene, candidate: Candidate) -> bool:
    """Right behind words that compare, after a figure of the same sentence: "27 dead, [up from] 19"."""
    return scene.lists.compares.before(scene.words, candidate.amount.first) is not None


def _is_parallel(scene: Scene, candidate: Candidate, before: Candidate) -> bool:
    """ "won ten seats while the Greens won six", "leads on 39 seats, the Reds on 9": behind the same word as before."""
    same = scene.low(candidate.amount.first - 1) == scene.low(before.amount.first - 1) != ""
    end = candidate.amount.end
    ends = end >= len(scene.words) or scene.low(end) in _ENDS or scene.low(end) in scene.lists.lists["ands"]
    return same and ends and scene.words[candidate.amount.first - 1].kind is Kind.WORD


def is_of_group(scene: Scene, candidate: Candidate) -> bool:
    """ "a team of thirteen": a word for many, and how many they are."""
    first = candidate.amount.first
    return scene.low(first - 1) in scene.lists.lists["links"] and scene.low(first - 2) in scene.lists.lists["groups"]


def whole_of(scene: Scene, candidate: Candidate) -> Found[Noun] | None:
    """ "Von den Drohnen wurden zehn abgeschossen": of whom or what a number without a noun is a part."""
    first = candidate.amount.first
    start = next((at for at in reversed(scene.out_of) if at < first), None)
    if start is None or not candidate.is_bare:
        return None
    counted = next((other.phrase for other in scene.candidates if other.amount.first == start < first), None)
    noun = scene.lists.nouns.at(scene.words, start)
    if counted and counted.noun and counted.noun_at is not None:  # "Von den 303 Schülern sind 50 entkommen"
        noun, start = Found(counted.noun, counted.noun_at, counted.end), counted.first
    gap = scene.words[start:first]
    return None if len(gap) > TOLL_REACH or any(word.kind is not Kind.WORD for word in gap) else noun


def is_bracketed(scene: Scene, candidate: Candidate) -> bool:
    """Alone between brackets behind a counted noun: "visitors (1.4 million)"."""
    first, end = candidate.amount.first, candidate.amount.end
    if scene.low(first - 1) != "(" or scene.low(end) != ")" or first < 2:
        return False
    if candidate.number.low <= _OLDEST and candidate.amount.qualifier == NONE:
        return False  # an age, or a number to call: "the fire service (18)"
    return scene.lists.nouns.at(scene.words, first - 2) is not None


def _is_also_bracketed(scene: Scene, candidate: Candidate, before: Candidate | None) -> bool:
    """ "willow warbler (76 pairs), reed warbler (69)"; the number behind a name is an age."""
    first, end = candidate.amount.first, candidate.amount.end
    brackets = before is not None and scene.low(before.amount.first - 1) == "(" == scene.low(first - 1)
    return brackets and scene.low(end) == ")" and not scene.words[first - 2].capital


def _is_announced(scene: Scene, candidate: Candidate) -> bool:
    """ "Die Zahl der Haftbefehle ist mit 17 gering"."""
    first = candidate.amount.first
    near = [at for at in scene.tolls if 0 < first - at <= TOLL_REACH]
    if scene.low(first - 1) in scene.lists.lists["before_bare"] or scene.low(first - 1) == ":":
        return bool(near)
    return any(_phrase_ends(scene, at + 1, first) for at in near[-1:])


def _phrase_ends(scene: Scene, start: int, end: int) -> bool:
    """ "Anzahl Ja-Stimmen 889": whether nothing but the noun stands between the word "Anzahl" and the number."""
    phrase = phrase_after(scene.words, start, scene.lists, scene.rules.exclusions.units)
    return phrase.noun_at is not None and phrase.end == end


def _is_told(scene: Scene, candidate: Candidate) -> bool:
    """A verb stands right beside it: "captured five", "250 were injured"."""
    near = scene.near(candidate)
    if near is not None and near.cost <= BESIDE:
        return True
    first = candidate.amount.first  # "Погибло – 8"
    return near is not None and scene.low(first - 1) in _DASHES and near.hit.end == first - 1


def stands_in_brackets(scene: Scene, candidate: Candidate) -> bool:
    """ "задерживают в Ульме (12 человек), Бонне (15 человек)"."""
    first, end = candidate.span
    return scene.low(first - 1) == "(" and scene.low(end) == ")"
