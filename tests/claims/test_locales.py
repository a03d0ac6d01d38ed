"""Numbers, moments and languages after CLDR."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from django.utils.translation import override

from claims.locales import day_words, language_name, list_words, moment_words, number_words
from sources.choices import Precision

MOMENT = datetime(2022, 1, 9, 18, 4, tzinfo=UTC)


@pytest.mark.parametrize(("language", "written"), [("en", "8,000.5"), ("de", "8.000,5"), ("ru", "8 000,5")])
def test_numbers(language: str, written: str) -> None:
    with override(language):
        assert number_words(8000.5).replace("\xa0", " ").replace("\u202f", " ") == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "9 January 2022, 18:04 UTC"), ("de", "9. Januar 2022, 18:04 UTC"), ("ru", "9 января 2022 г., 18:04 UTC")],
)
def test_moments_name_their_zone(language: str, written: str) -> None:
    with override(language):
        assert moment_words(MOMENT).replace("\xa0", " ").replace("\u202f", " ") == written


@pytest.mark.parametrize(
    ("precision", "written"),
    [(Precision.DAY, "9 January 2022"), (Precision.MONTH, "January 2022"), (Precision.YEAR, "2022")],
)
def test_a_moment_is_told_no_more_exactly_than_it_is_known(precision: str, written: str) -> None:
    assert moment_words(MOMENT, precision) == written


def test_the_zone_of_the_site_is_used() -> None:
    with timezone.override("Asia/Tokyo"):
        assert moment_words("2022-01-09T18:04:00Z").startswith("10 January 2022, 03:04 ")


def test_a_day_does_not_move_with_the_zone() -> None:
    with timezone.override("America/New_York"):
        assert moment_words("2022-01-09T00:00:00Z", Precision.DAY) == "9 January 2022"


def test_days() -> None:
    assert day_words(date(2022, 1, 9)) == "9 January 2022"


@pytest.mark.parametrize(
    ("language", "name"),
    [("de", "German"), ("kk-Latn", "Kazakh (Latin)"), ("xx", "xx"), ("zzz-nonsense", "zzz-nonsense")],
)
def test_languages_are_named_or_shown_as_they_are(language: str, name: str) -> None:
    assert language_name(language) == name


@pytest.mark.parametrize(("language", "joined"), [("en", "A, B and C"), ("de", "A, B und C"), ("ru", "A, B и C")])
def test_lists_are_joined_as_the_language_does(language: str, joined: str) -> None:
    with override(language):
        assert list_words(["A", "B", "C"]) == joined
