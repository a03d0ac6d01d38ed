"""What is no contested figure: dates, years, hours, ages, ordinals, scores, measures, numbers that name a thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from claims.extraction.languages import table
from claims.extraction.lexicon import Lexicon, entries, is_hyphen, words
from claims.extraction.numbers import Number
from claims.extraction.short_forms import is_code, is_of_foreign_name
from claims.extraction.tokens import Kind, Token

_YEARS = range(1000, 2101)
_LIKELY_YEARS = range(1900, 2101)
_RATES = frozenset((100, 1_000, 10_000, 100_000, 1_000_000))
_DAYS = range(1, 32)
_RATED_REACH = 5  # words from what was counted to the rate
_GROWN = 21  # years; what is for older people is not told apart
_OLDEST = 120
_AGE_REACH = 4  # words from "ages" to the number
_DEAREST = 1_000  # what a ticket or a course may cost, where the language's table does not say
_POSTAL_DIGITS = (4, 5)
_ADDRESS_REACH = 8  # words from a house number to the postal code
_LONGEST_STREET = 3  # words
_MOST_OF_RATIO = 10  # of whom one is told
_TIMES = ("x", "×")
_YEAR_MARKS = frozenset("(/–-")
_NUMBERING = "№#§°"
_UNIT_MARKS = "°′″"


@dataclass(frozen=True, slots=True)
class ExclusionWords:
    units: Lexicon[str]
    months: frozenset[str]
    day_joins: frozenset[str]
    day_articles: frozenset[str]
    days_first: bool  # "24 мая", never "May 24"
    year_before: frozenset[str]
    year_after: frozenset[str]
    year_sure: frozenset[str]
    rates: frozenset[str]
    named_before: Lexicon[str]
    named_sure: frozenset[str]
    heights: frozenset[str]
    streets: frozenset[str]
    age_before: frozenset[str]
    age_near: frozenset[str]
    age_after: frozenset[str]
    scales: frozenset[str]
    goals: frozenset[str]
    against_goals: frozenset[str]
    age_limits: frozenset[str]
    aged: frozenset[str]
    clock_before: frozenset[str]
    ranks: frozenset[str]
    idioms: Lexicon[str]
    price_tags: frozenset[str]
    ones: frozenset[str]
    one_of: Lexicon[str]
    out_of: frozenset[str]
    price_labels: frozenset[str]
    age_links: frozenset[str]
    dearest: int
    offspring: Lexicon[str]
    parents: frozenset[str]
    registers: Lexicon[str]
    instructs: Lexicon[str]
    imperatives: tuple[str, ...]
    no_imperatives: frozenset[str]


@cache
def exclusion_words(language: str) -> ExclusionWords:
    exclusions = table(language, "exclusions")
    lists = exclusions.get("words", {})
    return ExclusionWords(
        units=Lexicon(entries(exclusions.get("units", {}))),
        months=words(lists, "months"),
        day_joins=words(lists, "day_joins"),
        day_articles=words(lists, "day_articles"),
        days_first=bool(exclusions.get("days_first")),
        year_before=words(lists, "year_before"),
        year_after=words(lists, "year_after"),
        year_sure=words(lists, "year_sure"),
        rates=words(lists, "rates"),
        named_before=_listed(lists, "named_before"),
        named_sure=words(lists, "named_sure"),
        heights=words(lists, "heights"),
        streets=words(lists, "streets"),
        age_near=words(lists, "age_near"),
        ranks=words(lists, "ranks"),
        age_before=words(lists, "age_before"),
        age_after=words(lists, "age_after"),
        scales=words(lists, "scales"),
        goals=words(lists, "goals"),
        against_goals=words(lists, "against_goals"),
        age_limits=words(lists, "age_limits"),
        aged=words(lists, "aged"),
        clock_before=words(lists, "clock_before"),
        price_tags=words(lists, "price_tags"),
        ones=words(lists, "ones"),
        one_of=Lexicon(((phrase, "one_of") for phrase in str(lists.get("one_of", "")).split()), by_last=True),
        out_of=words(lists, "out_of"),
        price_labels=words(lists, "price_labels"),
        age_links=words(lists, "age_links"),
        dearest=int(lists.get("dearest", _DEAREST)),
        offspring=_listed(lists, "offspring"),
        parents=words(lists, "parents"),
        registers=Lexicon(entries(exclusions.get("registers", {}))),
        instructs=_listed(lists, "instructs"),
        imperatives=tuple(str(lists.get("imperatives", "")).split()),
        no_imperatives=words(lists, "no_imperatives"),
        idioms=_listed(lists, "idioms"),
    )


def _listed(lists: Mapping[str, object], name: str) -> Lexicon[str]:
    """The phrases of a list."""
    return Lexicon((phrase, name) for phrase in str(lists.get(name, "")).split())


def is_no_figure(
    tokens: Sequence[Token],
    number: Number,
    lists: ExclusionWords,
    *,
    qualified: bool,
    counts: bool,
    measured: bool = False,
    risen: bool = False,
) -> bool:
    """Whether what stands around the number says that it counts nothing.

    `qualified`: a hedge stands before it; `counts`: a noun that a table knows stands behind it; `measured`: money or
    percent by its mark. What needs a word right beside the number is asked only where it stands there.
    """
    before, after = _low(tokens, number.first - 1), _low(tokens, number.end)
    return (
        (
            number.low <= 1
            and number.high is not None
            and number.high <= 1
            and "," not in number.digits
            and "." not in number.digits
        )
        or _is_date(tokens, number, lists, counts=counts)
        or _is_year(tokens, number, lists, qualified=qualified, counts=counts)
        or (before in lists.rates and _is_rate(tokens, number, risen=risen))
        or ((before in _TIMES or after in _TIMES) and _is_factor(tokens, number))
        or (after in lists.goals and _low(tokens, number.end + 1) in lists.against_goals)  # "trois buts à un"
        or (not measured and _is_attached(tokens, number))
        or before == "]"  # "[2003] 2 CAR 240"
        or _is_named_surely(tokens, number, lists)
        or _is_height(tokens, number, lists)
        or _is_house(tokens, number, lists)
        or (not counts and (names_thing(tokens, number, lists) or _is_postal_code(tokens, number)))
        or (not number.digits and before in lists.ranks)
        or _is_age(tokens, number, lists)
        or _is_ratio(tokens, number, lists)
        or (not measured and has_unit(tokens, number, lists))
    )


def _is_ratio(tokens: Sequence[Token], number: Number, lists: ExclusionWords) -> bool:
    """ "один проект из четырёх"; "l'un des deux bateaux" only identifies."""
    if number.low > _MOST_OF_RATIO:
        return False
    if lists.one_of.before(tokens, number.first) is not None:
        return True
    if _low(tokens, number.first - 1) not in lists.out_of:
        return False
    return any(_low(tokens, number.first - back) in lists.ones for back in (2, 3))


def is_price(tokens: Sequence[Token], number: Number, lists: ExclusionWords) -> bool:
    """A sum of a listing: "Eintritt: Erwachsene 4,50 Euro, ermäßigt 2,80 Euro"."""
    if number.scaled:
        return False
    if number.low <= lists.dearest and any(token.low in lists.price_tags for token in tokens):
        return True
    labels = (at for at in range(number.first) if lists.price_labels and tokens[at].low in lists.price_labels)
    label = next(labels, number.first)
    return any(tokens[at].text == ":" for at in range(label, number.first))


def _at(tokens: Sequence[Token], place: int) -> Token | None:
    return tokens[place] if 0 <= place < len(tokens) else None


def _low(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].low if 0 <= place < len(tokens) else ""


def _is_in(number: Number, values: range) -> bool:
    return values.start <= number.low < values.stop


def _is_date(tokens: Sequence[Token], number: Number, lists: ExclusionWords, *, counts: bool) -> bool:
    """A day beside its month ("24 февраля", "October 11", "11th of March", "6. Februar")."""
    if not number.is_bare_digits and number.scaled:
        return False
    if not (_is_in(number, _DAYS) or _is_in(number, _YEARS)):
        return False
    after = number.end + (_low(tokens, number.end) == ".")
    following = _low(tokens, after)
    if following in lists.day_joins:  # "entre le 3 et le 9 juin"
        further = after + 1 + (_low(tokens, after + 1) in lists.day_articles)
        is_day = further < len(tokens) and tokens[further].kind is Kind.NUMBER
        if is_day and _low(tokens, further + 1) in lists.months:
            return True
    if following in lists.months or (following in ("of", "de") and _low(tokens, after + 1) in lists.months):
        return True
    before = number.first - 1
    while before >= 0 and tokens[before].text in ".,":
        before -= 1
    if _is_in(number, _LIKELY_YEARS) and before < number.first - 1 and tokens[before].text.isdigit():
        before -= 1  # "Oct 11, 2004"
    apart = before < number.first - 1 and tokens[number.first - 1].text == ","
    if apart and not _is_in(number, _LIKELY_YEARS) and (counts or not number.digits):
        return False  # "on 13 April, 23 people"
    if _low(tokens, before) in lists.months and number.first - before <= 3:
        if lists.days_first:
            return len(number.digits) == 4 and _is_in(number, _LIKELY_YEARS)  # "24 мая 15 врачей"
        return len(number.digits) <= 4  # a grouped number is no day or year ("in May 12,000 people")
    return False


def _is_year(tokens: Sequence[Token], number: Number, lists: ExclusionWords, *, qualified: bool, counts: bool) -> bool:
    if len(number.digits) != 4 or not number.digits.isdigit() or number.scaled:
        return False
    if not _is_in(number, _YEARS):
        return False
    if number.spread and not counts and len(_low(tokens, number.first)) == len(number.digits):
        return True  # "from 1881 to 1904"
    if _low(tokens, number.end) in lists.year_after or (number.spread and _is_in(number, _LIKELY_YEARS)):
        return True
    if qualified:
        return False
    before = _low(tokens, number.first - 1)
    if counts or not _is_in(number, _LIKELY_YEARS):
        return before in lists.year_sure and (not counts or _is_in(number, _LIKELY_YEARS))
    return before in lists.year_before or before in _YEAR_MARKS


def is_round(number: Number) -> bool:
    """A hundred, a thousand and so on: what shares and rates are of."""
    return number.low in _RATES


def _is_rate(tokens: Sequence[Token], number: Number, *, risen: bool) -> bool:
    """ "pro 100.000 Einwohner": what was counted stands elsewhere; "вырос на 100 тысяч" where nothing does."""
    if number.low not in _RATES:
        return False
    near = tokens[max(0, number.first - _RATED_REACH) : number.first]
    return not risen or any(token.kind is Kind.NUMBER for token in near)


def looks_like_year(number: Number) -> bool:
    """A number that is a year unless a counted noun that we know stands behind it ("the 2004 Summer Games")."""
    return len(number.digits) == 4 and number.digits.isdigit() and not number.scaled and _is_in(number, _LIKELY_YEARS)


def _is_factor(tokens: Sequence[Token], number: Number) -> bool:
    """ "4 x 400 m", "format 11 × 18"."""
    return (_low(tokens, number.end) in _TIMES and _is_digits(tokens, number.end + 1)) or (
        _low(tokens, number.first - 1) in _TIMES and _is_digits(tokens, number.first - 2)
    )


def _is_digits(tokens: Sequence[Token], place: int) -> bool:
    token = _at(tokens, place)
    return token is not None and token.kind is Kind.NUMBER


def _is_attached(tokens: Sequence[Token], number: Number) -> bool:
    """Letters or digits that touch it: ordinals, ages, hours, models, scores ("28-jährig", "3-1", "18h30")."""
    before, after = _at(tokens, number.first - 1), _at(tokens, number.end)
    first = tokens[number.first]
    if tokens[number.end - 1].text == "+" and number.low <= _GROWN and (after is None or after.kind is Kind.MARK):
        return True  # "(16+)"
    if before and first.glued and (before.kind is not Kind.MARK or before.text in "-‐‑/:°#№."):
        further = _at(tokens, number.first - 2)
        is_minus = before.text in "-‐‑" and (not before.glued or (further and further.kind is Kind.MARK))
        if not is_minus:
            return True
    if after is None or not after.glued:
        return False
    if after.kind is Kind.WORD and not number.scaled:
        return True
    if after.text in "°" + _UNIT_MARKS:
        return True
    second = _at(tokens, number.end + 1)
    if after.text in "'’" and second is not None and second.glued and second.kind is Kind.WORD:
        return True  # "in their 20's"
    if second is None or not second.glued:
        return _is_ordinal_stop(tokens, number, after)
    if is_hyphen(tokens, number.end):
        return True
    return after.text in "-‐‑–/:" and second.kind is Kind.NUMBER and not number.spread


def _is_ordinal_stop(tokens: Sequence[Token], number: Number, after: Token) -> bool:
    """ "3. Platz": the sentence goes on behind the stop."""
    return after.text == "." and number.is_bare_digits and number.end + 1 < len(tokens)


def names_thing(tokens: Sequence[Token], number: Number, lists: ExclusionWords) -> bool:
    """Whether the number tells a thing from others of its kind: "статья 105", "No. 7"."""
    before = number.first - 1
    if before >= 0 and (tokens[before].text in ".:" or tokens[before].text in _NUMBERING):
        if tokens[before].text in _NUMBERING:
            return True
        before -= 1
    if before >= 0 and " " in number.digits and is_code(tokens[before]):
        return True
    if before > 0 and tokens[before].kind is Kind.NUMBER and tokens[before].glued:
        return tokens[before - 1].kind is Kind.WORD  # "Audi Q4 45"
    if number.is_bare_digits and is_of_foreign_name(tokens, number.first, number.end):
        return True
    if not number.is_bare_digits or lists.named_before.of(_low(tokens, before)) is None:
        return False
    return not number.is_grouped or tokens[before].capital  # "Raum 2.600", but "deaths could top 2,600"


def _is_named_surely(tokens: Sequence[Token], number: Number, lists: ExclusionWords) -> bool:
    """ "Bus 36 accepts tickets": whatever stands behind the number."""
    return number.is_bare_digits and not number.is_grouped and _low(tokens, number.first - 1) in lists.named_sure


def _is_house(tokens: Sequence[Token], number: Number, lists: ExclusionWords) -> bool:
    """ "27 Marine Parade", and "room 2B"."""
    if number.scaled:
        lettered = len(tokens[number.end - 1].text) == 1 and tokens[number.end - 1].capital
        return lettered and lists.named_before.of(_low(tokens, number.first - 1)) is not None
    if not number.is_bare_digits or number.end >= len(tokens) or not tokens[number.end].capital:
        return False
    behind = tokens[number.end : number.end + _LONGEST_STREET]
    ends = (at for at, token in enumerate(behind) if token.kind is not Kind.WORD or not token.capital)
    return any(token.low in lists.streets for token in behind[1 : next(ends, len(behind))])


def _is_height(tokens: Sequence[Token], number: Number, lists: ExclusionWords) -> bool:
    """ "a 300m stretch": metres, not millions."""
    if tokens[number.end - 1].text != "m" or not tokens[number.end - 1].glued:
        return False
    ends = number.end >= len(tokens) or tokens[number.end].kind is Kind.MARK
    above = ends and _low(tokens, number.first - 1) in lists.heights  # "over hills above 300m"
    return above or _low(tokens, number.end) in lists.heights


def _is_postal_code(tokens: Sequence[Token], number: Number) -> bool:
    """ "Hauptstraße 17, 71384 Weinstadt", "1010 Wien, Ring 3": bare digits beside an address, before a place's name."""
    bare = number.is_bare_digits and number.digits.isdigit() and len(number.digits) in _POSTAL_DIGITS
    if not bare or _low(tokens, number.first - 1) != ",":
        return False
    place = _at(tokens, number.end)
    address = [*tokens[max(0, number.first - _ADDRESS_REACH) : number.first], *tokens[number.end : number.end + 4]]
    named = place is not None and place.kind is Kind.WORD and place.capital
    return named and any(t.kind is Kind.NUMBER for t in address)


def _is_age(tokens: Sequence[Token], number: Number, lists: ExclusionWords) -> bool:
    """ "aged 45", and the number between two commas behind a name: "John Smith, 45, said"."""
    first, before = number.first, _low(tokens, number.first - 1)
    if before in lists.age_before or _low(tokens, number.end) in lists.age_after:
        return True
    # "aged between 19 and 43", "âgés de 37 et 47 ans"
    further = number.spread or before in lists.age_links
    if further and _low(tokens, first - 2) in lists.age_before:
        return True
    near = [token.low for token in tokens[max(0, first - _AGE_REACH) : first]]
    if not (lists.age_near.isdisjoint(near) and lists.scales.isdisjoint(near)) and number.low < _OLDEST:
        return True  # "ages ranging from 11 to 17", "the oldest was 62", "a magnitude of more than 6"
    if before in lists.age_limits and _low(tokens, first - 2) in lists.aged:
        return number.low < _OLDEST  # "children under five"
    if before != ",":
        return False
    name, after = _at(tokens, first - 2), _at(tokens, number.end)
    between_commas = after and after.text in ",;)"
    return bool(between_commas and name and name.capital and number.low < _OLDEST)


def tells_when(units: Lexicon[str], tokens: Sequence[Token], at: int) -> bool:
    """Whether a time stands apart from the number before it: "contre 72 000 [l'an dernier]"."""
    found = units.at(tokens, at)
    return found is not None and found.value == "when"


def has_unit(tokens: Sequence[Token], number: Number, lists: ExclusionWords) -> bool:
    """Whether a unit of time, measure or score stands behind the number."""
    place = number.end + is_hyphen(tokens, number.end) if number.end < len(tokens) else number.end
    return lists.units.at(tokens, place) is not None and not tells_when(lists.units, tokens, place)
