"""What templates of pages say: texts in their language, words made safe to look at, moments and figures."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims import locales
from sources.choices import Precision
from sources.texts import Texts, pick, visible

register = template.Library()


@register.filter(name="visible")
def visible_filter(value: str) -> str:
    """Text from outside with its bidi controls made visible. Escaping is the template's own."""
    return visible(value)


@register.simple_tag
def quoted(text: str, language: str) -> SafeString:
    """Words of others, in their language, kept from turning the line around them."""
    return format_html("<bdi{}>{}</bdi>", _lang(language), visible(text))


@register.simple_tag
def texts(value: Texts) -> SafeString:
    """A text of the desk in the reader's language, or in another one, which is then named. Machines' work says so."""
    text, language = pick(value, get_language() or "")
    if not text:
        return SafeString("")
    marks = [mark for mark in (_language_mark(language), _machine_mark(value[language]["machine"])) if mark]
    note = format_html(' <small class="tongue">({})</small>', ", ".join(marks)) if marks else ""
    return format_html("<span{}>{}</span>{}", _lang(language), visible(text), note)


def _lang(language: str) -> SafeString:
    if not language or language == get_language():
        return SafeString("")
    return format_html(' lang="{}"', language)


def _language_mark(language: str) -> str:
    """The name of a language that is not the page's, in the page's language."""
    return "" if language == get_language() else locales.language_name(language)


def _machine_mark(machine: bool) -> str:
    return _("machine translation") if machine else ""


@register.simple_tag
def moment(at: str | datetime, precision: str = Precision.MINUTE) -> SafeString:
    """A <time> with the moment in words, as exactly as it is known."""
    machine = at.isoformat() if isinstance(at, datetime) else at
    return format_html('<time datetime="{}">{}</time>', machine, locales.moment_words(at, precision))


@register.simple_tag
def dated(value: dict[str, Any] | None) -> SafeString:
    """A <time> for a moment of a body that comes with its precision; nothing for none."""
    return moment(value["at"], value["precision"]) if value else SafeString("")
