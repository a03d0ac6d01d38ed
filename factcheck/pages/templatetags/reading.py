"""What templates of pages say: names, figures, moments and texts, each in its language and safe to look at."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from claims import locales, wording
from claims.choices import Bearing, CorrectionKind, KnownBy
from factcheck.pages import timelines
from factcheck.pages.shown import Named
from sources.choices import Precision, ReportKind
from sources.texts import Texts, pick, visible

register = template.Library()
Body = dict[str, Any]


def _lang(language: str) -> SafeString:
    if not language or language == get_language():
        return SafeString("")
    return format_html(' lang="{}"', language)


# Text from outside ---------------------------------------------------------------------------------------------


@register.filter(name="visible")
def visible_filter(value: str) -> str:
    """Text from outside with its bidi controls made visible. Escaping is the template's own."""
    return visible(value)


@register.filter
def inside(value: str) -> str:
    """What a quotation says, where quotation marks are drawn around it already and are its own too."""
    text = value.strip()
    around = text[:1] + text[-1:]
    return text[1:-1] if around in _MARKS and not _ANY_MARK.search(text[1:-1]) else value


_MARKS = {"„“", "„”", "“”", "«»", "»«", '""', "‚‘", "‘’"}
_ANY_MARK = re.compile('[„“”«»"]')


@register.simple_tag
def quoted(text: str, language: str) -> SafeString:
    """Words of others, in their language, kept from turning the line around them."""
    return format_html("<bdi{}>{}</bdi>", _lang(language), visible(text))


@register.simple_tag
def tongue(language: str) -> SafeString:
    """The name of a language in small letters, where it is not the page's."""
    if not language or language == get_language():
        return SafeString("")
    return format_html(' <small class="tongue">({})</small>', locales.language_name(language))


@register.simple_tag
def texts(value: Texts) -> SafeString:
    """A text of the desk in the reader's language, or in another one, which is then named. Machines' work says so."""
    text, language = pick(value, get_language() or "")
    if not text:
        return SafeString("")
    marks = [] if language == get_language() else [locales.language_name(language)]
    marks += [_("machine translation")] if value[language]["machine"] else []
    note = format_html(' <small class="tongue">({})</small>', ", ".join(marks)) if marks else ""
    return format_html("<span{}>{}</span>{}", _lang(language), visible(text), note)


# Things, by how bodies refer to them; `shown` in the context knows their names -----------------------------------


@register.simple_tag(takes_context=True)
def who(context: Context, ref: Body | str | None) -> SafeString:
    """The name of a source with a link to its page."""
    return _named(context["shown"].source(ref))


@register.simple_tag(takes_context=True)
def who_all(context: Context, refs: list[Body], most: int = 0) -> SafeString:
    """The names of several sources, joined as the language joins them; beyond `most`, only how many more there are."""
    shown = refs[:most] if most and len(refs) > most + 1 else refs
    names: list[str] = [who(context, ref) for ref in shown]
    if count := len(refs) - len(shown):
        names.append(ngettext("%(count)d other", "%(count)d others", count) % {"count": count})
    return mark_safe(locales.list_words(names))  # noqa: S308 - made of safe names


@register.simple_tag(takes_context=True)
def claim_named(context: Context, public_id: str) -> SafeString:
    """The summary of a claim with a link to its page."""
    return _named(context["shown"].claim(public_id))


@register.simple_tag(takes_context=True)
def claim_path(context: Context, public_id: str) -> str:
    """The address of a claim's page."""
    path: str = context["shown"].claim(public_id).path
    return path


@register.simple_tag(takes_context=True)
def topic_named(context: Context, public_id: str) -> SafeString:
    """The title of a topic with a link to its page."""
    return _named(context["shown"].topic(public_id))


def _named(thing: Named) -> SafeString:
    name = format_html("<bdi{}>{}</bdi>", _lang(thing.lang), visible(thing.text))
    return format_html('<a href="{}">{}</a>', thing.path, name) if thing.path else name


@register.simple_tag(takes_context=True)
def report_named(context: Context, public_id: str | None) -> SafeString:
    """The title of a report, with a link to where it was published if it has an address."""
    report = context["shown"].body(public_id)
    if not report:
        return SafeString("")
    title = format_html("<bdi{}>{}</bdi>", _lang(report["lang"]), timelines.title_of(report))
    return format_html('<a href="{}" rel="external">{}</a>', report["url"], title) if report["url"] else title


@register.filter
def of(public_id: str | None, shown: Any) -> Any:
    """What is known under an id: `{% with other=id|of:shown %}` for a body, `|of:seen` for a sighting."""
    return shown.body(public_id) if hasattr(shown, "body") else shown.get(public_id)


# Plain words -----------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def status_of(context: Context, claim: Body) -> wording.StatusWords:
    """The status of a claim's body: `{% status_of claim as status %}`."""
    words: wording.StatusWords = context["shown"].status(claim)
    return words


@register.simple_tag
def figure(value: Body, measure: Body | None = None) -> str:
    """A figure in words, with what is counted where its measure is given."""
    return wording.counted_words(value, measure or {})


@register.filter
def told(code: str, how: str) -> str:
    """A code in readers' words: `hop.known_by|told:"known_by"`."""
    return str(_CODES[how](code))


_CODES: dict[str, Callable[[str], Any]] = {
    "known_by": lambda code: KnownBy(code).label,
    "bearing": lambda code: Bearing(code).label,
    "report_kind": lambda code: ReportKind(code).label,
    "correction": lambda code: CorrectionKind(code).label,
    "standing": wording.standing_words,
    "state": wording.report_state_words,
    "relation": wording.relation_words,
}


@register.filter
def told_of(body: Body, how: str) -> str:
    """A part of a body in readers' words: `claim.origins|told_of:"origins"`."""
    return _BODIES[how](body)


_BODIES: dict[str, Callable[[Body], str]] = {
    "origins": wording.origins_words,
    "forces": wording.inclusion_words,
    "basis": wording.basis_words,
}


# Moments ---------------------------------------------------------------------------------------------------------


@register.simple_tag
def moment(at: str | datetime, precision: str = Precision.MINUTE) -> SafeString:
    """A <time> with the moment in words, as exactly as it is known."""
    machine = at.isoformat() if isinstance(at, datetime) else at
    return format_html('<time datetime="{}">{}</time>', machine, locales.moment_words(at, precision))


@register.simple_tag
def dated(value: Body | None) -> SafeString:
    """A <time> for a moment of a body that comes with its precision; nothing for none."""
    return moment(value["at"], value["precision"]) if value else SafeString("")


@register.filter
def day(value: str) -> str:
    """A day of a body, such as 2022-01-09, in words."""
    return locales.day_words(datetime.fromisoformat(value).date())
