"""The day of publication from the head of a text: only a whole one, and only where the text says so."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.published import published_on

RUNNING = "At least 164 people were killed in the unrest, the ministry said."


def told(lang: str, *lines: str) -> str:
    found = published_on("\n\n".join(lines), lang)
    return found.isoformat() if found else ""


@pytest.mark.parametrize(
    ("lang", "line", "day"),
    [
        ("de", "Stand: 10.01.2022 14:05 Uhr", "2022-01-10"),
        ("de", "Veröffentlicht am Montag, 3. Jänner 2022", "2022-01-03"),
        ("de", "Montag, 10. Januar 2022, 14:05 Uhr", "2022-01-10"),
        ("de", "Von Anna Weber, 10. Jan. 2022", "2022-01-10"),
        ("de", "Anna Weber | 10.1.2022", "2022-01-10"),
        ("de", "Almaty, 10. Januar 2022 (dpa) - Bei den Unruhen starben 164 Menschen.", "2022-01-10"),
        ("en", "By Our Correspondent, April 2, 2021", "2021-04-02"),
        ("en", "BEIRUT, Aug 8, 2020 (Reuters) - At least 154 people were killed.", "2020-08-08"),
        ("en", "Published: Thu 6 Aug 2020 at 18:12", "2020-08-06"),
        ("en", "Published Sept. 6, 2020", "2020-09-06"),
        ("en", "2020-08-06", "2020-08-06"),
        ("en", "Last updated on 25/08/2020", "2020-08-25"),
        ("fr", "Publié le 6 août 2020 à 18h12", "2020-08-06"),
        ("fr", "Par Jean Dupont, publié le 06/08/2020 à 18h12", "2020-08-06"),
        ("fr", "Mis à jour le 1er juil. 2020", "2020-07-01"),
        ("ru", "МОСКВА, 5 марта 2022. /ТАСС/. Погибли 164 человека.", "2022-03-05"),
        ("ru", "5 марта 2022 г., 14:05 мск", "2022-03-05"),
        ("ru", "Опубликовано: 05.03.2022", "2022-03-05"),
        ("es", "Publicado el 6 de agosto de 2020", "2020-08-06"),
    ],
)
def test_a_day_that_is_told_at_the_head_is_found(lang: str, line: str, day: str) -> None:
    assert told(lang, line, RUNNING) == day
    assert told(lang, "Unrest", line) == day


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "BEIRUT, Aug 8 (Reuters) - At least 154 people were killed."),
        ("ru", "МОСКВА, 5 марта. /ТАСС/. Погибли 164 человека."),
        ("de", "Stand: 14:05 Uhr"),
        ("en", "Published in August 2020"),
        ("en", "What happened on January 5, 2022"),
        ("en", "The unrest of 5 January 2022 - what we know"),
        ("en", "The report, published after the unrest of last week. It began on 2 January 2022 in the west."),
        ("en", "By Monday, 10 January 2022, at least 164 people were killed, the ministry of health said"),
        ("en", "Published on 06/08/2020"),  # June or August
        ("en", "Published on 31/02/2020"),
        ("fr", "Publié le 6 jui 2020"),
        ("de", "Die Zahl vom 10.01.2022 galt als vorläufig."),
        ("xx", "2020-08-06"),
    ],
)
def test_a_day_that_is_not_whole_or_tells_something_else_is_none(lang: str, line: str) -> None:
    assert told(lang, line, RUNNING) == ""


def test_the_first_publication_goes_before_an_update() -> None:
    assert told("en", "Updated 7 August 2020", "Published 6 August 2020") == "2020-08-06"


def test_a_day_far_down_the_text_is_none_of_it() -> None:
    assert told("en", *[RUNNING] * 12, "Published 6 August 2020") == ""


@pytest.mark.parametrize("text", ["1.1.2020 " * 20_000, "published " * 20_000, "\n" * 100_000, "Aug 8, 2020 (" * 9_000])
def test_hostile_heads_are_answered(text: str) -> None:
    published_on(text, "en")


@given(st.text(max_size=200), st.dates(date(1900, 1, 1), date(2999, 1, 1)))
def test_an_iso_day_on_a_line_of_its_own_is_found(after: str, day: date) -> None:
    assert published_on(f"{day.isoformat()}\n{after}", "en")
