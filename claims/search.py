"""Full-text search over wording, names in any spelling, and numbers in any writing.

A vector holds folded words, their stems, one lexeme for each number (n8000 for 8000, 8 000, 8.000 and 8,000) and the
ids of the sources named. Names are looked up when somebody searches, so a source that is renamed is found at once.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.db import connection

from claims.matching import lexicon
from claims.matching.spelling import sound_lexemes
from sources.models import Source, SourceName
from sources.names import name_key
from sources.public_ids import PUBLIC_ID_PATTERN
from sources.texts import folded

# PostgreSQL's stemmers for the languages that claims come in; other languages are searched by whole words.
STEMMERS = {"en": "english", "de": "german", "ru": "russian", "fr": "french"}
LONGEST_QUERY = 200  # characters: more is no search but an article
MOST_WORDS = 12
_MOST_SOURCES_A_WORD = 20
_MOST_NAMES_A_WORD = 60

_GROUPED = r"\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+(?!\d)"
_PLAIN = r"\d{1,18}(?:[.,]\d{1,6})?"
# One without a digit is searched for as a word.
_PUBLIC_ID = re.compile(rf"\b(?=\w*\d){PUBLIC_ID_PATTERN}\b", re.IGNORECASE)
_NUMBER = re.compile(rf"(?<![\d.,]){_GROUPED}(?:[.,]\d{{1,2}}(?!\d))?|(?<!\d){_PLAIN}")

VECTOR_SQL = " || ".join(
    ["to_tsvector('simple', {simple})", *(f"to_tsvector('{name}', {{{lang}}})" for lang, name in STEMMERS.items())]
)


def number_lexeme(value: Decimal | float | int) -> str:
    """The lexeme of a number: n and its digits, `_` for the decimal point."""
    plain = f"{Decimal(str(value)).normalize():f}"
    return "n" + plain.replace("-", "").replace(".", "_")


@lru_cache(maxsize=4096)  # wording, words and summary of a claim have the same ones
def _number(text: str) -> str | None:
    """The lexeme of one number as written by people; separators before three digits group, others are decimal."""
    if re.fullmatch(_GROUPED, text):
        digits = re.sub(r"\D", "", text)
    else:
        whole, _mark, decimals = re.sub(r"[ \u00a0\u202f'’]", "", text).replace(",", ".").rpartition(".")
        digits = f"{whole.replace('.', '')}.{decimals}" if whole else decimals
    try:
        return number_lexeme(Decimal(digits))
    except InvalidOperation:
        return None


@lru_cache(maxsize=4096)
def numbers_in(text: str) -> list[str]:
    """The lexemes of the numbers in `text`, in its order. The list is shared: read it only."""
    return [lexeme for found in _NUMBER.finditer(text) if (lexeme := _number(found.group()))]


def vector_texts(
    by_language: Iterable[tuple[str, str]], numbers: Iterable[Decimal | float | int | None], ids: Iterable[str]
) -> dict[str, str]:
    """The parameters of VECTOR_SQL: folded text for `simple` and for each stemmer."""
    parts: dict[str, list[str]] = {"simple": list(ids), **{lang: [] for lang in STEMMERS}}
    for language, text in by_language:
        plain = folded(text)
        parts["simple"] += [plain, *numbers_in(text)]
        if (short := language.split("-")[0]) in STEMMERS:
            parts[short].append(plain)
    parts["simple"] += [number_lexeme(number) for number in numbers if number is not None]
    return {name: " ".join(words) for name, words in parts.items()}


def query(text: str, id_of: Callable[[Source], str | None]) -> tuple[str, list[Any]] | None:
    """An SQL expression of type tsquery, with its parameters, for what somebody typed; None for nothing to search.

    `id_of` gives the lexeme under which a source stands in the vectors that will be searched.
    """
    ids = _PUBLIC_ID.findall(text[:LONGEST_QUERY])[:MOST_WORDS]
    text = _PUBLIC_ID.sub(" ", text[:LONGEST_QUERY])  # its digits are no numbers
    terms: list[tuple[str, list[Any]]] = [("%s::tsquery", [f"'{public_id.lower()}'"]) for public_id in ids]
    terms += [*_number_terms(text), *(_word_term(word, id_of) for word in _words(text))]
    if not terms:
        return None
    return " && ".join(f"({sql})" for sql, _parameters in terms), [p for _sql, params in terms for p in params]


def _words(text: str) -> list[str]:
    without_numbers = _NUMBER.sub(" ", text[:LONGEST_QUERY])
    return folded(without_numbers).split()[:MOST_WORDS]


def _number_terms(text: str) -> list[tuple[str, list[Any]]]:
    """Each number; "164 225" may be one number or two, and both readings find."""
    terms = []
    for found in list(_NUMBER.finditer(text[:LONGEST_QUERY]))[:MOST_WORDS]:
        lexeme = _number(found.group())
        apart = [number_lexeme(int(part)) for part in re.findall(r"\d+", found.group()) if len(part) <= 18]
        readings = [f"'{lexeme}'"] if lexeme else []
        if len(apart) > 1 and " " in found.group():
            readings.append("(" + " & ".join(f"'{part}'" for part in apart) + ")")
        if readings:
            terms.append(("%s::tsquery", [" | ".join(readings)]))
    return terms


def _word_term(word: str, id_of: Callable[[Source], str | None]) -> tuple[str, list[Any]]:
    # From three letters on, a beginning is enough to find a word; the folded word holds no character of query syntax.
    exact = f"'{word}':*" if len(word) > 2 else f"'{word}'"
    found = list(Source.objects.named(word).order_by("pk")[:_MOST_SOURCES_A_WORD])
    ids = [f"'{lexeme}'" for source in found if (lexeme := id_of(source))]
    sql = ["%s::tsquery", *(f"plainto_tsquery('{name}', %s)" for name in STEMMERS.values())]
    others = _other_spellings(word, found) if found else []
    return " || ".join(sql), [" | ".join([exact, *ids, *others]), *([word] * len(STEMMERS))]


def _other_spellings(word: str, sources: Iterable[Source]) -> list[str]:
    """How texts may write the name that somebody typed: Токаев for Toqaev; ОДКБ for OTSC, which is its whole name."""
    key = name_key(word)
    names = SourceName.objects.filter(source__in=sources, source__protected=False).order_by("pk")
    told = list(names.values_list("source", "text", "key")[:_MOST_NAMES_A_WORD])
    called_so = {source for source, _text, its_key in told if its_key == key}
    terms: list[str] = []
    for source, text, _key in told:
        words = folded(text).split()
        terms += [f"'{other}'" for other in words if name_key(other) == key]
        if source in called_so and words:
            terms.append("(" + " & ".join(f"'{other}'" for other in words) + ")")
    return list(dict.fromkeys(terms))


def desk_lexeme(source: Source) -> str:
    """How a source stands in a claim's own vector; protected sources are found at the desk too."""
    return lexeme_of(source.pk)


def lexeme_of(source: int) -> str:
    """The same for the number of a source."""
    return f"src{source}"


def told_texts(claim: Any, hops: Sequence[Any]) -> dict[str, str]:
    """The parameters of a claim's own vector but for its sources: wording, summaries, words, the sentences it rests on,
    numbers, names with how they sound, and a lexeme for each place and kind of event."""
    excerpts = [excerpt for hop in hops if (excerpt := hop.attribution.excerpt)]
    by_language = [(claim.wording_lang, claim.wording), ("", claim.words)]
    by_language += [(language, entry["text"]) for language, entry in claim.summary.items()]
    by_language += [(hop.named_as_lang, hop.named_as) for hop in hops]
    by_language += dict.fromkeys((excerpt.lang, excerpt.exact) for excerpt in excerpts)
    meant = set().union(*(sound_lexemes(text) | lexicon.lexemes(text, language) for language, text in by_language))
    return vector_texts(by_language, [claim.low, claim.high], [claim.public_id, *sorted(meant)])


def desk_texts(claim: Any) -> dict[str, str]:
    """The parameters of a claim's own vector, who says so included."""
    hops = [hop for attribution in claim.attributions.all() for hop in attribution.hops.all()]
    texts = told_texts(claim, hops)
    texts["simple"] = " ".join([texts["simple"], *(desk_lexeme(hop.source) for hop in hops)])
    return texts


def index_for_desk(claim: Any) -> None:
    """Bring the claim's own vector up to date."""
    values = desk_texts(claim)
    sql = VECTOR_SQL.format(**{name: f"%({name})s" for name in values})
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE claims_claim SET search = strip({sql}) WHERE id = %(id)s",  # noqa: S608 - our own names only
            {**values, "id": claim.pk},
        )
