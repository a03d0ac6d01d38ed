"""The dictionary form of a counted noun, by a short table a language: what is not in it stays as the text has it."""

from functools import cache, lru_cache

from claims.extraction.languages import table
from claims.extraction.tokens import KEPT_WORDS, fold


@cache
def _forms(language: str) -> dict[str, str]:
    """Forms by what they become, from lines such as `Mensch = "Menschen"`."""
    forms = table(language, "lemmas").get("forms", {})
    return {fold(form): word for word, listed in forms.items() for form in listed.split()}


@cache
def _endings(language: str) -> tuple[tuple[str, str], ...]:
    """Endings with what replaces them, the longest first: "ies" becomes "y"."""
    endings = table(language, "lemmas").get("endings", {})
    return tuple(sorted(endings.items(), key=lambda pair: len(pair[0]), reverse=True))


@lru_cache(maxsize=KEPT_WORDS)
def lemma(word: str, language: str) -> str:
    known = _forms(language).get(fold(word))
    if known:
        return known
    for ending, instead in _endings(language):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: len(word) - len(ending)] + instead
    return word
