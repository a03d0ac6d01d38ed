"""The addresses of public things: a public id that never changes, and words that may."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import override

LONGEST_SLUG = 60


def slug(words: str) -> str:
    """The words as a part of an address, cut after a whole word; letters of any script stay."""
    whole = slugify(words, allow_unicode=True)
    if len(whole) <= LONGEST_SLUG:
        return whole
    return whole[: LONGEST_SLUG + 1].rpartition("-")[0] or whole[:LONGEST_SLUG]


def address(kind: str, public_id: str, words: str, language: str) -> str:
    """The path of the page of a claim, a topic or a source in one language. `words` become its last part."""
    with override(language):
        last = slug(words)
        if last:
            return reverse(f"pages:{kind}", args=[public_id, last])
        return reverse(f"pages:{kind}_without_words", args=[public_id])


def addresses(kind: str, public_id: str, words_in: Callable[[str], str]) -> dict[str, str]:
    """The paths of such a page by language; `words_in` gives the words for each."""
    return {code: address(kind, public_id, words_in(code), code) for code, _name in settings.LANGUAGES}
