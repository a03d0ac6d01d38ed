"""What people write in files in the place of codes: the words that the desk has for them, in each of its languages."""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import override

from claims.choices import Words
from sources.texts import folded


def in_every_language(words: Words) -> list[str]:
    """The words as each language of the desk has them, folded."""
    told = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            told.append(folded(str(words)))
    return told


@cache
def codes_by_words(codes: Any) -> dict[str, str]:
    """The codes of a table of choices by themselves and by their words, folded."""
    found = {folded(code): str(code) for code in codes.values}
    for code, label in codes.choices:
        for words in in_every_language(label):
            found.setdefault(words, str(code))
    return found
