"""What allauth says on our pages and in our letters, it says in our words."""

import re
from pathlib import Path

import allauth
import pytest
from babel.messages.pofile import read_po
from django.utils.translation import gettext, override

from factcheck.accounts.borrowed import BORROWED

CATALOG = Path(allauth.__file__).parent / "locale" / "de" / "LC_MESSAGES" / "django.po"
FAMILIAR = re.compile(r"\b(du|dein\w*|dir|dich|gib|bist)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def theirs() -> dict[str, str]:
    with CATALOG.open("rb") as source:
        return {str(message.id): str(message.string) for message in read_po(source, locale="de")}


@pytest.mark.parametrize("text", BORROWED)
def test_borrowed_text_is_one_of_allauth(theirs: dict[str, str], text: str) -> None:
    assert FAMILIAR.search(theirs[text]) or "kontaktiere" in theirs[text], "no longer needed: allauth says it well"


@pytest.mark.parametrize("text", BORROWED)
def test_borrowed_text_keeps_its_distance_in_german(text: str) -> None:
    with override("de"):
        assert gettext(text) != text
        assert not FAMILIAR.search(gettext(text))
