"""Numbers and dates as the reader's language writes them; words of others stay in theirs."""

import pytest

from sources.texts import texts
from tests.factcheck.pages.readers import markup, visit_claim, words
from tests.factories import NINTH, make_figure, make_statement, publish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "number", "day"),
    [("en", "8,000", "9 January 2022"), ("de", "8.000", "9. Januar 2022"), ("ru", "8\xa0000", "9 января 2022\xa0г.")],
)
def test_numbers_and_days_are_written_as_the_language_does(language: str, number: str, day: str) -> None:
    claim = publish(make_figure(words="8000", qualifier="none", low=8000, high=8000, as_of=NINTH))
    seen = markup(visit_claim(claim, language=language)).replace("\u202f", "\xa0")
    assert number.replace("\xa0", " ") in seen.replace("\xa0", " ")
    assert day.replace("\xa0", " ") in seen.replace("\xa0", " ")


def test_a_text_in_another_language_is_marked_and_named() -> None:
    claim = publish(make_statement(summary=texts(de="Die Ordnung ist wiederhergestellt.")))
    expected = '<span lang="de">Die Ordnung ist wiederhergestellt.</span> <small class="tongue">(German)</small>'
    assert expected in markup(visit_claim(claim))


def test_a_machines_translation_says_so() -> None:
    claim = publish(make_statement(summary=texts(en="Order is restored.", machine=True)))
    assert "Order is restored. (machine translation)" in words(visit_claim(claim))


def test_the_readers_own_language_needs_no_mark() -> None:
    claim = publish(make_statement(wording="Order is restored", wording_lang="en"))
    assert "<q>Order is restored</q>" in markup(visit_claim(claim))
