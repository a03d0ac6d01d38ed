"""Names in other scripts, cases and spellings."""

import pytest

from claims.matching.spelling import looks_like
from sources.names import name_key


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Kaspan", "Каспане"),
        ("Havelmark", "Хафельмарке"),
        ("Belisar", "Bélisar"),
        ("Zoria", "Зории"),
        ("Steinau", "Штайнау"),
        ("Rahmede", "Rahmedetalbrücke"),
    ],
)
def test_a_name_is_known_in_other_scripts_and_cases(one: str, two: str) -> None:
    assert looks_like(name_key(one), name_key(two))


@pytest.mark.parametrize(("one", "two"), [("Moran", "Morgen"), ("Lima", "Lyon"), ("Talvar", "Palvera")])
def test_other_names_are_other_names(one: str, two: str) -> None:
    assert not looks_like(name_key(one), name_key(two))
