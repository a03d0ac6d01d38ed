"""Text as the record keeps it: what is refused, and texts in several languages.

Text from outside is hostile. Refused are characters that PostgreSQL or JSON cannot carry (NUL, lone surrogates), one
that stands for a letter lost on the way (U+FFFD: decoding puts it where a form was no UTF-8), and control characters
without meaning in prose. Bidi controls are kept, since a quotation may hold them, and are made visible where they are
shown.
"""

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypedDict

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
    _TextField = models.TextField[str, str]
else:
    _CharField = models.CharField
    _TextField = models.TextField

LONGEST_TEXT = 20_000  # characters: a long statement fits, an article does not
LONGEST_LINE = 500
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffd-\uffff]")
_LATIN_MARKS = re.compile("([\x00-\u02ff])[\u0300-\u036f]+")
_NO_WORD = re.compile(r"[\W_]+")
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Text(TypedDict):
    """One language's text: who wrote or translated it (may be empty), and whether a machine did."""

    text: str
    by: str
    machine: bool


Texts = dict[str, Text]


def check_characters(value: str) -> None:
    """Raise ValidationError when `value` holds a character that no text of ours may hold."""
    if found := _FORBIDDEN.search(value):
        code = f"U+{ord(found.group()):04X}"
        raise ValidationError(
            _("The character %(code)s at position %(at)s is not allowed in text."),
            code="character",
            params={"code": code, "at": found.start() + 1},
        )


def storable(value: str) -> str:
    """The text of strangers without the characters that no text of ours may hold."""
    return _FORBIDDEN.sub("", value)


def check_language(value: str) -> None:
    """Raise ValidationError unless `value` has the form of a BCP 47 tag such as de, pt-BR or kk-Latn."""
    if len(value) > 35 or not _LANGUAGE_TAG.fullmatch(value):
        raise ValidationError(_("Give a language tag such as de, ru or kk-Latn."), code="language")


class LineField(_CharField):
    """One line of checked text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_LINE)
        super().__init__(*args, **kwargs)

    default_validators = [check_characters]


class ProseField(_TextField):
    """Checked text of several lines, at most LONGEST_TEXT characters."""

    default_validators = [check_characters, MaxLengthValidator(LONGEST_TEXT)]


class LanguageField(_CharField):
    """A BCP 47 language tag."""

    default_validators = [check_language]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 35)
        super().__init__(*args, **kwargs)


def check_texts(value: Any) -> None:
    """Raise ValidationError unless `value` is {language: {text, by, machine}} with checked, non-empty texts."""
    if not isinstance(value, dict):
        raise ValidationError(_("Texts are kept by language: {language: {text, by, machine}}."), code="texts")
    for language, entry in value.items():
        check_language(str(language))
        if not isinstance(entry, dict) or set(entry) != {"text", "by", "machine"}:
            raise ValidationError(_("A text has exactly the parts text, by and machine."), code="texts")
        _check_entry(str(language), entry)


def _check_entry(language: str, entry: dict[str, Any]) -> None:
    text, by = entry["text"], entry["by"]
    if not isinstance(text, str) or not isinstance(by, str) or not isinstance(entry["machine"], bool):
        raise ValidationError(_("The text in %(language)s is not text."), code="texts", params={"language": language})
    if not text.strip():
        raise ValidationError(_("The text in %(language)s is empty."), code="texts", params={"language": language})
    for part, longest in ((text, LONGEST_TEXT), (by, LONGEST_LINE)):
        check_characters(part)
        MaxLengthValidator(longest)(part)


class TextsField(models.JSONField):
    """Texts by language: {language: {text, by, machine}}; empty is {}."""

    default_validators = [check_texts]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)


def texts(by: str = "", machine: bool = False, **by_language: str) -> Texts:
    """Texts from keyword arguments: `texts(en="…", de="…")`. Empty ones are left out."""
    return {
        language: {"text": text, "by": by, "machine": machine} for language, text in by_language.items() if text.strip()
    }


def text_in(language: str, text: str) -> Texts:
    """Texts of one language alone; empty for no text."""
    return {language: {"text": text, "by": "", "machine": False}} if text.strip() else {}


def pick(value: Texts, language: str) -> tuple[str, str]:
    """The text to show a reader of `language`, and the language that it is in; ("", "") when there is none."""
    for candidate in (language, language.split("-")[0], *(code for code, _name in settings.LANGUAGES), *value):
        if candidate in value:
            return value[candidate]["text"], candidate
    return "", ""


def shown(value: Texts) -> str:
    """The text in the language of whoever looks, or the nearest there is."""
    return pick(value, get_language() or settings.LANGUAGE_CODE)[0]


def visible(value: str) -> str:
    """The text with each bidi control replaced by its visible name, such as [U+202E]."""
    if not any(mark in value for mark in BIDI_CONTROLS):
        return value
    return "".join(f"[U+{ord(c):04X}]" if c in BIDI_CONTROLS else c for c in value)


@lru_cache(maxsize=4096)  # the same names and wordings are folded again for each vector that they stand in
def folded(value: str) -> str:
    """The text as search compares it: compatibility forms, case and punctuation folded, marks taken off Latin letters.

    Cyrillic letters keep their marks: й and ё are letters of their own there.
    """
    lower = value.casefold()
    if lower.isascii():
        return _NO_WORD.sub(" ", lower).strip()
    # Case is folded twice, as Unicode asks of compatibility forms (section 3.13, D146): 𝝖 becomes a capital Α first.
    unstyled = unicodedata.normalize("NFKD", lower).casefold()
    decomposed = _LATIN_MARKS.sub(r"\1", unicodedata.normalize("NFKD", unstyled))
    return _NO_WORD.sub(" ", unicodedata.normalize("NFC", decomposed)).strip()


def must_have(value: Texts, field: str) -> None:
    """Raise ValidationError for `field` when no language has a text."""
    if not value:
        raise ValidationError({field: _g("Write this in at least one language.")})
