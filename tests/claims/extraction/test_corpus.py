"""Each sentence of corpus/*.txt yields the figures that are marked in it, and no others."""

from pathlib import Path

import pytest

from claims.extraction.languages import codes
from factcheck.operations.bench.passages import Passage, pairs, passages, proposed

_CORPORA = Path(__file__).parent / "corpus"
_SENTENCES = [(path.stem, passage) for path in sorted(_CORPORA.glob("*.txt")) for passage in passages(path)]


def _name(value: object) -> str:
    return value.text[:60] if isinstance(value, Passage) else str(value)


@pytest.mark.parametrize(("language", "passage"), _SENTENCES, ids=_name)
def test_sentence_yields_its_figures(language: str, passage: Passage) -> None:
    figures = proposed(passage, language)
    told = [
        (figure.low, figure.high, figure.qualifier, figure.counted_class, figure.who if mark.who else None)
        for mark, figure in pairs(passage, figures)
        if figure
    ]
    assert told == [(m.low, m.high, m.qualifier, m.counted_class, m.who) for m in passage.figures]
    assert len(figures) == len(passage.figures)


def test_every_language_has_a_corpus() -> None:
    assert {path.stem for path in _CORPORA.glob("*.txt")} == set(codes())
