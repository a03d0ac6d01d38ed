"""What a column of a file can mean. The template, the guessing by headers and the checking all read this table."""

from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext_lazy as _

from claims.choices import Words
from claims.imports.words import in_every_language
from sources.texts import folded


@dataclass(frozen=True)
class ImportField:
    """One meaning of a column; `aliases` are headers by which it is recognised beside its own name."""

    name: str
    label: Words
    help: Words = ""
    aliases: tuple[str, ...] = ()


FIELDS = (
    ImportField(
        "key",
        _("key"),
        _("Anything that stays the same: by it a row is known again."),
        ("id", "claim_id", "nr", "nummer", "номер"),
    ),
    ImportField("kind", _("kind"), _("figure or statement; empty: a figure where there are words of one.")),
    ImportField("topic", _("topic"), _("Its word in the address, its id or its title."), ("thema", "тема", "event")),
    ImportField("measure", _("measure"), _("What is counted, in words, or its id."), ("messgröße", "показатель")),
    ImportField("counted", _("what is counted"), _("A code such as dead; for a new measure."), ("counted_class",)),
    ImportField("unit", _("unit"), aliases=("einheit",)),
    ImportField(
        "wording", _("wording"), aliases=("wortlaut", "quote", "claimreviewed", "claim", "text", "zitat", "цитата")
    ),
    ImportField("wording_lang", _("language of the wording"), aliases=("lang", "language", "sprache", "inlanguage")),
    ImportField("summary", _("summary"), _("Empty: the wording."), ("zusammenfassung", "title")),
    ImportField("words", _("words as reported"), _("Such as: at least 164."), ("figure", "zahl", "число")),
    ImportField(
        "qualifier",
        _("qualifier"),
        _("A code such as at_least, or its words; empty: no qualifier."),
        ("zusatz", "angabe", "уточнение"),
    ),
    ImportField("low", _("lowest"), aliases=("value", "min", "minimum", "number", "wert", "anzahl", "значение")),
    ImportField("high", _("highest"), aliases=("max", "maximum")),
    ImportField("as_of", _("as of"), aliases=("as of", "stand", "date_of_count")),
    ImportField("nature", _("nature"), _("checkable, pledge, forecast or opinion.")),
    ImportField(
        "chain",
        _("who says so"),
        _("From the origin on, with → or > between; the publisher is added."),
        ("origin", "origins_named_as", "speaker", "author", "source", "quelle", "источник"),
    ),
    ImportField("publisher", _("publisher"), aliases=("outlet", "medium", "herausgeber", "издатель", "сми")),
    ImportField("report_url", _("address of the report"), aliases=("url", "link", "appearance", "adresse", "ссылка")),
    ImportField(
        "report_title", _("title of the report"), aliases=("headline", "überschrift", "schlagzeile", "заголовок")
    ),
    ImportField("published_at", _("published at"), aliases=("date", "datum", "datepublished", "published", "дата")),
    ImportField("excerpt", _("exact words of the report"), aliases=("passage", "textstelle")),
    ImportField("review_url", _("address of somebody's review"), aliases=("review",)),
    ImportField("review_publisher", _("who reviewed it"), aliases=("reviewer",)),
    ImportField("review_rating", _("what they found, in their words"), aliases=("rating", "alternatename")),
)
BY_NAME = {field.name: field for field in FIELDS}


def guessed(headers: list[str]) -> list[str]:
    """A field for each column whose header is recognised, each at most once; "" for the others."""
    found: list[str] = []
    for header in headers:
        field = _recognised().get(_plain(header), "")
        found.append("" if field in found else field)
    return found


def _plain(header: str) -> str:
    return folded(header).replace(" ", "")


@cache
def _recognised() -> dict[str, str]:
    """Fields by their names, their other names, and what the desk calls them in each of its languages."""
    found = {_plain(written): field.name for field in FIELDS for written in (field.name, *field.aliases)}
    for field in FIELDS:
        for words in in_every_language(field.label):
            found.setdefault(_plain(words), field.name)
    return found
