"""Extraction writes the codes of claims.choices as plain strings; both stay equal."""

import pytest

from claims.choices import Counted, Qualifier
from claims.extraction.languages import codes, table
from claims.extraction.nouns import CLASS_OF_LIST, CLASS_OF_WHO, OUTCOMES, WHO_OF
from claims.extraction.numbers import VAGUE
from claims.extraction.proposals import WHO
from claims.extraction.unknown import NOT_YET_KNOWN


def _lists(language: str, name: str, section: str) -> set[str]:
    return set(table(language, name).get(section, {}))


def test_vague_amounts_are_qualifiers() -> None:
    assert {*VAGUE, NOT_YET_KNOWN} <= set(Qualifier.values)


def test_outcomes_are_classes() -> None:
    assert {*OUTCOMES, *CLASS_OF_WHO.values(), *CLASS_OF_LIST.values()} <= set(Counted.values)


@pytest.mark.parametrize("language", codes())
def test_tables_use_our_codes(language: str) -> None:
    qualifiers = _lists(language, "qualifiers", "before") | _lists(language, "qualifiers", "after")
    assert qualifiers <= set(Qualifier.values)
    assert _lists(language, "counting", "nouns") <= set(Counted.values)
    assert _lists(language, "counting", "outcomes") <= set(Counted.values)
    assert _lists(language, "counting", "people") <= {*WHO, *WHO_OF, *CLASS_OF_LIST, "other", "anyone"}
    assert _lists(language, "numbers", "vague") | _lists(language, "numbers", "some_of") <= set(VAGUE)
