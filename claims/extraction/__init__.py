"""Text in, proposals out: the figures and statements of an article, and whom it names for each.

Plain Python. Nothing here knows Django, the database or the rest of the house, and nothing is fetched or decided.
"""

from claims.extraction.attribution import attribute
from claims.extraction.detecting import UNDETERMINED, language_of
from claims.extraction.figures import figures_in
from claims.extraction.languages import codes
from claims.extraction.proposals import Extraction, Figure
from claims.extraction.reading import Reading, read
from claims.extraction.sentences import sentences
from claims.extraction.statements import statements


class UnknownLanguage(ValueError):
    """A language that was asked for and has no folder."""


def extract(text: str, lang: str | None = None) -> Extraction:
    """The proposals for a text. `lang` is BCP 47 ("de-AT" is read as "de"); without it the language is detected.

    Where no language is told apart, the answer is empty and says "und". Never raises on any text.
    """
    language = language_of(text) if lang is None else _known(lang)
    if language == UNDETERMINED:
        return Extraction(lang=language)
    reading = read(text, language, sentences(text, language))
    figures = tuple(_attributed(figure, reading) for figure in figures_in(text, reading.sentences, language))
    return Extraction(lang=language, figures=figures, statements=statements(reading, figures))


def _known(lang: str) -> str:
    language = lang.replace("_", "-").partition("-")[0].lower()
    if language not in codes():
        raise UnknownLanguage(f"There are no tables for the language {lang!r}; there are: {', '.join(codes())}.")
    return language


def _attributed(figure: Figure, reading: Reading) -> Figure:
    found = attribute(reading, figure.start, figure.end)
    if found is None:
        return figure
    figure.attribution, figure.attribution_via, figure.chain = found.source, found.via, found.chain
    figure.attribution_anaphoric = found.anaphoric
    figure.confidence = {**figure.confidence, "attribution": found.confidence}
    return figure
